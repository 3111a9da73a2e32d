/**
 * Free wording: asks the understanding module and turns each operation into a request. A confident
 * reading is applied and shown; a doubtful one becomes one question; unknown words are named. Next:
 * understanding/understand.ts reads, turn/turn.ts carries out.
 */

import type { Request } from '#conversation/requests/request.ts'
import { begunCommand } from '#conversation/requests/words/plain-commands.ts'
import { percentIn, withOrdinals, withPlainTimes, withWholeDozens } from '#conversation/requests/words/whole-numbers.ts'
import { readingWords } from '#conversation/screens/reading-words.ts'
import { numberOfPerson, numberToCall } from '#conversation/turn/contact-apart.ts'
import { isCorrecting } from '#conversation/understanding/everyday/corrections.ts'
import { everydayParts } from '#conversation/understanding/everyday/everyday.ts'
import { isOptionAlone } from '#conversation/understanding/everyday/option-answers.ts'
import { isTalk } from '#conversation/understanding/everyday/talk.ts'
import type { Message, Op, SpokenLine, Understood } from '#conversation/understanding/types.ts'
import { understand } from '#conversation/understanding/understand.ts'
import { given } from '#domain/base/given.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { requestOfOp } from './act-requests.ts'
import type { InterpretContext } from './heard.ts'
import { neverDenied } from './never-denied.ts'
import { brokenCounts, COUNTS, percentRead, wholeNumbers, withoutMeasures } from './odd-counts.ts'
import { addressLabels, CHANGES, insteadOf, lineAsSpoken, ofNamedGoods, orderOf, withLineNames } from './offered.ts'
import { answerByOption } from './pending-choices.ts'
import { partlyRead, type ReadPart, sharedOut } from './read-parts.ts'
import { requestsOfReading } from './spoken/decided.ts'
import { everydayContext } from './spoken/everyday-context.ts'

type Reading = {
  readonly requests: readonly Request[]
  readonly unexplained: readonly string[]
  /** The questions that were answered by it. */
  readonly closes?: readonly PendingQuestion[]
}

/**
 * Whether the words surely are an order change, a question or talk of their own; asked before they
 * are taken as the answer to something else.
 */
export function meansByItself(text: string, context: InterpretContext): boolean {
  if (everydayParts(text, everydayContext(context)) !== undefined) return true
  const { confident, ops } = understood(text, context).read
  // A street is no item that is not there.
  return (
    confident && ops.some(({ op }) => op !== 'smalltalk' && (op !== 'notFound' || context.asked !== 'address-field'))
  )
}

/** "Show order": all of it surely only asks to see something. */
export function looksOnly(text: string, context: InterpretContext): boolean {
  const { confident, ops, unexplained } = understood(text, context).read
  return confident && ops.length > 0 && unexplained.length === 0 && ops.every(({ op }) => LOOKING.has(op))
}
const LOOKING: ReadonlySet<Op['op']> = new Set(['show', 'help', 'status', 'why'])

/** Whether the words could be anything but words to be kept, in doubt as well. */
export const readsAnyhow = (text: string, context: InterpretContext): boolean =>
  isTalk(text) ||
  begunCommand(text, true) !== undefined ||
  understood(text, context).read.ops.some(({ op }) => !KEPT_OPS.has(op))
const KEPT_OPS: ReadonlySet<Op['op']> = new Set(['comment', 'memo', 'notFound', 'clarify', 'smalltalk'])

/** What the words surely change; nothing where that is in doubt, or something else is said besides. */
export function changesRead(text: string, context: InterpretContext): readonly Op[] {
  const { confident, ops, unexplained } = understood(text, context).read
  return confident && unexplained.length === 0 && ops.every(({ op }) => CHANGES.has(op)) ? ops : []
}

type Freely = InterpretContext & { readonly sure?: boolean }
export function readFreely(said: string, context: Freely): Reading {
  const call = numberToCall(said)
  if (call !== undefined) return { requests: [call], unexplained: [] }
  const again = (words: string) => understood(words, context)
  const { text, lines, cart, asked, read, measured } = withoutMeasures(
    withOrdinals(withPlainTimes(withWholeDozens(said))),
    again,
    context.shop,
  )
  const broken = brokenCounts(text, read.ops, context.shop)
  if (broken.length > 0) return wholeNumbers(text, broken, (rest) => readFreely(rest, context))
  const percent = percentIn(text)
  if (
    percent !== undefined &&
    read.ops.some((op) => COUNTS.has(op.op) && 'quantity' in op && op.quantity === percent.number)
  )
    return percentRead(percent)
  const answer = asked && answerByOption(asked, read.ops, cart.length)
  if (asked !== undefined && answer !== undefined) return { ...answer, unexplained: read.unexplained, closes: [asked] }
  const { reading: policies } = context.shop.settings
  const policy = policies?.[context.staff === true ? 'staff' : 'customers'] ?? 'apply'
  if (policy === 'commands' && context.sure !== true)
    return { requests: [{ kind: 'not-understood', words: read.unexplained }], unexplained: [] }
  const whole = measured || context.sure === true || context.once === true || policy !== 'apply' || text.length > LONG
  const halves = whole ? undefined : inParts(text, read, context)
  if (halves !== undefined) return halves
  return asDecided({ said, text, lines, read, measured, applies: policy === 'apply' }, context)
}

