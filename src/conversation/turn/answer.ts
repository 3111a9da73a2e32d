/**
 * The answer of a turn: the live card when something changed or was asked for, then what else there
 * is to tell, privately to who spoke. Showing a total remembers it: submit never goes through
 * silently at another (rules.md O5).
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import { MAX_TEXT } from '#conversation/edge/clean.ts'
import type { Placement, View } from '#conversation/edge/view.ts'
import type { Request } from '#conversation/requests/request.ts'
import { amongUsView, talkOverView } from '#conversation/screens/staff/hand-over.ts'
import { followOrders, overHere } from '#conversation/turn/order/records.ts'
import type { HeardOrNot } from '#conversation/turn/reading/heard.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { rightsWords } from '#conversation/words/rights.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { isAtDesk } from '#domain/model/hand-over.ts'
import { standingOf } from '#domain/stock/backorders.ts'
import { draftEndedView } from '../screens/clock.ts'
import { noticeView, type ScreenContext } from '../screens/context.ts'
import {
  externalView,
  notFoundView,
  nothingView,
  readAlreadyView,
  redactedView,
  staleView,
  strangerView,
  tooLongView,
} from '../screens/notices.ts'
import { approvalNews, otherThread, posts, talkEnded } from './answer-elsewhere.ts'
import { cancelledWords, cardOf, receiptOf, refusalOf } from './cards.ts'
import { refusedField } from './forms.ts'
import { asAnswerBelow, asOnePost } from './one-post.ts'
import { screenContext } from './screen-context.ts'
import { factsOf, type RefusedForm, type Say, type Session } from './session.ts'

export function answer(session: Session, heard: HeardOrNot, codec: ActionCodec): void {
  say(session, heard, codec)
  asOnePost(session)
  asAnswerBelow(session)
}

function say(session: Session, heard: HeardOrNot, codec: ActionCodec): void {
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
      outcome(session, heard.requests, codec)
      break
    default:
      heard satisfies never
  }
}

function outcome(session: Session, requests: readonly Request[], codec: ActionCodec): void {
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
        cancelledWords(draft, screenContext(session, codec)),
        draftsWords.startAgain,
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
    note(session, nothingView(requests, screenContext(session, codec)))
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
    const { lastOrder } = turn
    const words =
      lastOrder === undefined
        ? ([draftsWords.buttonOfEarlierOrder, draftsWords.orderNotOpen] as const)
        : ([draftsWords.orderPlaced(lastOrder), draftsWords.nothingTwice] as const)
    note(session, noticeView(...words, screenContext(session, codec)))
    return
  }
  card(session, codec)
  note(session, staleView(draft.undo.at(-1), screenContext(session, codec)))
}

function notHeardView(session: Session, codec: ActionCodec): View {
  const { actor } = session
  const [headline, text] =
    actor.kind !== 'staff'
      ? ([draftsWords.threadOfAnotherOrder, draftsWords.startYourOwn] as const)
      : actor.active
        ? ([rightsWords.mayNotApprove, rightsWords.leadCanAnswer] as const)
        : ([rightsWords.accessPaused, rightsWords.accessPausedHow] as const)
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
