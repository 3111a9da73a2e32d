/**
 * The circumstances of a draft, which conditions are tested on: day, customer, countries. What is
 * not known yet is assumed in the buyer's favour (no address: the shop's country; no buyer: a first
 * order), and asked again when it is known.
 */
import { localDate } from '#domain/base/calendar.ts'
import { sum } from '#domain/base/money.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Circumstances } from '#domain/pricing/discounts/promotion-conditions.ts'
import type { CartLine } from './cart.ts'
import { shippingPlace } from './shipping.ts'

export function circumstances(content: DraftContent, facts: Facts, lines: readonly CartLine[]): Circumstances {
  const { settings } = facts.shop
  const used = new Set(lines.flatMap((line) => line.placement.map((part) => part.group)))
  const groups = used.size === 0 ? content.groups.slice(0, 1) : content.groups.filter((group) => used.has(group.id))
  return {
    today: localDate(facts.now, settings.timeZone),
    firstOrder: facts.previousOrders === 0,
    customerGroups: content.buyer.kind === 'registered' ? (facts.customer?.groups ?? []) : [],
    countries: groups.map((group) => shippingPlace(group, settings)?.country ?? settings.country),
    lines,
    gross: sum(lines.map((line) => line.gross)),
  }
}
