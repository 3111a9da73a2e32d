/**
 * What is paid, owed and given back.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const payingWords = {
  // order/paying.ts
  thePaymentLinkFor: (value: Ready, currency: Ready) => `the payment link for ${value} ${currency} is ready`,
  paidMoreThanWas: (value: Ready, amount: Ready) => `${value} paid, ${amount} more than was owed`,
  paidThankYou: 'paid, thank you',
  paidStillToPay: (value: Ready, amount: Ready) => `${value} paid, ${amount} still to pay`,
  cancelledThePaymentDid: 'cancelled, the payment did not come in time',
  thePaymentLinkIs: 'the payment link is closed, nothing was paid by it',
  thePaymentLinkHas: 'the payment link has ended, unpaid',
  couldNotBeSent: (value: Ready) => `${value} could not be sent back the way it was paid`,
  couldNotBeGiven: (value: Ready, code: Ready) => `${value} could not be given back by itself${code}`,
  thePaymentLinkCould: (code: Ready) => `the payment link could not be made${code}`,
  givenBack: (value: Ready) => `${value} given back`,
  givenBackItWas: (value: Ready) => `${value} given back, it was paid twice`,
  itIsNotKnown: (value: Ready) => `it is not known yet whether ${value} went back`,
  itIsNotKnownYet: 'it is not known yet whether the payment came',
  goesBackToWhat: (amount: Ready, currency: Ready) => `${amount} ${currency} goes back to what it was paid with.`,
  nothingWasChargedAnd: (number: Ready) =>
    `Nothing was charged, and the items are free for others again. Say "reorder ${number}" to order them anew.`,
  youGetItAnother: 'You get it another way.',
  orTakeItAnother: (staff: boolean, newLink: Ready, number: Ready) =>
    staff ? `${newLink} Or take it another way: "paid ${number}".` : 'We will send you another way to pay.',
  itGoesToWhat: 'It goes to what it was paid with; banks take a few days to show it.',
  itIsAskedAgain: 'It is asked again until it is known. Nothing is charged or given back twice.',
  sayForANew: (number: Ready) => `Say "resend the link ${number}" for a new one.`,
  sentTo: (masked: Ready) => `sent to ${masked}, `,
  theLinkIsBeing: 'The link is being replaced.',
  theLinkIsBeingClosed: 'The link is being closed.',
  thePaymentLinkIsBeing: 'The payment link is being made.',
  paymentLinkForIt: (value: Ready, sent: Ready, until: Ready) =>
    `Payment link for ${value}: ${sent}it can be paid until ${until}.`,
  theLinkForWas: (value: Ready) => `The link for ${value} was paid.`,
  theLinkForWasBesides: (value: Ready, more: Ready, became: Ready) =>
    `The link for ${value} was paid, ${more} of it more than was owed: ${became}.`,
  goesBackByItself: 'that goes back by itself',
  wentBack: 'that went back',
  couldNotGoBack: 'that could not be sent back',
  theLinkHasEnded: 'The link has ended.',
  theLinkHasEndedUnpaid: (newLink: Ready) => `The link has ended, unpaid. ${newLink}`,
  theLinkCouldNot: (newLink: Ready) => `The link could not be used. ${newLink}`,
  itIsNotKnownYetWhether: 'It is not known yet whether the payment came; it is asked again until it is.',
  paymentLink: (staff: boolean, amount: Ready, currency: Ready) =>
    staff ? 'Payment link' : `Pay ${amount} ${currency}`,
  sendTheLinkAgain: 'Send the link again',
  newPaymentLink: 'New payment link',
  thePaymentLinkIsBeingClosed: 'The payment link is being closed; anything paid meanwhile goes back.',
  thePaymentLinkIsBeingReplaced: 'The payment link is being replaced; anything paid meanwhile counts.',
  theTimeToPay: 'The time to pay is over, and the payment link is being closed; anything paid meanwhile counts.',
  aNewPaymentLink: 'A new payment link is on its way.',
  giveItBackBy: (number: Ready, value: Ready) => `Give it back by hand, then say "refunded ${number} ${value}".`,
  couldNotBeGivenBack: (staff: boolean, value: Ready, currency: Ready, byHand: Ready) =>
    staff
      ? `${value} ${currency} could not be given back by itself. ${byHand}`
      : `${value} ${currency} could not be sent back the way it was paid; you get it another way.`,
}
