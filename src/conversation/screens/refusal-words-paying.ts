/**
 * Refusals about paying and amounts, in words. Rule: each says what would work instead. Next:
 * refusal-words.ts, all the others.
 */

import { isStaff, money, type ScreenContext } from './context.ts'
import { orList } from './names.ts'
import type { RefusalOf, RefusalText } from './refusal-words-staff.ts'

const PAYMENT_NAMES: Readonly<Record<string, string>> = {
  stored: 'A stored card',
  link: 'A payment link',
  invoice: 'An invoice',
  delivery: 'Paying on delivery',
}

export function payingRefusal(
  refusal: RefusalOf<'payment-not-offered' | 'stored-card-new-address'>,
  ctx: ScreenContext,
): RefusalText {
  if (refusal.kind === 'stored-card-new-address') {
    return isStaff(ctx)
      ? [
          'That card has never been used with this address',
          'Ask the caller for the number of an earlier order or a postcode of the address book, then say "check" ' +
            'with it; "check by mail" sends a code. Or use a payment link: "pay link".',
        ]
      : [
          'That card has not been used with this address before',
          'To keep your card safe, please use a payment link: "pay link".',
        ]
  }
  const name = PAYMENT_NAMES[refusal.payment] ?? `"${refusal.payment}"`
  const headline = `${name} is not possible for this order`
  switch (refusal.why) {
    case 'not-for-this-buyer':
      return [
        headline,
        isStaff(ctx) ? 'This customer is not set up for it. "pay link" always works.' : 'Please use "pay link".',
      ]
    case 'off':
      return [headline, 'This shop does not offer it. Try "pay link".']
    case 'over-cap':
      return [
        headline,
        refusal.cap === undefined
          ? 'The order is too large for it. Try "pay link".'
          : `It goes up to ${money(refusal.cap, ctx)}. Try "pay link".`,
      ]
    case 'no-stored-card':
      return [isStaff(ctx) ? 'This customer has no stored card' : 'There is no stored card', 'Try "pay link".']
    case 'rep-only':
      return [
        headline,
        isStaff(ctx) ? 'Choose it yourself for the customer.' : 'Please use "pay link", or ask us to arrange it.',
      ]
    default:
      return refusal.why satisfies never
  }
}

export function amountWords(refusal: RefusalOf<'bad-amount' | 'reason-missing'>, ctx: ScreenContext): RefusalText {
  const { settings } = ctx.shop
  if (refusal.kind === 'reason-missing')
    return [
      'A reason is needed',
      `Say it after a colon, for example ": ${refusal.known[0] ?? 'goodwill'}". Known: ${orList(refusal.known)}.`,
    ]
  switch (refusal.why) {
    case 'not-positive':
      return [
        'The amount has to be above zero',
        `For example "take ${money(5 * 10 ** settings.exponent, ctx)} off: ${settings.reasons[0] ?? 'goodwill'}".`,
      ]
    case 'negative':
      return ['An amount cannot be below zero', `${money(0, ctx)} is the least there is.`]
    case 'too-precise':
      return [
        'That amount has too many decimals',
        settings.exponent === 0
          ? `${settings.currency} has none.`
          : `${settings.currency} has ${settings.exponent}, like ${money(5 * 10 ** settings.exponent, ctx)}.`,
      ]
    case 'raises-price':
      return ['A change may lower a price, never raise it', 'Nothing was changed. Give a lower price.']
    default:
      return refusal.why satisfies never
  }
}
