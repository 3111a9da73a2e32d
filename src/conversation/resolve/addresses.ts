/**
 * Requests about addresses: a saved label ("home"), typed text, or a form's fields (rules.md O2).
 * What is missing or wrong is asked field by field.
 */

import type { Of } from '#conversation/requests/request.ts'
import type { AddressRef } from '#conversation/requests/words/arguments.ts'
import { countryOfEmail } from '#domain/base/contact.ts'
import { given } from '#domain/base/given.ts'
import { countryOfTown } from '#domain/base/towns.ts'
import { addressFromFields, applyField, parseTypedAddress, validateAddress } from '#domain/draft/address.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import type { Address } from '#domain/model/customer.ts'
import type { LineUnits } from '#domain/model/draft-question.ts'
import { findLine } from './line-ref.ts'
import { parseQuantity } from './quantity.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

/** One part of the address that is there, or of the one that is asked about. */
export function resolveAddressPart({ field, value, target }: Of<'address-part'>, context: ResolveContext): ResolveStep {
  const { draft } = context
  const [main] = draft.content.groups
  const { billing } = draft.content
  const asked = questionsOf(draft).find((question) => question.kind === 'address-field' && question.target === target)
  const begun = asked?.kind === 'address-field' ? asked : undefined
  const { partial, group = 'main', units } = begun ?? {}
  const there = target === 'ship' ? main?.address : billing.kind === 'address' ? billing.address : undefined
  const address = partial ?? there ?? named(emptyIn(context.facts.shop.settings.country), context)
  const filled = applyField(address, field, field === 'lines' ? streetWith(value, address) : value)
  if (filled.ok && units !== undefined)
    return commands(
      ...units.map(
        ({ line, quantity }) => ({ kind: 'ship-line-to', lineId: line, quantity, address: filled.value }) as const,
      ),
    )
  if (filled.ok)
    return commands(
      target === 'bill'
        ? { kind: 'bill-to', address: filled.value }
        : { kind: 'ship-to', group, address: filled.value },
    )
  const { field: wrong, why, partial: known } = filled.refusal
  if (wrong === field)
    return { kind: 'tell', headline: `${why.slice(0, 1).toUpperCase()}${why.slice(1)}`, text: 'Nothing was changed.' }
  return ask({ kind: 'address-field', target, group, field: wrong, partial: known, ...given({ units }) })
}

/** "The house number is 14": the number of the street that is there; the street stays. */
function streetWith(value: string, { lines }: Address): string {
  const [street = '', ...more] = lines
  const number = /^(?:no\.?\s*|#\s*)?(?<number>\d{1,5}\s?[a-z]?)$/iu.exec(value.trim())?.groups?.['number']
  if (number === undefined || street === '') return value
  const first = street.replace(/^\d{1,5}\s?[a-z]?(?=[\s,])/iu, number)
  const last = first === street ? street.replace(/\d{1,5}\s?[a-z]?$/iu, number) : first
  return [last === street && !street.includes(number) ? `${number} ${street}` : last, ...more].join('\n')
}

const emptyIn = (country: string): Address => ({ name: '', lines: [], city: '', country })

type Target = {
  readonly target: 'ship' | 'bill'
  readonly group: string
  readonly units?: readonly LineUnits[]
}
type Found = { readonly address: Address; readonly label?: string } | { readonly step: ResolveStep }

export function resolveShipTo(request: Of<'ship-to'>, context: ResolveContext): ResolveStep {
  const group = request.group ?? 'main'
  const found = findAddress(request.address, { target: 'ship', group }, context)
  return 'step' in found ? found.step : commands({ kind: 'ship-to', group, ...found })
}

export function resolveShipLineTo(request: Of<'ship-line-to'>, context: ResolveContext): ResolveStep {
  const quantity = parseQuantity(request.quantity)
  if (quantity === undefined) return refuse({ kind: 'bad-quantity', max: 999 })
  const line = findLine(context.draft, request.line)
  if ('step' in line) return line.step
  const units = [{ line: line.line.id, quantity }]
  const found = findAddress(request.address, { target: 'ship', group: 'main', units }, context)
  return 'step' in found ? found.step : commands({ kind: 'ship-line-to', lineId: line.line.id, quantity, ...found })
}

export function resolveBillTo(request: Of<'bill-to'>, context: ResolveContext): ResolveStep {
  if (request.address.by === 'same') return commands({ kind: 'bill-to' })
  const found = findAddress(request.address, { target: 'bill', group: 'main' }, context)
  return 'step' in found ? found.step : commands({ kind: 'bill-to', ...found })
}

export function findAddress(ref: AddressRef, target: Target, context: ResolveContext): Found {
  switch (ref.by) {
    case 'parsed':
      return checked(ref.address, target)
    case 'label':
      return saved(ref.label, context) ?? unknownLabel(ref.label, context)
    case 'text':
      return saved(ref.text, context) ?? typed(ref.text, target, context)
    case 'fields': {
      const parsed = addressFromFields(ref.fields, context.facts.shop.settings.country)
      return parsed.ok ? { address: parsed.value } : { step: refuse({ kind: 'bad-address', ...parsed.refusal }) }
    }
    default:
      return ref satisfies never
  }
}

function saved(text: string, context: ResolveContext): Found | undefined {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^(?:(?:the|my|his|her|their|usual) )+/, '')
    .replace(/ address$/, '')
  const book = context.facts.customer?.addresses ?? []
  const usual = /^(?:usual|default|same|address)$/.test(wanted) || wanted === ''
  const entry =
    book.find((known) => known.label.toLowerCase() === wanted) ??
    (usual ? book.find((known) => known.isDefault) : undefined)
  return entry && { address: entry.address, label: entry.label }
}

