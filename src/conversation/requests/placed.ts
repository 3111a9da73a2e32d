/**
 * Placed orders. The order's number is in the argument, so that a control means the same whatever
 * draft is open meanwhile; what it does is decided on the order as it is when pressed. Next:
 * turn/order/orders.ts carries them out; goods.ts has what waits.
 */

import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { ORDER, politely } from '#conversation/requests/words/order-words.ts'
import { ACTS, UNNUMBERED_ACTS } from '#conversation/requests/words/placed-words.ts'
import { alone, OF_AN_ORDER, ORDER_NUMBER, shape } from '#conversation/requests/words/shape.ts'
import { STATUS_WORDS } from '#conversation/requests/words/status-words.ts'
import { ORDERS_WORDS, UNPAID_WORDS } from '#conversation/requests/words/work-words.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { PAYMENT_WAYS } from '#domain/model/order.ts'
import { among, blank, type Codec, control, count, figure, list, maybe, needed, nothing, one, text } from './control.ts'
import { row } from './row.ts'

/** `confirmed`: the amount that was named when it was asked, minor units; at another one it is asked again. */
type ChangeOrder = {
  readonly order: number
  readonly act: OrderAct
  readonly confirmed?: number
  /** In place of the change that waits for the shop. */
  readonly instead?: true
}

const money = list({ order: count, kind: among('paid', 'refunded', 'not-paid'), confirmed: needed(figure) })
/** So much of it, as it was typed: asked about first. */
const gaveBack = list({
  order: count,
  kind: among('refunded'),
  confirmed: needed(figure),
  amount: text,
  how: blank(among(...PAYMENT_WAYS)),
  reference: blank(text),
})
const goods = list({
  order: count,
  kind: among('cancel', 'ship', 'return', 'received'),
  confirmed: blank(figure),
  item: blank(text),
  quantity: blank(text),
})

const swapped = list({
  order: count,
  kind: among('exchange'),
  confirmed: blank(figure),
  item: text,
  quantity: blank(text),
  for: text,
})

const kept = list({ order: count, kind: among('no-return') })
const back = list({ order: count, kind: among('refund'), amount: text, reason: text })

/** Money moves by a press only for an amount; a shipment with its tracking code is typed. */
const changeOrder: Codec<ChangeOrder> = {
  write({ order, act, confirmed }) {
    const sure = confirmed === undefined ? {} : { confirmed }
    switch (act.kind) {
      case 'paid':
      case 'not-paid':
        return money.write({ order, ...sure, ...act })
      case 'refunded':
        return act.amount === undefined
          ? money.write({ order, kind: act.kind, ...sure })
          : gaveBack.write({ order, ...sure, ...act, kind: act.kind, amount: act.amount })
      case 'cancel':
      case 'ship':
      case 'return':
      case 'received':
        return goods.write({ order, ...sure, ...act })
      case 'exchange':
        return swapped.write({ order, ...sure, ...act })
      case 'refund':
        return act.reason === undefined
          ? undefined
          : back.write({ order, kind: act.kind, amount: act.amount, reason: act.reason })
      case 'no-return':
        return act.item === undefined ? kept.write({ order, kind: act.kind }) : undefined
      case 'set-quantity':
      case 'refund-shipping':
      case 'add':
      case 'rebill':
      case 'address':
      case 'split':
      case 'method':
      case 'contact':
      case 'day':
      case 'gift-note':
      case 'comment':
      case 'memo':
        return undefined
      default:
        return act satisfies never
    }
  },
  read(words) {
    const typedBack = gaveBack.read(words)
    if (typedBack !== undefined) {
      const { order, confirmed, ...act } = typedBack
      return { order, act, ...(confirmed === undefined ? {} : { confirmed }) }
    }
    const moved = money.read(words)
    if (moved !== undefined) return { order: moved.order, act: { kind: moved.kind }, confirmed: moved.confirmed ?? 0 }
    const stays = kept.read(words)
    if (stays !== undefined) return { order: stays.order, act: { kind: stays.kind } }
    const given = back.read(words)
    if (given !== undefined)
      return { order: given.order, act: { kind: 'refund', amount: given.amount, reason: given.reason } }
    const other = swapped.read(words)
    if (other !== undefined) {
      const { order, confirmed, ...act } = other
      return { order, act, ...(confirmed === undefined ? {} : { confirmed }) }
    }
    const sent = goods.read(words)
    if (sent === undefined) return undefined
    const { order, kind, confirmed, ...part } = sent
    const sure = confirmed === undefined ? {} : { confirmed }
    if (kind !== 'return' && kind !== 'received') return { order, act: { kind, ...part }, ...sure }
    const { item } = part
    return item === undefined ? undefined : { order, act: { kind, ...part, item }, ...sure }
  },
}

