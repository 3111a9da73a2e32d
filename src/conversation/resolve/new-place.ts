/**
 * Where a placed order is to go instead: a saved address, a typed one, the rest of one that was
 * begun, or another value for one part of it. Rule: a part that is missing leaves it begun and is
 * asked for; what is known stays known. Next: amendments.ts; turn/order/amend.ts asks.
 */
import type { AmendAct, BegunAddress } from '#conversation/requests/words/arguments.ts'
import { applyField, type BadAddress, parseTypedAddress, validateAddress } from '#domain/draft/address.ts'
import { continueAddress } from '#domain/draft/address-pieces.ts'
import type { Address, RegisteredCustomer } from '#domain/model/customer.ts'
import type { Order } from '#domain/model/order.ts'
import type { ShopSettings } from '#domain/model/shop.ts'

export type NewPlaceContext = {
  readonly order: Order
  readonly customer: RegisteredCustomer | undefined
  readonly settings: ShopSettings
}
type Begun = { readonly kind: 'begun'; readonly begun: BegunAddress; readonly why: string }
export type NoPlace = Begun | { readonly kind: 'tell'; readonly headline: string; readonly text?: string }
type Found = { readonly address: Address; readonly label?: string; readonly method?: string }
type By = { readonly method?: string }

export function placeOf(
  { where, begun }: Extract<AmendAct, { kind: 'address' | 'split' }>,
  context: NewPlaceContext,
): Found | NoPlace {
  if (begun === undefined || savedAs(where, context.customer) !== undefined) return placeIn(where, context)
  const { address, field, method } = begun
  const by: By = method === undefined ? {} : { method }
  if (isComplete(address)) return ofRead(applyField(address, field, where), by, context)
  const whole = parseTypedAddress(where, context.settings.country)
  if (address.lines.length === 0 && PERSON.test(where.trim()))
    return {
      kind: 'begun',
      begun: { ...begun, address: { ...address, name: where.trim() } },
      why: 'the street is missing',
    }
  if (whole.ok || isNew(address)) return placeIn(where, context)
  const filled = continueAddress(address, field, where)
  return filled === undefined
    ? { kind: 'begun', begun, why: `"${where}" is no ${field === 'lines' ? 'street' : NAMES[field]}` }
    : ofRead(filled, by, context)
}
const NAMES = {
  name: 'name',
  city: 'town',
  subdivision: 'state or province',
  postcode: 'postcode',
  country: 'country',
  phone: 'phone number',
} as const satisfies Record<Exclude<BegunAddress['field'], 'lines'>, string>

/** "Eve Hall", before anything else of the address. */
const PERSON = /^\p{Lu}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){1,3}$/u
const isNew = ({ name, lines }: Address): boolean => name === '' && lines.length === 0
const isComplete = (address: Address): boolean => address.name !== '' && validateAddress(address) === undefined

/** "office", "9 Elm St, Salem, OR 97301", both with "by express" behind. */
function placeIn(said: string, context: NewPlaceContext): Found | NoPlace {
  const { settings, customer } = context
  const typed = said.replace(/(?:[\s,]+(?:instead|please|now))+[.!]*$/i, '')
  const [, where = typed, way] = BY.exec(typed) ?? []
  const method = way === undefined ? undefined : methodNamed(way.replace(/\s+(?:shipping|delivery)$/i, ''), settings)
  const words = method === undefined ? typed : where
  const saved = savedAs(words, customer)
  const by: By = method === undefined ? {} : { method }
  if (saved !== undefined) return { address: saved.address, label: saved.label, ...by }
  if (!/[\d,\n]/.test(words)) return unknown(words, customer)
  return ofRead(parseTypedAddress(words, settings.country), by, context)
}

type Read = ReturnType<typeof parseTypedAddress>
/** An address typed without a recipient goes to who ordered. */
function ofRead(read: Read, by: By, { order }: NewPlaceContext): Found | NoPlace {
  const wrong: BadAddress | undefined = read.ok ? undefined : read.refusal
  const known = read.ok ? read.value : read.refusal.partial
  const address = known.name === '' ? { ...known, name: recipientOf(order) ?? '' } : known
  if (wrong !== undefined && wrong.field !== 'name')
    return { kind: 'begun', begun: { address, field: wrong.field, ...by }, why: wrong.why }
  if (address.name === '')
    return { kind: 'begun', begun: { address, field: 'name', ...by }, why: 'the recipient is missing' }
  return { address, ...by }
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

function unknown(words: string, customer: RegisteredCustomer | undefined): NoPlace {
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

export function methodNamed(typed: string, { shippingMethods }: ShopSettings): string | undefined {
  const wanted = typed.trim().toLowerCase()
  return shippingMethods.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted)?.id
}
