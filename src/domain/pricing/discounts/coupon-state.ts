/**
 * What each presented coupon does now: active, or dormant for a named reason. Rule: rules.md O9. A
 * dormant code blocks nothing and wakes by itself, but never against an active coupon it cannot be
 * combined with: the earlier one in the list stays, so lists keep active codes first (activeFirst).
 * Next: coupons.ts decides what happens when a code is typed.
 */

import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import type { DraftContent, PresentedCoupon } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { CouponOutcome, CouponState, Ledger } from '#domain/model/ledger.ts'
import type { Coupon } from '#domain/model/shop.ts'
import { amountsOff, STAGE_OF } from './discount-effects.ts'
import { couponRule, type Rule, type RuleOutcome } from './discount-rules.ts'
import { type Circumstances, unmetCondition, unmetFact } from './promotion-conditions.ts'

/** Trimmed and case-folded: "  save10 " is SAVE10; look-alike letters of other scripts stay what they are. */
export const couponCode = (typed: string): string => typed.normalize('NFKC').trim().toUpperCase()

export type Presented = {
  readonly code: string
  readonly coupon?: Coupon
  readonly rule?: Rule
  /** Why it cannot apply whatever is in the cart. */
  readonly barred?: CouponState
  /**
   * It would work but for an earlier order with the contact typed here: said only once it would, so
   * that a contact tells nothing before.
   */
  readonly spent: boolean
}

export function presented(
  content: DraftContent,
  facts: Facts,
  around: Omit<Circumstances, 'lines' | 'gross'>,
): readonly Presented[] {
  const codes = new Set(content.coupons.map(({ code }) => couponCode(code)))
  return [...codes].map((folded) => {
    const coupon = facts.shop.coupons.get(folded)
    if (coupon === undefined) return { code: folded, barred: { kind: 'unknown' }, spent: false }
    const barred = barredBy(coupon, facts, around)
    const spent = (facts.couponUse.get(folded)?.byContact ?? 0) >= (coupon.limitPerCustomer ?? Number.POSITIVE_INFINITY)
    return { code: folded, coupon, spent, rule: couponRule(coupon), ...given({ barred }) }
  })
}

/** In the order they are answered: what the code is, its dates, its limits, then who and where. */
export function barredBy(
  coupon: Coupon,
  facts: Facts,
  around: Omit<Circumstances, 'lines' | 'gross'>,
): CouponState | undefined {
  if (coupon.currency !== facts.shop.settings.currency) return { kind: 'wrong-currency' }
  const { conditions } = coupon
  if (conditions.from !== undefined && around.today < conditions.from) return { kind: 'not-started' }
  if (conditions.until !== undefined && around.today > conditions.until) return { kind: 'expired' }
  const use = facts.couponUse.get(coupon.code)
  if (coupon.limit !== undefined && (use?.total ?? 0) >= coupon.limit) return { kind: 'used-up' }
  if (coupon.limitPerCustomer !== undefined && (use?.byThisCustomer ?? 0) >= coupon.limitPerCustomer)
    return { kind: 'used-by-customer' }
  const unmet = unmetFact(conditions, around)
  return unmet === undefined ? undefined : stateOf(unmet)
}

/** The rules' own words, as answers about a coupon. */
function stateOf(outcome: RuleOutcome): CouponState {
  switch (outcome.kind) {
    case 'applied':
      return { kind: 'active', amount: outcome.amount }
    case 'missing-amount':
      return {
        kind: 'minimum-not-met',
        missing: outcome.missing,
        minimum: outcome.minimum,
        at: outcome.minimum - outcome.missing,
      }
    case 'not-started':
      return { kind: 'not-started' }
    case 'ended':
      return { kind: 'expired' }
    case 'wrong-group':
      return { kind: 'wrong-customer' }
    case 'not-first-order':
      return { kind: 'first-order-only' }
    case 'wrong-country':
      return { kind: 'wrong-country' }
    case 'missing-quantity':
    case 'nothing-matches':
    case 'no-method':
    case 'shipping-overridden':
    case 'gift-out-of-stock':
    case 'beaten-by':
    case 'excluded-by':
      return { kind: 'nothing-applies' }
    default:
      return outcome satisfies never
  }
}

