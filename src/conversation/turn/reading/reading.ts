/**
 * Requests that only read: they never change the draft (but may ask something), so they make no
 * button stale. Next: screens/ draws what is told.
 */

import type { FoundFacts } from '#conversation/engine-facts.ts'
import type { ShopQuestion } from '#conversation/requests/questions.ts'
import type { Of } from '#conversation/requests/request.ts'
import { maySeeOrder } from '#conversation/resolve/visible-order.ts'
import { whatIfView } from '#conversation/screens/backorders.ts'
import { openStillView } from '#conversation/screens/cart/open-points.ts'
import { customerReadBackView, readBackView } from '#conversation/screens/cart/read-back.ts'
import { forReader } from '#conversation/screens/context.ts'
import { helpView } from '#conversation/screens/help.ts'
import { notUnderstoodView, smallTalkView, welcomeView } from '#conversation/screens/notices.ts'
import { whereIsView } from '#conversation/screens/order/status.ts'
import { draftsView, ordersView, unpaidView } from '#conversation/screens/staff/lists.ts'
import { overviewView } from '#conversation/screens/staff/overview.ts'
import { customerWhyView, whyNotView, whyView } from '#conversation/screens/staff/why.ts'
import { todayView, worklistView, workView } from '#conversation/screens/staff/worklists.ts'
import { usageView } from '#conversation/screens/usage.ts'
import { ensureDraft, loadFacts } from '#conversation/turn/facts.ts'
import { formToOpen } from '#conversation/turn/forms.ts'
import { afterSale } from '#conversation/turn/order/after-sale.ts'
import { onlyOrder } from '#conversation/turn/order/placed-order.ts'
import { shownOrder } from '#conversation/turn/order/shown-order.ts'
import { placesIn } from '#conversation/turn/order/slips.ts'
import { type Carry, factsOf, type Say, type Session, speakOf } from '#conversation/turn/session.ts'
import { carryOut } from '#conversation/turn/step.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { ordersWords } from '#conversation/words/order/orders.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { normaliseEmail } from '#domain/base/contact.ts'
import { given } from '#domain/base/given.ts'
import { nearestTo } from '#domain/catalog/catalog-search.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { openQuestions } from '#domain/draft/open-questions.ts'
import { type CustomerSide, customerSide, readBy } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { shortLines } from '#domain/stock/availability.ts'
import { whyUnavailable } from '#domain/stock/backorders.ts'
import { answerTo } from './answers.ts'
import { askAgain, askAnew } from './open-points.ts'
import { needsOf, OF_ORDER } from './read-facts.ts'
import { availabilityOf, findGoods, offerOther, stockAsked } from './spoken/goods-asked.ts'

const NEAREST = 3

const tell = (headline: string, text?: string): Say => ({
  kind: 'tell',
  headline,
  ...given({ text }),
})
const draw = (screen: Extract<Say, { kind: 'screen' }>['draw']): Say => ({ kind: 'screen', draw: screen })
/** What is told, and nothing else. */
const says =
  <R>(of: (request: R, session: Session) => Say) =>
  (request: R, session: Session): void =>
    void session.says.push(of(request, session))

export const LOOKS = {
  show(_, session) {
    if (session.draft === undefined) session.says.push(tell(draftsWords.noOrderOpen, draftsWords.sayWhatYouNeed))
    else if (session.turn.asked === undefined) askAnew(session)
    // A placed order was asked about meanwhile: "yes" could be about that.
    else session.showCard = true
  },
  'ask-again': (request, session) => askAgain(request, session),
  denied({ elsewhere }, session) {
    session.says.push(tell(understoodWords.leftAsItIs, understoodWords.nothingWasDone))
    if (elsewhere !== true && session.draft !== undefined) session.showCard = true
  },
  welcome(_, session) {
    if (session.draft !== undefined) session.showCard = true
    else session.says.push({ kind: 'screen', draw: welcomeView, place: 'new-card' })
  },
  async 'which-product'(request, session) {
    await ensureDraft(session)
    carryOut({ kind: 'ask', question: { ...request, kind: 'choose-product' } }, session)
  },
  'no-variant': offerOther,
  'open-form': says(formToOpen),
  status: async (request, session) => void session.says.push(await statusOf(request, session)),
  why: says((_, session) =>
    aboutDraft(session, (draft, ledger, own) =>
      draw((context) =>
        forReader(context, {
          staff: (ctx) => whyView(draft, ledger, ctx),
          customer: (ctx) => customerWhyView(own.draft, own.ledger, ctx),
        }),
      ),
    ),
  ),
  'why-not': says(({ about }, session) =>
    aboutDraft(session, (_, ledger) => draw((context) => whyNotView(about, ledger, context))),
  ),
  'read-back': says((_, session) =>
    aboutDraft(session, (draft, ledger, own) =>
      draw((context) =>
        forReader(context, {
          staff: (ctx) => readBackView(draft, ledger, ctx),
          customer: (ctx) => customerReadBackView(own.draft, own.ledger, ctx),
        }),
      ),
    ),
  ),
  'what-if': says(({ policy }, session) =>
    aboutDraft(session, (draft, ledger) => whatIf(policy, { draft, ledger, session })),
  ),
  drafts: says((_, session) => ofStaff(session, (found) => draw((context) => draftsView(found, context)))),
  overview: says((_, session) => ofStaff(session, (found) => draw((context) => overviewView(found, context)))),
  orders: says((_, session) => {
    const { orders } = factsOf(session).found
    return draw((context) => ordersView(orders, context))
  }),
  unpaid(_, session) {
    const { unpaid } = factsOf(session).found
    if (unpaid !== undefined) session.says.push(draw((context) => unpaidView(unpaid, context)))
  },
  worklist: says(({ list }, session) =>
    ofStaff(session, (found) =>
      draw((context) => {
        if (list === 'today') return todayView(found.orders, found.ordersToday ?? found.orders.length, context)
        return list === undefined
          ? workView(found.work ?? {}, found, context)
          : worklistView(list, found.work ?? {}, found, context)
      }),
    ),
  ),
  find: says(findGoods),
  stock: says(stockAsked),
  'ask-availability': says(availabilityOf),
  help: says(() => draw(helpView)),
  question: async ({ about }, session) => void session.says.push(await answered(about, session)),
  'bad-argument': says((request) => draw((context) => usageView(request, context))),
  after: afterSale,
  'small-talk': ({ greeting }, session) => talk(greeting === true, session),
  choose: says(({ option }) => tell(understoodWords.nothingToChoose, understoodWords.numberAnswersOnly(option))),
  'not-found': says(({ text }, { shop }) => {
    const near = nearestTo(shop.catalog, text, NEAREST).map(({ name }) => name)
    return tell(
      understoodWords.notSoldHere(text),
      near.length === 0 ? understoodWords.findHow : understoodWords.nearestItems(near.join('; ')),
    )
  }),
  async unclear({ text = '', ...request }, session) {
    await ensureDraft(session)
    carryOut({ kind: 'ask', question: { ...request, text } }, session)
  },
  'not-understood': says(({ words }) => draw((context) => notUnderstoodView(words, context))),
} satisfies Carry<'look'>

