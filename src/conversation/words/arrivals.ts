/**
 * Goods that come, and what they release.
 */
import { plural, type Value } from './plural.ts'

export const arrivalsWords = {
  // order/arrivals.ts
  order: (staff: boolean, buyer: Value, number: Value) => (staff ? `${buyer}: order ${number}` : `Order ${number}`),
  are: (count: number) => plural(count, 'is', 'are'),
  here: (nameOf: Value, items: Value, isOrAre: Value) => `${nameOf}: ${items} ${isOrAre} here`,
  nothingOfThisOrder: 'Nothing of this order waits any more.',
  toBeAuthorisedOn: (amount: Value) => `To be authorised on the card for it: ${amount}.`,
  shipWhatIsHere: (staff: boolean) => (staff ? 'Ship what is here' : 'Send it now'),
  someCameNotEnough: (nameOf: Value, item: Value) => `${nameOf}: some ${item} came, not enough for it yet`,
  noFurtherGoodsAre: 'No further goods are announced with a date yet.',
  theNextAreExpected: (quantity: Value, day: Value) => `The next ${quantity} are expected ${day} (estimated).`,
  itGoesOutComplete: 'It goes out complete, so nothing is set aside before everything is here.',
  sendItAsIt: 'Send it as it comes',
  thereIsNoDate: 'there is no date now; you are told when they come',
  nowEstimated: (day: Value) => `now ${day} (estimated)`,
  expectedBefore: (quantity: Value, item: Value, day: Value, now: Value) =>
    `${quantity} ${item}: expected ${day} before, ${now}`,
  hasNoDateAny: (nameOf: Value, list: Value, all: boolean) =>
    `${nameOf}: ${list} ${all ? 'has no date any more' : 'comes later'}`,
  stillWaiting: (backordered: Value, item: Value, part: Value) => `Still waiting: ${backordered} ${item}, ${part}`,
  ofInLine: (nth: Value, of: Value, part: Value) => `${nth} of ${of} in line, ${part}`,
  waitForTheRest: 'Wait for the rest',
  swapIt: 'Swap it',
  cancel: (item: Value) => `Cancel ${item}`,
  ofOrderForWhat: (item: Value, number: Value) => `${item} of order ${number}: for what?`,
  chooseOneOrSay: (from: Value, example: Value) =>
    `Choose one, or say for example "swap ${from} for ${example}". It goes into ` +
    `a new order at today's price; nothing is changed yet.`,
  expected: (quantity: Value, part: Value) => `${quantity} expected ${part}`,
  onHand: (onHand: Value) => `${onHand} on hand`,
  reserved: (reserved: Value) => `${reserved} reserved`,
  waitedFor: (allocated: Value) => `${allocated} waited for`,
  orderSetAsideThread: (number: Value, buyer: Value, items: Value) =>
    `Order ${number}, ${buyer}: ${items} set aside, thread told`,
  orderGoesOutComplete: (number: Value, buyer: Value) =>
    `Order ${number}, ${buyer}: goes out complete, waits on, thread told`,
  moreOrdersGetTheirs: (more: number) => `${more} more ${plural(more, 'order gets', 'orders get')} theirs in a moment.`,
  received: (quantity: Value) => `${quantity} received`,
  counted: (quantity: Value) => `${quantity} counted`,
  nothingExpectedAnyMore: 'nothing expected any more',
  noDateYet: 'no date yet',
  expectedEstimated: (day: Value) => `expected ${day} (estimated)`,
  withoutADate: 'without a date',
}
