/**
 * A coupon code as somebody presents it: what is stored, or why not. Rule: rules.md O9: every
 * refusal is its own answer; a valid code whose cart is not there yet is kept dormant; a conflict
 * offers the swap with its price. Where the true reason would tell a guest on a customer channel
 * that an account exists, there is one neutral answer. States of codes already on the draft:
 * coupon-state.ts.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { DraftContent, PresentedCoupon } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { CouponState, Ledger } from '#domain/model/ledger.ts'
import type { CouponRefusal, Refusal } from '#domain/model/refusals.ts'
import type { Coupon } from '#domain/model/shop.ts'
import { cartLines } from '#domain/pricing/cart.ts'
import { circumstances } from '#domain/pricing/circumstances.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { activeFirst, barredBy, conflict, couponCode } from './coupon-state.ts'

export type CouponEntry = {
  readonly content: DraftContent
  /** With `couponUse` of the code that is presented. */
  readonly facts: Facts
  readonly actor: Actor
  /** Codes given up for this one, when a swap was chosen. */
  readonly replacing?: readonly string[]
}
/**
 * `coupons` = the draft's new list; `state` = what the code does now (active, or dormant and why);
 * `ledger` = the draft with it.
 */
export type CouponAccepted = {
  readonly coupons: readonly PresentedCoupon[]
  readonly state: CouponState
  readonly ledger: Ledger
}

export function presentCoupon(typed: string, entry: CouponEntry): Result<CouponAccepted, Refusal> {
  const code = couponCode(typed)
  const refuse = (why: CouponRefusal): Result<CouponAccepted, Refusal> => no({ kind: 'coupon', code, why })
  const { content, facts } = entry
  const coupon = facts.shop.coupons.get(code)
  if (coupon === undefined) return refuse({ kind: 'unknown' })
  if (content.coupons.some((present) => couponCode(present.code) === code)) return refuse({ kind: 'already-applied' })
  const barred = barredNow(coupon, entry)
  if (barred !== undefined) return refuse(barred)
  const giveUp = new Set(entry.replacing?.map(couponCode))
  const kept = content.coupons.filter((present) => !giveUp.has(couponCode(present.code)))
  const added = { code, by: actorKey(entry.actor) }
  const ledger = priceDraft({ ...content, coupons: [...kept, added] }, facts)
  const state = ledger.coupons.find((outcome) => outcome.code === code)?.outcome ?? { kind: 'nothing-applies' }
  if (state.kind === 'used-by-customer')
    return refuse(mustNotReveal(entry.actor, content) ? { kind: 'cannot-be-used' } : { kind: state.kind })
  if (state.kind === 'not-combinable')
    return refuse(swapOffer(coupon, { ...content, coupons: [...kept, added] }, ledger, facts))
  return ok({ coupons: activeFirst([...kept, added], ledger), state, ledger })
}

/** What the swap would cost or save: total with this coupon instead of those in its way, minus the total now. */
function swapOffer(coupon: Coupon, content: DraftContent, now: Ledger, facts: Facts): CouponRefusal {
  const blocking = now.coupons
    .filter((other) => other.outcome.kind === 'active')
    .map((other) => other.code)
    .filter((code) => {
      const other = facts.shop.coupons.get(code)
      return other !== undefined && conflict(coupon, other)
    })
  const swapped = priceDraft(
    { ...content, coupons: content.coupons.filter((present) => !blocking.includes(couponCode(present.code))) },
    facts,
  )
  return { kind: 'not-combinable', with: blocking, difference: swapped.total - now.total }
}

function barredNow(coupon: Coupon, { content, facts, actor }: CouponEntry): CouponRefusal | undefined {
  const around = circumstances(content, facts, cartLines(content, facts.shop))
  const state = barredBy(coupon, facts, around)
  if (state === undefined || notKnownYet(state, content)) return undefined
  const neutral = revealsAccount(state) && mustNotReveal(actor, content)
  return neutral ? { kind: 'cannot-be-used' } : refusalOf(state, coupon)
}

/** Whose group or which country is open until there is a buyer or an address: the code waits for it. */
const notKnownYet = (state: CouponState, content: DraftContent): boolean =>
  (state.kind === 'wrong-customer' && content.buyer.kind === 'none') ||
  (state.kind === 'wrong-country' &&
    content.groups.every((group) => group.address === undefined && group.method === undefined))

/** Answers that would tell whether somebody has ordered here before. */
export const revealsAccount = (state: CouponState): boolean =>
  state.kind === 'first-order-only' || state.kind === 'used-by-customer'

/** True for people on a customer channel who have not proved that the buyer is them; staff hear the true reason. */
export const mustNotReveal = (actor: Actor, content: DraftContent): boolean =>
  actor.kind === 'guest' ||
  (actor.kind === 'customer' && !(content.buyer.kind === 'registered' && content.buyer.customerId === actor.customerId))

function refusalOf(state: CouponState, coupon: Coupon): CouponRefusal | undefined {
  switch (state.kind) {
    case 'unknown':
    case 'expired':
    case 'used-up':
    case 'used-by-customer':
    case 'first-order-only':
    case 'wrong-customer':
    case 'wrong-country':
      return { kind: state.kind }
    case 'wrong-currency':
      return { kind: 'wrong-currency', currency: coupon.currency }
    case 'not-started':
      return { kind: 'not-started', from: coupon.conditions.from ?? '' }
    case 'active':
    case 'minimum-not-met':
    case 'nothing-applies':
    case 'not-combinable':
      return undefined
    default:
      return state satisfies never
  }
}
