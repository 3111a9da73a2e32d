/** Controls about prices, the order itself, drafts, and looking things up. One row each; the cart is in action-verbs-cart.ts. */
import { bare, join, oneOf, split, type Verb, whole } from './action-arguments.ts'
import type { FormKind } from './request.ts'

const POLICIES = ['ship-complete', 'ship-available-then-backorder', 'ship-available-drop-rest', 'move-to-separate-order'] as const
const LIMIT_CHOICES = ['ask', 'within-limit', 'leave'] as const
const ADJUSTMENTS = ['subtraction', 'shipping', 'lines'] as const
const FORMS: Readonly<Record<FormKind, true>> = {
  details: true,
  customer: true,
  'ship-to': true,
  'bill-to': true,
  coupon: true,
  adjust: true,
  payment: true,
  'add-item': true,
  comment: true,
  link: true,
  'link-code': true,
}
const isForm = (text: string): text is FormKind => Object.hasOwn(FORMS, text)

type Kind =
  | 'coupon'
  | 'swap-coupon'
  | 'remove-coupon'
  | 'remove-adjustment'
  | 'keep-override'
  | 'reason'
  | 'limit-choice'
  | 'backorders'
  | 'what-if'
  | 'show'
  | 'why'
  | 'why-not'
  | 'place'
  | 'yes'
  | 'no'
  | 'leave-out'
  | 'cancel'
  | 'quote'
  | 'drafts'
  | 'resume'
  | 'new'
  | 'next'
  | 'status'
  | 'orders'
  | 'unpaid'
  | 'reorder'
  | 'find'
  | 'stock'
  | 'help'
  | 'choose'
  | 'open-form'

export const ORDER_VERBS = {
  coupon: { verb: 'co', fresh: 'revision', write: (r) => r.code, read: (a) => (a === '' ? undefined : { kind: 'coupon', code: a }) },
  'swap-coupon': {
    verb: 'sw',
    fresh: 'revision',
    write: (r) => join(r.code, ...r.replacing),
    read: (a) => {
      const [code = '', ...replacing] = split(a)
      return code === '' ? undefined : { kind: 'swap-coupon', code, replacing }
    },
  },
  'remove-coupon': {
    verb: 'rc',
    fresh: 'revision',
    write: (r) => r.code ?? '',
    read: (a) => (a === '' ? { kind: 'remove-coupon' } : { kind: 'remove-coupon', code: a }),
  },
  'remove-adjustment': {
    verb: 'ra',
    fresh: 'revision',
    write: (r) => r.what ?? '',
    read: (a) => {
      const what = oneOf(a, ADJUSTMENTS)
      return what === undefined ? { kind: 'remove-adjustment' } : { kind: 'remove-adjustment', what }
    },
  },
  'keep-override': bare('ko', 'revision', { kind: 'keep-override' }),
  reason: { verb: 'rs', fresh: 'revision', write: (r) => r.text, read: (a) => (a === '' ? undefined : { kind: 'reason', text: a }) },
  'limit-choice': {
    verb: 'lc',
    fresh: 'revision',
    write: (r) => r.choice,
    read: (a) => {
      const choice = oneOf(a, LIMIT_CHOICES)
      return choice && { kind: 'limit-choice', choice }
    },
  },
  backorders: {
    verb: 'bo',
    fresh: 'revision',
    write: (r) => r.policy,
    read: (a) => {
      const policy = oneOf(a, POLICIES)
      return policy && { kind: 'backorders', policy }
    },
  },
  'what-if': {
    verb: 'wi',
    fresh: 'any',
    write: (r) => r.policy ?? '',
    read: (a) => {
      const policy = oneOf(a, POLICIES)
      return a === '' ? { kind: 'what-if' } : policy && { kind: 'what-if', policy }
    },
  },
  show: bare('s', 'any', { kind: 'show' }),
  why: { verb: 'w', fresh: 'any', write: (r) => r.about ?? '', read: (a) => (a === '' ? { kind: 'why' } : { kind: 'why', about: a }) },
  'why-not': { verb: 'wn', fresh: 'any', write: (r) => r.about, read: (a) => ({ kind: 'why-not', about: a }) },
  place: {
    verb: 'pl',
    fresh: 'revision',
    write: (r) => r.seen ?? '',
    read: (a) => (a === '' ? { kind: 'place' } : /^[0-9a-z]{1,7}$/.test(a) ? { kind: 'place', seen: a } : undefined),
  },
  yes: bare('y', 'revision', { kind: 'yes' }),
  no: bare('n', 'revision', { kind: 'no' }),
  'leave-out': bare('lo', 'revision', { kind: 'leave-out' }),
  cancel: {
    verb: 'ca',
    fresh: 'revision',
    write: (r) => (r.confirmed === true ? 'yes' : ''),
    read: (a) => (a === 'yes' ? { kind: 'cancel', confirmed: true } : a === '' ? { kind: 'cancel' } : undefined),
  },
  quote: {
    verb: 'q',
    fresh: 'revision',
    write: (r) => String(r.days),
    read: (a) => {
      const days = whole(a)
      return days === undefined ? undefined : { kind: 'quote', days }
    },
  },
  drafts: bare('d', 'any', { kind: 'drafts' }),
  resume: {
    verb: 'ru',
    fresh: 'any',
    write: (r) => String(r.ref),
    read: (a) => {
      const ref = whole(a)
      return ref === undefined ? undefined : { kind: 'resume', ref }
    },
  },
  new: bare('ne', 'any', { kind: 'new' }),
  next: bare('nx', 'any', { kind: 'next' }),
  status: {
    verb: 'st',
    fresh: 'any',
    write: (r) => (r.email === undefined ? String(r.order ?? '') : undefined),
    read: (a) => {
      const order = whole(a)
      return order === undefined ? { kind: 'status' } : { kind: 'status', order }
    },
  },
  orders: bare('o', 'any', { kind: 'orders' }),
  unpaid: bare('up', 'any', { kind: 'unpaid' }),
  reorder: {
    verb: 'ro',
    fresh: 'any',
    write: (r) => String(r.order),
    read: (a) => {
      const order = whole(a)
      return order === undefined ? undefined : { kind: 'reorder', order }
    },
  },
  find: { verb: 'f', fresh: 'any', write: (r) => r.text, read: (a) => ({ kind: 'find', text: a }) },
  stock: { verb: 'sk', fresh: 'any', write: (r) => r.text, read: (a) => ({ kind: 'stock', text: a }) },
  help: bare('h', 'any', { kind: 'help' }),
  choose: {
    verb: 'ch',
    fresh: 'revision',
    write: (r) => String(r.option),
    read: (a) => {
      const option = whole(a)
      return option === undefined ? undefined : { kind: 'choose', option }
    },
  },
  'open-form': {
    verb: 'of',
    fresh: 'draft',
    write: (r) => join(r.form, ...(r.argument === undefined ? [] : [r.argument])),
    read: (a) => {
      const [form = '', argument] = split(a)
      return isForm(form) ? { kind: 'open-form', form, ...(argument === undefined ? {} : { argument }) } : undefined
    },
  },
} satisfies { readonly [K in Kind]: Verb<K> }
