/**
 * Texts and numbers that must not stand for one another: an instant is no SKU, a thread no user, a
 * count of units no amount of money. Rule: a plain text or number becomes one by where it is put,
 * without a cast; one of them is never taken for another. Next: conversation/edge/inbound.ts, where
 * threads and users come in; money.ts.
 */
type Flavour<Base, Name extends string> = Base & { readonly flavour?: Name }

/** A point in time: ISO 8601 in UTC, to the millisecond. */
export type Instant = Flavour<string, 'instant'>
/** A stock keeping unit as the shop writes it. */
export type Sku = Flavour<string, 'sku'>
/**
 * A conversation: `terminal:front-desk`, `slack:T1/C1/1700000000.000100`, `discord:<channel id>`:
 * the channel's name, then whatever names the place there.
 */
export type ThreadKey = Flavour<string, 'thread'>
/**
 * Who speaks there: `terminal:sam`, `slack:T1/U1`, linked to a member of staff or a customer in
 * the store; unknown users are guests or refused.
 */
export type UserKey = Flavour<string, 'user'>
/** Money in minor units of the shop's one currency (money.ts). */
export type Amount = Flavour<number, 'amount'>
/** Units of a SKU. */
export type Quantity = Flavour<number, 'quantity'>
/** A rate in parts per million: 8.25 % is 82 500. */
export type Ppm = Flavour<number, 'ppm'>
