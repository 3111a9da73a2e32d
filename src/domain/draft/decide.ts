/**
 * decide: the one door through which a draft changes. Command in; new draft and its events out, or a refusal; pure, and it never throws.
 * Door (closed draft, rights) -> prices frozen too long ago -> the command's own handler (decide-*.ts) -> recordChange (decide-change.ts).
 * A new command is one case here, one right in permissions.ts, one handler; the compiler names what is missing.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import { commandRight, may } from '#domain/model/permissions.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { settleApproval } from './approval-standing.ts'
import { acceptCounter, askApproval, decideApproval, expireApproval, rerouteApproval, withdrawApproval } from './decide-approvals.ts'
import { type DecideContext, type Decided, type Outcome, recordChange } from './decide-change.ts'
import { setContact } from './decide-contact.ts'
import { register, selectCustomer, setGuest } from './decide-customer.ts'
import { cancelDraft, comment, confirmWarning, endQuote, expireDraft, memo, quote, setBackorderPolicy } from './decide-draft.ts'
import { addLine, clearCart, noteLine, refreshedPrices, removeLine, replaceLine, setQuantity, splitLine } from './decide-lines.ts'
import { setPayment } from './decide-payment.ts'
import { addCoupon, adjust, removeAdjustment, removeCoupon } from './decide-prices.ts'
import { billTo, setMethod, shipLineTo, shipTo } from './decide-shipping.ts'
import { redo, undo } from './decide-undo.ts'
import { keepOverride } from './shipping-override.ts'

export type { DecideContext, Decided } from './decide-change.ts'

export function decide(draft: OrderDraft, command: DraftCommand, context: DecideContext): Result<Decided, Refusal> {
  const refused = atTheDoor(draft, command, context)
  if (refused !== undefined) return no(refused)
  if (command.kind === 'undo') return settled(undo(draft, command.back?.before, context), context)
  if (command.kind === 'redo') return settled(redo(draft, context), context)
  const fresh = touches(command) ? refreshPrices(draft, context) : { draft, events: [] }
  const outcome = isAboutApproval(command) ? handleApproval(fresh.draft, command, context) : handle(fresh.draft, command, context)
  if (!outcome.ok) return outcome
  const decided = recordChange(fresh.draft, outcome.value, context)
  const made = { draft: decided.draft, events: [...fresh.events, ...decided.events] }
  return ok(isAboutApproval(command) ? made : settleApproval(made, context))
}

const settled = (decided: Result<Decided, Refusal>, context: DecideContext): Result<Decided, Refusal> =>
  decided.ok ? ok(settleApproval(decided.value, context)) : decided

function handle(
  draft: OrderDraft,
  command: Exclude<DraftCommand, ApprovalCommand | { kind: 'undo' | 'redo' }>,
  context: DecideContext,
): Outcome {
  switch (command.kind) {
    case 'select-customer':
    case 'set-contact':
    case 'set-guest':
    case 'register':
      return handleBuyer(draft, command, context)
    case 'ship-to':
      return shipTo(draft, command, context)
    case 'ship-line-to':
      return shipLineTo(draft, command, context)
    case 'bill-to':
      return billTo(draft, command)
    case 'set-method':
      return setMethod(draft, command, context)
    case 'set-payment':
      return setPayment(draft, command, context)
    case 'add-coupon':
    case 'remove-coupon':
    case 'subtract':
    case 'override-shipping':
    case 'override-line':
    case 'remove-adjustment':
    case 'keep-override':
      return handlePrices(draft, command, context)
    case 'set-backorder-policy':
      return setBackorderPolicy(draft, command, context)
    case 'comment':
      return comment(draft, command)
    case 'memo':
      return memo(draft, command)
    case 'confirm-warning':
      return confirmWarning(draft, command)
    case 'cancel-draft':
      return cancelDraft(draft)
    case 'expire-draft':
    case 'end-quote':
    case 'quote':
      return handleTime(draft, command, context)
    default:
      return handleCart(draft, command, context)
  }
}

type BuyerKind = 'select-customer' | 'set-contact' | 'set-guest' | 'register'

function handleBuyer(draft: OrderDraft, command: Extract<DraftCommand, { kind: BuyerKind }>, context: DecideContext): Outcome {
  switch (command.kind) {
    case 'select-customer':
      return selectCustomer(draft, command, context)
    case 'set-contact':
      return setContact(draft, command, context)
    case 'set-guest':
      return setGuest(draft, command, context)
    case 'register':
      return register(draft, command, context)
    default:
      return command satisfies never
  }
}

function handleTime(
  draft: OrderDraft,
  command: Extract<DraftCommand, { kind: 'quote' | 'end-quote' | 'expire-draft' }>,
  context: DecideContext,
): Outcome {
  switch (command.kind) {
    case 'quote':
      return quote(draft, command, context)
    case 'end-quote':
      return endQuote(draft, context)
    case 'expire-draft':
      return expireDraft(draft, context)
    default:
      return command satisfies never
  }
}

type ApprovalKind = 'ask-approval' | 'withdraw-approval' | 'accept-counter' | 'decide-approval' | 'expire-approval' | 'reroute-approval'
type ApprovalCommand = Extract<DraftCommand, { kind: ApprovalKind }>
const isAboutApproval = (command: DraftCommand): command is ApprovalCommand => /-approval$|^accept-counter$/.test(command.kind)

function handleApproval(draft: OrderDraft, command: ApprovalCommand, context: DecideContext): Outcome {
  switch (command.kind) {
    case 'ask-approval':
      return askApproval(draft, command, context)
    case 'withdraw-approval':
      return withdrawApproval(draft, context)
    case 'accept-counter':
      return acceptCounter(draft, context)
    case 'decide-approval':
      return decideApproval(draft, command, context)
    case 'expire-approval':
      return expireApproval(draft, command, context)
    case 'reroute-approval':
      return rerouteApproval(draft, command)
    default:
      return command satisfies never
  }
}

type CartKind = 'add-line' | 'set-quantity' | 'remove-line' | 'replace-line' | 'split-line' | 'note-line' | 'clear-cart'

function handleCart(draft: OrderDraft, command: Extract<DraftCommand, { kind: CartKind }>, context: DecideContext): Outcome {
  switch (command.kind) {
    case 'add-line':
      return addLine(draft, command, context)
    case 'set-quantity':
      return setQuantity(draft, command, context)
    case 'remove-line':
      return removeLine(draft, command, context)
    case 'replace-line':
      return replaceLine(draft, command, context)
    case 'split-line':
      return splitLine(draft, command, context)
    case 'note-line':
      return noteLine(draft, command, context)
    case 'clear-cart':
      return clearCart(draft)
    default:
      return command satisfies never
  }
}

type PriceKind = 'add-coupon' | 'remove-coupon' | 'subtract' | 'override-shipping' | 'override-line' | 'remove-adjustment' | 'keep-override'

function handlePrices(draft: OrderDraft, command: Extract<DraftCommand, { kind: PriceKind }>, context: DecideContext): Outcome {
  switch (command.kind) {
    case 'add-coupon':
      return addCoupon(draft, command, context)
    case 'remove-coupon':
      return removeCoupon(draft, command)
    case 'subtract':
    case 'override-shipping':
    case 'override-line':
      return adjust(draft, command, context)
    case 'remove-adjustment':
      return removeAdjustment(draft, command)
    case 'keep-override':
      return keepOverride(draft, command)
    default:
      return command satisfies never
  }
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
  command.kind !== 'cancel-draft' && command.kind !== 'expire-draft' && command.kind !== 'confirm-warning' && !isAboutApproval(command)

/**
 * Takes today's list price for every line that froze too long ago, unless a quote holds. `decide` does it on every touch; call it before
 * placing too, so that a price is never older than the shop allows. No events: nothing was stale, or nothing cost anything else.
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
