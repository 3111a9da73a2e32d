/**
 * What other programs are told of orders (webhooks): kinds, and what stands in one. Rule: nothing
 * personal, amounts in minor units as in `parley orders show --json`. Next: jobs/webhook-channel.ts
 * signs and sends them.
 */
import type { Order, OrderLine, Parcel } from '#domain/model/order.ts'
import { due, toGiveBack } from '#domain/order/money.ts'

export const SHOP_EVENTS = ['order.placed', 'order.changed', 'order.paid', 'order.shipped', 'order.cancelled'] as const
export type ShopEventKind = (typeof SHOP_EVENTS)[number]

export type ShopEvent = {
  readonly kind: 'event'
  readonly type: ShopEventKind | 'test'
  /** ISO instant. */
  readonly timestamp: string
  readonly data: OrderFigures | { readonly message: string }
}

type OrderFigures = Pick<Order, 'number' | 'parent' | 'status' | 'currency' | 'total'> & {
  readonly payment: {
    readonly status: Order['payment']['status']
    readonly captured: number
    readonly refunded: number
    readonly due: number
    readonly toGiveBack: number
  }
  readonly lines: readonly Pick<
    OrderLine,
    'sku' | 'quantity' | 'shipped' | 'reserved' | 'backordered' | 'cancelled' | 'returned'
  >[]
  readonly parcels: readonly Parcel[]
}

export const shopEvent = (type: ShopEventKind, order: Order, timestamp: string): ShopEvent => ({
  kind: 'event',
  type,
  timestamp,
  data: {
    number: order.number,
    parent: order.parent,
    status: order.status,
    currency: order.currency,
    total: order.total,
    payment: {
      status: order.payment.status,
      captured: order.money.captured,
      refunded: order.money.refunded,
      due: due(order),
      toGiveBack: toGiveBack(order),
    },
    lines: order.lines.map(({ sku, quantity, shipped, reserved, backordered, cancelled, returned }) => ({
      ...{ sku, quantity, shipped, reserved, backordered, cancelled, returned },
    })),
    parcels: order.parcels,
  },
})
