/**
 * What was read as wished of a placed order, in whatever words: which item of it is meant, what it
 * would come to, and a press (or "yes") that does it. Rule: nothing has happened before that; who
 * may not do it is led to a person. Next: after-sale.ts finds the order, screens/asked/wishes.ts words it.
 */

import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { OrderWish } from '#conversation/requests/questions.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { askedPersonView, type WishedAct, wishesView } from '#conversation/screens/asked/wishes.ts'
import { saysPaidView } from '#conversation/screens/order/after-sale.ts'
import { changeOrder } from '#conversation/turn/order/orders.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { SpokenGoods } from '#conversation/understanding/act-types.ts'
import type { SpokenAddress } from '#conversation/understanding/types.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { Right } from '#domain/model/actor.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { due } from '#domain/order/money.ts'
import { open } from '#domain/order/units.ts'

export function wished(wish: OrderWish, target: OrderTarget, session: Session): Promise<void> | void {
  const { order } = target
  if (wish.op === 'paid' && due(order) === 0)
    return void session.says.push({ kind: 'screen', draw: (context) => saysPaidView(order, false, context) })
  const acts = withAmount(actsOf(wish, { order, catalog: session.shop.catalog }), session)
  const [only, more] = acts
  if (only === undefined || !acts.every(({ act }) => may(session.actor, rightFor(act)))) return person(order, session)
  // These show what they come to, and ask themselves.
  if (
    more === undefined &&
    ASKS_ITSELF.has(only.act.kind) &&
    !(only.act.kind === 'cancel' && only.act.item !== undefined)
  )
    return changeOrder({ kind: 'change-order', order: order.number, act: only.act }, session)
  if (more === undefined)
    session.asks = {
      user: session.inbound.user,
      request: { kind: 'change-order', order: order.number, act: only.act },
    }
  session.says.push({ kind: 'screen', draw: (context) => wishesView(order, acts, context) })
}

/** What was said to be paid is the amount that was said. */
function withAmount(acts: readonly WishedAct[], { inbound }: Session): readonly WishedAct[] {
  const said = inbound.kind === 'message' ? AMOUNT.exec(inbound.text) : null
  const amount = said?.[1] ?? said?.[2]
  if (amount === undefined) return acts
  return acts.map((one) => (one.act.kind === 'paid' ? { ...one, act: { ...one.act, amount } } : one))
}
const AMOUNT = /(?<![\d.,])(\d+[.,]\d\d)(?![\d])|[$€£]\s?(\d+)(?![\d.,]*\d)/

const person = (order: Order, session: Session): void =>
  void session.says.push({
    kind: 'screen',
    draw: (context) => askedPersonView(order, session.actor.kind !== 'staff', context),
  })

const ASKS_ITSELF: ReadonlySet<OrderAct['kind']> = new Set<OrderAct['kind']>([
  'cancel',
  'exchange',
  'address',
  'method',
  'contact',
  'add',
])
const STAFFS: Partial<Record<OrderAct['kind'], Right>> = {
  refund: 'refund',
  'refund-shipping': 'refund',
  paid: 'take-payment',
  ship: 'ship-orders',
  received: 'ship-orders',
}
const rightFor = ({ kind }: OrderAct): Right => STAFFS[kind] ?? 'change-orders'

