/**
 * What a turn has to know, asked of the store in one statement. A turn that looks a customer up
 * asks twice: who, then what is known of them.
 */

import type { BuyerKeys, FactNeeds } from '#conversation/engine-facts.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { Session } from '#conversation/turn/session.ts'
import { classifyQuery } from '#domain/base/contact.ts'
import { given } from '#domain/base/given.ts'
import { authorsOf } from '#domain/draft/prices/approvals.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import { WORKLISTS } from '#domain/model/placed/worklist.ts'
import type { Shop } from '#domain/model/shop.ts'
import { giftSkus } from '#domain/pricing/discounts/gifts.ts'

/** Who the buyer is proven to be, and what is claimed besides: the chat user is the customer's own, never the rep's. */
export function buyerKeys(buyer: Buyer, actor: Actor): BuyerKeys {
  const chatUser = actor.kind === 'guest' ? { chatUser: actor.id } : {}
  switch (buyer.kind) {
    case 'none':
      return actor.kind === 'customer' ? { customerId: actor.customerId } : chatUser
    case 'registered':
      return { customerId: buyer.customerId }
    case 'guest':
    case 'register':
      return {
        ...given({ email: buyer.email, phone: buyer.phone }),
        ...(buyer.chatUser === undefined ? chatUser : { chatUser: buyer.chatUser }),
      }
    default:
      return buyer satisfies never
  }
}

/** Who the request looks for; undefined when it looks for nobody, or the actor may not look. */
export function lookup(
  request: Request,
  actor: Actor,
  shop: Shop,
): Pick<FactNeeds, 'customer' | 'customersNamed'> | undefined {
  if (actor.kind !== 'staff') return undefined
  switch (request.kind) {
    case 'customer':
      return byQuery(request.query, shop)
    case 'choose-customer':
      return { customer: { by: 'id', value: request.customerId } }
    case 'guest':
      return request.contact?.includes('@') ? byQuery(request.contact, shop) : undefined
    case 'contact':
    case 'register':
      return request.email === undefined ? undefined : byQuery(request.email, shop)
    default:
      return undefined
  }
}

function byQuery(text: string, shop: Shop): Pick<FactNeeds, 'customer' | 'customersNamed'> {
  const query = classifyQuery(text, shop.settings)
  switch (query.kind) {
    case 'email':
    case 'phone':
    case 'number':
      return { customer: { by: query.kind, value: query.value } }
    case 'order':
      return { customer: { by: 'order', value: Number(query.value) } }
    case 'name':
      return { customersNamed: query.value }
    default:
      return query satisfies never
  }
}

/** Everything the requests may touch, with the draft's own lines, coupons and buyer. */
export function needsOf(requests: readonly Request[], session: Session): FactNeeds {
  const { draft, actor, shop } = session
  const content = draft?.content
  const orderNumber = requests.map((request) => orderOf(request, session)).find((number) => number !== undefined)
  const orders = requests.some((request) => request.kind === 'orders')
    ? {
        orders: actor.kind === 'staff' && content?.buyer.kind !== 'registered' ? ('shop' as const) : ('buyer' as const),
      }
    : {}
  const overview = actor.kind === 'staff' && requests.some((request) => request.kind === 'overview')
  return {
    skus: skusOf(requests, content, shop),
    coupons: couponsOf(requests, content).map((code) => ({ code })),
    buyer: buyerKeys(content?.buyer ?? { kind: 'none' }, actor),
    ...given({ orderNumber }),
    ...orders,
    ...draftNeeds(requests, overview),
    ...workNeeds(requests, session),
    ...(overview ? { waiting: true, staff: true, orders: 'today' as const, timeZone: shop.settings.timeZone } : {}),
    ...(requests.some((request) => request.kind === 'history') ? { history: true } : {}),
    ...(requests.some((request) => request.kind === 'unpaid') ? { unpaid: true } : {}),
    ...approvalNeeds(requests, session),
  }
}

function draftNeeds(requests: readonly Request[], overview: boolean): Pick<FactNeeds, 'drafts'> {
  const listed = requests.find((request) => request.kind === 'drafts')
  if (listed !== undefined) return { drafts: given({ after: listed.after }) }
  return overview || requests.some((request) => request.kind === 'next') ? { drafts: {} } : {}
}

