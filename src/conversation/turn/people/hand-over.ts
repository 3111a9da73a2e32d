/**
 * A customer asks for a person; a rep takes the order over, talks, changes it and hands it back.
 * Rule: the order stays one draft in two threads, both cards follow live, each drawn for who reads
 * it; only `say` crosses to the customer, and only the customer's own press agrees for them. Next:
 * domain/model/hand-over.ts (what is kept), screens/staff/hand-over.ts (the words), answer.ts (the
 * cards).
 */

import type { Outgoing } from '#conversation/edge/view.ts'
import { isIn, type Request, type RequestKind } from '#conversation/requests/request.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { stillOpenView } from '#conversation/screens/cart/open-points.ts'
import { noticeView } from '#conversation/screens/context.ts'
import {
  askedForPersonView,
  customerSaidView,
  joinedView,
  leftView,
  personAskedView,
  repSaidView,
  talkEndedView,
} from '#conversation/screens/staff/hand-over.ts'
import { staffNamed } from '#conversation/turn/approvals/approval-news.ts'
import { ensureDraft } from '#conversation/turn/facts.ts'
import type { Heard } from '#conversation/turn/reading/heard.ts'
import { isForSomebody } from '#conversation/turn/reading/hearing.ts'
import type { Carry, Say, Session } from '#conversation/turn/session.ts'
import { marked } from '#conversation/turn/session.ts'
import { askAboutLimit } from '#conversation/turn/step.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { handOverWords } from '#conversation/words/hand-over.ts'
import { given } from '#domain/base/given.ts'
import { holdsWords, questionsOf } from '#domain/draft/open-questions.ts'
import { actorKey, roleOf } from '#domain/model/actor.ts'
import type { DraftEventKind } from '#domain/model/draft.ts'
import { type HandOver, isAtDesk } from '#domain/model/hand-over.ts'
import { may } from '#domain/model/permissions.ts'

const PROOF = new Set<RequestKind>(['link', 'link-code', 'unlink'])

const DAY = 86_400_000
const tell = (headline: string, text?: string): Say => ({
  kind: 'tell',
  headline,
  ...given({ text }),
})

export const TALKING = {
  'ask-person': (_, session) => askPerson(session),
  'take-over': (_, session) => takeOver(session),
  'hand-back': (_, session) => handBack(session),
  'end-talk': (_, session) => endTalk(session),
  say: ({ text }, session) => say(text, session),
} satisfies Carry<'talk'>

async function askPerson(session: Session): Promise<void> {
  const { actor, inbound, turn, deps, shop } = session
  if (actor.kind === 'staff' || actor.kind === 'system')
    return void session.says.push(tell(handOverWords.youAreThePerson, handOverWords.customersAsk))
  const known = talkOf(session)
  if (known?.status === 'taken')
    return void session.says.push(
      tell(handOverWords.withYouAlready(known.by?.name ?? handOverWords.somebody), handOverWords.justWrite),
    )
  const draft = await ensureDraft(session)
  const { waiting, talk } = await turn.asking(inbound.thread)
  const keptUntil = new Date(Date.parse(turn.now) + shop.settings.draftIdleDays * DAY).toISOString()
  const place = known === undefined ? waiting + 1 : Math.max(1, waiting)
  session.says.push({ kind: 'screen', draw: (context) => personAskedView({ place, keptUntil }, context) })
  if (known !== undefined) return
  const asked: HandOver = {
    status: 'waiting',
    home: inbound.thread,
    desk: deps.handOverDesk(draft.ref),
    user: inbound.user,
    name: inert(actor.name),
    askedAt: turn.now,
  }
  marked(session, { kind: 'hand-over', between: asked })
  note(session, 'person-asked', handOverWords.askedForPerson(asked.name))
  session.posts.push({ to: asked.desk, draw: (context) => askedForPersonView(asked, talk, context) })
}

const inert = (name: string): string => name.slice(0, 80)

/** With the open order, or going on after it was placed. */
const talkOf = ({ draft, turn }: Session): HandOver | undefined => (draft === undefined ? turn.talk : draft.handOver)

/** Changed on the open order, or on the talk that goes on without one. */
function setTalk(known: HandOver, session: Session): void {
  if (session.draft === undefined) session.talk = { between: known, on: true }
  else marked(session, { kind: 'hand-over', between: known })
}

