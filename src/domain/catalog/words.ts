/**
 * Text as the words the catalog is found by: folded (small letters, no accents, no apostrophes), in
 * the singular, a number with its unit as one word ("180 g" and "180g"). Rule: the catalog and what
 * people type go through the same folding, so that two spellings meet. Next: word-index.ts keeps
 * them, catalog-search.ts asks.
 */
export type FoundWord = {
  /** What it is looked up as. */
  readonly term: string
  /** The number alone where the term is a number, with or without a unit. */
  readonly number?: string
  /** What a number with a unit falls apart into where nothing has both: "2 l" is two of size L. */
  readonly unit?: string
  /** Written in one with the word before it: "t-shirt". */
  readonly joined: boolean
  readonly from: number
  readonly to: number
}

/** "5x80", "m8 x 40" and "30×40" are two numbers, however they are written. */
const BY = String.raw`x(?=\d)`
const NUMBER = String.raw`\d+(?:[.,]\d+)*(?:(?!${BY})\p{L})*`
const LETTERS = String.raw`\p{L}(?:(?!(?<=\d)${BY})[\p{L}\p{M}\p{N}])*(?:['’]\p{L}+)*`
/** "½" and "1/2" are one word, of what is called so: they count nothing. */
const FRACTION = String.raw`[¼-¾⅐-⅞]|(?<![\d/.,-])[1-7][/⁄](?:[2-8]|16|32)(?![\d/.-])`
const WORD = new RegExp(String.raw`(?<by>(?<=\d\s?)x(?=\s?\d))|${FRACTION}|${NUMBER}|${LETTERS}`, 'giu')
const LONGEST_TEXT = 2000

export function wordsIn(text: string): readonly FoundWord[] {
  const found: FoundWord[] = []
  let last = -1
  for (const match of text.slice(0, LONGEST_TEXT).matchAll(WORD)) {
    const from = match.index
    const to = from + match[0].length
    if (match.groups?.['by'] !== undefined) continue
    const joined = last >= 0 && from - last === 1 && text[last] === '-'
    const before = found.at(-1)
    const unit =
      before?.number !== undefined && before.unit === undefined && from - before.to <= 1 ? unitOf(match[0]) : undefined
    if (before !== undefined && unit !== undefined)
      found[found.length - 1] = { ...before, term: `${before.number}${unit}`, unit, to }
    else found.push({ ...read(match[0]), joined, from, to })
    last = to
  }
  return found
}

function read(raw: string): Pick<FoundWord, 'term' | 'number' | 'unit'> {
  const fraction = /^\d\/\d+$/.exec(raw.normalize('NFKC').replace('⁄', '/'))
  if (fraction !== null) return { term: fraction[0] }
  const measured = /^(\d+(?:[.,]\d+)*)(\p{L}*)$/u.exec(raw)
  if (measured === null) return { term: singular(foldWord(raw)) }
  const [, digits = '', letters = ''] = measured
  const number = /^\d{1,3}(?:,\d{3})+$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.')
  if (letters === '') return { term: number, number }
  const unit = unitOf(letters)
  return unit === undefined ? { term: `${number}${foldWord(letters)}` } : { term: `${number}${unit}`, number, unit }
}

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    g: 'g gr gram gramm gramme',
    kg: 'kg kilo kilogram',
    mg: 'mg milligram',
    oz: 'oz ounce',
    lb: 'lb pound',
    ml: 'ml millilitre milliliter',
    cl: 'cl',
    l: 'l litre liter ltr',
    mm: 'mm millimetre millimeter',
    cm: 'cm centimetre centimeter',
    m: 'm metre meter mtr',
    in: 'in inch',
    ft: 'ft foot',
    ct: 'ct count cnt',
    pk: 'pk pack',
    pc: 'pc piece',
    gal: 'gal gallon',
    pt: 'pt pint',
    qt: 'qt quart',
    yd: 'yd yard',
    w: 'w watt',
    v: 'v volt',
    // Written in one with its number, an A is one of many letters.
    a: 'amp ampere',
    gang: 'gang',
    gb: 'gb',
    tb: 'tb',
    mah: 'mah',
  }).flatMap(([unit, names]) => names.split(' ').map((name): [string, string] => [name, unit])),
)
/** The unit a word names, in its short form. */
export const unitOf = (word: string): string | undefined => UNITS.get(singular(foldWord(word)))

/** Letters that are no other with a mark on it; whoever has no such key types these. */
const SPELT: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
}
/** Small letters without accents and apostrophes. */
export const foldWord = (word: string): string =>
  /^[a-z0-9]+$/.test(word)
    ? word
    : word
        .toLowerCase()
        .normalize('NFKD')
        .replaceAll(/[\p{M}'’]/gu, '')
        .replaceAll(/[ßøæœłđðþı]/g, (letter) => SPELT[letter] ?? letter)

const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ gray: 'grey', color: 'colour', women: 'woman', womens: 'woman', men: 'man', mens: 'man', kids: 'kid' },
    ...{
      knives: 'knife',
      leaves: 'leaf',
      shelves: 'shelf',
      scarves: 'scarf',
      loaves: 'loaf',
      mice: 'mouse',
      feet: 'foot',
    },
    ...{ small: 's', medium: 'm', large: 'l', und: 'and', et: 'and', och: 'and', og: 'and' },
    ...{ yoghurt: 'yogurt', flavor: 'flavour', aluminum: 'aluminium', jewelry: 'jewellery', tee: 'tshirt' },
  }),
)
/** One key for a word and its plural; a key, not English. */
export function singular(word: string): string {
  const same = SAME.get(word)
  if (same !== undefined) return same
  if (word.length > 4 && /[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ie`
  if (word.length > 4 && word.endsWith('ies')) return word.slice(0, -1)
  if (word.length > 4 && /(?:ss|x|ch|sh|o)es$/.test(word)) return word.slice(0, -2)
  return word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word
}

/** One letter changed, added, missing, or two neighbours swapped. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  if (endA - start <= 1 && endB - start <= 1) return true
  return endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
