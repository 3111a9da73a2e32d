/**
 * What shipping costs after a change of a placed order (rules.md O7, O11). Rule: what does not
 * depend on the change stays as it was frozen; a rate is today's only where the place, the method or
 * the load make it another one. Free shipping stays where it also covers the new method and country.
 * A price set by hand is for the method it was set for.
 */
import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { addressKey, shortAddress } from '#domain/draft/address.ts'
import type { Order, OrderGroup, OrderLine } from '#domain/model/order.ts'
import type { AmendSituation } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { Conditions, ShippingMethod, ShopSettings } from '#domain/model/shop.ts'
import { alive, unitsOf } from '#domain/order/units.ts'
import { defaultMethod, eligibleMethods, type Load, rateOf, reaches } from '#domain/pricing/shipping.ts'
import { shippingTax, taxPlace } from '#domain/pricing/tax.ts'
import type { Arrangement, ShipTarget } from './arrange.ts'

export type RateContext = {
  readonly order: Order
  readonly lines: readonly OrderLine[]
  readonly settings: ShopSettings
  readonly situation: AmendSituation
}

export function rateGroups(
  { targets, lines }: Arrangement,
  base: Omit<RateContext, 'lines'>,
): Result<readonly OrderGroup[], Refusal> {
  const groups: OrderGroup[] = []
  for (const target of targets) {
    const rated = rateGroup(target, { ...base, lines })
    if (!rated.ok) return rated
    groups.push(rated.value)
  }
  return ok(groups)
}

function rateGroup(target: ShipTarget, context: RateContext): Result<OrderGroup, Refusal> {
  const { order, lines } = context
  const was = order.groups.find(({ id }) => id === target.id)
  const load = loadOf(target.id, lines, context)
  const same = was !== undefined && was.method === target.method && isSamePlace(was, target)
  if (same && isEqual(load, loadOf(target.id, order.lines, context))) return ok(was)
  const method = methodFor(target, load, context)
  if (!method.ok) return method
  const rate = rateOf(method.value, load) ?? 0
  const before =
    was && was.method === method.value.id ? rateOf(method.value, loadOf(was.id, order.lines, context)) : undefined
  return ok(
    charged(
      { target, method: method.value, was, rate: before === rate && was !== undefined ? was.rate : rate },
      context,
    ),
  )
}

const isSamePlace = ({ address: a }: OrderGroup, { address: b }: ShipTarget): boolean =>
  a === b || (a !== undefined && b !== undefined && addressKey(a) === addressKey(b))
const isEqual = (a: Load, b: Load): boolean => a.grams === b.grams && a.goods === b.goods

/** What leaves with a group. */
function loadOf(group: string, lines: readonly OrderLine[], { situation }: Pick<RateContext, 'situation'>): Load {
  const loads = lines.map((line) => {
    const count = unitsOf(line).filter((unit, index) => index < alive(line) && unit.group === group).length
    return {
      grams: count * (situation.goods.get(line.sku)?.weightGrams ?? 0),
      goods: line.gift ? 0 : count * line.unitPrice,
    }
  })
  return { grams: sum(loads.map(({ grams }) => grams)), goods: sum(loads.map(({ goods }) => goods)) }
}

/** Never another one silently: where the method does not reach, those that do are named. */
function methodFor(target: ShipTarget, load: Load, { order, settings }: RateContext): Result<ShippingMethod, Refusal> {
  const { address } = target
  const main = order.groups[0]?.method
  const usual = settings.shippingMethods.find(({ id }) => id === (target.method ?? main))
  // What is sent somewhere is not picked up, unless that was said.
  const known = target.method === undefined && usual?.kind === 'pickup' ? undefined : usual
  if (target.method !== undefined && known === undefined)
    return no({ kind: 'unknown-method', method: target.method, known: settings.shippingMethods.map(({ id }) => id) })
  if (known?.kind === 'delivery' && address === undefined) return no({ kind: 'no-address' })
  if (known !== undefined && rateOf(known, load) !== undefined && reaches(known, address)) return ok(known)
  const found = target.method === undefined ? defaultMethod(settings, address, load)?.method : undefined
  if (found !== undefined) return ok(found)
  const eligible = eligibleMethods(settings, address, load).map(({ method }) => method.id)
  return no({
    kind: 'method-not-here',
    method: target.method ?? main ?? '',
    place: address === undefined ? '' : shortAddress(address),
    eligible,
  })
}

