import type { Control, View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import type { Asked } from '#conversation/screens/asked-types.ts'
import { choiceButtons } from '#conversation/screens/backorders.ts'
import {
  button,
  isStaff,
  money,
  moneyWithCurrency,
  noticeView,
  type ScreenContext,
} from '#conversation/screens/context.ts'
import { lineName } from '#conversation/screens/names.ts'
import { offerText } from '#conversation/screens/staff/approval-words.ts'
import { handOverChoices } from '#conversation/screens/staff/hand-over.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { seenOf } from '#domain/draft/submit/seen.ts'
import { may } from '#domain/model/permissions.ts'
import type { ShortLine } from '#domain/model/refusals.ts'
import type { CardFacts } from './card-facts.ts'
import type { ShownDraft } from './cart-lines.ts'
import { type Choice, menuChoices } from './cart-menu.ts'
import { nextAct } from './next-act.ts'

/** Beside the primary one. */
const MAX_BESIDE = 3
/**
 * So many older points have their choices on the card; the others are named, and come forward as
 * these are answered.
 */
const MAX_POINTS = 3
const MAX_MENU = 10

export type Controlled = ShownDraft &
  Pick<CardFacts, 'missing' | 'standing' | 'choices'> & { readonly points: readonly Asked[] }

export function cartControls(shown: Controlled, ctx: ScreenContext): readonly Control[] {
  const { status } = shown.draft
  if (status !== 'open' && status !== 'quoted' && status !== 'awaiting-approval')
    return [button(cartWords.newOrder, { kind: 'new' }, ctx, 'primary')]
  const answers = answersOf(shown)
  const state = stateOf(shown, answers)
  const short = state === 'asked' || shown.standing.kind !== 'open' ? [] : shown.choices
  const asked = [...firstOf(shown, ctx), ...answers, ...choiceButtons(short, state === 'short', ctx)]
  const all = unique([...asked, ...primaries(shown, state, ctx), ...buttonsOf(ofState(state, shown, ctx), ctx)])
  const chosen = all.filter((control) => !isButton(control))
  // A list to choose from is what to do next there, as a primary button is elsewhere.
  const room = chosen.length > 0 ? MAX_BESIDE : 1 + MAX_BESIDE
  const buttons = all.filter(isButton)
  const seen = new Set(all.map(({ label }) => label))
  const rest = buttonsOf(menuChoices(shown, ctx), ctx).filter(({ label }) => !seen.has(label))
  const isAsked = chosen.length === 0 && (asked.length > 0 || state === 'asked')
  return [
    ...chosen,
    ...oneMain(buttons.slice(0, room), isAsked),
    ...menu([...buttons.slice(room), ...unique(rest)], ctx),
  ]
}

type Button = Extract<Control, { kind: 'button' }>
const isButton = (control: Control): control is Button => control.kind === 'button'
const unique = <C extends Control>(controls: readonly C[]): readonly C[] =>
  controls.filter(({ label }, at) => controls.findIndex((other) => other.label === label) === at)
const buttonsOf = (choices: readonly Choice[], ctx: ScreenContext): readonly Button[] =>
  choices.map(({ label, press }) => button(label, press, ctx)).filter(isButton)

/** One thing is the next to do: the first that is meant so, and of what is asked the first answer. */
function oneMain(buttons: readonly Button[], isAsked: boolean): readonly Button[] {
  const main = buttons.find(({ style }) => style === 'primary')
  const first = isAsked ? buttons.find(({ style }) => style === 'normal') : undefined
  const next = main ?? first
  return buttons.map((each): Button => {
    const style = each === next ? 'primary' : each.style === 'primary' ? 'normal' : each.style
    return { ...each, style }
  })
}

/** Nobody has it yet: that comes before anything else. */
const firstOf = ({ draft: { handOver } }: Controlled, ctx: ScreenContext): readonly Button[] =>
  isStaff(ctx) && handOver?.status === 'waiting'
    ? buttonsOf(handOverChoices(handOver, ctx), ctx).map((each) => ({ ...each, style: 'primary' }))
    : []

/** The choices of what is open: all of what was asked last, and of some of what stands behind it. */
const answersOf = ({ points: [first, ...behind] }: Controlled): readonly Control[] => [
  ...(first?.controls ?? []),
  ...behind.slice(0, MAX_POINTS).flatMap(({ controls }) => controls),
]

/** What it waits for; the buttons follow from it. */
type State = 'waiting' | 'asked' | 'no-buyer' | 'short' | 'needs' | 'ready'

function stateOf({ draft, missing, standing, choices }: Controlled, answers: readonly Control[]): State {
  if (draft.status === 'awaiting-approval') return 'waiting'
  const short = standing.kind === 'open' && choices.length > 0
  if (draft.pending !== undefined && answers.length > 0 && (short || draft.pending.kind !== 'confirm-place'))
    return 'asked'
  // Who buys may have said once and for all what becomes of it.
  if (missing[0] === 'customer') return 'no-buyer'
  if (short) return 'short'
  return missing.length > 0 ? 'needs' : 'ready'
}

function primaries(shown: Controlled, state: State, ctx: ScreenContext): readonly Control[] {
  switch (state) {
    case 'waiting':
      return ofApproval(shown, ctx)
    case 'asked':
    case 'short':
      return []
    case 'no-buyer':
    case 'needs':
    case 'ready':
      return [primaryButton(shown, ctx)]
    default:
      return state satisfies never
  }
}

/** What people do next there, the most useful first. [Undo] is never beside the primary one. */
function ofState(state: State, shown: Controlled, ctx: ScreenContext): readonly Choice[] {
  const { content, undo, handOver } = shown.draft
  const [missing] = shown.missing
  const filled = content.lines.length > 0
  const item: readonly Choice[] = [{ label: cartWords.addItem, press: { kind: 'open-form', form: 'add-item' } }]
  const coupon: readonly Choice[] =
    filled && content.coupons.length === 0
      ? [{ label: cartWords.addCoupon, press: { kind: 'open-form', form: 'coupon' } }]
      : []
  const price: readonly Choice[] =
    filled && may(ctx.actor, 'adjust-prices')
      ? [{ label: cartWords.adjustPrice, press: { kind: 'open-form', form: 'adjust' } }]
      : []
  const talk = handOver === undefined ? [] : handOverChoices(handOver, ctx)
  const desk = isStaff(ctx) ? talk : []
  const person: readonly Choice[] = isStaff(ctx)
    ? []
    : handOver === undefined
      ? [{ label: cartWords.talkToAPerson, press: { kind: 'ask-person' } }]
      : talk
  const back: readonly Choice[] = undo.length > 0 ? [{ label: cartWords.undo, press: { kind: 'undo' } }] : []
  const needed: readonly Choice[] =
    missing === undefined ? [] : [{ label: nextAct(missing, ctx).button, press: openForm(nextAct(missing, ctx).form) }]
  switch (state) {
    case 'asked':
    case 'short':
      return [...desk, ...needed, ...person, ...back, ...item, ...coupon, ...price]
    case 'waiting':
    case 'no-buyer':
    case 'needs':
      return [...desk, ...item, ...person, ...back, ...coupon, ...price]
    case 'ready':
      return [...desk, ...coupon, ...price, ...person, ...back, ...item]
    default:
      return state satisfies never
  }
}
const openForm = (form: FormKind): Pressable => ({ kind: 'open-form', form })

/** While an approval is waited for, placing is replaced by what can be done about it; a customer has nothing to do. */
function ofApproval({ draft: { approval } }: Controlled, ctx: ScreenContext): readonly Control[] {
  if (approval === undefined || !isStaff(ctx) || !may(ctx.actor, 'adjust-prices')) return []
  const { id, status, answer } = approval
  const accept = status === 'countered' && answer?.kind === 'countered'
  return [
    ...(accept
      ? [button(cartWords.accept(offerText(answer.offer, ctx)), { kind: 'accept-counter', id }, ctx, 'primary')]
      : []),
    button(cartWords.withdraw, { kind: 'withdraw-approval', id }, ctx, accept ? 'normal' : 'primary'),
  ]
}

/** A button that finds no place keeps its token, and so what it does. */
const menu = (choices: readonly Button[], ctx: ScreenContext): readonly Control[] =>
  choices.length === 0
    ? []
    : [
        {
          kind: 'select',
          label: cartWords.more,
          more: true,
          token: ctx.token({ kind: 'menu' }),
          options: choices.slice(0, MAX_MENU).map(({ label, token }) => ({ value: token, label })),
        },
      ]

function primaryButton(shown: Controlled, ctx: ScreenContext): Control {
  const { missing, ledger, short, standing, draft } = shown
  const [first] = missing
  const late = standing.kind === 'open' ? short.find(({ never }) => never !== undefined) : undefined
  if (late !== undefined && first === undefined) return button(...fewer(shown, late, ctx), ctx, 'primary')
  if (first !== undefined) return button(nextAct(first, ctx).button, openForm(nextAct(first, ctx).form), ctx, 'primary')
  const anyway = draft.pending?.kind === 'confirm-place'
  const label = isStaff(ctx)
    ? cartWords.placeItAnyway(anyway, money(ledger.total, ctx))
    : buyLabel(ledger.total, anyway, ctx)
  return button(label, { kind: 'place', seen: seenOf(draft, ledger, standing) }, ctx, 'primary')
}

const buyLabel = (total: number, anyway: boolean, ctx: ScreenContext): string =>
  cartWords.buyAnyway(anyway, total === 0 ? cartWords.nothingToPay : cartWords.pay(moneyWithCurrency(total, ctx)))

/** A customer typed that they want to buy. */
export const buyByPressView = (total: number, anyway: boolean, ctx: ScreenContext): View =>
  noticeView(cartWords.typingOrdersNothing, cartWords.pressBuyOnCart(buyLabel(total, anyway, ctx)), ctx)

/** A short line is reduced to what is here, or removed. */
function fewer(shown: Controlled, { sku, now, lineId }: ShortLine, ctx: ScreenContext): readonly [string, Pressable] {
  const name = lineName({ id: lineId, sku }, shown.draft.content.lines, ctx)
  const line = { by: 'id', id: lineId } as const
  return now === 0
    ? [cartWords.remove(name), { kind: 'remove-line', line }]
    : [cartWords.take(now, name), { kind: 'set-quantity', line, quantity: String(now) }]
}
