/**
 * What somebody wants changed of a placed order, resolved: a saved address or a typed one, a method
 * by name, an e-mail or phone, a day. Rule: what is wrong with it is named, and nothing is changed.
 * Next: turn/order/amend.ts shows what it costs and has it confirmed.
 */
import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { addDays, localDate } from '#domain/base/calendar.ts'
import { normaliseEmail, normalisePhone } from '#domain/base/contact.ts'
import { readDay } from '#domain/base/day-text.ts'
import { parseTypedAddress } from '#domain/draft/address.ts'
import { MAX_QUANTITY } from '#domain/draft/lines.ts'
import type { Address, RegisteredCustomer } from '#domain/model/customer.ts'
import type { Order } from '#domain/model/order.ts'
import type { Amendment } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { itemIn } from './order-acts.ts'
import { parseQuantity } from './quantity.ts'

type Context = {
  readonly order: Order
  readonly customer: RegisteredCustomer | undefined
  readonly settings: ShopSettings
  readonly now: string
}
type Tell = { readonly kind: 'tell'; readonly headline: string; readonly text?: string }
export type NoAmendment = { readonly kind: 'refuse'; readonly refusal: Refusal } | Tell
type Resolved = { readonly kind: 'amendment'; readonly amendment: Amendment } | NoAmendment

const made = (amendment: Amendment): Resolved => ({ kind: 'amendment', amendment })
const NONE = /^(?:none|no|any|any day|no day|asap|as soon as possible|whenever|remove|-)$/i

export function resolveAmendment(act: AmendAct, context: Context): Resolved {
  const { order } = context
  switch (act.kind) {
    case 'address': {
      const found = placeOf(act, context)
      return 'kind' in found ? found : made({ kind: 'address', ...found })
    }
    case 'split':
      return split(act, context)
    case 'method': {
      const method = methodNamed(act.method, context.settings)
      const known = context.settings.shippingMethods.map(({ id }) => id)
      return method === undefined
        ? {
            kind: 'tell',
            headline: `There is no shipping method "${act.method}"`,
            text: `Nothing was changed. There is ${known.join(', ')}: say "method ${order.number} ${known[0] ?? ''}".`,
          }
        : made({ kind: 'method', method })
    }
    case 'contact':
      return contact(act.contact, context)
    case 'day':
      return day(act.day, context)
    case 'gift-note':
      return made(NONE.test(act.text) ? { kind: 'gift-note' } : { kind: 'gift-note', text: act.text })
    default:
      return act satisfies never
  }
}

function split(act: Extract<AmendAct, { kind: 'split' }>, context: Context): Resolved {
  const sku = itemIn(context.order, act.item)
  if (typeof sku !== 'string') return sku
  const quantity = parseQuantity(act.quantity ?? '1')
  if (quantity === undefined) return { kind: 'refuse', refusal: { kind: 'bad-quantity', max: MAX_QUANTITY } }
  const found = placeOf({ ...act, where: act.where.replace(REST, '') }, context)
  return 'kind' in found ? found : made({ kind: 'split', sku, quantity, ...found })
}

/** "..., the rest stays" says nothing new. */
const REST = /[\s,;.]+(?:and\s+|but\s+)?(?:the (?:rest|others?)|everything else)\b[^,]*$/i

type Found = { readonly address: Address; readonly label?: string; readonly method?: string }

/** What is typed now may be the rest of what was typed before. */
function placeOf({ where, partial }: Extract<AmendAct, { kind: 'address' | 'split' }>, context: Context) {
  const found = placeIn(where, context)
  if (!('kind' in found) || partial === undefined) return found
  const [first = '', ...rest] = partial.split(/\s*,\s*/)
  const behindName = [first, where, ...rest].join(', ')
  const named = /^\d/.test(first) && !/\d/.test(where)
  const whole = [
    ...(named ? [`${where}, ${partial}`] : []),
    ...[`${partial}, ${where}`, `${partial} ${where}`, behindName, `${where}, ${partial}`],
  ].map((typed) => placeIn(typed, context))
  return whole.find((one): one is Found => !('kind' in one)) ?? whole[0] ?? found
}

