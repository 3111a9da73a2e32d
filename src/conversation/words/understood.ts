/**
 * What was read and what was not: which order, which item, what is meant.
 */
import type { Ready } from './plural.ts'

export const understoodWords = {
  leftAsItIs: 'It stays as it is',
  nothingWasDone: 'Nothing was changed. Say what it should be instead, if it is to be different.',
  // turn/clock.ts
  buttonNotFound: 'That button was not found',
  nothingChanged: 'Nothing was changed.',
  // turn/corrections.ts
  nothingToTakeBack: 'Nothing was said yet that could be taken back',
  whichOther: 'Which other one do you mean?',
  nameItemByColour: 'Nothing was changed. Name the item, for example with its colour.',
  // turn/order/orders.ts
  whichOrder: 'Which order?',
  sayOrderNumberPaid: 'Say it with its number, for example "paid 10001".',
  // turn/order/paying.ts
  sayOrderNumber: (command: Ready) => `Say it with its number, for example "${command} 10001".`,
  // turn/order/waiting.ts
  sayOrderNumberRelease: 'Say it with the number, for example "release 10001".',
  // turn/reading/odd-counts.ts
  wholeNumberOf: (said: Ready) => `whole number do you mean by "${said}"`,
  meantByGoods: (goods: Ready) => `What do you mean by ${goods}?`,
  // turn/reading/pasted/proposal.ts
  pastedAllThere: 'Nothing was changed: all of that is on the order already',
  sayWhatDiffers: 'Say what is to be different, for example "make it 3 blue mugs".',
  noPastedText: 'Nothing was changed: there is no pasted text to use here',
  pasteTextHow: 'Paste the mail or the note, and what it says is offered to be used.',
  purchaseOrder: (reference: Ready) => `Purchase order ${reference}`,
  // turn/reading/read-freely.ts
  didIGetItRight: 'Did I get that right?',
  iRead: (understood: Ready, doubt: Ready) => `I read: ${understood}. ${doubt}`,
  // turn/reading/read-parts.ts
  numbersDisagree: (said: Ready, whole: Ready, sum: Ready) =>
    `number is right in "${said}": ${whole} in all, or ${sum}`,
  // turn/reading/reading.ts
  nothingToChoose: 'There is nothing to choose from right now',
  numberAnswersOnly: (number: Ready) =>
    `A number alone only answers a question. To add items, say for example "${number} blue mugs".`,
  notSoldHere: (said: Ready) => `We do not have "${said}"`,
  findHow: 'Say "find" and a word to search, for example "find mug".',
  nearestItems: (names: Ready) => `The nearest: ${names}. Say its name, or "find" and a word.`,
  sayOrderNumberStatus: 'Say "status" and the order number, for example "status 10001".',
  whichItem: 'Which item do you mean?',
  nameItem: 'Name it, for example "do you have red mugs?".',
  itemNotFound: 'That item was not found',
  notMadeIn: (name: Ready, options: Ready) => `${name} does not come in ${options}`,
  // turn/turn.ts
  notUnderstood: (words: Ready) => `I did not understand: ${words}`,
  sayHelp: 'Say "help" for what I can do.',
  letGo: (words: string) => `Left out, as it was not answered: "${words.trim().slice(0, 60)}"`,
  sayItAgain: 'Say it once more, in other words, if it is still wanted.',
  nobodyCalled: 'No customer is called that either. Say who it is for by e-mail, phone or number.',
  // screens/reading-words.ts
  noMore: (item: Ready) => `no ${item}`,
  // turn/reading/spoken/cut-address.ts
  addressCommand: 'ship to',
  wholeAddress: {
    needs: 'the whole address, without a card number in it',
    example: 'ship to Pat Lee, 9 Elm St, Salem, OR 97301',
  },
}
