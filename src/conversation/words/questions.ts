/**
 * What is asked about an open order, and what answers it.
 */
import { plural, type Ready } from './plural.ts'

export const questionsWords = {
  // question.ts
  oneQuestion: (who: Ready) => `${who}one question`,
  useThatAccount: (contact: Ready) => `${contact} belongs to a customer account. Use that account?`,
  useTheAccount: 'Use the account',
  stayAGuest: 'Stay a guest',
  useInsteadOf: (add: Ready, list: Ready) => `${add} cannot be combined with ${list}. Use ${add} instead?`,
  useInstead: (add: Ready) => `Use ${add} instead`,
  keepAsIs: 'Keep it as it is',
  takeAsRead: 'Yes, take it as read',
  sayItAgain: 'No, I say it again',
  instead: (reading: Ready) => `I meant: ${reading}`,
  keepShippingPriceAddress: (amount: Ready) =>
    `The shipping price was set by hand to ${amount}, and the address changed. Keep that price?`,
  keepShippingPriceMethod: (amount: Ready, method: Ready) =>
    `The shipping price was set by hand to ${amount}, and the method is ${method} now. Is that its price?`,
  keepIt: 'Keep it',
  useTheUsualPrice: 'Use the usual price',
  methodFor: (method: Ready, amount: Ready) => `${method} for ${amount}`,
  shortWhatToDo: (say: Ready) => `Not everything is here. What shall we do? Press one, or say ${say}.`,
  placeAllTheSame: (staff: boolean, amount: Ready, amount2: Ready) =>
    staff
      ? `Place it all the same, at ${amount}? Say "place" again or "yes".`
      : `Order it all the same, for ${amount2}?`,
  notNow: 'Not now',
  which: (about: Ready, part: Ready) => `Which ${about}? ${part}`,
  leaveItOut: 'Leave it out',
  theComment: 'the comment',
  theInternalMemo: 'the internal memo',
  theNote: 'the note',
  theEngraving: 'the engraving',
  theGiftNote: 'the gift note',
  onItem: (item: Ready) => ` on ${item}`,
  whatShouldItSay: (called: Ready, on: Ready) => `What should ${called}${on} say? Just type it.`,
  whichReason: 'What is the reason? Choose one, or type it.',
  reason: 'Reason',
  theOrder: 'the order',
  draftFor: (staff: boolean, ref: Ready, buyer: Ready, total: Ready) =>
    `${staff ? `draft ${ref} for ${buyer}` : 'your order'}${total}`,
  cancelIt: 'Cancel it',
  cancel: (what: Ready) => `Cancel ${what}?`,
  cancelUnordered: (what: Ready) => `Cancel ${what}? Nothing has been ordered yet.`,
  iCanOffer: (list: Ready) => `I can offer: ${list}.`,
  sayOnceMore: 'Please say it once more, with the item.',
  // points.ts
  leaveOut: (count: number, subjectOf: Ready) => plural(count, 'Leave it out', `Leave out ${subjectOf}`),
  // subjects.ts
  thatItem: 'that item',
  theBillingAddress: 'the billing address',
  theAddress: 'the address',
  theCustomer: 'the customer',
  thePriceChange: 'the price change',
  thePastedText: 'the pasted text',
  theMemo: 'the memo',
  // address-question.ts
  addressStillNeeds: (part: Ready, there: Ready, fieldQuestion: Ready) =>
    `For the ${part} address${there} I still need ${fieldQuestion}. Just type it.`,
  fillInAForm: 'Fill in a form',
  theSubdivision: (subdivisionWord: Ready) => `the ${subdivisionWord}`,
  subdivisionLike: (name: Ready, example: Ready, part: Ready) => `the ${name}, like ${example}${part}`,
  recipientPart: 'who receives it (the name)',
  streetPart: 'the street and number',
  cityPart: 'the city',
  countryPart: 'the country',
  phonePart: 'a phone number for the carrier',
  postcodeNotThere: (postcode: Ready) => ` (${postcode} is none of that country)`,
  // asked/pasted.ts
  notUnderstood: (words: Ready) => `Not understood: "${words}"`,
  quotedNotRead: (quoted: Ready) => `Quoted in it, and not read: "${quoted}"`,
  readOneThing: 'I read one thing in the pasted text. Nothing of it is used yet: say "use all".',
  orUseOne: 'or "use 1"',
  orUseSome: (count: Ready) => `"use 1 and 3" or "use all but ${count}"`,
  readThings: (count: Ready, some: Ready) =>
    `I read ${count} things in the pasted text. Nothing of it is used yet: say "use all", ${some}.`,
  useAll: 'Use all',
  useAllTitle: 'Use all of the text',
  pick: 'Pick',
  pickFromTheText: 'Pick from the text',
  useOne: 'Use one',
  shipTo: (place: Ready, instead: Ready) => `Ship to: ${place}${instead}`,
  billTo: (place: Ready) => `Bill to: ${place}`,
  shipping: (method: Ready) => `Shipping: ${method}`,
  coupon: (code: Ready) => `Coupon: ${code}`,
  payment: (list: Ready) => `Payment: ${list}`,
  comment: (text: Ready) => `Comment: ${text}`,
  byCard: 'by card',
  byAPaymentLink: 'by a payment link',
  onDelivery: 'on delivery',
  contact: (list: Ready) => `Contact: ${list}`,
  accountOfThatName: ' (there is an account of that name: you choose)',
  guest: 'guest ',
  customer: (guest: Ready, called: Ready, several: Ready, part: Ready) =>
    `Customer: ${guest}${called}${several}${part}`,
  inCartThen: (count: Ready, part: Ready) => ` (${count} in the cart, then ${part})`,
  nowAddress: (address: Ready) => ` (now ${address})`,
  nowIs: (now: Ready) => ` (now ${now})`,
}
