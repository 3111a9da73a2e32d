/**
 * What becomes of a placed order when it is changed.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const changesWords = {
  // order/exchange.ts
  replacesReturn: (announced: number) =>
    ` It takes the place of the return that was announced${plural(announced, '', ` (${announced})`)}.`,
  exchangeQuestion: ({
    quantity,
    item,
    number,
    item2,
    part,
  }: {
    readonly quantity: Ready
    readonly item: Ready
    readonly number: Ready
    readonly item2: Ready
    readonly part: Ready
  }) => `Exchange ${quantity} ${item} of order ${number} for ${item2}, ${part}?`,
  exchangeTerms: (quantity: Ready, item: Ready, instead: Ready) =>
    `It is at the price that was paid, and shipping is not charged again. ${quantity} ${item} will be ` +
    `set aside.${instead} Say "yes" or press the button; anything else keeps the order.`,
  exchange: 'Exchange',
  keepIt: 'Keep it',
  askForExchange: (quantity: Ready, item: Ready, number: Ready, item2: Ready) =>
    `Exchange ${quantity} ${item} of order ${number} for ${item2}?`,
  sendBackFirst:
    'You send it back, and the other one is sent once it has arrived here; shipping is not charged ' +
    'again. Say "yes" or press the button; anything else changes nothing.',
  askForTheExchange: 'Ask for the exchange',
  more: (amount: Ready) => `${amount} more`,
  atNoCost: 'at no cost',
  // order/amend-refusals.ts
  partHasLeft: (number: Ready) => `A part of order ${number} has left already`,
  afterItLeft: 'Nothing was changed. What comes back can be returned or exchanged; a new contact can still be set.',
  alreadyLikeThat: (number: Ready) => `Order ${number} is like that already`,
  nothingWasChanged: 'Nothing was changed.',
  noSuchChange: (number: Ready) => `No such change of order ${number} is open any more`,
  changeGone: 'It was made, left or replaced meanwhile. Nothing was changed by this; say again what you want.',
  changeUndecided: (number: Ready) => `A change of order ${number} was asked for and is not decided yet`,
  decideFirst: (number: Ready) =>
    `Nothing was sent. Decide on it first: "confirm ${number}" makes it, "leave ${number} as it is" does not.`,
  giftNoteTooLong: (most: Ready, count: Ready) => `A gift note has at most ${most} characters, this one has ${count}`,
  fewerWords: 'Nothing was changed. Say it again in fewer words.',
  cannotCostLess: (amount: Ready, number: Ready) =>
    `${amount} of order ${number} was given back or cancelled already, and it cannot cost less than that`,
  needsHigherLimit: 'Somebody whose limit covers it has to decide that',
  checkCallerFirst: 'Check first who is calling',
  checkCallerHow: (number: Ready) =>
    `Nothing was changed. Say "check ${number}" with a postcode or the number of an earlier order.`,
  dayIsOver: (day: Ready) => `${day} is over`,
  dayTooSoon: (day: Ready) => `${day} is too soon`,
  dayTooFar: (day: Ready) => `${day} is too far ahead`,
  nothingArrivesThen: (day: Ready) => `Nothing arrives on ${day}`,
  atTheLatest: 'At the latest',
  firstPossible: 'The first that can be kept is',
  otherDayHow: (when: Ready, number: Ready) =>
    `Nothing was changed.${when} Say for example "deliver ${number} on 4 Dec".`,
}
