/**
 * What an act on a placed order is answered with.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const actsWords = {
  // order/order-words.ts
  orderWasNotFound: (number: Ready) => `Order ${number} was not found`,
  checkTheNumber: 'Check the number; "orders" lists what there is.',
  orderIsCancelledAlready: (number: Ready) => `Order ${number} is cancelled already`,
  reorderInstead: (number: Ready) => `Nothing was changed. Say "reorder ${number}" to order the same again.`,
  nothingAnnouncedBack: (number: Ready) => `Nothing was to come back of order ${number}`,
  nothingWasChanged: 'Nothing was changed.',
  sentOftenEnough: (part: Ready, number: Ready) => `${part} of order ${number} was sent by e-mail often enough today`,
  checkAddressOrTomorrow: 'Nothing was sent. Check the address, or try again tomorrow.',
  goesToOwnAddress: (number: Ready) => `What is sent about order ${number} goes to its own address only`,
  askUsToSend: 'Nothing was sent. Ask us, and we send it elsewhere.',
  sayResendToOwn: (number: Ready, address: Ready) =>
    `Nothing was sent. Say "resend the confirmation of ${number}" and it goes to ` +
    `${address}; ask us to send it elsewhere.`,
  nothingToWrite: 'There was nothing to write down',
  commentHow: (number: Ready) => `Say for example "comment ${number} please ring the bell".`,
  notInOrder: (what: Ready, number: Ready) => `"${what}" is not in order ${number}`,
  statusShowsItems: (number: Ready) => `Nothing was changed. Say "status ${number}" to see what is in it.`,
  paymentFailedStays: (number: Ready) => `The payment of order ${number} failed, so it stays here`,
  askOtherPayment: 'Ask the customer for another payment first.',
  orderHasAlready: (number: Ready, now: Ready, item: Ready) => `Order ${number} has ${now} ${item} already`,
  noIsFreeNow: (item: Ready) => `No ${item} is free now`,
  onlyAreFreeNow: (here: number, item: Ready) => `Only ${here} ${item} ${plural(here, 'is', 'are')} free now`,
  chooseOtherExchange: 'Nothing was exchanged. Choose another item, or say it again when it is here.',
  placedDoesNotGrow: (number: Ready, part: Ready, item: Ready) =>
    `Order ${number} has ${part} ${item}, and a placed order does not grow`,
  newOrderInstead: (part: Ready, part2: Ready) =>
    `Nothing was changed. ${part}${part2} can go into a new order, at today's price.`,
  ifRecordWrong: (number: Ready) => `If an earlier record is wrong, say "not paid ${number}" first.`,
  moreThanLeft: (number: Ready) => `That is more than is left of order ${number}`,
  nothingRefundable: 'Nothing of it can be refunded any more.',
  mostThatGoesBack: (amount: Ready) => `At most ${amount} can go back.`,
  noShippingToRefund: (number: Ready) => `Nothing of the shipping charge of order ${number} can go back any more`,
  nothingWasRefunded: 'Nothing was refunded.',
  mostShippingRefund: (amount: Ready, number: Ready) =>
    `At most ${amount} of the shipping charge of order ${number} can go back`,
  nothingToBePaid: (number: Ready) => `Nothing is to be paid for order ${number}`,
  statusShowsRecords: (number: Ready) => `Nothing was changed. Say "status ${number}" to see what was recorded.`,
  mostToRecord: (amount: Ready, number: Ready) => `At most ${amount} can be recorded as paid for order ${number}`,
  nothingChangedMistake: (mistake: Ready) => `Nothing was changed. ${mistake}`,
  onlyThatWasPaid: (amount: Ready, number: Ready) => `Only ${amount} was paid for order ${number}`,
  noMoreCanGoBack: 'More than that cannot go back. Nothing was changed.',
  nothingWasPaid: (number: Ready) => `Nothing was paid for order ${number}, so nothing can go back`,
  allGivenBack: (amount: Ready, number: Ready) =>
    `All that was paid for order ${number} was given back already: ${amount}`,
  nothingToGiveBack: (number: Ready) => `Nothing is to be given back for order ${number}`,
  sayHowMuchWentBack: (number: Ready) =>
    `If some of it went back all the same, say how much: "refunded ${number} 5.00". Nothing was changed.`,
  goingBackByItself: (amount: Ready, number: Ready) => `${amount} of order ${number} is going back by itself`,
  statusShowsHow: (number: Ready) =>
    `Nothing was changed. Say "status ${number}" to see how it stands; record what went back besides after that.`,
  amountAboveZero: 'The amount has to be above zero',
  actHow: (what: Ready, number: Ready, amount: Ready, reason: Ready) =>
    `Nothing was changed. For example "${what} ${number} ${amount}${reason}".`,
  notPaidByLink: (number: Ready) => `Order ${number} is not paid by a link`,
  hasPaymentLink: (number: Ready) => `Order ${number} has a payment link`,
  whereIsTheLink: (number: Ready) => `Say "where is the link ${number}" to see it.`,
  paidByProvider: (number: Ready) =>
    `Order ${number} was paid through the payment provider, so that is no mistake of ours`,
  cancelOrRefund: (number: Ready) =>
    `Nothing was changed. Cancel it, or say "refund ${number} 5.00: goodwill": the money goes back by itself.`,
  nothingRecorded: (number: Ready) => `Nothing was recorded as paid for order ${number}`,
  amountIsOther: (number: Ready) => `The amount of order ${number} is another one now`,
  nothingIsOpen: 'Nothing is open any more. Nothing was changed.',
  amountIs: (amount: Ready) => `It is ${amount}. Nothing was changed.`,
  nothingWaits: (number: Ready) => `Nothing of order ${number} waits`,
  everythingHereOrLeft: 'Everything in it is here or has left. Nothing was changed.',
  goesOutCompleteAlready: (number: Ready) => `Order ${number} goes out complete already`,
  leavesComplete: (number: Ready) =>
    `It leaves when everything is here. Say "release ${number}" to have it leave as it comes.`,
  atFrontAlready: (number: Ready) => `Order ${number} is at the front already`,
  refundNotPossible: 'That refund is not possible here',
  askUs: 'Please ask us. Nothing was changed.',
  nobodyMayGiveIt: 'Nobody may give that much.',
  aMay: (list: Ready) => `A ${list} may.`,
  youMayGiveOn: (amount: Ready) => `You may give ${amount} on this order.`,
  nothingMoreWithinLimit: 'Nothing more is within your limit on this order.',
  isAboveYourLimit: (amount: Ready) => `${amount} is above your limit`,
  nothingRefundedLimit: (left: Ready, who: Ready) => `Nothing was refunded. ${left} ${who}`,
  nothingCanLeave: (number: Ready) => `Nothing of order ${number} can leave now`,
  unitsWaitForStock: (waiting: number) => `${waiting} ${plural(waiting, 'unit waits', 'units wait')} for stock.`,
  everythingHasLeftAlready: 'Everything has left already.',
  goesOutCompleteWaits: (number: Ready, waiting: number) =>
    `Order ${number} goes out complete, and ${waiting} ${plural(waiting, 'unit is', 'units are')} still to come`,
  nothingWasShipped: 'Nothing was shipped.',
  leftToCancel: (part: Ready, number: Ready) => `There is ${part} left to cancel in order ${number}`,
  returnWhatLeft: (number: Ready, sku: Ready) =>
    `Nothing was changed. What has left can come back: "return ${number} 1 ${sku}".`,
  ofOrderHaveLeft: (shipped: number, item: Ready, number: Ready) =>
    `${shipped} ${item} of order ${number} ${plural(shipped, 'has', 'have')} left already`,
  returnWhatLeftOf: (part: Ready, part2: Ready, number: Ready, sku: Ready) =>
    `Nothing was changed. ${part}${part2} has left can come back: "return ${number} 1 ${sku}".`,
  canLeaveNow: 'can leave now',
  canStillBeCancelled: 'can still be cancelled',
  canComeBack: 'can come back',
  canBeExchanged: 'can be exchanged',
  canStillBeSentElsewhere: 'can still go somewhere else',
  notLeftNoReturn: (item: Ready, number: Ready) =>
    `${item} of order ${number} has not left yet, so it cannot come back`,
  cancelInstead: (number: Ready, sku: Ready) => `Nothing was changed. It can be cancelled: "cancel ${number} ${sku}".`,
  noneThereToReturn: (item: Ready, number: Ready) => `No ${item} of order ${number} is there to send back`,
  cameBackAlready: 'Nothing was changed. It came back, or is announced, already.',
  noneOfOrder: (item: Ready, number: Ready, part: Ready) => `No ${item} of order ${number} ${part}`,
  ofOrderNotMore: (most: Ready, item: Ready, number: Ready, part: Ready) =>
    `${most} ${item} of order ${number} ${part}, not more`,
  thePaymentLink: 'The payment link',
  theConfirmation: 'The confirmation',
  theOther: 'The other ',
  itCanBeTo: (shipped: Ready, now: Ready) => `It can be ${shipped} to ${now}; `,
  what: 'What',
  noItem: (item: Ready) => `no ${item}`,
}
