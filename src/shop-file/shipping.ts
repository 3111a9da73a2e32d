/**
 * Where it ships to, at what price, with what tax: shape, building and writing back. Rule: every
 * zone and band means something; lists keep the file's order, which is their priority. Next:
 * schema.ts, the whole.
 */

import { z } from 'zod'
import { given } from '#domain/base/given.ts'
import type { ShippingMethod, ShippingRates, ShopSettings, TaxRule } from '#domain/model/shop.ts'
import { type Building, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { presentIn } from './present.ts'
import { amount, amountText, country, flag, id, percent, positive, textScalar, usually } from './scalars.ts'

export const taxSchema = z
  .strictObject({
    country,
    subdivision: textScalar.optional(),
    postcodePrefix: textScalar.optional(),
    rate: percent.optional().describe('The rate of everything not named in rates.'),
    rates: usually(z.record(z.string(), percent), {}).describe('Rates by tax class.'),
    shippingTaxable: usually(flag, false),
  })
  .describe('Tax by where it ships to; the most exact rule wins; no rule = no tax, said to the rep.')
type TaxSection = z.infer<typeof taxSchema>

export function buildTax(building: Building, rules: readonly Piece<TaxSection>[]): readonly TaxRule[] {
  unique(
    building,
    rules,
    (rule) => [rule.country, rule.subdivision, rule.postcodePrefix].filter(Boolean).join(' '),
    'the tax rule for',
  )
  return rules.map(({ path, value: { rate, ...value } }) => {
    if (rate === undefined && value.rates['default'] === undefined) building.problem(path, 'needs a rate')
    return presentIn({ ...value, rates: { ...value.rates, ...given({ default: rate }) } })
  })
}

export const writeTax = ({ taxRules }: ShopSettings): TaxSection[] =>
  taxRules.map(({ rates: { default: rate, ...rates }, ...rule }) => ({ ...rule, rate, rates }))

const zone = z.strictObject({
  countries: z.array(country).min(1),
  subdivisions: z.array(textScalar).optional(),
  postcodePrefixes: z.array(textScalar).optional(),
})
const upTo = <Value, Written>(unit: z.ZodType<Value, Written>) =>
  z.array(z.strictObject({ upTo: unit.optional(), price: amount })).min(1)
const daysText = z
  .string()
  .regex(/^\d{1,3}(-\d{1,3})?$/, 'must be days such as 3-5')
  .meta({ type: ['string', 'integer'], examples: ['3-5'] })
const days = z.codec(daysText, z.custom<ShippingMethod['days']>(), {
  decode(said) {
    const [min = '0', max = min] = said.split('-')
    return { min: Number(min), max: Number(max) }
  },
  encode: ({ min, max }) => (min === max ? String(min) : `${min}-${max}`),
})

export const shippingSchema = z.strictObject({
  id,
  name: textScalar,
  kind: usually(z.enum(['delivery', 'pickup']), 'delivery').describe('pickup needs no address and no zones.'),
  zones: z.array(zone).optional(),
  price: amount.optional(),
  byWeight: upTo(positive).optional().describe('Bands by weight in grams, ascending; the last may leave out upTo.'),
  bySubtotal: upTo(amount).optional().describe('Bands by merchandise, ascending; the last may leave out upTo.'),
  days,
  international: usually(flag, false).describe('Says "import duties not included".'),
})
type ShippingSection = z.infer<typeof shippingSchema>

export function buildShipping(
  building: Building,
  methods: readonly Piece<ShippingSection>[],
): readonly ShippingMethod[] {
  unique(building, methods, (method) => method.id, 'the method')
  return methods.map(({ path, value }) => {
    const { id, name, kind, zones, days, international } = value
    if (kind === 'delivery' && zones === undefined) building.problem(path, 'needs zones: where it delivers to')
    if (days.min > days.max) building.problem([...path, 'days'], `${days.min} is more than ${days.max}`)
    return {
      id,
      name,
      kind,
      zones: (zones ?? []).map(presentIn),
      rates: buildRates(building, path, value),
      days,
      international,
    }
  })
}

function buildRates(building: Building, path: Path, method: ShippingSection): ShippingRates {
  const said = [method.price, method.byWeight, method.bySubtotal].filter((rate) => rate !== undefined)
  if (said.length !== 1) building.problem(path, 'needs exactly one of price, byWeight and bySubtotal')
  if (method.price !== undefined) return { kind: 'flat', amount: building.money([...path, 'price'], method.price) }
  const key = method.byWeight === undefined ? 'bySubtotal' : 'byWeight'
  const bands = (method[key] ?? []).map((band, index) => {
    const at = [...path, key, index]
    const limit = typeof band.upTo === 'string' ? building.money([...at, 'upTo'], band.upTo) : band.upTo
    return { at, band: presentIn({ upTo: limit, amount: building.money([...at, 'price'], band.price) }) }
  })
  bands.forEach(({ at, band }, index) => {
    const before = bands[index - 1]?.band
    if (before !== undefined && (before.upTo ?? Infinity) >= (band.upTo ?? Infinity))
      building.problem(at, 'bands must go up')
  })
  return { kind: key === 'byWeight' ? 'weight' : 'subtotal', bands: bands.map(({ band }) => band) }
}

export const writeShipping = ({ shippingMethods, exponent }: ShopSettings): ShippingSection[] =>
  shippingMethods.map(({ rates, zones, ...method }) => ({
    ...method,
    zones: zones.length === 0 ? undefined : zones.map(writeZone),
    ...writeRates(rates, exponent),
  }))

const writeZone = ({
  countries,
  subdivisions,
  postcodePrefixes,
}: ShippingMethod['zones'][number]): z.infer<typeof zone> => ({
  countries: [...countries],
  subdivisions: subdivisions && [...subdivisions],
  postcodePrefixes: postcodePrefixes && [...postcodePrefixes],
})

function writeRates(
  rates: ShippingRates,
  exponent: number,
): Pick<ShippingSection, 'price' | 'byWeight' | 'bySubtotal'> {
  if (rates.kind === 'flat') return { price: amountText(rates.amount, exponent) }
  const price = (band: { readonly amount: number }): string => amountText(band.amount, exponent)
  if (rates.kind === 'weight') return { byWeight: rates.bands.map((band) => ({ upTo: band.upTo, price: price(band) })) }
  const limit = (upTo: number | undefined): string | undefined =>
    upTo === undefined ? undefined : amountText(upTo, exponent)
  return { bySubtotal: rates.bands.map((band) => ({ upTo: limit(band.upTo), price: price(band) })) }
}
