/**
 * Goods of the order that was just spoken of, where no cart is open: "make it 1 mug", "one of the
 * mugs to the office too", "she'd like to pick up the mugs herself". Rule: what names goods of that
 * order is about that order, never a new cart. Next: resolve/part-named.ts says which part.
 */
import type { Request } from '#conversation/requests/request.ts'
import { itemIn } from '#conversation/resolve/order-acts.ts'
import { goodsNamed } from '#conversation/resolve/part-named.ts'
import { visibleOrder } from '#conversation/turn/order/writing.ts'
import type { Session } from '#conversation/turn/session.ts'
import { partChange } from '#conversation/understanding/everyday/placed-changes.ts'
import type { AroundOrder, PlacedWish } from '#conversation/understanding/everyday/placed-goods.ts'
import { wantedCount } from '#conversation/understanding/everyday/wanted-count.ts'
import { given } from '#domain/base/given.ts'
import type { Order } from '#domain/model/order.ts'

/** Nothing is open that the words could be about: of a customer also where nothing is in it yet. */
export const noCart = ({ draft, actor }: Session): boolean =>
  draft === undefined || (actor.kind !== 'staff' && draft.content.lines.length === 0 && draft.pending === undefined)

/** It was placed just now. */
export const isRecent = ({ placedAt }: Order, { turn }: Session): boolean =>
  Date.parse(turn.now) - Date.parse(placedAt) <= JUST_NOW
const JUST_NOW = 1_800_000

/** The order that was spoken of, where it can be meant. */
export async function spokenOf(session: Session): Promise<Order | undefined> {
  const { turn } = session
  if (!noCart(session) || turn.spokenOrder === undefined) return undefined
  return (await visibleOrder(turn.spokenOrder, session))?.order
}

/** So many of it after all; `sure`: of what is in the order. */
type Counted = { readonly requests: readonly Request[]; readonly sure: boolean }
export async function countedAnew(text: string, session: Session): Promise<Counted | undefined> {
  const wanted = wantedCount(text)
  const order = wanted === undefined ? undefined : await spokenOf(session)
  if (wanted === undefined || order === undefined) return undefined
  const { item, count, sure, more } = wanted
  const { number } = order
  const there = item === undefined ? order.lines.filter(({ gift }) => !gift).length === 1 : isIn(item, order)
  // "Make it 2 polos" is said of what is there, whether it has any or not.
  if (!there && sure && more !== true) return { requests: [{ kind: 'about-order', order: number }], sure: false }
  // Longer ago "just one mug" begins something new.
  if (!there || ((!sure || more === true) && !isRecent(order, session))) return undefined
  const request: Request =
    more === true
      ? { kind: 'change-order', order: number, act: { kind: 'add', item: item ?? '', quantity: String(count) } }
      : { kind: 'after', order: number, ask: { kind: 'take-off', ...given({ item }), to: count } }
  return { requests: [request], sure: true }
}

function isIn(item: string, order: Order): boolean {
  const found = itemIn(order, item)
  return typeof found === 'string' || found.kind === 'tell'
}

/** "I ordered the wrong size": of what is asked. */
const wrongOne = (text: string): number | undefined => (WRONG_ONE.test(text) ? text.length : undefined)
const WRONG_ONE = new RegExp(
  String.raw`\b(?:ordered|bought|took|got|chose|picked|have|had)\s+(?:it\s+in\s+)?(?:the|a)\s+wrong` +
    String.raw`\s+(?:size|colou?r|one)\b`,
  'i',
)

/** Where and how a part of it is to go. */
export async function partSaid(
  text: string,
  around: AroundOrder,
  session: Session,
): Promise<{ readonly order: number; readonly wishes: readonly PlacedWish[] } | undefined> {
  const order = await spokenOf(session)
  const end = order === undefined ? undefined : (goodsNamed(text, order, session.shop.catalog) ?? wrongOne(text))
  const wishes = end === undefined ? undefined : partChange(text, end, around)
  return order === undefined || wishes === undefined ? undefined : { order: order.number, wishes }
}
