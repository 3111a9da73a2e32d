/**
 * Every distinct answer about a coupon (rules.md O9), each with the nearest fix. What would tell a
 * guest that an account exists is one neutral sentence for guests.
 */

import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { andList, dayText } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import type { CouponState } from '#domain/model/ledger.ts'
import type { CouponRefusal } from '#domain/model/refusals.ts'

const NEUTRAL = cartWords.itCannotBeUsed

const isGuest = (ctx: ScreenContext): boolean => ctx.actor.kind === 'guest'

/** Why a code was not taken; a sentence that follows "CODE: ". */
export function couponRefusalText(code: string, why: CouponRefusal, ctx: ScreenContext): string {
  switch (why.kind) {
    case 'unknown':
      return cartWords.thereIsNoSuch
    case 'paused':
      return cartWords.notLookedUpToo(why.minutes)
    case 'not-started':
      return cartWords.itCanBeUsed(dayText(why.from, ctx))
    case 'expired':
      return cartWords.itHasExpired
    case 'used-up':
      return cartWords.itHasBeenUsed
    case 'used-by-customer':
      return isGuest(ctx) ? NEUTRAL : cartWords.thisCustomerHasAlready(isStaff(ctx))
    case 'first-order-only':
      return isGuest(ctx) ? NEUTRAL : cartWords.itIsForA(isStaff(ctx))
    case 'wrong-customer':
      return isGuest(ctx) ? NEUTRAL : cartWords.itIsNotFor(isStaff(ctx))
    case 'wrong-country':
      return cartWords.itIsNotForThe
    case 'already-applied':
      return cartWords.itIsAlreadyOn
    case 'wrong-currency':
      return cartWords.itIsInAnd(why.currency, ctx.shop.settings.currency)
    case 'not-combinable':
      return cartWords.itCannotBeCombined(andList(why.with), swapText(code, why.difference, ctx))
    case 'cannot-be-used':
      return NEUTRAL
    default:
      return why satisfies never
  }
}

function swapText(code: string, difference: number, ctx: ScreenContext): string {
  if (difference > 0) return cartWords.usingInsteadWouldCost(code, money(difference, ctx))
  if (difference < 0) return cartWords.usingInsteadWouldSave(code, money(-difference, ctx))
  return cartWords.usingInsteadWouldNot(code)
}

/** Why a code on the order does nothing now; a sentence that follows "CODE: ". */
export function couponStateText(code: string, state: CouponState, ctx: ScreenContext): string {
  switch (state.kind) {
    case 'active':
      return cartWords.itTakesOff(money(Math.abs(state.amount), ctx))
    case 'minimum-not-met':
      return cartWords.itNeedsTheOrder(
        money(state.minimum, ctx),
        isStaff(ctx),
        money(state.at, ctx),
        money(state.missing, ctx),
      )
    case 'nothing-applies':
      return cartWords.nothingInTheCart
    case 'not-combinable':
      return cartWords.itCannotBeCombinedWith(andList(state.with), state.with[0] ?? code, code)
    case 'not-started':
      return cartWords.itHasNotStarted
    case 'wrong-currency':
      return cartWords.itIsInAnother
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
