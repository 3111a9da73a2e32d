/**
 * The shop's own sections, written back. The way there is build-shop.ts.
 */
import type { Address } from '#domain/model/customer.ts'
import type { ShippingMethod, ShopSettings } from '#domain/model/shop.ts'
import type { StaffData } from '#store/shop/shop-data.ts'
import { given } from './given.ts'
import type { ShopFileInput } from './schema.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** "5.95" from 595 with two digits. */
export function amountText(minor: number, exponent: number): string {
  const digits = String(minor).padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}
/** "8.25%" from 82 500 parts per million. */
export const percentText = (ppm: number): string => `${amountText(ppm, 4).replace(/\.?0+$/, '')}%`

/** The name is left out where it is the expected one. */
export function writeAddress(address: Address, name: string) {
  const { name: recipient, lines, city, country, company, subdivision, postcode, phone } = address
  return {
    ...given('name', recipient === name ? undefined : recipient),
    ...given('company', company),
    lines: [...lines],
    city,
    ...given('subdivision', subdivision),
    ...given('postcode', postcode),
    country,
    ...given('phone', phone),
  }
}

export function writeShop(settings: ShopSettings): ShopFileInput['shop'] {
  const { name, currency, locale, timeZone, pricesIncludeTax, address, hours, legal, cutOff, firstOrderNumber, reasons } = settings
  return {
    ...{ name, currency, locale, timeZone, pricesIncludeTax },
    address: writeAddress(address, name),
    hours: { days: hours.days.map((day) => DAYS[day] ?? 'sun'), from: hours.from, to: hours.to },
    ...(legal === undefined ? {} : { legal: { ...legal, minimumAge: String(legal.minimumAge) } }),
    cutOff,
    firstOrderNumber: String(firstOrderNumber),
    reasons: [...reasons],
  }
}

export const writeTimes = (settings: ShopSettings): ShopFileInput['times'] => ({
  priceFreezeHours: String(settings.priceFreezeHours),
  draftIdleDays: String(settings.draftIdleDays),
  linkHoldMinutes: String(settings.linkHoldMinutes),
  reminderMinutes: String(settings.reminderMinutes),
  approvalHours: String(settings.approvalHours),
})

export const writeTax = ({ taxRules }: ShopSettings): ShopFileInput['tax'] =>
  taxRules.map(({ country, subdivision, postcodePrefix, rates, shippingTaxable }) => {
    const { default: rate, ...others } = rates
    const named = Object.entries(others).map(([taxClass, ppm]): [string, string] => [taxClass, percentText(ppm)])
    return {
      country,
      ...given('subdivision', subdivision),
      ...given('postcodePrefix', postcodePrefix),
      ...given('rate', rate === undefined ? undefined : percentText(rate)),
      ...given('rates', named.length === 0 ? undefined : Object.fromEntries(named)),
      ...given('shippingTaxable', shippingTaxable ? true : undefined),
    }
  })

export const writeShipping = ({ shippingMethods, exponent }: ShopSettings): ShopFileInput['shipping'] =>
  shippingMethods.map((method) => ({
    id: method.id,
    name: method.name,
    ...given('kind', method.kind === 'pickup' ? method.kind : undefined),
    ...given('zones', method.zones.length === 0 ? undefined : method.zones.map(writeZone)),
    ...writeRates(method, exponent),
    days: method.days.min === method.days.max ? String(method.days.min) : `${method.days.min}-${method.days.max}`,
    ...given('international', method.international ? true : undefined),
  }))

const writeZone = ({ countries, subdivisions, postcodePrefixes }: ShippingMethod['zones'][number]) => ({
  countries: [...countries],
  ...given('subdivisions', subdivisions && [...subdivisions]),
  ...given('postcodePrefixes', postcodePrefixes && [...postcodePrefixes]),
})

function writeRates({ rates }: ShippingMethod, exponent: number) {
  if (rates.kind === 'flat') return { price: amountText(rates.amount, exponent) }
  const weigh = rates.kind === 'weight'
  const bands = rates.bands.map(({ upTo, amount }) => ({
    ...given('upTo', upTo === undefined ? undefined : weigh ? String(upTo) : amountText(upTo, exponent)),
    price: amountText(amount, exponent),
  }))
  return weigh ? { byWeight: bands } : { bySubtotal: bands }
}

export const writePayment = ({ payment, exponent }: ShopSettings): ShopFileInput['payment'] => ({
  link: payment.link,
  stored: payment.stored,
  invoice: payment.invoice,
  ...given('delivery', payment.delivery && { upTo: amountText(payment.delivery.cap, exponent) }),
})

export const writeLimits = ({ limits, exponent }: ShopSettings): ShopFileInput['limits'] =>
  Object.fromEntries(
    Object.entries(limits).map(([role, { percentPpm, amount, linePercentPpm }]) => [
      role,
      {
        ...given('percent', percentPpm === undefined ? undefined : percentText(percentPpm)),
        ...given('amount', amount === undefined ? undefined : amountText(amount, exponent)),
        ...given('linePercent', linePercentPpm === undefined ? undefined : percentText(linePercentPpm)),
      },
    ]),
  )

export const writeStaff = (staff: readonly StaffData[]): ShopFileInput['staff'] =>
  staff.map(({ id, name, role, active, users }) => {
    const others = users.filter((user) => user !== `terminal:${id}`)
    return { id, name, role, ...given('active', active ? undefined : false), ...given('users', others.length === 0 ? undefined : others) }
  })
