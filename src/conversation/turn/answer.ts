/**
 * The answer of a turn: the live card when something changed or was asked for, then what else there
 * is to tell, privately to who spoke. Showing a total remembers it: submit never goes through
 * silently at another (rules.md O5).
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import { MAX_TEXT } from '#conversation/edge/clean.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement, View } from '#conversation/edge/view.ts'
import { amongUsView, talkOverView } from '#conversation/screens/staff/hand-over.ts'
import { clockNews, otherNews, ownNews } from '#conversation/turn/approvals/approval-news.ts'
import { followOrders, overHere } from '#conversation/turn/order/records.ts'
import type { HeardOrNot } from '#conversation/turn/reading/heard.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { type HandOver, isAtDesk, otherSide } from '#domain/model/hand-over.ts'
import { standingOf } from '#domain/stock/backorders.ts'
import { draftEndedView } from '../screens/clock.ts'
import { noticeView, type ScreenContext } from '../screens/context.ts'
import {
  externalView,
  notFoundView,
  readAlreadyView,
  redactedView,
  staleView,
  strangerView,
  tooLongView,
} from '../screens/notices.ts'
import { cardOf, nameOnCard, receiptOf, refusalOf } from './cards.ts'
import { refusedField } from './forms.ts'
import { factsOf, type RefusedForm, type Say, type Session, speakOf } from './session.ts'

export function answer(session: Session, heard: HeardOrNot, codec: ActionCodec): void {
  switch (heard.kind) {
    case 'silent':
      if (session.inbound.kind === 'search')
        put(session, { place: 'suggestions', to: session.inbound.user, options: session.deps.offered })
      break
    case 'among-us':
      note(session, amongUsView(session.draft?.handOver?.name, screenContext(session, codec)))
      break
    case 'not-yours':
      note(session, notHeardView(session, codec))
      break
    case 'external':
      note(session, externalView(screenContext(session, codec)))
      break
    case 'not-staff':
      refuseStranger(session, codec)
      break
    case 'read-already':
      note(session, readAlreadyView(heard.deleted, screenContext(session, codec)))
      break
    case 'not-found':
      note(session, notFoundView(screenContext(session, codec)))
      break
    case 'too-long':
      note(session, tooLongView(MAX_TEXT, screenContext(session, codec)))
      break
    case 'stale':
      stale(session, codec)
      break
    case 'requests':
      outcome(session, codec)
      break
    default:
      heard satisfies never
  }
}

/** Controls are stamped with the draft as it stands after the turn. */
export function screenContext(session: Session, codec: ActionCodec): ScreenContext {
  return contextOf(session, session.draft, codec)
}

function contextOf(session: Session, draft: OrderDraft | undefined, codec: ActionCodec): ScreenContext {
  const { shop, turn } = session
  // What the clock draws is read by whose draft it is.
  const actor = session.actor.kind === 'system' && draft !== undefined ? draft.owner : session.actor
  const stamp = { ref: draft?.ref ?? 0, revision: draft?.revision ?? 0 }
  return {
    shop,
    now: turn.now,
    actor,
    shared: session.where !== 'private',
    linkTo: session.deps.linkTo,
    outside: session.deps.outside,
    token: (request) => codec.encode(request, stamp),
  }
}

function outcome(session: Session, codec: ActionCodec): void {
  const { draft } = session
  if (session.refusedForm !== undefined) {
    formErrors(session.refusedForm, session, codec)
    return
  }
  if (session.placed !== undefined) {
    receipt(session, codec)
    otherThread(session, codec)
    return
  }
  if (talkEnded(session) && isAtDesk(session.before?.handOver, session.inbound.thread)) {
    put(session, {
      place: 'collapse',
      view: talkOverView(session.before?.handOver?.name ?? '', screenContext(session, codec)),
    })
  } else if (draft?.status === 'cancelled') {
    put(session, {
      place: 'collapse',
      view: noticeView(
        `${nameOnCard(draft)}: order cancelled`,
        'Nothing was ordered. Say what you need to start again.',
        screenContext(session, codec),
      ),
      ...overHere(session),
    })
  } else if (draft?.status === 'expired')
    put(session, {
      place: 'collapse',
      view: draftEndedView(draft, screenContext(session, codec)),
      ...overHere(session),
    })
  else if (draft !== undefined && (session.events.length > 0 || session.showCard)) card(session, codec)
  otherThread(session, codec)
  followOrders(session, screenContext(session, codec))
  posts(session, codec)
  for (const say of session.says) tell(say, session, codec)
  approvalNews(session, codec)
  if (heardCleaned(session).length > 0)
    note(session, redactedView(heardCleaned(session), screenContext(session, codec)))
  // The clock found nothing to say any more: nobody asked.
  if (session.outgoing.length === 0 && session.actor.kind !== 'system')
    note(session, noticeView('Nothing changed', undefined, screenContext(session, codec)))
}

