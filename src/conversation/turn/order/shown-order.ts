/**
 * A placed order as who reads it may: all of it for the shop, what is theirs for its customer. Here
 * is the only place that decides which. Next: screens/order/status.ts draws either.
 */
import type { View } from '#conversation/edge/view.ts'
import { forReader, type ScreenContext } from '#conversation/screens/context.ts'
import { recordView } from '#conversation/screens/order/record.ts'
import { customerOrderView, orderView } from '#conversation/screens/order/status.ts'
import type { Order } from '#domain/model/order.ts'
import { customerOrder } from '#domain/order/customer-order.ts'

export const shownOrder = (order: Order, context: ScreenContext, reading?: Parameters<typeof orderView>[2]): View =>
  forReader(context, {
    staff: (ctx) => orderView(order, ctx, reading),
    customer: (ctx) => customerOrderView(customerOrder(order), ctx, reading),
  })

/** The receipt as it stands now: the first order whole, those placed with it in a line each. */
export const shownRecord = ([first, ...rest]: readonly [Order, ...Order[]], context: ScreenContext): View =>
  recordView(shownOrder(first, context), rest, context)
