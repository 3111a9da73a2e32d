/**
 * Requests that only read: they never change the draft (but may ask something), so they make no button stale. Next: screens/ draws what is told.
 */
import { searchCatalog } from '#domain/catalog-search.ts'
import type { Order } from '#domain/order.ts'
import { ledgerOf } from '#domain/draft-ledger.ts'
import type { Request } from '../request.ts'
import { variantsMatching } from '../resolve/variants.ts'
import { comesIn } from '../resolve/lines.ts'
import { availabilityView, findView } from '../screens/catalog.ts'
import { helpView } from '../screens/help.ts'
import { draftsView, ordersView } from '../screens/lists.ts'
import { readBackView } from '../screens/read-back.ts'
import { orderView } from '../screens/status.ts'
import { whyNotView, whyView } from '../screens/why.ts'
import type { BuyerRequest, FlowRequest } from './flow.ts'
import type { EditRequest } from '../resolve/resolve.ts'
import { ensureDraft } from './facts.ts'
import { openForm } from './forms.ts'
import { factsOf, type Say, type Session } from './session.ts'
import { carryOut } from './step.ts'

export type ReadRequest = Exclude<Request, BuyerRequest | FlowRequest | EditRequest>

/** How many products or orders one answer lists; the rest is reached by saying more. */
const LISTED = 10

export async function tellAbout(request: ReadRequest, session: Session): Promise<void> {
  switch (request.kind) {
    case 'show':
      return session.draft === undefined ? tell(session, 'No order is open here', 'Say what you need, for example "2 blue mugs".') : showCard(session)
    case 'why':
    case 'why-not':
    case 'read-back':
      return aboutDraft(request, session)
    case 'drafts':
    case 'orders':
    case 'status':
      return aboutOrders(request, session)
    case 'find':
    case 'stock':
    case 'ask-availability':
      return aboutCatalog(request, session)
    case 'which-product':
      await ensureDraft(session)
      return carryOut({ kind: 'ask', question: { ...request, kind: 'choose-product' } }, session)
    case 'open-form':
      return openForm(request, session)
    case 'form':
      return
    default:
      return wordsOnly(request, session)
  }
}

const showCard = (session: Session): void => {
  session.showCard = true
}
const tell = (session: Session, headline: string, text?: string): void => void session.says.push({ kind: 'tell', headline, ...(text === undefined ? {} : { text }) })
const draw = (session: Session, screen: Extract<Say, { kind: 'screen' }>['draw']): void => void session.says.push({ kind: 'screen', draw: screen })

function aboutDraft(request: Extract<ReadRequest, { kind: 'why' | 'why-not' | 'read-back' }>, session: Session): void {
  const { draft } = session
  const { facts } = factsOf(session)
  if (draft === undefined) return tell(session, 'No order is open here', 'There is no price to explain yet.')
  const ledger = ledgerOf(draft, facts)
  switch (request.kind) {
    case 'why':
      return draw(session, (context) => whyView(draft, ledger, context))
    case 'why-not':
      return draw(session, (context) => whyNotView(request.about, ledger, context))
    case 'read-back':
      return draw(session, (context) => readBackView(draft, ledger, context))
    default:
      return request satisfies never
  }
}

function aboutOrders(request: Extract<ReadRequest, { kind: 'drafts' | 'orders' | 'status' }>, session: Session): void {
  const { found } = factsOf(session)
  switch (request.kind) {
    case 'drafts':
      if (session.actor.kind !== 'staff') return showCard(session)
      return draw(session, (context) => draftsView(found.drafts, context))
    case 'orders':
      return draw(session, (context) => ordersView(found.orders, context))
    case 'status': {
      const number = request.order ?? session.turn.lastOrder
      const order = found.order !== undefined && maySee(found.order, request, session) ? found.order : undefined
      if (order !== undefined) return draw(session, (context) => orderView(order, context))
      if (number === undefined) return tell(session, 'Which order?', 'Say "status" and the order number, for example "status 10001".')
      return tell(session, `Order ${number} was not found`, 'Check the number; for a guest order add the e-mail: "status 10001 pat@example.com".')
    }
    default:
      return request satisfies never
  }
}

