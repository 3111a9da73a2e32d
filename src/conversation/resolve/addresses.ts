/**
 * Requests about addresses: a saved label ("home"), typed text, or a form's fields (rules.md O2).
 * What is missing or wrong is asked field by field.
 */

import type { Of } from '#conversation/requests/request.ts'
import type { AddressRef } from '#conversation/requests/words/arguments.ts'
import { addressFromFields, applyField, parseTypedAddress, validateAddress } from '#domain/draft/address.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import type { Address } from '#domain/model/customer.ts'
import { findLine } from './line-ref.ts'
import { parseQuantity } from './quantity.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

/** One part of the address that is there, or of the one that is asked about. */
export function resolveAddressPart({ field, value, target }: Of<'address-part'>, context: ResolveContext): ResolveStep {
  const { draft } = context
  const [main] = draft.content.groups
  const { billing } = draft.content
  const asked = questionsOf(draft).find((question) => question.kind === 'address-field' && question.target === target)
  const partial = asked?.kind === 'address-field' ? asked.partial : undefined
  const group = asked?.kind === 'address-field' ? asked.group : 'main'
  const there = target === 'ship' ? main?.address : billing.kind === 'address' ? billing.address : undefined
  const address = partial ?? there
  if (address === undefined)
    return {
      kind: 'tell',
      headline: 'There is no address yet',
      text: 'Say the whole address, then one part can change.',
    }
  const filled = applyField(address, field, value)
  if (filled.ok)
    return commands(
      target === 'bill'
        ? { kind: 'bill-to', address: filled.value }
        : { kind: 'ship-to', group, address: filled.value },
    )
  const { field: wrong, why, partial: known } = filled.refusal
  if (wrong === field)
    return { kind: 'tell', headline: `${why.slice(0, 1).toUpperCase()}${why.slice(1)}`, text: 'Nothing was changed.' }
  return ask({ kind: 'address-field', target, group, field: wrong, partial: known })
}

type Target = { readonly target: 'ship' | 'bill'; readonly group: string }
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
  const found = findAddress(request.address, { target: 'ship', group: 'main' }, context)
  return 'step' in found ? found.step : commands({ kind: 'ship-line-to', lineId: line.line.id, quantity, ...found })
}

export function resolveBillTo(request: Of<'bill-to'>, context: ResolveContext): ResolveStep {
  if (request.address.by === 'same') return commands({ kind: 'bill-to' })
  const found = findAddress(request.address, { target: 'bill', group: 'main' }, context)
  return 'step' in found ? found.step : commands({ kind: 'bill-to', ...found })
}

function findAddress(ref: AddressRef, target: Target, context: ResolveContext): Found {
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
  const parsed = parseTypedAddress(text, context.facts.shop.settings.country)
  if (parsed.ok) return checked(named(parsed.value, context), target)
  const { field, partial } = parsed.refusal
  return { step: ask({ kind: 'address-field', ...target, field, partial: named(partial, context) }) }
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
