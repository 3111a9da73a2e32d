/**
 * Two sides look at an order that was handed over: its customer and the reps. Rule: a question
 * belongs to the side it was asked, so that nobody answers, sees or drops the other's; and an
 * adjustment nobody approved is not in what the customer sees. Next: conversation/screens/cart/cart.ts
 * draws either.
 */

import { withoutAdjustments } from '#domain/draft/prices/adjustments.ts'
import { covered, needsNobody } from '#domain/draft/prices/approvals.ts'
import { asGranted } from '#domain/draft/prices/as-granted.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft, Side } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'

export const sideOf = ({ kind }: Actor): Side => (kind === 'staff' || kind === 'system' ? 'staff' : 'customer')

/**
 * The draft as this side has it: its own questions are asked, the other side's are put aside until
 * that side speaks.
 */
export function facing(draft: OrderDraft, side: Side): OrderDraft {
  if ((draft.facing ?? sideOf(draft.owner)) === side) return draft
  const { pending, waiting, overtaken, askedOf, aside, ...rest } = draft
  const asked = {
    ...(pending && { pending }),
    ...(waiting && { waiting }),
    ...(overtaken && { overtaken }),
    ...(askedOf && { askedOf }),
  }
  return { ...rest, ...aside, facing: side, ...(Object.keys(asked).length > 0 && { aside: asked }) }
}

/** A question that may be put to a customer: none of the shop's own choices. */
export type CustomerQuestion = Exclude<
  PendingQuestion,
  { kind: 'over-limit' | 'reason' | 'choose-customer' | 'use-account' | 'keep-override' | 'memo' }
>

/**
 * What a customer's view is made from. Nothing of the shop's own is in it, by type: a whole draft
 * or ledger is no CustomerDraft or CustomerLedger, and customerSide is the only way to one.
 */
export type CustomerDraft = Omit<
  OrderDraft,
  'content' | 'approval' | 'pending' | 'waiting' | 'overtaken' | 'aside' | 'undo' | 'confirmedWarnings' | 'callerCheck'
> & {
  readonly content: Omit<DraftContent, 'memos'> & { readonly memos?: never }
  readonly approval?: never
  readonly callerCheck?: never
  readonly pending?: CustomerQuestion
  readonly waiting?: readonly CustomerQuestion[]
  readonly aside?: never
  readonly undo: readonly { readonly source: string }[]
}
export type CustomerLedger = Omit<Ledger, 'giveAway'> & { readonly giveAway?: never }
export type CustomerSide = {
  readonly draft: CustomerDraft
  readonly ledger: CustomerLedger
  readonly whole: OrderDraft
}

/** `whole` is the same draft for what is only computed from it: what is missing, what is short. */
export function customerSide(draft: OrderDraft, facts: Facts): CustomerSide {
  const whole = beingChecked(withoutUnapproved(facing(draft, 'customer'), facts))
  const {
    approval: _a,
    aside: _s,
    waiting = [],
    overtaken: _o,
    confirmedWarnings: _c,
    callerCheck: _k,
    pending,
    content,
    undo,
    ...rest
  } = whole
  const { memos: _m, ...seen } = content
  const { giveAway: _g, ...ledger } = ledgerOf(whole, facts)
  const asked = pending === undefined || !isForCustomers(pending) ? {} : { pending }
  const behind = waiting.filter(isForCustomers)
  return {
    draft: {
      ...rest,
      content: seen,
      undo: undo.map(({ source }) => ({ source })),
      ...asked,
      ...(behind.length > 0 && { waiting: behind }),
    },
    ledger,
    whole,
  }
}

/** While a rep is asked how a discount above their limit goes on, nothing can be bought: the card says so. */
function beingChecked(draft: OrderDraft): OrderDraft {
  const { pending, waiting = [] } = draft.aside ?? {}
  const asked = [pending, ...waiting].some((question) => question?.kind === 'over-limit')
  return asked && (draft.status === 'open' || draft.status === 'quoted')
    ? { ...draft, status: 'awaiting-approval' }
    : draft
}

/**
 * The draft as who speaks may read it and what is computed from it: of a customer, with nothing in
 * it that nobody approved.
 */
export const readBy = (actor: Actor, draft: OrderDraft, facts: Facts): OrderDraft =>
  sideOf(actor) === 'customer' ? customerSide(draft, facts).whole : facing(draft, 'staff')

const isForCustomers = (question: PendingQuestion): question is CustomerQuestion =>
  question.kind !== 'over-limit' &&
  question.kind !== 'reason' &&
  question.kind !== 'choose-customer' &&
  question.kind !== 'keep-override'

/**
 * While a rep helps a customer, words of the rep go onto what the customer reads only where the
 * command says so; others are kept for the shop, so that nothing that is said at the desk crosses.
 */
export function keptForShop(
  command: DraftCommand,
  { handOver, content }: OrderDraft,
  actor: Actor,
): readonly DraftCommand[] {
  if (handOver?.status !== 'taken' || actor.kind !== 'staff') return [command]
  const about = (lineId: string): string => content.lines.find(({ id }) => id === lineId)?.sku ?? lineId
  switch (command.kind) {
    case 'comment':
      return command.reads === 'customer' ? [command] : [{ kind: 'memo', text: command.text }]
    case 'note-line':
      if (command.reads === 'customer' || command.note.trim() === '') return [command]
      return [{ kind: 'memo', text: `${about(command.lineId)}: ${command.note}` }]
    case 'add-line': {
      const { note, ...line } = command
      return note === undefined || note.trim() === ''
        ? [command]
        : [line, { kind: 'memo', text: `${line.sku}: ${note}` }]
    }
    default:
      return [command]
  }
}

/** What was asked for and not granted is off, what was granted stands, and the order is being checked. */
function withoutUnapproved(draft: OrderDraft, facts: Facts): OrderDraft {
  const { approval, content } = draft
  const ledger = ledgerOf(draft, facts)
  if (approval === undefined || covered(draft, ledger, facts.now) || needsNobody(approval, ledger.giveAway, facts))
    return draft
  const { quote: _, ...rest } = draft
  const status = draft.status === 'open' || draft.status === 'quoted' ? 'awaiting-approval' : draft.status
  return { ...rest, content: asGranted(draft, approval, facts) ?? withoutAdjustments(content), status }
}
