/**
 * What is said because time passed.
 */
import { plural, type Ready } from './plural.ts'

export const clockWords = {
  // clock.ts
  showToGoOn: (staff: boolean, ref: Ready) =>
    staff ? `Say "show", or "resume ${ref}" elsewhere, to go on.` : 'Say "show" to go on.',
  draft: (staff: boolean, ref: Ready) => (staff ? `draft ${ref}` : 'your cart'),
  putAwayOn: (whose: Ready, what: Ready, when: Ready) => `${whose}${what} is put away on ${when}`,
  standsAtUnreserved: (amount: Ready, open: Ready) =>
    `It stands at ${amount}. Until it is placed nothing is reserved for it, and its prices may change. ${open}`,
  wasPutAway: (staff: boolean, ref: Ready) => (staff ? `draft ${ref} was put away` : 'Your cart was put away'),
  untouchedFor: (days: number) =>
    `Nobody touched it for ${plural(days, 'a day', `${days} days`)}. Nothing was ` +
    `ordered and nothing is to be paid. Say what you need to start again.`,
  todaysPricesAfter: "After that today's prices count again.",
  amountAfter: (amount: Ready) => `After that it would be ${amount}.`,
  quoteEnds: (whose: Ready, amount: Ready, when: Ready) => `${whose}the quote of ${amount} ends on ${when}`,
  goodsNotReserved: (then: Ready, open: Ready) => `${then} The goods are not reserved. ${open}`,
  pricesKept: 'prices of this cart are kept',
  couponsWork: (count: number, list: Ready) =>
    `${plural(count, 'coupon', 'coupons')} ${list} ${plural(count, 'works', 'work')}`,
  until: (when: Ready) => `until ${when}`,
  standsAtThen: (amount: Ready, amount2: Ready, open: Ready) =>
    `It stands at ${amount}; after that it would be ${amount2}. ${open}`,
  staysAt: (amount: Ready) => `It stays at ${amount}.`,
  wasNowIs: (amount: Ready, amount2: Ready) => `It was ${amount}, it is ${amount2} now.`,
  quoteEnded: (whose: Ready) => `${whose}the quote has ended`,
  oncePaid: (staff: boolean, number: Ready) => (staff ? ` Once it is paid, say "paid ${number}".` : ''),
  orderNotPaid: (staff: boolean, buyer: Ready, number: Ready, amount: Ready) =>
    `${staff ? `${buyer}: order` : 'Order'} ${number} is not paid yet, ${amount}`,
  itemsHeldUntil: (when: Ready, paid: Ready) =>
    `Its items are held until ${when}. After that the order is cancelled and they go to others.${paid}`,
  showOrder: (number: Ready) => `Show order ${number}`,
}
