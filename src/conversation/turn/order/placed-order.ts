/**
 * Words that name a placed order are about that order, never about the open cart. The plain
 * commands and free wording read them first; what is left and would change the cart, though it
 * names an order that the speaker may see, is answered about that order.
 */
import type { Inbound } from '#conversation/edge/inbound.ts'
import { isIn, type Request } from '#conversation/requests/request.ts'
import { aboutPlaced } from '#conversation/requests/words/placed-words.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { loadFacts } from '#conversation/turn/facts.ts'
import type { Heard } from '#conversation/turn/reading/heard.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { afterSaleWish } from '#conversation/understanding/everyday/after-sale.ts'
import { orderMentioned } from '#conversation/understanding/everyday/placed-mention.ts'
import { leftToOrder } from './said/left-to-order.ts'
import { visibleOrder } from './writing.ts'

const CART: ReadonlySet<Request['kind']> = new Set<Request['kind']>([
  ...([
    'add-sku',
    'add-product',
    'set-quantity',
    'change-quantity',
    'remove-line',
    'set-options',
    'replace-line',
    'split-line',
    'clear',
  ] as const),
  ...([
    'ship-line-to',
    'method',
    'pay',
    'coupon',
    'swap-coupon',
    'remove-coupon',
    'subtract',
    'override-shipping',
    'override-line',
  ] as const),
  ...([
    'remove-adjustment',
    'cancel',
    'which-product',
    'no-variant',
    'confirm-reading',
    'unclear',
    'not-found',
    'not-understood',
  ] as const),
])
/** What a placed order was bought for stays. */
const PRICES: ReadonlySet<Request['kind']> = new Set<Request['kind']>([
  ...(['pay', 'coupon', 'swap-coupon', 'remove-coupon', 'subtract'] as const),
  ...(['override-shipping', 'override-line', 'remove-adjustment'] as const),
])
/** What is written down in somebody's own words may name any number. */
const WORDS: ReadonlySet<Request['kind']> = new Set<Request['kind']>([
  'comment',
  'memo',
  'note',
  'reason',
  'say',
  'ship-to',
  'bill-to',
])
const PLACES: ReadonlySet<Request['kind']> = new Set<Request['kind']>(['ship-to', 'bill-to'])

const isOfCart = (request: Request): boolean =>
  !('order' in request) &&
  request.kind !== 'yes' &&
  request.kind !== 'no' &&
  (isIn('edit', 'flow', 'buyer')(request) || CART.has(request.kind))

/** More than one clause: each may be about something else. */
const SEVERAL = /[,;.!?\n]|\b(?:and|then|also|plus|but)\b/i

export async function aboutItsOrder(heard: Heard, session: Session): Promise<Heard> {
  return heard.kind === 'requests'
    ? leftToOrder(
        await ofTheOrder(
          { ...heard, requests: heard.requests.map((request) => swapInWords(request, session)) },
          session,
        ),
        session,
      )
    : heard
}

/** "Exchange 10001 hoodie for XL": what for is looked for among what the item comes in. */
function swapInWords(request: Request, { shop }: Session): Request {
  if (request.kind !== 'change-order' || request.act.kind !== 'exchange') return request
  const { item, quantity, for: to } = request.act
  if (shop.catalog.variants.has(to.toUpperCase())) return request
  const count = quantity === undefined ? {} : { quantity: Number(quantity) }
  return { kind: 'after', order: request.order, ask: { kind: 'swap', item, to, ...count } }
}

async function ofTheOrder(heard: Heard, session: Session): Promise<Heard> {
  const { inbound } = session
  if (heard.kind !== 'requests' || (inbound.kind !== 'message' && inbound.kind !== 'command')) return heard
  const { requests } = heard
  const mention = orderMentioned(inbound.text)
  const order = mention?.order
  if (mention === undefined || order === undefined) return ofNumberBehind(heard, session)
  const seen = async (): Promise<boolean> => (await visibleOrder(order, session)) !== undefined
  const led = mention.leads !== undefined && (heard.closes ?? []).length === 0 && requests.some(isOfCart)
  if (led && (mention.sure || (await seen()))) return aboutIt(heard, order)
  // A number right behind the verb is no address.
  const isPlace = ({ kind }: Request): boolean => mention.behindVerb === true && PLACES.has(kind)
  if (!requests.some((request) => CART.has(request.kind) || isPlace(request))) return heard
  if (requests.some((request) => WORDS.has(request.kind) && !isPlace(request))) return heard
  const named = requests.some((request) => 'order' in request && request.order === order)
  if (named && SEVERAL.test(inbound.text)) return heard
  return mention.sure || (await seen()) ? aboutIt(heard, order) : heard
}

