/**
 * A message as a row of units: what is one thing to say (a product's name, a value, a number, an
 * SKU, a code), and the words between. The row with the least cost wins; a slip costs, and is
 * looked for only in words that neither the language nor the catalog knows. Next: candidates are
 * made over the units of a stretch.
 */

import type { SpokenLine, UnderstandingContext } from '#conversation/understanding/types.ts'
import { ENGLISH } from '#conversation/understanding/words/english.ts'
import { accepts, type CatalogIndex, keyOf, titleWords } from './catalog-index.ts'
import { isPlural, NUMBERS, ORDINAL_WORDS, PACKED, SMALL, spelledNumber, stemOf } from './language.ts'
import { phrasesAt } from './phrases.ts'
import { isSlipOf, nearest, slipsOf } from './slips.ts'
import { LINE, PIECE, type ReaderToken, readerTokens } from './tokens.ts'
import type { Ground, Unit } from './unit.ts'

type Priced = { readonly unit: Unit; readonly cost: number }

const COUNT_SLIPS = slipsOf([...NUMBERS.keys(), ...ORDINAL_WORDS.keys()].filter((word) => word.length > 4))

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
  unit.values !== undefined && unit.products === undefined && unit.to - unit.from > 1 && /\d/.test(unit.words)

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
  if (kind !== 'word' || text.length < 4 || SMALL.has(text) || NUMBERS.has(text) || ORDINAL_WORDS.has(text))
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
  for (const { to, cost, said } of isUs(tokens, at) ? [] : phrasesAt(ground, tokens, at))
    offers.push({ cost, unit: { ...base, ...upTo(to), kind: 'span', ...said } })
  return offers
}

/** "send us 2 mugs": who speaks, where the shop has a value called so. */
const isUs = (tokens: readonly ReaderToken[], at: number): boolean =>
  tokens[at]?.raw === 'us' &&
  /^(?:send|give|get|bring|ship|let|for|to|sell|make|do|book)$/.test(tokens[at - 1]?.text ?? '')

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
