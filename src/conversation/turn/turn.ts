/**
 * One turn, from the opened transaction to what it leaves behind: hear, read the facts, carry out the requests, answer.
 * It never commits: the store does, once, with what is returned. Next: interpret.ts hears, flow.ts
 * and step.ts change, answer.ts shows.
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { dispatch, isIn, type KindIn, type Request, type RequestIn, ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { APPROVAL_ROOM } from '#conversation/turn/approvals/approvals.ts'
import { ORDER_ACTS } from '#conversation/turn/order/orders.ts'
import { PAYING_ACTS } from '#conversation/turn/order/paying.ts'
import { aboutItsOrder } from '#conversation/turn/order/placed-order.ts'
import { overLast, readRecords } from '#conversation/turn/order/records.ts'
import { WAITING } from '#conversation/turn/order/waiting.ts'
import { agreeToChoice, keepTalk, passOn, TALKING } from '#conversation/turn/people/hand-over.ts'
import { IDENTITY } from '#conversation/turn/people/identity.ts'
import { SHOP } from '#conversation/turn/people/staff.ts'
import { afterTalk } from '#conversation/turn/people/talk-ended.ts'
import type { HeardOrNot } from '#conversation/turn/reading/heard.ts'
import { notHeard } from '#conversation/turn/reading/hearing.ts'
import { interpret } from '#conversation/turn/reading/interpret.ts'
import { isLetGo, isSaidAgain } from '#conversation/turn/reading/open-points.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { LOOKS } from '#conversation/turn/reading/reading.ts'
import { topicLeft } from '#conversation/turn/reading/spoken/goods-asked.ts'
import { understood } from '#conversation/turn/reading/understood.ts'
import type { LexiconFor } from '#conversation/understanding/words/catalog-lexicon.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { given } from '#domain/base/given.ts'
import { isSettled, pointKey, questionsOf, stillAsked } from '#domain/draft/open-questions.ts'
import { type Right, roleOf } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { may } from '#domain/model/permissions.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { Turn, TurnOutcome } from '../engine-ports.ts'
import { resolveEdit } from '../resolve/resolve.ts'
import { maySeeOrder } from '../resolve/visible-order.ts'
import { answer } from './answer.ts'
import { askedDifferences } from './differences.ts'
import { DRAFTS } from './drafts.ts'
import { change, ensureDraft, loadFacts } from './facts.ts'
import { FLOW, nothingOpen, setBuyer, tellOfOthers } from './flow.ts'
import { filledForm, takeBackForm } from './forms.ts'
import { refusedIn } from './refused.ts'
import { type Carry, factsOf, marked, type Session, type SessionDeps, seal, startSession } from './session.ts'
import { carryOut, isWithinNow, offerAnew } from './step.ts'

export type TurnDeps = {
  readonly shop: Shop
  readonly lexiconFor: LexiconFor
  readonly codec: ActionCodec
  readonly newId: () => string
} & SessionDeps

export async function runTurn(inbound: Inbound, turn: Turn, deps: TurnDeps): Promise<TurnOutcome> {
  const session = startSession({ inbound, turn, shop: deps.shop, newId: deps.newId, deps })
  const heard = await hear(session, deps)
  await act(heard, session, deps)
  if (inbound.kind === 'form') takeBackForm(session)
  keepTalk(session)
  await readRecords(session)
  return finish(session, heard, deps.codec)
}

async function hear(session: Session, deps: TurnDeps): Promise<HeardOrNot> {
  const { inbound, actor, turn } = session
  const why = notHeard(session, { ...deps, user: inbound.user, staff: actor.kind === 'staff' })
  if (why !== undefined) return { kind: why }
  if (inbound.kind === 'message' && inbound.edits !== undefined) {
    const deleted = inbound.text === '' && inbound.cleaned === undefined
    if (turn.heardBefore === 'newer' || (turn.heardBefore === 'nothing' && deleted)) return { kind: 'silent' }
    if (turn.heardBefore === 'nothing') return said(session, deps)
    const taken = await takeBack(inbound.edits, session)
    if (deleted && !saidEarlier(inbound.edits, session.before)) return { kind: 'silent' }
    if (!taken) return { kind: 'read-already', deleted }
    if (deleted) return { kind: 'requests', requests: [], unexplained: [] }
  }
  return said(session, deps)
}

async function said(session: Session, deps: TurnDeps): Promise<HeardOrNot> {
  return afterTalk(passOn(await aboutItsOrder(await understood(session, deps), session), session), session)
}

/** What the words said before they were edited is undone, if it was the last change. */
async function takeBack(edited: string, session: Session): Promise<boolean> {
  const last = session.draft?.undo.at(-1)
  if (last === undefined || !last.source.startsWith(edited)) return false
  await loadFacts(session, needsOf([], session))
  return change(session, { kind: 'undo' })
}

