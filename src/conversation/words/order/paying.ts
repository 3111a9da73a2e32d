/**
 * What is paid, owed and given back.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const payingWords = {
  // order/paying.ts
  linkReady: (value: Ready, currency: Ready) => `the payment link for ${value} ${currency} is ready`,
  paidTooMuch: (value: Ready, amount: Ready) => `${value} paid, ${amount} more than was owed`,
  paidThankYou: 'paid, thank you',
  paidInPart: (value: Ready, amount: Ready) => `${value} paid, ${amount} still to pay`,
  cancelledUnpaid: 'cancelled, the payment did not come in time',
  linkClosedUnpaid: 'the payment link is closed, nothing was paid by it',
  linkEndedUnpaid: 'the payment link has ended, unpaid',
  notSentBack: (value: Ready) => `${value} could not be sent back the way it was paid`,
  notGivenBack: (value: Ready, code: Ready) => `${value} could not be given back by itself${code}`,
  linkNotMade: (code: Ready) => `the payment link could not be made${code}`,
  givenBack: (value: Ready) => `${value} given back`,
  givenBackPaidTwice: (value: Ready) => `${value} given back, it was paid twice`,
  unknownWhetherBack: (value: Ready) => `it is not known yet whether ${value} went back`,
  unknownWhetherPaid: 'it is not known yet whether the payment came',
  goesBackAsPaid: (amount: Ready, currency: Ready) => `${amount} ${currency} goes back to what it was paid with.`,
  reorderAnew: (number: Ready) =>
    `Nothing was charged, and the items are free for others again. Say "reorder ${number}" to order them anew.`,
  getItAnotherWay: 'You get it another way.',
  otherWay: (staff: boolean, newLink: Ready, number: Ready) =>
    staff ? `${newLink} Or take it another way: "paid ${number}".` : 'We will send you another way to pay.',
  banksTakeDays: 'It goes to what it was paid with; banks take a few days to show it.',
  askedUntilKnown: 'It is asked again until it is known. Nothing is charged or given back twice.',
  sayNewLink: (number: Ready) => `Say "resend the link ${number}" for a new one.`,
  sentTo: (masked: Ready) => `sent to ${masked}, `,
  replacingLink: 'The link is being replaced.',
  closingLink: 'The link is being closed.',
  makingLink: 'The payment link is being made.',
  linkPayableUntil: (value: Ready, sent: Ready, until: Ready) =>
    `Payment link for ${value}: ${sent}it can be paid until ${until}.`,
  linkWasPaid: (value: Ready) => `The link for ${value} was paid.`,
  linkPaidTooMuch: (value: Ready, more: Ready, became: Ready) =>
    `The link for ${value} was paid, ${more} of it more than was owed: ${became}.`,
  tooMuchGoesBack: 'that goes back by itself',
  tooMuchWentBack: 'that went back',
  tooMuchStayed: 'that could not be sent back',
  linkEnded: 'The link has ended.',
  linkEndedSayNew: (newLink: Ready) => `The link has ended, unpaid. ${newLink}`,
  linkNotUsable: (newLink: Ready) => `The link could not be used. ${newLink}`,
  linkPaymentUnknown: 'It is not known yet whether the payment came; it is asked again until it is.',
  paymentLink: (staff: boolean, amount: Ready, currency: Ready) =>
    staff ? 'Payment link' : `Pay ${amount} ${currency}`,
  sendTheLinkAgain: 'Send the link again',
  newPaymentLink: 'New payment link',
  closingLinkGoesBack: 'The payment link is being closed; anything paid meanwhile goes back.',
  replacingLinkCounts: 'The payment link is being replaced; anything paid meanwhile counts.',
  timeOverCounts: 'The time to pay is over, and the payment link is being closed; anything paid meanwhile counts.',
  newLinkOnItsWay: 'A new payment link is on its way.',
  giveBackByHand: (number: Ready, value: Ready) => `Give it back by hand, then say "refunded ${number} ${value}".`,
  notGivenBackByItself: (staff: boolean, value: Ready, currency: Ready, byHand: Ready) =>
    staff
      ? `${value} ${currency} could not be given back by itself. ${byHand}`
      : `${value} ${currency} could not be sent back the way it was paid; you get it another way.`,
}
