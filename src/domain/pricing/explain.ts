/**
 * Why a draft costs what it costs, and why something does not apply. Reads the ledger only; the words are the screens'.
 */

import type { Amount, Sku } from '#domain/base/flavour.ts'
import type { CouponOutcome, Ledger, LedgerStep, PromotionOutcome } from '#domain/model/ledger.ts'
import { couponCode } from '#domain/pricing/discounts/coupon-state.ts'

/**
 * One line of "why": its rule, the amount it moved and what is left after it; `parts` is how an
 * order discount fell on the lines.
 */
export type WhyLine = LedgerStep & {
  readonly parts: readonly { readonly lineId: string; readonly sku: Sku; readonly amount: Amount }[]
}

const SHARED: readonly LedgerStep['stage'][] = ['S1', 'S2a', 'S2b', 'S3']

/** What is given away is nothing to explain. */
type Told = Omit<Ledger, 'giveAway'>

export const whyLines = (ledger: Told): readonly WhyLine[] =>
  ledger.steps.map((step) => ({ ...step, parts: SHARED.includes(step.stage) ? partsOf(ledger, step.source) : [] }))

const partsOf = (ledger: Told, source: string): WhyLine['parts'] =>
  ledger.lines.flatMap((line) =>
    line.components
      .filter((component) => component.source === source)
      .map((component) => ({ lineId: line.lineId, sku: line.sku, amount: component.amount })),
  )

export type WhyNot =
  | { readonly kind: 'promotion'; readonly about: PromotionOutcome }
  | { readonly kind: 'coupon'; readonly about: CouponOutcome }

/**
 * What a promotion or a presented coupon says for itself, by id or code in any case; undefined when
 * this order knows nothing of it.
 */
export function whyNot(ledger: Told, id: string): WhyNot | undefined {
  const wanted = couponCode(id)
  const promotion = ledger.promotions.find((outcome) => couponCode(outcome.id) === wanted)
  if (promotion !== undefined) return { kind: 'promotion', about: promotion }
  const coupon = ledger.coupons.find((outcome) => outcome.code === wanted)
  return coupon === undefined ? undefined : { kind: 'coupon', about: coupon }
}
