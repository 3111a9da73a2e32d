/**
 * What is said because time passed.
 */
import { plural, type Ready } from './plural.ts'

export const clockWords = {
  // clock.ts
  sayOrElsewhereTo: (staff: boolean, ref: Ready) =>
    staff ? `Say "show", or "resume ${ref}" elsewhere, to go on.` : 'Say "show" to go on.',
  draft: (staff: boolean, ref: Ready) => (staff ? `draft ${ref}` : 'your cart'),
  isPutAwayOn: (whose: Ready, what: Ready, when: Ready) => `${whose}${what} is put away on ${when}`,
  itStandsAtUntil: (amount: Ready, open: Ready) =>
    `It stands at ${amount}. Until it is placed nothing is reserved for it, and its prices may change. ${open}`,
  draftWasPutAway: (staff: boolean, ref: Ready) => (staff ? `draft ${ref} was put away` : 'Your cart was put away'),
  nobodyTouchedItFor: (days: number) =>
    `Nobody touched it for ${plural(days, 'a day', `${days} days`)}. Nothing was ` +
    `ordered and nothing is to be paid. Say what you need to start again.`,
  afterThatTodayS: "After that today's prices count again.",
  afterThatItWould: (amount: Ready) => `After that it would be ${amount}.`,
  theQuoteOfEnds: (whose: Ready, amount: Ready, when: Ready) => `${whose}the quote of ${amount} ends on ${when}`,
  theGoodsAreNot: (then: Ready, open: Ready) => `${then} The goods are not reserved. ${open}`,
  pricesOfThisCart: 'prices of this cart are kept',
  couponsWork: (count: number, list: Ready) =>
    `${plural(count, 'coupon', 'coupons')} ${list} ${plural(count, 'works', 'work')}`,
  until: (when: Ready) => `until ${when}`,
  itStandsAtAfter: (amount: Ready, amount2: Ready, open: Ready) =>
    `It stands at ${amount}; after that it would be ${amount2}. ${open}`,
  itStaysAt: (amount: Ready) => `It stays at ${amount}.`,
  itWasItIs: (amount: Ready, amount2: Ready) => `It was ${amount}, it is ${amount2} now.`,
  theQuoteHasEnded: (whose: Ready) => `${whose}the quote has ended`,
  onceItIsPaid: (staff: boolean, number: Ready) => (staff ? ` Once it is paid, say "paid ${number}".` : ''),
  orderIsNotPaid: (staff: boolean, buyer: Ready, number: Ready, amount: Ready) =>
    `${staff ? `${buyer}: order` : 'Order'} ${number} is not paid yet, ${amount}`,
  itsItemsAreHeld: (when: Ready, paid: Ready) =>
    `Its items are held until ${when}. After that the order is cancelled and they go to others.${paid}`,
  showOrder: (number: Ready) => `Show order ${number}`,
}
