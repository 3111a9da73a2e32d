/**
 * A message as a row of units: what is one thing to say (a product's name, a value, a number, an
 * SKU, a code), and the words between. The row with the least cost wins; a slip costs, and is
 * looked for only in words that neither the language nor the catalog knows. Next: candidates are
 * made over the units of a stretch.
 */

import type { SpokenLine, SpokenOptions, UnderstandingContext } from '#conversation/understanding/types.ts'
import { ENGLISH } from '#conversation/understanding/words/english.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { accepts, type CatalogIndex, type Entry, keyOf, titleWords, type Value } from './catalog-index.ts'
import { isPlural, NUMBERS, ORDINAL_WORDS, PACKED, SMALL, spelledNumber, stemOf } from './language.ts'
import { isSlipOf, nearest, type Slips, slipsOf } from './slips.ts'
import { LINE, PIECE, type ReaderToken, readerTokens } from './tokens.ts'

export type Unit = {
  readonly from: number
  readonly to: number
  readonly kind: 'word' | 'mark' | 'number' | 'span'
  readonly words: string
  readonly raw: string
  readonly start: number
  readonly end: number
  readonly plural: boolean
  readonly products?: readonly string[]
  readonly exact?: boolean
  /** Products that may be called so where the cart has them. */
  readonly kin?: ReadonlySet<string>
  readonly values?: readonly Value[]
  /** Values a bare number may mean besides. */
  readonly weak?: readonly Value[]
  readonly sku?: { readonly product: string; readonly options: SpokenOptions }
  readonly number?: number
  readonly money?: boolean
  readonly ordinal?: number
  readonly fuzzy?: boolean
  readonly email?: string
  readonly code?: string
  readonly method?: string
  readonly address?: string
}
/** Words the model has seen; any other is a slip of one of them, or unknown. */
export type Vocabulary = { readonly known: ReadonlySet<string>; readonly slips: Slips }
type Priced = { readonly unit: Unit; readonly cost: number }
export type Ground = {
  readonly lexicon: Lexicon
  readonly index: CatalogIndex
  readonly vocabulary: Vocabulary
  readonly context: UnderstandingContext
}

const COUNT_SLIPS = slipsOf([...NUMBERS.keys(), ...ORDINAL_WORDS.keys()].filter((word) => word.length > 4))
const LONGEST_NAME = 6

export function readerUnits(ground: Ground, text: string, held: readonly SpokenLine[] = []): readonly Unit[] {
  const tokens = readerTokens(text, (piece) => isPiece(ground.index, piece)).map((token) => countSlip(ground, token))
  const offers = tokens.map((_, at) => withNames(offersAt(ground, tokens, at, text)))
  const units = cheapest(offers)
  const said = units.flatMap(({ products = [] }) => (products.length < 4 ? products : []))
  const spoken = { said: new Set(said), held: new Set([...said, ...held.map(({ product }) => product)]) }
  const several = offers.some((list) => list.some(isMeasured))
  const fitting =
    !several || spoken.held.size === 0
      ? units
      : cheapest(offers.map((list) => list.map((priced) => inContext(ground, spoken, priced))))
  return fitting.map((unit, i) => settled(ground, fitting, unit, i))
}

type Spoken = { readonly said: ReadonlySet<string>; readonly held: ReadonlySet<string> }
/** A value of none of the things that are spoken of is likelier something else: "1 M" of a jacket is no metre. */
function inContext({ index }: Ground, { said, held }: Spoken, priced: Priced): Priced {
  const { unit, cost } = priced
  const packed = PACKED.has(stemOf(unit.words.split(' ').at(-1) ?? ''))
  const among = packed ? held : said
  if (!isMeasured(priced) || among.size === 0) return priced
  const fits = [...among].some((product) => unit.values?.some(([option]) => accepts(index, product, option)))
  return fits ? priced : { unit, cost: cost + UNFITTING }
}
const UNFITTING = 1.8
const isMeasured = ({ unit }: Priced): boolean =>
  unit.values !== undefined && unit.products === undefined && unit.to - unit.from > 1 && /^\d/.test(unit.words)