export const PLACED = {
  'change-order': row<ChangeOrder>()({
    as: 'order',
    help: {
      after: ['cancel 10001', 'cancel 10001 MUG-BLUE-11OZ', 'set 10001 MUG-BLUE-11OZ 1', 'comment 10001 see you soon'],
      changing: [
        'method 10001 express',
        'deliver 10001 on 4 Dec',
        'gift note 10001 Happy birthday',
        'contact 10001 pat@example.com',
      ],
      ships: ['ship 10001 tracking 1Z999', 'ship 10001 MUG-BLUE-11OZ 2'],
      returns: [
        'return 10001 1 MUG-BLUE-11OZ',
        'received 10001 1 MUG-BLUE-11OZ',
        'no return 10001',
        'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL',
      ],
      goodwill: ['refund 10001 5.00: goodwill'],
      money: ['paid 10001', 'part paid 10001 20.00 cash', 'refunded 10001 5.00', 'not paid 10001'],
      memos: ['memo 10001 caller was kind'],
      'my orders': ['comment 10001 please ring the bell'],
      'my changes': [
        'cancel 10001',
        'cancel 10001 blue mug',
        'set 10001 MUG-BLUE-11OZ 1',
        'deliver 10001 on 4 Dec',
        'gift note 10001 Happy birthday',
        'contact 10001 you@example.com',
      ],
      'my returns': ['return 10001 1 blue mug', 'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL', 'no return 10001'],
    },
    typed: ACTS,
    usage: {
      refund: {
        needs: `${ORDER_NUMBER} and an amount`,
        example: 'refund 10001 5.00: goodwill',
        staff: true,
        only: /^#?\d/,
      },
      return: {
        needs: `${ORDER_NUMBER} and an item of it`,
        example: 'return 10001 1 MUG-BLUE-11OZ',
        only: /^#?\d{4,9}\b/,
      },
      received: {
        needs: `${ORDER_NUMBER} and an item of it`,
        example: 'received 10001 1 MUG-BLUE-11OZ',
        staff: true,
        only: /^#?\d{4,9}\b/,
      },
      paid: {
        needs: `${ORDER_NUMBER}, with the amount and how it was paid where you know them`,
        example: 'paid 10001 20.00 cash, ref 8837',
        staff: true,
        bare: true,
        only: OF_AN_ORDER,
      },
      'part paid': {
        needs: `${ORDER_NUMBER}, the amount and how it was paid`,
        example: 'part paid 10001 5.00 card, ref 8837',
        staff: true,
        bare: true,
        only: OF_AN_ORDER,
      },
      refunded: {
        needs: `${ORDER_NUMBER}, with the amount and how it was given back where you know them`,
        example: 'refunded 10001 5.00 cash',
        staff: true,
        bare: true,
        only: OF_AN_ORDER,
      },
      'gift note': {
        needs: `${ORDER_NUMBER} and the words of the note`,
        example: 'gift note 10001 Happy birthday',
        bare: true,
        only: OF_AN_ORDER,
      },
      deliver: {
        needs: `${ORDER_NUMBER} and a day`,
        example: 'deliver 10001 on 4 Dec',
        bare: true,
        only: OF_AN_ORDER,
      },
      exchange: {
        needs: `${ORDER_NUMBER}, an item of it and another item`,
        example: 'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL',
        only: OF_AN_ORDER,
      },
    },
    control: control('ao', 'any', changeOrder),
  }),
  /** About the placed order last spoken of here. */
  'that-order': row<{ readonly act: OrderAct }>()({ as: 'order', typed: UNNUMBERED_ACTS }),
  /** The words of a comment or memo on it are asked for. */
  'begin-order-words': row<{ readonly order: number; readonly of: 'comment' | 'memo' }>()({
    as: 'order',
    typed: [
      shape(
        /^(?<of>comment|memo)\s+(?:(?:on|for|to)\s+)?(?:order\s+)?#?(?<order>\d{4,9})\s*:?$/i,
        ({ of = '', order }) => ({
          order: Number(order),
          of: of.toLowerCase() === 'memo' ? 'memo' : 'comment',
        }),
      ),
    ],
  }),
  /**
   * Words about a placed order that nothing was made of: never meant for the cart. `words`: to be kept
   * with it, or put into the parcel. `prices`: what it was bought for. `asks`: what can be changed of it.
   */
  'about-order': row<{
    readonly order: number
    readonly words?: string
    readonly prices?: true
    readonly asks?: true
  }>()({ as: 'order' }),
  /** Something was wanted of a placed order, and there are several. */
  'which-order': row<{ readonly orders: readonly number[] }>()({ as: 'order' }),
  /** What of it can be cancelled or sent back, to choose from. */
  'order-parts': row<{ readonly order: number; readonly part: 'cancel' | 'return' }>()({
    as: 'order',
    typed: [
      shape(politely(String.raw`(?:return|send\s+back|give\s+back)\s+${ORDER}`), ({ order }) => ({
        order: Number(order),
        part: 'return',
      })),
    ],
    control: control('op', 'any', list({ order: count, part: among('cancel', 'return') })),
  }),
  /** More of something that is in a placed order: a new order for the same buyer. */
  'order-more': row<{ readonly order: number; readonly sku: Sku; readonly quantity: number }>()({
    as: 'order',
    control: control('om', 'any', list({ order: count, sku: text, quantity: count })),
  }),
  'keep-order': row<{ readonly order: number }>()({ as: 'order', control: control('kp', 'any', one('order', count)) }),
  reorder: row<{ readonly order: number }>()({
    as: 'order',
    help: { after: ['reorder 10001'], 'my orders': ['reorder 10001'] },
    typed: [shape(politely(String.raw`(?:re-?order|repeat)\s+${ORDER}`), ({ order }) => ({ order: Number(order) }))],
    usage: { reorder: { needs: ORDER_NUMBER, example: 'reorder 10001' } },
    control: control('ro', 'any', one('order', count)),
  }),
  'repeat-last': row<{ readonly order?: number; readonly but?: string }>()({
    as: 'order',
    control: control('rl', 'revision', one('order', maybe(count))),
  }),
  history: row<{ readonly order: number }>()({
    as: 'order',
    help: { history: ['history 10001'] },
    right: 'see-history',
    typed: [
      shape(politely(String.raw`(?:show\s+)?(?:the\s+)?history\s+(?:of\s+)?${ORDER}`), ({ order }) => ({
        order: Number(order),
      })),
      shape(
        politely(String.raw`who\s+(?:has\s+)?(?:changed|edited|touched|altered|cancelled)\s+${ORDER}`),
        ({ order }) => ({ order: Number(order) }),
      ),
    ],
    usage: { history: { needs: ORDER_NUMBER, example: 'history 10001', staff: true } },
    control: control('hi', 'any', one('order', count)),
  }),
  status: row<{ readonly order?: number; readonly email?: string }>()({
    as: 'look',
    help: { after: ['status 10001'], 'my orders': ['status 10001'] },
    said: alone('status'),
    typed: STATUS_WORDS,
    usage: { status: { needs: ORDER_NUMBER, example: 'status 10001', bare: true } },
    control: control('st', 'any', one('order', maybe(count))),
  }),
  orders: row()({
    as: 'look',
    help: { after: ['orders'], 'my orders': ['orders'] },
    said: alone('orders'),
    typed: ORDERS_WORDS,
    control: control('o', 'any', nothing),
  }),
  /** Placed orders whose money is open: not collected, or to be given back. */
  unpaid: row()({
    as: 'look',
    help: { money: ['unpaid'] },
    said: alone('unpaid'),
    typed: UNPAID_WORDS,
    right: 'take-payment',
    control: control('up', 'any', nothing),
  }),
} as const
