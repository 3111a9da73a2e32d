/**
 * The orders that were placed together, in one card: the first one whole, the others in a line
 * each. Next: status.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { button, listBlock, type ScreenContext } from '#conversation/screens/context.ts'
import { orderStatusText } from '#conversation/screens/staff/lists.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'

/** The receipt as it stands now: the first order whole, those placed with it in a line each. */
export function recordView(
  view: View,
  rest: readonly Pick<Order, 'number' | 'status' | 'total' | 'currency'>[],
  ctx: ScreenContext,
): View {
  if (rest.length === 0) return view
  const lines = rest.map(({ number, status, total, currency }) =>
    placedWords.orderLine(
      number,
      orderStatusText(status),
      formatMoney(total, { ...ctx.shop.settings, currency }),
      currency,
    ),
  )
  const root = [
    view.root,
    ...rest.map((order) => placedWords.orderState(order.number, orderStatusText(order.status))),
  ].join(', ')
  const shown = rest.map(({ number }) => button(placedWords.showOrder(number), { kind: 'status', order: number }, ctx))
  return {
    ...view,
    root: inert(root),
    blocks: [...view.blocks, listBlock(lines)],
    controls: [...view.controls, ...shown],
  }
}
