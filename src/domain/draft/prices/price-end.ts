/**
 * When what a draft stands at goes up by itself: a list price that was frozen with its line and has
 * risen since, a coupon that ends (rules.md O5; rules.md C13). Rule: only a rise is worth a
 * reminder. A quote freezes everything and has a reminder of its own. Candidates for the clock:
 * store/admin/due.ts finds the same ends.
 */
import { addDays, startOfDay } from '#domain/base/calendar.ts'
import { refreshPrices } from '#domain/draft/decide/decide.ts'
import { listPrice } from '#domain/draft/lines.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { couponCode } from '#domain/pricing/discounts/coupon-state.ts'

const HOUR = 60 * 60_000

/** `ends` is an ISO instant; `before` and `after` are totals in minor units; `codes` are the coupons that end then. */
export type PriceEnd = {
  readonly ends: string
  readonly before: number
  readonly after: number
  readonly codes: readonly string[]
}

/** The next end; undefined when nothing ends, or the total does not rise by it. */
export function priceEnd(draft: OrderDraft, facts: Facts): PriceEnd | undefined {
  const ends = draft.quote === undefined ? nextEnd(draft, facts) : undefined
  if (ends === undefined) return undefined
  const then: Facts = { ...facts, now: ends }
  const before = ledgerOf(draft, facts)
  const after = ledgerOf(
    refreshPrices(draft, { facts: then, actor: { kind: 'system', id: 'clock' }, source: 'clock' }).draft,
    then,
  )
  if (after.total <= before.total) return undefined
  return {
    ends,
    before: before.total,
    after: after.total,
    codes: activeIn(before).filter((code) => !activeIn(after).includes(code)),
  }
}

function nextEnd({ content }: OrderDraft, { shop, now }: Facts): string | undefined {
  const { priceFreezeHours, timeZone } = shop.settings
  const thaws = content.lines.flatMap((line) => {
    const variant = shop.catalog.variants.get(line.sku)
    const rises = variant !== undefined && listPrice(variant, line.freeText, shop.catalog) > line.unitPrice
    return rises ? [new Date(Date.parse(line.pricedAt) + priceFreezeHours * HOUR).toISOString()] : []
  })
  const coupons = content.coupons.flatMap(({ code }) => {
    const until = shop.coupons.get(couponCode(code))?.conditions.until
    return until === undefined ? [] : [startOfDay(addDays(until, 1), timeZone)]
  })
  return [...thaws, ...coupons].filter((ends) => ends > now).sort()[0]
}

const activeIn = ({ coupons }: Ledger): readonly string[] =>
  coupons.filter(({ outcome }) => outcome.kind === 'active').map(({ code }) => code)
