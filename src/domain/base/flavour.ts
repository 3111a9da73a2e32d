/**
 * Texts that must not stand for one another: an instant is no SKU, a thread no user. Rule: plain text
 * becomes one by where it is put, without a cast; one of them is never taken for another. Next:
 * conversation/edge/inbound.ts, where threads and users come in.
 */
export type Flavour<Name extends string> = string & { readonly flavour?: Name }

/** A point in time: ISO 8601 in UTC, to the millisecond. */
export type Instant = Flavour<'instant'>
/** A stock keeping unit as the shop writes it. */
export type Sku = Flavour<'sku'>
/**
 * A conversation: `terminal:front-desk`, `slack:T1/C1/1700000000.000100`, `discord:<channel id>`:
 * the channel's name, then whatever names the place there.
 */
export type ThreadKey = Flavour<'thread'>
/**
 * Who speaks there: `terminal:sam`, `slack:T1/U1`, linked to a member of staff or a customer in
 * the store; unknown users are guests or refused.
 */
export type UserKey = Flavour<'user'>
