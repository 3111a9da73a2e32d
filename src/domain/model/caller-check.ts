/**
 * That whoever is on the phone is the customer (rules.md O14): a rep asked for the number of an
 * earlier order, a postcode of the address book or a code that was mailed, and it was right. Kept
 * with the order.
 */
import type { Instant } from '#domain/base/flavour.ts'
export type CallerCheck = {
  readonly how: 'order' | 'postcode' | 'code'
  /** Actor key of the rep. */
  readonly by: string
  /** ISO instant. */
  readonly at: Instant
}
