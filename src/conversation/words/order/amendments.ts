/**
 * Changes of an order that has not left, and what people wish of one.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const amendmentsWords = {
  // order/amend.ts
  yesOrPress: 'Say "yes" or press the button; anything else keeps the order as it is.',
  shopLooksFirst: (headline: Ready) => `${headline}: somebody from the shop looks at it first`,
  unchangedUntilThen: 'Nothing is changed until then. Say "person" to talk to somebody.',
  cardNeverPaid: (number: Ready) =>
    `The card never paid for goods to that place. Ask who is calling for the number of an earlier ` +
    `order or a postcode of the address book, then say "check ${number}" with it; or "check ${number} ` +
    `by mail" for a code.`,
  theShippingPriceSet:
    'The shipping price set by hand would give away more than was agreed to. ' +
    'Somebody whose limit covers it presses the button.',
  askedBy: (headline: Ready, name: Ready, part: Ready) => `${headline}, asked by ${name}, ${part}`,
  insteadOfEarlier: (amended: Ready) => `This is instead of what was asked for before and not confirmed: ${amended}.`,
  methodNotThere: (nameOf: Ready, number: Ready) => `${nameOf} does not go there: another way for order ${number}?`,
  nothingIsChangedYet:
    'Nothing is changed yet. Choose how it goes; what that costs is shown before anything is changed.',
  askedByWhom: (name: Ready) => `asked by ${name}`,
  needs: (part: Ready) => `needs ${part}`,
  anApproval: 'an approval',
  aCallerCheck: 'a caller check',
  lookAtTheChange: 'Look at the change',
  changeCanGoOn: (number: Ready) => `Order ${number}: the change that was asked for can go on`,
  checkedBy: (replace: Ready, part: Ready) => `checked by ${replace}: ${part}`,
  anEarlierOrder: 'an earlier order',
  aPostcode: 'a postcode',
  aMailedCode: 'a mailed code',
  changeIt: (amount: Ready) => `Change it${amount}`,
  showOrder: (number: Ready) => `Show order ${number}`,
  leaveAsIs: 'Leave it as it is',
  atNoCost: 'at no cost',
  order: 'Order',
  itemsToAddress: (quantity: Ready, item: Ready, part: Ready, address: Ready) =>
    `${quantity} ${item} to ${part}${address}`,
  anotherContactForIt: 'another contact for it',
  wantedOnAnyDay: 'wanted on any day',
  wantedOn: (day: Ready) => `wanted on ${day}`,
  withoutAGiftNote: 'without a gift note',
  giftNote: (text: Ready) => `gift note "${text}"`,
  nowThen: (label: Ready, price: Ready, price2: Ready) => `${label} ${price} now, ${price2} then`,
  methodsNowThen: (methods: Ready, methods2: Ready) => `${methods} now, ${methods2} then`,
  dayCannotBeKept: 'The day it was wanted on cannot be kept',
  addressesThen: (count: Ready) => `${count} addresses then`,
  shipping: 'Shipping',
  taxOnTheItems: 'Tax on the items',
  total: 'Total',
  moreToPay: (price: Ready, currency: Ready) => `${price} ${currency} more is to be paid.`,
  lessToPay: (price: Ready, currency: Ready) => `${price} ${currency} less is to be paid.`,
  goesBackAsPaid: 'goes back to what it was paid with',
  toBeGivenBack: (staff: boolean) => (staff ? 'is to be given back by you' : 'will be given back to you'),
  needsACallerCheck: 'needs a caller check',
  needsAnApproval: 'needs an approval',
  // order/wished.ts
  unchangedNoLeaves: (text: Ready) => `${text} Nothing is changed until then; "no" leaves it as it is.`,
  whereShouldOrderGo: (number: Ready) => `Where should order ${number} go?`,
  typeAddressParts: 'Type the whole address in one message: name, street, town, postcode.',
  whereThatPart: (number: Ready) => `Where should that part of order ${number} go?`,
  typeAddress: 'Type the whole address in one message.',
  whichContact: (number: Ready) => `Which e-mail address or phone number for order ${number}?`,
  typeContact: 'Type the new one; an account keeps its own.',
  whichDayForOrder: (number: Ready) => `Which day for order ${number}?`,
  typeDay: 'Type a day, for example "4 Dec", or "any day".',
  whatOnCard: (number: Ready) => `What should the card in order ${number} say?`,
  typeItsWords: 'Type its words.',
  howShouldOrderGo: (number: Ready) => `How should order ${number} go?`,
  typeOneOf: (list: Ready) => `Type one of: ${list}.`,
  whichPartMethod: (number: Ready) => `Which part of order ${number} should go another way?`,
  whichPartThere: (number: Ready) => `Which part of order ${number} should go there?`,
  namePartByItem: 'Nothing was changed. A part of it is named by its item, one at a time. Say one of these:',
  sayMethodForPart: (sku: Ready, number: Ready, way: Ready) =>
    `"ship 1 ${sku} of ${number} by ${way}" for that part only`,
  sayMethodForAll: (number: Ready, way: Ready) => `"method ${number} ${way}" for all of it`,
  sayAddressForPart: (sku: Ready, number: Ready) => `"ship 1 ${sku} of ${number} to ..." for that part only`,
  sayAddressForAll: (number: Ready) => `"ship ${number} to ..." for all of it`,
  newAddressIncomplete: (number: Ready) => `The new address of order ${number} is not complete yet`,
  typeThatPart: (said: Ready, said2: Ready) =>
    `${said}${said2}. Type that part, or the whole address again; nothing is changed until then.`,
  whoseWords: (number: Ready) => `Order ${number}: who are the words for?`,
  nothingWrittenSay: 'Nothing is written down yet. Say one of these:',
  sayGiftNoteCard: (number: Ready, said: Ready) =>
    `"gift note ${number} ${said}" for a card that is packed with the goods`,
  forTheOrder: (number: Ready, said: Ready, staff: boolean) =>
    `"comment ${number} ${said}" for ${staff ? 'the order' : 'the people who pack it'}`,
  whatToChange: (asks: boolean, number: Ready) =>
    asks ? `What should be changed of order ${number}?` : `I did not understand what should happen to order ${number}`,
  nothingChangedExamples: (asks: boolean) =>
    asks
      ? 'Nothing was changed yet. Say for example:'
      : 'Nothing was changed, neither there nor in a cart. What can be done to it, for example:',
  placedAsBought: (number: Ready) => `Order ${number} is placed; what it was bought for stays`,
  frozenWithOrder: (part: Ready) =>
    `Nothing was changed, neither there nor in a cart: coupons, prices and the ` +
    `way of paying are those it was placed with.${part}`,
  cancel: (number: Ready, sku: Ready) => `"cancel ${number} ${sku}"`,
  set: (number: Ready, sku: Ready) => `"set ${number} ${sku} 1"`,
  sayChangeAddress: (number: Ready) => `"change the address of ${number} to ..."`,
  methodDeliverOnDec: (number: Ready, id: Ready) => `"method ${number} ${id}", "deliver ${number} on 4 Dec"`,
  sayGiftNote: (number: Ready) => `"gift note ${number} ..."`,
  sayContact: (number: Ready) => `"contact ${number} ..." for another e-mail address or phone number`,
  returnExchangeFor: (number: Ready, sku: Ready) => `"return ${number} 1 ${sku}", "exchange ${number} ${sku} for ..."`,
  sayGoodwill: (number: Ready) => `"refund ${number} 5.00: damaged" for goodwill`,
  comment: (number: Ready) => `"comment ${number} ..."`,
  whichOrder: 'Which order is it about?',
  sayOrderNumber: 'Nothing was changed. Say it with the number of the order; "orders" lists them.',
  sayItsNumber: (list: Ready) => `Nothing was changed. Say it with its number: ${list}.`,
  whatToExchange: (number: Ready) => `What of order ${number} should be exchanged, and for what?`,
  sayBoth: (number: Ready, sku: Ready) =>
    `Nothing was changed. Say both, for example "exchange ${number} ${sku} for another size or colour".`,
  otherChangeWaits: (number: Ready) => `Another change of order ${number} waits for the shop already`,
  waiting: (proposed: Ready) => `Waiting: ${proposed}`,
  now: (amended: Ready) => `Now: ${amended}`,
  nothingIsChangedYetSay:
    'Nothing is changed yet. Say "yes" to ask for the new one instead; anything else lets the first one wait.',
  askForThisInstead: 'Ask for this instead',
  doesNotGoTo: (nameOf: Ready, place: Ready) => `${nameOf} does not go to ${place}`,
  nothingGoesThere: (number: Ready) =>
    `Nothing was changed. Nothing of ours goes there; another address can be given: "ship ${number} to" and it.`,
  possibleThere: (list: Ready, number: Ready, first: Ready) =>
    `Nothing was changed. Possible there: ${list}. Say for example "method ${number} ${first}".`,
  goodwillIsSaidSo: (number: Ready) => ` What is given back is said so: "refund ${number} 5.00: goodwill".`,
  orderOf: (buyer: Ready) => `${buyer}: order`,
  toPlace: (label: Ready, address: Ready) => `to ${label}${address}`,
  byMethod: (part: Ready, method: Ready) => `${part}by ${method}`,
}
