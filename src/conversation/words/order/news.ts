/**
 * The news of a placed order.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const newsWords = {
  // order/order-news.ts
  order: 'Order',
  tracking: (tracking: Ready) => `Tracking: ${tracking}`,
  showOrder: (number: Ready) => `Show order ${number}`,
  noReturnAfterAll: (staff: boolean) => (staff ? 'No return after all' : 'Keep it after all'),
  cameBack: (quantity: Ready, item: Ready) => `${quantity} ${item} came back`,
  onceItHasArrived: 'once it has arrived here and was looked at.',
  willBeGivenBack: (amount: Ready, until: Ready) =>
    `${amount} will be given back, or taken off what is still to pay, ${until}`,
  isSentAtThe: (item: Ready, until: Ready) =>
    `${item} is sent ${until} At the price you paid nothing more is charged for it.`,
  moreToPayFor: (amount: Ready) => `${amount} more to pay for it.`,
  nothingMoreIsTo: 'Nothing more is to be paid for it.',
  theFirstOneIs: ' The first one is to come back.',
  onTheWay: (units: Ready) => `${units} on the way`,
  cancelled: (units: Ready) => `${units} cancelled`,
  paidThankYou: 'paid, thank you',
  paidStillToPay: (priceIn: Ready, priceIn2: Ready) => `${priceIn} paid, ${priceIn2} still to pay`,
  givenBack: (priceIn: Ready) => `${priceIn} given back`,
  thatWasAMistake: (lastRecord: Ready) => `${lastRecord}: that was a mistake and counts no more`,
  cancelledThePaymentDid: 'cancelled, the payment did not come in time',
  aNewPaymentLink: 'a new payment link is on its way',
  sentByEMail: 'sent by e-mail',
  leftWithWhatEarned: (units: Ready) => `${units} left with what earned it`,
  goodwill: (priceIn: Ready) => `${priceIn} goodwill`,
  asItWas: 'as it was',
  theCallerWasChecked: 'the caller was checked',
  comment: (said: Ready) => `comment "${said}"`,
  memoKeptForStaff: 'memo kept, for staff only',
  setAside: (units: Ready) => `${units} set aside`,
  expectedOnOtherDays: 'expected on other days',
  leavesAsItComes: 'leaves as it comes',
  mayLeaveNow: 'may leave now',
  leavesTogetherWhenEverything: 'leaves together, when everything is here',
  atTheFrontOf: 'at the front of the line now',
  cameBackOfUnits: (units: Ready) => `${units} came back`,
  inAll: (part: Ready) => `, ${part} in all`,
  forInstead: (item: Ready) => `, for ${item} instead`,
  willComeBack: (units: Ready, other: Ready, all: Ready) => `${units} will come back${other}${all}`,
  nothingComesBackAfter: 'nothing comes back after all',
  doesNotComeBack: (item: Ready) => `${item} does not come back after all`,
  exchangedFor: (count: Ready, item: Ready, item2: Ready) => `${count} ${item} exchanged for ${item2}`,
  ofTheShippingCharge: (priceIn: Ready) => `${priceIn} of the shipping charge refunded`,
  thatWasEverything: 'That was everything.',
  stillToCome: (list: Ready) => `Still to come: ${list}.`,
}