const lastOrderOf = (session: Session): number | undefined => factsOf(session).facts.lastOrder?.number

/** What is open is said again with the thanks, so that nobody waits for the other. */
function talk(greeting: boolean, session: Session): void {
  const { draft } = session
  const open = draft === undefined ? [] : openQuestions(draft)
  if (draft === undefined || open.length === 0)
    return void session.says.push(draw(greeting ? welcomeView : smallTalkView))
  session.says.push(draw((context) => openStillView(draft, context)))
  session.askedAgain = true
}

/** Where nothing is in the cart, when it comes and what is owed is asked of the order last named. */
function answered(about: ShopQuestion, session: Session): Promise<Say> | Say {
  const cart = (session.draft?.content.lines ?? []).length > 0
  const { spokenOrder } = session.turn
  const placed = about.kind === 'where' || (OF_ORDER.has(about.kind) && !cart && spokenOrder !== undefined)
  if (placed && !(about.kind === 'where' && cart && (spokenOrder ?? lastOrderOf(session)) === undefined))
    return statusOf({ kind: 'status' }, session)
  return answerTo(about, session)
}

/** What is told of the draft is told of what its card shows to who asks. */
type OfDraft = (draft: OrderDraft, ledger: Ledger, own: Pick<CustomerSide, 'draft' | 'ledger'>) => Say
function aboutDraft(session: Session, of: OfDraft): Say {
  const { draft } = session
  const { facts } = factsOf(session)
  if (draft === undefined) return tell(draftsWords.noOrderOpen, draftsWords.noPriceYet)
  const read = readBy(session.actor, draft, facts)
  return of(read, ledgerOf(read, facts), customerSide(draft, facts))
}

type Open = { readonly draft: OrderDraft; readonly ledger: Ledger; readonly session: Session }
function whatIf(policy: Of<'what-if'>['policy'], { draft, ledger, session }: Open): Say {
  const { facts } = factsOf(session)
  const short = shortLines(draft.content, facts)
  const why =
    policy === undefined && short.length > 0
      ? undefined
      : whyUnavailable(policy ?? 'ship-complete', short, draft.content)
  const choices = backorderChoices(draft, facts)
  return draw((context) => whatIfView(policy, { choices, why, total: ledger.total }, context))
}

function ofStaff(session: Session, of: (found: FoundFacts) => Say): Say {
  const { found } = factsOf(session)
  return session.actor.kind === 'staff' ? of(found) : tell(draftsWords.yourOneOpenOrder, draftsWords.showIt)
}

/**
 * All of it for whom it belongs to and for staff; with its e-mail address where a guest's order is
 * and when it comes, nothing else.
 */
async function statusOf(request: Of<'status'>, session: Session): Promise<Say> {
  const { actor, turn } = session
  const known = request.order ?? turn.spokenOrder
  const number = known ?? (await onlyOrder(session)) ?? lastOf(session)
  if (number === undefined) {
    const { orders } = factsOf(session).found
    if (actor.kind !== 'staff' && orders.length > 1) return draw((context) => ordersView(orders, context))
    return tell(understoodWords.whichOrder, understoodWords.sayOrderNumberStatus)
  }
  if (known === undefined) await loadFacts(session, { ...needsOf([], session), orderNumber: number })
  const { found } = factsOf(session)
  const { order } = found
  if (order !== undefined && maySeeOrder(order, actor)) {
    speakOf(number, session)
    return draw((context) => shownOrder(order, context, { places: placesIn(session), movedOut: found.movedOut ?? [] }))
  }
  const email = request.email === undefined ? undefined : normaliseEmail(request.email)
  if (email !== undefined && (await turn.opensOrder(number, email)) && order !== undefined)
    return draw((context) => whereIsView(order, placesIn(session), context))
  return tell(ordersWords.orderNotFound(number), ordersWords.checkNumberOrEmail)
}

/** Staff mean the last order of whom they serve; who ordered several times chooses. */
const lastOf = (session: Session): number | undefined =>
  session.actor.kind === 'staff' ? factsOf(session).facts.lastOrder?.number : undefined
