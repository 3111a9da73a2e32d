/**
 * What becomes of a placed order when it is changed.
 */
import { plural, type Ready } from '#conversation/words/plural.ts'

export const changesWords = {
  // order/exchange.ts
  itTakesThePlace: (announced: number) =>
    ` It takes the place of the return that was announced${plural(announced, '', ` (${announced})`)}.`,
  exchangeOfOrderFor: ({
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
  itIsAtThe: (quantity: Ready, item: Ready, instead: Ready) =>
    `It is at the price that was paid, and shipping is not charged again. ${quantity} ${item} will be ` +
    `set aside.${instead} Say "yes" or press the button; anything else keeps the order.`,
  exchange: 'Exchange',
  keepIt: 'Keep it',
  exchangeOfOrderForOfQuantity: (quantity: Ready, item: Ready, number: Ready, item2: Ready) =>
    `Exchange ${quantity} ${item} of order ${number} for ${item2}?`,
  youSendItBack:
    'You send it back, and the other one is sent once it has arrived here; shipping is not charged ' +
    'again. Say "yes" or press the button; anything else changes nothing.',
  askForTheExchange: 'Ask for the exchange',
  more: (amount: Ready) => `${amount} more`,
  atNoCost: 'at no cost',
  // order/amend-refusals.ts
  aPartOfOrder: (number: Ready) => `A part of order ${number} has left already`,
  nothingWasChangedWhat:
    'Nothing was changed. What comes back can be returned or exchanged; a new contact can still be set.',
  orderIsLikeThat: (number: Ready) => `Order ${number} is like that already`,
  nothingWasChanged: 'Nothing was changed.',
  noSuchChangeOf: (number: Ready) => `No such change of order ${number} is open any more`,
  itWasMadeLeft: 'It was made, left or replaced meanwhile. Nothing was changed by this; say again what you want.',
  aChangeOfOrder: (number: Ready) => `A change of order ${number} was asked for and is not decided yet`,
  nothingWasSentDecide: (number: Ready) =>
    `Nothing was sent. Decide on it first: "confirm ${number}" makes it, "leave ${number} as it is" does not.`,
  aGiftNoteHas: (most: Ready, count: Ready) => `A gift note has at most ${most} characters, this one has ${count}`,
  nothingWasChangedSay: 'Nothing was changed. Say it again in fewer words.',
  ofOrderWasGiven: (amount: Ready, number: Ready) =>
    `${amount} of order ${number} was given back or cancelled already, and it cannot cost less than that`,
  somebodyWhoseLimitCovers: 'Somebody whose limit covers it has to decide that',
  checkFirstWhoIs: 'Check first who is calling',
  nothingWasChangedSayWith: (number: Ready) =>
    `Nothing was changed. Say "check ${number}" with a postcode or the number of an earlier order.`,
  isOver: (day: Ready) => `${day} is over`,
  isTooSoon: (day: Ready) => `${day} is too soon`,
  isTooFarAhead: (day: Ready) => `${day} is too far ahead`,
  nothingArrivesOn: (day: Ready) => `Nothing arrives on ${day}`,
  atTheLatest: 'At the latest',
  theFirstThatCan: 'The first that can be kept is',
  nothingWasChangedSayFor: (when: Ready, number: Ready) =>
    `Nothing was changed.${when} Say for example "deliver ${number} on 4 Dec".`,
}
