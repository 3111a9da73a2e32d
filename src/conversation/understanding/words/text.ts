/**
 * Text to tokens. Rule: everything is linear and capped, so ten thousand characters of anything
 * cost the same few milliseconds. A token's `key` is folded (lower case, no accents, no
 * apostrophes) for matching; `start`/`end` point into the cleaned text, from which addresses and
 * comments are cut. Next: matches.ts claims e-mails, codes and money; tags.ts gives the rest their
 * roles.
 */
import { MAX_TEXT } from '#conversation/edge/clean.ts'
import { foldWord } from '#domain/catalog/words.ts'

export type TokenKind = 'word' | 'number' | 'mark' | 'span'
export type Token = {
  readonly kind: TokenKind
  readonly key: string
  readonly start: number
  readonly end: number
  /** Written without a space after the token before it. */
  readonly glued: boolean
  /** A hyphen or dash stood before it. */
  readonly dashed: boolean
}

/** What is read of a message; the engine refuses longer ones before. */
export const MAX_TOKENS = 400

const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201b\u02bc\u00b4`]/g, "'"],
  [/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u00d7/g, 'x'],
  // Invisible and direction marks, variation selectors.
  [/\p{Cf}|[\u{fe00}-\u{fe0f}]/gu, ''],
  [/[\u2028\u2029]/g, '\n'],
  // Stacked combining marks are noise; one or two are letters.
  [/(\p{M}{2})\p{M}+/gu, '$1'],
  [/\r\n?/g, '\n'],
  // Control characters, but not the line break.
  [/(?!\n)\p{Cc}/gu, ' '],
]

/** The text everything points into: quotes and dashes made plain, invisible characters gone, capped. */
export function foldedText(text: string): string {
  const plain = QUOTES.reduce(
    (part, [pattern, by]) => part.replace(pattern, by),
    text.slice(0, MAX_TEXT * 3).replace(/[^\S\n]{2,}/g, ' '),
  )
  return plain.normalize('NFC').slice(0, MAX_TEXT)
}

/** Slips of the small words everybody types; the catalog's words are corrected in typos.ts. */
const SLIPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    adn: 'and',
    nad: 'and',
    teh: 'the',
    hte: 'the',
    wnat: 'want',
    wan: 'want',
    liek: 'like',
    jsut: 'just',
    wiht: 'with',
    wtih: 'with',
    whith: 'with',
    pleae: 'please',
    plase: 'please',
    pleas: 'please',
    cna: 'can',
    ahve: 'have',
    hvae: 'have',
    ordr: 'order',
    oder: 'order',
    nede: 'need',
    thsi: 'this',
    taht: 'that',
    thier: 'their',
    ont: 'on',
    fro: 'for',
    withe: 'with',
    giv: 'give',
    gime: 'gimme',
    thre: 'three',
    fuor: 'four',
    fiev: 'five',
    mkae: 'make',
    amke: 'make',
    chnage: 'change',
    remvoe: 'remove',
    delte: 'delete',
    instaed: 'instead',
    insted: 'instead',
  }),
)

export const fold = (word: string): string => {
  const plain = foldLetters(word)
  return SLIPS.get(plain) ?? plain
}

const foldLetters = (word: string): string =>
  /^[a-zA-Z']*$/.test(word) ? word.replace(/'/g, '').toLowerCase() : foldWord(word)

const TOKEN =
  /\p{L}[\p{L}\p{M}]{0,40}(?:'\p{L}{1,4})?|\d{1,20}(?:[.,]\d{1,12}){0,4}(?:e[+-]?\d{1,4}(?![\p{L}\d]))?|\n|\S/gu

/** Tokens of `text` between `from` and `to`; hyphens become the `dashed` of what follows them. */
export function tokenize(text: string, from = 0, to = text.length): readonly Token[] {
  const tokens: Token[] = []
  let dashed = false
  let last = from
  const listed = text.includes('\n')
  for (const match of text.slice(from, to).matchAll(TOKEN)) {
    if (tokens.length >= MAX_TOKENS) break
    const [word] = match
    const start = from + match.index
    const end = start + word.length
    const glued = start === last && tokens.length > 0
    last = end
    if (word === '-') {
      dashed = true
      continue
    }
    const read = reading(word)
    // "-3 mugs" asks, it is no 3; lines that begin with a dash are a list.
    const minus =
      read.kind === 'number' && dashed && !listed && /(?:^|\s)-$/.test(text.slice(Math.max(0, start - 2), start))
    tokens.push({ ...read, key: minus ? `-${read.key}` : read.key, start, end, glued, dashed })
    dashed = false
  }
  return tokens
}

function reading(word: string): { readonly kind: TokenKind; readonly key: string } {
  if (/^\d/.test(word))
    return { kind: 'number', key: /^\d{1,3}(?:,\d{3})+$/.test(word) ? word.replace(/,/g, '') : word.replace(',', '.') }
  if (/^\p{L}/u.test(word)) return { kind: 'word', key: fold(word) }
  return { kind: 'mark', key: word }
}

/** The very letters, in a pattern. */
export const literal = (words: string): string => words.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
