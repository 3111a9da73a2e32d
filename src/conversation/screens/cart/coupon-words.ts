/**
 * Every distinct answer about a coupon (rules.md O9), each with the nearest fix. What would tell a
 * guest that an account exists is one neutral sentence for guests.
 */

import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { andList, dayText } from '#conversation/screens/names.ts'
import type { CouponState } from '#domain/model/ledger.ts'
import type { CouponRefusal } from '#domain/model/refusals.ts'

const NEUTRAL = 'it cannot be used with this order.'

const isGuest = (ctx: ScreenContext): boolean => ctx.actor.kind === 'guest'

/** Why a code was not taken; a sentence that follows "CODE: ". */
export function couponRefusalText(code: string, why: CouponRefusal, ctx: ScreenContext): string {
  switch (why.kind) {
    case 'unknown':
      return 'there is no such code. Check the letters and digits, and try again.'
    case 'paused':
      return `not looked up. Too many wrong codes came in a row; try again in ${why.minutes} min. Ordering goes on.`
    case 'not-started':
      return `it can be used from ${dayText(why.from, ctx)} on.`
    case 'expired':
      return 'it has expired.'
    case 'used-up':
      return 'it has been used up: every use it had is taken.'
    case 'used-by-customer':
      return isGuest(ctx) ? NEUTRAL : isStaff(ctx) ? 'this customer has already used it.' : 'you have already used it.'
    case 'first-order-only':
      return isGuest(ctx)
        ? NEUTRAL
        : isStaff(ctx)
          ? 'it is for a first order, and this customer has ordered before.'
          : 'it is for a first order.'
    case 'wrong-customer':
      return isGuest(ctx) ? NEUTRAL : isStaff(ctx) ? 'it is not for this customer.' : 'it is not for your account.'
    case 'wrong-country':
      return 'it is not for the country this order goes to. Another address may change that.'
    case 'already-applied':
      return 'it is already on this order.'
    case 'wrong-currency':
      return `it is in ${why.currency}, and this order is in ${ctx.shop.settings.currency}.`
    case 'not-combinable':
      return `it cannot be combined with ${andList(why.with)}. ${swapText(code, why.difference, ctx)}`
    case 'cannot-be-used':
      return NEUTRAL
    default:
      return why satisfies never
  }
}

function swapText(code: string, difference: number, ctx: ScreenContext): string {
  if (difference > 0) return `Using ${code} instead would cost ${money(difference, ctx)} more.`
  if (difference < 0) return `Using ${code} instead would save ${money(-difference, ctx)}.`
  return `Using ${code} instead would not change the total.`
}

/** Why a code on the order does nothing now; a sentence that follows "CODE: ". */
export function couponStateText(code: string, state: CouponState, ctx: ScreenContext): string {
  switch (state.kind) {
    case 'active':
      return `it takes off ${money(Math.abs(state.amount), ctx)}.`
    case 'minimum-not-met':
      return (
        `it needs ${money(state.minimum, ctx)}, ${isStaff(ctx) ? 'the order is' : 'you are'} at ` +
        `${money(state.at, ctx)}. Add ${money(state.missing, ctx)}.`
      )
    case 'nothing-applies':
      return 'nothing in the cart is part of it.'
    case 'not-combinable':
      return (
        `it cannot be combined with ${andList(state.with)}. Say "remove coupon ${state.with[0] ?? code}" to ` +
        `use ${code} instead.`
      )
    case 'not-started':
      return 'it has not started yet.'
    case 'wrong-currency':
      return 'it is in another currency than this order.'
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