/** One list or all of them; what is asked of somebody may be an approval or a customer too. */
function workNeeds(requests: readonly Request[], { actor, shop }: Session): Partial<FactNeeds> {
  const asked = requests.find((request) => request.kind === 'worklist')
  const overview = requests.some((request) => request.kind === 'overview')
  if (actor.kind !== 'staff' || (asked === undefined && !overview)) return {}
  return {
    work: WORKLISTS,
    ...(asked === undefined ? {} : { waiting: true, orders: 'today', timeZone: shop.settings.timeZone }),
  }
}

const ADJUSTS = new Set<Request['kind']>([
  'subtract',
  'override-shipping',
  'override-line',
  'reason',
  'limit-choice',
  'accept-counter',
])
const ABOUT_APPROVALS = new Set<Request['kind']>([
  'approvals',
  'decide-approval',
  'approval-clock',
  'clock',
  'limit-choice',
  'staff',
  'change-stock',
])

/**
 * What was given before counts as soon as something is given; the queue and who may decide only
 * where they are spoken of.
 */
function approvalNeeds(requests: readonly Request[], { draft, actor }: Session): Partial<FactNeeds> {
  const authors = draft === undefined ? [] : authorsOf(draft.content, draft.approval)
  const giving = authors.length > 0 || requests.some(({ kind }) => ADJUSTS.has(kind))
  const givenBy = [...new Set([...authors, ...(actor.kind === 'staff' ? [actorKey(actor)] : [])])]
  const spoken = requests.some(({ kind }) => ABOUT_APPROVALS.has(kind))
  return {
    ...(giving ? { givenBy } : {}),
    ...(spoken ? { approvals: true, staff: true } : {}),
    ...(requests.some(({ kind }) => kind === 'take-over' || kind === 'give-to') ? { staff: true } : {}),
    ...(requests.some(({ kind }) => kind === 'limit-choice') ? { givenLately: true } : {}),
  }
}

/** What is asked of an order, where no cart is open. */
export const OF_ORDER: ReadonlySet<string> = new Set(['arrival', 'where', 'total'])
function orderOf(request: Request, { turn }: Session): number | undefined {
  switch (request.kind) {
    case 'status':
      return request.order ?? turn.spokenOrder
    case 'question':
      return OF_ORDER.has(request.about.kind) ? turn.spokenOrder : undefined
    case 'clock':
      return request.what === 'date-slipped' ? request.id : undefined
    case 'repeat-last':
    case 'history':
      return request.order
    default:
      return undefined
  }
}

function couponsOf(requests: readonly Request[], content: DraftContent | undefined): readonly string[] {
  const typed = requests.flatMap((request) =>
    request.kind === 'coupon' || request.kind === 'swap-coupon'
      ? [request.code.trim().toUpperCase()]
      : request.kind === 'question' && request.about.kind === 'coupon'
        ? request.about.codes
        : [],
  )
  return [...new Set([...(content?.coupons ?? []).map((coupon) => coupon.code), ...typed])]
}

function skusOf(requests: readonly Request[], content: DraftContent | undefined, shop: Shop): readonly string[] {
  const { catalog } = shop
  const ofProduct = (productId: string | undefined) =>
    productId === undefined ? [] : (catalog.variantsOf.get(productId) ?? []).map((variant) => variant.sku)
  const inCart = (content?.lines ?? []).flatMap((line) => [line.sku])
  const touched = requests.flatMap((request) => {
    switch (request.kind) {
      case 'add-sku':
        return [request.sku.toUpperCase()]
      case 'stock':
        return [
          request.text.trim().toUpperCase(),
          ...ofProduct(catalog.products.has(request.text) ? request.text : undefined),
        ]
      case 'add-product':
      case 'replace-line':
      case 'ask-availability':
        return ofProduct(request.productId)
      case 'set-options':
      case 'split-line':
        return inCart.flatMap((sku) => ofProduct(catalog.variants.get(sku)?.productId))
      default:
        return []
    }
  })
  return [...new Set([...inCart, ...touched, ...giftSkus(shop)])].sort()
}
