/**
 * The account of a placed order in rows that add up, and an amount as it is written for it. Frozen
 * figures: nothing is priced here. Next: order-money.ts says what a change means for it.
 */

import type { TotalRow } from '#conversation/edge/view.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import { due, type Owed, toGiveBack } from '#domain/order/money.ts'

export const sayOnce = (words: string): string => placedWords.sayOnceDone(words)

/**
 * The account of an order in rows that add up: total, what is no longer owed, what was taken and
 * given back, what is open.
 */
export function accountRows(order: Owed & Pick<Order, 'currency'>, ctx: ScreenContext): readonly TotalRow[] {
  const row = (label: string, amount: Amount, weight: TotalRow['weight'] = 'normal'): TotalRow => ({
    label,
    amount: priceIn(amount, order, ctx),
    weight,
  })
  const { money, total } = order
  const back = toGiveBack(order)
  return [
    row(placedWords.orderTotal, total),
    ...(money.credited === 0 ? [] : [row(placedWords.takenOffSince, 0 - money.credited)]),
    ...(money.captured === 0 ? [] : [row(placedWords.paidLabel, 0 - money.captured)]),
    ...(money.refunded === 0 ? [] : [row(placedWords.givenBackLabel, money.refunded)]),
    back > 0 ? row(placedWords.toBeGivenBack, 0 - back, 'strong') : row(placedWords.stillToPay, due(order), 'strong'),
  ]
}

/** Below its totals, and only once the account differs from what was ordered. */
export function accountSince(order: Owed & Pick<Order, 'currency'>, ctx: ScreenContext): readonly TotalRow[] {
  const { credited, captured, refunded } = order.money
  const differs = credited > 0 || refunded > 0 || (captured > 0 && due(order) > 0)
  return differs ? accountRows(order, ctx).slice(1) : []
}

export const priceIn = (amount: Amount, { currency }: Pick<Order, 'currency'>, ctx: ScreenContext): string =>
  formatMoney(amount, { ...ctx.shop.settings, currency })
