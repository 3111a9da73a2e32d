/**
 * How things are called.
 */
import type { Ready } from './plural.ts'

export const namesWords = {
  // names.ts
  onLine: (text: Ready, place: Ready) => `${text}, line ${place}`,
  text: 'Text',
  noCustomerYet: (staff: boolean) => (staff ? 'No customer yet' : 'Your order'),
  guest: 'Guest',
  cardEnding: (title: Ready, last4: Ready) => `${title} ending ${last4}`,
  paymentLink: (staff: boolean) => (staff ? 'Payment link' : 'By a payment link'),
  invoice: 'Invoice',
  days: (invoiceDays: Ready) => `${invoiceDays} days`,
  onDelivery: 'On delivery',
  min: (minutes: Ready) => `${minutes} min`,
}
