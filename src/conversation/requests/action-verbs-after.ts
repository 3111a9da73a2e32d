/**
 * Controls about placed orders: the order's number is in the argument, so that they mean the same whatever draft is open meanwhile. What they do is
 * decided on the order as it is when pressed; a cancel that names an amount was confirmed for that order only.
 */
import { join, oneOf, split, type Verb, whole } from './action-arguments.ts'

type Kind = 'change-order' | 'order-more' | 'keep-order' | 'history'
const PRESSABLE = ['cancel', 'ship', 'return', 'paid', 'refunded'] as const

export const AFTER_VERBS = {
  'change-order': {
    verb: 'ao',
    fresh: 'any',
    write: ({ order, act, confirmed }) =>
      act.kind === 'paid' || act.kind === 'refunded'
        ? join(String(order), act.kind, String(confirmed ?? ''))
        : act.kind === 'cancel' || act.kind === 'return' || (act.kind === 'ship' && act.tracking === undefined)
          ? join(String(order), act.kind, String(confirmed ?? ''), act.item ?? '', act.quantity ?? '')
          : undefined,
    read: (a) => {
      const [number = '', said = '', named = '', item = '', quantity = ''] = split(a)
      const order = whole(number)
      const kind = oneOf(said, PRESSABLE)
      if (order === undefined || kind === undefined) return undefined
      const part = { ...(item === '' ? {} : { item }), ...(quantity === '' ? {} : { quantity }) }
      const sure = /^\d{1,15}$/.test(named) ? { confirmed: Number(named) } : {}
      if (kind === 'paid' || kind === 'refunded')
        return 'confirmed' in sure ? { kind: 'change-order', order, act: { kind }, ...sure } : undefined
      if (kind !== 'return') return { kind: 'change-order', order, act: { kind, ...part }, ...sure }
      return item === '' ? undefined : { kind: 'change-order', order, act: { kind, ...part, item }, ...sure }
    },
  },
  'order-more': {
    verb: 'om',
    fresh: 'any',
    write: (r) => join(String(r.order), r.sku, String(r.quantity)),
    read: (a) => {
      const [number = '', sku = '', count = ''] = split(a)
      const order = whole(number)
      const quantity = whole(count)
      return order === undefined || quantity === undefined || sku === '' ? undefined : { kind: 'order-more', order, sku, quantity }
    },
  },
  'keep-order': {
    verb: 'kp',
    fresh: 'any',
    write: (r) => String(r.order),
    read: (a) => {
      const order = whole(a)
      return order === undefined ? undefined : { kind: 'keep-order', order }
    },
  },
  history: {
    verb: 'hi',
    fresh: 'any',
    write: (r) => String(r.order),
    read: (a) => {
      const order = whole(a)
      return order === undefined ? undefined : { kind: 'history', order }
    },
  },
} satisfies { readonly [K in Kind]: Verb<K> }
