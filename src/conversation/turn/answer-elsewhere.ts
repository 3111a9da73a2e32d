/**
 * What a turn says in other threads: the card of a handed-over order at its other side, news of an
 * approval, what is posted to an order's own thread. Each is drawn for who reads there. Next:
 * answer.ts, what is said here.
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { draftEndedView } from '#conversation/screens/clock.ts'
import { noticeView, type ScreenContext } from '#conversation/screens/context.ts'
import { talkOverView } from '#conversation/screens/staff/hand-over.ts'
import { clockNews, otherNews, ownNews } from '#conversation/turn/approvals/approval-news.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { given } from '#domain/base/given.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { type HandOver, otherSide } from '#domain/model/hand-over.ts'
import { cancelledWords, cardOf, receiptOf } from './cards.ts'
import { contextOf, screenContext } from './screen-context.ts'
import { factsOf, type Session, speakOf } from './session.ts'

/**
 * After the cards, so that they stand above the news; the card of another thread is drawn for the
 * owner of its draft.
 */
export function approvalNews(session: Session, codec: ActionCodec): void {
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
export function otherThread(session: Session, codec: ActionCodec): void {
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
  thread: ThreadKey,
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
      view: noticeView(cancelledWords(draft, context), draftsWords.nothingOrdered, context),
    }
  if (draft.status === 'expired') return { place: 'collapse', view: draftEndedView(draft, context) }
  if (placed === undefined) return cardOf(session, context)
  return receiptOf(draft, { numbers: placed }, factsOf(session).facts, context)
}

/** The cart is open still, and nobody of the shop looks after it any more. */
export const talkEnded = ({ before, draft, placed }: Session): boolean =>
  before?.handOver !== undefined && draft?.id === before.id && draft.handOver === undefined && placed === undefined

/**
 * Whoever reads another thread may be the order's customer; of an order that was handed over it is
 * known who reads where.
 */
export function posts(session: Session, codec: ActionCodec): void {
  const customer = { kind: 'guest', id: '', name: '' } as const
  const known = session.draft?.handOver ?? session.before?.handOver ?? session.turn.talk
  const here = screenContext(session, codec)
  for (const { to, draw, reader, mention, about } of session.posts) {
    if (about !== undefined) speakOf(about, session, to)
    const own = to === session.inbound.thread && session.actor.kind !== 'system' && reader === undefined
    const handed = known !== undefined && reader === undefined && [known.home, known.desk].includes(to)
    const other = handed ? readerAt(to, known, session) : { actor: reader ?? customer, shared: readAlong(to, session) }
    const view = draw(own && !handed ? here : { ...here, ...other })
    session.outgoing.push({ to, placement: { place: 'post', view, ...given({ mention }) } })
  }
}

/** Who reads along in another thread is not known here; only a terminal is surely private. */
const readAlong = (to: ThreadKey, { inbound, where }: Session): boolean =>
  to === inbound.thread ? where !== 'private' : !to.startsWith('terminal:')
