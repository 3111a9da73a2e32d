/**
 * Why a placed order does not change, in calm words, and what to do instead. An order that is not
 * theirs is "not found" for everybody but its customer and staff, in the same words as one that
 * does not exist. Goodwill limits are told to staff only; customers cannot ask for it.
 */

import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { itemText, orList } from '#conversation/screens/names.ts'
import { actsWords } from '#conversation/words/order/acts.ts'
import type { OrderRefusal } from '#domain/model/refusals.ts'
import { amendWords } from './amend-refusals.ts'

/** Headline, and what to do. */
type Words = readonly [string, string]
type Of<K extends OrderRefusal['kind']> = Extract<OrderRefusal, { kind: K }>

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
export function orderRefusalWords(number: number, why: OrderRefusal, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'not-found':
      return [actsWords.orderWasNotFound(number), actsWords.checkTheNumber]
    case 'already-cancelled':
      return [actsWords.orderIsCancelledAlready(number), actsWords.reorderInstead(number)]
    case 'nothing-announced':
      return [actsWords.nothingAnnouncedBack(number), actsWords.nothingWasChanged]
    case 'not-here':
    case 'cannot-grow':
      return otherGoods(number, why, ctx)
    case 'over-total':
    case 'over-shipping':
    case 'nothing-to-pay':
    case 'over-recorded':
    case 'nothing-to-give-back':
    case 'goes-back-itself':
    case 'nothing-recorded':
    case 'not-positive':
    case 'other-amount':
    case 'no-link':
    case 'link-there':
    case 'provider-record':
      return moneyRefusal(number, why, ctx)
    case 'mailed-enough':
      return [
        actsWords.sentOftenEnough(why.what === 'link' ? actsWords.thePaymentLink : actsWords.theConfirmation, number),
        actsWords.checkAddressOrTomorrow,
      ]
    case 'other-address':
      return [
        actsWords.goesToOwnAddress(number),
        why.address === undefined ? actsWords.askUsToSend : actsWords.sayResendToOwn(number, why.address),
      ]
    case 'nothing-waits':
    case 'waits-already':
    case 'expedited-already':
      return waitingWords(number, why)
    case 'nothing-said':
      return [actsWords.nothingToWrite, actsWords.commentHow(number)]
    case 'no-such-item':
      return [actsWords.notInOrder(why.what, number), actsWords.statusShowsItems(number)]
    case 'over-limit':
      return overLimit(why, ctx)
    case 'payment-failed':
      return [actsWords.paymentFailedStays(number), actsWords.askOtherPayment]
    case 'nothing-to-ship':
    case 'goes-complete':
    case 'nothing-open':
    case 'already-left':
    case 'too-many':
      return partWords(number, why, ctx)
    case 'left-already':
    case 'goes-there-already':
    case 'is-so-already':
    case 'change-is-over':
    case 'change-open':
    case 'no-change-asked':
    case 'bad-day':
    case 'too-long':
    case 'given-already':
    case 'needs-first':
      return amendWords(number, why, ctx)
    case 'unchanged':
      return [actsWords.orderHasAlready(number, why.now, itemText(why.sku, ctx)), actsWords.nothingWasChanged]
    default:
      return why satisfies never
  }
}

function otherGoods(number: number, why: Of<'not-here' | 'cannot-grow'>, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'not-here':
      return [
        why.here <= 0
          ? actsWords.noIsFreeNow(itemText(why.sku, ctx))
          : actsWords.onlyAreFreeNow(why.here, itemText(why.sku, ctx)),
        actsWords.chooseOtherExchange,
      ]
    case 'cannot-grow':
      return [
        actsWords.placedDoesNotGrow(number, why.now === 0 ? 'no' : why.now, itemText(why.sku, ctx)),
        actsWords.newOrderInstead(why.now === 0 ? '' : actsWords.theOther, why.wanted - why.now),
      ]
    default:
      return why satisfies never
  }
}

type OfMoney = Of<
  | 'over-total'
  | 'over-shipping'
  | 'nothing-to-pay'
  | 'over-recorded'
  | 'nothing-to-give-back'
  | 'goes-back-itself'
  | 'nothing-recorded'
  | 'not-positive'
  | 'other-amount'
  | 'no-link'
  | 'link-there'
  | 'provider-record'
