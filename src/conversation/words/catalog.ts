/**
 * The words of the catalog: what is found, what there is.
 */
import type { Value } from './plural.ts'

export const catalogWords = {
  // catalog.ts
  nothingFoundFor: (query: Value) => `Nothing found for "${query}"`,
  tryAnotherWordFor: 'Try another word, for example "find mug".',
  andMoreSayAnd: (more: Value) => `And ${more} more: say "find" and a word, for example "find mug".`,
  whatSells: (name: Value) => `What ${name} sells`,
  foundFor: (query: Value) => `Found for "${query}"`,
  toAddOneSay: 'To add one, say for example "2 of the first in blue", or the item with its options.',
  toWord: (amount: Value, amount2: Value) => `${amount} to ${amount2}`,
  thereIsNo: (what: Value) => `There is no "${what}"`,
  sayAndAWord: 'Say "find" and a word to search, for example "find hoodie".',
  allOfThemAre: 'All of them are here',
  soAreMoreThe: (rest: Value) => `So are ${rest} more; the others are here`,
  theOthersAreHere: 'The others are here',
  nameAColourOr: (here: Value) => `${here}. Name a colour or size for more.`,
  notSoldAnyMore: 'not sold any more',
  noneAndNoMore: 'none, and no more to come',
  moreWithNoDate: ', more with no date',
  theLastOnes: ', the last ones',
  moreOnEstimated: (day: Value) => `, more on ${day} (estimated)`,
  noneNow: (later: Value) => `none now${later}`,
  now: (now: Value, later: Value) => `${now} now${later}`,
  onlyLeft: (now: Value, later: Value) => `only ${now} left${later}`,
  add: (item: Value) => `Add 1 ${item}`,
  addInCatalog: 'Add',
  // usage.ts
  needs: (command: Value, needs: Value) => `"${command}" needs ${needs}`,
  takesNot: (command: Value, needs: Value, said: Value) => `"${command}" takes ${needs}, not "${said}"`,
  nothingWasChangedFor: (example: Value) => `Nothing was changed. For example: "${example}".`,
}
