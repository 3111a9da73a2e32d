/**
 * Who somebody is: codes, links, accounts.
 */
import { plural, type Ready } from './plural.ts'

export const identityWords = {
  // identity.ts
  ifBelongsToAn: (email: Ready, most: Ready) =>
    `If ${email} belongs to an account, a mail with a six-digit code is on its way there. Say "code" ` +
    `and the number within ${most} minutes, for example "code 123456".`,
  pleaseLookAtYour: 'Please look at your mail',
  aSixDigitCode: (email: Ready, most: Ready) =>
    `A six-digit code for ${email} is on its way there. Say "code" and the number within ${most} ` +
    `minutes, for example "code 123456", and your account is ready. You can order meanwhile. No mail? ` +
    `Somebody at the shop can tell you the code.`,
  enterTheCode: 'Enter the code',
  yourCodeFor: (shop: Ready) => `Your code for ${shop}`,
  yourCodeIsIt: (code: Ready, most: Ready) => `Your code is ${code}. It works for ${most} minutes, once.`,
  sayInTheChat: (code: Ready, shop: Ready) => `Say "code ${code}" in the chat with ${shop}.`,
  youDidNotAsk:
    'You did not ask for it? Then somebody typed your address by mistake: ' +
    'nothing happens without the code, and nobody at the shop asks for it.',
  theCodeIsIt: (code: Ready, most: Ready) => `The code is ${code}. It works for ${most} minutes, once.`,
  tellItToThe: 'Tell it to the person you are speaking with, if you called about your order.',
  youDidNotCall: 'You did not call? Then tell it to nobody: without it nothing happens.',
  noCodeWaits: 'No code waits',
  whereAMailServer: 'Where a mail server is set up, codes go by mail.',
  codesWait: (count: number) => plural(count, 'One code waits', `${count} codes wait`),
  tellACodeOnly: 'Tell a code only to the person whose address it is.',
  helloYouAreLinked: (name: Ready) => `Hello ${name}, you are linked now`,
  yourAddressesPaymentAnd: 'Your addresses, payment and orders are at hand. Say "unlink" to undo it.',
  erasureRequestAsksTo: (id: Ready, part: Ready) => `Erasure request ${id}: ${part} asks to be deleted`,
  onTheCommandLine: (customer: Ready) => `On the command line: parley erase ${customer}`,
  guest: (user: Ready) => `guest ${user}`,
  customer: (customer: Ready) => `customer ${customer}`,
}
