/**
 * What is short, in everyday words: each choice as a sentence with its dates and its money before
 * anything is chosen, and what was chosen on the card and the receipt. Dates are estimates, and
 * where there is none that is said (rules.md S1).
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import { shortageWords } from '#conversation/words/shortage.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { BackorderChoice, NoChoice, ShortLine } from '#domain/model/refusals.ts'
import { POLICIES, type Standing } from '#domain/stock/backorders.ts'
import { button, isStaff, listBlock, money, notice, noticeView, type ScreenContext, textBlock } from './context.ts'
import { dayText, itemText } from './names.ts'

/** "on Fri 4 Dec (estimated)", or that nobody knows. */
export const whenText = (on: string | undefined, ctx: ScreenContext): string =>
  on === undefined ? shortageWords.laterNoDateYet : shortageWords.estimatedOn(dayText(on, ctx))

/** Short enough for a select of any channel. */
function nameOf({ policy, now, rest }: Pick<BackorderChoice, 'policy' | 'now' | 'rest'>): string {
  switch (policy) {
    case 'ship-complete':
      return shortageWords.shipEverythingTogether
    case 'ship-available-then-backorder':
      return shortageWords.shipNowLater(now, rest)
    case 'ship-available-drop-rest':
      return shortageWords.onlyThoseHere(now)
    case 'move-to-separate-order':
      return shortageWords.othersSeparately(rest === 1 ? 'one' : rest, rest)
    default:
      return policy satisfies never
  }
}

function detailOf({ policy, on, totals, changes }: BackorderChoice, ctx: ScreenContext): string {
  const [first = 0, second = 0] = totals
  switch (policy) {
    case 'ship-complete':
      return `${money(first, ctx)}, ${whenText(on, ctx)}`
    case 'ship-available-then-backorder':
      return shortageWords.restNoSecondCharge(money(first, ctx), whenText(on, ctx))
    case 'ship-available-drop-rest':
      return [money(first, ctx), ...changes.map((change) => changeText(change, ctx))].join(', ')
    case 'move-to-separate-order':
      return shortageWords.amountNowAndLater(money(first, ctx), money(second, ctx), whenText(on, ctx))
    default:
      return policy satisfies never
  }
}

/** "the 5.00 promotion ends (5.00 off from 100.00)" */
function changeText({ label, from, to }: BackorderChoice['changes'][number], ctx: ScreenContext): string {
  if (from < 0 && to === 0) return shortageWords.promotionEnds(money(-from, ctx), label)
  return from < 0
    ? shortageWords.isInsteadOf(label, money(-to, ctx), money(-from, ctx))
    : shortageWords.becomes(label, money(to, ctx))
}

/** "Ship 2 now, 1 later: 140.73, the rest on Fri 4 Dec (estimated), no second shipping charge" */
export const choiceText = (choice: BackorderChoice, ctx: ScreenContext): string =>
  inert(`${nameOf(choice)}: ${detailOf(choice, ctx)}`)

/** On a button: what, for how much, by when; what else comes of it stands above the buttons (`choiceNotes`). */
export function choiceLabel(choice: BackorderChoice, ctx: ScreenContext): string {
  const [first = 0, second = 0] = choice.totals
  const when = choice.on === undefined ? shortageWords.noDateYet : shortageWords.onDay(dayText(choice.on, ctx))
  const name = nameOf(choice)
  switch (choice.policy) {
    case 'ship-complete':
      return `${name}: ${money(first, ctx)}, ${when}`
    case 'ship-available-then-backorder':
      return shortageWords.restLater(name, money(first, ctx), when)
    case 'ship-available-drop-rest':
      return `${name}: ${money(first, ctx)}`
    case 'move-to-separate-order':
      return shortageWords.nameNowAndLater(name, money(first, ctx), money(second, ctx), when)
    default:
      return choice.policy satisfies never
  }
}

/** What a choice changes besides its amount and day, in one line. */
export function choiceNotes(choices: readonly BackorderChoice[], ctx: ScreenContext): readonly Block[] {
  const notes = choices.flatMap((choice) => [
    ...(choice.policy === 'ship-available-then-backorder'
      ? [shortageWords.noSecondShippingCharge(nameOf(choice))]
      : []),
    ...choice.changes.map((change) => `${nameOf(choice)}: ${changeText(change, ctx)}`),
  ])
  return notes.length === 0 ? [] : [textBlock(`${notes.join('. ')}.`)]
}

/** One button a choice; where they are what is asked for, the first, which is the usual one, is primary. */
export const choiceButtons = (
  choices: readonly BackorderChoice[],
  asked: boolean,
  ctx: ScreenContext,
): readonly Control[] =>
  choices.map((choice, at) =>
    button(
      choiceLabel(choice, ctx),
      { kind: 'backorders', policy: choice.policy },
      ctx,
      asked && at === 0 ? 'primary' : 'normal',
    ),
  )

const SAY = {
  'ship-complete': { staff: shortageWords.backordersComplete, customer: shortageWords.waitForEverything },
  'ship-available-then-backorder': {
    staff: shortageWords.backordersAvailable,
    customer: shortageWords.sayShipWhatYouHave,
  },
  'ship-available-drop-rest': { staff: shortageWords.backordersDrop, customer: shortageWords.dropTheRest },
  'move-to-separate-order': { staff: shortageWords.backordersSeparate, customer: shortageWords.saySeparateOrder },
} as const satisfies Record<BackorderPolicy, { readonly staff: string; readonly customer: string }>