/** Somebody else's order is "not found", in the same words: staff see every order, a customer their own, a guest with the e-mail it was placed with. */
function maySee(order: Order, request: Extract<Request, { kind: 'status' }>, { actor }: Session): boolean {
  const { buyer } = order
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return true
    case 'customer':
      return buyer.kind === 'registered' && buyer.customerId === actor.customerId
    case 'guest':
      return (buyer.kind === 'guest' && buyer.chatUser === actor.id) || (request.email !== undefined && 'email' in buyer && buyer.email === request.email.trim().toLowerCase())
    default:
      return actor satisfies never
  }
}

function aboutCatalog(request: Extract<ReadRequest, { kind: 'find' | 'stock' | 'ask-availability' }>, session: Session): void {
  const { facts } = factsOf(session)
  const { catalog } = session.shop
  switch (request.kind) {
    case 'find': {
      const hits = searchCatalog(catalog, request.text, LISTED)
      return draw(session, (context) => findView(request.text, hits, context))
    }
    case 'stock': {
      const exact = catalog.variants.get(request.text.trim().toUpperCase())
      const hits = exact === undefined ? searchCatalog(catalog, request.text, 1) : []
      const variants = exact === undefined ? (hits[0]?.variants ?? []) : [exact]
      return draw(session, (context) => availabilityView(request.text, variants, facts, context))
    }
    case 'ask-availability': {
      const productId = request.productId ?? catalog.variants.get(focusSku(session) ?? '')?.productId
      if (productId === undefined) return tell(session, 'Which item do you mean?', 'Name it, for example "do you have red mugs?".')
      const variants = variantsMatching(catalog, productId, request.options)
      return draw(session, (context) => availabilityView(catalog.products.get(productId)?.name ?? productId, variants, facts, context))
    }
    default:
      return request satisfies never
  }
}

const focusSku = ({ draft }: Session): string | undefined => draft?.content.lines.find((line) => line.id === draft.focus[0])?.sku

type WordsOnly = Exclude<ReadRequest, { kind: 'show' | 'why' | 'why-not' | 'read-back' | 'drafts' | 'orders' | 'status' | 'find' | 'stock' | 'ask-availability' | 'which-product' | 'open-form' | 'form' }>

function wordsOnly(request: WordsOnly, session: Session): void {
  const { products } = session.shop.catalog
  switch (request.kind) {
    case 'help':
      return draw(session, (context) => helpView(context))
    case 'small-talk':
      return tell(session, "You're welcome.", session.draft === undefined ? 'Say what you would like to order.' : 'Anything else? Say "show" to see the order.')
    case 'choose':
      return tell(session, 'There is nothing to choose from right now', `A number alone only answers a question. To add items, say for example "${request.option} blue mugs".`)
    case 'not-found':
      return tell(session, `We do not have "${request.text}"`, 'Say "find" and a word to search, for example "find mug".')
    case 'no-variant': {
      const product = products.get(request.productId)
      if (product === undefined) return tell(session, 'That item was not found')
      return tell(session, `${product.name} does not come like that`, comesIn(product, request.options, session.shop.catalog))
    }
    case 'unclear':
      return tell(session, `Which ${request.about}?`, request.candidates.length > 0 ? `I can offer: ${request.candidates.join(', ')}.` : 'Please say it once more, with the item.')
    case 'not-understood': {
      const words = request.words.length > 0 ? `: ${request.words.join(', ')}` : ''
      return tell(session, `I did not understand that${words}`, 'Nothing was changed. Try "2 blue mugs", "coupon SAVE10", "ship to home", "place" or "help".')
    }
    case 'backorders':
      return void session.says.push({ kind: 'refusal', refusal: { kind: 'not-available-yet', what: 'backorder choices' } })
    case 'cancel-order':
      return void session.says.push({ kind: 'refusal', refusal: { kind: 'not-available-yet', what: 'cancelling a placed order' } })
    case 'reorder':
      return void session.says.push({ kind: 'refusal', refusal: { kind: 'not-available-yet', what: 'reordering' } })
    case 'not-yet':
      return void session.says.push({ kind: 'refusal', refusal: { kind: 'not-available-yet', what: request.what } })
    default:
      return request satisfies never
  }
}