function formErrors(why: RefusedForm, session: Session, codec: ActionCodec): void {
  const { inbound } = session
  if (inbound.kind !== 'form') return
  const view = toldView(why, session, screenContext(session, codec))
  const words = [view.headline, ...view.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))].join(
    '. ',
  )
  put(session, {
    place: 'form-errors',
    to: inbound.user,
    errors: { [refusedField(why, Object.keys(inbound.fields))]: words },
  })
}

/** What the door took out of the message: told once, so that the person deletes it. */
function heardCleaned({ inbound }: Session): readonly ('card' | 'token')[] {
  const cleaned = 'cleaned' in inbound ? (inbound.cleaned ?? []) : []
  return cleaned.filter((what) => what !== 'too-long')
}

/**
 * After the cards, so that they stand above the news; the card of another thread is drawn for the
 * owner of its draft.
 */
function approvalNews(session: Session, codec: ActionCodec): void {
  const context = (draft: OrderDraft | undefined): ScreenContext => contextOf(session, draft, codec)
  ownNews(session, context)
  clockNews(session, context)
  const other = session.other?.session
  if (other === undefined) return
  const known = other.draft?.handOver
  const there = session.other?.thread ?? ''
  const reader = known === undefined ? { actor: other.draft?.owner ?? other.actor } : readerAt(there, known, other)
  otherNews(session, cardOf(other, { ...contextOf(other, other.draft, codec), ...reader }), context)
  const follows =
    known === undefined
      ? undefined
      : cardOf(other, { ...contextOf(other, other.draft, codec), ...readerAt(known.home, known, other) })
  if (known !== undefined && follows !== undefined) session.outgoing.push({ to: known.home, placement: follows })
}

/** An order that was handed over has a second thread: its card follows there, drawn for who reads it. */
function otherThread(session: Session, codec: ActionCodec): void {
  const { inbound } = session
  const known = session.draft?.handOver ?? session.before?.handOver
  if (known === undefined) return
  const there = otherSide(known, inbound.thread)
  const context: ScreenContext = { ...contextOf(session, session.draft, codec), ...readerAt(there, known, session) }
  if (session.events.length === 0 && session.placed === undefined) return
  const placement = cardThere(session, context)
  if (placement !== undefined) session.outgoing.push({ to: there, placement })
}

/** The customer reads alone; at the desk others read along. */
function readerAt(
  thread: string,
  known: HandOver,
  { draft, before }: Session,
): Pick<ScreenContext, 'actor' | 'shared'> {
  const owner = (draft ?? before)?.owner ?? { kind: 'guest', id: known.user, name: known.name }
  if (thread === known.home) return { actor: owner, shared: false }
  const { id, name } = known.by ?? { id: 'desk', name: 'desk' }
  return { actor: { kind: 'staff', id, name, role: 'rep', active: true }, shared: !thread.startsWith('terminal:') }
}

function cardThere(session: Session, context: ScreenContext): Placement | undefined {
  const { draft, placed, inbound } = session
  if (draft === undefined) return undefined
  if (talkEnded(session) && inbound.thread === session.before?.handOver?.home)
    return { place: 'collapse', view: talkOverView(session.before.handOver.name, context) }
  if (draft.status === 'cancelled')
    return {
      place: 'collapse',
      view: noticeView(`${nameOnCard(draft)}: order cancelled`, 'Nothing was ordered.', context),
    }
  if (draft.status === 'expired') return { place: 'collapse', view: draftEndedView(draft, context) }
  if (placed === undefined) return cardOf(session, context)
  return receiptOf(draft, { numbers: placed }, factsOf(session).facts, context)
}

/** The cart is open still, and nobody of the shop looks after it any more. */
const talkEnded = ({ before, draft, placed }: Session): boolean =>
  before?.handOver !== undefined && draft?.id === before.id && draft.handOver === undefined && placed === undefined

/**
 * Whoever reads another thread may be the order's customer; of an order that was handed over it is
 * known who reads where.
 */
