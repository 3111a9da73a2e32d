/**
 * Placed orders and goods. The order's number is in the argument, so that a control means the same whatever draft is open meanwhile; what it does is decided on
 * the order as it is when pressed. Next: turn/orders.ts and turn/waiting.ts carry them out.
 */

import type { StockChange } from '#conversation/edge/changes.ts'
import type { OrderAct } from './arguments.ts'
import { among, blank, type Codec, control, count, figure, list, maybe, needed, nothing, one, text } from './control.ts'
import { row } from './row.ts'

/** `confirmed`: the amount that was named when it was asked, minor units; at another one it is asked again. */
type ChangeOrder = { readonly order: number; readonly act: OrderAct; readonly confirmed?: number }

const money = list({ order: count, kind: among('paid', 'refunded'), confirmed: needed(figure) })
const goods = list({
  order: count,
  kind: among('cancel', 'ship', 'return'),
  confirmed: blank(figure),
  item: blank(text),
  quantity: blank(text),
})

/** Money moves by a press only for an amount; a shipment with its tracking code is typed. */
const changeOrder: Codec<ChangeOrder> = {
  write({ order, act, confirmed }) {
    const sure = confirmed === undefined ? {} : { confirmed }
    switch (act.kind) {
      case 'paid':
      case 'refunded':
        return money.write({ order, kind: act.kind, ...sure })
      case 'cancel':
      case 'ship':
      case 'return':
        return goods.write({ order, ...sure, ...act })
      default:
        return undefined
    }
  },
  read(words) {
    const moved = money.read(words)
    if (moved !== undefined) return { order: moved.order, act: { kind: moved.kind }, confirmed: moved.confirmed ?? 0 }
    const sent = goods.read(words)
    if (sent === undefined) return undefined
    const { order, kind, confirmed, ...part } = sent
    const sure = confirmed === undefined ? {} : { confirmed }
    if (kind !== 'return') return { order, act: { kind, ...part }, ...sure }
    const { item } = part
    return item === undefined ? undefined : { order, act: { kind, ...part, item }, ...sure }
  },
}

export const PLACED = {
  'change-order': row<ChangeOrder>()({ as: 'order', control: control('ao', 'any', changeOrder) }),
  /** About the placed order last spoken of here. */
  'that-order': row<{ readonly act: OrderAct }>()({ as: 'order' }),
  /** Words about a placed order that ask for nothing it does: never meant for the cart. */
  'about-order': row<{ readonly order: number }>()({ as: 'order' }),
  /** More of something that is in a placed order: a new order for the same buyer. */
  'order-more': row<{ readonly order: number; readonly sku: string; readonly quantity: number }>()({
    as: 'order',
    control: control('om', 'any', list({ order: count, sku: text, quantity: count })),
  }),
  'keep-order': row<{ readonly order: number }>()({ as: 'order', control: control('kp', 'any', one('order', count)) }),
  reorder: row<{ readonly order: number }>()({ as: 'order', control: control('ro', 'any', one('order', count)) }),
  'repeat-last': row<{ readonly order?: number }>()({ as: 'order', control: control('rl', 'revision', one('order', maybe(count))) }),
  history: row<{ readonly order: number }>()({ as: 'order', right: 'see-history', control: control('hi', 'any', one('order', count)) }),
  status: row<{ readonly order?: number; readonly email?: string }>()({
    as: 'look',
    control: control('st', 'any', one('order', maybe(count))),
  }),
  orders: row()({ as: 'look', control: control('o', 'any', nothing) }),
  /** Placed orders whose money is open: not collected, or to be given back. */
  unpaid: row()({ as: 'look', right: 'take-payment', control: control('up', 'any', nothing) }),
  /** About an order that waits for goods; without a number, the one of this thread. */
  waiting: row<{ readonly act: 'release' | 'wait' | 'expedite'; readonly order?: number }>()({
    as: 'waiting',
    control: control('wt', 'any', list({ act: among('release', 'wait', 'expedite'), order: needed(count) })),
  }),
  /** Another item instead of one that waits; without `to`, what there is to choose from. */
  swap: row<{ readonly order?: number; readonly from: string; readonly to?: string }>()({
    as: 'waiting',
    control: control('sp', 'any', list({ order: needed(count), from: text, to: maybe(text) })),
  }),
  /** Goods came, were counted or are announced. */
  'change-stock': row<{ readonly change: StockChange }>()({ as: 'shop', right: 'manage-stock' }),
} as const
