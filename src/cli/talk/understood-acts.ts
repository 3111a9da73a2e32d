/**
 * What was read of acts around an order, in the words of the sentences (docs/READER.md): goods as
 * "2 classic-mug colour=blue; 1 tote-bag". Next: understand.ts.
 */
import type { SpokenGoods } from '#conversation/understanding/act-types.ts'
import type { Message, Op } from '#conversation/understanding/types.ts'

type Said = Readonly<Record<string, unknown>>
const POLICIES: Readonly<Record<string, string>> = { payment: 'payment' }
const NAMES: Readonly<Record<string, string>> = { discounts: 'discount', postage: 'shipping', shipping: 'delivery' }

/** Undefined: it is told as any operation of the cart. */
export function actOut(op: Op, { actor, lines }: Message): Said | undefined {
  switch (op.op) {
    case 'customer':
      return actor === 'rep' || actor === 'manager' ? op : { op: 'email', email: op.email }
    case 'reason':
      return { op: 'subtract', reason: op.text }
    case 'askApproval':
      return { op: 'askApproval' }
    case 'counter':
      return { ...op, amount: op.amount.endsWith('%') ? op.amount : Number(op.amount) }
    case 'changeAddress': {
      const { address, ...rest } = op
      return typeof address === 'string' ? { ...rest, address } : { ...rest, text: address.text }
    }
    case 'splitShip': {
      const { address, quantity, ...line } = op
      const rest = lines[op.line]?.quantity === quantity ? line : { ...line, quantity }
      return typeof address === 'string' ? { ...rest, address } : { ...rest, text: address.text }
    }
    case 'priceAdjust':
      if (op.reason !== undefined && op.kind === 'subtotal')
        return { op: 'subtract', amount: -op.amount, reason: op.reason }
      return { op: op.op, kind: op.kind, amount: op.amount }
    case 'returnItems': {
      const { received, ...rest } = op
      return withGoods(received === true ? { ...rest, reason: 'received' } : rest)
    }
    case 'cancelOrder':
    case 'exchange':
    case 'refund':
    case 'reorder':
    case 'editOrder':
    case 'addToOrder':
    case 'ship':
      return withGoods(op)
    case 'ask': {
      const policy = POLICIES[op.about]
      if (policy !== undefined) return { op: 'policy', about: policy }
      const { of: _, ...rest } = op
      return { ...rest, about: NAMES[op.about] ?? op.about }
    }
    default:
      return undefined
  }
}

const withGoods = (op: Said): Said =>
  Object.fromEntries(Object.entries(op).map(([key, value]) => [key, Array.isArray(value) ? goodsOut(value) : value]))

const goodsOut = (goods: SpokenGoods): string =>
  goods
    .map(({ product, quantity, options }) =>
      [quantity, product, ...Object.entries(options).map(([name, chosen]) => `${name}=${chosen}`)].join(' '),
    )
    .join('; ')
