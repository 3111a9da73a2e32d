/**
 * What is paid, owed and given back.
 */
import type { Value } from './plural.ts'

export const payingWords = {
  // order/paying.ts
  thePaymentLinkFor: (value: Value, currency: Value) => `the payment link for ${value} ${currency} is ready`,
  paidMoreThanWas: (value: Value, amount: Value) => `${value} paid, ${amount} more than was owed`,
  paidThankYou: 'paid, thank you',
  paidStillToPay: (value: Value, amount: Value) => `${value} paid, ${amount} still to pay`,
  cancelledThePaymentDid: 'cancelled, the payment did not come in time',
  thePaymentLinkIs: 'the payment link is closed, nothing was paid by it',
  thePaymentLinkHas: 'the payment link has ended, unpaid',
  couldNotBeSent: (value: Value) => `${value} could not be sent back the way it was paid`,
  couldNotBeGiven: (value: Value, code: Value) => `${value} could not be given back by itself${code}`,
  thePaymentLinkCould: (code: Value) => `the payment link could not be made${code}`,
  givenBack: (value: Value) => `${value} given back`,
  givenBackItWas: (value: Value) => `${value} given back, it was paid twice`,
  itIsNotKnown: (value: Value) => `it is not known yet whether ${value} went back`,
  itIsNotKnownYet: 'it is not known yet whether the payment came',
  goesBackToWhat: (amount: Value, currency: Value) => `${amount} ${currency} goes back to what it was paid with.`,
  nothingWasChargedAnd: (number: Value) =>
    `Nothing was charged, and the items are free for others again. Say "reorder ${number}" to order them anew.`,
  youGetItAnother: 'You get it another way.',
  orTakeItAnother: (staff: boolean, newLink: Value, number: Value) =>
    staff ? `${newLink} Or take it another way: "paid ${number}".` : 'We will send you another way to pay.',
  itGoesToWhat: 'It goes to what it was paid with; banks take a few days to show it.',
  itIsAskedAgain: 'It is asked again until it is known. Nothing is charged or given back twice.',
  sayForANew: (number: Value) => `Say "resend the link ${number}" for a new one.`,
  sentTo: (masked: Value) => `sent to ${masked}, `,
  theLinkIsBeing: 'The link is being replaced.',
  thePaymentLinkIsBeing: 'The payment link is being made.',
  paymentLinkForIt: (value: Value, sent: Value, until: Value) =>
    `Payment link for ${value}: ${sent}it can be paid until ${until}.`,
  theLinkForWas: (value: Value) => `The link for ${value} was paid.`,
  theLinkHasEnded: 'The link has ended.',
  theLinkHasEndedUnpaid: (newLink: Value) => `The link has ended, unpaid. ${newLink}`,
  theLinkCouldNot: (newLink: Value) => `The link could not be used. ${newLink}`,
  itIsNotKnownYetWhether: 'It is not known yet whether the payment came; it is asked again until it is.',
  paymentLink: (staff: boolean, amount: Value, currency: Value) =>
    staff ? 'Payment link' : `Pay ${amount} ${currency}`,
  sendTheLinkAgain: 'Send the link again',
  newPaymentLink: 'New payment link',
  thePaymentLinkIsBeingClosed: 'The payment link is being closed; anything paid meanwhile goes back.',
  thePaymentLinkIsBeingReplaced: 'The payment link is being replaced; anything paid meanwhile counts.',
  theTimeToPay: 'The time to pay is over, and the payment link is being closed; anything paid meanwhile counts.',
  aNewPaymentLink: 'A new payment link is on its way.',
  giveItBackBy: (number: Value, value: Value) => `Give it back by hand, then say "refunded ${number} ${value}".`,
  couldNotBeGivenBack: (staff: boolean, value: Value, currency: Value, byHand: Value) =>
    staff
      ? `${value} ${currency} could not be given back by itself. ${byHand}`
      : `${value} ${currency} could not be sent back the way it was paid; you get it another way.`,
}
