/**
 * What can be pressed under a placed order: by its customer what is theirs to do, by staff what
 * their role allows besides. The server asks the same rights again. Next: status.ts draws the order.
 */
import type { Control } from '#conversation/edge/view.ts'
import { button, type CustomerContext, type ScreenContext, type StaffContext } from '#conversation/screens/context.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Right } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import type { CustomerOrder, SharedOrder } from '#domain/order/customer-order.ts'
import { proposedControls } from './amend.ts'
import { moneyControls } from './order-money.ts'
import { returnControls } from './order-news.ts'
import { payControls } from './paying.ts'

export function staffControls(order: Order, ctx: StaffContext): readonly Control[] {
  const { number } = order
  const reserved = order.lines.some((line) => line.reserved > 0)
  const allowed = (right: Right): boolean => may(ctx.actor, right)
  return [
    ...(reserved && allowed('ship-orders')
      ? [button(placedWords.shipWhatIsHere, { kind: 'change-order', order: number, act: { kind: 'ship' } }, ctx)]
      : []),
    ...returnControls(order, ctx),
    ...payControls(order, ctx),
    ...moneyControls(order, ctx),
    ...ownControls(order, ctx),
    ...(allowed('see-history') ? [button(placedWords.history, { kind: 'history', order: number }, ctx)] : []),
    button(placedWords.orders, { kind: 'orders' }, ctx),
  ]
}

export const customerControls = (order: CustomerOrder, ctx: CustomerContext): readonly Control[] => [
  ...payControls(order, ctx),
  ...ownControls(order, ctx),
  button(placedWords.yourOrders, { kind: 'orders' }, ctx),
]

function ownControls({ number, lines, proposed }: SharedOrder, ctx: ScreenContext): readonly Control[] {
  const open = lines.some((line) => line.reserved > 0 || line.backordered > 0)
  return [
    ...(proposed !== undefined && may(ctx.actor, 'change-orders') ? proposedControls({ number }, proposed, ctx) : []),
    ...(may(ctx.actor, 'compose') ? [button(placedWords.orderAgain, { kind: 'reorder', order: number }, ctx)] : []),
    ...(open && may(ctx.actor, 'change-orders')
      ? [
          button(
            placedWords.cancelOrder(number),
            { kind: 'change-order', order: number, act: { kind: 'cancel' } },
            ctx,
            'danger',
          ),
        ]
      : []),
  ]
}
