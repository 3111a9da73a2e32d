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
      ? [refusalsWords.thatCardHasNever, refusalsWords.askTheCallerFor]
      : [refusalsWords.thatCardHasNot, refusalsWords.toKeepYourCard]
  }
  const name = PAYMENT_NAMES[refusal.payment] ?? `"${refusal.payment}"`
  const headline = refusalsWords.isNotPossibleFor(name)
  switch (refusal.why) {
    case 'not-for-this-buyer':
      return [headline, refusalsWords.thisCustomerIsNot(isStaff(ctx))]
    case 'off':
      return [headline, refusalsWords.thisShopDoesNot]
    case 'over-cap':
      return [
        headline,
        refusal.cap === undefined ? refusalsWords.theOrderIsToo : refusalsWords.itGoesUpTo(money(refusal.cap, ctx)),
      ]
    case 'no-stored-card':
      return [refusalsWords.thisCustomerHasNo(isStaff(ctx)), refusalsWords.tryWord]
    case 'rep-only':
      return [headline, refusalsWords.chooseItYourselfFor(isStaff(ctx))]
    default:
      return refusal.why satisfies never
  }
}

export function amountWords(refusal: RefusalOf<'bad-amount' | 'reason-missing'>, ctx: ScreenContext): RefusalText {
  const { settings } = ctx.shop
  if (refusal.kind === 'reason-missing')
    return [
      refusalsWords.aReasonIsNeeded,
      refusalsWords.sayItAfterA(refusal.known[0] ?? 'goodwill', orList(refusal.known)),
    ]
  switch (refusal.why) {
    case 'not-positive':
      return [
        refusalsWords.theAmountHasTo,
        refusalsWords.forExample(money(5 * 10 ** settings.exponent, ctx), settings.reasons[0] ?? 'goodwill'),
      ]
    case 'negative':
      return [refusalsWords.anAmountCannotBe, refusalsWords.isTheLeastThere(money(0, ctx))]
    case 'too-precise':
      return [
        refusalsWords.thatAmountHasToo,
        settings.exponent === 0
          ? refusalsWords.hasNone(settings.currency)
          : refusalsWords.hasLike(settings.currency, settings.exponent, money(5 * 10 ** settings.exponent, ctx)),
      ]
    case 'raises-price':
      return [refusalsWords.aChangeMayLower, refusalsWords.nothingWasChangedGive]
    default:
      return refusal.why satisfies never
  }
}