/** Something of the order as it stands was said by it. */
const saidEarlier = (edited: string, draft: OrderDraft | undefined): boolean =>
  draft?.undo.some(({ source }) => source.startsWith(edited)) === true

async function act(heard: HeardOrNot, session: Session, deps: TurnDeps): Promise<void> {
  if (heard.kind !== 'requests') {
    if (heard.kind === 'stale' && session.draft !== undefined) await loadFacts(session, needsOf([], session))
    return
  }
  const requests = heard.requests.flatMap((request) =>
    request.kind === 'form'
      ? (filledForm(request, session, { ...deps, draft: session.draft, user: session.inbound.user }) ?? [])
      : [request],
  )
  const buyers = requests.filter(isBuyer)
  const others = requests.filter(isOther)
  if (buyers.length === 0) await loadFacts(session, needsOf(others, session))
  const asked = session.draft?.pending
  const known = await setBuyers(buyers, others, session)
  // What was pasted is used whoever it is for; only a saved address is that of a customer who is known.
  const anyway = others.some(({ kind }) => kind === 'use-parts')
  if (!known && !anyway) return lapse(asked, heard.closes ?? [], session)
  for (const request of readAgain(others, session, deps)) {
    await carry(request, session)
    if (request.kind === 'repeat-last' && request.but !== undefined) await differ(request.but, session, deps)
  }
  agreeToChoice(session)
  tellOfOthers(session)
  lapse(asked, heard.closes ?? [], session)
  if (heard.unexplained.length > 0) {
    session.says.push({
      kind: 'tell',
      headline: understoodWords.notUnderstood(heard.unexplained.join(', ')),
      text: understoodWords.sayHelp,
    })
  }
}

type Other = Exclude<Request, RequestIn<'buyer' | 'form'>>
const isBuyer = isIn('buyer')
const isOther = (request: Request): request is Other => !isIn('buyer', 'form')(request)

/** What is to be different from the order that was repeated; what names none of its lines is read freely. */
async function differ(but: string, session: Session, deps: TurnDeps): Promise<void> {
  const { requests, rest } = askedDifferences(but, session)
  const read = rest.map((text) =>
    session.inbound.kind === 'message'
      ? interpret(
          { ...session.inbound, text },
          { draft: session.draft, ...deps, user: session.inbound.user, staff: session.actor.kind === 'staff' },
        )
      : ({ kind: 'silent' } as const),
  )
  const more = read.flatMap((heard) => (heard.kind === 'requests' ? heard.requests.filter(isOther) : []))
  const all = [...requests.filter(isOther), ...more]
  await loadFacts(session, needsOf(all, session))
  for (const request of all) await carry(request, session)
}

/** "same as last time, but make it 3 mugs": what is said besides is read again once the order it is about is known. */
function readAgain(others: readonly Other[], session: Session, deps: TurnDeps): readonly Other[] {
  const repeat = others.find((request) => request.kind === 'repeat-last')
  if (repeat === undefined || others.length === 1) return others
  const { facts, found } = factsOf(session)
  const order =
    repeat.order === undefined
      ? facts.lastOrder
      : found.order && maySeeOrder(found.order, session.actor)
        ? found.order
        : undefined
  if (order === undefined) return others
  const heard = interpret(session.inbound, {
    draft: session.draft,
    ...deps,
    user: session.inbound.user,
    staff: session.actor.kind === 'staff',
    lastOrder: order,
  })
  return heard.kind === 'requests' ? heard.requests.filter(isOther) : others
}

/** False when the rest of the message has to wait for a press (which Jane?). */
async function setBuyers(
  buyers: readonly RequestIn<'buyer'>[],
  others: readonly Request[],
  session: Session,
): Promise<boolean> {
  const { inbound } = session
  const rest = inbound.kind === 'message' || inbound.kind === 'command' ? afterColon(inbound.text) : ''
  for (const request of buyers) {
    // A caller's name is asked about beside what they want.
    const asks = request.kind === 'customer' && request.maybe === true
    const chosen = await setBuyer(request, asks ? '' : rest, others, session)
    if (!chosen && !asks && session.draft?.pending?.kind === 'choose-customer') return false
  }
  return true
}

/** What follows the name in "order for Jane: 2 mugs": read again once the customer is chosen. */
const afterColon = (text: string): string => /^[^:\n]*:\s+([\s\S]*)$/.exec(text)?.[1] ?? ''

type Closes = readonly PendingQuestion[]

/** Which of the items a value is for: one of them at most is still asked about. */
const isMoot = (question: PendingQuestion, draft: OrderDraft, closes: Closes): boolean =>
  question.kind === 'which-point' &&
  questionsOf(draft).filter((other) => question.points.includes(pointKey(other)) && !closes.includes(other)).length < 2