/** "office", "9 Elm St, Salem, OR 97301", both with "by express" behind. */
function placeIn(said: string, context: Context): Found | NoAmendment {
  const { settings, customer, order } = context
  const typed = said.replace(/(?:[\s,]+(?:instead|please|now))+[.!]*$/i, '')
  const [, where = typed, way] = BY.exec(typed) ?? []
  const method = way === undefined ? undefined : methodNamed(way.replace(/\s+(?:shipping|delivery)$/i, ''), settings)
  const words = method === undefined ? typed : where
  const saved = savedAs(words, customer)
  const by = method === undefined ? {} : { method }
  if (saved !== undefined) return { address: saved.address, label: saved.label, ...by }
  if (!/[\d,\n]/.test(words)) return unknown(words, customer)
  const parsed = parseTypedAddress(words, settings.country)
  if (!parsed.ok)
    return { kind: 'refuse', refusal: { kind: 'bad-address', field: parsed.refusal.field, why: parsed.refusal.why } }
  const name = parsed.value.name === '' ? recipientOf(order) : parsed.value.name
  if (name === undefined)
    return { kind: 'refuse', refusal: { kind: 'bad-address', field: 'name', why: 'the recipient is missing' } }
  return { address: { ...parsed.value, name }, ...by }
}

const BY = new RegExp(
  String.raw`^([\s\S]+?)(?:,?\s+(?:by|via|with)|\s*(?:,|\band\b)\s*(?:make|send|ship)\s+it(?:\s+(?:by|via|with))?)` +
    String.raw`\s+([^\n,]{2,40})$`,
  'i',
)

function savedAs(words: string, customer: RegisteredCustomer | undefined) {
  const label = words
    .trim()
    .toLowerCase()
    .replace(/^(?:(?:the|my|his|her|their|usual|saved) )+/, '')
    .replace(/ address$/, '')
  return customer?.addresses.find((saved) => saved.label.toLowerCase() === label)
}

function unknown(words: string, customer: RegisteredCustomer | undefined): Tell {
  const labels = (customer?.addresses ?? []).map(({ label }) => label)
  const saved =
    labels.length === 0 ? 'Type the whole address' : `Saved: ${labels.join(', ')}. Or type the whole address`
  return {
    kind: 'tell',
    headline: `There is no address called "${words.trim()}"`,
    text: `${saved}; nothing was changed.`,
  }
}

function recipientOf({ groups, buyer }: Order): string | undefined {
  const typed = 'name' in buyer ? buyer.name : undefined
  return typed ?? groups.find(({ address }) => address !== undefined)?.address?.name
}

function methodNamed(typed: string, { shippingMethods }: ShopSettings): string | undefined {
  const wanted = typed.trim().toLowerCase()
  return shippingMethods.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted)?.id
}

function contact(typed: string, { settings }: Context): Resolved {
  const email = normaliseEmail(typed)
  if (email !== undefined) return made({ kind: 'contact', email })
  const phone = normalisePhone(typed, settings.country)
  if (phone !== undefined) return made({ kind: 'contact', phone })
  return {
    kind: 'refuse',
    refusal: { kind: 'bad-contact', field: typed.includes('@') ? 'email' : 'phone', given: typed },
  }
}

function day(typed: string, { settings, now, order }: Context): Resolved {
  if (NONE.test(typed)) return made({ kind: 'day' })
  const [, before] = /^before\s+(.+)$/i.exec(typed.trim()) ?? []
  const read = readDay(before ?? typed, localDate(now, settings.timeZone), settings.country)
  // The last day before it.
  const on = read === undefined || before === undefined ? read : addDays(read, -1)
  if (on !== undefined) return made({ kind: 'day', on })
  return {
    kind: 'tell',
    headline: `"${typed}" is no day`,
    text:
      `Nothing was changed. Say it like "deliver ${order.number} on 4 Dec", or "day ${order.number} any" for ` +
      `any day.`,
  }
}
