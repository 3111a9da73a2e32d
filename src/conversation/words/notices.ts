/**
 * What is told beside a card.
 */
import type { Ready } from './plural.ts'

export const noticesWords = {
  // notices.ts
  ourFault: 'Something went wrong on our side',
  tryAgainReference: (reference: Ready) => `Nothing was changed. Please try again in a moment. Reference ${reference}.`,
  tooMuchAtOnce: 'That was a lot at once',
  didTheFirst:
    'I did what came first; what came after that was not read and changed nothing. Wait half a ' +
    'minute, look at the order with "show", then say what is still missing.',
  takesLonger: 'I have your message, it just takes longer',
  nothingIsLost: 'Nothing is lost and you need not say it again: the answer follows here.',
  whatYouPressed: 'what you pressed',
  couldNotDo: (quoted: Ready) => `I could not do this: ${quoted}`,
  tryOnceMore: (reference: Ready) => `Nothing was changed. Please try it once more. Reference ${reference}.`,
  messageTooLong: 'That message is too long',
  charactersThatFit: (amount: Ready) =>
    `At most ${amount} characters fit. Nothing was changed; please send it in parts.`,
  buttonNotFound: 'That button was not found',
  showAsItIs: 'Nothing was changed. Say "show" for the order as it is now.',
  lastChange: (part: Ready, label: Ready) => ` Last change${part}: ${label}.`,
  orderChangedSince: 'The order changed since that button was shown',
  pressDidNothing: (lastChange: Ready) => `Your press did nothing.${lastChange} The card is up to date now.`,
  channelShared: 'This channel is shared with another company',
  noDataInShared:
    'I neither show nor take customer data here, and nothing was changed. Please ' +
    'write to me directly, or use a channel of your own.',
  notKnownYet: 'I do not know you yet',
  howToBeKnown: (name: Ready, user: Ready) =>
    `I take orders from the staff of ${name} here. Please ask an admin to say to me: staff link ` +
    `YOUR-NAME ${user} - or, for the first admin, to run: parley staff link YOUR-NAME ${user}. ` +
    `Nothing was changed.`,
  saidStays: 'What that message said stays in the order',
  otherChangesSince: 'Other things were changed since. Say what should go, or "undo" for the last change.',
  alreadyRead: 'I had already read that message',
  typeAsNew: 'Nothing was changed. Please type the change as a new message.',
  deleteCardMessage: 'Please delete your message now: it holds a card number',
  cardNumberRemoved:
    'I removed the number before anything was stored. Card numbers never belong ' +
    'in a chat; say "pay link" to pay safely.',
  deleteSecretMessage: 'Please delete your message now: it holds a secret',
  secretRemoved: 'I removed it before anything was stored. Change that password or key soon.',
  notUnderstood: 'I did not understand that',
  notUnderstoodWords: (list: Ready) => `I did not understand: ${list}`,
  tryCommands: 'Nothing was changed. Try "2 blue mugs", "ship to home" or "coupon SAVE10", or say "help".',
  nothingChanged: (why: Ready) => `Nothing changed: ${why}`,
  whatIsToBeDifferent: 'Say what is to be different, for example "2 blue mugs", or "show" to see how it stands.',
  help: 'Help',
  youAreWelcome: (staff: boolean) => (staff ? 'You are welcome' : 'Thank you, and you are welcome'),
  whatNext: (staff: boolean) =>
    staff ? 'Say "show" for the order, "help" for the commands.' : 'Tell me what you would like, or say "help".',
  readyForOrders: (name: Ready) => `${name}: ready for orders`,
  tryOrderFor: 'Try "order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie", or "help".',
  welcomeTo: (name: Ready) => `Welcome to ${name}`,
  tellMeWhat: 'Tell me what you would like, for example "2 blue mugs". Say "help" for more.',
  iHaveAnAccount: 'I have an account',
  addItem: 'Add item',
  byWhom: (by: Ready) => ` by ${by}`,
  already: {
    goesThere: 'it goes there already',
    billGoesThere: 'the bill goes there already',
    sentThatWay: 'it is sent that way already',
    paidThatWay: 'it is paid that way already',
    thatManyAreIn: 'that many are in the cart already',
    isThatOne: 'it is that one already',
    addressSaysThat: 'the address says that already',
    couponIsThere: 'that coupon is there already',
    commentIsThere: 'that comment is there already',
    memoIsThere: 'that memo is there already',
    noteIsThere: 'that note is there already',
    saysThat: 'it says that already',
    isChosen: 'that is chosen already',
    isTheirs: 'it is theirs already',
    isKnown: 'that is known already',
    nothingWasAsked: 'nothing was asked',
    nothingToDo: 'there was nothing to do',
    isLikeThat: 'it is like that already',
  },
}