type Rated = {
  readonly target: ShipTarget
  readonly method: ShippingMethod
  readonly was: OrderGroup | undefined
  readonly rate: number
}

function charged({ target, method, was, rate }: Rated, context: RateContext): OrderGroup {
  const { order, settings, situation } = context
  const { id, address } = target
  const override =
    was?.override !== undefined && (was.override.method ?? was.method) === method.id ? was.override : undefined
  const freeBy = freeFor(method, target, context)
  const due = freeBy === undefined ? rate : 0
  const place = taxPlace({ id, method: method.id, ...given({ address }) }, settings)
  const mode = { inclusive: settings.pricesIncludeTax, exempt: situation.taxExempt }
  const amount = order.parent === null ? (override?.amount ?? due) : more(due, was, context)
  const { contained, tax } = shippingTax(amount, place, mode)
  return {
    id,
    ...given({ address }),
    ...{ method: method.id, methodName: method.name, rate },
    charge: mode.exempt ? amount - contained : amount,
    ...given({ freeBy, override }),
    tax,
  }
}

/** The charge of a family stays on its first order: another one pays only what it costs more now. */
function more(due: number, was: OrderGroup | undefined, context: RateContext): number {
  const method = context.settings.shippingMethods.find(({ id }) => id === was?.method)
  const usual = was && method ? rateOf(method, loadOf(was.id, context.order.lines, context)) : undefined
  return Math.max(0, (was?.charge ?? 0) + due - (usual ?? 0))
}

/** What is charged for a group as it stands, before a price set by hand. */
export const dueOf = ({ rate, freeBy }: OrderGroup): number => (freeBy === undefined ? rate : 0)

/** The rule that frees it: the one that did, or one of a minimum only, which the order as it was bought reaches. */
function freeFor(
  method: ShippingMethod,
  { address, id }: ShipTarget,
  { order, settings, situation }: RateContext,
): string | undefined {
  const country = method.kind === 'pickup' ? settings.country : (address?.country ?? settings.country)
  const was = order.groups.find((group) => group.id === id)?.freeBy ?? order.groups[0]?.freeBy
  const covers = (methods: readonly string[], { countries }: Pick<Conditions, 'countries'>): boolean =>
    (methods.length === 0 || methods.includes(method.id)) && (countries === undefined || countries.includes(country))
  const coupon = was === undefined ? undefined : situation.coupons.get(was)
  if (coupon !== undefined && covers(coupon, {})) return was
  const found = settings.promotions.find(
    ({ id: source, effect, conditions, exclusive, group }) =>
      effect.kind === 'free-shipping' &&
      covers(effect.methods, conditions) &&
      (source === was || (!exclusive && group === undefined && reachesMinimum(conditions, order))),
  )
  return found?.id
}

/** Only a minimum can be asked of what was bought then; other conditions were asked at the submit. */
function reachesMinimum({ minimum, minimumOn, countries: _, ...others }: Conditions, { lines }: Order): boolean {
  if (minimum === undefined || Object.keys(others).length > 0) return false
  const merchandise = lines
    .filter(({ gift }) => !gift)
    .map(({ gross, components }) => {
      const early = components.filter(({ kind }) => kind === 'line-promotion' || kind === 'line-coupon')
      return gross + (minimumOn === 'gross' ? 0 : sum(early.map(({ amount }) => amount)))
    })
  return sum(merchandise) >= minimum
}
