/**
 * What was said and still waits for an answer. One question is asked at a time; an older one that
 * holds something said waits behind it and is asked again, so that no other fact drops it. Rule: a
 * question ends by its own answer, by "leave it out", or when the draft has settled it by itself.
 * Next: ../submission.ts places nothing while one is open; turn/reading/pending.ts (in the conversation)
 * reads the answers.
 */
import { given } from '#domain/base/given.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, DraftEventKind, OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { isAdjustment, priorOf } from './prices/adjustments.ts'

/** Only to be sure, or only a choice about the cart as it stands: nothing said is lost with it. */
const HOLDS_NOTHING: ReadonlySet<PendingQuestion['kind']> = new Set([
  'confirm-place',
  'confirm-cancel',
  'backorder-choice',
])
export const holdsWords = ({ kind }: PendingQuestion): boolean => !HOLDS_NOTHING.has(kind)

/** Everything asked and not answered, what is asked now first. */
export const questionsOf = ({
  pending,
  waiting = [],
}: Pick<OrderDraft, 'pending' | 'waiting'>): readonly PendingQuestion[] =>
  pending === undefined ? waiting : [pending, ...waiting]

/** Whatever order the fields were stored in. */
const sorted = (value: object): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** The same for as long as the question is: what a control or another question means it by. */
export function pointKey(question: PendingQuestion): string {
  const words = sorted(question)
  let hash = 2_166_136_261
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 16_777_619)
  return (hash >>> 0).toString(36)
}
export const questionAt = (draft: OrderDraft, key: string): PendingQuestion | undefined =>
  questionsOf(draft).find((question) => pointKey(question) === key)

/**
 * What was said and is still open; of an order that was handed over a rep is told what its customer
 * was asked as well.
 */
export const openQuestions = (draft: OrderDraft): readonly PendingQuestion[] =>
  [...questionsOf(draft), ...(draft.facing === 'staff' ? questionsOf(draft.aside ?? {}) : [])].filter(holdsWords)

/** Left out by who was told of it: the side that is asked now, and for a rep what the customer was asked. */
export function leaveOutAll(draft: OrderDraft): OrderDraft {
  const own = closeQuestions(draft, () => true)
  if (draft.facing !== 'staff') return own
  const { aside: _, ...rest } = own
  return rest
}

/** "Rose bouquet" of "I read: 2 x Rose bouquet, red. Did I get that right?" */
const itemsRead = (question: string): readonly string[] =>
  (/^I read: (?<items>.+?)\. /.exec(question)?.groups?.['items'] ?? '')
    .split(';')
    .flatMap((item) => /^(?:\d+ x|no) (?<name>[^,]+)/.exec(item.trim())?.groups?.['name'] ?? [])

/** The same item, of which more is known now. */
function isSameItem(before: PendingQuestion, now: PendingQuestion): boolean {
  if (before.kind === 'address-field' && now.kind === 'address-field')
    return (
      before.target === now.target &&
      before.group === now.group &&
      sorted(before.units ?? []) === sorted(now.units ?? [])
    )
  // Whoever says the same item in other words means those.
  if (before.kind === 'confirm-reading' && now.kind === 'confirm-reading')
    return itemsRead(now.question).some((item) => itemsRead(before.question).includes(item))
  if (before.kind !== 'choose-option' || now.kind !== 'choose-option' || before.productId !== now.productId)
    return false
  const known = Object.entries(before.options)
  return (
    before.quantity === now.quantity &&
    Object.keys(now.options).length > known.length &&
    known.every(([option, value]) => now.options[option] === value)
  )
}

/**
 * Asked now; what was asked before waits, and is not asked twice. Of several in one message
 * (`behind`) the first is asked first, and two of a kind are two.
 */
export function withQuestion(draft: OrderDraft, question: PendingQuestion, behind = false): OrderDraft {
  const again = behind ? '' : sorted(question)
  const { pending, waiting = [] } = closeQuestions(
    draft,
    (other) => isSameItem(other, question) || sorted(other) === again,
  )
  if (pending === undefined || !holdsWords(pending)) return withQuestions(draft, [question, ...waiting])
  return withQuestions(draft, behind ? [pending, ...waiting, question] : [question, pending, ...waiting])
}

/** The same question, worded by what is true now. */
export function reworded(draft: OrderDraft, word: (question: PendingQuestion) => PendingQuestion): OrderDraft {
  const before = questionsOf(draft)
  const [pending, ...waiting] = before.map(word)
  if (pending === undefined || [pending, ...waiting].every((each, at) => each === before[at])) return draft
  return { ...draft, pending, ...(waiting.length === 0 ? {} : { waiting }) }
}

/** Without the questions that are over; the next one is asked. */
export function closeQuestions(draft: OrderDraft, isOver: (question: PendingQuestion) => boolean): OrderDraft {
  const before = questionsOf(draft)
  const left = before.filter((question) => !isOver(question))
  if (left.length === before.length) return draft
  const now = withQuestions(draft, left)
  // Words that were begun before take only what cannot be anything else.
  return left[0] !== before[0] && KEEPS.has(left[0]?.kind) ? { ...now, overtaken: true } : now
}
const KEEPS: ReadonlySet<PendingQuestion['kind'] | undefined> = new Set(['comment', 'memo', 'note'])

