/**
 * Session: what one turn gathers on its way from the inbound to its single commit. Filled by the
 * steps of turn.ts, read once by answer.ts. It is the only mutable thing of the conversation and
 * never outlives the turn.
 */

import type { Floods } from '#conversation/edge/floods.ts'
import type { Inbound, ThreadKey, UserKey, Where } from '#conversation/edge/inbound.ts'
import type { Form, LinkTo, Outgoing, SelectOption, View } from '#conversation/edge/view.ts'
import type { FoundFacts } from '#conversation/engine-facts.ts'
import type { Each, KindIn } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { type Decided, sealTurn } from '#domain/draft/decide/decide.ts'
import { type DraftMark, mark } from '#domain/draft/decide/mark.ts'
import { facing, sideOf } from '#domain/draft/sides.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { ApprovalTarget, AskedAboutOrder, OrderRecord, Topic, Turn, TurnOutcome } from '../engine-ports.ts'
import type { ScreenContext } from '../screens/context.ts'

/**
 * Something to tell besides the card: a refusal, plain words, or a whole screen (why, orders,
 * help), drawn once the draft's revision is final.
 */
export type Say =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'tell'; readonly headline: string; readonly text?: string }
  /** `place`: a card of its own instead of a note. */
  | { readonly kind: 'screen'; readonly draw: (context: ScreenContext) => View; readonly place?: 'new-card' }
  | { readonly kind: 'form'; readonly draw: (context: ScreenContext) => Form }

export type RefusedForm = Extract<Say, { kind: 'refusal' | 'tell' }>

export type Session = {
  readonly inbound: Inbound
  readonly turn: Turn
  readonly shop: Shop
  /** Who speaks; a guest whose code was right is the customer from then on. */
  actor: Actor
  readonly newId: () => string
  readonly deps: SessionDeps
  /** Who reads the cards of this session's thread. */
  readonly where: Where
  /** The draft as it was locked; `draft` is how it stands now. Written below, nowhere else. */
  readonly before: OrderDraft | undefined
  readonly draft: OrderDraft | undefined
  facts: Facts | undefined
  found: FoundFacts | undefined
  readonly events: DraftEvent[]
  readonly says: Say[]
  /** The card is to be shown even if nothing changed ("show", a stale press). */
  showCard: boolean
  /** The question that is open was asked anew: it is the last thing said again. */
  askedAgain: boolean
  readonly outgoing: Outgoing[]
  placed: readonly number[] | undefined
  /** Why the form of this turn was not taken. */
  refusedForm: RefusedForm | undefined
  /** A question about a placed order: what a yes to it means. */
  asks: AskedAboutOrder | undefined
  /** Goods that were asked about in this turn. */
  topic: Topic | undefined
  /** Placed orders that were named, each in its thread. */
  readonly spoken: { readonly thread: ThreadKey; readonly order: number }[]
  /** Numbers of the placed orders that were changed, and their records once everything is written. */
  readonly changed: number[]
  records: readonly OrderRecord[]
  /** What becomes of a talk that has no open draft, where this turn changed it. */
  talk: TurnOutcome['talk']
  /**
   * News for a thread: an order's own, drawn for its customer's eyes unless it says for whose; a
   * draft's, for its owner's.
   */
  readonly posts: Post[]
  /** Another thread's draft that was decided on from here, as a session of its own. */
  other:
    | {
        readonly session: Session
        readonly thread: ThreadKey
        readonly card: 'shown' | 'parked'
        readonly place?: string
      }
    | undefined
  /** What the clock has to tell about a request. */
  readonly news: { readonly kind: 'nudge' | 'remind'; readonly target: ApprovalTarget }[]
}

export type Post = {
  readonly to: ThreadKey
  readonly draw: (context: ScreenContext) => View
  /** The placed order it tells of: what a word without a number means there from then on. */
  readonly about?: number
  readonly reader?: Actor
  readonly mention?: UserKey
}

/** How each request of a room is carried out: a missing one does not compile. */
export type Carry<R extends Room> = Each<KindIn<R>, [session: Session], Promise<void> | void>

/** From here on a word without a number means this order. */
export const speakOf = (order: number, { spoken, inbound }: Session, thread: ThreadKey = inbound.thread): void =>
  void spoken.push({ thread, order })

/** What else is connected: a provider that makes payment links, mail. */
export type Outside = { readonly links: boolean; readonly mail: boolean }

export type SessionDeps = {
  readonly outside: Outside
  /** Where the shop's approvers read what waits. */
  readonly approvalsDesk: ThreadKey
  /** Channels that serve nobody but staff. */
  readonly staffOnly: readonly string[]
  readonly linkTo: LinkTo
  /** The reps' thread for the order of this number, whose customer asked for a person. */
  readonly handOverDesk: (ref: number) => ThreadKey
  /** Where this person alone reads, on channels that push. */
  readonly directTo: (user: UserKey) => ThreadKey | undefined
  /** A fresh one-time code: six digits nobody can guess. */
  readonly newCode: () => string
  /** Who enters wrong coupons again and again has to pause. */
  readonly coupons: Floods['coupons']
  /** What was found for a search. */
  readonly offered: readonly SelectOption[]
}

type Base = Pick<Session, 'inbound' | 'turn' | 'shop' | 'newId' | 'deps'> & { readonly where?: Where }
export function startSession(base: Base): Session {
  const { actor } = base.turn
  const draft = base.turn.draft && facing(base.turn.draft, sideOf(actor))
  const held: Held = { before: draft, draft }
  const session: Session = {
    ...base,
    where: base.where ?? base.inbound.where ?? 'private',
    actor,
    get before() {
      return held.before
    },
    get draft() {
      return held.draft
    },
    facts: undefined,
    found: undefined,
    events: [],
    says: [],
    showCard: false,
    askedAgain: false,
    outgoing: [],
    placed: undefined,
    refusedForm: undefined,
    asks: undefined,
    topic: undefined,
    changed: [],
    records: [],
    talk: undefined,
    posts: [],
    other: undefined,
    spoken: [],
    news: [],
  }
  HELD.set(session, held)
  return session
}

type Held = { before: OrderDraft | undefined; draft: OrderDraft | undefined }
const HELD = new WeakMap<Session, Held>()
const heldBy = (session: Session): Held => {
  const held = HELD.get(session)
  if (held === undefined) throw new Error('not a session that was started')
  return held
}

/** What decide made of the draft, with its events. */
export function keep(session: Session, { draft, events }: Decided): void {
  heldBy(session).draft = draft
  session.events.push(...events)
}

/** How the draft is talked about; nothing where no draft is open. */
export function marked(session: Session, made: DraftMark): void {
  const held = heldBy(session)
  if (held.draft !== undefined) held.draft = mark(held.draft, made)
}

/** Another draft of this person's, or none: it is locked in this turn as well. */
export function switchTo(session: Session, target: OrderDraft | undefined): void {
  Object.assign(heldBy(session), { before: target, draft: target })
}

/** As it was locked: what this turn did to it is taken back. */
export function takeBack(session: Session): void {
  const held = heldBy(session)
  held.draft = held.before
  session.events.splice(0)
}

/** The revision this turn ends with. */
export function seal(session: Session): void {
  const held = heldBy(session)
  if (held.draft !== undefined) held.draft = sealTurn(held.before, held.draft, session.events)
}

/** A request came to a point where the turn's facts must be there: a bug when they are not. */
export function factsOf(session: Session): { readonly facts: Facts; readonly found: FoundFacts } {
  if (session.facts === undefined || session.found === undefined) throw new Error('the turn read its facts too late')
  return { facts: session.facts, found: session.found }
}
