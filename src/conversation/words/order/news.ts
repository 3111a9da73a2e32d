/**
 * The news of a placed order.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const newsWords = {
  // order/order-news.ts
  order: 'Order',
  tracking: (tracking: Ready) => `Tracking: ${tracking}`,
  showOrder: (number: Ready) => `Show order ${number}`,
  keepAfterAll: (staff: boolean) => (staff ? 'No return after all' : 'Keep it after all'),
  cameBackUnits: (quantity: Ready, item: Ready) => `${quantity} ${item} came back`,
  onceArrived: 'once it has arrived here and was looked at.',
  givenBackOnce: (amount: Ready, until: Ready) =>
    `${amount} will be given back, or taken off what is still to pay, ${until}`,
  otherIsSentOnce: (item: Ready, until: Ready) =>
    `${item} is sent ${until} At the price you paid nothing more is charged for it.`,
  moreToPay: (amount: Ready) => `${amount} more to pay for it.`,
  nothingMoreToPay: 'Nothing more is to be paid for it.',
  firstComesBack: ' The first one is to come back.',
  itemCount: (count: Ready) => `${count} items`,
  onTheWay: (units: Ready) => `${units} on the way`,
  cancelled: (units: Ready) => `${units} cancelled`,
  paidThankYou: 'paid, thank you',
  paidStillToPay: (priceIn: Ready, priceIn2: Ready) => `${priceIn} paid, ${priceIn2} still to pay`,
  givenBack: (priceIn: Ready) => `${priceIn} given back`,
  recordWasMistake: (lastRecord: Ready) => `${lastRecord}: that was a mistake and counts no more`,
  cancelledUnpaid: 'cancelled, the payment did not come in time',
  newLinkOnItsWay: 'a new payment link is on its way',
  sentByEMail: 'sent by e-mail',
  giftLeft: (units: Ready) => `${units} left with what earned it`,
  goodwill: (priceIn: Ready) => `${priceIn} goodwill`,
  asItWas: 'as it was',
  theCallerWasChecked: 'the caller was checked',
  comment: (said: Ready) => `comment "${said}"`,
  memoKept: 'memo kept, for staff only',
  setAside: (units: Ready) => `${units} set aside`,
  expectedOnOtherDays: 'expected on other days',
  leavesAsItComes: 'leaves as it comes',
  mayLeaveNow: 'may leave now',
  leavesTogether: 'leaves together, when everything is here',
  atFront: 'at the front of the line now',
  cameBack: (units: Ready) => `${units} came back`,
  amountInAll: (part: Ready) => `, ${part} in all`,
  forOtherItem: (item: Ready) => `, for ${item} instead`,
  willComeBack: (units: Ready, other: Ready, all: Ready) => `${units} will come back${other}${all}`,
  nothingComesBack: 'nothing comes back after all',
  itemStaysAfterAll: (item: Ready) => `${item} does not come back after all`,
  exchangedFor: (count: Ready, item: Ready, item2: Ready) => `${count} ${item} exchanged for ${item2}`,
  shippingRefunded: (priceIn: Ready) => `${priceIn} of the shipping charge refunded`,
  thatWasEverything: 'That was everything.',
  stillToCome: (list: Ready) => `Still to come: ${list}.`,
  orderOf: (buyer: Ready) => `${buyer}: order`,
}
