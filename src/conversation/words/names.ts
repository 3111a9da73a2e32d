/**
 * How things are called.
 */
import type { Value } from './plural.ts'

export const namesWords = {
  // names.ts
  line: (text: Value, place: Value) => `${text}, line ${place}`,
  text: 'Text',
  noCustomerYet: (staff: boolean) => (staff ? 'No customer yet' : 'Your order'),
  guest: 'Guest',
  ending: (title: Value, last4: Value) => `${title} ending ${last4}`,
  paymentLink: (staff: boolean) => (staff ? 'Payment link' : 'By a payment link'),
  invoice: 'Invoice',
  days: (invoiceDays: Value) => `${invoiceDays} days`,
  onDelivery: 'On delivery',
  min: (minutes: Value) => `${minutes} min`,
}
