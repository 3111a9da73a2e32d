/**
 * Requests that steer: who buys, place, yes and no, limits, switching between drafts. Each does its
 * part on the session; nothing is saved here.
 */

import {
  dispatch,
  type Each,
  type KindIn,
  type Of,
  type Request,
  type RequestIn,
} from '#conversation/requests/request.ts'
import { resolveParcels } from '#conversation/resolve/parcels.ts'
import { alsoThereView } from '#conversation/screens/cart/also-there.ts'
import { nothingOpenView, whichCancelView } from '#conversation/screens/order/which-order.ts'
import { cancellable, changeOrder } from '#conversation/turn/order/orders.ts'
import { askRegistration } from '#conversation/turn/people/identity.ts'
import { PROPOSALS } from '#conversation/turn/reading/pasted/proposal.ts'
import { buyerKeys, lookup, needsOf } from '#conversation/turn/reading/read-facts.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { holdsWords, openQuestions, pointKey, questionsOf } from '#domain/draft/open-questions.ts'
import { overrideInDoubt } from '#domain/draft/prices/shipping-override.ts'
import { submitWarnings } from '#domain/draft/submit/submission.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import { ownWarning } from '#domain/model/customer-refusal.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { chooseById, chooseByQuery, contact, guest, resolveRegister } from '../resolve/customer.ts'
import type { ResolveContext, ResolveStep } from '../resolve/step.ts'
import { onTime } from './clock.ts'
import { notThat, otherLine } from './corrections.ts'
import { change, ensureDraft, loadFacts } from './facts.ts'
import { askToPress, place } from './place.ts'
import { type Carry, factsOf, marked, type Session } from './session.ts'
import { carryOut } from './step.ts'

/**
 * Finds who is meant first, then knows them: the rest of the message is read with the customer's
 * own addresses and history. `rest` is what waits for a press.
 */
export async function setBuyer(
  request: RequestIn<'buyer'>,
  rest: string,
  others: readonly Request[],
  session: Session,
): Promise<boolean> {
  const needs = needsOf(others, session)
  await loadFacts(session, { ...needs, ...lookup(request, session.actor, session.shop) })
  const draft = await ensureDraft(session)
  const context = { actor: session.actor, draft, ...factsOf(session) }
  const step = dispatch<KindIn<'buyer'>, [string, ResolveContext], ResolveStep>(BUYERS, request, rest, context)
  const before = draft.content.buyer
  carryOut(ownStep(step, session), session)
  if (session.draft !== undefined && session.draft.content.buyer !== before)
    await loadFacts(session, needsOf(others, session))
  await askRegistration(session, before)
  return step.kind === 'commands'
}

/**
 * What else there is of whoever buys, as soon as it is known who that is; a customer began their
 * other cart themselves and is told of that alone. Not beside what stops the order for it.
 */
export function tellOfOthers(session: Session): void {
  const { actor, before, draft, facts, says } = session
  if (draft === undefined || facts === undefined || draft.status !== 'open') return
  const now = buyerKeys(draft.content.buyer, actor)
  const was = before === undefined ? {} : buyerKeys(before.content.buyer, actor)
  const known = before?.id === draft.id && JSON.stringify(now) === JSON.stringify(was)
  const warned = says.some((said) => said.kind === 'refusal' && said.refusal.kind === 'warning')
  if (known || warned || Object.keys(now).length === 0) return
  const all = submitWarnings(facts)
  const warnings = actor.kind === 'staff' ? all : all.flatMap(ownWarning).filter(({ kind }) => kind !== 'fresh-order')
  if (warnings.length > 0) says.push({ kind: 'screen', draw: (context) => alsoThereView(warnings, context) })
}

/** What a customer or guest types about who buys is about an order of their own chat user. */
function ownStep(step: ResolveStep, { actor, inbound }: Session): ResolveStep {
  if (step.kind !== 'commands' || (actor.kind !== 'customer' && actor.kind !== 'guest')) return step
  const own = (command: DraftCommand): DraftCommand =>
    command.kind === 'set-guest' || command.kind === 'register' ? { ...command, chatUser: inbound.user } : command
  return { kind: 'commands', commands: step.commands.map(own) }
}

const BUYERS = {
  customer: chooseByQuery,
  'choose-customer': (request, _, context) => chooseById(request, context),
  guest: (request, _, context) => guest(request, context),
  contact,
  register: (request, _, context) => resolveRegister(request, context),
} satisfies Each<KindIn<'buyer'>, [rest: string, context: ResolveContext], ResolveStep>

