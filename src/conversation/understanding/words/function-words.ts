/**
 * Function phrases of English ordering and the role they play among items: negation, extra and
 * light, joining, pointing, repairing. Longest phrase wins. General English only; tags.ts weighs
 * them against catalog phrases ("extra large" is a size, not an extra).
 */
import { stem } from './stem.ts'
import type { Token } from './text.ts'
import { CONTAINERS, FILLERS, PLAIN } from './words.ts'

export type FunctionRole =
  | 'no'
  | 'extra'
  | 'light'
  | 'and'
  | 'or'
  | 'with'
  | 'side'
  | 'one'
  | 'other'
  | 'rest'
  | 'both'
  | 'repair'
  | 'times'
  | 'plain'
  | 'instead'
  | 'any'
  | 'same'
  | 'filler'
  | 'amount'
  | 'measure'

const PHRASES: Readonly<Record<Exclude<FunctionRole, 'filler' | 'plain' | 'measure'>, string>> = {
  no: `no|not|non|without|without any|without adding|without adding any|minus|except|except for|but not|hold|hold the
|hold on|hold on the|hold off on|hold off on the|leave off|leave off the|leave out|leave out the|skip|skip the|avoid
|avoid the|avoid any|avoid adding|no more|not any|dont want|dont want any|do not want|do not want any
|definitely do not want|dont need|dont put|dont put any|do not put|do not put any|do not add|do not add any|dont add
|dont add any
|dont include|do not include|not the|isnt|is not|its not|thats not|no need for|cut the|lose the|omit|omit the
|ditch the|drop the|anything but|everything but|any colour but|any color but|any but|any size but|any kind but|all but
|other than|wont need|will not need|rather not have|dont like|do not like|free of|cant have|nix the|kill the|never any
|never|didnt mean|did not mean|dont mean|didnt want|did not want|did not order|didnt order|stay away from|exclude
|excluding|not add any|not add|with no|and no|but no|but without|without the|exempt`,
  extra:
    'extra|additional|more|lots of|a lot of|lot of|plenty of|double|double the|triple the|heavy|heavy on|heavy ' +
    'on the|loads of|tons of|a ton of|generous|twice the|a bunch of|much more|some extra|add extra',
  light: `light|lite|light on|light on the|little|a little|a little bit of|little bit of|a bit of|a tiny bit of
|just a little|just a little bit of|less|easy on|easy on the|go easy on|go easy on the|go light on|go light on the
|a touch of|a dash of
|a hint of|a splash of|a drizzle of|drizzle of|a sprinkle of|a dab of|not too much|not a lot of|not much
|small amount of|a small amount of|lightly|touch of|dash of|splash of|sprinkle of`,
  and: 'and|plus|also|&|+|as well as|along with|together with|and also|and then|then|and another thing',
  or: 'or|nor',
  with:
    'with|w|w/|including|topped with|made with|that has|which has|that have|having|containing|filled ' +
    'with|adding|that comes with|in|on top',
  side:
    'side of|a side of|sides of|side order of|side orders of|a side order of|order of|orders of|an order ' +
    'of|on the side|as a side|for my side|for a side|for the side|on side|for sides|for drinks|to drink|as a ' +
    'drink|for my drink|for a drink',
  one: 'ones',
  other:
    'other|the other|the other one|other one|another|another one|the second|the second one|the first|the first ' +
    'one|the next|the next one|the last|the last one|the third|the third one',
  rest: 'the rest|the others|the remaining|rest of them|the rest of them|the other two|the other three|all the others',
  both:
    'both|each|of each|of each colour|of each color|of each size|both of them|each of them|all of them|on ' +
    'both|for both|on each|all of those|for each|them both|both with',
  repair:
    'no wait|wait no|oh wait|wait|sorry|i mean|i meant|no make that|no make it|make that|scratch ' +
    'that|correction|or rather|rather|actually make it|no sorry|oops|oh no|strike that|let me change that ' +
    'to|actually no|no actually|hmm no|or actually',
  times: 'x|times',
  instead: 'instead|instead of',
  any: 'any|any colour|any color|any kind|whatever|anything|does not matter|doesnt matter|any size|dont care|either',
  same: 'the same|same',
  amount:
    `pump of|pumps of|scoop of|scoops of|spoon of|spoons of|spoonful of|spoonfuls of|teaspoon of|teaspoons ` +
    `of|packet of|packets of|squirt of|squirts of|pump|pumps|scoops|scoop|helping of|helpings of|drop of|drops ` +
    `of|slice of|slices of|topping|toppings`,
}
/** Fillers of several words whose parts could be taken for something else ("can i", "on it", "for me"). */
const LONG_FILLERS = `can i|can i get|can i have|can you|can you get|can you make|can we|can we get|can u|could i
|could you|give us|for us|let us|on it|on top of it|in it|on there|on that|in there|in that|to go|for here|a go|put in
|all i want is|i want|i would like|id like
|for me|a nice|that is|that are|what i want is|of them|do me a favor|on the|and i|of those|for toppings|as toppings
|for the toppings|no problem|no worries|no rush|not sure|all set|thank you|a moment|and that is all|thats all|thats it
|that is all|no thats all|no thats it|will be all|no thank you|no thanks
|how are you|good evening|good morning|good afternoon|one more thing|a minute|a second|hold on a second|in a hurry
|can you please|in the order|for lunch|for dinner|for breakfast|to the order|with the order|with this order
|to my order|for my order|on top|as well|too much trouble|more like`

const ROLES: ReadonlyMap<string, FunctionRole> = new Map([
  ...Object.entries(PHRASES).flatMap(([role, phrases]) =>
    phrases.split('|').map((phrase): [string, FunctionRole] => [phrase.trim(), role as FunctionRole]),
  ),
  ...LONG_FILLERS.split('|').map((phrase): [string, FunctionRole] => [phrase.trim(), 'filler']),
])
const LONGEST = 6

const UNITS: ReadonlySet<string> = new Set(
  'oz ml cl dl litre metre cm mm km inch ft foot kg g mg lb watt mah gb tb mb gsm % floz l m w v'.split(' '),
)

/** "12oz", "8 inch": a measure no catalog value explains; it counts nothing. Single letters only when written on. */
function isMeasure(tokens: readonly Token[], at: number): boolean {
  const [number, unit] = [tokens[at], tokens[at + 1]]
  if (number?.kind !== 'number' || unit === undefined) return false
  const key = stem(unit.key)
  return UNITS.has(key) && (key.length > 1 || unit.glued)
}

export type FunctionPhrase = { readonly role: FunctionRole; readonly length: number }

/** The longest function phrase that starts at `at`; a lone filler or "plain" word counts as one of length 1. */
export function functionPhrase(tokens: readonly Token[], at: number): FunctionPhrase | undefined {
  if (isMeasure(tokens, at)) return { role: 'measure', length: 2 }
  const keys = tokens.slice(at, at + LONGEST).map((token) => token.key)
  for (let length = keys.length; length > 0; length--) {
    const role = ROLES.get(keys.slice(0, length).join(' '))
    if (role !== undefined) return { role, length }
  }
  const [word] = keys
  if (word === undefined) return undefined
  if (CONTAINERS.has(stem(word)) && keys[1] === 'of') return { role: 'filler', length: 2 }
  if (PLAIN.has(word)) return { role: 'plain', length: 1 }
  return FILLERS.has(word) ? { role: 'filler', length: 1 } : undefined
}
