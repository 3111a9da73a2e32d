/**
 * Undo and redo. One inbound is one step; "go back to before the coupon" takes every step down to
 * the last coupon back at once, and one redo brings them all again. Only content is undone: never
 * approvals, consents or a submit (rules.md O4).
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { applyPatch, diffContent } from '#domain/draft/draft-patch.ts'
import type { DraftContent, DraftEventKind, OrderDraft, UndoStep } from '#domain/model/draft.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { DecideContext, Decided } from './decide-change.ts'
import { draftEvent, lapseQuote } from './decide-change.ts'

/** What people call a kind of change; other words are looked for in what the step says it did. */
const named: Readonly<Record<string, readonly DraftEventKind[]>> = {
  coupon: ['coupon-added', 'coupon-removed'],
  code: ['coupon-added', 'coupon-removed'],
  customer: ['customer-set', 'customer-cleared', 'registration-asked'],
  address: ['ship-to-set', 'bill-to-set', 'line-moved'],
  shipping: ['method-set', 'shipping-overridden', 'ship-to-set'],
  method: ['method-set'],
  delivery: ['method-set'],
  payment: ['payment-set'],
  discount: ['subtraction-set', 'given-shrunk', 'line-overridden', 'shipping-overridden', 'coupon-added'],
  adjustment: ['subtraction-set', 'line-overridden', 'shipping-overridden', 'adjustment-removed'],
  price: ['subtraction-set', 'line-overridden', 'shipping-overridden', 'line-repriced'],
  item: ['line-added', 'line-changed', 'line-removed', 'cart-cleared'],
  cart: ['line-added', 'line-changed', 'line-removed', 'cart-cleared'],
  clear: ['cart-cleared'],
  quantity: ['line-changed'],
  removal: ['line-removed', 'cart-cleared'],
  note: ['note-set'],
  comment: ['commented'],
  memo: ['memo-added'],
}

export function undo(draft: OrderDraft, before: string | undefined, context: DecideContext): Result<Decided, Refusal> {
  const from = before === undefined ? draft.undo.length - 1 : draft.undo.findLastIndex((step) => isCalled(step, before))
  const taken = draft.undo.slice(Math.max(from, 0))
  const content = taken.reduceRight((now, step) => applyPatch(now, step.before), draft.content)
  const step = asOne(taken, draft.content, content)
  if (from < 0 || step === undefined || isOthers(step, context)) return no({ kind: 'nothing-to-undo' })
  const stacks = { undo: draft.undo.slice(0, from), redo: [...draft.redo, step] }
  return ok(moved(draft, { kind: 'undone', label: `Undone: ${step.label}`, content }, stacks, context))
}

export function redo(draft: OrderDraft, context: DecideContext): Result<Decided, Refusal> {
  const step = draft.redo.at(-1)
  if (step === undefined || isOthers(step, context)) return no({ kind: 'nothing-to-redo' })
  const stacks = { undo: [...draft.undo, step], redo: draft.redo.slice(0, -1) }
  const content = applyPatch(draft.content, step.after)
  return ok(moved(draft, { kind: 'redone', label: `Redone: ${step.label}`, content }, stacks, context))
}

/** What staff gave, asked for or wrote down for themselves: a customer takes back what is theirs (rules.md C8). */
const STAFFS: ReadonlySet<DraftEventKind> = new Set<DraftEventKind>([
  ...(['subtraction-set', 'line-overridden', 'shipping-overridden', 'adjustment-removed', 'memo-added'] as const),
  ...(['approval-asked', 'approval-accepted', 'approval-withdrawn'] as const),
])
const isOthers = (step: UndoStep, { actor }: DecideContext): boolean =>
  (actor.kind === 'customer' || actor.kind === 'guest') && step.kinds.some((kind) => STAFFS.has(kind))

function isCalled(step: UndoStep, word: string): boolean {
  const wanted = word.trim().toLowerCase().replace(/^the /, '')
  const kinds = named[wanted] ?? named[wanted.replace(/e?s$/, '')]
  return kinds === undefined
    ? wanted !== '' && step.label.toLowerCase().includes(wanted)
    : step.kinds.some((kind) => kinds.includes(kind))
}

function asOne(steps: readonly UndoStep[], now: DraftContent, then: DraftContent): UndoStep | undefined {
  const [first, ...more] = steps
  if (first === undefined || more.length === 0) return first
  const label = steps
    .map((step) => step.label)
    .join('; ')
    .slice(0, 300)
  return {
    source: first.source,
    label,
    kinds: [...new Set(steps.flatMap((step) => step.kinds))],
    before: diffContent(now, then),
    after: diffContent(then, now),
  }
}

function moved(
  draft: OrderDraft,
  move: { readonly kind: DraftEventKind; readonly label: string; readonly content: DraftContent },
  stacks: Pick<OrderDraft, 'undo' | 'redo'>,
  context: DecideContext,
): Decided {
  const { content } = move
  const patches = { before: diffContent(content, draft.content), after: diffContent(draft.content, content) }
  const focus = draft.focus.filter((id) => content.lines.some((line) => line.id === id))
  return lapseQuote(draft, { ...draft, content, focus, ...stacks }, [draftEvent(move, patches, context)])
}