type Held = { readonly order: Order; readonly catalog: Catalog }
function actsOf(wish: OrderWish, held: Held): readonly WishedAct[] {
  switch (wish.op) {
    case 'cancelOrder':
      if (wish.items === undefined) return whole({ kind: 'cancel' })
      return each(wish.items, held, (sku, quantity) => ({ kind: 'cancel', item: sku, quantity }), open)
    case 'returnItems': {
      const kind = wish.received === true ? 'received' : 'return'
      return each(wish.items ?? [], held, (sku, quantity) => ({ kind, item: sku, quantity }))
    }
    case 'editOrder':
      return each(wish.items, held, (sku) => ({ kind: 'set-quantity', item: sku, quantity: String(wish.quantity) }))
    case 'ship': {
      const tracked = given({ tracking: wish.tracking })
      if (wish.items === undefined) return whole({ kind: 'ship', ...tracked })
      return each(wish.items, held, (sku, quantity) => ({ kind: 'ship', item: sku, quantity, ...tracked }), open)
    }
    case 'exchange':
      return exchanges(wish.items, wish.for, held)
    case 'refund': {
      if (wish.what === 'shipping') return whole({ kind: 'refund-shipping' })
      return wish.amount === undefined
        ? []
        : whole({
            kind: 'refund',
            amount: String(wish.amount),
            reason: `other: ${wish.what ?? wish.reason ?? 'asked for'}`,
          })
    }
    default:
      return wholeOf(wish)
  }
}

const whole = (act: OrderAct): readonly WishedAct[] => [{ act, quantity: 0, sku: undefined }]
/** What is wished of the order as a whole. */
function wholeOf(
  wish: Exclude<OrderWish, { op: 'cancelOrder' | 'returnItems' | 'editOrder' | 'exchange' | 'refund' | 'ship' }>,
): readonly WishedAct[] {
  switch (wish.op) {
    case 'changeAddress':
      return whole({ kind: 'address', where: textOf(wish.address) })
    case 'changeMethod':
      return whole({ kind: 'method', method: wish.method })
    case 'changeContact':
      return whole({ kind: 'contact', contact: wish.email ?? wish.phone ?? '' })
    case 'paid':
      return whole({ kind: 'paid' })
    case 'orderComment':
      return whole({ kind: 'comment', text: wish.text })
    case 'addToOrder': {
      const [item] = wish.items
      return item === undefined ? [] : whole({ kind: 'add', item: item.product, quantity: String(item.quantity) })
    }
    case 'complain':
    case 'history':
    case 'withdraw':
    case 'release':
    case 'wait':
    case 'expedite':
    case 'resendLink':
    case 'reorder':
      return []
    default:
      return wish satisfies never
  }
}

const textOf = (address: SpokenAddress): string => (typeof address === 'string' ? address : address.text)

/** Lines of the order that may be meant; several of one product are all offered. */
const linesOf = (product: string, { order, catalog }: Held): readonly OrderLine[] =>
  order.lines.filter(({ gift, sku }) => !gift && catalog.variants.get(sku)?.productId === product)

function each(
  goods: SpokenGoods,
  held: Held,
  of: (sku: Sku, quantity: string) => OrderAct,
  most: (line: OrderLine) => number = ({ quantity }) => quantity,
): readonly WishedAct[] {
  return goods.flatMap(({ product, quantity }) =>
    linesOf(product, held).flatMap((line): readonly WishedAct[] => {
      const count = Math.min(quantity, most(line))
      return count < 1 ? [] : [{ act: of(line.sku, String(count)), quantity: count, sku: line.sku }]
    }),
  )
}

function exchanges(items: SpokenGoods, others: SpokenGoods, held: Held): readonly WishedAct[] {
  const { catalog } = held
  const [other] = others
  if (other === undefined || others.length > 1) return []
  return items.flatMap(({ product, quantity }) =>
    linesOf(product, held).flatMap((line): readonly WishedAct[] => {
      const own = catalog.variants.get(line.sku)?.options ?? {}
      const options = other.product === product ? { ...own, ...other.options } : other.options
      const fits = (catalog.variantsOf.get(other.product) ?? []).filter(
        (variant) =>
          variant.active && Object.entries(options).every(([name, value]) => variant.options[name] === value),
      )
      const [sku, more] = fits
      if (sku === undefined || more !== undefined) return []
      const count = Math.min(quantity, line.quantity)
      return [
        {
          act: { kind: 'exchange', item: line.sku, quantity: String(count), for: sku.sku },
          quantity: count,
          sku: line.sku,
        },
      ]
    }),
  )
}
