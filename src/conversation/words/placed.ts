/**
 * A placed order: its receipt, how it stands, which one is meant.
 */
import { plural, type Value } from './plural.ts'

export const placedWords = {
  // order/order-controls.ts
  shipWhatIsHere: 'Ship what is here',
  history: 'History',
  orders: 'Orders',
  yourOrders: 'Your orders',
  orderAgain: 'Order again',
  cancelOrder: (number: Value) => `Cancel order ${number}`,
  // order/order-rows.ts
  waitingNoDateYet: 'waiting, no date yet',
  expectedEstimated: (day: Value) => `expected ${day} (estimated)`,
  onItsWay: 'on its way',
  setAsideReadyTo: 'set aside, ready to leave',
  note: (note: Value) => `Note: ${note}`,
  aGift: 'A gift',
  subtotal: 'Subtotal',
  shipping: (methodName: Value) => `Shipping, ${methodName}`,
  tax: 'Tax',
  total: 'Total',
  coupon: (source: Value) => `Coupon ${source}`,
  takenOff: (staff: boolean, label: Value) => (staff ? `Taken off: ${label}` : 'Discount'),
  taxContainedInThe: 'Tax contained in the prices',
  // order/order-again.ts
  forWhatCameBack: (priceIn: Value, currency: Value, number: Value) =>
    `For what came back ${priceIn} ${currency} is taken off order ${number}. `,
  inANewOrder: (quantity: Value, item: Value, number: Value) =>
    `${quantity} ${item} in a new order, with order ${number}`,
  theNewOneHas: (back: Value) => `${back}The new one has its own price and number: place it when it is right.`,
  thenNow: (item: Value, priceIn: Value, priceIn2: Value) => `${item}: ${priceIn} then, ${priceIn2} now`,
  notSoldAnyMore: (name: Value, sku: Value) => `${name} (${sku}): not sold any more, left out`,
  orderAgainOfNumber: (number: Value) => `Order ${number} again`,
  atTodaySPrices: "At today's prices, which are the same. Discounts and shipping are worked out anew.",
  discountsAndShippingAre: 'Discounts and shipping are worked out anew.',
  // order/parts.ts
  cancel: 'Cancel',
  sendBack: 'Send back',
  nothingOfOrderCan: (number: Value, part: Value) => `Nothing of order ${number} can be ${part} now`,
  nothingWasChanged: 'Nothing was changed.',
  showOrder: (number: Value) => `Show order ${number}`,
  itHasNotLeft: 'It has not left yet, so it can be cancelled instead.',
  itHasLeftAlready: 'It has left already, so it can be sent back once it is there.',
  whatOfOrderShall: (number: Value) => `What of order ${number} shall be cancelled?`,
  whatOfOrderComes: (number: Value) => `What of order ${number} comes back?`,
  nothingWasChangedOfOther: (other: boolean, why: Value) =>
    other ? `${why} Nothing was changed.` : 'Press what you want; nothing was changed yet.',
  moreOfIt: 'More of it',
  worthItIsGiven: (amountOf: Value) =>
    `Worth ${amountOf}: it is given back, or taken off what is to be paid, once it is here.`,
  lessToPayOr: (amountOf: Value) => `${amountOf} less to pay, or given back where it was paid.`,
  ofOrder: (part: Value, quantity: Value, itemOf: Value, number: Value) =>
    `${part} ${quantity} ${itemOf} of order ${number}?`,
  pressTheButtonOr: (money: Value) => `${money} Press the button or say "yes"; anything else changes nothing.`,
  keepIt: 'Keep it',
  sentBack: 'sent back',
  // order/which-order.ts
  ofWord: (buyer: Value) => ` of ${buyer}`,
  isToBeGiven: 'is to be given back by you then',
  willBeGivenBack: 'will be given back',
  thePaymentLinkIs: 'The payment link is closed then; anything paid meanwhile goes back.',
  nothingWasChargedFor: 'Nothing was charged for it yet.',
  cancelOrderOfWhole: (whole: boolean, number: Value, name: Value, amount: Value) =>
    whole
      ? `Cancel order ${number}${name}, ${amount}?`
      : `Cancel what has not left of order ${number}${name}, ${amount}?`,
  sayOrPressThe: (money: Value) => `${money} Say "yes" or press the button; anything else keeps the order.`,
  cancelWhatTheOpen: (cart: Value, number: Value) => `Cancel what: the open cart, ${cart}, or order ${number}?`,
  nothingWasCancelledPress: (number: Value) =>
    `Nothing was cancelled. Press one, or say "cancel the cart" or "cancel ${number}".`,
  cancelTheCart: 'Cancel the cart',
  keepBoth: 'Keep both',
  thereIsNoOpen: 'There is no open order here',
  nothingWasCancelled: 'Nothing was cancelled.',
  orderIsPlacedNothing: (lastOrder: Value) => `Order ${lastOrder} is placed; nothing is open here`,
  nothingWasCancelledTo: (lastOrder: Value) =>
    `Nothing was cancelled. To cancel the placed order say "cancel ${lastOrder}".`,
  // order/receipt.ts
  ordersOfCount: (count: number, list: Value) => `${plural(count, 'order', 'orders')} ${list}`,
  placed: (name: Value, orders: Value, amount: Value) => `${name}: ${orders} placed, ${amount}`,
  thankYouPlaced: (said: Value, said2: Value, part: Value, amount: Value) =>
    `Thank you! ${said}${said2} ${part} placed, ${amount}`,
  placedOfOrders: (orders: Value) => `${orders} placed`,
  newOrder: 'New order',
  endTheTalk: 'End the talk',
  shipTo: 'Ship to',
  alsoShipTo: 'Also ship to',
  payment: 'Payment',
  comment: 'Comment',
  couponDidNotApply: (list: Value, staff: boolean) =>
    `Coupon ${list} did not apply and stays unused${staff ? '' : ': keep it for another time'}.`,
  sayAnyTime: (number: Value) => ` Say "status ${number}" any time.`,
  aPaymentOfIts: (several: boolean, orders: Value) => (several ? ` ${orders}: a payment of its own for each.` : ''),
  notPaidYetThe: (several: boolean, until: Value, each: Value) =>
    `Not paid yet: the ${several ? 'buttons' : 'button'} to pay ` +
    `${several ? 'come' : 'comes'} in a moment; your items are held until ` +
    `${until}.${each}`,
  links: (several: boolean) => (several ? 'links' : 'link'),
  comeHereInA: (several: boolean) => `${several ? 'come' : 'comes'} here in a moment`,
  areSentTo: (several: boolean, masked: Value) => `${several ? 'are' : 'is'} sent to ${masked}`,
  theItemsAreHeld: (until: Value) => `The items are held until ${until}; you hear when it is paid.`,
  notPaidYetThePayment: (link: Value, where: Value, held: Value, each: Value) =>
    `Not paid yet: the payment ${link} ${where}. ${held}${each}`,
  ordersOfPart: (part: Value, list: Value) => `${part} orders (${list})`,
  sayOnceItIs: (list: Value) => `Say ${list} once it is.`,
  nothingIsToBe: 'Nothing is to be paid.',
  theStoredCardIs: (staff: boolean, sayPaid: Value) =>
    staff
      ? `The stored card is to be charged by you when it ships. ${sayPaid}`
      : 'Your card will be charged when it ships.',
  notPaidYetThePaymentLink: (staff: boolean, until: Value, sayPaid: Value) =>
    staff
      ? `Not paid yet: the payment link has to be sent by you. The items are held until ${until}. ${sayPaid}`
      : `Not paid yet: we send you a payment link; your items are held until ${until}.`,
  theInvoiceHasTo: (staff: boolean, sayPaid: Value) =>
    staff ? `The invoice has to be sent by you. ${sayPaid}` : 'The invoice comes with the order.',
  itIsToBe: (staff: boolean, sayPaid: Value) =>
    staff ? `It is to be paid on delivery. ${sayPaid}` : 'It is to be paid on delivery.',
  two: 'Two',
  paid: (number: Value) => `"paid ${number}"`,
  // order/record.ts
  order: (number: Value, orderStatus: Value, formatMoney: Value, currency: Value) =>
    `Order ${number}, ${orderStatus}, ${formatMoney} ${currency}`,
  orderOfNumber: (number: Value, orderStatus: Value) => `order ${number} ${orderStatus}`,
  // order/records.ts
  givenBack: 'given back',
  takeBackAnotherRecord: (number: Value, lastRecord: Value) =>
    `Take back another record of order ${number}: ${lastRecord}?`,
  theLastRecordWas:
    'The last record was taken back already. Say "yes" or press the button; anything else keeps the order.',
  itWasAMistake: 'It was a mistake too',
  theCustomer: 'the customer',
  historyOfOrder: (number: Value) => `History of order ${number}`,
  // order/status.ts
  customer: 'Customer',
  phone: 'Phone',
  caller: 'Caller',
  memoInternal: 'Memo (internal)',
  orderOfName: (name: Value, number: Value, orderStatus: Value, total: Value) =>
    `${name}order ${number}, ${orderStatus}, ${total}`,
  placedOfDay: (day: Value) => `Placed ${day}.`,
  sent: (day: Value) => `Sent ${day}.`,
  aPartIs: (day: Value) => `A part is ${day}.`,
  order2: (number: Value, orderStatus: Value) => `Order ${number}, ${orderStatus}`,
  sentOfDay: (day: Value, what: Value, part: Value) => `Sent ${day}: ${what}${part}`,
  nothingMore: 'nothing more',
  aPartIsOn: 'a part is on its way',
  waitingForItems: 'waiting for items',
  nothingToPay: 'nothing to pay',
  toBePaid: 'to be paid',
  partlyPaid: 'partly paid',
  moreIsPaidThan: 'more is paid than owed',
  notPaidInTime: 'not paid in time',
  placedInStatus: 'Placed',
  pickUpAt: 'Pick up at',
  wantedOn: 'Wanted on',
  giftNote: 'Gift note',
  changeAskedFor: 'Change asked for',
  paymentLink: 'Payment link',
  goingBack: 'Going back',
  toGiveBack: 'To give back',
  partOf: 'Part of',
  orderOfParent: (parent: Value) => `order ${parent}`,
  theRest: 'The rest',
  tracking: (tracking: Value) => `, tracking ${tracking}`,
  // order/account.ts
  sayOnceItIsOfWords: (words: Value) => `Say "${words}" once it is.`,
  orderTotal: 'Order total',
  cancelledReturnedOrRefunded: 'Cancelled, returned or refunded',
  paidInAccount: 'Paid',
  givenBackInAccount: 'Given back',
  toBeGivenBack: 'To be given back',
  stillToPay: 'Still to pay',
}
