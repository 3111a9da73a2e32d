/**
 * decide: the one door through which a draft changes. Command in; new draft and its events out, or
 * a refusal; pure, and it never throws. Door (closed draft, rights) -> prices frozen too long ago
 * -> the command's own handler (decide-*.ts) -> recordChange (decide-change.ts). A new command is
 * one entry here, one right in permissions.ts, one handler; the compiler names what is missing.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { settleApproval } from '#domain/draft/prices/approval-standing.ts'
import { keepOverride } from '#domain/draft/prices/shipping-override.ts'
import { shrinkGiven } from '#domain/draft/prices/shrink-given.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import { commandRight, may } from '#domain/model/permissions.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import {
  acceptCounter,
  askApproval,
  decideApproval,
  expireApproval,
  rerouteApproval,
  withdrawApproval,
} from './decide-approvals.ts'
import { type DecideContext, type Decided, type Outcome, recordChange } from './decide-change.ts'
import { setContact } from './decide-contact.ts'
import { register, selectCustomer, setGuest } from './decide-customer.ts'
import {
  askingShortAnew,
  cancelDraft,
  comment,
  confirmWarning,
  endQuote,
  expireDraft,
  keepCallerCheck,
  memo,
  quote,
  setBackorderPolicy,
} from './decide-draft.ts'
import {
  addLine,
  clearCart,
  noteLine,
  refreshedPrices,
  removeLine,
  replaceLine,
  setQuantity,
  splitLine,
} from './decide-lines.ts'
import { setPayment } from './decide-payment.ts'
import { addCoupon, adjust, removeAdjustment, removeCoupon } from './decide-prices.ts'
import { billTo, setMethod, shipLineTo, shipTo } from './decide-shipping.ts'
import { textLine } from './decide-text.ts'
import { redo, undo } from './decide-undo.ts'

export type { DecideContext, Decided } from './decide-change.ts'

export function decide(draft: OrderDraft, command: DraftCommand, context: DecideContext): Result<Decided, Refusal> {
  const refused = atTheDoor(draft, command, context)
  if (refused !== undefined) return no(refused)
  if (command.kind === 'undo') return settled(draft, undo(draft, command.back?.before, context), context)
  if (command.kind === 'redo') return settled(draft, redo(draft, context), context)
  const fresh = touches(command) ? refreshPrices(draft, context) : { draft, events: [] }
  const outcome = handle(fresh.draft, command, context)
  if (!outcome.ok) return outcome
  const change = { ...outcome.value, moves: askingShortAnew(fresh.draft.content, outcome.value.moves, context) }
  const decided = recordChange(fresh.draft, change, context)
  const made = { draft: decided.draft, events: [...fresh.events, ...decided.events] }
  return ok(isAboutApproval(command) ? made : withinAllowed(draft, made, context))
}

const settled = (
  before: OrderDraft,
  decided: Result<Decided, Refusal>,
  context: DecideContext,
): Result<Decided, Refusal> => (decided.ok ? ok(withinAllowed(before, decided.value, context)) : decided)

/** What was given shrinks with the order before an approval is looked at, and once it no longer covers it. */
const withinAllowed = (before: OrderDraft, made: Decided, context: DecideContext): Decided =>
  shrinkGiven(settleApproval(before, shrinkGiven(made, context), context), context)

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>
type Handled = Exclude<DraftCommand['kind'], 'undo' | 'redo'>
type Handlers<K extends Handled> = {
  readonly [P in K]: (draft: OrderDraft, command: Of<P>, context: DecideContext) => Outcome
}

/** They leave the prices as they are, and settle the approval themselves. */
const APPROVALS = {
  'ask-approval': askApproval,
  'withdraw-approval': (draft, _, context) => withdrawApproval(draft, context),
  'accept-counter': (draft, _, context) => acceptCounter(draft, context),
  'decide-approval': decideApproval,
  'expire-approval': expireApproval,
  'reroute-approval': rerouteApproval,
} as const satisfies Partial<Handlers<Handled>>
const isAboutApproval = (command: DraftCommand): boolean => command.kind in APPROVALS

const HANDLERS = {
  ...APPROVALS,
  'select-customer': selectCustomer,
  'set-contact': setContact,
  'set-guest': setGuest,
  register,
  'add-line': addLine,
  'set-quantity': setQuantity,
  'remove-line': removeLine,
  'replace-line': replaceLine,
  'split-line': splitLine,
  'note-line': noteLine,
  'text-line': textLine,
  'clear-cart': clearCart,
  'ship-to': shipTo,
  'ship-line-to': shipLineTo,
  'bill-to': billTo,
  'set-method': setMethod,
  'set-payment': setPayment,
  'add-coupon': addCoupon,
  'remove-coupon': removeCoupon,
  subtract: adjust,
  'override-shipping': adjust,
  'override-line': adjust,
  'remove-adjustment': removeAdjustment,
  'keep-override': keepOverride,
  'set-backorder-policy': setBackorderPolicy,
  comment,
  memo,
  'confirm-warning': confirmWarning,
  'check-caller': keepCallerCheck,
  'cancel-draft': cancelDraft,
  quote,
  'end-quote': (draft, _, context) => endQuote(draft, context),
  'expire-draft': (draft, _, context) => expireDraft(draft, context),
} as const satisfies Handlers<Handled>

function handle(draft: OrderDraft, command: Of<Handled>, context: DecideContext): Outcome {
  const handler = HANDLERS[command.kind] as (
    draft: OrderDraft,
    command: DraftCommand,
    context: DecideContext,
  ) => Outcome
  return handler(draft, command, context)
}

/** A draft that is no longer composed takes no command; waiting for an approval only stops the submit. */
function atTheDoor(draft: OrderDraft, command: DraftCommand, { actor }: DecideContext): Refusal | undefined {
  const right = commandRight[command.kind]
  if (!may(actor, right)) return { kind: 'not-allowed', role: roleOf(actor), to: right }
  // Whoever decides too late is told who was first, whatever became of the draft.
  if (command.kind === 'decide-approval') return undefined
  switch (draft.status) {
    case 'open':
    case 'awaiting-approval':
    case 'quoted':
      return undefined
    case 'submitted':
    case 'expired':
    case 'cancelled':
      return { kind: 'draft-closed', status: draft.status }
    default:
      return draft.status satisfies never
  }
}

const touches = (command: DraftCommand): boolean =>
  command.kind !== 'cancel-draft' &&
  command.kind !== 'expire-draft' &&
  command.kind !== 'confirm-warning' &&
  command.kind !== 'check-caller' &&
  !isAboutApproval(command)

/**
 * Takes today's list price for every line that froze too long ago, unless a quote holds. `decide`
 * does it on every touch; call it before placing too, so that a price is never older than the shop
 * allows. No events: nothing was stale, or nothing cost anything else.
 */
export function refreshPrices(draft: OrderDraft, context: DecideContext): Decided {
  const quoted = draft.quote !== undefined && Date.parse(draft.quote.until) > Date.parse(context.facts.now)
  if (quoted) return { draft, events: [] }
  return recordChange(draft, refreshedPrices(draft.content, context.facts), context)
}

/** Closes a turn: the revision grows by exactly one when anything happened in it, and never otherwise. */
export function sealTurn(before: OrderDraft | undefined, after: OrderDraft, events: readonly DraftEvent[]): OrderDraft {
  const last = events.at(-1)
  return last === undefined ? after : { ...after, revision: (before?.revision ?? 0) + 1, updatedAt: last.at }
}
