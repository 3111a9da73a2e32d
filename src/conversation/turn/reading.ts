/**
 * Requests that only read: they never change the draft (but may ask something), so they make no button stale. Next: screens/ draws what is told.
 */

import type { Request } from '#conversation/requests/request.ts'
import { normaliseEmail } from '#domain/base/contact.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { ledgerOf } from '#domain/draft/draft-ledger.ts'
import { roleOf } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { shortLines } from '#domain/stock/availability.ts'
import { whyNot } from '#domain/stock/backorders.ts'
import { comesIn, describe } from '../resolve/lines.ts'
import type { EditRequest } from '../resolve/resolve.ts'
import { variantsMatching } from '../resolve/variants.ts'
import { maySeeOrder } from '../resolve/visible-order.ts'
import { whatIfView } from '../screens/backorders.ts'
import { availabilityView, findView } from '../screens/catalog.ts'
import { helpView } from '../screens/help.ts'
import { draftsView, ordersView, unpaidView } from '../screens/lists.ts'
import { notUnderstoodView, smallTalkView, welcomeView } from '../screens/notices.ts'
import { overviewView } from '../screens/overview.ts'
import { readBackView } from '../screens/read-back.ts'
import { orderView, whereIsView } from '../screens/status.ts'
import { usageView } from '../screens/usage.ts'
import { whyNotView, whyView } from '../screens/why.ts'
import { ensureDraft } from './facts.ts'
import type { BuyerRequest, FlowRequest } from './flow.ts'
import { formToOpen } from './forms.ts'
import { askAgain, askAnew } from './open-points.ts'
import { factsOf, type Say, type Session, speakOf } from './session.ts'
import { placesIn } from './slips.ts'
import { carryOut } from './step.ts'

type Of<K extends Request['kind']> = Extract<Request, { kind: K }>
type Options = Readonly<Record<string, string>>
export type ReadRequest = Exclude<Request, BuyerRequest | FlowRequest | EditRequest>

/** How many products or orders one answer lists; the rest is reached by saying more. */
const LISTED = 10

export async function tellAbout(request: ReadRequest, session: Session): Promise<void> {
  switch (request.kind) {
    case 'show':
      if (session.draft === undefined) session.says.push(tell('No order is open here', 'Say what you need, for example "2 blue mugs".'))
      else askAnew(session)
      break
    case 'ask-again':
      askAgain(request.given, session)
      break
    case 'welcome':
      if (session.draft !== undefined) session.showCard = true
      else session.says.push({ kind: 'screen', draw: welcomeView, place: 'new-card' })
      break
    case 'which-product':
      await ensureDraft(session)
      carryOut({ kind: 'ask', question: { ...request, kind: 'choose-product' } }, session)
      break
    case 'no-variant':
      if (request.quantity === undefined) session.says.push(answerTo(request, session))
      else await offerOther(request, session)
      break
    case 'open-form':
      session.says.push(formToOpen(request, session))
      break
    case 'status':
      session.says.push(await statusOf(request, session))
      break
    case 'form':
      break // became the requests of its fields before (turn.ts)
    default:
      session.says.push(answerTo(request, session))
  }
}

function answerTo(
  request: Exclude<ReadRequest, { kind: 'show' | 'ask-again' | 'welcome' | 'which-product' | 'open-form' | 'status' | 'form' }>,
  session: Session,
): Say {
  switch (request.kind) {
    case 'why':
    case 'why-not':
    case 'read-back':
    case 'what-if':
      return aboutDraft(request, session)
    case 'drafts':
    case 'overview':
    case 'orders':
    case 'unpaid':
      return aboutOrders(request, session)
    case 'find':
    case 'stock':
    case 'ask-availability':
      return aboutCatalog(request, session)
    default:
      return wordsOnly(request, session)
  }
}

const tell = (headline: string, text?: string): Say => ({ kind: 'tell', headline, ...(text === undefined ? {} : { text }) })
const draw = (screen: Extract<Say, { kind: 'screen' }>['draw']): Say => ({ kind: 'screen', draw: screen })

function aboutDraft(request: Extract<ReadRequest, { kind: 'why' | 'why-not' | 'read-back' | 'what-if' }>, session: Session): Say {
  const { draft } = session
  const { facts } = factsOf(session)
  if (draft === undefined) return tell('No order is open here', 'There is no price to explain yet.')
  const ledger = ledgerOf(draft, facts)
  switch (request.kind) {
    case 'why':
      return draw((context) => whyView(draft, ledger, context))
    case 'why-not':
      return draw((context) => whyNotView(request.about, ledger, context))
    case 'read-back':
      return draw((context) => readBackView(draft, ledger, context))
    case 'what-if': {
      const short = shortLines(draft.content, facts)
      const why =
        request.policy === undefined && short.length > 0 ? undefined : whyNot(request.policy ?? 'ship-complete', short, draft.content)
      const choices = backorderChoices(draft, facts)
      return draw((context) => whatIfView(request.policy, { choices, why, total: ledger.total }, context))
    }
    default:
      return request satisfies never
  }
}

function aboutOrders(request: Extract<ReadRequest, { kind: 'drafts' | 'overview' | 'orders' | 'unpaid' }>, session: Session): Say {
  const { found } = factsOf(session)
  switch (request.kind) {
    case 'drafts':
    case 'overview':
      if (session.actor.kind !== 'staff') return tell('This conversation is your one open order', 'Say "show" to see it.')
      return draw((context) => (request.kind === 'drafts' ? draftsView(found.drafts, context) : overviewView(found, context)))
    case 'orders':
      return draw((context) => ordersView(found.orders, context))
    case 'unpaid': {
      const { unpaid } = found
      if (unpaid === undefined || !may(session.actor, 'take-payment'))
        return { kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(session.actor), to: 'take-payment' } }
      return draw((context) => unpaidView(unpaid, context))
    }
    default:
      return request satisfies never
  }
}

