/**
 * Parley's own clock in the conversation: drafts nobody touches, quotes, and orders whose link
 * nobody paid. What jobs/dues.ts found due is looked at again here, under the lock: whoever went on
 * meanwhile is left in peace. Next: screens/clock.ts has the words, jobs/clock.ts speaks once for
 * all processes.
 */

import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Of } from '#conversation/requests/request.ts'
import { staffNamed, userNamed } from '#conversation/turn/approvals/approval-news.ts'
import { onTarget } from '#conversation/turn/approvals/approvals.ts'
import { giveOutMore } from '#conversation/turn/order/freed.ts'
import { changeOrders } from '#conversation/turn/order/records.ts'
import { aboutDates } from '#conversation/turn/order/slips.ts'
import { orderFacts, write } from '#conversation/turn/order/writing.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { given } from '#domain/base/given.ts'
import { decide } from '#domain/draft/decide/decide.ts'
import { draftEnds, holdIsOver } from '#domain/draft/idle.ts'
import { priceEnd } from '#domain/draft/prices/price-end.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import { decideOrder } from '#domain/order/decide.ts'
import type { ApprovalTarget } from '../engine-ports.ts'
import {
  draftEndedView,
  draftReminderView,
  holdReminderView,
  priceReminderView,
  quoteEndedView,
  quoteReminderView,
} from '../screens/clock.ts'
import type { ScreenContext } from '../screens/context.ts'
import { factsOf, type Session } from './session.ts'

type Timed = Of<'clock'>

export async function onTime({ what, id }: Timed, session: Session): Promise<void> {
  if (session.actor.kind !== 'system')
    return void session.says.push({
      kind: 'tell',
      headline: understoodWords.buttonNotFound,
      text: understoodWords.nothingChanged,
    })
  switch (what) {
    case 'draft-remind':
    case 'quote-remind':
    case 'draft-end':
    case 'quote-end': {
      const target = await draftOf(id, session)
      if (target !== undefined) await aboutDraft(what, target, session)
      return
    }
    case 'hold-remind':
    case 'hold-end':
      return aboutHold(what, id, session)
    case 'price-remind':
      return aboutPrices(id, session)
    case 'date-slipped':
      return aboutDates(id, session)
    case 'give-out':
      return giveOutMore(id, session)
    default:
      return what satisfies never
  }
}

/** The draft of the thread it was said in, or the one that was parked or is open elsewhere by now. */
async function draftOf(
  ref: number,
  { draft, turn, inbound, actor, where }: Session,
): Promise<ApprovalTarget | undefined> {
  return draft?.ref === ref ? { draft, thread: inbound.thread, card: 'shown', where, actor } : turn.openDraft(ref)
}

async function aboutDraft(
  what: Exclude<Timed['what'], 'hold-remind' | 'hold-end' | 'price-remind' | 'date-slipped' | 'give-out'>,
  target: ApprovalTarget,
  session: Session,
): Promise<void> {
  const { draft, thread } = target
  const { facts } = factsOf(session)
  const total = draft.shown?.total ?? ledgerOf(draft, facts).total
  switch (what) {
    case 'draft-remind': {
      const ends = draftEnds(draft, session.shop.settings)
      if (draft.content.lines.length > 0)
        post(draft, thread, session, (context) => draftReminderView(draft, { ends, total }, context))
      return
    }
    case 'quote-remind': {
      const { quote } = draft
      if (quote !== undefined)
        post(draft, thread, session, (context) =>
          quoteReminderView(
            draft,
            { until: quote.until, total: quote.total, after: afterQuote(draft, session) },
            context,
          ),
        )
      return
    }
    case 'draft-end':
      if (!(await onTarget(target, { kind: 'expire-draft' }, session))) return
      if (session.other !== undefined && draft.content.lines.length > 0)
        post(draft, thread, session, (context) => draftEndedView(draft, context))
      return
    case 'quote-end': {
      const after = afterQuote(draft, session)
      if (!(await onTarget(target, { kind: 'end-quote' }, session))) return
      post(draft, thread, session, (context) =>
        quoteEndedView(draft, { total: draft.quote?.total ?? total, after }, context),
      )
      return
    }
    default:
      return what satisfies never
  }
}

/** Only of the draft that is open in this thread: another's facts are not read here. */
function aboutPrices(ref: number, session: Session): void {
  const { draft, inbound } = session
  if (draft === undefined || draft.ref !== ref) return
  const end = priceEnd(draft, factsOf(session).facts)
  if (end !== undefined) post(draft, inbound.thread, session, (context) => priceReminderView(draft, end, context))
}

/** What the draft comes to without its quote. */
function afterQuote(draft: OrderDraft, { actor, inbound, ...session }: Session): number {
  const { facts } = factsOf({ actor, inbound, ...session })
  if (draft.quote === undefined) return ledgerOf(draft, facts).total
  const over = { ...draft, status: 'quoted', quote: { ...draft.quote, until: facts.now } } as const
  const decided = decide(
    over,
    { kind: 'end-quote' },
    { facts, actor: { kind: 'system', id: 'clock' }, source: inbound.id },
  )
  return ledgerOf(decided.ok ? decided.value.draft : over, facts).total
}

async function aboutHold(what: 'hold-remind' | 'hold-end', number: number, session: Session): Promise<void> {
  const target = await session.turn.order(number)
  const { payment } = target?.order ?? {}
  if (target === undefined || payment?.holdUntil === undefined || payment.status !== 'to-be-paid') return
  const { order } = target
  const until = payment.holdUntil
  if (what === 'hold-remind') {
    if (Date.parse(until) > Date.parse(session.turn.now) && order.thread !== null)
      session.posts.push({
        to: order.thread,
        about: number,
        draw: (context) => holdReminderView(order, until, context),
        ...readerOf(order, session),
      })
    return
  }
  if (!holdIsOver(order, session.turn.now)) return
  const decided = decideOrder(order, { kind: 'give-up' }, orderFacts(target, session))
  if (!decided.ok) return
  const { events, stock, givesCouponsBack, order: after } = decided.value
  // Somebody may be paying: the link ends first, and what the provider says then decides.
  if (events.length === 0) await changeOrders([{ before: order, after, events, stock, givesCouponsBack }], session)
  else await write(target, decided.value, { kind: 'give-up' }, session)
}

/** What a rep placed is read by reps; else by the customer. */
const readerOf = ({ placedBy }: Order, { actor }: Session): { readonly reader?: Actor } =>
  placedBy.startsWith('staff:') ? { reader: actor } : {}

/** Posted for whose draft it is, and for their eyes. */
function post(draft: OrderDraft, to: ThreadKey, session: Session, draw: (context: ScreenContext) => View): void {
  const mention = ownerIn(draft, to, session)
  session.posts.push({ to, draw, reader: draft.owner, ...given({ mention }) })
}

function ownerIn({ owner }: OrderDraft, thread: ThreadKey, session: Session): UserKey | undefined {
  return owner.kind === 'guest' ? owner.id : userNamed(actorKey(owner), staffNamed(session), thread)
}
