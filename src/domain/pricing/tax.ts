/**
 * Tax: per line at its ship group's place, after every discount, and on shipping where the place
 * taxes it. Rule: rules.md O13. Tax-exclusive stores add it; tax-inclusive ones take it out (net =
 * paid / (1 + rate), tax = paid - net), so that the two always add up. An exempt customer pays no
 * tax: in an inclusive store the contained tax leaves the price.
 */

import type { Amount, Ppm } from '#domain/base/flavour.ts'
import { percentOf, withoutTax } from '#domain/base/money.ts'
import type { Address } from '#domain/model/customer.ts'
import type { ShipGroup } from '#domain/model/draft.ts'
import type { Component, LinePart } from '#domain/model/ledger.ts'
import type { ShopSettings, TaxRule } from '#domain/model/shop.ts'
import type { CartLine } from './cart.ts'
import { shippingPlace } from './shipping.ts'
import { unitsAmount } from './unit-shares.ts'

export type TaxPlace = {
  readonly rule?: TaxRule
  /** Words for a place nobody set a rule for: "TX", "Canada". */
  readonly noRule?: string
}
export type TaxMode = { readonly inclusive: boolean; readonly exempt: boolean }
/** `contained` = taken out of the price (inclusive stores); `tax` = what is owed. */
export type Taxed = { readonly contained: number; readonly tax: number }

export function taxPlace(group: ShipGroup, settings: ShopSettings): TaxPlace {
  const address = shippingPlace(group, settings)
  if (address === undefined) return {}
  const rule = ruleFor(address, settings.taxRules)
  return rule === undefined ? { noRule: placeName(address, settings) } : { rule }
}

/** The most exact rule: postcode prefix (longest), then subdivision, then country; the shop's order settles a tie. */
function ruleFor(address: Address, rules: readonly TaxRule[]): TaxRule | undefined {
  const postcode = (address.postcode ?? '').replace(/[\s-]/g, '').toUpperCase()
  let best: TaxRule | undefined
  for (const rule of rules) {
    if (rule.country !== address.country) continue
    if (rule.subdivision !== undefined && rule.subdivision !== address.subdivision) continue
    if (
      rule.postcodePrefix !== undefined &&
      !postcode.startsWith(rule.postcodePrefix.replace(/[\s-]/g, '').toUpperCase())
    )
      continue
    if (best === undefined || exactness(rule) > exactness(best)) best = rule
  }
  return best
}
const exactness = (rule: TaxRule): number =>
  (rule.postcodePrefix?.length ?? 0) * 2 + (rule.subdivision === undefined ? 0 : 1)

const regions = new Map<string, Intl.DisplayNames>()
function placeName(address: Address, settings: ShopSettings): string {
  if (address.country === settings.country && address.subdivision !== undefined) return address.subdivision
  const names = regions.get(settings.locale) ?? new Intl.DisplayNames(settings.locale, { type: 'region' })
  regions.set(settings.locale, names)
  return /^[A-Z]{2}$/.test(address.country) ? (names.of(address.country) ?? address.country) : address.country
}

/** "US-IL", "DE": the rule's own name in the ledger. */
export const ruleName = (rule: TaxRule): string =>
  [rule.country, rule.subdivision, rule.postcodePrefix].filter((part) => part !== undefined).join('-')

/** Parts per million of a tax class at a place; 0 where no rule is set. */
export const taxRate = (place: TaxPlace, taxClass: string): number =>
  place.rule?.rates[taxClass] ?? place.rule?.rates['default'] ?? 0

/** Tax on an amount; nothing is owed on less than nothing. */
export function taxOn(amount: Amount, ratePpm: Ppm, mode: TaxMode): Taxed {
  const base = Math.max(0, amount)
  if (!mode.inclusive) return { contained: 0, tax: mode.exempt ? 0 : percentOf(base, ratePpm) }
  const contained = base - withoutTax(base, ratePpm)
  return { contained, tax: mode.exempt ? 0 : contained }
}

/** Shipping pays the place's default rate where shipping is taxed at all. */
export const shippingTax = (charge: number, place: TaxPlace, mode: TaxMode): Taxed =>
  taxOn(charge, place.rule?.shippingTaxable === true ? taxRate(place, 'default') : 0, mode)

/**
 * A line's units by ship group, each rounded once; `contained` is what all parts together take out
 * of the price. On nearly free lines the odd minor units of several discounts can leave the first
 * units a little below nothing: the next part's tax base makes up for it.
 */
export function taxLine(
  line: CartLine,
  discounts: readonly Component[],
  places: ReadonlyMap<string, TaxPlace>,
  mode: TaxMode,
) {
  let start = 0
  let contained = 0
  let short = 0
  const parts = line.placement.map(({ group, quantity }): LinePart => {
    const amount = unitsAmount(line, discounts, start, start + quantity)
    start += quantity
    const rate = taxRate(places.get(group) ?? {}, line.taxClass)
    const taxed = taxOn(amount + short, rate, mode)
    short = Math.min(0, amount + short)
    contained += taxed.contained
    return { group, quantity, net: amount - taxed.contained, taxRatePpm: mode.exempt ? 0 : rate, tax: taxed.tax }
  })
  return { parts, contained }
}

/** Tax on what an item of a placed order costs more, where the order goes. */
export function taxOfMore(
  more: number,
  taxClass: string,
  group: Omit<ShipGroup, 'override'> | undefined,
  settings: ShopSettings,
): Taxed {
  const place = group === undefined ? {} : taxPlace(group, settings)
  return taxOn(more, taxRate(place, taxClass), { inclusive: settings.pricesIncludeTax, exempt: false })
}
