/**
 * Goods that come, and what they release.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const arrivalsWords = {
  // order/arrivals.ts
  orderOf: (staff: boolean, buyer: Ready, number: Ready) => (staff ? `${buyer}: order ${number}` : `Order ${number}`),
  are: (count: number) => plural(count, 'is', 'are'),
  here: (nameOf: Ready, items: Ready, isOrAre: Ready) => `${nameOf}: ${items} ${isOrAre} here`,
  nothingWaits: 'Nothing of this order waits any more.',
  toBeAuthorised: (amount: Ready) => `To be authorised on the card for it: ${amount}.`,
  notPaidYet: (amount: Ready) => `not paid yet: ${amount} by the payment link`,
  shipWhatIsHere: (staff: boolean) => (staff ? 'Ship what is here' : 'Send it now'),
  cameNotEnough: (nameOf: Ready, item: Ready) => `${nameOf}: some ${item} came, not enough for it yet`,
  noGoodsAnnounced: 'No further goods are announced with a date yet.',
  nextExpected: (quantity: Ready, day: Ready) => `The next ${quantity} are expected ${day} (estimated).`,
  goesOutComplete: 'It goes out complete, so nothing is set aside before everything is here.',
  sendAsItComes: 'Send it as it comes',
  noDateNow: 'there is no date now; you are told when they come',
  nowEstimated: (day: Ready) => `now ${day} (estimated)`,
  expectedBefore: (quantity: Ready, item: Ready, day: Ready, now: Ready) =>
    `${quantity} ${item}: expected ${day} before, ${now}`,
  hasNoDateAny: (nameOf: Ready, list: Ready, all: boolean) =>
    `${nameOf}: ${list} ${all ? 'has no date any more' : 'comes later'}`,
  stillWaiting: (backordered: Ready, item: Ready, part: Ready) => `Still waiting: ${backordered} ${item}, ${part}`,
  placeInLine: (nth: Ready, of: Ready, part: Ready) => `${nth} of ${of} in line, ${part}`,
  waitForTheRest: 'Wait for the rest',
  swapIt: 'Swap it',
  cancel: (item: Ready) => `Cancel ${item}`,
  ofOrderForWhat: (item: Ready, number: Ready) => `${item} of order ${number}: for what?`,
  chooseOrSwap: (from: Ready, example: Ready) =>
    `Choose one, or say for example "swap ${from} for ${example}". It goes into ` +
    `a new order at today's price; nothing is changed yet.`,
  expected: (quantity: Ready, part: Ready) => `${quantity} expected ${part}`,
  onHand: (onHand: Ready) => `${onHand} on hand`,
  reserved: (reserved: Ready) => `${reserved} reserved`,
  free: (units: Ready) => `${units} free`,
  waitedFor: (allocated: Ready) => `${allocated} waited for`,
  staffSetAside: (number: Ready, buyer: Ready, items: Ready) =>
    `Order ${number}, ${buyer}: ${items} set aside, thread told`,
  staffGoesOutComplete: (number: Ready, buyer: Ready) =>
    `Order ${number}, ${buyer}: goes out complete, waits on, thread told`,
  moreOrdersGetTheirs: (more: number) => `${more} more ${plural(more, 'order gets', 'orders get')} theirs in a moment.`,
  received: (quantity: Ready) => `${quantity} received`,
  counted: (quantity: Ready) => `${quantity} counted`,
  nothingExpectedAnyMore: 'nothing expected any more',
  noDateYet: 'no date yet',
  expectedEstimated: (day: Ready) => `expected ${day} (estimated)`,
  withoutADate: 'without a date',
}
