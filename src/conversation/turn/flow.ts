/**
 * Requests that steer: who buys, place, yes and no, limits, switching between drafts. Each does its part on the session; nothing is saved here.
 */

import type { Request } from '#conversation/requests/request.ts'
import { closeQuestions, openQuestions, withQuestion } from '#domain/draft/open-questions.ts'
import { overrideInDoubt } from '#domain/draft/shipping-override.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { OrderDraft, PendingQuestion } from '#domain/model/draft.ts'
import { chooseById, chooseByQuery, contact, guest, register } from '../resolve/customer.ts'
import type { Step } from '../resolve/step.ts'
import { nothingOpenView, whichCancelView } from '../screens/order-news.ts'
import { type ApprovalRequest, approvals } from './approvals.ts'
import { onTime } from './clock.ts'
import { aboutDrafts, type DraftsRequest } from './drafts.ts'
import { change, ensureDraft, loadFacts } from './facts.ts'
import { type HandOverRequest, handOver, isHandOver } from './hand-over.ts'
import { askRegistration, type IdentityRequest, identify } from './identity.ts'
import { aboutOrder, cancellable, type OrderRequest } from './orders.ts'
import { place } from './place.ts'
import { lookup, needsOf } from './read-facts.ts'
import { factsOf, type Session } from './session.ts'
import { people } from './staff.ts'
import { carryOut } from './step.ts'
import { bookStock } from './stock.ts'
import { aboutWaiting, type WaitingRequest } from './waiting.ts'

type Of<K extends Request['kind']> = Extract<Request, { kind: K }>
export type BuyerRequest = Of<'customer' | 'choose-customer' | 'guest' | 'contact' | 'register'>
export const isBuyer = (request: Request): request is BuyerRequest =>
  ['customer', 'choose-customer', 'guest', 'contact', 'register'].includes(request.kind)

/** Finds who is meant first, then knows them: the rest of the message is read with the customer's own addresses and history. `rest` is what waits for a press. */
export async function setBuyer(request: BuyerRequest, rest: string, others: readonly Request[], session: Session): Promise<boolean> {
  const needs = needsOf(others, session)
  await loadFacts(session, { ...needs, ...lookup(request, session.actor, session.shop) })
  const draft = await ensureDraft(session)
  const step = buyerStep(request, rest, { actor: session.actor, draft, ...factsOf(session) })
  const before = draft.content.buyer
  carryOut(ownStep(step, session), session)
  if (session.draft !== undefined && session.draft.content.buyer !== before) await loadFacts(session, needsOf(others, session))
  await askRegistration(session, before)
  return step.kind === 'commands'
}

/** What a customer or guest types about who buys is about an order of their own chat user. */
function ownStep(step: Step, { actor, inbound }: Session): Step {
  if (step.kind !== 'commands' || (actor.kind !== 'customer' && actor.kind !== 'guest')) return step
  const own = (command: DraftCommand): DraftCommand =>
    command.kind === 'set-guest' || command.kind === 'register' ? { ...command, chatUser: inbound.user } : command
  return { kind: 'commands', commands: step.commands.map(own) }
}

function buyerStep(request: BuyerRequest, rest: string, context: Parameters<typeof chooseById>[1]): Step {
  switch (request.kind) {
    case 'customer':
      return chooseByQuery(request, rest, context)
    case 'choose-customer':
      return chooseById(request, context)
    case 'guest':
      return guest(request, context)
    case 'contact':
      return contact(request, rest, context)
    case 'register':
      return register(request, context)
    default:
      return request satisfies never
  }
}

export type FlowRequest =
  | ApprovalRequest
  | IdentityRequest
  | HandOverRequest
  | OrderRequest
  | WaitingRequest
  | DraftsRequest
  | Of<
      | 'place'
      | 'yes'
      | 'no'
      | 'leave-out'
      | 'staff'
      | 'change-staff'
      | 'keep-override'
      | 'cancel'
      | 'confirm-reading'
      | 'clock'
      | 'change-stock'
    >
