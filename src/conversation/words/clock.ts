/**
 * What is said because time passed.
 */
import { plural, type Value } from './plural.ts'

export const clockWords = {
  // clock.ts
  sayOrElsewhereTo: (staff: boolean, ref: Value) =>
    staff ? `Say "show", or "resume ${ref}" elsewhere, to go on.` : 'Say "show" to go on.',
  draft: (staff: boolean, ref: Value) => (staff ? `draft ${ref}` : 'your cart'),
  isPutAwayOn: (whose: Value, what: Value, when: Value) => `${whose}${what} is put away on ${when}`,
  itStandsAtUntil: (amount: Value, open: Value) =>
    `It stands at ${amount}. Until it is placed nothing is reserved for it, and its prices may change. ${open}`,
  draftWasPutAway: (staff: boolean, ref: Value) => (staff ? `draft ${ref} was put away` : 'Your cart was put away'),
  nobodyTouchedItFor: (days: number) =>
    `Nobody touched it for ${plural(days, 'a day', `${days} days`)}. Nothing was ` +
    `ordered and nothing is to be paid. Say what you need to start again.`,
  afterThatTodayS: "After that today's prices count again.",
  afterThatItWould: (amount: Value) => `After that it would be ${amount}.`,
  theQuoteOfEnds: (whose: Value, amount: Value, when: Value) => `${whose}the quote of ${amount} ends on ${when}`,
  theGoodsAreNot: (then: Value, open: Value) => `${then} The goods are not reserved. ${open}`,
  pricesOfThisCart: 'prices of this cart are kept',
  couponsWork: (count: number, list: Value) =>
    `${plural(count, 'coupon', 'coupons')} ${list} ${plural(count, 'works', 'work')}`,
  until: (when: Value) => `until ${when}`,
  itStandsAtAfter: (amount: Value, amount2: Value, open: Value) =>
    `It stands at ${amount}; after that it would be ${amount2}. ${open}`,
  itStaysAt: (amount: Value) => `It stays at ${amount}.`,
  itWasItIs: (amount: Value, amount2: Value) => `It was ${amount}, it is ${amount2} now.`,
  theQuoteHasEnded: (whose: Value) => `${whose}the quote has ended`,
  onceItIsPaid: (staff: boolean, number: Value) => (staff ? ` Once it is paid, say "paid ${number}".` : ''),
  orderIsNotPaid: (staff: boolean, buyer: Value, number: Value, amount: Value) =>
    `${staff ? `${buyer}: order` : 'Order'} ${number} is not paid yet, ${amount}`,
  itsItemsAreHeld: (when: Value, paid: Value) =>
    `Its items are held until ${when}. After that the order is cancelled and they go to others.${paid}`,
  showOrder: (number: Value) => `Show order ${number}`,
}
