/**
 * Letters and payment links that are asked for again.
 */
import type { Ready } from '#conversation/words/plural.ts'

export const lettersWords = {
  // turn/order/paying.ts
  whereIsTheLink: 'where is the link',
  noLinkMade: 'No payment link was made for it',
  aboutOrder: (number: Ready, what: Ready) => `Order ${number}: ${what}`,
  resendLinkToExample: (number: Ready) => `resend the link ${number} to jane@example.com`,
  resendLink: 'resend the link',
  noProvider: 'No payment provider is connected',
  linkByHand: (number: Ready) => `The link for order ${number} has to be sent by hand. Nothing was sent.`,
  sentAgainTo: (address: Ready) => `sent again to ${address}`,
  resendConfirmationToExample: (number: Ready) => `resend the confirmation of ${number} to jane@example.com`,
  resendConfirmation: 'resend the confirmation',
  noMail: 'No mail is connected',
  nothingSentSeeStatus: (number: Ready) => `Nothing was sent. Say "status ${number}" to see the order.`,
  orderWithoutEmail: (number: Ready) => `Order ${number} has no e-mail address`,
  sayWhereTo: (number: Ready) =>
    `Say where to: "resend the confirmation of ${number} to jane@example.com". Nothing was sent.`,
  confirmationGoesTo: (number: Ready, address: Ready) => `The confirmation of order ${number} goes to ${address}`,
  nothingElseChanged: 'Nothing else was changed.',
  oneAddressAtATime: 'It goes to one address at a time',
  noEmailAddress: (said: Ready) => `"${said}" is no e-mail address`,
  sayAddressHow: (example: Ready) =>
    `Nothing was sent. Say for example "${example}"; without an address it goes to the one of the order.`,
  thePaymentLink: 'the payment link',
}