const APPROVALS: readonly Request['kind'][] = [
  'limit-choice',
  'approvals',
  'decide-approval',
  'accept-counter',
  'withdraw-approval',
  'approval-clock',
]
const ORDERS: readonly Request['kind'][] = [
  'change-order',
  'that-order',
  'about-order',
  'order-more',
  'keep-order',
  'reorder',
  'repeat-last',
  'history',
]
const isAboutOrder = (request: FlowRequest): request is OrderRequest => ORDERS.includes(request.kind)
const IDENTITY: readonly Request['kind'][] = ['link', 'link-code', 'link-codes', 'unlink', 'erase-me']
const isIdentity = (request: FlowRequest): request is IdentityRequest => IDENTITY.includes(request.kind)
const isApproval = (request: FlowRequest): request is ApprovalRequest => APPROVALS.includes(request.kind)
const FLOW = new Set<Request['kind']>([
  'place',
  'yes',
  'no',
  'leave-out',
  ...ORDERS,
  'waiting',
  'swap',
  'change-stock',
  ...APPROVALS,
  'clock',
  'staff',
  'change-staff',
  'keep-override',
  'cancel',
  'new',
  'resume',
  'next',
  'give-to',
  'confirm-reading',
  ...IDENTITY,
  'ask-person',
  'take-over',
  'hand-back',
  'end-talk',
  'say',
])
export const isFlow = <R extends Request>(request: R): request is Extract<R, FlowRequest> => FLOW.has(request.kind)

export async function steer(request: FlowRequest, session: Session): Promise<void> {
  if (isHandOver(request)) return handOver(request, session)
  if (isApproval(request)) return approvals(request, session)
  if (isIdentity(request)) return identify(request, session)
  if (isAboutOrder(request)) return aboutOrder(request, session)
  switch (request.kind) {
    case 'place':
      if (session.inbound.kind === 'message' && session.actor.kind !== 'staff') return show(session)
      return place(request, session)
    case 'yes':
      return show(session)
    case 'keep-override':
      return keepShipping(session)
    case 'no':
      leaveOut(session, (question) => question === session.draft?.pending)
      return show(session)
    case 'leave-out':
      return leaveAllOut(session)
    case 'clock':
      return onTime(request, session)
    case 'change-stock':
      return bookStock(request, session)
    case 'waiting':
    case 'swap':
      return aboutWaiting(request, session)
    case 'change-staff':
    case 'staff':
      return people(request, session)
    case 'cancel':
      return cancel(request, session)
    case 'confirm-reading':
      await ensureDraft(session)
      return carryOut({ kind: 'ask', question: request }, session)
    case 'new':
    case 'resume':
    case 'next':
    case 'give-to':
      return aboutDrafts(request, session)
    default:
      return request satisfies never
  }
}

const show = (session: Session): void => {
  session.showCard = true
}

/** A shipping price that is in doubt is left out with its question. */
function leaveAllOut(session: Session): void {
  if (session.draft !== undefined && openQuestions(session.draft).some(({ kind }) => kind === 'keep-override'))
    change(session, { kind: 'remove-adjustment', what: 'shipping' })
  leaveOut(session, () => true)
  show(session)
}

function keepShipping(session: Session): void {
  const asked = session.draft?.pending
  const group = asked?.kind === 'keep-override' ? asked.group : 'main'
  if (session.draft !== undefined && overrideInDoubt(session.draft.content) !== undefined) change(session, { kind: 'keep-override', group })
  leaveOut(session, (question) => question === asked)
  show(session)
}

function leaveOut(session: Session, which: (question: PendingQuestion) => boolean): void {
  if (session.draft !== undefined) session.draft = closeQuestions(session.draft, which)
}

/** Words alone mean the cart where it has lines, else the order last named here; a control, or "the cart", is surely the cart's. */
async function cancel({ confirmed = false, which }: Of<'cancel'>, session: Session): Promise<void> {
  const { draft, inbound } = session
  const cart = draft !== undefined && draft.content.lines.length > 0
  const sure = confirmed || which === 'cart' || inbound.kind === 'action'
  const order = sure ? undefined : await cancellable(session)
  if (order !== undefined && cart)
    return void session.says.push({ kind: 'screen', draw: (context) => whichCancelView(order, cartWords(draft), context) })
  if (order !== undefined) return aboutOrder({ kind: 'change-order', order: order.number, act: { kind: 'cancel' } }, session)
  if (draft === undefined) return nothingOpen(session)
  if (confirmed || !cart) return void change(session, { kind: 'cancel-draft' })
  session.draft = withQuestion(draft, { kind: 'confirm-cancel' })
  session.showCard = true
}

/** "3 items" */
function cartWords({ content }: OrderDraft): string {
  const count = content.lines.reduce((total, { quantity }) => total + quantity, 0)
  return count === 1 ? '1 item' : `${count} items`
}

/** A placed order is not what `cancel` alone means; the way to it is one press away. */
export function nothingOpen(session: Session): void {
  const { spokenOrder } = session.turn
  session.says.push({ kind: 'screen', draw: (context) => nothingOpenView(spokenOrder, context) })
}
