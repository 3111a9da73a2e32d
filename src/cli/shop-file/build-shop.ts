/**
 * From the shop's own sections to ShopSettings and staff: checks time zone, locale, currency and country, and that every zone, band and
 * limit means something. Lists keep the file's order, which is their priority.
 */
import { validateAddress } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { OverrideLimit, ShippingMethod, ShippingRates, ShopSettings, TaxRule } from '#domain/model/shop.ts'
import type { StaffData } from '#store/shop/shop-data.ts'
import { type Building, exponentOf, isCurrency, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { given } from './given.ts'
import type { ShopFile } from './schema.ts'

type Section<K extends keyof ShopFile> = ShopFile[K]
export type AddressInput = Section<'shop'>['address']

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** The settings that come from `shop` alone. `days` are 0 = Sunday to 6. */
export function buildShop(building: Building, { path, value }: Piece<Section<'shop'>>) {
  if (!isCurrency(value.currency)) building.problem([...path, 'currency'], `${value.currency} is not a currency`)
  if (!isTimeZone(value.timeZone)) building.problem([...path, 'timeZone'], `${value.timeZone} is not a time zone such as America/Chicago`)
  if (!isLocale(value.locale)) building.problem([...path, 'locale'], `${value.locale} is not a language and region such as en-US`)
  if (value.hours.from >= value.hours.to) building.problem([...path, 'hours', 'to'], `must be after ${value.hours.from}`)
  const { name, currency, locale, timeZone, pricesIncludeTax, cutOff, firstOrderNumber, reasons, legal } = value
  return {
    name,
    currency,
    exponent: exponentOf(currency),
    locale,
    timeZone,
    country: value.address.country,
    address: buildAddress(building, [...path, 'address'], value.address, name),
    pricesIncludeTax,
    hours: { days: value.hours.days.map((day) => DAYS.indexOf(day)), from: value.hours.from, to: value.hours.to },
    ...given('legal', legal),
    cutOff,
    reasons,
    firstOrderNumber,
  } satisfies Partial<ShopSettings>
}

/** An address as the domain keeps it; its own rules by country apply. */
export function buildAddress(building: Building, path: Path, input: AddressInput, name: string): Address {
  const address: Address = {
    name: input.name ?? name,
    ...given('company', input.company),
    lines: input.lines,
    city: input.city,
    ...given('subdivision', input.subdivision),
    ...given('postcode', input.postcode),
    country: input.country,
    ...given('phone', input.phone),
  }
  const bad = validateAddress(address)
  if (bad !== undefined) building.problem([...path, bad.field], bad.why)
  return address
}

export function buildTax(building: Building, rules: readonly Piece<Section<'tax'>[number]>[]): readonly TaxRule[] {
  unique(building, rules, (rule) => [rule.country, rule.subdivision, rule.postcodePrefix].filter(Boolean).join(' '), 'the tax rule for')
  return rules.map(({ path, value }) => {
    if (value.rate === undefined && value.rates?.['default'] === undefined) building.problem(path, 'needs a rate')
    return {
      country: value.country,
      ...given('subdivision', value.subdivision),
      ...given('postcodePrefix', value.postcodePrefix),
      rates: { ...value.rates, ...given('default', value.rate) },
      shippingTaxable: value.shippingTaxable ?? false,
    }
  })
}

export function buildShipping(building: Building, methods: readonly Piece<Section<'shipping'>[number]>[]): readonly ShippingMethod[] {
  unique(building, methods, (method) => method.id, 'the method')
  return methods.map(({ path, value }) => {
    const kind = value.kind ?? 'delivery'
    if (kind === 'delivery' && value.zones === undefined) building.problem(path, 'needs zones: where it delivers to')
    const [min = '0', max = min] = value.days.split('-')
    if (Number(min) > Number(max)) building.problem([...path, 'days'], `${min} is more than ${max}`)
    return {
      id: value.id,
      name: value.name,
      kind,
      zones: (value.zones ?? []).map((zone) => ({
        countries: zone.countries,
        ...given('subdivisions', zone.subdivisions),
        ...given('postcodePrefixes', zone.postcodePrefixes),
      })),
      rates: buildRates(building, path, value),
      days: { min: Number(min), max: Number(max) },
      international: value.international ?? false,
    }
  })
}

function buildRates(building: Building, path: Path, method: Section<'shipping'>[number]): ShippingRates {
  const said = [method.price, method.byWeight, method.bySubtotal].filter((rate) => rate !== undefined)
  if (said.length !== 1) building.problem(path, 'needs exactly one of price, byWeight and bySubtotal')
  if (method.price !== undefined) return { kind: 'flat', amount: building.money([...path, 'price'], method.price) }
  const key = method.byWeight === undefined ? 'bySubtotal' : 'byWeight'
  const bands = (method[key] ?? []).map((band, index) => {
    const at = [...path, key, index]
    const limit = typeof band.upTo === 'string' ? building.money([...at, 'upTo'], band.upTo) : band.upTo
    return { at, ...given('upTo', typeof limit === 'number' ? limit : undefined), amount: building.money([...at, 'price'], band.price) }
  })
  bands.forEach((band, index) => {
    const before = bands[index - 1]
    if (before !== undefined && (before.upTo ?? Infinity) >= (band.upTo ?? Infinity)) building.problem(band.at, 'bands must go up')
  })
  return { kind: key === 'byWeight' ? 'weight' : 'subtotal', bands: bands.map(({ at: _, ...band }) => band) }
}

export function buildPayment(building: Building, { path, value }: Piece<Section<'payment'>>): ShopSettings['payment'] {
  const { link, stored, invoice, delivery } = value
  const cap = delivery === undefined ? undefined : { cap: building.money([...path, 'delivery', 'upTo'], delivery.upTo) }
  return { link, stored, invoice, ...given('delivery', cap) }
}

export function buildLimits(building: Building, { path, value }: Piece<Section<'limits'>>): ShopSettings['limits'] {
  const entries = Object.entries(value).flatMap(([role, limit]): [string, OverrideLimit][] => {
    if (limit === undefined) return []
    const amount = limit.amount === undefined ? undefined : building.money([...path, role, 'amount'], limit.amount)
    return [[role, { ...given('percentPpm', limit.percent), ...given('amount', amount), ...given('linePercentPpm', limit.linePercent) }]]
  })
  return Object.fromEntries(entries)
}

/** Everybody can use the terminal under their own id. */
export function buildStaff(building: Building, staff: readonly Piece<Section<'staff'>[number]>[]): readonly StaffData[] {
  unique(building, staff, (person) => person.id, 'the member of staff')
  const users = staff.flatMap(({ path, value }) => (value.users ?? []).map((user) => ({ path, value: user })))
  unique(building, users, (user) => user, 'the chat user')
  return staff.map(({ value }) => ({
    id: value.id,
    name: value.name,
    role: value.role,
    active: value.active ?? true,
    users: [...new Set([`terminal:${value.id}`, ...(value.users ?? [])])],
  }))
}

const isTimeZone = (name: string): boolean => works(() => new Intl.DateTimeFormat('en', { timeZone: name }))
const isLocale = (name: string): boolean => works(() => Intl.getCanonicalLocales(name))
function works(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