/** The same words may be a way of shipping or a place, and a value or a product besides. */
function withNames(offers: readonly Priced[]): readonly Priced[] {
  const spans = offers.filter(({ unit }) => unit.method !== undefined || unit.address !== undefined)
  if (spans.length === 0) return offers
  return offers.map((offer) => {
    const { unit } = offer
    const also = offers.find(
      (other) => other.unit.to === unit.to && (other.unit.values ?? other.unit.products) !== undefined,
    )
    if (!spans.includes(offer) || also === undefined) return offer
    const { values, products, exact, kin } = also.unit
    return {
      ...offer,
      unit: {
        ...unit,
        ...(values && { values }),
        ...(products && { products, ...(exact && { exact }), ...(kin && { kin }) }),
      },
    }
  })
}

function cheapest(offers: readonly (readonly Priced[])[]): readonly Unit[] {
  const best: { cost: number; unit: Unit | undefined }[] = [
    { cost: 0, unit: undefined },
    ...offers.map(() => ({ cost: Number.POSITIVE_INFINITY, unit: undefined })),
  ]
  offers.forEach((priced, at) => {
    for (const { unit, cost } of priced) {
      const total = (best[at]?.cost ?? 0) + cost
      const held = best[unit.to]
      if (held !== undefined && total < held.cost - 1e-9) best[unit.to] = { cost: total, unit }
    }
  })
  const units: Unit[] = []
  for (let at = offers.length; at > 0; ) {
    const unit = best[at]?.unit
    if (unit === undefined) break
    units.unshift(unit)
    at = unit.from
  }
  return units
}