function posts(session: Session, codec: ActionCodec): void {
  const customer = { kind: 'guest', id: '', name: '' } as const
  const known = session.draft?.handOver ?? session.before?.handOver ?? session.turn.talk
  const here = screenContext(session, codec)
  for (const { to, draw, reader, mention, about } of session.posts) {
    if (about !== undefined) speakOf(about, session, to)
    const own = to === session.inbound.thread && session.actor.kind !== 'system' && reader === undefined
    const handed = known !== undefined && reader === undefined && [known.home, known.desk].includes(to)
    const other = handed ? readerAt(to, known, session) : { actor: reader ?? customer, shared: readAlong(to, session) }
    const view = draw(own && !handed ? here : { ...here, ...other })
    session.outgoing.push({ to, placement: { place: 'post', view, ...(mention === undefined ? {} : { mention }) } })
  }
}

/** Who reads along in another thread is not known here; only a terminal is surely private. */
const readAlong = (to: ThreadKey, { inbound, where }: Session): boolean =>
  to === inbound.thread ? where !== 'private' : !to.startsWith('terminal:')

function card(session: Session, codec: ActionCodec): void {
  const placement = cardOf(session, screenContext(session, codec))
  if (placement !== undefined) put(session, placement)
}

function receipt(session: Session, codec: ActionCodec): void {
  const { draft, placed = [] } = session
  if (draft !== undefined) {
    const { facts } = factsOf(session)
    const standing = standingOf(draft, facts)
    const chosen = standing.kind === 'chosen' ? standing.policy : undefined
    const choice = chosen && backorderChoices(draft, facts).find(({ policy }) => policy === chosen)
    put(session, receiptOf(draft, { numbers: placed, choice }, facts, screenContext(session, codec)))
  }
  for (const say of session.says) tell(say, session, codec)
  approvalNews(session, codec)
}

function tell(say: Say, session: Session, codec: ActionCodec): void {
  const context = screenContext(session, codec)
  const { inbound } = session
  switch (say.kind) {
    case 'refusal':
    case 'tell':
      note(session, toldView(say, session, context))
      break
    case 'screen':
      if (inbound.kind === 'open' && inbound.place !== 'thread')
        put(session, { place: 'card', view: say.draw(context) })
      else if (say.place !== undefined) put(session, { place: say.place, view: say.draw(context) })
      else note(session, say.draw(context))
      break
    case 'form':
      put(session, { place: 'form', to: inbound.user, form: say.draw(context) })
      break
    default:
      say satisfies never
  }
}

/**
 * What is refused with a question is answered on the card, which stays; the words beside it may be
 * lost.
 */
function toldView(say: Extract<Say, { kind: 'refusal' | 'tell' }>, session: Session, context: ScreenContext): View {
  if (say.kind === 'tell') return noticeView(say.headline, say.text, context)
  const { draft, before, showCard } = session
  const view = refusalOf(say.refusal, draft, context)
  const onCard = showCard && draft?.pending !== undefined && draft.pending !== before?.pending
  return onCard ? { ...view, controls: [] } : view
}

/** An old button has no effect: the card is shown as it is now, and who pressed is told what changed meanwhile. */
function stale(session: Session, codec: ActionCodec): void {
  const { draft, turn } = session
  if (draft === undefined) {
    const text = turn.lastOrder === undefined ? 'That order is no longer open.' : `Order ${turn.lastOrder} is placed.`
    note(session, noticeView('That button belongs to an earlier order', text, screenContext(session, codec)))
    return
  }
  card(session, codec)
  note(session, staleView(draft.undo.at(-1), screenContext(session, codec)))
}

function notHeardView(session: Session, codec: ActionCodec): View {
  const { actor } = session
  const [headline, text] =
    actor.kind !== 'staff'
      ? (['This conversation belongs to another order', 'Please start your own. Nothing was changed.'] as const)
      : actor.active
        ? (['Your role may not approve', 'Nothing was changed. A lead or manager can answer it.'] as const)
        : (['Your access is paused', 'Ask an admin to switch it on again. Nothing was changed.'] as const)
  return noticeView(headline, text, screenContext(session, codec))
}

/** Their own page is the answer where they opened one. */
function refuseStranger(session: Session, codec: ActionCodec): void {
  const view = strangerView(session.inbound.user, screenContext(session, codec))
  if (session.inbound.kind === 'open') put(session, { place: 'card', view })
  else note(session, view)
}

const put = (session: Session, placement: Placement): void =>
  void session.outgoing.push({ to: session.inbound.thread, placement })
const note = (session: Session, view: View): void => put(session, { place: 'note', to: session.inbound.user, view })
