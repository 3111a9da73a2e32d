/**
 * Addresses: reading typed ones, validating by country, one normalised form, and words for people (orders.md row 2).
 */
import type { Address } from './customer.ts'
import type { AddressField } from './draft.ts'
import { no, type Result } from './result.ts'

/** The first field that is wrong or missing, why in words, and what could be read ('' and [] stand for what is not known yet). */
export type BadAddress = { readonly field: AddressField; readonly why: string; readonly partial: Address }

export const blankAddress = (country: string): Address => ({ name: '', lines: [], city: '', country })
/** An address typed without a recipient comes back with `name: ''`. */
export function parseTypedAddress(text: string, defaultCountry: string): Result<Address, BadAddress> {
  return no({ field: 'lines', why: text, partial: blankAddress(defaultCountry) })
}
export function addressFromFields(fields: Readonly<Record<string, string>>, defaultCountry: string): Result<Address, BadAddress> {
  return no({ field: 'lines', why: Object.keys(fields).join(), partial: blankAddress(defaultCountry) })
}
export function applyField(partial: Address, field: AddressField, text: string): Result<Address, BadAddress> {
  return no({ field, why: text, partial })
}
export function validateAddress(address: Address): BadAddress | undefined {
  return address.city === '' ? { field: 'city', why: '', partial: address } : undefined
}
/** Two addresses are the same place when their keys are equal. */
export const addressKey = (address: Address): string => JSON.stringify(address)
export const formatAddress = (address: Address): readonly string[] => address.lines
/** City and postcode: what shared screens may show. */
export const shortAddress = (address: Address): string => address.city
