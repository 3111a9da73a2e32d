/**
 * What a decision consists of: moves from one content to the next, each an event with its patch
 * both ways, together one undo step. The handlers (decide-*.ts) only say the moves; recording, undo
 * and lapsing quotes happen here, once for all of them.
 */

import { given } from '#domain/base/given.ts'
import type { Result } from '#domain/base/result.ts'
import { applyPatch, diffContent, isEmptyPatch } from '#domain/draft/draft-patch.ts'
import { withQuestion } from '#domain/draft/open-questions.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { DraftContent, DraftEvent, DraftEventKind, OrderDraft, UndoStep } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { activeFirst } from '#domain/pricing/discounts/coupon-state.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'

export type DecideContext = {
  readonly facts: Facts
  readonly actor: Actor
  /** Id of the inbound; its commands are one undo step. */
  readonly source: string
}
export type Decided = { readonly draft: OrderDraft; readonly events: readonly DraftEvent[] }

/**
 * One event to be: the content after it, and words for people and the audit. A move that changes no
 * content is dropped unless it is bookkeeping.
 */
export type Move = { readonly kind: DraftEventKind; readonly label: string; readonly content: DraftContent }
export type Change = {
  readonly moves: readonly Move[]
  /** Bookkeeping beside the content, never undone. */
  readonly draft?: Partial<
    Pick<OrderDraft, 'focus' | 'nextLine' | 'status' | 'confirmedWarnings' | 'quote' | 'approval' | 'callerCheck'>
  >
  /** A question the change raises. */
  readonly pending?: PendingQuestion
}
export type Outcome = Result<Change, Refusal>

const UNDO_STEPS = 50
const MAX_LABEL = 300
const APPROVAL_EVENTS: readonly DraftEventKind[] = [
  'approval-asked',
  'approval-approved',
  'approval-declined',
  'approval-countered',
  'approval-accepted',
  'approval-withdrawn',
  'approval-expired',
  'approval-rerouted',
]
const bookkeeping: ReadonlySet<DraftEventKind> = new Set([
  'warning-confirmed',
  'caller-checked',
  'quoted',
  'quote-ended',
  'handed-to',
  'cancelled',
  'expired',
  'submitted',
  ...APPROVAL_EVENTS,
])

/** The draft and the events of a change; nothing at all when it changed nothing. */
export function recordChange(draft: OrderDraft, change: Change, context: DecideContext): Decided {
  const events: DraftEvent[] = []
  let content = draft.content
  for (const move of change.moves) {
    const next = activeCouponsFirst(move.content, context)
    const after = diffContent(content, next)
    if (isEmptyPatch(after) && !bookkeeping.has(move.kind)) continue
    events.push(draftEvent(move, { before: diffContent(next, content), after }, context))
    content = next
  }
  if (events.length === 0) return { draft, events }
  const asking = change.pending === undefined ? draft : withQuestion(draft, change.pending)
  const merged = { ...asking, content, ...change.draft }
  const changed = { ...merged, focus: merged.focus.filter((id) => content.lines.some((line) => line.id === id)) }
  return lapseQuote(draft, withUndoStep(draft, changed, events, context), events)
}

/**
 * A code in force keeps its place before one that only waits: a dormant coupon that would wake
 * against it stays dormant (rules.md O9).
 */
function activeCouponsFirst(content: DraftContent, { facts }: DecideContext): DraftContent {
  if (content.coupons.length < 2) return content
  const coupons = activeFirst(content.coupons, priceDraft(content, facts))
  return coupons.every((coupon, at) => coupon === content.coupons[at]) ? content : { ...content, coupons }
}

/** The event of one move, on behalf of the buyer when a member of staff did it. */
export function draftEvent(
  move: Move,
  patches: Pick<DraftEvent, 'before' | 'after'>,
  context: DecideContext,
): DraftEvent {
  const onBehalfOf = context.actor.kind === 'staff' ? buyerKey(move.content.buyer) : undefined
  return {
    kind: move.kind,
    label: move.label.slice(0, MAX_LABEL),
    actor: actorKey(context.actor),
    ...given({ onBehalfOf }),
    source: context.source,
    at: context.facts.now,
    ...patches,
  }
}

function buyerKey(buyer: Buyer): string | undefined {
  switch (buyer.kind) {
    case 'none':
      return undefined
    case 'guest':
    case 'register':
      return 'guest'
    case 'registered':
      return `customer:${buyer.customerId}`
    default:
      return buyer satisfies never
  }
}

/** Commands of one inbound grow one step; a change makes what was undone before unreachable. */
function withUndoStep(
  before: OrderDraft,
  after: OrderDraft,
  events: readonly DraftEvent[],
  { source, actor }: DecideContext,
): OrderDraft {
  const patch = diffContent(before.content, after.content)
  if (isEmptyPatch(patch)) return after
  const top = before.undo.at(-1)
  const joins = top?.source === source
  const from = joins ? applyPatch(before.content, top.before) : before.content
  const step: UndoStep = {
    source,
    ...('name' in actor ? { by: actor.name } : {}),
    label: [...(joins ? [top.label] : []), ...events.map((event) => event.label)].join('; ').slice(0, MAX_LABEL),
    kinds: [...new Set([...(joins ? top.kinds : []), ...events.map((event) => event.kind)])],
    before: diffContent(after.content, from),
    after: diffContent(from, after.content),
  }
  const earlier = joins ? before.undo.slice(0, -1) : before.undo
  return { ...after, undo: (isEmptyPatch(step.after) ? earlier : [...earlier, step]).slice(-UNDO_STEPS), redo: [] }
}

/** A quote holds for exactly what was quoted: a change of anything priced ends it, and the event says so. */
export function lapseQuote(before: OrderDraft, after: OrderDraft, events: readonly DraftEvent[]): Decided {
  const { quote } = before
  const {
    buyer,
    lines,
    groups,
    coupons,
    subtraction,
    backorderPolicy: _,
    ...unpriced
  } = diffContent(before.content, after.content)
  const ended = events.some((event) => event.kind === 'quote-ended')
  const priced = [buyer, lines, groups, coupons, subtraction, unpriced.order].some((part) => part !== undefined)
  if (quote === undefined || before.status !== 'quoted' || !(priced || ended)) return { draft: after, events }
  const { quote: _quote, ...rest } = after
  const last = events.at(-1)
  const named =
    last === undefined || ended
      ? events
      : [...events.slice(0, -1), { ...last, label: `${last.label} (the quote no longer holds)`.slice(0, MAX_LABEL) }]
  return { draft: { ...rest, status: after.status === 'quoted' ? 'open' : after.status }, events: named }
}
