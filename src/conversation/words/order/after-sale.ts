/**
 * What is cancelled, sent back, exchanged and given back.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const afterSaleWords = {
  // order/after-sale.ts
  askAPerson: 'Ask a person',
  order: (number: Ready, part: Ready) => `Order ${number}: ${part}`,
  whichOneComesOff: 'which one comes off?',
  whichDidNotCome: 'which one did not come?',
  whichToExchange: 'which one is to be exchanged?',
  notLeftYet: 'it has not left yet',
  isLessToPay: (back: Ready) => `is ${back} less to pay`,
  givesBack: (back: Ready) => `gives ${back} back`,
  notTooLateTakingOff: (item: Ready, gives: Ready) => `not too late: taking ${item} off ${gives}`,
  notReceivedGoesBack: (item: Ready, back: Ready) => `${item} not received: ${back} would go back`,
  takeOffThenOrder: (item: Ready, gives: Ready, item2: Ready) =>
    `it has not left: taking ${item} off ${gives}, then order ${item2}`,
  refund: (item: Ready, back: Ready) => `Refund ${item}${back}`,
  exchange: (item: Ready) => `Exchange ${item}`,
  takeOff: (item: Ready, back: Ready) => `Take off ${item}${back}`,
  nothingChangedByHand: 'Nothing was changed yet. The money is to be given back by you then.',
  pressToConfirm: (single: boolean) => `Nothing was changed yet: press to confirm${single ? ', or say "yes"' : ''}.`,
  personLooksIntoIt: 'A person looks into it and gives the money back: they read what was said here.',
  sayHowMany: 'Say how many of which item, for example "refund 10001 5.00: other".',
  leftAlreadyReturn: (number: Ready, sku: Ready) =>
    `It has left already. What came can be sent back: "return ${number} 1 ${sku}".`,
  sayItemWithNumber: 'Say the item with its number, for example "cancel 10001 MUG-BLUE-11OZ".',
  somethingDidNotArrive: (number: Ready) => `Order ${number}: something did not arrive`,
  nothingComesOff: (number: Ready) => `Order ${number}: nothing of that can come off`,
  nothingWasChanged: (words: Ready) => `Nothing was changed. ${words}`,
  hasNotLeftYet: 'has not left yet',
  isOnItsWay: 'is on its way',
  isBeingPacked: 'is being packed',
  orderPlaced: (number: Ready, status: Ready, day: Ready) => `Order ${number} ${status}, placed ${day}`,
  noTracking: 'There is no tracking code on it.',
  tracking: (list: Ready) => `Tracking: ${list}.`,
  showOrder: (number: Ready) => `Show order ${number}`,
  toWriteItDown: (number: Ready) => `"memo ${number} ..." to write it down`,
  somethingIsWrong: (staff: boolean, number: Ready) =>
    staff ? `Order ${number}: something is wrong with it` : `I am sorry that something is wrong with order ${number}`,
  whatCanBeDone: (staff: boolean, asks: boolean) =>
    staff
      ? 'Nothing was changed. What can be done about it:'
      : (asks ? 'A person looks into it with you: press the button. ' : 'A person was asked already and reads this. ') +
        'Nothing was changed. What you can do yourself:',
  nothingLeftToPay: (number: Ready) => `Nothing is left to pay for order ${number}`,
  paidStandsInStatus: 'What was paid stands in its status.',
  notInBooks: (number: Ready, amount: Ready, currency: Ready) =>
    `Order ${number}: ${amount} ${currency} are not in our books yet`,
  nothingWasChangedIt:
    'Nothing was changed. It is written down once it has arrived; a transfer can ' +
    'take some days. A person can look whether it came.',
  whichOrder: 'Which order is it about?',
  sayOrderNumber: 'Say it with its number, for example "status 10001".',
  orderWasNotFound: (number: Ready) => `Order ${number} was not found`,
  checkTheNumber: 'Check the number; "orders" lists what there is.',
  // order/order-money.ts
  wasPaid: (priceIn: Ready) => `${priceIn} was paid`,
  wasGivenBack: (priceIn: Ready) => `${priceIn} was given back`,
  reorderAnew: (number: Ready) =>
    `Nothing was charged, and the items are free for others again. Say "reorder ${number}" to order them anew.`,
  received: (amount: Ready) => `${amount} received.`,
  gaveBackTooMuch: (amount: Ready, number: Ready) =>
    `That is more than had to go back: ${amount} are to be paid again. Goodwill is "refund ${number} 5.00: reason".`,
  notPaidYet: (amount: Ready) => `Not paid yet: ${amount}.`,
  toBeCharged: (staff: boolean, amount: Ready, card: Ready, sayOnce: Ready) =>
    staff ? `${amount} to be charged by you to ${card}. ${sayOnce}` : `${amount} will be charged to ${card}.`,
  lessToPay: (amount: Ready, most: Ready) => `${amount} less to pay. ${most}`,
  lessToPayUncharged: (part: Ready, part2: Ready, amount: Ready) =>
    `${part} was ${part2}charged yet: ${amount} less to pay.`,
  alsoLessToPay: (amount: Ready) => ` ${amount} less to pay.`,
  toBeGivenBack: (staff: boolean, amount: Ready, sayOnce: Ready, amount2: Ready) =>
    staff ? `${amount} to be given back by you. ${sayOnce}` : `${amount2} will be given back to you.`,
  paidCoversIt: 'What was paid already covers it.',
  moreToPay: (amount: Ready, link: Ready) => `${amount} more to pay. ${link}`,
  paid: (number: Ready, priceIn: Ready) => `paid ${number} ${priceIn}`,
  nothing: 'Nothing',
  that: 'That',
  not: 'not ',
  refunded: (number: Ready, priceIn: Ready) => `refunded ${number} ${priceIn}`,
}