/** A talk that goes on after an order, and now goes with the next cart, is kept with both. */
export function keepTalk(session: Session): void {
  const { draft, turn } = session
  if (turn.talk === undefined || session.talk !== undefined || draft?.handOver === undefined) return
  if (JSON.stringify(draft.handOver) !== JSON.stringify(turn.talk)) session.talk = { between: draft.handOver, on: true }
}

const notTheirs = ({ actor, says }: Session): void =>
  void says.push({ kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(actor), to: 'hand-over' } })

/** The lock is a name: who comes second is told who has it. It ends with the holder's account. */
function takeOver(session: Session): void {
  const { actor, inbound } = session
  if (actor.kind !== 'staff' || !may(actor, 'hand-over')) return void notTheirs(session)
  const known = talkOf(session)
  if (known === undefined || !isAtDesk(known, inbound.thread))
    return void session.says.push(tell(handOverWords.nobodyAsked, handOverWords.whereOrdersAppear))
  const there = staffNamed(session).some(({ id, active }) => active && id === known.by?.id)
  if (known.status === 'taken' && there)
    return void session.says.push(
      tell(
        handOverWords.hasThisOrder(known.by?.name ?? handOverWords.somebody),
        known.by?.id === actor.id ? handOverWords.thatIsYou : handOverWords.theyCanHandBack,
      ),
    )
  setTalk({ ...known, status: 'taken', by: { id: actor.id, name: actor.name, user: inbound.user } }, session)
  note(session, 'taken-over', handOverWords.tookOver(actor.name))
  if (session.draft === undefined)
    session.says.push(tell(handOverWords.youAreWith(known.name), handOverWords.sayReachesThem))
  session.posts.push({ to: known.home, mention: known.user, draw: (context) => joinedView(actor.name, context) })
}

/** The assistant has the order again, and nobody is waited for. Once it is placed there is nothing to hand back. */
function handBack(session: Session): void {
  if (session.draft === undefined) return void endTalk(session)
  const mine = held(session)
  if (mine === undefined || hasOpenPoints(session)) return
  const { known, name } = mine
  isOver(known, handOverWords.handedBack(name), session)
  session.posts.push({ to: known.home, mention: known.user, draw: (context) => leftView(name, context) })
  session.says.push(tell(handOverWords.youHandedBack(known.name), handOverWords.goesOnAlone))
}

/** What a rep began is answered by them, or left out, before they go: nobody else would be asked. */
function hasOpenPoints(session: Session): boolean {
  askAboutLimit(session)
  const { draft } = session
  const open = draft !== undefined && questionsOf(draft).some(holdsWords)
  if (!open) return false
  session.says.push({
    kind: 'screen',
    draw: (context) => stillOpenView(draft, context, handOverWords.nothingWasHandedBack),
  })
  session.showCard = true
  session.askedAgain = true
  return true
}

/** Either side may; both are told. An open cart goes on with the customer alone. */
function endTalk(session: Session): void {
  const { draft, inbound } = session
  const known = talkOf(session)
  if (known === undefined) return void session.says.push(tell(handOverWords.noTalkToEnd))
  const atDesk = isAtDesk(known, inbound.thread)
  const name = atDesk ? held(session)?.name : known.name
  if (name === undefined || (atDesk && hasOpenPoints(session))) return
  const waited = known.status === 'waiting'
  isOver(known, waited ? handOverWords.leftTheQueue(name) : handOverWords.endedTheTalk(name), session)
  // Their own card says what is left of it; at the desk it is gone.
  if (!atDesk && draft !== undefined) session.showCard = true
  const to = atDesk ? known.home : known.desk
  const mention = atDesk ? known.user : known.by?.user
  session.posts.push({
    to,
    draw: (context) => talkEndedView({ waited, by: name }, context),
    ...given({ mention }),
  })
  session.says.push({ kind: 'screen', draw: (context) => talkEndedView({ waited }, context) })
}

function isOver(known: HandOver, label: string, session: Session): void {
  if (session.draft !== undefined) {
    marked(session, { kind: 'hand-over', between: undefined })
    note(session, 'handed-back', label)
  }
  session.talk = { between: known, on: false }
}

/** Words to the customer, and nothing but these words. */
function say(text: string, session: Session): void {
  const mine = held(session)
  if (mine === undefined) return
  session.posts.push({ to: mine.known.home, mention: mine.known.user, draw: () => repSaidView(mine.name, text) })
  session.says.push({
    kind: 'screen',
    draw: (context) => noticeView(handOverWords.saidTo(mine.known.name, text), undefined, context),
  })
}

