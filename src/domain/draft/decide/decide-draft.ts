/**
 * Commands on the draft as a whole: comments and memos, backorder policy, confirmed warnings,
 * quote, cancel (rules.md O5, O15). Confirmations, quotes and cancelling are bookkeeping: undo
 * never covers them.
 */

import { formatMoney } from '#domain/base/money.ts'
import { no, ok } from '#domain/base/result.ts'
import { draftEnds } from '#domain/draft/idle.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { shortLines } from '#domain/stock/availability.ts'
import { whyUnavailable } from '#domain/stock/backorders.ts'
import type { DecideContext, Move, Outcome } from './decide-change.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>
const DAY = 86_400_000
const MAX_QUOTE_DAYS = 90

/** Comments are for the customer's eyes too. Empty text changes nothing. */
export function comment({ content }: OrderDraft, command: Of<'comment'>): Outcome {
  const text = command.text.trim()
  return ok({
    moves:
      text === ''
        ? []
        : [
            {
              kind: 'commented',
              label: `Comment: ${text}`,
              content: { ...content, comments: [...content.comments, text] },
            },
          ],
  })
}

/** Memos are internal. */
export function memo({ content }: OrderDraft, command: Of<'memo'>): Outcome {
  const text = command.text.trim()
  return ok({
    moves:
      text === ''
        ? []
        : [{ kind: 'memo-added', label: 'Internal memo', content: { ...content, memos: [...content.memos, text] } }],
  })
}

/** What becomes of what is short; refused where it cannot be done. Nothing short yet: kept for when something is. */
export function setBackorderPolicy(
  { content }: OrderDraft,
  { policy }: Of<'set-backorder-policy'>,
  { facts }: DecideContext,
): Outcome {
  const why = whyUnavailable(policy, shortLines(content, facts), content)
  if (why !== undefined && why !== 'nothing-short') return no({ kind: 'no-such-choice', policy, why })
  return ok({
    moves: [{ kind: 'backorder-policy-set', label: CHOSEN[policy], content: { ...content, backorderPolicy: policy } }],
  })
}

/**
 * "Only what is here" leaves out the goods it was said of: of what comes up short after it, it is
 * asked anew, so that nothing is put in and left out in one breath.
 */
export function askingShortAnew(
  before: DraftContent,
  moves: readonly Move[],
  { facts }: DecideContext,
): readonly Move[] {
  const content = moves.at(-1)?.content ?? before
  const { backorderPolicy, ...rest } = content
  if (backorderPolicy !== 'ship-available-drop-rest' || before.backorderPolicy !== backorderPolicy) return moves
  const known = new Map(shortLines(before, facts).map((line) => [line.lineId, line.rest]))
  const grows = shortLines(content, facts).some(({ lineId, rest: now }) => now > (known.get(lineId) ?? 0))
  return grows
    ? [...moves, { kind: 'backorder-policy-set', label: 'What is short is asked anew', content: rest }]
    : moves
}

const CHOSEN = {
  'ship-complete': 'wait and ship everything together',
  'ship-available-then-backorder': 'ship what is here, the rest later',
  'ship-available-drop-rest': 'only what is here',
  'move-to-separate-order': 'the rest as its own order',
} as const satisfies Record<BackorderPolicy, string>

/** Of the account the order is for; which answer it was stays with the rep. */
export function keepCallerCheck(draft: OrderDraft, { check, customerId }: Of<'check-caller'>): Outcome {
  const { content } = draft
  if (content.buyer.kind !== 'registered' || content.buyer.customerId !== customerId)
    return no({ kind: 'payment-not-offered', payment: 'stored', why: 'not-for-this-buyer' })
  const move = { kind: 'caller-checked', label: 'The caller was checked', content } as const
  return ok({ moves: [move], draft: { callerCheck: { ...check, customerId } } })
}

export function confirmWarning(draft: OrderDraft, command: Of<'confirm-warning'>): Outcome {
  if (draft.confirmedWarnings.includes(command.warning)) return ok({ moves: [] })
  const move = { kind: 'warning-confirmed', label: `Confirmed: ${command.warning}`, content: draft.content } as const
  return ok({ moves: [move], draft: { confirmedWarnings: [...draft.confirmedWarnings, command.warning] } })
}

/**
 * Nobody touched it for the shop's idle time: nothing was ordered, nothing was held. Refused when
 * somebody did meanwhile.
 */
export function expireDraft(draft: OrderDraft, { facts }: DecideContext): Outcome {
  if (draftEnds(draft, facts.shop.settings) > facts.now) return no({ kind: 'not-over' })
  return ok({
    moves: [{ kind: 'expired', label: 'Put away, nobody touched it', content: draft.content }],
    draft: { status: 'expired' },
  })
}

/** The prices are today's again; lapseQuote takes the frozen ledger off. */
export function endQuote({ content, quote: held, status }: OrderDraft, { facts }: DecideContext): Outcome {
  if (status !== 'quoted' || held === undefined || held.until > facts.now) return no({ kind: 'not-over' })
  return ok({ moves: [{ kind: 'quote-ended', label: 'The quote ended', content }] })
}

export const cancelDraft = ({ content }: OrderDraft): Outcome =>
  ok({ moves: [{ kind: 'cancelled', label: 'Cancelled', content }], draft: { status: 'cancelled' } })

/** Freezes the whole ledger, but no stock, for whole days of 24 hours. */
export function quote({ content }: OrderDraft, command: Of<'quote'>, { facts }: DecideContext): Outcome {
  if (content.lines.length === 0) return no({ kind: 'empty-cart' })
  if (!Number.isInteger(command.days) || command.days < 1 || command.days > MAX_QUOTE_DAYS)
    return no({ kind: 'bad-quantity', max: MAX_QUOTE_DAYS })
  const ledger = priceDraft(content, facts)
  const until = new Date(Date.parse(facts.now) + command.days * DAY).toISOString()
  const label = `Quoted ${formatMoney(ledger.total, facts.shop.settings)} until ${until.slice(0, 10)}`
  return ok({
    moves: [{ kind: 'quoted', label, content }],
    draft: { status: 'quoted', quote: { until, total: ledger.total, ledger } },
  })
}