/** `overtaken` and `askedOf` go with the question that was asked: the next one has just been asked. */
function withQuestions(draft: OrderDraft, [pending, ...waiting]: readonly PendingQuestion[]): OrderDraft {
  const { pending: before, waiting: _, overtaken, askedOf, ...rest } = draft
  return {
    ...rest,
    ...given({ pending }),
    ...(waiting.length === 0 ? {} : { waiting }),
    ...(overtaken === true && pending === before ? { overtaken } : {}),
    ...(askedOf !== undefined && pending === before ? { askedOf } : {}),
  }
}

/** As it is without anything asked. */
export const withoutPending = (draft: OrderDraft): OrderDraft => {
  const { pending: _, waiting: __, overtaken: ___, askedOf: ____, ...rest } = draft
  return rest
}

const BUYER: readonly DraftEventKind[] = ['customer-set', 'customer-cleared', 'registration-asked']
const STARTED_AGAIN: readonly DraftEventKind[] = ['cancelled', 'submitted', 'expired']
/** What is asked about the order as it stood is over when it stands otherwise; what somebody said is not. */
const STANDS_OTHERWISE: readonly DraftEventKind[] = ['undone', 'redone']
const OF_THE_ORDER: ReadonlySet<PendingQuestion['kind']> = new Set(['swap-coupon', 'keep-override'])
const SETTLED_BY = {
  'choose-customer': BUYER,
  'use-account': BUYER,
  'choose-option': ['cart-cleared'],
  'choose-product': ['cart-cleared'],
  'confirm-reading': ['cart-cleared'],
  unclear: ['cart-cleared'],
  pasted: ['cart-cleared'],
  'which-point': ['cart-cleared'],
  'address-field': [],
  'swap-coupon': ['coupon-added', 'coupon-removed'],
  'over-limit': [],
  reason: [],
  'keep-override': ['method-set', 'ship-to-set', 'shipping-overridden', 'adjustment-removed', 'cart-cleared'],
  comment: ['commented'],
  memo: ['memo-added'],
  note: [],
  'confirm-place': [],
  'confirm-cancel': [],
  'backorder-choice': [],
} as const satisfies Record<PendingQuestion['kind'], readonly DraftEventKind[]>

type Meanwhile = {
  readonly happened: readonly DraftEventKind[]
  readonly before: DraftContent
  readonly now: DraftContent
}

/** Of several adjustments that wait for a reason, those that were not made otherwise meanwhile. */
export function stillAsked(question: PendingQuestion, { before, now }: Omit<Meanwhile, 'happened'>): PendingQuestion {
  if (question.kind !== 'reason') return question
  const asked = question.asked.filter((command) => !isMade(command, before, now))
  return asked.length === question.asked.length ? question : { ...question, asked }
}

/** The adjustment stands otherwise than before: what was asked about that one is over, and nothing else. */
function isMade(command: DraftCommand, before: DraftContent, now: DraftContent): boolean {
  if (!isAdjustment(command)) return false
  const gone = command.kind === 'override-line' && !now.lines.some(({ id }) => id === command.lineId)
  return gone || JSON.stringify(priorOf(before, command)) !== JSON.stringify(priorOf(now, command))
}

/** Somebody else buys. */
function isOther({ buyer: before }: DraftContent, { buyer: now }: DraftContent): boolean {
  const who = (buyer: DraftContent['buyer']): string =>
    buyer.kind === 'registered' ? buyer.customerId : `${buyer.kind} ${'email' in buyer ? (buyer.email ?? '') : ''}`
  return who(before) !== who(now)
}

/** Its line is gone, or has other words than before. */
function isWritten(
  { lineId }: Extract<PendingQuestion, { kind: 'note' }>,
  before: DraftContent,
  now: DraftContent,
): boolean {
  const words = ({ lines }: DraftContent): string | undefined => {
    const line = lines.find(({ id }) => id === lineId)
    return line && JSON.stringify([line.note, line.freeText])
  }
  return words(now) === undefined || words(now) !== words(before)
}

/** Whether what happened meanwhile leaves nothing to answer. */
export function isSettled(question: PendingQuestion, { happened, before, now }: Meanwhile): boolean {
  if (happened.length === 0) return false
  if (!holdsWords(question)) return true
  if (question.kind === 'over-limit' && isMade(question.asked, before, now)) return true
  if (question.kind === 'note')
    return happened.some((kind) => STARTED_AGAIN.includes(kind)) || isWritten(question, before, now)
  if (question.kind === 'reason' && question.asked.every((command) => isMade(command, before, now))) return true
  const settles: readonly DraftEventKind[] =
    question.kind === 'address-field'
      ? question.units === undefined
        ? [question.target === 'bill' ? 'bill-to-set' : 'ship-to-set']
        : ['cart-cleared']
      : SETTLED_BY[question.kind]
  // A phone number of the same person chooses nobody.
  const settled = happened.some((kind) => settles.includes(kind)) && (settles !== BUYER || isOther(before, now))
  if (OF_THE_ORDER.has(question.kind) && happened.some((kind) => STANDS_OTHERWISE.includes(kind))) return true
  return settled || happened.some((kind) => STARTED_AGAIN.includes(kind))
}