function unknownLabel(label: string, context: ResolveContext): Found {
  const labels = (context.facts.customer?.addresses ?? []).map((entry) => entry.label)
  const text =
    labels.length > 0
      ? `Saved: ${labels.join(', ')}. Or type the whole address.`
      : 'No address is saved yet: type the whole address.'
  return { step: { kind: 'tell', headline: `There is no address called "${label}"`, text } }
}

/** A word without a number or a comma is a label that does not exist, not half an address. */
function typed(text: string, target: Target, context: ResolveContext): Found {
  if (!/[\d,\n]/.test(text) && text.trim().split(/\s+/).length <= 2) return unknownLabel(text.trim(), context)
  const parsed = readTyped(text, context)
  const read = parsed.ok ? parsed.value : parsed.refusal.partial
  const address = named(parsed.ok ? read : withBegun(read, target, context), context)
  const field = validateAddress(address)?.field ?? (parsed.ok ? undefined : parsed.refusal.field)
  return parsed.ok || validateAddress(address) === undefined
    ? checked(address, target)
    : { step: ask({ kind: 'address-field', ...target, field: field ?? 'lines', partial: address }) }
}

/** What is known of an address that was begun stays known. */
function withBegun(read: Address, target: Target, { draft }: ResolveContext): Address {
  const begun = questionsOf(draft).find(
    (question) => question.kind === 'address-field' && question.target === target.target,
  )
  if (begun?.kind !== 'address-field' || (begun.units === undefined) !== (target.units === undefined)) return read
  const { partial } = begun
  if (partial.lines.length > 0 && read.lines.length > 0) return read
  return {
    ...partial,
    ...given({ subdivision: read.subdivision, postcode: read.postcode, phone: read.phone }),
    name: read.name === '' ? partial.name : read.name,
    lines: read.lines.length === 0 ? partial.lines : read.lines,
    city: read.city === '' ? partial.city : read.city,
    country: read.city === '' ? partial.country : read.country,
  }
}

/**
 * Without a country it is at home, where it fits there; else where everybody thinks of with that
 * town, or where the buyer's e-mail address is.
 */
function readTyped(text: string, { facts, draft }: ResolveContext): ReturnType<typeof parseTypedAddress> {
  const home = parseTypedAddress(text, facts.shop.settings.country)
  const read = home.ok ? home.value : home.refusal.partial
  if (home.ok || read.country !== facts.shop.settings.country) return home
  const { buyer } = draft.content
  const email = buyer.kind === 'none' ? undefined : buyer.email
  const abroad = [countryOfTown(read.city), email === undefined ? undefined : countryOfEmail(email)].flatMap(
    (country) => (country === undefined || country === read.country ? [] : [parseTypedAddress(text, country)]),
  )
  const [first] = abroad
  return abroad.find(({ ok }) => ok) ?? (countryOfTown(read.city) === undefined ? home : (first ?? home))
}

/** Complete, recipient included; else the next field is asked for. */
function checked(address: Address, target: Target): Found {
  const field = validateAddress(address)?.field ?? (address.name === '' ? 'name' : undefined)
  return field === undefined
    ? { address }
    : { step: ask({ kind: 'address-field', ...target, field, partial: address }) }
}

/** An address typed without a recipient goes to the buyer. */
function named(address: Address, context: ResolveContext): Address {
  const { buyer } = context.draft.content
  const name = buyer.kind === 'none' ? undefined : buyer.name
  return address.name === '' && name !== undefined ? { ...address, name } : address
}