/** All of it for whom it belongs to and for staff; with its e-mail address where a guest's order is and when it comes, nothing else. */
async function statusOf(request: Extract<ReadRequest, { kind: 'status' }>, session: Session): Promise<Say> {
  const { found } = factsOf(session)
  const { actor, turn } = session
  const number = request.order ?? turn.spokenOrder
  if (number === undefined) return tell('Which order?', 'Say "status" and the order number, for example "status 10001".')
  const { order } = found
  if (order !== undefined && maySeeOrder(order, actor)) {
    speakOf(number, session)
    return draw((context) => orderView(order, context, { places: placesIn(session), movedOut: found.movedOut ?? [] }))
  }
  const email = request.email === undefined ? undefined : normaliseEmail(request.email)
  if (email !== undefined && (await turn.opensOrder(number, email)) && order !== undefined)
    return draw((context) => whereIsView(order, placesIn(session), context))
  return tell(`Order ${number} was not found`, 'Check the number; for a guest order add the e-mail: "status 10001 pat@example.com".')
}

function aboutCatalog(request: Extract<ReadRequest, { kind: 'find' | 'stock' | 'ask-availability' }>, session: Session): Say {
  const { facts } = factsOf(session)
  const { catalog } = session.shop
  switch (request.kind) {
    case 'find': {
      const hits = searchCatalog(catalog, request.text, LISTED)
      return draw((context) => findView(request.text, hits, context))
    }
    case 'stock': {
      const exact = catalog.variants.get(request.text.trim().toUpperCase())
      const hits = exact === undefined ? searchCatalog(catalog, request.text, 1) : []
      const variants = exact === undefined ? (hits[0]?.variants ?? []) : [exact]
      return draw((context) => availabilityView(request.text, variants, facts, context))
    }
    case 'ask-availability': {
      const productId = request.productId ?? catalog.variants.get(focusSku(session) ?? '')?.productId
      if (productId === undefined) return tell('Which item do you mean?', 'Name it, for example "do you have red mugs?".')
      const own = request.line === undefined ? undefined : session.draft?.content.lines[request.line]?.sku
      const pointed = own === undefined ? undefined : catalog.variants.get(own)
      const variants = pointed === undefined ? variantsMatching(catalog, productId, request.options) : [pointed]
      if (variants.length === 0) return refused(productId, request.options, session)
      return draw((context) => availabilityView(catalog.products.get(productId)?.name ?? productId, variants, facts, context))
    }
    default:
      return request satisfies never
  }
}

/** "Pullover hoodie does not come in green", and what it comes in. */
function refused(productId: string, options: Options, { shop }: Session): Say {
  const product = shop.catalog.products.get(productId)
  if (product === undefined) return tell('That item was not found')
  return tell(`${product.name} does not come in ${describe(options, shop.catalog)}`, comesIn(product, options, shop.catalog))
}

/** It was to be added: the first choice that stands in the way is asked, and the rest of what was said is kept. */
async function offerOther({ productId, options, quantity = 1 }: Of<'no-variant'>, session: Session): Promise<void> {
  const { catalog } = session.shop
  session.says.push(refused(productId, options, session))
  const free = Object.keys(options).flatMap((option) => {
    const kept = Object.fromEntries(Object.entries(options).filter(([name]) => name !== option))
    const sold = new Set(variantsMatching(catalog, productId, kept).map((variant) => variant.options[option]))
    const choices = (catalog.options.get(option)?.values ?? []).map(({ id }) => id).filter((id) => sold.has(id))
    return choices.length === 0 ? [] : [{ ask: option, options: kept, choices }]
  })
  const [first] = free
  if (first === undefined) return
  await ensureDraft(session)
  carryOut({ kind: 'ask', question: { kind: 'choose-option', productId, quantity, ...first } }, session)
}

const focusSku = ({ draft }: Session): string | undefined => draft?.content.lines.find((line) => line.id === draft.focus[0])?.sku

type WordsOnly = Exclude<
  ReadRequest,
  {
    kind:
      | 'show'
      | 'ask-again'
      | 'welcome'
      | 'why'
      | 'why-not'
      | 'read-back'
      | 'what-if'
      | 'drafts'
      | 'overview'
      | 'orders'
      | 'unpaid'
      | 'status'
      | 'find'
      | 'stock'
      | 'ask-availability'
      | 'which-product'
      | 'open-form'
      | 'form'
  }
>

function wordsOnly(request: WordsOnly, session: Session): Say {
  switch (request.kind) {
    case 'help':
      return draw(helpView)
    case 'bad-argument':
      return draw((context) => usageView(request.command, request.given, context))
    case 'small-talk':
      return draw(request.greeting === true ? welcomeView : smallTalkView)
    case 'choose':
      return tell(
        'There is nothing to choose from right now',
        `A number alone only answers a question. To add items, say for example "${request.option} blue mugs".`,
      )
    case 'not-found':
      return tell(`We do not have "${request.text}"`, 'Say "find" and a word to search, for example "find mug".')
    case 'no-variant':
      return refused(request.productId, request.options, session)
    case 'unclear':
      return tell(
        `Which ${request.about}?`,
        request.candidates.length > 0 ? `I can offer: ${request.candidates.join(', ')}.` : 'Please say it once more, with the item.',
      )
    case 'not-understood':
      return draw((context) => notUnderstoodView(request.words, context))
    default:
      return request satisfies never
  }
}