type Heard = Pick<Parameters<typeof requestsOfReading>[2], 'measured'> & {
  readonly said: string
  readonly text: string
  readonly lines: readonly SpokenLine[]
  readonly read: Understood
  /** The shop has sure readings done at once. */
  readonly applies: boolean
}
/** Everything by its name in this cart, and nothing denied that the shop has. */
function asDecided({ said, text, lines, read, measured, applies }: Heard, context: Freely): Reading {
  const { catalog } = context.shop
  const confident = isSureOf(text, read, context) && applies
  const decided = requestsOfReading(
    text,
    { ...read, confident },
    {
      sure: context.sure === true,
      reading: readingWords(lines, read.lines, catalog),
      staff: context.staff === true,
      catalog,
      measured,
      instead: insteadOf(read, lines, catalog),
    },
  )
  const named = (request: Request): Request =>
    withLineNames(neverDenied(ofNamedGoods(request, text, catalog), text, catalog), lines, catalog)
  return { ...decided, requests: decided.requests.map((request) => numberOfPerson(named(request), said)) }
}

function isSureOf(text: string, read: Understood, context: InterpretContext): boolean {
  const either = EITHER.test(text) && read.ops.filter(({ op }) => op === 'add').length > 1
  return !either && !movesGoods(text, read) && !isLost(text, read, context) && (read.confident || corrects(text, read))
}

/** "One cream tote or a black one" is not both. */
const EITHER = /\bor\s+(?:else\s+|rather\s+|maybe\s+)?(?:an?|one|the|some|\d{1,3})\s/i

/** "Half the polos to the factory": where they go changes no count of them. */
const movesGoods = (text: string, { ops }: Understood): boolean =>
  /\bhalf\b[^.;\n]*\bto\b/i.test(text) && ops.some(({ op }) => op === 'setQty' || op === 'changeQty')

/** "Black", by itself, once something else was said since a line was touched: which one it is for is asked. */
function isLost(text: string, { ops }: Understood, { draft, shop }: InterpretContext): boolean {
  if (draft?.strayed !== true || draft.pending?.kind === 'choose-option') return false
  return ops.length > 0 && ops.every(({ op }) => op === 'setOption') && isOptionAlone(text, shop.catalog)
}

const CORRECTED: ReadonlySet<Op['op']> = new Set(['setOption', 'setQty', 'replace'])
/** "I meant the blue one": a correction that says one thing about one line is that. */
const corrects = (text: string, { ops, unexplained }: Understood): boolean =>
  isCorrecting(text) && ops.length === 1 && unexplained.length === 0 && ops.every(({ op }) => CORRECTED.has(op))

/** Longer than people say several things in one message: it is read once. */
const LONG = 400

/** What is sure of it is done; the rest is asked or quoted. */
function inParts(text: string, whole: Understood, context: InterpretContext): Reading | undefined {
  const readPart: ReadPart = (part, before) => understood(part, context, before).read
  const shared = sharedOut(text, readPart, context.shop.catalog)
  if (shared !== undefined) return { requests: shared, unexplained: [] }
  if (whole.confident) return undefined
  const parts = partlyRead(text, readPart, context.shop.catalog)
  if (parts === undefined) return undefined
  const open = parts.open.map((part) => readFreely(part, context))
  return {
    requests: [
      ...parts.done.map((op) => requestOfOp(op, context.staff === true)),
      ...open.flatMap(({ requests }) => requests),
    ],
    unexplained: [...parts.words, ...open.flatMap(({ unexplained }) => unexplained)],
  }
}

/** What the reader makes of the words, with the cart as it stands and the item that is asked about after it. */
function understood(text: string, context: InterpretContext, before?: Understood) {
  const { draft, shop, lexiconFor, lastOrder, spoken, staff } = context
  const cart = (draft?.content.lines ?? []).map((line) => lineAsSpoken(line.sku, line.quantity, shop.catalog))
  const asked = draft?.pending?.kind === 'choose-option' ? draft.pending : undefined
  const touched = draft?.content.lines.findIndex((line) => line.id === draft.focus[0]) ?? -1
  const focus = asked === undefined ? touched : cart.length
  const lines =
    asked === undefined
      ? cart
      : [...cart, { product: asked.productId, options: asked.options, quantity: asked.quantity }]
  const held = [
    ...(before?.lines ?? lines).map(({ product }) => product),
    ...(lastOrder?.lines ?? []).flatMap(({ sku }) => shop.catalog.variants.get(sku)?.productId ?? []),
  ]
  const lexicon = lexiconFor(shop.catalog, text, held)
  const message: Message = {
    text,
    lines: before?.lines ?? lines,
    ...(focus < 0 && before?.focus === undefined ? {} : { focus: before?.focus ?? focus }),
    ...(asked === undefined ? {} : { pending: { ask: asked.ask, line: cart.length } }),
    ...(draft?.pending?.kind === 'backorder-choice' ? { pending: { ask: 'backorder' } } : {}),
    hasDraft: draft !== undefined,
    context: {
      addresses: addressLabels(draft),
      methods: shop.settings.shippingMethods.map((method) => ({ id: method.id, words: [method.id, method.name] })),
      coupons: (draft?.content.coupons ?? []).map((coupon) => coupon.code),
      ...(lastOrder === undefined
        ? {}
        : {
            lastOrder: {
              id: String(lastOrder.number),
              lines: lastOrder.lines.map(({ sku, quantity }) => lineAsSpoken(sku, quantity, shop.catalog)),
            },
          }),
    },
  }
  const goods = understand(lexicon, message, { acts: false })
  // With no cart open, what the reader of carts makes nothing of is about the order that was spoken of.
  const about = {
    actor: staff === true ? 'rep' : 'customer',
    ...given({ order: spoken && orderOf(spoken, shop.catalog) }),
  } as const
  const ofOrder = spoken !== undefined && draft === undefined && goods.ops.length === 0
  const read = ofOrder ? understand(lexicon, { ...message, ...about }) : goods
  const chosen = context.instead === true && read.rival !== undefined ? { ...read, ...read.rival } : read
  return { read: chosen, lines, cart, asked }
}
