/**
 * Every distinct answer about a coupon (rules.md O9), each with the nearest fix. What would tell a
 * guest that an account exists is one neutral sentence for guests.
 */

import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { andList, dayText } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import type { CouponState } from '#domain/model/ledger.ts'
import type { CouponRefusal } from '#domain/model/refusals.ts'

const NEUTRAL = cartWords.couponNotUsable

const isGuest = (ctx: ScreenContext): boolean => ctx.actor.kind === 'guest'

/** Why a code was not taken; a sentence that follows "CODE: ". */
export function couponRefusalText(code: string, why: CouponRefusal, ctx: ScreenContext): string {
  switch (why.kind) {
    case 'unknown':
      return cartWords.couponUnknown
    case 'paused':
      return cartWords.couponsPaused(why.minutes)
    case 'not-started':
      return cartWords.couponFrom(dayText(why.from, ctx))
    case 'expired':
      return cartWords.couponExpired
    case 'used-up':
      return cartWords.couponUsedUp
    case 'used-by-customer':
      return isGuest(ctx) ? NEUTRAL : cartWords.couponUsedBefore(isStaff(ctx))
    case 'first-order-only':
      return isGuest(ctx) ? NEUTRAL : cartWords.couponFirstOrder(isStaff(ctx))
    case 'wrong-customer':
      return isGuest(ctx) ? NEUTRAL : cartWords.couponOtherCustomer(isStaff(ctx))
    case 'wrong-country':
      return cartWords.couponOtherCountry
    case 'already-applied':
      return cartWords.couponAlreadyOn
    case 'wrong-currency':
      return cartWords.couponCurrencies(why.currency, ctx.shop.settings.currency)
    case 'not-combinable':
      return cartWords.couponNotCombined(andList(why.with), swapText(code, why.difference, ctx))
    case 'cannot-be-used':
      return NEUTRAL
    default:
      return why satisfies never
  }
}

function swapText(code: string, difference: number, ctx: ScreenContext): string {
  if (difference > 0) return cartWords.insteadCosts(code, money(difference, ctx))
  if (difference < 0) return cartWords.insteadSaves(code, money(-difference, ctx))
  return cartWords.insteadSame(code)
}

/** Why a code on the order does nothing now; a sentence that follows "CODE: ". */
export function couponStateText(code: string, state: CouponState, ctx: ScreenContext): string {
  switch (state.kind) {
    case 'active':
      return cartWords.couponTakesOff(money(Math.abs(state.amount), ctx))
    case 'minimum-not-met':
      return cartWords.couponNeedsMore(
        money(state.minimum, ctx),
        isStaff(ctx),
        money(state.at, ctx),
        money(state.missing, ctx),
      )
    case 'nothing-applies':
      return cartWords.couponNoItems
    case 'not-combinable':
      return cartWords.couponNotCombinedRemove(andList(state.with), state.with[0] ?? code, code)
    case 'not-started':
      return cartWords.couponNotStarted
    case 'wrong-currency':
      return cartWords.couponOtherCurrency
    case 'first-order-only':
    case 'wrong-customer':
    case 'wrong-country':
    case 'used-by-customer':
    case 'used-up':
    case 'expired':
    case 'unknown':
      return couponRefusalText(code, { kind: state.kind }, ctx)
    default:
      return state satisfies never
  }
}
