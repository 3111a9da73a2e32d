/**
 * One operation read by the understanding module as one request. The switch breaks the build when
 * an operation is added and not handled.
 */

import type { AddressRef, LineRef } from '#conversation/requests/words/arguments.ts'
import type { DeskOp, PlacedOp } from '#conversation/understanding/act-types.ts'
import type { AskAbout, Op, PaymentMethod, SpokenAddress, SpokenPolicy } from '#conversation/understanding/types.ts'
import type { BackorderPolicy as Policy } from '#domain/model/customer.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import type { Request } from './request.ts'

const POLICY = {
  ship_complete: 'ship-complete',
  ship_available_backorder_rest: 'ship-available-then-backorder',
  ship_available_drop_rest: 'ship-available-drop-rest',
  separate_order: 'move-to-separate-order',
} as const satisfies Record<SpokenPolicy, Policy>
/** No shop takes a transfer before an order stands: that one is asked about. */
const PAYMENT = { card: 'stored', link: 'link', invoice: 'invoice', delivery: 'delivery' } as const satisfies Record<
  Exclude<PaymentMethod, 'transfer'>,
  PaymentKind
>

const at = (index: number): LineRef => ({ by: 'index', index })
const address = (given: SpokenAddress): AddressRef =>
  typeof given === 'string' ? { by: 'label', label: given } : { by: 'text', text: given.text }
const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: V })

export function toRequest(op: Exclude<Op, PlacedOp | DeskOp>): Request {
  switch (op.op) {
    case 'add':
      return {
        kind: 'add-product',
        productId: op.product,
        options: op.options,
        quantity: op.quantity,
        ...optional('exclude', op.exclude),
      }
    case 'setQty':
      return { kind: 'set-quantity', line: at(op.line), quantity: String(op.quantity) }
    case 'changeQty':
      return { kind: 'change-quantity', line: at(op.line), by: op.by }
    case 'remove':
      return { kind: 'remove-line', line: at(op.line) }
    case 'clear':
      return { kind: 'clear' }
    case 'setOption':
      return { kind: 'set-options', line: at(op.line), options: op.options }
    case 'replace':
      return {
        kind: 'replace-line',
        line: at(op.line),
        productId: op.product,
        options: op.options,
        quantity: op.quantity,
      }
    case 'split':
      return { kind: 'split-line', line: at(op.line), quantity: op.quantity, options: op.options }
    case 'repeatLast':
      return { kind: 'repeat-last', ...optional('order', numberIn(op.order)) }
    case 'undo':
      return { kind: 'undo' }
    case 'redo':
      return { kind: 'redo' }
    case 'undoTo':
      return { kind: 'undo', before: op.what }
    default:
      return detailRequest(op)
  }
}

type AfterCart = Exclude<
  Exclude<Op, PlacedOp | DeskOp>,
  {
    op:
      | 'add'
      | 'setQty'
      | 'changeQty'
      | 'remove'
      | 'clear'
      | 'setOption'
      | 'replace'
      | 'split'
      | 'repeatLast'
      | 'undo'
      | 'redo'
      | 'undoTo'
  }
>

function detailRequest(op: AfterCart): Request {
  switch (op.op) {
    case 'customer':
      return { kind: 'customer', query: op.email }
    case 'customerName':
      return { kind: 'customer', query: op.name }
    case 'guest':
      return { kind: 'guest', ...optional('name', op.name), ...optional('contact', op.email ?? op.phone) }
    case 'register':
      return { kind: 'register', ...optional('name', op.name), ...optional('email', op.email) }
    case 'phone':
      return { kind: 'contact', phone: op.phone, ...optional('keep', op.keep) }
    case 'email':
      return { kind: 'contact', email: op.email, ...optional('keep', op.keep) }
    case 'shipTo':
      return { kind: 'ship-to', address: address(op.address) }
    case 'billTo':
      return { kind: 'bill-to', address: address(op.address) }
    case 'splitShip':
      return { kind: 'ship-line-to', line: at(op.line), quantity: String(op.quantity), address: address(op.address) }
    case 'shipMethod':
      return { kind: 'method', method: op.method }
    case 'payment':
      if (op.method === 'transfer') return { kind: 'question', about: { kind: 'payment', way: 'bank transfer' } }
      return { kind: 'pay', payment: PAYMENT[op.method], ...optional('reference', op.reference) }
    case 'comment':
      return { kind: 'comment', text: op.text }
    case 'memo':
      return { kind: 'memo', text: op.text }
    case 'backorder':
      return { kind: 'backorders', policy: POLICY[op.policy] }
    default:
      return flowRequest(op)
  }
}

type AfterDetail = Exclude<
  AfterCart,
  {
    op:
      | 'customer'
      | 'customerName'
      | 'guest'
      | 'register'
      | 'phone'
      | 'email'
      | 'shipTo'
      | 'billTo'
      | 'splitShip'
      | 'shipMethod'
      | 'payment'
      | 'comment'
      | 'memo'
      | 'backorder'
  }
>