/** The hand-over this rep has in this thread; otherwise they are told, and nothing happens. */
function held(session: Session): { readonly known: HandOver; readonly name: string } | undefined {
  const { actor, inbound } = session
  if (actor.kind !== 'staff') return void notTheirs(session)
  const known = talkOf(session)
  if (known === undefined || !isAtDesk(known, inbound.thread)) {
    session.says.push(tell(handOverWords.nobodyTalkedTo, handOverWords.takeOverWhere))
    return undefined
  }
  if (known.status !== 'taken' || known.by?.id !== actor.id) {
    session.says.push(
      tell(
        known.by === undefined ? draftsWords.takeOverFirst : handOverWords.hasThisOrder(known.by.name),
        handOverWords.onlyWhoHasItTalks,
      ),
    )
    return undefined
  }
  return { known, name: actor.name }
}

/**
 * What a customer writes while somebody may be listening is passed on, and does what it does without
 * them; only what is not sure is left to whoever has it. Answers the requests that remain.
 */
export function passOn(heard: Heard, session: Session): Heard {
  const { inbound, actor } = session
  const known = talkOf(session)
  if (known === undefined || inbound.kind !== 'message' || isAtDesk(known, inbound.thread) || actor.kind === 'staff')
    return heard
  // How somebody proves who they are is nobody's business.
  if (heard.kind === 'requests' && heard.requests.some(({ kind }) => PROOF.has(kind) || kind === 'end-talk'))
    return heard
  const to: Outgoing['to'] = known.desk
  session.posts.push({
    to,
    ...(known.by === undefined ? {} : { mention: known.by.user }),
    draw: (context) => customerSaidView(known, inbound.text, context),
  })
  if (known.status !== 'taken' || heard.kind !== 'requests' || heard.closes !== undefined) return heard
  const sure = isForSomebody(inbound.text) ? [] : heard.requests.filter((request) => !isTheirs(request, session))
  if (sure.length === heard.requests.length && heard.unexplained.length === 0) return heard
  const done = sure.length > 0 ? handOverWords.clearPartDone : handOverWords.changedByNothing
  session.says.push(tell(handOverWords.readsThat(known.by?.name ?? handOverWords.somebody), done))
  return { ...heard, requests: sure, unexplained: [] }
}

/** Left to whoever has it: what is not sure, and what is only asked in free words. */
function isTheirs(request: Request, { inbound, shop }: Session): boolean {
  if (DOUBTFUL.has(request.kind)) return true
  const typed = inbound.kind === 'message' && parsePlain(inbound.text, shop.catalog.variants) !== undefined
  return !typed && isIn('look')(request) && request.kind !== 'status' && request.kind !== 'orders'
}
/** What the assistant would answer by asking, or not at all: with a person there, it is theirs. */
const DOUBTFUL: ReadonlySet<RequestKind> = new Set([
  ...(['not-understood', 'not-found', 'unclear', 'confirm-reading', 'which-product', 'no-variant', 'propose'] as const),
  ...(['ask-again', 'bad-argument', 'small-talk', 'yes', 'no', 'choose', 'about-order', 'which-order'] as const),
])

/** A customer's own press on an order that a rep changed is their agreement to it, kept with what they pressed. */
export function agree(session: Session, total: string): void {
  const { draft, actor, inbound } = session
  if (draft?.handOver === undefined || actor.kind === 'staff' || isAtDesk(draft.handOver, inbound.thread)) return
  const on = inbound.kind === 'action' && inbound.on !== undefined ? handOverWords.onMessage(inbound.on) : ''
  note(session, 'agreed', handOverWords.agreedTo(draft.handOver.name, total, on))
}

/** So is their own choice of what to do with goods that are short. */
export function agreeToChoice(session: Session): void {
  const chosen = session.events.findLast(({ kind }) => kind === 'backorder-policy-set')
  if (chosen !== undefined && session.inbound.kind === 'action') agree(session, chosen.label)
}

/** Of an order that is placed nothing is written any more. */
function note(session: Session, kind: DraftEventKind, label: string): void {
  const { actor, inbound, turn } = session
  if (session.draft === undefined) return
  session.events.push({ kind, label, actor: actorKey(actor), source: inbound.id, at: turn.now, before: {}, after: {} })
}