/** Words that were begun and were refused (too long) are still asked for. */
const isRefused = ({ kind }: PendingQuestion, { says }: Session): boolean =>
  ['comment', 'memo', 'note'].includes(kind) && says.some((said) => said.kind === 'refusal')

/**
 * A question is over once it was answered, said again in other words, or settled by what happened;
 * looking and asking keeps it. Once something else was said, "yes" and a position no longer answer
 * it.
 */
function lapse(asked: PendingQuestion | undefined, closes: Closes, session: Session): void {
  const { draft, before, events, inbound } = session
  if (draft === undefined || before === undefined) return
  const meanwhile = { happened: events.map(({ kind }) => kind), before: before.content, now: draft.content }
  const old = questionsOf(before)
  const over = (question: PendingQuestion): boolean =>
    (closes.includes(question) && !isRefused(question, session)) ||
    isMoot(question, draft, closes) ||
    (old.includes(question) &&
      (isSettled(question, meanwhile) ||
        isSaidAgain(question, session) ||
        isLetGo(question, session) ||
        (meanwhile.happened.length > 0 && isWithinNow(question, session))))
  marked(session, { kind: 'close', isOver: over })
  marked(session, { kind: 'reword', word: (question) => stillAsked(question, meanwhile) })
  offerAnew(session)
  const isPerson = session.actor.kind !== 'system'
  const spoken = isPerson && (inbound.kind === 'message' || inbound.kind === 'command' || inbound.kind === 'action')
  const { pending, askedOf } = session.draft ?? {}
  const isAsked = askedOf === undefined || askedOf === inbound.user
  if (session.askedAgain) marked(session, { kind: 'overtaken', since: false })
  // What others say meanwhile makes it no later for who was asked, unless it changed something.
  else if (pending !== undefined && pending === asked && spoken && (isAsked || meanwhile.happened.length > 0))
    marked(session, { kind: 'overtaken', since: true })
  const touched = JSON.stringify(draft.content.lines) !== JSON.stringify(before.content.lines)
  if (touched ? draft.strayed === true : spoken && draft.strayed !== true && draft.focus.length > 0)
    marked(session, { kind: 'strayed', since: !touched })
}

/**
 * The rooms that carry requests out on the session; edits of the draft are resolved first, buyers
 * before them all, forms become other requests.
 */
type Elsewhere = Exclude<Room, 'edit' | 'buyer' | 'form'>
const CARRIED = {
  ...FLOW,
  ...APPROVAL_ROOM,
  ...TALKING,
  ...IDENTITY,
  ...ORDER_ACTS,
  ...PAYING_ACTS,
  ...WAITING,
  ...DRAFTS,
  ...SHOP,
  ...LOOKS,
} satisfies Carry<Elsewhere>

async function carry(request: Other, session: Session): Promise<void> {
  // A placed order is never undone: it can be cancelled, by name.
  if (request.kind === 'undo' && session.draft === undefined) return nothingOpen(session)
  const { right }: { readonly as: Room; readonly right?: Right } = ROWS[request.kind]
  const { actor } = session
  if (right !== undefined && !may(actor, right))
    return void session.says.push({ kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(actor), to: right } })
  if (!isIn('edit')(request))
    return dispatch<KindIn<Elsewhere>, [Session], Promise<void> | void>(CARRIED, request, session)
  const draft = await ensureDraft(session)
  carryOut(resolveEdit(request, { actor, draft, ...factsOf(session) }), session)
  if (session.draft?.content.buyer !== draft.content.buyer) await loadFacts(session, needsOf([], session))
}

/** What is asked now was put to who spoke; what was asked before, or waited, stays with whom it was put to. */
function putTo(session: Session): void {
  const { draft, before, askedAgain, actor, inbound } = session
  if (draft?.pending === undefined || (draft.pending === before?.pending && !askedAgain)) return
  const waited = before?.waiting?.includes(draft.pending) === true && !askedAgain ? before.askedOf : undefined
  marked(session, { kind: 'asked-of', user: actor.kind === 'system' ? undefined : (waited ?? inbound.user) })
}

function finish(session: Session, heard: HeardOrNot, codec: ActionCodec): TurnOutcome {
  putTo(session)
  seal(session)
  const refused = refusedIn(heard, session)
  answer(session, heard, codec)
  const { draft } = session
  return {
    ...(draft !== undefined && draft !== session.before ? { draft } : {}),
    events: session.events,
    ...also(session),
    ...given({ asks: session.asks, talk: session.talk, topic: topicLeft(session) }),
    outgoing: overLast(session.outgoing),
    ...(session.spoken.length === 0 ? {} : { spoken: session.spoken }),
    ...given({ placed: session.placed }),
    ...(refused.length === 0 ? {} : { refused }),
  }
}

function also({ other }: Session): Pick<TurnOutcome, 'also'> {
  const draft = other?.session.draft
  return other === undefined || draft === undefined ? {} : { also: { draft, events: other.session.events } }
}
