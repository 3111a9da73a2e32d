/**
 * What a filled form asks for: the same requests as typed words. A field that does not fit is named
 * at the field, and nothing of the form is done. Empty optional fields change nothing.
 */

import type { Request } from '#conversation/requests/request.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { isName } from '#conversation/requests/words/name-shape.ts'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { type Skus, skuOf } from '#conversation/requests/words/plain-skus.ts'
import { formsWords } from '#conversation/words/forms.ts'
import { normaliseEmail, normalisePhone } from '#domain/base/contact.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { parseAmount } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { PaymentKind, ShopSettings } from '#domain/model/shop.ts'
import { addressFilled } from './address-fields.ts'

export type Filled = Readonly<Record<string, string>>
/** Field id -> what is wrong with it, in words. */
export type FieldErrors = Readonly<Record<string, string>>
export type FilledAbout = {
  readonly settings: ShopSettings
  readonly skus: Skus
  readonly argument: string | undefined
  /** Words as items; undefined: they are none. */
  readonly read?: (words: string) => readonly Request[] | undefined
}
type Read = Result<readonly Request[], FieldErrors>
type Reader = (values: (id: string) => string, about: FilledAbout, fields: Filled) => Read

const one = (request: Request): Read => ok([request])
const wrong = (id: string, why: string): Read => no({ [id]: why })

/** Never throws; what it returns is carried out in order. */
export function readForm(kind: FormKind, fields: Filled, about: FilledAbout): Read {
  const value = (id: string): string => (Object.hasOwn(fields, id) ? (fields[id] ?? '').trim() : '')
  return READERS[kind](value, about, fields)
}

const readCustomer: Reader = (value, { settings }) => {
  const [kind, contact, name, phone] = [value('kind'), value('contact'), value('name'), value('phone')]
  if (contact === '' && kind !== 'register') return wrong('contact', formsWords.fillThisIn)
  if (kind !== 'known' && name !== '' && !isName(name)) return wrong('name', formsWords.typeName)
  if (phone !== '' && normalisePhone(phone, settings.country) === undefined) return wrong('phone', formsWords.typePhone)
  switch (kind) {
    case 'known':
      return one({ kind: 'customer', query: contact })
    case 'register': {
      if (normaliseEmail(contact) === undefined) return wrong('contact', formsWords.accountNeedsEmail)
      if (name === '') return wrong('name', formsWords.accountNeedsName)
      return one({ kind: 'register', name, email: contact, ...(phone === '' ? {} : { phone }) })
    }
    case 'guest':
      if (normaliseEmail(contact) === undefined && normalisePhone(contact, settings.country) === undefined)
        return wrong('contact', formsWords.notEmailNorPhone(contact.slice(0, 60)))
      return one({ kind: 'guest', contact, ...(name === '' ? {} : { name }) })
    default:
      return wrong('kind', formsWords.chooseOne)
  }
}

const readAddress =
  (make: (fields: Filled, about: FilledAbout) => Request): Reader =>
  (_, about, fields) => {
    const filled = addressFilled(fields, about.settings.country)
    if (filled.ok) return one(make(filled.value, about))
    const { field, why } = filled.refusal
    return wrong(field, `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`)
  }

const PAYMENTS: readonly PaymentKind[] = ['stored', 'link', 'invoice', 'delivery']

const readPayment: Reader = (value) => {
  const payment = PAYMENTS.find((kind) => kind === value('payment'))
  const reference = value('reference')
  if (payment === undefined) return wrong('payment', formsWords.chooseOne)
  return one({ kind: 'pay', payment, ...(payment === 'invoice' && reference !== '' ? { reference } : {}) })
}

const readAdjust: Reader = (value, { settings }) => {
  const [what, amount, code, text] = [value('what'), value('amount'), value('reason'), value('reasonText')]
  const parsed = parseAmount(amount, settings)
  if (!parsed.ok) return wrong('amount', formsWords.typeAmount((12.5).toFixed(settings.exponent)))
  const reason = text === '' ? code : text
  if (reason === '') return wrong('reason', formsWords.giveReason)
  if (what === 'subtract') return one({ kind: 'subtract', amount, reason })
  if (what === 'shipping') return one({ kind: 'override-shipping', amount, reason })
  const id = /^line:(.+)$/.exec(what)?.[1]
  return id === undefined
    ? wrong('what', formsWords.chooseOne)
    : one({ kind: 'override-line', line: { by: 'id', id }, change: { kind: 'price', amount }, reason })
}

