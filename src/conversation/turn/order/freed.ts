/**
 * Units that come, or come free again: whoever waits for them gets them in the order of the queue
 * (domain/stock/fill-queue.ts), each order is changed through decideOrder like any other change,
 * and every thread it concerns is told. One write, in the turn's own transaction.
 */

import type { OrderChange, WaitingOrders } from '#conversation/engine-ports.ts'
import { arrivedView, passedView } from '#conversation/screens/order/arrivals.ts'
import { staffNamed, userNamed } from '#conversation/turn/approvals/approval-news.ts'
import type { Post, Session } from '#conversation/turn/session.ts'
import { localDate } from '#domain/base/calendar.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import type { ExpectedPart, OrderFacts } from '#domain/model/order-command.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { afterFills, type Fill, placesOf, type QueuePlace, queueKey, type Waiter } from '#domain/stock/fill-queue.ts'
import { reachOf } from '#domain/stock/reach.ts'
import { changeOrders } from './records.ts'

export type Released = {
  readonly filled: readonly { readonly order: Order; readonly fills: readonly Fill[] }[]
  readonly passed: readonly Order[]
  /** Orders that get theirs in a moment, in commits of their own. */
  readonly more: number
}

export const shopDay = ({ turn, shop }: Session): string => localDate(turn.now, shop.settings.timeZone)

/** Called after the change is written, with the stock rows of `skus` locked. */
export async function afterStockFreed(session: Session, skus: readonly Sku[]): Promise<void> {
  const waiting = await session.turn.waiting({ of: { skus }, held: true, today: shopDay(session) })
  await giveOut(waiting, [], session)
}

/** What an order waits for and is here; said by the clock where one commit did not serve everybody. */
export async function giveOutMore(order: number, session: Session): Promise<void> {
  await giveOut(await session.turn.waiting({ of: { order }, held: false, today: shopDay(session) }), [], session)
}

/**
 * `came`: SKUs of which goods came; who goes complete, stands before somebody who got some and gets
 * none is told so, once a day.
 */
export async function giveOut(waiting: WaitingOrders, came: readonly string[], session: Session): Promise<Released> {
  const here = new Map(
    [...waiting.stock.values()].flatMap((fact) =>
      fact.tracked ? [[fact.sku, Math.max(0, fact.onHand - fact.reserved)] as const] : [],
    ),
  )
  const today = shopDay(session)
  const { fills, passed, more } = reachOf(waiting.queue, { here, came, today })
  const left = afterFills(waiting.queue, fills)
  const places = placesAfter(left, fills, waiting, session)
  const given = Map.groupBy(fills, ({ order }) => order)
  const concerned = waiting.orders.flatMap((before) => {
    const own = given.get(before.number) ?? []
    return own.length > 0 || passed.includes(before.number) ? [{ before, fills: own }] : []
  })
  if (concerned.length < given.size + passed.length) throw new Error('units reach an order that is not locked')
  const changes = concerned.flatMap(({ before, fills: own }) => changeOf(before, own, places, session))
  if (changes.length > 0) await changeOrders(changes, session)
  if (passed.length > 0) await session.turn.tellPassed(passed, today)
  const after = new Map(changes.map((change) => [change.before.number, change.after]))
  const news = concerned.map(({ before, fills: own }) => ({ order: after.get(before.number) ?? before, fills: own }))
  for (const one of news) session.posts.push(...postOf(one, { places, came, changes, stock: waiting.stock }, session))
  return {
    filled: news.filter((one) => one.fills.length > 0),
    passed: news.filter((one) => one.fills.length === 0).map(({ order }) => order),
    more,
  }
}

/** Days count what was given out just now as gone. */
function placesAfter(
  left: readonly Waiter[],
  fills: readonly Fill[],
  { stock }: WaitingOrders,
  { turn, shop }: Session,
): readonly QueuePlace[] {
  const today = localDate(turn.now, shop.settings.timeZone)
  return [...new Set(left.map(({ sku }) => sku))].flatMap((sku) => {
    const fact = stock.get(sku)
    const given = fills.filter((fill) => fill.sku === sku).reduce((total, fill) => total + fill.quantity, 0)
    const now = fact?.tracked ? { ...fact, reserved: fact.reserved + given } : fact
    return placesOf(
      left.filter((waiter) => waiter.sku === sku),
      now,
      today,
    )
  })
}

function changeOf(
  before: Order,
  fills: readonly Fill[],
  places: readonly QueuePlace[],
  session: Session,
): readonly OrderChange[] {
  const known = new Map(places.map((place) => [queueKey(place), place.on]))
  const expected: readonly ExpectedPart[] = before.lines.flatMap(({ position, backordered }) => {
    const on = known.get(queueKey({ order: before.number, position }))
    return backordered === 0 ? [] : [{ position, ...(on === undefined ? {} : { on }) }]
  })
  const command =
    fills.length > 0 ? ({ kind: 'fill', parts: fills, expected } as const) : ({ kind: 'new-dates', expected } as const)
  const decided = decideOrder(before, command, systemFacts(session))
  // The days it was told still hold: nothing to write, it is told all the same.
  if (!decided.ok) return []
  const { order: after, events, stock, givesCouponsBack } = decided.value
  return [{ before, after, events, stock, givesCouponsBack }]
}

/** Goods are given out by Parley itself, whoever booked them in; the source tells who that was. */
export const systemFacts = ({ turn, inbound, shop }: Session): OrderFacts => ({
  now: turn.now,
  actor: { kind: 'system', id: 'stock' },
  source: inbound.id,
  settings: shop.settings,
  family: [],
})

type News = {
  readonly places: readonly QueuePlace[]
  readonly came: readonly string[]
  readonly changes: readonly OrderChange[]
  readonly stock: WaitingOrders['stock']
}

function postOf(
  { order, fills }: Released['filled'][number],
  { places, came, changes, stock }: News,
  session: Session,
): readonly Post[] {
  if (order.thread === null) return []
  const detail = changes.find(({ before }) => before.number === order.number)?.events[0]?.detail
  const authorise = typeof detail?.['authorise'] === 'number' ? detail['authorise'] : 0
  const sku = order.lines.find((line) => line.backordered > 0 && came.includes(line.sku))?.sku ?? ''
  const fact = stock.get(sku)
  const today = localDate(session.turn.now, session.shop.settings.timeZone)
  const next = fact?.tracked ? fact.expected.find(({ on }) => on !== undefined && on >= today) : undefined
  return [
    {
      ...forOrder(order, order.thread, session),
      draw: (context) =>
        fills.length > 0
          ? arrivedView({ order, fills, places, authorise }, context)
          : passedView({ order, sku, places, next }, context),
    },
  ]
}

/** In the order's own thread: a rep's words where a rep placed it, and a mention of who must act. */
export function forOrder({ placedBy, number }: Order, to: string, session: Session): Omit<Post, 'draw'> {
  const staff = placedBy.startsWith('staff:')
  const mention = placedBy.startsWith('guest:')
    ? placedBy.slice('guest:'.length)
    : userNamed(placedBy, staffNamed(session), to)
  const reader = staff ? ({ kind: 'system', id: 'stock' } as const) : ({ kind: 'guest', id: '', name: '' } as const)
  return { to, about: number, reader, ...(mention === undefined || mention === '' ? {} : { mention }) }
}
