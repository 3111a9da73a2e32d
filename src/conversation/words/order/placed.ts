/**
 * A placed order: its receipt, how it stands, which one is meant.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const placedWords = {
  // order/order-controls.ts
  shipWhatIsHere: 'Ship what is here',
  history: 'History',
  orders: 'Orders',
  yourOrders: 'Your orders',
  orderAgain: 'Order again',
  cancelOrder: (number: Ready) => `Cancel order ${number}`,
  // order/order-rows.ts
  waitingNoDateYet: 'waiting, no date yet',
  expectedEstimated: (day: Ready) => `expected ${day} (estimated)`,
  onItsWay: 'on its way',
  setAsideReady: 'set aside, ready to leave',
  note: (note: Ready) => `Note: ${note}`,
  aGift: 'A gift',
  subtotal: 'Subtotal',
  shipping: (methodName: Ready) => `Shipping, ${methodName}`,
  tax: 'Tax',
  total: 'Total',
  coupon: (source: Ready) => `Coupon ${source}`,
  takenOff: (staff: boolean, label: Ready) => (staff ? `Taken off: ${label}` : 'Discount'),
  taxContained: 'Tax contained in the prices',
  // order/order-again.ts
  takenOffForReturn: (priceIn: Ready, currency: Ready, number: Ready) =>
    `For what came back ${priceIn} ${currency} is taken off order ${number}. `,
  inNewOrder: (quantity: Ready, item: Ready, number: Ready) =>
    `${quantity} ${item} in a new order, with order ${number}`,
  newOneHasOwnPrice: (back: Ready) => `${back}The new one has its own price and number: place it when it is right.`,
  priceThenNow: (item: Ready, priceIn: Ready, priceIn2: Ready) => `${item}: ${priceIn} then, ${priceIn2} now`,
  leftOutNotSold: (name: Ready, sku: Ready) => `${name} (${sku}): not sold any more, left out`,
  orderAgainTitle: (number: Ready) => `Order ${number} again`,
  sameAtTodaysPrices: "At today's prices, which are the same. Discounts and shipping are worked out anew.",
  workedOutAnew: 'Discounts and shipping are worked out anew.',
  // order/parts.ts
  cancel: 'Cancel',
  sendBack: 'Send back',
  nothingCanBe: (number: Ready, part: Ready) => `Nothing of order ${number} can be ${part} now`,
  nothingWasChanged: 'Nothing was changed.',
  showOrder: (number: Ready) => `Show order ${number}`,
  notLeftCancel: 'It has not left yet, so it can be cancelled instead.',
  leftSendBack: 'It has left already, so it can be sent back once it is there.',
  whatToCancel: (number: Ready) => `What of order ${number} shall be cancelled?`,
  whatComesBack: (number: Ready) => `What of order ${number} comes back?`,
  pressWhatYouWant: (other: boolean, why: Ready) =>
    other ? `${why} Nothing was changed.` : 'Press what you want; nothing was changed yet.',
  moreOfIt: 'More of it',
  worthOnceHere: (amountOf: Ready) =>
    `Worth ${amountOf}: it is given back, or taken off what is to be paid, once it is here.`,
  lessToPayOrBack: (amountOf: Ready) => `${amountOf} less to pay, or given back where it was paid.`,
  actOnUnits: (part: Ready, quantity: Ready, itemOf: Ready, number: Ready) =>
    `${part} ${quantity} ${itemOf} of order ${number}?`,
  pressOrYes: (money: Ready) => `${money} Press the button or say "yes"; anything else changes nothing.`,
  keepIt: 'Keep it',
  sentBack: 'sent back',
  // order/which-order.ts
  ofBuyer: (buyer: Ready) => ` of ${buyer}`,
  toGiveBackByHand: 'is to be given back by you then',
  willBeGivenBack: 'will be given back',
  linkIsClosedThen: 'The payment link is closed then; anything paid meanwhile goes back.',
  nothingChargedYet: 'Nothing was charged for it yet.',
  cancelQuestion: (whole: boolean, number: Ready, name: Ready, amount: Ready) =>
    whole
      ? `Cancel order ${number}${name}, ${amount}?`
      : `Cancel what has not left of order ${number}${name}, ${amount}?`,
  yesCancelsIt: (money: Ready) => `${money} Say "yes" or press the button; anything else keeps the order.`,
  cancelWhich: (cart: Ready, number: Ready) => `Cancel what: the open cart, ${cart}, or order ${number}?`,
  cancelWhichHow: (number: Ready) =>
    `Nothing was cancelled. Press one, or say "cancel the cart" or "cancel ${number}".`,
  cancelTheCart: 'Cancel the cart',
  keepBoth: 'Keep both',
  noOpenOrder: 'There is no open order here',
  nothingWasCancelled: 'Nothing was cancelled.',
  placedNothingOpen: (lastOrder: Ready) => `Order ${lastOrder} is placed; nothing is open here`,
  cancelPlacedHow: (lastOrder: Ready) => `Nothing was cancelled. To cancel the placed order say "cancel ${lastOrder}".`,
  // order/receipt.ts
  ordersNamed: (count: number, list: Ready) => `${plural(count, 'order', 'orders')} ${list}`,
  placedFor: (name: Ready, orders: Ready, amount: Ready) => `${name}: ${orders} placed, ${amount}`,
  thankYouPlaced: (said: Ready, said2: Ready, part: Ready, amount: Ready) =>
    `Thank you! ${said}${said2} ${part} placed, ${amount}`,
  placedAt: (orders: Ready) => `${orders} placed`,
  newOrder: 'New order',
  endTheTalk: 'End the talk',
  leaveTheQueue: 'Leave the queue',
  shipTo: 'Ship to',
  alsoShipTo: 'Also ship to',
  payment: 'Payment',
  comment: 'Comment',
  couponUnused: (list: Ready, staff: boolean) =>
    `Coupon ${list} did not apply and stays unused${staff ? '' : ': keep it for another time'}.`,
  statusAnyTime: (number: Ready) => ` Say "status ${number}" any time.`,
  paymentForEach: (several: boolean, orders: Ready) => (several ? ` ${orders}: a payment of its own for each.` : ''),
  buttonsComeSoon: (several: boolean, until: Ready, each: Ready) =>
    `Not paid yet: the ${several ? 'buttons' : 'button'} to pay ` +
    `${several ? 'come' : 'comes'} in a moment; your items are held until ` +
    `${until}.${each}`,
  links: (several: boolean) => (several ? 'links' : 'link'),
  comeHereSoon: (several: boolean) => `${several ? 'come' : 'comes'} here in a moment`,
  goToAddress: (several: boolean, masked: Ready) =>
    `${several ? 'go' : 'goes'} to ${masked} as soon as ${several ? 'they are' : 'it is'} made`,
  itemsHeldUntil: (until: Ready) => `The items are held until ${until}; you hear when it is paid.`,
  linksCome: (link: Ready, where: Ready, held: Ready, each: Ready) =>
    `Not paid yet: the payment ${link} ${where}. ${held}${each}`,
  severalOrders: (part: Ready, list: Ready) => `${part} orders (${list})`,
  sayOncePaid: (list: Ready) => `Say ${list} once it is.`,
  nothingToBePaid: 'Nothing is to be paid.',
  cardIsCharged: (staff: boolean, sayPaid: Ready) =>
    staff
      ? `The stored card is to be charged by you when it ships. ${sayPaid}`
      : 'Your card will be charged when it ships.',
  linkIsSentByHand: (staff: boolean, until: Ready, sayPaid: Ready) =>
    staff
      ? `Not paid yet: the payment link has to be sent by you. The items are held until ${until}. ${sayPaid}`
      : `Not paid yet: we send you a payment link; your items are held until ${until}.`,
  invoiceComes: (staff: boolean, sayPaid: Ready) =>
    staff ? `The invoice has to be sent by you. ${sayPaid}` : 'The invoice comes with the order.',
  paidOnDelivery: (staff: boolean, sayPaid: Ready) =>
    staff ? `It is to be paid on delivery. ${sayPaid}` : 'It is to be paid on delivery.',
  two: 'Two',
  sayPaid: (number: Ready) => `"paid ${number}"`,
  // order/record.ts
  orderLine: (number: Ready, orderStatus: Ready, formatMoney: Ready, currency: Ready) =>
    `Order ${number}, ${orderStatus}, ${formatMoney} ${currency}`,
  orderState: (number: Ready, orderStatus: Ready) => `order ${number} ${orderStatus}`,
  // order/records.ts
  givenBack: 'given back',
  takeBackAnother: (number: Ready, lastRecord: Ready) => `Take back another record of order ${number}: ${lastRecord}?`,
  lastTakenBackAlready:
    'The last record was taken back already. Say "yes" or press the button; anything else keeps the order.',
  alsoMistake: 'It was a mistake too',
  gaveBackTooMuch: (number: Ready, given: Ready, owed: Ready) =>
    `Was ${given} given back for order ${number}? ${owed} has to go back`,
  nothing: 'Nothing',
  confirmGaveBack: (due: Ready, number: Ready) =>
    `Nothing was recorded. With it ${due} would be to be paid by the customer. Say "yes" or press the button if it ` +
    `really went back; goodwill is "refund ${number} 5.00: reason".`,
  wasGivenBack: (given: Ready) => `${given} was given back`,
  theCustomer: 'the customer',
  historyTitle: (number: Ready) => `History of order ${number}`,
  // order/status.ts
  customer: 'Customer',
  phone: 'Phone',
  caller: 'Caller',
  memoInternal: 'Memo (internal)',
  orderOfBuyer: (name: Ready, number: Ready, orderStatus: Ready, total: Ready) =>
    `${name}order ${number}, ${orderStatus}, ${total}`,
  placedOn: (day: Ready) => `Placed ${day}.`,
  sentOn: (day: Ready) => `Sent ${day}.`,
  partIs: (day: Ready) => `A part is ${day}.`,
  orderTitle: (number: Ready, orderStatus: Ready) => `Order ${number}, ${orderStatus}`,
  sentWhat: (day: Ready, what: Ready, part: Ready) => `Sent ${day}: ${what}${part}`,
  nothingMore: 'nothing more',
  partOnItsWay: 'a part is on its way',
  waitingForItems: 'waiting for items',
  nothingToPay: 'nothing to pay',
  toBePaid: 'to be paid',
  partlyPaid: 'partly paid',
  paidTooMuch: 'more is paid than owed',
  notPaidInTime: 'not paid in time',
  placedLabel: 'Placed',
  pickUpAt: 'Pick up at',
  wantedOn: 'Wanted on',
  giftNote: 'Gift note',
  changeAskedFor: 'Change asked for',
  paymentLink: 'Payment link',
  goingBack: 'Going back',
  toGiveBack: 'To give back',
  partOf: 'Part of',
  orderNumber: (parent: Ready) => `order ${parent}`,
  theRest: 'The rest',
  tracking: (tracking: Ready) => `, tracking ${tracking}`,
  // order/account.ts
  sayOnceDone: (words: Ready) => `Say "${words}" once it is.`,
  orderTotal: 'Order total',
  takenOffSince: 'Cancelled, returned or refunded',
  paidLabel: 'Paid',
  givenBackLabel: 'Given back',
  toBeGivenBack: 'To be given back',
  stillToPay: 'Still to pay',
  waitingAt: (place: Ready) => `waiting, ${place}`,
  amountTakenOff: (amount: Ready) => `${amount} taken off`,
  amountPaid: (amount: Ready) => `${amount} paid`,
  amountGivenBack: (amount: Ready) => `${amount} given back`,
  trackingCode: (code: Ready) => `tracking ${code}`,
}