function flowRequest(op: AfterDetail): Request {
  switch (op.op) {
    case 'coupon':
      return { kind: 'coupon', code: op.code }
    case 'removeCoupon':
      return { kind: 'remove-coupon', ...optional('code', op.code) }
    case 'priceAdjust':
      return priceRequest(op)
    case 'percentOff': {
      const reason = optional('reason', op.reason)
      if (op.line === undefined) return { kind: 'subtract', amount: `${op.percent}%`, ...reason }
      return {
        kind: 'override-line',
        line: at(op.line),
        change: { kind: 'percent-off', amount: String(op.percent) },
        ...reason,
      }
    }
    case 'lineOff':
      return {
        kind: 'override-line',
        line: at(op.line),
        change: { kind: 'amount-off', amount: String(op.amount) },
        ...optional('reason', op.reason),
      }
    case 'removeAdjust':
      return { kind: 'remove-adjustment' }
    case 'submit':
      return { kind: 'place' }
    case 'confirm':
      return { kind: 'yes' }
    case 'deny':
      return { kind: 'no' }
    case 'cancelDraft':
      return { kind: 'cancel' }
    case 'quote':
      return { kind: 'quote', days: op.days ?? 7 }
    default:
      return talkRequest(op)
  }
}

function talkRequest(op: Talk | Question): Request {
  switch (op.op) {
    case 'person':
      return { kind: 'ask-person' }
    case 'forgetMe':
      return { kind: 'erase-me' }
    case 'help':
      return { kind: 'help' }
    case 'show':
      return { kind: 'show' }
    case 'smalltalk':
      return { kind: 'small-talk', ...optional('greeting', op.greeting) }
    default:
      return questionRequest(op)
  }
}

type Talk = Extract<Op, { op: 'person' | 'forgetMe' | 'help' | 'show' | 'smalltalk' }>
type Question = Extract<
  Op,
  { op: 'status' | 'why' | 'whyNot' | 'ask' | 'whatIf' | 'clarify' | 'notFound' | 'noVariant' }
>

function questionRequest(op: Question): Request {
  switch (op.op) {
    case 'status':
      return { kind: 'status', ...optional('order', numberIn(op.order)) }
    case 'why':
      return { kind: 'why', ...optional('about', op.about) }
    case 'whyNot':
      return op.about === undefined || ANY_DISCOUNT.test(op.about)
        ? { kind: 'why' }
        : { kind: 'why-not', about: op.about }
    case 'ask':
      return ABOUT[op.about](op)
    case 'whatIf':
      if (op.method !== undefined) return { kind: 'question', about: { kind: 'method-cost', method: op.method } }
      if (op.coupon !== undefined) return { kind: 'question', about: { kind: 'coupon', codes: [op.coupon] } }
      return { kind: 'what-if', ...optional('policy', op.policy && POLICY[op.policy]) }
    case 'clarify':
      if (op.about !== 'product') return { kind: 'unclear', about: op.about, candidates: op.candidates }
      return { kind: 'which-product', productIds: op.candidates, quantity: op.quantity ?? 1, options: op.options ?? {} }
    case 'notFound':
      return { kind: 'not-found', text: op.text }
    case 'noVariant':
      return {
        kind: 'no-variant',
        productId: op.product,
        options: { ...op.options, ...op.beside },
        ...optional('quantity', op.quantity),
      }
    default:
      return op satisfies never
  }
}

/** "why no discount?" names none: the whole price is explained, with what does not apply. */
const ANY_DISCOUNT = /^(?:the |my |a |any )?(?:discount|promotion|promo|coupon|deal|offer|rebate)s?$/i

type Ask = Extract<Op, { op: 'ask' }>
const availability = (op: Ask): Request => ({
  kind: 'ask-availability',
  options: op.options ?? {},
  ...optional('productId', op.product),
  ...optional('line', op.of),
})
const ABOUT = {
  availability,
  restock: availability,
  price: availability,
  product: availability,
  catalog: () => ({ kind: 'find', text: '' }),
  shipping: () => ({ kind: 'question', about: { kind: 'shipping' } }),
  total: () => ({ kind: 'question', about: { kind: 'total' } }),
  discounts: () => ({ kind: 'question', about: { kind: 'discounts' } }),
  payment: () => ({ kind: 'question', about: { kind: 'payment' } }),
  delivery: () => ({ kind: 'question', about: { kind: 'arrival' } }),
  postage: () => ({ kind: 'question', about: { kind: 'shipping' } }),
  address: () => ({ kind: 'question', about: { kind: 'where' } }),
  refund: () => ({ kind: 'status' }),
  invoice: () => ({ kind: 'question', about: { kind: 'unknown' } }),
  approval: () => ({ kind: 'approvals' }),
  returns: () => ({ kind: 'question', about: { kind: 'unknown' } }),
  other: () => ({ kind: 'question', about: { kind: 'unknown' } }),
} as const satisfies Record<AskAbout, (op: Ask) => Request>

/** Currency units as read; a subtraction comes negative, shipping and line as the new price. */
function priceRequest(op: Extract<Op, { op: 'priceAdjust' }>): Request {
  const reason = optional('reason', op.reason)
  const amount = String(Math.abs(op.amount))
  switch (op.kind) {
    case 'subtotal':
      return { kind: 'subtract', amount, ...reason }
    case 'shipping':
      return { kind: 'override-shipping', amount, ...reason }
    case 'line':
      return { kind: 'override-line', line: at(op.line ?? 0), change: { kind: 'price', amount }, ...reason }
    default:
      return op.kind satisfies never
  }
}

/** "The previous one" is no number. */
const numberIn = (order: string | undefined): number | undefined =>
  order !== undefined && /^\d{1,9}$/.test(order) ? Number(order) : undefined
