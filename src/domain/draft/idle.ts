/**
 * What runs out by itself: a draft nobody touches, a quote, the stock held for an unpaid link
 * (rules.md C13). Instants are ISO 8601. The moment is computed here alone: the clock's queries
 * only find candidates, and the turn asks again before anything ends.
 */
import type { Instant } from '#domain/base/flavour.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import type { ShopSettings } from '#domain/model/shop.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const later = (instant: string, by: number): string => new Date(Date.parse(instant) + by).toISOString()

export type Idle = Pick<OrderDraft, 'updatedAt'> & { readonly quote?: { readonly until: string } }

/** When an open draft is put away; while a quote holds, not before its end. */
export function draftEnds({ updatedAt, quote }: Idle, settings: ShopSettings): string {
  const idle = later(updatedAt, settings.draftIdleDays * DAY)
  return quote !== undefined && quote.until > idle ? quote.until : idle
}

/**
 * How long before something ends its thread is reminded, milliseconds. What holds only for an hour
 * is reminded of in its last quarter.
 */
export function warningOf(settings: ShopSettings, lasts?: number): number {
  const usual = settings.reminderMinutes * MINUTE
  return lasts === undefined ? usual : Math.min(usual, Math.floor(lasts / 4))
}

export const holdWarning = (settings: ShopSettings): number => warningOf(settings, settings.linkHoldMinutes * MINUTE)

/** The order is unpaid, its time is over and nothing of it has left: it is given up. */
export const holdIsOver = ({ payment, lines }: Order, now: Instant): boolean =>
  payment.status === 'to-be-paid' &&
  payment.holdUntil !== undefined &&
  Date.parse(payment.holdUntil) <= Date.parse(now) &&
  lines.every((line) => line.shipped === 0)