/** What one pricing run says, as far as coupons need it. */
type Run = { readonly outcomes: ReadonlyMap<Rule, RuleOutcome>; readonly merchandise: number }
export type ChosenCoupons<T> = {
  readonly run: T
  readonly outcomes: Run['outcomes']
  readonly coupons: readonly CouponOutcome[]
}

/**
 * Prices with the coupons that can stand together, earlier ones first. One that turns out to give
 * nothing is set aside and the rest priced again, so that it blocks nobody: at most one more run
 * per presented code.
 */
export function chooseCoupons<T extends Run>(
  codes: readonly Presented[],
  around: Circumstances,
  price: (taking: readonly Rule[]) => T,
): ChosenCoupons<T> {
  const idle = new Map<Presented, CouponState>()
  for (const code of codes) if (code.barred !== undefined) idle.set(code, code.barred)
  for (;;) {
    const active = combinable(codes.filter((code) => !idle.has(code)))
    const run = price(active.flatMap(({ rule }) => (rule === undefined ? [] : [rule])))
    const fallen = active.filter((code) => code.spent || stateIn(run, code).kind !== 'active')
    if (fallen.length === 0) {
      const coupons = codes.map((code) => ({
        code: code.code,
        title: code.coupon?.title ?? code.code,
        outcome:
          idle.get(code) ??
          (active.includes(code) ? stateIn(run, code) : keptOut(code, active, around, run.merchandise)),
      }))
      return { run, outcomes: run.outcomes, coupons }
    }
    for (const code of fallen) idle.set(code, code.spent ? spentState(run, code) : stateIn(run, code))
  }
}

const stateIn = (run: Run, code: Presented): CouponState =>
  stateOf((code.rule === undefined ? undefined : run.outcomes.get(code.rule)) ?? { kind: 'nothing-matches' })

const spentState = (run: Run, code: Presented): CouponState => {
  const state = stateIn(run, code)
  return state.kind === 'active' ? { kind: 'used-by-customer' } : state
}

/** "Not combinable" = no other coupon beside it. */
export const conflict = (a: Coupon, b: Coupon): boolean => !a.combinable || !b.combinable

function combinable(codes: readonly Presented[]): readonly Presented[] {
  const kept: Presented[] = []
  for (const code of codes) if (conflicts(code, kept).length === 0) kept.push(code)
  return kept
}

const conflicts = (code: Presented, others: readonly Presented[]): readonly Presented[] =>
  others.filter(
    (other) => code.coupon !== undefined && other.coupon !== undefined && conflict(code.coupon, other.coupon),
  )

/** A code that would conflict: what else it lacks, or else the codes it cannot join. */
function keptOut(
  code: Presented,
  active: readonly Presented[],
  around: Circumstances,
  merchandise: number,
): CouponState {
  if (code.rule === undefined) return { kind: 'unknown' }
  const { conditions, effect } = code.rule
  const unmet = unmetCondition(conditions, around, merchandise)
  if (unmet !== undefined) return stateOf(unmet)
  const onGoods = STAGE_OF[effect.kind] === 'line' || STAGE_OF[effect.kind] === 'order'
  const gross = around.lines.map((line) => line.gross)
  if (onGoods && sum(amountsOff(effect, around.lines, gross)) === 0) return { kind: 'nothing-applies' }
  return { kind: 'not-combinable', with: conflicts(code, active).map((other) => other.code) }
}

/** Active codes first, each part in its own order: whoever is active now stays so when a dormant one wakes. */
export function activeFirst(coupons: readonly PresentedCoupon[], ledger: Ledger): readonly PresentedCoupon[] {
  const active = new Set(
    ledger.coupons.filter((coupon) => coupon.outcome.kind === 'active').map((coupon) => coupon.code),
  )
  const isActive = (coupon: PresentedCoupon): boolean => active.has(couponCode(coupon.code))
  return [...coupons.filter(isActive), ...coupons.filter((coupon) => !isActive(coupon))]
}
