/**
 * What is told beside a card.
 */
import type { Ready } from './plural.ts'

export const noticesWords = {
  // notices.ts
  somethingWentWrongOn: 'Something went wrong on our side',
  nothingWasChangedPlease: (reference: Ready) =>
    `Nothing was changed. Please try again in a moment. Reference ${reference}.`,
  thatWasALot: 'That was a lot at once',
  iDidWhatCame:
    'I did what came first; what came after that was not read and changed nothing. Wait half a ' +
    'minute, look at the order with "show", then say what is still missing.',
  iHaveYourMessage: 'I have your message, it just takes longer',
  nothingIsLostAnd: 'Nothing is lost and you need not say it again: the answer follows here.',
  whatYouPressed: 'what you pressed',
  iCouldNotDo: (quoted: Ready) => `I could not do this: ${quoted}`,
  nothingWasChangedPleaseTry: (reference: Ready) =>
    `Nothing was changed. Please try it once more. Reference ${reference}.`,
  thatMessageIsToo: 'That message is too long',
  atMostCharactersFit: (amount: Ready) =>
    `At most ${amount} characters fit. Nothing was changed; please send it in parts.`,
  thatButtonWasNot: 'That button was not found',
  nothingWasChangedSay: 'Nothing was changed. Say "show" for the order as it is now.',
  lastChange: (part: Ready, label: Ready) => ` Last change${part}: ${label}.`,
  theOrderChangedSince: 'The order changed since that button was shown',
  yourPressDidNothing: (lastChange: Ready) => `Your press did nothing.${lastChange} The card is up to date now.`,
  thisChannelIsShared: 'This channel is shared with another company',
  iNeitherShowNor:
    'I neither show nor take customer data here, and nothing was changed. Please ' +
    'write to me directly, or use a channel of your own.',
  iDoNotKnow: 'I do not know you yet',
  iTakeOrdersFrom: (name: Ready, user: Ready) =>
    `I take orders from the staff of ${name} here. Please ask an admin to say to me: staff link ` +
    `YOUR-NAME ${user} - or, for the first admin, to run: parley staff link YOUR-NAME ${user}. ` +
    `Nothing was changed.`,
  whatThatMessageSaid: 'What that message said stays in the order',
  otherThingsWereChanged: 'Other things were changed since. Say what should go, or "undo" for the last change.',
  iHadAlreadyRead: 'I had already read that message',
  nothingWasChangedPleaseType: 'Nothing was changed. Please type the change as a new message.',
  pleaseDeleteYourMessage: 'Please delete your message now: it holds a card number',
  iRemovedTheNumber:
    'I removed the number before anything was stored. Card numbers never belong ' +
    'in a chat; say "pay link" to pay safely.',
  pleaseDeleteYourMessageNow: 'Please delete your message now: it holds a secret',
  iRemovedItBefore: 'I removed it before anything was stored. Change that password or key soon.',
  iDidNotUnderstand: 'I did not understand that',
  iDidNotUnderstandOfList: (list: Ready) => `I did not understand: ${list}`,
  nothingWasChangedTry: 'Nothing was changed. Try "2 blue mugs", "ship to home" or "coupon SAVE10", or say "help".',
  nothingChanged: (why: Ready) => `Nothing changed: ${why}`,
  whatIsToBeDifferent: 'Say what is to be different, for example "2 blue mugs", or "show" to see how it stands.',
  help: 'Help',
  youAreWelcome: (staff: boolean) => (staff ? 'You are welcome' : 'Thank you, and you are welcome'),
  sayForTheOrder: (staff: boolean) =>
    staff ? 'Say "show" for the order, "help" for the commands.' : 'Tell me what you would like, or say "help".',
  readyForOrders: (name: Ready) => `${name}: ready for orders`,
  tryOr: 'Try "order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie", or "help".',
  welcomeTo: (name: Ready) => `Welcome to ${name}`,
  tellMeWhatYou: 'Tell me what you would like, for example "2 blue mugs". Say "help" for more.',
  iHaveAnAccount: 'I have an account',
  addItem: 'Add item',
  byWord: (by: Ready) => ` by ${by}`,
}
