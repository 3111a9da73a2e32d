/**
 * What an act on a placed order is answered with.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const actsWords = {
  // order/order-words.ts
  orderWasNotFound: (number: Ready) => `Order ${number} was not found`,
  checkTheNumberLists: 'Check the number; "orders" lists what there is.',
  orderIsCancelledAlready: (number: Ready) => `Order ${number} is cancelled already`,
  nothingWasChangedSay: (number: Ready) => `Nothing was changed. Say "reorder ${number}" to order the same again.`,
  nothingWasToCome: (number: Ready) => `Nothing was to come back of order ${number}`,
  nothingWasChanged: 'Nothing was changed.',
  ofOrderWasSent: (part: Ready, number: Ready) => `${part} of order ${number} was sent by e-mail often enough today`,
  nothingWasSentCheck: 'Nothing was sent. Check the address, or try again tomorrow.',
  whatIsSentAbout: (number: Ready) => `What is sent about order ${number} goes to its own address only`,
  nothingWasSentAsk: 'Nothing was sent. Ask us, and we send it elsewhere.',
  nothingWasSentSay: (number: Ready, address: Ready) =>
    `Nothing was sent. Say "resend the confirmation of ${number}" and it goes to ` +
    `${address}; ask us to send it elsewhere.`,
  thereWasNothingTo: 'There was nothing to write down',
  sayForExample: (number: Ready) => `Say for example "comment ${number} please ring the bell".`,
  isNotInOrder: (what: Ready, number: Ready) => `"${what}" is not in order ${number}`,
  nothingWasChangedSayTo: (number: Ready) => `Nothing was changed. Say "status ${number}" to see what is in it.`,
  thePaymentOfOrder: (number: Ready) => `The payment of order ${number} failed, so it stays here`,
  askTheCustomerFor: 'Ask the customer for another payment first.',
  orderHasAlready: (number: Ready, now: Ready, item: Ready) => `Order ${number} has ${now} ${item} already`,
  noIsFreeNow: (item: Ready) => `No ${item} is free now`,
  onlyAreFreeNow: (here: number, item: Ready) => `Only ${here} ${item} ${plural(here, 'is', 'are')} free now`,
  nothingWasExchangedChoose: 'Nothing was exchanged. Choose another item, or say it again when it is here.',
  orderHasAndA: (number: Ready, part: Ready, item: Ready) =>
    `Order ${number} has ${part} ${item}, and a placed order does not grow`,
  nothingWasChangedCan: (part: Ready, part2: Ready) =>
    `Nothing was changed. ${part}${part2} can go into a new order, at today's price.`,
  ifAnEarlierRecord: (number: Ready) => `If an earlier record is wrong, say "not paid ${number}" first.`,
  thatIsMoreThan: (number: Ready) => `That is more than is left of order ${number}`,
  nothingOfItCan: 'Nothing of it can be refunded any more.',
  atMostCanGo: (amount: Ready) => `At most ${amount} can go back.`,
  nothingOfTheShipping: (number: Ready) => `Nothing of the shipping charge of order ${number} can go back any more`,
  nothingWasRefunded: 'Nothing was refunded.',
  atMostOfThe: (amount: Ready, number: Ready) =>
    `At most ${amount} of the shipping charge of order ${number} can go back`,
  nothingIsToBe: (number: Ready) => `Nothing is to be paid for order ${number}`,
  nothingWasChangedSayToSee: (number: Ready) => `Nothing was changed. Say "status ${number}" to see what was recorded.`,
  atMostCanBe: (amount: Ready, number: Ready) => `At most ${amount} can be recorded as paid for order ${number}`,
  nothingWasChangedOfMistake: (mistake: Ready) => `Nothing was changed. ${mistake}`,
  onlyWasPaidFor: (amount: Ready, number: Ready) => `Only ${amount} was paid for order ${number}`,
  moreThanThatCannot: 'More than that cannot go back. Nothing was changed.',
  nothingWasPaidFor: (number: Ready) => `Nothing was paid for order ${number}, so nothing can go back`,
  allWasGivenBack: (amount: Ready, number: Ready) =>
    `All that was paid for order ${number} was given back already: ${amount}`,
  nothingIsToBeGiven: (number: Ready) => `Nothing is to be given back for order ${number}`,
  ifSomeOfIt: (number: Ready) =>
    `If some of it went back all the same, say how much: "refunded ${number} 5.00". Nothing was changed.`,
  ofOrderIsGoing: (amount: Ready, number: Ready) => `${amount} of order ${number} is going back by itself`,
  nothingWasChangedSayToSeeHow: (number: Ready) =>
    `Nothing was changed. Say "status ${number}" to see how it stands; record what went back besides after that.`,
  theAmountHasTo: 'The amount has to be above zero',
  nothingWasChangedFor: (what: Ready, number: Ready, amount: Ready, reason: Ready) =>
    `Nothing was changed. For example "${what} ${number} ${amount}${reason}".`,
  orderIsNotPaid: (number: Ready) => `Order ${number} is not paid by a link`,
  orderHasAPayment: (number: Ready) => `Order ${number} has a payment link`,
  sayToSeeIt: (number: Ready) => `Say "where is the link ${number}" to see it.`,
  orderWasPaidThrough: (number: Ready) =>
    `Order ${number} was paid through the payment provider, so that is no mistake of ours`,
  nothingWasChangedCancel: (number: Ready) =>
    `Nothing was changed. Cancel it, or say "refund ${number} 5.00: goodwill": the money goes back by itself.`,
  nothingWasRecordedAs: (number: Ready) => `Nothing was recorded as paid for order ${number}`,
  theAmountOfOrder: (number: Ready) => `The amount of order ${number} is another one now`,
  nothingIsOpenAny: 'Nothing is open any more. Nothing was changed.',
  itIsNothingWas: (amount: Ready) => `It is ${amount}. Nothing was changed.`,
  nothingOfOrderWaits: (number: Ready) => `Nothing of order ${number} waits`,
  everythingInItIs: 'Everything in it is here or has left. Nothing was changed.',
  orderGoesOutComplete: (number: Ready) => `Order ${number} goes out complete already`,
  itLeavesWhenEverything: (number: Ready) =>
    `It leaves when everything is here. Say "release ${number}" to have it leave as it comes.`,
  orderIsAtThe: (number: Ready) => `Order ${number} is at the front already`,
  thatRefundIsNot: 'That refund is not possible here',
  pleaseAskUsNothing: 'Please ask us. Nothing was changed.',
  nobodyMayGiveThat: 'Nobody may give that much.',
  aMay: (list: Ready) => `A ${list} may.`,
  youMayGiveOn: (amount: Ready) => `You may give ${amount} on this order.`,
  nothingMoreIsWithin: 'Nothing more is within your limit on this order.',
  isAboveYourLimit: (amount: Ready) => `${amount} is above your limit`,
  nothingWasRefundedOfLeft: (left: Ready, who: Ready) => `Nothing was refunded. ${left} ${who}`,
  nothingOfOrderCan: (number: Ready) => `Nothing of order ${number} can leave now`,
  unitsWaitForStock: (waiting: number) => `${waiting} ${plural(waiting, 'unit waits', 'units wait')} for stock.`,
  everythingHasLeftAlready: 'Everything has left already.',
  orderGoesOutCompleteAnd: (number: Ready, waiting: number) =>
    `Order ${number} goes out complete, and ${waiting} ${plural(waiting, 'unit is', 'units are')} still to come`,
  nothingWasShipped: 'Nothing was shipped.',
  thereIsLeftTo: (part: Ready, number: Ready) => `There is ${part} left to cancel in order ${number}`,
  nothingWasChangedWhat: (number: Ready, sku: Ready) =>
    `Nothing was changed. What has left can come back: "return ${number} 1 ${sku}".`,
  ofOrderHaveLeft: (shipped: number, item: Ready, number: Ready) =>
    `${shipped} ${item} of order ${number} ${plural(shipped, 'has', 'have')} left already`,
  nothingWasChangedHas: (part: Ready, part2: Ready, number: Ready, sku: Ready) =>
    `Nothing was changed. ${part}${part2} has left can come back: "return ${number} 1 ${sku}".`,
  canLeaveNow: 'can leave now',
  canStillBeCancelled: 'can still be cancelled',
  canComeBack: 'can come back',
  canBeExchanged: 'can be exchanged',
  canStillGoSomewhere: 'can still go somewhere else',
  ofOrderHasNot: (item: Ready, number: Ready) => `${item} of order ${number} has not left yet, so it cannot come back`,
  nothingWasChangedIt: (number: Ready, sku: Ready) =>
    `Nothing was changed. It can be cancelled: "cancel ${number} ${sku}".`,
  noOfOrderIs: (item: Ready, number: Ready) => `No ${item} of order ${number} is there to send back`,
  nothingWasChangedItCame: 'Nothing was changed. It came back, or is announced, already.',
  noOfOrder: (item: Ready, number: Ready, part: Ready) => `No ${item} of order ${number} ${part}`,
  ofOrderNotMore: (most: Ready, item: Ready, number: Ready, part: Ready) =>
    `${most} ${item} of order ${number} ${part}, not more`,
  thePaymentLink: 'The payment link',
  theConfirmation: 'The confirmation',
  theOther: 'The other ',
  itCanBeTo: (shipped: Ready, now: Ready) => `It can be ${shipped} to ${now}; `,
  what: 'What',
}
