/**
 * Refusals about paying and amounts, in words. Rule: each says what would work instead. Next:
 * refusal-words.ts, all the others.
 */

import { refusalsWords } from '#conversation/words/refusals.ts'
import { isStaff, money, type ScreenContext } from './context.ts'
import { orList } from './names.ts'
import type { RefusalOf, RefusalText } from './refusal-words-staff.ts'

const PAYMENT_NAMES: Readonly<Record<string, string>> = {
  stored: refusalsWords.aStoredCard,
  link: refusalsWords.aPaymentLink,
  invoice: refusalsWords.anInvoice,
  delivery: refusalsWords.payingOnDelivery,
}

export function payingRefusal(
  refusal: RefusalOf<'payment-not-offered' | 'stored-card-new-address'>,
  ctx: ScreenContext,
): RefusalText {
  if (refusal.kind === 'stored-card-new-address') {
    return isStaff(ctx)
      ? [refusalsWords.cardNeverUsedStaff, refusalsWords.callerCheckHow]
      : [refusalsWords.cardNotUsed, refusalsWords.keepCardSafe]
  }
  const name = PAYMENT_NAMES[refusal.payment] ?? `"${refusal.payment}"`
  const headline = refusalsWords.wayNotPossible(name)
  switch (refusal.why) {
    case 'not-for-this-buyer':
      return [headline, refusalsWords.wayNotForCustomer(isStaff(ctx))]
    case 'off':
      return [headline, refusalsWords.wayNotOffered]
    case 'over-cap':
      return [
        headline,
        refusal.cap === undefined ? refusalsWords.orderTooLarge : refusalsWords.wayGoesUpTo(money(refusal.cap, ctx)),
      ]
    case 'no-stored-card':
      return [refusalsWords.noStoredCard(isStaff(ctx)), refusalsWords.tryPayLink]
    case 'rep-only':
      return [headline, refusalsWords.chooseForCustomer(isStaff(ctx))]
    default:
      return refusal.why satisfies never
  }
}

export function amountWords(refusal: RefusalOf<'bad-amount' | 'reason-missing'>, ctx: ScreenContext): RefusalText {
  const { settings } = ctx.shop
  if (refusal.kind === 'reason-missing')
    return [refusalsWords.reasonNeeded, refusalsWords.reasonHow(refusal.known[0] ?? 'goodwill', orList(refusal.known))]
  switch (refusal.why) {
    case 'not-positive':
      return [
        refusalsWords.amountAboveZero,
        refusalsWords.takeOffHow(money(5 * 10 ** settings.exponent, ctx), settings.reasons[0] ?? 'goodwill'),
      ]
    case 'negative':
      return [refusalsWords.amountBelowZero, refusalsWords.leastThereIs(money(0, ctx))]
    case 'too-precise':
      return [
        refusalsWords.tooManyDecimals,
        settings.exponent === 0
          ? refusalsWords.currencyHasNone(settings.currency)
          : refusalsWords.currencyHasDecimals(
              settings.currency,
              settings.exponent,
              money(5 * 10 ** settings.exponent, ctx),
            ),
      ]
    case 'raises-price':
      return [refusalsWords.onlyLower, refusalsWords.giveLowerPrice]
    default:
      return refusal.why satisfies never
  }
}