const readItem: Reader = (value, { skus }) => {
  const [item, quantity, note] = [value('item'), value('quantity'), value('note')]
  if (item === '') return wrong('item', formsWords.fillThisIn)
  if (!/^[1-9]\d{0,2}$/.test(quantity)) return wrong('quantity', formsWords.quantityHow)
  const sku = skuOf(item, skus)
  return one(
    sku === undefined
      ? { kind: 'find', text: item }
      : { kind: 'add-sku', sku, quantity, ...(note === '' ? {} : { note }) },
  )
}

const readLineText: Reader = (value, { argument }) =>
  argument === undefined
    ? wrong('text', formsWords.itemGone)
    : one({ kind: 'line-text', what: 'engraving', text: value('text'), line: { by: 'id', id: argument } })

const readComment: Reader = (value) => {
  const [comment, memo] = [value('comment'), value('memo')]
  if (comment === '' && memo === '') return wrong('comment', formsWords.fillThisIn)
  return ok([
    ...(comment === '' ? [] : [{ kind: 'comment', text: comment } as const]),
    ...(memo === '' ? [] : [{ kind: 'memo', text: memo } as const]),
  ])
}

/** Items one a line, each a quantity and a SKU, or in words; `read` knows what words mean. */
function readItems(text: string, { skus, read }: FilledAbout): Read {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const each = lines.map((line) => parsePlain(formsWords.addLine(line), skus)?.requests ?? read?.(line))
  const bad = lines.find((_, index) => each[index] === undefined)
  return bad === undefined
    ? ok(each.flatMap((requests) => requests ?? []))
    : wrong('items', formsWords.itemLineUnread(bad))
}

/** What was searched for is one of it, besides what was typed. */
const searched = (sku: Sku, { skus }: FilledAbout): Read => {
  const known = sku === '' ? undefined : skuOf(sku, skus)
  if (sku === '') return ok([])
  return known === undefined
    ? wrong('product', formsWords.noSuchItem(sku.slice(0, 60)))
    : one({ kind: 'add-sku', sku: known, quantity: '1' })
}

const readDetails: Reader = (value, about, fields) => {
  const items = readItems(value('items'), about)
  const found = searched(value('product'), about)
  const customer = value('contact') === '' ? ok([]) : readCustomer(value, about, fields)
  const payment = value('payment') === '' ? ok([]) : readPayment(value, about, fields)
  const errors = [customer, items, found, payment].flatMap((part) => (part.ok ? [] : [part.refusal]))
  if (errors.length > 0) return no(Object.assign({}, ...errors) satisfies FieldErrors)
  const [shipTo, method, code] = [value('shipTo'), value('method'), value('coupon')]
  const rest: readonly Request[] = [
    ...(shipTo === '' ? [] : [{ kind: 'ship-to', address: { by: 'text', text: shipTo } } as const]),
    ...(method === '' ? [] : [{ kind: 'method', method } as const]),
    ...(payment.ok ? payment.value : []),
    ...(code === '' ? [] : [{ kind: 'coupon', code } as const]),
  ]
  const goods = [items, found].flatMap((part) => (part.ok ? part.value : []))
  const all = [...(customer.ok ? customer.value : []), ...goods, ...rest]
  return all.length === 0 ? wrong('items', formsWords.fillSomethingIn) : ok(all)
}

const READERS = {
  details: readDetails,
  customer: readCustomer,
  'ship-to': readAddress((fields, { argument }) => ({
    kind: 'ship-to',
    address: { by: 'fields', fields },
    ...given({ group: argument }),
  })),
  'bill-to': readAddress((fields) => ({ kind: 'bill-to', address: { by: 'fields', fields } })),
  coupon: (value) =>
    value('code') === '' ? wrong('code', formsWords.typeCode) : one({ kind: 'coupon', code: value('code') }),
  adjust: readAdjust,
  payment: readPayment,
  'add-item': readItem,
  'line-text': readLineText,
  comment: readComment,
  link: (value) =>
    normaliseEmail(value('email')) === undefined
      ? wrong('email', formsWords.typeEmail)
      : one({ kind: 'link', email: value('email') }),
  'link-code': (value) => {
    const code = value('code').replace(/\D/g, '')
    return code.length === 6 ? one({ kind: 'link-code', code }) : wrong('code', formsWords.codeHasSixDigits)
  },
  reply: (value) =>
    value('text') === '' ? wrong('text', formsWords.writeSomething) : one({ kind: 'say', text: value('text') }),
} as const satisfies Record<FormKind, Reader>