/** "Take 2 mugs off 10001", "she hasn't paid 10001": goods and money beside the number of an order are that order's. */
async function ofNumberBehind(heard: Extract<Heard, { kind: 'requests' }>, session: Session): Promise<Heard> {
  const { requests } = heard
  if (requests.length === 0 || !requests.every(({ kind }) => OF_AN_ORDER_TOO.has(kind))) return heard
  const text = session.inbound.kind === 'message' || session.inbound.kind === 'command' ? session.inbound.text : ''
  const order = orderMentioned(text, { alone: true })?.order
  const seen = order === undefined ? undefined : await visibleOrder(order, session)
  return order === undefined || seen === undefined ? heard : aboutIt(heard, order)
}
const OF_AN_ORDER_TOO: ReadonlySet<Request['kind']> = new Set<Request['kind']>([
  'change-quantity',
  'set-quantity',
  'remove-line',
  'subtract',
  'pay',
  'confirm-reading',
])

function aboutIt(heard: Extract<Heard, { kind: 'requests' }>, order: number): Heard {
  const prices = heard.requests.some(({ kind }) => PRICES.has(kind)) ? ({ prices: true } as const) : {}
  return { ...heard, requests: [{ kind: 'about-order', order, ...prices }], unexplained: [] }
}

/**
 * "Where is order 10003? My mail is ann@example.com": whose order it is is shown by the address; it
 * is no contact of the cart.
 */
export function statusWithMail({ inbound }: Session): Request | undefined {
  if (inbound.kind !== 'message' || !WHERE.test(inbound.text) || CHANGES_IT.test(inbound.text)) return undefined
  const number = orderMentioned(inbound.text.replace(EMAIL, ' '), { alone: true })?.order
  const [email, another] = inbound.text.match(EMAIL) ?? []
  return number === undefined || email === undefined || another !== undefined
    ? undefined
    : { kind: 'status', order: number, email: email.replace(/[.,;:!?]+$/, '') }
}
const WHERE = /\b(?:where|when|status|track(?:ing)?|arriv\w*|shipped|left|on (?:its|the) way|news)\b/i
const CHANGES_IT = /\b(?:add|change|cancel|remove|make|send|ship|put|use|update|guest|for\s+\S+@)\b/i
const EMAIL = /[^\s<>(),;:]+@[^\s<>(),;:]+\.[^\s<>(),;:]+/g

/** "10001: cancel the mugs" is the plain command of that order, where it is nothing else. */
export async function ofLedOrder(inbound: Inbound, session: Session): Promise<Inbound> {
  const { variants } = session.shop.catalog
  const { leads, order } = (inbound.kind === 'message' ? orderMentioned(inbound.text) : undefined) ?? {}
  if (inbound.kind !== 'message' || leads === undefined || order === undefined) return inbound
  if (parsePlain(inbound.text, variants) !== undefined) return inbound
  const text = SEVERAL.test(leads) ? undefined : aboutPlaced(leads, order)
  const fits = text !== undefined && parsePlain(text, variants) !== undefined
  return fits && (await visibleOrder(order, session)) !== undefined ? { ...inbound, text } : inbound
}
/** Where nothing else is open, the order last named here is meant, or the only one they have. */
export async function ofItsOrder(session: Session): Promise<Inbound> {
  const { inbound, turn, shop } = session
  const { variants } = shop.catalog
  if (inbound.kind !== 'message' || (parsePlain(inbound.text, variants) !== undefined && !MINE.test(inbound.text)))
    return inbound
  if (afterSaleWish(inbound.text, { cart: false, placed: true }) !== undefined) return inbound
  const meant = wordsFor(inbound.text, 1) === undefined ? undefined : (turn.spokenOrder ?? (await onlyOrder(session)))
  const text = meant === undefined ? undefined : wordsFor(inbound.text, meant)
  return text === undefined || parsePlain(text, variants) === undefined ? inbound : { ...inbound, text }
}

/** As the plain command with the number in it. */
function wordsFor(text: string, order: number): string | undefined {
  return aboutPlaced(text, order) ?? (MINE.test(text) ? `status ${order}` : undefined)
}
/** A question about what was ordered, in whatever words: its status says it. */
const MINE = new RegExp(
  String.raw`^(?=[^\n\d]{1,160}$)(?=[^\n]*(?:\?|^\s*(?:what|where|when|who|how|is|are|was|has|have|did|do|does` +
    String.raw`|can|could|will|would|any)\b))[^\n]*\bmy\s+(?:(?:last|latest|recent|open|current)\s+)?(?:order` +
    String.raw`|parcel|package|delivery|purchase|shipment)\b`,
  'i',
)

/** Of somebody of the customers' side who has exactly one. */
export async function onlyOrder(session: Session): Promise<number | undefined> {
  if (session.actor.kind !== 'customer' && session.actor.kind !== 'guest') return undefined
  await loadFacts(session, needsOf([{ kind: 'orders' }], session))
  const { orders } = factsOf(session).found
  return orders.length === 1 ? orders[0]?.number : undefined
}
