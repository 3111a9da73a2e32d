/**
 * Who somebody is: codes, links, accounts.
 */
import { plural, type Ready } from './plural.ts'

export const identityWords = {
  // identity.ts
  codeMailedIfKnown: (email: Ready, most: Ready) =>
    `If ${email} belongs to an account, a mail with a six-digit code is on its way there. Say "code" ` +
    `and the number within ${most} minutes, for example "code 123456".`,
  lookAtMail: 'Please look at your mail',
  codeMailed: (email: Ready, most: Ready) =>
    `A six-digit code for ${email} is on its way there. Say "code" and the number within ${most} ` +
    `minutes, for example "code 123456", and your account is ready. You can order meanwhile. No mail? ` +
    `Somebody at the shop can tell you the code.`,
  enterTheCode: 'Enter the code',
  codeMailSubject: (shop: Ready) => `Your code for ${shop}`,
  yourCode: (code: Ready, most: Ready) => `Your code is ${code}. It works for ${most} minutes, once.`,
  sayCodeInChat: (code: Ready, shop: Ready) => `Say "code ${code}" in the chat with ${shop}.`,
  didNotAsk:
    'You did not ask for it? Then somebody typed your address by mistake: ' +
    'nothing happens without the code, and nobody at the shop asks for it.',
  theCode: (code: Ready, most: Ready) => `The code is ${code}. It works for ${most} minutes, once.`,
  tellThePerson: 'Tell it to the person you are speaking with, if you called about your order.',
  didNotCall: 'You did not call? Then tell it to nobody: without it nothing happens.',
  noCodeWaits: 'No code waits',
  codesByMail: 'Where a mail server is set up, codes go by mail.',
  codesWait: (count: number) => plural(count, 'One code waits', `${count} codes wait`),
  whomToTell: 'Tell a code only to the person whose address it is.',
  nowLinked: (name: Ready) => `Hello ${name}, you are linked now`,
  whatLinkingGives: 'Your addresses, payment and orders are at hand. Say "unlink" to undo it.',
  erasureRequest: (id: Ready, part: Ready) => `Erasure request ${id}: ${part} asks to be deleted`,
  erasureCommand: (customer: Ready) => `On the command line: parley erase ${customer}`,
  guest: (user: Ready) => `guest ${user}`,
  customer: (customer: Ready) => `customer ${customer}`,
  // turn/people/caller-check.ts
  callAboutWhichOrder: 'Which order is it about?',
  checkWithNumber: 'Say it with its number, for example "check 10001 62704".',
  draft: (ref: Ready) => `draft ${ref}`,
  order: (number: Ready) => `order ${number}`,
  noAccountToCheck: 'There is no account to check the caller against',
  storedCardNeedsAccount: 'A stored card belongs to a registered customer; nothing was changed.',
  check: (number: Ready) => `check ${number}`,
  callerNotShown: 'That does not show who is calling',
  cardStaysClosed: (command: Ready) =>
    `The card stays closed for this address. Ask for the number of an earlier order or a postcode of ` +
    `the address book other than this one; or say "${command} by mail" for a code. A payment link needs ` +
    `no check.`,
  accountWithoutEmail: 'The account has no e-mail address',
  askOrderOrPostcode: 'Ask for the number of an earlier order or a postcode instead.',
  noMoreCodes: 'No more codes for now',
  waitOrLink: 'Please wait an hour, or take the payment by a link.',
  codeSentToAccount: 'A code is on its way to the address of the account',
  codeReadOut: (command: Ready) =>
    `Ask the caller to read it out, then say "${command} 123456" with it. It works for 10 minutes, once.`,
  // turn/people/identity.ts
  erasureByPerson: 'Deleting personal data is done by a person, not in this chat',
  erasurePassOn:
    'Nothing was deleted. Pass the wish on to an admin of the shop, with the ' +
    'customer number and the date it was said.',
  youAreStaff: 'You are staff here',
  linkingForCustomers: 'Linking is for customers; an admin says "staff link NAME USER".',
  tooOften: 'That was too often',
  waitAnHour: 'Please wait an hour, then try again. Ordering works meanwhile.',
  whereNobodyReads: 'Please do that where nobody else reads',
  writeDirectly: 'Write to me directly and say it there.',
  codeWrong: 'That code is not right, or it ran out',
  codeAnew: 'Check the mail, or say "link you@example.com" for a new one.',
  isSameAs: (guest: Ready, customer: Ready) => `${guest} is ${customer}`,
  finishThenUnlink: 'Buy it or say "cancel", then "unlink" again; nothing was changed.',
  notLinked: 'You are not linked to an account',
  nothingToUndo: 'There is nothing to undo.',
  unlinkedGuest: (open: boolean) =>
    open
      ? 'The cart that was open here stays with the account. You order as a guest from now on.'
      : 'You order as a guest from now on.',
  noLongerLinked: 'You are no longer linked',
  erasurePassedOn: 'Your wish is passed on',
  erasureWhat: (id: Ready) =>
    `We delete your personal data and keep only what the law asks us to keep of ` +
    `orders. Your request has the number ${id}.`,
}
