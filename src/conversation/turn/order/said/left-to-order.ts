/**
 * Words that would open a cart only to write something down in it, or of which nothing sure was
 * made, said after an order was spoken of: they are about that order. Rule: what surely asks for
 * goods keeps its meaning; what can be done of it is done, else its possibilities are said. Next:
 * screens/order/wished.ts has the answer.
 */
import { isIn, type Request } from '#conversation/requests/request.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { goodsNamed } from '#conversation/resolve/part-named.ts'
import { visibleOrder } from '#conversation/turn/order/writing.ts'
import type { Heard } from '#conversation/turn/reading/heard.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Order } from '#domain/model/order.ts'
import { isRecent, noCart } from './said-of-goods.ts'

type Kinds = ReadonlySet<Request['kind']>
const UNREAD: Kinds = new Set<Request['kind']>(['not-understood', 'not-found'])
/** Nothing of it is certain. */
const UNSURE: Kinds = new Set<Request['kind']>([
  ...UNREAD,
  ...(['unclear', 'confirm-reading', 'which-product', 'no-variant'] as const),
])
/** How a cart is paid and what comes off it. */
const SETTINGS: Kinds = new Set<Request['kind']>(['pay', 'coupon', 'subtract', 'override-shipping', 'override-line'])

export async function leftToOrder(heard: Heard, session: Session): Promise<Heard> {
  const { inbound, turn, shop } = session
  if (heard.kind !== 'requests' || inbound.kind !== 'message' || !noCart(session)) return heard
  if (turn.spokenOrder === undefined || heard.requests.length === 0) return heard
  const plain = parsePlain(inbound.text, shop.catalog.variants)
  if (plain !== undefined && !plain.requests.every(({ kind }) => kind === 'comment')) return heard
  const order = (await visibleOrder(turn.spokenOrder, session))?.order
  if (order === undefined) return heard
  // A half of it would open a cart to write that down in.
  const half = heard.unexplained.length > 0 && heard.requests.every((one) => isIn('edit')(one) && !ADDS.has(one.kind))
  const requests =
    half && isRecent(order, session)
      ? [{ kind: 'about-order', order: order.number } as const]
      : ofOrder(heard.requests, inbound.text, order, session)
  return requests === undefined ? heard : { ...heard, requests, unexplained: [] }
}

function ofOrder(
  requests: readonly Request[],
  text: string,
  order: Order,
  session: Session,
): readonly Request[] | undefined {
  const every = (kinds: Kinds): boolean => requests.every(({ kind }) => kinds.has(kind))
  const { number } = order
  const written = isRecent(order, session) ? requests.map((request) => writtenOn(request, number)) : []
  const known = written.filter((request) => request !== undefined)
  if (known.length > 0 && known.length === requests.length) return known
  if (every(SETTINGS) && isRecent(order, session)) return [{ kind: 'about-order', order: number, prices: true }]
  if (
    (RATHER.test(text) || BACK.test(text)) &&
    isRecent(order, session) &&
    requests.every(({ kind }) => UNSURE.has(kind) || ADDS.has(kind))
  )
    return [{ kind: 'about-order', order: number }]
  if (!every(UNSURE)) return undefined
  if (THANKS.test(text) && every(UNREAD)) return [{ kind: 'small-talk' }]
  const goods = goodsNamed(text, order, session.shop.catalog) !== undefined
  // Goods nobody has are said to be none of the shop's; those of the order are not ordered anew.
  const words =
    /\p{L}/u.test(text) &&
    !/\?/.test(text) &&
    requests.every((one) => one.kind === 'not-understood' || readsNothing(one))
  return goods || words ? [{ kind: 'about-order', order: number }] : undefined
}
/** Nothing was read that could be confirmed. */
const readsNothing = (one: Request): boolean => one.kind === 'confirm-reading' && !/\d/.test(one.question)
/** Something comes back or off: nothing new is ordered. */
const BACK = new RegExp(
  String.raw`\b(?:send|sends|sent|give|gives|bring|take|takes)\b[^.;?\n]*\bback\b|^(?:(?:please|can you|could` +
    String.raw` you|and|so|oh|ok)` +
    String.raw`[\s,]+)*(?:cancel|return|remove|take off|drop|refund)\b|\b(?:wants?|needs?) only\b|\bonly ` +
    String.raw`(?:wants?|needs?)\b`,
  'i',
)
/** Other goods than those: an order that was placed does not become another one. */
const RATHER = /\b(?:rather|instead|after all|swap|exchange)\b/i
const ADDS: Kinds = new Set<Request['kind']>(['add-sku', 'add-product'])
const THANKS = /\b(?:thanks|thank you|thx|cheers|that(?:['’]s| is| was) (?:all|it)|all good)\b/i

/** What is said for the courier, and how to reach them, is for what was just ordered. */
function writtenOn(request: Request, order: number): Request | undefined {
  if (request.kind === 'comment') return { kind: 'change-order', order, act: { kind: 'comment', text: request.text } }
  const contact = request.kind === 'contact' ? (request.phone ?? request.email) : undefined
  return contact === undefined ? undefined : { kind: 'change-order', order, act: { kind: 'contact', contact } }
}
