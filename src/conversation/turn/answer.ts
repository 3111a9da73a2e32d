/**
 * The answer of a turn: the live card when something changed or was asked for, then what else there
 * is to tell, privately to who spoke. Showing a total remembers it: submit never goes through
 * silently at another (rules.md O5).
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import { MAX_TEXT } from '#conversation/edge/clean.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement, View } from '#conversation/edge/view.ts'
import type { CardFacts } from '#conversation/screens/cart/card-facts.ts'
import { cartView, customerCartView } from '#conversation/screens/cart/cart.ts'
import { receiptView } from '#conversation/screens/order/receipt.ts'
import { amongUsView, talkOverView, withHandOver } from '#conversation/screens/staff/hand-over.ts'
import { clockNews, otherNews, ownNews } from '#conversation/turn/approvals/approval-news.ts'
import { followOrders, orderSubject, overHere } from '#conversation/turn/order/records.ts'
import type { HeardOrNot } from '#conversation/turn/reading/heard.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { type DraftMark, mark } from '#domain/draft/decide/mark.ts'
import { missingFacts } from '#domain/draft/missing.ts'
import { customerSide, facing } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { seenOf } from '#domain/draft/submit/seen.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { type HandOver, isAtDesk, otherSide } from '#domain/model/hand-over.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { shownAmounts } from '#domain/pricing/shown-amounts.ts'
import { promisedOf, standingOf } from '#domain/stock/backorders.ts'
import { draftEndedView } from '../screens/clock.ts'
import { isCustomer, isStaff, noticeView, type ScreenContext } from '../screens/context.ts'
import {
  externalView,
  notFoundView,
  readAlreadyView,
  redactedView,
  staleView,
  strangerView,
  tooLongView,
} from '../screens/notices.ts'
import { refusalView } from '../screens/refusal.ts'
import { refusedField } from './forms.ts'
import { factsOf, marked, type RefusedForm, type Say, type Session, speakOf } from './session.ts'

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
        `${whoIs(draft)}: order cancelled`,
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
    return { place: 'collapse', view: noticeView(`${whoIs(draft)}: order cancelled`, 'Nothing was ordered.', context) }
  if (draft.status === 'expired') return { place: 'collapse', view: draftEndedView(draft, context) }
  if (placed === undefined) return cardOf(session, context)
  const { facts } = factsOf(session)
  return settled(
    receiptView(draft, ledgerOf(draft, facts), context, { numbers: placed, facts, talk: draft.handOver }),
    placed,
  )
}

/** The live card becomes the order's own and stays; the next cart is a new one. */
const settled = (view: View, [number]: readonly number[]): Placement =>
  number === undefined ? { place: 'card', view } : { place: 'card', view, subject: orderSubject(number), settles: true }

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

/** The draft's card; what it shows is remembered on the draft as seen. */
function cardOf(session: Session, context: ScreenContext): Placement | undefined {
  const { draft } = session
  if (draft === undefined) return undefined
  const { facts, found } = factsOf(session)
  const ledger = ledgerOf(draft, facts)
  const summary = shownAmounts(ledger)
  const standing = standingOf(draft, facts)
  const promised = standing.kind === 'all-here' ? [] : promisedOf(standing.short)
  const made: DraftMark = {
    kind: 'shown',
    shown: { seen: seenOf(draft, ledger, standing), total: ledger.total, summary, promised },
  }
  const shown = mark(draft, made)
  if (JSON.stringify(draft.shown) !== JSON.stringify(shown.shown)) marked(session, made)
  const known: CardFacts = {
    headline: headline(session, draft, context),
    facts,
    missing: missingFacts(shown, ledger, facts),
    standing,
    choices: standing.kind === 'all-here' ? [] : backorderChoices(draft, facts),
    previousOrders: found.previousOrders,
    customers: found.customers,
  }
  return { place: 'card', view: withHandOver(cardFor(shown, ledger, context, known), shown, context) }
}

/** Each side has its own questions; a customer's card is made from what is theirs. */
function cardFor(draft: OrderDraft, ledger: Ledger, context: ScreenContext, card: CardFacts): View {
  if (isStaff(context)) return cartView(facing(draft, 'staff'), ledger, context, card)
  if (!isCustomer(context)) throw new Error('a card is read by somebody')
  const own = customerSide(draft, card.facts)
  const standing = standingOf(own.whole, card.facts)
  const choices = standing.kind === 'all-here' ? [] : backorderChoices(own.whole, card.facts)
  return customerCartView(own.draft, own.ledger, context, {
    ...card,
    missing: missingFacts(own.whole, ledgerOf(own.whole, card.facts), card.facts),
    standing,
    choices,
  })
}

/**
 * Every answer starts with the customer and the change; that a customer was chosen is already said
 * by the name in front.
 */
function headline({ events, turn }: Session, draft: OrderDraft, context: ScreenContext): string {
  const who = whoIs(draft)
  const said = (label: string): boolean => label === who || label === `Customer ${who}` || label === `Guest ${who}`
  const changes = events
    .filter((event) => event.kind !== 'started' && !said(event.label) && (isStaff(context) || !isInternal(event)))
    .map((event) => event.label)
  const begun = events.some(({ kind }) => kind === 'started') && turn.lastOrder !== undefined
  const cart = begun ? [`a new cart, order ${turn.lastOrder} stays as it is`] : []
  if (begun || changes.length > 0) return `${who}: ${[...changes, ...cart].join('; ')}`
  return events.length > 0 && draft.content.lines.length === 0 ? `${who}: a new order` : who
}

/** A price that was changed by hand is seen in the figures once it stands; why it was, is the shop's own business. */
const SHOP_ONLY: ReadonlySet<string> = new Set([
  'memo-added',
  'subtraction-set',
  'shipping-overridden',
  'line-overridden',
  'adjustment-removed',
])
/** What the shop does among itself: never on a customer's screen. */
const isInternal = ({ kind }: { readonly kind: string }): boolean =>
  SHOP_ONLY.has(kind) || kind === 'warning-confirmed' || kind === 'caller-checked' || kind.startsWith('approval-')

function whoIs(draft: OrderDraft): string {
  const { buyer } = draft.content
  switch (buyer.kind) {
    case 'none':
      return `Order ${draft.ref}`
    case 'registered':
    case 'register':
      return buyer.name
    case 'guest':
      return buyer.name ?? buyer.email ?? buyer.phone ?? 'Guest'
    default:
      return buyer satisfies never
  }
}

function receipt(session: Session, codec: ActionCodec): void {
  const { draft, placed = [] } = session
  const { facts } = factsOf(session)
  if (draft !== undefined) {
    const ledger = ledgerOf(draft, facts)
    const standing = standingOf(draft, facts)
    const chosen = standing.kind === 'chosen' ? standing.policy : undefined
    const choice =
      chosen === undefined ? undefined : backorderChoices(draft, facts).find(({ policy }) => policy === chosen)
    put(
      session,
      settled(
        receiptView(draft, ledger, screenContext(session, codec), {
          numbers: placed,
          facts,
          choice,
          talk: draft.handOver,
        }),
        placed,
      ),
    )
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
  const view = refusalView(say.refusal, draft, context)
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