function isPiece({ skus, entries }: CatalogIndex, piece: string): boolean {
  if (piece.includes('@')) return true
  if (skus.has(piece.toLowerCase()) && /[\d_./'-]/.test(piece) && /\p{L}/u.test(piece)) return true
  if (entries.has(keyOf(titleWords(piece)))) return false
  if (!PIECE.test(piece)) return false
  const key = piece.toLowerCase()
  if (skus.has(key) && (key.includes('-') || /^[A-Z]{3,}$/.test(piece))) return true
  return (
    (/^[A-Za-z]{3,}-?\d+[A-Za-z]?$/.test(piece) && !/^(?:x|qty|pcs|no)\d/i.test(piece)) ||
    /^(?:[A-Z]{2,4}-?\d{3,}|\d{3,}-[A-Z])$/.test(piece)
  )
}

/** "sevn", "secnod": slips in number words, where the catalog has no such word. */
function countSlip({ index }: Ground, token: ReaderToken): ReaderToken {
  const { text, kind } = token
  if (kind !== 'word' || text.length < 5 || SMALL.has(text) || NUMBERS.has(text) || ORDINAL_WORDS.has(text))
    return token
  if (index.words.has(stemOf(text)) || ENGLISH.has(text)) return token
  const meant = nearest(COUNT_SLIPS, text)
  return meant?.cost === 1 ? { ...token, text: meant.word } : token
}

function offersAt(ground: Ground, tokens: readonly ReaderToken[], at: number, text: string): readonly Priced[] {
  const token = tokens[at]
  if (token === undefined) return []
  const upTo = (to: number): Pick<Unit, 'from' | 'to' | 'raw' | 'start' | 'end'> => {
    const end = tokens[to - 1]?.end ?? token.end
    return { from: at, to, raw: text.slice(token.start, end), start: token.start, end }
  }
  const base = { ...upTo(at + 1), words: token.text, plural: isPlural(token.text) }
  if (token.kind === 'piece') return [{ cost: 1, unit: { ...base, kind: 'span', ...pieceOf(ground.index, token) } }]
  const offers: Priced[] = [
    token.kind === 'mark'
      ? { cost: 0.5, unit: { ...base, kind: 'mark' } }
      : { cost: SMALL.has(token.text) ? 1.1 : 1.6, unit: { ...base, kind: 'word' } },
  ]
  for (const number of numbersAt(tokens, at))
    offers.push({
      cost: 1,
      unit: {
        ...base,
        ...upTo(number.to),
        kind: 'number',
        ...number.said,
        ...calledSo(ground.index, token, number, at),
      },
    })
  for (const { to, ordinal, cost } of ordinalsAt(tokens, at))
    offers.push({ cost, unit: { ...base, ...upTo(to), kind: 'word', ordinal } })
  for (const { to, said } of namedAt(ground.context, tokens, at))
    offers.push({ cost: 0.9, unit: { ...base, ...upTo(to), kind: 'span', ...said } })
  if (isCode(ground, tokens, at)) offers.push({ cost: 0.9, unit: { ...base, kind: 'span', code: token.raw } })
  for (const { to, cost, said } of phrasesAt(ground, tokens, at))
    offers.push({ cost, unit: { ...base, ...upTo(to), kind: 'span', ...said } })
  return offers
}

/** "code MUMDAY", "voucher: spring": the word after it, where nobody knows it as a word. */
function isCode({ index, vocabulary }: Ground, tokens: readonly ReaderToken[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || token.text.length < 4) return false
  const before = tokens.slice(Math.max(0, at - 2), at).map(({ text }) => text)
  if (!before.some((word) => /^(?:code|coupon|voucher|promo)$/.test(word))) return false
  if (/^\p{Lu}{4,}$/u.test(token.raw)) return true
  return (
    !SMALL.has(token.text) &&
    !vocabulary.known.has(token.text) &&
    !ENGLISH.has(token.text) &&
    !index.words.has(token.text)
  )
}

function pieceOf({ skus }: CatalogIndex, token: ReaderToken): Partial<Unit> {
  const sku = skus.get(token.text)
  if (sku !== undefined) return { sku, products: [sku.product], exact: true }
  return token.text.includes('@') ? { email: token.raw } : { code: token.raw }
}

type NumberSaid = { readonly to: number; readonly said: Partial<Unit> & { readonly words?: string } }
function numbersAt(tokens: readonly ReaderToken[], at: number): readonly NumberSaid[] {
  const token = tokens[at]
  const out: NumberSaid[] = []
  const after = tokens[at + 1]
  if (token?.kind === 'number') {
    const money = /^[$£€]$/.test(tokens[at - 1]?.raw ?? '')
    out.push({ to: at + 1, said: { number: Number(token.text), ...(money ? { money } : {}) } })
    if (after?.text === 's' && after.glued)
      out.unshift({ to: at + 2, said: { number: Number(token.text), plural: true } })
  }
  const spelled = spelledNumber(tokens, at)
  if (spelled !== undefined) out.push({ to: spelled.to, said: { number: spelled.value, words: '<num>' } })
  return out
}

/** "One" where a thing is called so: a number still, and perhaps the thing. */
function calledSo({ entries }: CatalogIndex, token: ReaderToken, { to, said }: NumberSaid, at: number): Partial<Unit> {
  const entry =
    to === at + 1 && token.kind === 'word' && said.number !== undefined ? entries.get(token.text) : undefined
  return entry?.exact === true && /^\p{Lu}/u.test(token.raw) ? { products: [...entry.products], exact: true } : {}
}

function ordinalsAt(
  tokens: readonly ReaderToken[],
  at: number,
): readonly { to: number; ordinal: number; cost: number }[] {
  const token = tokens[at]
  const after = tokens[at + 1]
  const digits = token?.kind === 'number' && after?.glued === true && /^(?:st|nd|rd|th)$/.test(after.text)
  const ordinal = digits ? Number(token?.text) : ORDINAL_WORDS.get(token?.text ?? '')
  if (ordinal === undefined) return []
  const toLast =
    after?.text === 'last' ? at + 2 : after?.text === 'to' && tokens[at + 2]?.text === 'last' ? at + 3 : undefined
  return [
    { to: digits ? at + 2 : at + 1, ordinal, cost: 1 },
    ...(ordinal === 2 && toLast !== undefined ? [{ to: toLast, ordinal: -2, cost: 0.9 }] : []),
  ]
}

/** Shipping methods and saved addresses by their names. */
function namedAt(
  { methods = [], addresses = [] }: UnderstandingContext,
  tokens: readonly ReaderToken[],
  at: number,
): readonly { to: number; said: Partial<Unit> }[] {
  const fits = (words: readonly string[]): boolean =>
    words.length > 0 && words.every((word, k) => sameWord(tokens[at + k]?.text, word))
  const out: { to: number; said: Partial<Unit> }[] = []
  for (const { id, words } of methods)
    for (const name of new Set([id, ...words])) {
      const parts = partsOf(name)
      if (fits(parts)) out.push({ to: at + parts.length, said: { method: id, words: '<method>' } })
    }
  for (const address of addresses) {
    const parts = partsOf(address)
    if (fits(parts)) out.push({ to: at + parts.length, said: { address, words: '<addr>' } })
  }
  return out
}

/** Names come with every message: they are cut into words once. */
const cut = new Map<string, readonly string[]>()
const MOST_CUT = 2000
function partsOf(name: string): readonly string[] {
  const known = cut.get(name)
  if (known !== undefined) return known
  if (cut.size > MOST_CUT) cut.clear()
  const parts = titleWords(name)
  cut.set(name, parts)
  return parts
}

function sameWord(said: string | undefined, word: string): boolean {
  if (said === undefined) return false
  if (said === word || stemOf(said) === stemOf(word)) return true
  return said.length > 4 && !SMALL.has(said) && isSlipOf(said, word)
}

type Phrase = { readonly to: number; readonly cost: number; readonly said: Partial<Unit> }
function phrasesAt(ground: Ground, tokens: readonly ReaderToken[], at: number): readonly Phrase[] {
  const out: Phrase[] = []
  const { entries } = ground.index
  for (let to = at + 1; to <= Math.min(tokens.length, at + LONGEST_NAME); to++) {
    const last = tokens[to - 1]
    if (last === undefined || last.kind === 'piece' || (last.kind === 'mark' && !/^["'%-]$/.test(last.text))) break
    const words = tokens.slice(at, to).map((token) => token.text)
    const first = words[0] ?? ''
    // "L 2" is a size and a number; "L2" may be a name.
    if (words.length === 2 && first.length === 1 && last.kind === 'number' && !last.glued) continue
    const alone = words.length === 1
    if (alone && SMALL.has(first) && (entries.get(first)?.values.length ?? 0) === 0) continue
    if (!alone && SMALL.has(last.text) && !entries.has(keyOf(words))) continue
    const hit = lookUp(ground, words)
    if (hit === undefined) continue
    const { entry, slip } = hit
    const partly = entry.exact || entry.values.length > 0 ? 0 : 0.25
    const cost = 0.95 + slip + partly + (alone && SMALL.has(first) ? 0.1 : 0)
    const number = tokens[at]?.kind === 'number' && alone ? { number: Number(first) } : {}
    out.push({
      to,
      cost,
      said: { words: words.join(' '), plural: isPlural(last.text), fuzzy: slip > 0, ...number, ...meaningOf(entry) },
    })
  }
  return out
}

const meaningOf = ({ products, exact, values, kin }: Entry): Partial<Unit> => ({
  ...(products.size > 0 ? { products: [...products], exact, kin } : {}),
  ...(values.length > 0 ? { values } : {}),
})

function lookUp(
  ground: Ground,
  words: readonly string[],
): { readonly entry: Entry; readonly slip: number } | undefined {
  const { entries, valueWords } = ground.index
  const found = entries.get(keyOf(words)) ?? entries.get(words.join('')) ?? inDigits(entries, words)
  if (found !== undefined) return { entry: found, slip: 0 }
  let slip = 0
  const mended = words.map((word) => {
    const meant = mayBeSlip(ground, word)
      ? (nearest(ground.index.slips, stemOf(word)) ?? nearest(ground.index.slips, word))
      : undefined
    slip += meant?.cost ?? 0
    return meant?.word ?? stemOf(word)
  })
  const entry = slip > 0 ? entries.get(mended.join('')) : undefined
  if (entry !== undefined) return { entry, slip: 0.3 * slip }
  const [only = ''] = words
  return words.length === 1 && /^[b-df-hj-np-tv-z]{3,4}$/.test(only)
    ? consonants(entries, valueWords.get(only.slice(0, 1)) ?? [], only)
    : undefined
}

/** "iphone fifteen", "fifty pack", "37 to 41": said in words, written in digits. */
function inDigits(entries: CatalogIndex['entries'], words: readonly string[]): Entry | undefined {
  if (words.length < 2) return undefined
  const ranged = words.length === 3 && words[1] === 'to' && words.every((word, k) => k === 1 || /^\d/.test(word))
  if (ranged) return entries.get(`${words[0]}${words[2]}`)
  let some = false
  const digits = words.map((word) => {
    const value = NUMBERS.get(word)
    if (value === undefined || value < 2 || word === 'single' || word === 'pair') return word
    some = true
    return String(value)
  })
  return some ? entries.get(keyOf(digits)) : undefined
}

function mayBeSlip({ index, vocabulary }: Ground, word: string): boolean {
  if (word.length < 4 || !/^[a-z]+$/.test(word) || SMALL.has(word) || vocabulary.known.has(word)) return false
  const stem = stemOf(word)
  return !ENGLISH.has(word) && !ENGLISH.has(stem) && !index.words.has(stem) && !index.words.has(word)
}

/** "blk", "nvy", "lrg": the values whose letters these are. */
function consonants(
  entries: CatalogIndex['entries'],
  values: readonly string[],
  word: string,
): { entry: Entry; slip: number } | undefined {
  const hits = values.filter(
    (value) =>
      value.length >= word.length &&
      value.length <= 2 * word.length &&
      within(word, value) &&
      (value.replaceAll(/[aeiou]/g, '').startsWith(word.slice(0, 2)) || value.at(-1) === word.at(-1)),
  )
  const found = hits.slice(0, MOST_READINGS).flatMap((hit) => entries.get(hit) ?? [])
  const [first, ...others] = found
  if (first === undefined) return undefined
  const meaning = (entry: Entry): string => entry.values.join()
  if (others.every((entry) => meaning(entry) === meaning(first))) return { entry: first, slip: 0.4 }
  // Several: which one is meant, the product says.
  return {
    entry: { products: new Set(), exact: false, kin: new Set(), values: found.flatMap(({ values }) => values) },
    slip: 0.5,
  }
}
const MOST_READINGS = 6

function within(letters: string, word: string): boolean {
  let i = 0
  for (const letter of word) if (letter === letters[i]) i += 1
  return i === letters.length
}

/** A number at the head of a line is its place in the list; a bare number may be a value besides. */
function settled({ index }: Ground, units: readonly Unit[], unit: Unit, i: number): Unit {
  if (unit.number === undefined) return unit
  const opens = i === 0 || units[i - 1]?.words === LINE
  const next = units[i + 2]
  if (
    /^\d{1,2}$/.test(unit.words) &&
    opens &&
    /^[.):]$/.test(units[i + 1]?.words ?? '') &&
    next !== undefined &&
    next.words !== LINE
  )
    return {
      from: unit.from,
      to: unit.to,
      kind: 'mark',
      words: '<li>',
      raw: unit.raw,
      start: unit.start,
      end: unit.end,
      plural: false,
    }
  if (unit.values !== undefined && unit.products === undefined) {
    const { values, ...rest } = unit
    return { ...rest, kind: 'number', weak: [...values, ...(index.bare.get(unit.number) ?? [])] }
  }
  const weak = unit.kind === 'number' && unit.weak === undefined ? index.bare.get(unit.number) : undefined
  return weak === undefined ? unit : { ...unit, weak }
}