>
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
function moneyRefusal(number: number, why: OfMoney, ctx: ScreenContext): Words {
  const mistake = actsWords.ifRecordWrong(number)
  switch (why.kind) {
    case 'over-total':
      return [
        actsWords.moreThanLeft(number),
        why.most === 0 ? actsWords.nothingRefundable : actsWords.mostThatGoesBack(money(why.most, ctx)),
      ]
    case 'over-shipping':
      return why.most === 0
        ? [actsWords.noShippingToRefund(number), actsWords.nothingWasRefunded]
        : [actsWords.mostShippingRefund(money(why.most, ctx), number), actsWords.nothingWasRefunded]
    case 'nothing-to-pay':
      return [actsWords.nothingToBePaid(number), actsWords.statusShowsRecords(number)]
    case 'over-recorded':
      return why.what === 'paid'
        ? [actsWords.mostToRecord(money(why.most, ctx), number), actsWords.nothingChangedMistake(mistake)]
        : [actsWords.onlyThatWasPaid(money(why.most, ctx), number), actsWords.noMoreCanGoBack]
    case 'nothing-to-give-back':
      if (why.held === 0)
        return why.before > 0
          ? [actsWords.allGivenBack(money(why.before, ctx), number), actsWords.statusShowsRecords(number)]
          : [actsWords.nothingWasPaid(number), actsWords.nothingWasChanged]
      return [actsWords.nothingToGiveBack(number), actsWords.sayHowMuchWentBack(number)]
    case 'goes-back-itself':
      return [actsWords.goingBackByItself(money(why.amount, ctx), number), actsWords.statusShowsHow(number)]
    case 'not-positive': {
      const amount = money(5 * 10 ** ctx.shop.settings.exponent, ctx)
      const reason = why.what === 'refund' ? `: ${ctx.shop.settings.reasons[0] ?? 'goodwill'}` : ''
      return [actsWords.amountAboveZero, actsWords.actHow(why.what, number, amount, reason)]
    }
    case 'no-link':
      return [actsWords.notPaidByLink(number), actsWords.nothingWasChanged]
    case 'link-there':
      return [actsWords.hasPaymentLink(number), actsWords.whereIsTheLink(number)]
    case 'provider-record':
      return [actsWords.paidByProvider(number), actsWords.cancelOrRefund(number)]
    case 'nothing-recorded':
      return [actsWords.nothingRecorded(number), actsWords.nothingWasChanged]
    case 'other-amount':
      return [
        actsWords.amountIsOther(number),
        why.now === 0 ? actsWords.nothingIsOpen : actsWords.amountIs(money(why.now, ctx)),
      ]
    default:
      return why satisfies never
  }
}

function waitingWords(number: number, { kind }: Of<'nothing-waits' | 'waits-already' | 'expedited-already'>): Words {
  switch (kind) {
    case 'nothing-waits':
      return [actsWords.nothingWaits(number), actsWords.everythingHereOrLeft]
    case 'waits-already':
      return [actsWords.goesOutCompleteAlready(number), actsWords.leavesComplete(number)]
    case 'expedited-already':
      return [actsWords.atFrontAlready(number), actsWords.nothingWasChanged]
    default:
      return kind satisfies never
  }
}

function overLimit({ asked, allowed, roles }: Of<'over-limit'>, ctx: ScreenContext): Words {
  if (!isStaff(ctx)) return [actsWords.refundNotPossible, actsWords.askUs]
  const who = roles.length === 0 ? actsWords.nobodyMayGiveIt : actsWords.aMay(orList(roles))
  const left = allowed > 0 ? actsWords.youMayGiveOn(money(allowed, ctx)) : actsWords.nothingMoreWithinLimit
  return [actsWords.isAboveYourLimit(money(asked, ctx)), actsWords.nothingRefundedLimit(left, who)]
}

type Part = Of<'nothing-to-ship' | 'goes-complete' | 'nothing-open' | 'already-left' | 'too-many'>

function partWords(number: number, why: Part, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'nothing-to-ship':
      return [
        actsWords.nothingCanLeave(number),
        why.waiting > 0 ? actsWords.unitsWaitForStock(why.waiting) : actsWords.everythingHasLeftAlready,
      ]
    case 'goes-complete':
      return [actsWords.goesOutCompleteWaits(number, why.waiting), actsWords.nothingWasShipped]
    case 'nothing-open':
      return [
        actsWords.leftToCancel(why.sku === undefined ? 'nothing' : actsWords.noItem(itemText(why.sku, ctx)), number),
        actsWords.returnWhatLeft(number, why.sku ?? 'SKU'),
      ]
    case 'already-left':
      return [
        actsWords.ofOrderHaveLeft(why.shipped, itemText(why.sku, ctx), number),
        actsWords.returnWhatLeftOf(
          why.now === why.shipped ? '' : actsWords.itCanBeTo(why.shipped, why.now),
          why.now === why.shipped ? actsWords.what : 'what',
          number,
          why.sku,
        ),
      ]
    case 'too-many':
      return tooMany(number, why, ctx)
    default:
      return why satisfies never
  }
}

function tooMany(number: number, { sku, most, to, open }: Of<'too-many'>, ctx: ScreenContext): Words {
  const item = itemText(sku, ctx)
  const can = {
    ship: actsWords.canLeaveNow,
    cancel: actsWords.canStillBeCancelled,
    return: actsWords.canComeBack,
    exchange: actsWords.canBeExchanged,
    split: actsWords.canStillBeSentElsewhere,
  } as const satisfies Record<typeof to, string>
  if (to === 'return' && most === 0)
    return open === true
      ? [actsWords.notLeftNoReturn(item, number), actsWords.cancelInstead(number, sku)]
      : [actsWords.noneThereToReturn(item, number), actsWords.cameBackAlready]
  return [
    most === 0 ? actsWords.noneOfOrder(item, number, can[to]) : actsWords.ofOrderNotMore(most, item, number, can[to]),
    actsWords.nothingWasChanged,
  ]
}
