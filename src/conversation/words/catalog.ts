/**
 * The words of the catalog: what is found, what there is.
 */
import type { Ready } from './plural.ts'

export const catalogWords = {
  // catalog.ts
  nothingFoundFor: (query: Ready) => `Nothing found for "${query}"`,
  tryAnotherWord: 'Try another word, for example "find mug".',
  andMoreFind: (more: Ready) => `And ${more} more: say "find" and a word, for example "find mug".`,
  whatSells: (name: Ready) => `What ${name} sells`,
  foundFor: (query: Ready) => `Found for "${query}"`,
  addOneHow: 'To add one, say for example "2 of the first in blue", or the item with its options.',
  priceRange: (amount: Ready, amount2: Ready) => `${amount} to ${amount2}`,
  noneCalled: (what: Ready) => `There is no "${what}"`,
  findHow: 'Say "find" and a word to search, for example "find hoodie".',
  allHere: 'All of them are here',
  moreHere: (rest: Ready) => `So are ${rest} more; the others are here`,
  othersHere: 'The others are here',
  nameOptions: (here: Ready) => `${here}. Name a colour or size for more.`,
  notSoldAnyMore: 'not sold any more',
  noneEver: 'none, and no more to come',
  moreUndated: ', more with no date',
  theLastOnes: ', the last ones',
  moreOn: (day: Ready) => `, more on ${day} (estimated)`,
  noneNow: (later: Ready) => `none now${later}`,
  now: (now: Ready, later: Ready) => `${now} now${later}`,
  onlyLeft: (now: Ready, later: Ready) => `only ${now} left${later}`,
  addOne: (item: Ready) => `Add 1 ${item}`,
  addLabel: 'Add',
  // usage.ts
  needs: (command: Ready, needs: Ready) => `"${command}" needs ${needs}`,
  takesOther: (command: Ready, needs: Ready, said: Ready) => `"${command}" takes ${needs}, not "${said}"`,
  nothingChangedExample: (example: Ready) => `Nothing was changed. For example: "${example}".`,
  availabilityOf: (name: Ready) => `${name}: availability`,
}
