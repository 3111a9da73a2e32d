/**
 * Words that name a placed order are about that order, never about the open cart. The plain
 * commands and free wording read them first; what is left and would change the cart, though it
 * names an order that the speaker may see, is answered about that order.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { Heard } from '#conversation/turn/reading/heard.ts'
import type { Session } from '#conversation/turn/session.ts'
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
const NAMED =
  /(?:\b(?:to|from|in|on|of|into|onto|for|with)\s+(?:(?:my|the|our|her|his|their)\s+)?(?:order\s+)?(?:number\s+|no\.?\s*)?#?|\border\s+#?|#)(\d{4,9})(?![\d-])/i

export async function aboutItsOrder(heard: Heard, session: Session): Promise<Heard> {
  const { inbound } = session
  if (heard.kind !== 'requests' || (inbound.kind !== 'message' && inbound.kind !== 'command')) return heard
  const { requests } = heard
  const number = Number(NAMED.exec(inbound.text)?.[1])
  if (
    Number.isNaN(number) ||
    !requests.some(({ kind }) => CART.has(kind)) ||
    requests.some(({ kind }) => WORDS.has(kind))
  )
    return heard
  if (requests.some((request) => 'order' in request && request.order === number)) return heard
  if ((await visibleOrder(number, session)) === undefined) return heard
  return { ...heard, requests: [{ kind: 'about-order', order: number }], unexplained: [] }
}
