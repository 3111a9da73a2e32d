/** Controls about who buys, what is in the cart, and where it goes. One row each; the rest is in action-verbs-order.ts. */
import { bare, escaped, join, oneOf, pairs, readPairs, split, unescaped, type Verb, whole } from './action-arguments.ts'

const PAYMENTS = ['stored', 'link', 'invoice', 'delivery'] as const

type Kind =
  | 'choose-customer'
  | 'guest'
  | 'add-sku'
  | 'add-product'
  | 'set-quantity'
  | 'change-quantity'
  | 'remove-line'
  | 'set-options'
  | 'clear'
  | 'undo'
  | 'redo'
  | 'repeat-last'
  | 'ship-to'
  | 'bill-to'
  | 'method'
  | 'pay'
  | 'read-back'

export const CART_VERBS = {
  'choose-customer': {
    verb: 'cu',
    fresh: 'revision',
    write: (r) => r.customerId,
    read: (a) => (a === '' ? undefined : { kind: 'choose-customer', customerId: a }),
  },
  guest: {
    verb: 'gu',
    fresh: 'revision',
    write: (r) => r.contact ?? '',
    read: (a) => (a === '' ? { kind: 'guest' } : { kind: 'guest', contact: a }),
  },
  'add-sku': {
    verb: 'as',
    fresh: 'revision',
    write: (r) => join(r.sku, r.quantity),
    read: (a) => {
      const [sku = '', quantity = '1'] = split(a)
      return sku === '' ? undefined : { kind: 'add-sku', sku, quantity }
    },
  },
  'add-product': {
    verb: 'ap',
    fresh: 'revision',
    write: (r) => (r.exclude === undefined ? `${join(r.productId, String(r.quantity))}${pairs(r.options)}` : undefined),
    read: (a) => {
      const [productId = '', quantity = '', ...options] = a.split('!')
      const count = whole(quantity)
      return count === undefined
        ? undefined
        : { kind: 'add-product', productId: unescaped(productId), quantity: count, options: readPairs(options) }
    },
  },
  'set-quantity': {
    verb: 'sq',
    fresh: 'revision',
    write: (r) => (r.line.by === 'id' ? join(r.line.id, r.quantity) : undefined),
    read: (a) => {
      const [id = '', quantity] = split(a)
      return quantity === undefined ? undefined : { kind: 'set-quantity', line: { by: 'id', id }, quantity }
    },
  },
  'change-quantity': {
    verb: 'cq',
    fresh: 'revision',
    write: (r) => (r.line.by === 'id' ? join(r.line.id, String(r.by)) : undefined),
    read: (a) => {
      const [id = '', by = ''] = split(a)
      return /^-?\d{1,3}$/.test(by) ? { kind: 'change-quantity', line: { by: 'id', id }, by: Number(by) } : undefined
    },
  },
  'remove-line': {
    verb: 'rm',
    fresh: 'revision',
    write: (r) => (r.line.by === 'id' ? r.line.id : undefined),
    read: (a) => ({ kind: 'remove-line', line: { by: 'id', id: a } }),
  },
  'set-options': {
    verb: 'so',
    fresh: 'revision',
    write: (r) => (r.line.by === 'id' ? `${escaped(r.line.id)}${pairs(r.options)}` : undefined),
    read: (a) => {
      const [id = '', ...options] = a.split('!')
      return { kind: 'set-options', line: { by: 'id', id: unescaped(id) }, options: readPairs(options) }
    },
  },
  clear: bare('cl', 'revision', { kind: 'clear' }),
  undo: {
    verb: 'un',
    fresh: 'revision',
    write: (r) => r.before ?? '',
    read: (a) => (a === '' ? { kind: 'undo' } : { kind: 'undo', before: a }),
  },
  redo: bare('re', 'revision', { kind: 'redo' }),
  'repeat-last': {
    verb: 'rl',
    fresh: 'revision',
    write: (r) => (r.order === undefined ? '' : String(r.order)),
    read: (a) => {
      const order = whole(a)
      return order === undefined ? { kind: 'repeat-last' } : { kind: 'repeat-last', order }
    },
  },
  'ship-to': {
    verb: 'sh',
    fresh: 'revision',
    write: (r) => (r.address.by === 'label' ? join(r.address.label, ...(r.group === undefined ? [] : [r.group])) : undefined),
    read: (a) => {
      const [label = '', group] = split(a)
      return { kind: 'ship-to', address: { by: 'label', label }, ...(group === undefined ? {} : { group }) }
    },
  },
  'bill-to': {
    verb: 'bi',
    fresh: 'revision',
    write: (r) => (r.address.by === 'same' ? '' : r.address.by === 'label' ? r.address.label : undefined),
    read: (a) => ({ kind: 'bill-to', address: a === '' ? { by: 'same' } : { by: 'label', label: a } }),
  },
  method: {
    verb: 'me',
    fresh: 'revision',
    write: (r) => join(r.method, ...(r.group === undefined ? [] : [r.group])),
    read: (a) => {
      const [method = '', group] = split(a)
      return method === '' ? undefined : { kind: 'method', method, ...(group === undefined ? {} : { group }) }
    },
  },
  pay: {
    verb: 'pa',
    fresh: 'revision',
    write: (r) => (r.reference === undefined ? r.payment : undefined),
    read: (a) => {
      const payment = oneOf(a, PAYMENTS)
      return payment && { kind: 'pay', payment }
    },
  },
  'read-back': bare('rb', 'any', { kind: 'read-back' }),
} satisfies { readonly [K in Kind]: Verb<K> }
