/**
 * What the language itself gives: number words, ordinals, units of measure, stems, and the small
 * words that are no content of an order. Nothing here knows a shop. Next: classes.ts for what words
 * usually do in an order.
 */
import { BANKNOTES, NUMBER_WORDS } from '#conversation/understanding/words/numbers.ts'
import { NTHS } from '#domain/base/day-words.ts'
import type { ReaderToken } from './tokens.ts'

const list = (words: string): readonly string[] => words.split(/\s+/).filter((word) => word !== '')
export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...NUMBER_WORDS,
  ...Object.entries({ ...BANKNOTES, hundred: 100, dozen: 12, couple: 2, pair: 2, single: 1, tow: 2, thre: 3 }),
])
/** 1 is the first, -1 the last. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map([
  ...NTHS.slice(0, 8).map((word, at): [string, number] => [word, at + 1]),
  ...Object.entries({ last: -1, bottom: -1, top: 1, penultimate: -2 }),
])

/** Never taken for a slip in a catalog word, and leaving one unread costs little. */
export const SMALL: ReadonlySet<string> = new Set(
  list(`a an the this that these those it its them they their he she his her him hers we our us i im ive id my me you
your u ur to of in on at for from with
without and or but n plus also too as well so then than just only please pls plz thanks thank cheers thx ta hi hello
hey ok okay yes yeah yep no not nope nah
is are was were be been being am do does did done have has had can could would will shall should may might must want
wants wanted need needs needed like get
got gets give gives take takes make makes put puts add adds one ones more less fewer another other others all both
each every everything some any much many lot
lots there here what which who when where why how if because cos since up down off out over again back instead rather
actually sorry oh hmm um uh er well now
today tomorrow let lets go going gonna good morning afternoon evening nice lovely great customer order ordered orders
buy send sent ship deliver item items
line lines thing things stuff rest same new still qty quantity x pcs pc piece pieces each total price cost say said
says mean meant think thought know keep
leave left change changed set swap drop remove cancel wait hang hold none nothing enough extra about after before by
per into onto even really very kind
regards say tell told asks asked ask asking wrong right mistake mind fine sure too big bit little made maybe perhaps
probably late later soon double half
twice triple treble times once place submit checkout check done call look looks looking see off yet already ever never
always am pm via bill bring brings
bye code home work house forget lose lost scratch kill ditch`),
)
/** How a thing is packed: never a short name of one product. */
export const PACKED: ReadonlySet<string> = new Set(
  list(
    'pack packet box pair set ream sack roll piece unit bundle single tray size type colour color garden office sport',
  ),
)

export const MEASURES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    l: list('l litre liter ltr lt'),
    ml: list('ml mls millilitre mil'),
    kg: list('kg kilo kgs kilogram k'),
    g: list('g gram gr grm'),
    m: list('m metre meter mtr mt'),
    cm: list('cm cms centimetre centimeter'),
    mm: list('mm mil millimetre'),
    w: list('w watt watts'),
    oz: list('oz ounce ozs'),
    gsm: list('gsm g gram'),
    gb: list('gb gig g gigabyte'),
    tb: list('tb tera terabyte'),
    in: list('in inch " inches'),
    ft: list("ft foot feet '"),
  }),
)

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mice: 'mouse',
    knives: 'knife',
    scarves: 'scarf',
    shelves: 'shelf',
    leaves: 'leaf',
    geese: 'goose',
    feet: 'foot',
    litres: 'litre',
    metres: 'metre',
  }),
)
export function stemOf(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  // One hoodie, two hoodies.
  if (word.length > 4 && word.endsWith('ie')) return `${word.slice(0, -2)}y`
  if (word.length > 4 && /(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return word.length > 2 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word
}
export const isPlural = (word: string): boolean => !word.endsWith('ie') && stemOf(word) !== word

/** "half a dozen", "two dozen", "a hundred and twenty five", "3 dozen". */
export function spelledNumber(
  tokens: readonly ReaderToken[],
  at: number,
): { readonly value: number; readonly to: number } | undefined {
  const word = (k: number): string => tokens[at + k]?.text ?? ''
  const first = word(0)
  if (first === 'half')
    return word(1) === 'dozen'
      ? { value: 6, to: at + 2 }
      : word(1) === 'a' && word(2) === 'dozen'
        ? { value: 6, to: at + 3 }
        : undefined
  if (first === 'a' && word(1) === 'hundred') return composed(1, at, word)
  if ((first === 'a' || first === 'an') && ['dozen', 'couple'].includes(word(1)))
    return { value: NUMBERS.get(word(1)) ?? 1, to: at + 2 }
  if (first === 'a' && word(1) === 'single') return { value: 1, to: at + 2 }
  if (first === 'pair' || first === 'single') return undefined
  if (tokens[at]?.kind === 'number' && word(1) === 'dozen') return { value: Number(first) * 12, to: at + 2 }
  const value = numberWord(first)
  if (value === undefined) return undefined
  if (value < 20 && word(1) === 'dozen') return { value: value * 12, to: at + 2 }
  return composed(value, at, word)
}

const numberWord = (word: string): number | undefined =>
  NUMBERS.get(word) ??
  (word.length > 3 && word !== 'ones' ? (NUMBERS.get(stemOf(word)) ?? NUMBERS.get(word.replace(/es$/, ''))) : undefined)

function composed(
  start: number,
  at: number,
  word: (k: number) => string,
): { readonly value: number; readonly to: number } {
  const unit = (k: number): number => {
    const value = NUMBERS.get(word(k)) ?? 0
    return value < 10 ? value : 0
  }
  let value = start
  let k = 1
  if (value >= 20 && value < 100 && unit(1) > 0) {
    value += unit(1)
    k = 2
  }
  if (word(k) !== 'hundred') return { value, to: at + k }
  value *= 100
  k += 1
  const and = word(k) === 'and' ? 1 : 0
  const rest = NUMBERS.get(word(k + and))
  if (rest === undefined || rest >= 100) return { value, to: at + k }
  k += and + 1
  const last = rest >= 20 ? unit(k) : 0
  return { value: value + rest + last, to: at + k + (last > 0 ? 1 : 0) }
}
