/**
 * Shipping: which methods reach a place, what they cost and when things arrive. Rule: rules.md O7.
 * The first method that fits is the default; one that stops fitting is never swapped silently:
 * pricing keeps its old rate in view and the draft asks again (missing.ts).
 */
import { addOpenDays, formatDayRange, localMoment, openDayFrom } from '#domain/base/calendar.ts'
import type { Address } from '#domain/model/customer.ts'
import type { ShipGroup } from '#domain/model/draft.ts'
import type { ShippingMethod, ShopSettings, Zone } from '#domain/model/shop.ts'

/**
 * What a ship group carries: grams, and minor units of goods before discounts (subtotal bands;
 * subtotal = sum of gross).
 */
export type Load = { readonly grams: number; readonly goods: number }
export type MethodChoice = { readonly method: ShippingMethod; readonly rate: number }

export const methodOf = (
  group: ShipGroup,
  settings: Pick<ShopSettings, 'shippingMethods'>,
): ShippingMethod | undefined => settings.shippingMethods.find((method) => method.id === group.method)

/** Where a group's goods change hands: picked-up goods at the shop's address, else the ship-to. */
export const shippingPlace = (group: ShipGroup, settings: ShopSettings): Address | undefined =>
  methodOf(group, settings)?.kind === 'pickup' ? settings.address : group.address

const compact = (postcode: string): string => postcode.replace(/[\s-]/g, '').toUpperCase()

export function inZone(zone: Zone, address: Address): boolean {
  if (!zone.countries.includes(address.country)) return false
  if (zone.subdivisions !== undefined && !zone.subdivisions.includes(address.subdivision ?? '')) return false
  const postcode = compact(address.postcode ?? '')
  return (
    zone.postcodePrefixes === undefined || zone.postcodePrefixes.some((prefix) => postcode.startsWith(compact(prefix)))
  )
}

/** Pickup needs no address; a delivery needs one in its zones. */
export const reaches = (method: ShippingMethod, address: Address | undefined): boolean =>
  method.kind === 'pickup' || (address !== undefined && method.zones.some((zone) => inZone(zone, address)))

/** Minor units; undefined when no band takes the load. */
export function rateOf(method: ShippingMethod, load: Load): number | undefined {
  const { rates } = method
  if (rates.kind === 'flat') return rates.amount
  const size = rates.kind === 'weight' ? load.grams : load.goods
  return rates.bands.find((band) => band.upTo === undefined || size <= band.upTo)?.amount
}

/** Methods that fit a place and a load, in the shop's order, each with its rate. */
export function eligibleMethods(
  settings: ShopSettings,
  address: Address | undefined,
  load: Load,
): readonly MethodChoice[] {
  return settings.shippingMethods.flatMap((method) => {
    const rate = reaches(method, address) ? rateOf(method, load) : undefined
    return rate === undefined ? [] : [{ method, rate }]
  })
}

/** The shop's first delivery that fits; nothing is assumed for pickup. */
export const defaultMethod = (
  settings: ShopSettings,
  address: Address | undefined,
  load: Load,
): MethodChoice | undefined =>
  eligibleMethods(settings, address, load).find((choice) => choice.method.kind === 'delivery')

export type Arrival =
  /** Shop-local days. */
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'days-after-dispatch'; readonly min: number; readonly max: number }

/**
 * When a method delivers what is ready at an instant: dispatched the same open day until the
 * cut-off, else the next one; open days count.
 */
export function arrivalOf(
  method: ShippingMethod,
  settings: Omit<ShopSettings, 'limits'>,
  ready: string | undefined,
): Arrival {
  const { min, max } = method.days
  const days: Arrival = { kind: 'days-after-dispatch', min, max }
  if (ready === undefined) return days
  const open = settings.hours.days
  const now = localMoment(ready, settings.timeZone)
  const today = openDayFrom(now.date, open)
  const late = today === now.date && now.time > settings.cutOff
  const dispatch = today !== undefined && late ? addOpenDays(today, 1, open) : today
  const from = dispatch === undefined ? undefined : addOpenDays(dispatch, min, open)
  const to = dispatch === undefined ? undefined : addOpenDays(dispatch, max, open)
  return from === undefined || to === undefined ? days : { kind: 'dates', from, to }
}

/** "Wed 25 - Fri 27 Nov", or "3-5 days after dispatch". */
export function arrivalText(arrival: Arrival, locale: string): string {
  if (arrival.kind === 'dates') return formatDayRange(arrival.from, arrival.to, locale)
  const { min, max } = arrival
  return `${min === max ? min : `${min}-${max}`} ${max === 1 ? 'day' : 'days'} after dispatch`
}