/** The typed way to each choice. */
export function sayText(policies: readonly BackorderPolicy[], ctx: ScreenContext): string {
  const words = policies.map((policy) => SAY[policy][isStaff(ctx) ? 'staff' : 'customer'])
  return words.length < 2 ? (words[0] ?? '') : shortageWords.listOr(words.slice(0, -1).join(', '), words.at(-1) ?? '')
}

/** Why the rest of a line never comes, and what to do instead. */
export function neverText(
  { never, now, sku }: Pick<ShortLine, 'never' | 'now' | 'sku'>,
  ctx: ScreenContext,
): string | undefined {
  if (never === undefined) return undefined
  const why = {
    discontinued: shortageWords.itIsDiscontinued,
    refused: shortageWords.notOrderableAhead,
    'too-far': shortageWords.restComesLate,
  }
  const fix = now === 0 ? shortageWords.removeIt(sku) : shortageWords.take(now, sku)
  return shortageWords.choicesOrSimilar(
    itemText(sku, ctx),
    now === 0 ? shortageWords.noneIsHere : shortageWords.onlyAreHere(now),
    why[never.why],
    fix,
  )
}

/** Under the cart: what is short and the choices, or what was chosen. */
export function shortBlocks(
  standing: Standing,
  choices: readonly BackorderChoice[],
  ctx: ScreenContext,
): readonly Block[] {
  if (standing.kind === 'all-here') return []
  const never = standing.short.flatMap((line) => neverText(line, ctx) ?? [])
  if (standing.kind === 'open') {
    const words = standing.short.every(({ now }) => now === 0)
      ? shortageWords.waitOrGoWithout
      : shortageWords.whatShallWeDo
    return [
      ...never.map((each) => notice('warning', each)),
      ...(choices.length === 0 ? [] : [notice('warning', words), ...choiceNotes(choices, ctx)]),
    ]
  }
  const chosen = choices.find(({ policy }) => policy === standing.policy)
  const usual = standing.by === 'preference' ? shortageWords.asUsual : ''
  const own = standing.by === 'preference' && !isStaff(ctx) ? shortageWords.asYouUsuallyDo : usual
  const left = standing.policy === 'ship-available-drop-rest' ? standing.short.map((line) => leftOut(line, ctx)) : []
  return [
    ...(chosen === undefined ? [] : [notice('info', `${choiceText(chosen, ctx)}${own}.`)]),
    ...left.map((each) => notice('info', each)),
  ]
}

const leftOut = ({ rest, sku, on }: ShortLine, ctx: ScreenContext): string =>
  shortageWords.leftOut(rest, itemText(sku, ctx), on === undefined ? '' : shortageWords.expected(whenText(on, ctx)))

/** "What if": the choices side by side, or one of them; nothing is changed. */
export function whatIfView(
  policy: BackorderPolicy | undefined,
  {
    choices,
    why,
    total,
  }: { readonly choices: readonly BackorderChoice[]; readonly why: NoChoice | undefined; readonly total: number },
  ctx: ScreenContext,
): View {
  const unchanged = shortageWords.orderStandsAt(money(total, ctx))
  const asked = choices.filter((choice) => policy === undefined || choice.policy === policy)
  if (asked.length === 0 || why !== undefined) return noticeView(...noChoiceWords(why ?? 'never', policy, ctx), ctx)
  const [only] = asked
  const headline = policy !== undefined && only !== undefined ? choiceText(only, ctx) : shortageWords.choicesTitle
  const others = choices.filter((choice) => choice.policy !== policy)
  return {
    headline,
    blocks: [
      textBlock(unchanged),
      ...(others.length === 0
        ? []
        : [
            textBlock(policy === undefined ? shortageWords.theChoices : shortageWords.orLabel),
            listBlock(others.map((choice) => choiceText(choice, ctx))),
          ]),
      textBlock(
        shortageWords.toChooseSay(
          sayText(
            POLICIES.filter((each) => choices.some((choice) => choice.policy === each)),
            ctx,
          ),
        ),
      ),
    ],
    controls: choiceButtons(choices, false, ctx),
  }
}

export function noChoiceWords(
  why: NoChoice,
  policy: BackorderPolicy | undefined,
  ctx: ScreenContext,
): readonly [string, string] {
  switch (why) {
    case 'nothing-short':
      return [shortageWords.everythingHere, shortageWords.nothingToChoose]
    case 'nothing-now':
      return [shortageWords.noneHereNow, shortageWords.onlyWaitOrRemove(sayText(['ship-complete'], ctx))]
    case 'never':
      return [
        shortageWords.partNeverComes,
        shortageWords.nothingWasChanged(
          policy === 'ship-available-drop-rest'
            ? shortageWords.removeWhatCannotCome
            : shortageWords.takeOrRemove(sayText(['ship-available-drop-rest'], ctx)),
        ),
      ]
    default:
      return why satisfies never
  }
}

/** What follows on the receipt: which order leaves when. */
export function receiptWords(
  choice: BackorderChoice | undefined,
  numbers: readonly number[],
  ctx: ScreenContext,
): readonly string[] {
  if (choice === undefined) return []
  const { policy, now, rest, on, totals } = choice
  switch (policy) {
    case 'ship-complete':
      return [shortageWords.everythingLeavesTogether(whenText(on, ctx))]
    case 'ship-available-then-backorder':
      return [shortageWords.leaveNowFollowWithout(now, rest, whenText(on, ctx))]
    case 'ship-available-drop-rest':
      return [shortageWords.wereLeftOutAnd(rest)]
    case 'move-to-separate-order':
      return numbers.map((number, index) =>
        shortageWords.order(
          number,
          money(totals[index] ?? 0, ctx),
          index === 0 ? shortageWords.leavesNow : shortageWords.follows(whenText(on, ctx)),
        ),
      )
    default:
      return policy satisfies never
  }
}
