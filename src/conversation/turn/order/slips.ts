/**
 * Where an order stands in the queues, and a day that slipped: what jobs/dues.ts found is looked at
 * again here under the order's lock, told once in its thread, and kept with its lines as what they
 * were told. Next: screens/order/arrivals.ts has the words.
 */

import { type Slip, slippedView } from '#conversation/screens/order/arrivals.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { localDate } from '#domain/base/calendar.ts'
import { given } from '#domain/base/given.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { isLater, placesOf, type QueuePlace } from '#domain/stock/fill-queue.ts'
import { forOrder, systemFacts } from './freed.ts'
import { changeOrders } from './records.ts'

/** Of the order the turn's facts were asked about. */
export function placesIn(session: Session): readonly QueuePlace[] {
  const { queue } = factsOf(session).found
  const today = localDate(session.turn.now, session.shop.settings.timeZone)
  return (queue?.stock ?? []).flatMap((stock) =>
    placesOf(
      (queue?.waiters ?? []).filter(({ sku }) => sku === stock.sku),
      stock,
      today,
    ),
  )
}

export async function aboutDates(number: number, session: Session): Promise<void> {
  const target = await session.turn.order(number)
  if (target === undefined || target.order.thread === null) return
  const { order } = target
  const places = placesIn(session).filter((place) => place.order === number)
  const slips = order.lines.flatMap(
    ({ position, sku, backordered: quantity, expectedOn: from }): readonly (Slip & { position: number })[] => {
      const place = places.find((one) => one.position === position)
      if (place === undefined || quantity === 0 || from === undefined || !isLater(from, place.on)) return []
      return [{ position, sku, quantity, from, ...given({ to: place.on }) }]
    },
  )
  const expected = slips.map(({ position, to }) => ({ position, ...given({ on: to }) }))
  const decided = decideOrder(order, { kind: 'new-dates', expected }, systemFacts(session))
  if (!decided.ok) return
  const { order: after, events, stock, givesCouponsBack } = decided.value
  await changeOrders([{ before: order, after, events, stock, givesCouponsBack }], session)
  session.posts.push({
    ...forOrder(order, target.order.thread, session),
    draw: (context) => slippedView(after, slips, context),
  })
}
