/**
 * The words of the catalog: what is found, what there is.
 */
import type { Ready } from './plural.ts'

export const catalogWords = {
  // catalog.ts
  nothingFoundFor: (query: Ready) => `Nothing found for "${query}"`,
  tryAnotherWordFor: 'Try another word, for example "find mug".',
  andMoreSayAnd: (more: Ready) => `And ${more} more: say "find" and a word, for example "find mug".`,
  whatSells: (name: Ready) => `What ${name} sells`,
  foundFor: (query: Ready) => `Found for "${query}"`,
  toAddOneSay: 'To add one, say for example "2 of the first in blue", or the item with its options.',
  toWord: (amount: Ready, amount2: Ready) => `${amount} to ${amount2}`,
  thereIsNo: (what: Ready) => `There is no "${what}"`,
  sayAndAWord: 'Say "find" and a word to search, for example "find hoodie".',
  allOfThemAre: 'All of them are here',
  soAreMoreThe: (rest: Ready) => `So are ${rest} more; the others are here`,
  theOthersAreHere: 'The others are here',
  nameAColourOr: (here: Ready) => `${here}. Name a colour or size for more.`,
  notSoldAnyMore: 'not sold any more',
  noneAndNoMore: 'none, and no more to come',
  moreWithNoDate: ', more with no date',
  theLastOnes: ', the last ones',
  moreOnEstimated: (day: Ready) => `, more on ${day} (estimated)`,
  noneNow: (later: Ready) => `none now${later}`,
  now: (now: Ready, later: Ready) => `${now} now${later}`,
  onlyLeft: (now: Ready, later: Ready) => `only ${now} left${later}`,
  add: (item: Ready) => `Add 1 ${item}`,
  addInCatalog: 'Add',
  // usage.ts
  needs: (command: Ready, needs: Ready) => `"${command}" needs ${needs}`,
  takesNot: (command: Ready, needs: Ready, said: Ready) => `"${command}" takes ${needs}, not "${said}"`,
  nothingWasChangedFor: (example: Ready) => `Nothing was changed. For example: "${example}".`,
}