export const FLOW = {
  place: (request, session) =>
    session.inbound.kind === 'message' && session.actor.kind !== 'staff'
      ? askToPress(session)
      : place(request, session),
  yes: (_, session) => show(session),
  instead: (_, session) => show(session),
  no({ point }, session) {
    leaveOut(session, (question) => isPoint(question, point, session))
    show(session)
  },
  'leave-out': (request, session) => leaveOutPoints(request, session),
  parcels: async (request, session) => {
    const draft = await ensureDraft(session)
    const context = { actor: session.actor, draft, ...factsOf(session) }
    for (const step of resolveParcels(request, context)) carryOut(step, session)
  },
  'take-back': (_, session) => notThat(session),
  'other-line': (request, session) => otherLine(request, session),
  'which-point': async (question, session) => {
    await ensureDraft(session)
    carryOut({ kind: 'ask', question }, session)
  },
  'keep-override': (_, session) => keepShipping(session),
  ...PROPOSALS,
  'confirm-reading': askReading,
  cancel,
  clock: onTime,
} satisfies Carry<'flow'>

async function askReading(question: Of<'confirm-reading'>, session: Session): Promise<void> {
  await ensureDraft(session)
  carryOut({ kind: 'ask', question }, session)
}

const show = (session: Session): void => {
  session.showCard = true
}

/** The question that is meant: by its key, or the one asked last. */
const isPoint = (question: PendingQuestion, point: string | undefined, { draft }: Session): boolean =>
  point === undefined ? question === draft?.pending : pointKey(question) === point

/** One of several, or all there is. */
function leaveOutPoints({ point, all }: Of<'leave-out'>, session: Session): void {
  const { draft } = session
  const several = draft !== undefined && questionsOf(draft).filter(holdsWords).length > 1
  if (all === true || (point === undefined && !several)) {
    leaveAllOut(session)
    return
  }
  const left = draft && questionsOf(draft).find((question) => isPoint(question, point, session))
  if (left?.kind === 'keep-override') change(session, { kind: 'remove-adjustment', what: 'shipping' })
  leaveOut(session, (question) => question === left)
  show(session)
}

/** A shipping price that is in doubt is left out with its question. */
function leaveAllOut(session: Session): void {
  if (session.draft !== undefined && openQuestions(session.draft).some(({ kind }) => kind === 'keep-override'))
    change(session, { kind: 'remove-adjustment', what: 'shipping' })
  marked(session, { kind: 'leave-out-all' })
  show(session)
}

function keepShipping(session: Session): void {
  const asked = session.draft?.pending
  const group = asked?.kind === 'keep-override' ? asked.group : 'main'
  if (session.draft !== undefined && overrideInDoubt(session.draft.content) !== undefined)
    change(session, { kind: 'keep-override', group })
  leaveOut(session, (question) => question === asked)
  show(session)
}

const leaveOut = (session: Session, isOver: (question: PendingQuestion) => boolean): void =>
  marked(session, { kind: 'close', isOver })

/**
 * Words alone mean the cart where it has lines, else the order last named here; a control, or "the
 * cart", is surely the cart's.
 */
async function cancel({ confirmed, which }: Of<'cancel'>, session: Session): Promise<void> {
  const { draft, inbound } = session
  const cart = draft !== undefined && draft.content.lines.length > 0
  const sure = confirmed === true || which === 'cart' || inbound.kind === 'action'
  const order = sure ? undefined : await cancellable(session)
  if (order !== undefined && cart)
    return void session.says.push({
      kind: 'screen',
      draw: (context) => whichCancelView(order, cartWords(draft), context),
    })
  if (order !== undefined)
    return changeOrder({ kind: 'change-order', order: order.number, act: { kind: 'cancel' } }, session)
  if (draft === undefined) return nothingOpen(session)
  if (confirmed === true || !cart) return void change(session, { kind: 'cancel-draft' })
  marked(session, { kind: 'ask', question: { kind: 'confirm-cancel' } })
  session.showCard = true
}

/** "3 items" */
function cartWords({ content }: OrderDraft): string {
  const count = content.lines.reduce((total, { quantity }) => total + quantity, 0)
  return draftsWords.itemCount(count)
}

/** A placed order is not what `cancel` alone means; the way to it is one press away. */
export function nothingOpen(session: Session): void {
  const { spokenOrder } = session.turn
  session.says.push({ kind: 'screen', draw: (context) => nothingOpenView(spokenOrder, context) })
}
