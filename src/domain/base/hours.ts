/**
 * The shop's hours: when a customer may be told something nobody asked for (rules.md C3), and when
 * a reminder is best given. Hours are shop-local "HH:MM" on opening days; an instant is ISO 8601.
 */

import type { ShopSettings } from '#domain/model/shop.ts'
import { isOpenDay, localMoment } from './calendar.ts'

type Hours = Pick<ShopSettings, 'hours' | 'timeZone'>

export function isOpen(instant: string, { hours, timeZone }: Hours): boolean {
  const { date, time } = localMoment(instant, timeZone)
  return isOpenDay(date, hours.days) && time >= hours.from && time < hours.to
}

const STEP = 15 * 60_000
const WEEK = 7 * 24 * 60 * 60_000

/**
 * The last moment the shop is open at or before an instant, to a quarter of an hour; the instant
 * itself for a shop that never opens.
 */
export function openBefore(instant: string, settings: Hours): string {
  const at = Date.parse(instant)
  for (let back = 0; back <= WEEK; back += STEP) {
    const candidate = new Date(at - back).toISOString()
    if (isOpen(candidate, settings)) return candidate
  }
  return instant
}

const HOUR = 60 * 60_000

/**
 * When to remind of what runs out: so long before; a customer, where the shop is not open for an
 * hour from then, in its last hour before.
 */
export function remindAt(runsOut: string, warning: number, settings: Hours, toCustomer: boolean): string {
  const before = new Date(Date.parse(runsOut) - warning).toISOString()
  const after = new Date(Date.parse(before) + HOUR).toISOString()
  if (!toCustomer || (isOpen(before, settings) && isOpen(after, settings))) return before
  return new Date(Date.parse(openBefore(before, settings)) - HOUR).toISOString()
}
