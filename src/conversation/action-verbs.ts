/**
 * Which requests a control can carry, each with its verb, how its argument is written, and how fresh the control must be. A new kind of request
 * breaks the build here until it has a row or is named as typed only. Next: action-codec.ts stamps and signs; screens make controls.
 */
import type { FormKind, Request, RequestKind } from './request.ts'

/** `revision`: only as long as nothing changed; `draft`: as long as the thread is on that draft; `any`: always (it changes nothing). */
export type Freshness = 'revision' | 'draft' | 'any'

/** What people can only type, or what the conversation itself makes of typed words. */
type TypedOnly =
  | 'customer'
  | 'register'
  | 'replace-line'
  | 'split-line'
  | 'note'
  | 'ship-line-to'
  | 'subtract'
  | 'override-shipping'
  | 'override-line'
  | 'comment'
  | 'memo'
  | 'give-to'
  | 'cancel-order'
  | 'ask-availability'
  | 'small-talk'
  | 'form'
  | 'which-product'
  | 'unclear'
  | 'confirm-reading'
  | 'not-found'
  | 'no-variant'
  | 'not-yet'
  | 'not-understood'
export type PressableKind = Exclude<RequestKind, TypedOnly>

type Of<K extends RequestKind> = Extract<Request, { kind: K }>
type Verb<K extends PressableKind> = {
  readonly verb: string
  readonly fresh: Freshness
  /** Undefined: this request of the kind cannot be a control (an address typed as text). */
  write(request: Of<K>): string | undefined
  /** Undefined: not an argument of this verb. */
  readonly read: (argument: string) => Of<K> | undefined
}

const bare = <K extends PressableKind>(verb: string, fresh: Freshness, request: Of<K>): Verb<K> => ({
  verb,
  fresh,
  write: () => '',
  read: (argument) => (argument === '' ? request : undefined),
})
const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)
const oneOf = <T extends string>(text: string, known: readonly T[]): T | undefined => known.find((value) => value === text)

/** Lists inside an argument: `!` between items, `~` between name and value; both are escaped inside them. */
const escaped = (item: string): string => item.replace(/[%!~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
const unescaped = (item: string): string =>
  item.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
const join = (...items: readonly string[]): string => items.map(escaped).join('!')
const split = (argument: string): readonly string[] => argument.split('!').map(unescaped)
const pairs = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .map(([id, value]) => `!${escaped(id)}~${escaped(value)}`)
    .join('')
const readPairs = (items: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    items
      .map((item) => item.split('~').map(unescaped))
      .flatMap(([id, value]) => (id !== undefined && value !== undefined ? [[id, value]] : [])),
  )

const PAYMENTS = ['stored', 'link', 'invoice', 'delivery'] as const
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
}
const isForm = (text: string): text is FormKind => Object.hasOwn(FORMS, text)

const VERBS = {
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
  show: bare('s', 'any', { kind: 'show' }),
  why: { verb: 'w', fresh: 'any', write: (r) => r.about ?? '', read: (a) => (a === '' ? { kind: 'why' } : { kind: 'why', about: a }) },
  'why-not': { verb: 'wn', fresh: 'any', write: (r) => r.about, read: (a) => ({ kind: 'why-not', about: a }) },
  place: bare('pl', 'revision', { kind: 'place' }),
  yes: bare('y', 'revision', { kind: 'yes' }),
  no: bare('n', 'revision', { kind: 'no' }),
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
} satisfies { readonly [K in PressableKind]: Verb<K> }

/** One view of the table for look-ups by a kind known only at run time; `write` is only ever given requests of its own row. */
type AnyVerb = {
  readonly verb: string
  readonly fresh: Freshness
  write(request: Request): string | undefined
  readonly read: (argument: string) => Request | undefined
}
const byKind: ReadonlyMap<string, AnyVerb> = new Map(Object.entries<AnyVerb>(VERBS))
const byVerb: ReadonlyMap<string, AnyVerb> = new Map(Object.values<AnyVerb>(VERBS).map((row) => [row.verb, row]))

/** Throws a TypeError for a request no control can carry. */
export function verbOf(request: Request): { readonly verb: string; readonly argument: string } {
  const row = byKind.get(request.kind)
  const argument = row?.write(request)
  if (row === undefined || argument === undefined)
    throw new TypeError(`no control can carry a request of kind ${request.kind} like this one`)
  return { verb: row.verb, argument }
}

/** Undefined: an unknown verb, or not an argument of it. */
export function requestOf(verb: string, argument: string): { readonly request: Request; readonly freshness: Freshness } | undefined {
  const row = byVerb.get(verb)
  const request = row?.read(argument)
  return row && request && { request, freshness: row.fresh }
}

/** Long names go by number instead of by their own control. */
export function fitsControl(request: Request): boolean {
  return encodeURIComponent(verbOf(request).argument).length <= 56
}
