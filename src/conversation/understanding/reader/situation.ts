/**
 * One message to be read: its units with the words the model knows, the draft's lines, and what
 * each unit may say about a product. Rule: everything a candidate looks at is worked out here once
 * per message. Next: stretch.ts for one stretch of it.
 */

import { classesOf } from '#conversation/understanding/reader/model/classes.ts'
import { atom, join } from '#conversation/understanding/reader/spans/atoms.ts'
import {
  accepts,
  type CatalogIndex,
  makes,
  type ValueWords,
} from '#conversation/understanding/reader/spans/catalog-index.ts'
import { SMALL } from '#conversation/understanding/reader/spans/language.ts'
import { type NearSpan, nearOf } from '#conversation/understanding/reader/spans/near.ts'
import { nearest } from '#conversation/understanding/reader/spans/slips.ts'
import { LINE } from '#conversation/understanding/reader/spans/tokens.ts'
import type { Ground, Unit, Vocabulary } from '#conversation/understanding/reader/spans/unit.ts'
import { readerUnits } from '#conversation/understanding/reader/spans/units.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Message, SpokenLine, SpokenOptions } from '../types.ts'

/** The row of a feature in the model's table; -1 where the model does not know it. */
export type Rows = (feature: number) => number
/**
 * Features that always come together; `scores` remembers what they weigh for a type, unless they
 * are asked for once only.
 */
export type MessageBlock = {
  readonly rows: readonly number[]
  readonly once: boolean
  scores: Float64Array | undefined
}
export type Fit = { readonly option: string; readonly value: string; readonly made: boolean; readonly weak: boolean }
export type Situation = {
  readonly message: Message
  readonly lexicon: Lexicon
  readonly index: CatalogIndex
  readonly rows: Rows
  readonly units: readonly Unit[]
  readonly cart: readonly SpokenLine[]
  readonly focus: number | undefined
  /** The cart is the last order's lines: "the usual, but no cups". */
  readonly repeated: boolean
  /** The message ends in a question mark: a fact of it, no unit. */
  readonly asked: boolean
  /** What a unit is to the model: a known word, or its kind. */
  readonly generic: readonly string[]
  readonly atoms: readonly number[]
  readonly shapes: readonly string[]
  /** Lines whose product is named anywhere. */
  readonly named: ReadonlySet<number>
  readonly fits: Map<string, readonly (Fit | undefined)[]>
  /** Values said of everything: "..., both barista", "(all 1/4W)". */
  readonly ofAll: readonly number[]
  readonly colons: readonly number[]
  readonly near: NearSpan
}

export function situationOf(ground: Ground, message: Message, rows: Rows): Situation {
  const all = readerUnits(ground, message.text, message.lines)
  const end = all.findLastIndex((unit) => unit.kind !== 'mark') + 1
  const units = end === 0 ? all.slice(0, 1) : all.slice(0, end)
  const asked = all.slice(units.length).some((unit) => unit.words === '?')
  const repeated = repeats(message)
  const cart = repeated ? (message.context.lastOrder?.lines ?? []) : message.lines
  const generic = units.map((unit, i) => genericOf(unit, ground.vocabulary, linesNamed({ units, cart }, i).length > 0))
  const named = new Set(units.flatMap((_, i) => linesNamed({ units, cart }, i)))
  // Where nothing was talked about, the last line is what "it" means.
  const focus =
    message.focus !== undefined && message.focus < cart.length
      ? message.focus
      : cart.length > 0
        ? cart.length - 1
        : undefined
  return {
    message,
    lexicon: ground.lexicon,
    index: ground.index,
    rows,
    units,
    cart,
    focus,
    repeated,
    asked,
    generic,
    atoms: generic.map(atom),
    shapes: generic.map(shapeOf),
    named,
    fits: new Map(),
    ofAll: units.flatMap((unit, i) => (unit.values !== undefined && saidOfAll(units, i) ? [i] : [])),
    colons: units.flatMap((unit, i) => (unit.words === ':' ? [i] : [])),
    near: nearOf(units, generic),
  }
}

function saidOfAll(units: readonly Unit[], i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 4); k--) {
    const word = units[k]?.words ?? ''
    if (/^(?:all|both|each|everything|\()$/.test(word)) return true
    if (/^[,.]$/.test(word) || word === LINE) return false
  }
  return false
}

const AGAIN = new RegExp(
  String.raw`\b(?:usual(?! (?:address|place|way|card|method|delivery|spot))|ususal|same|again|repeat|repaet` +
    '|re-?order|last (?:order|ordre|time|week|month|one)|previous|standing order|regular order|as before' +
    String.raw`|like before|identical)\b`,
  'i',
)
/** Nothing is in the cart and an earlier order is spoken of: its lines are what the message may change. */
const repeats = ({ lines, context, text }: Message): boolean =>
  lines.length === 0 && context.lastOrder !== undefined && AGAIN.test(text)

function genericOf(unit: Unit, vocabulary: Vocabulary, held: boolean): string {
  if (unit.ordinal !== undefined) return '<ord>'
  if (unit.kind === 'mark') return unit.words.length <= 4 ? unit.words.replace('|', '/') : '.'
  if (unit.kind === 'word') return knownWord(vocabulary, unit.words)
  if (unit.number !== undefined && unit.values === undefined)
    return unit.money === true ? '<money>' : unit.raw.toLowerCase() === 'one' ? '<one>' : '<num>'
  if (unit.email !== undefined) return '<email>'
  if (unit.code !== undefined) return '<code>'
  if (unit.method !== undefined) return '<method>'
  if (unit.address !== undefined) return '<addr>'
  if (unit.products === undefined) return '<opt>'
  if (unit.values !== undefined) return '<both>'
  return held ? '<prodC>' : '<prod>'
}

/** A word the model has seen, or the one it is a slip of. */
export function knownWord({ known, slips }: Vocabulary, word: string): string {
  if (known.has(word)) return word
  return /^[a-z]{4,20}$/.test(word) ? (nearest(slips, word)?.word ?? '<unk>') : '<unk>'
}

const shapeOf = (word: string): string =>
  word.startsWith('<') ? word : (classesOf(word)[0] ?? (SMALL.has(word) ? 'w' : 'u'))

/**
 * What unit `i` says about this product: a value it is made in, one it is not made in, or a bare
 * number that may be one.
 */
export function fitOf(situation: Situation, i: number, product: string): Fit | undefined {
  const known = situation.fits.get(product)
  if (known !== undefined) return known[i]
  const fits = situation.units.map((_, k) => fitAt(situation, k, product))
  situation.fits.set(product, fits)
  return fits[i]
}

function fitAt({ index, units }: Situation, i: number, product: string): Fit | undefined {
  const { values, weak } = units[i] ?? {}
  const made = values?.find((value) => makes(index, product, value))
  if (made !== undefined) return { option: made[0], value: made[1], made: true, weak: false }
  const loose = values?.find(([option]) => accepts(index, product, option))
  if (loose !== undefined) return { option: loose[0], value: loose[1], made: false, weak: false }
  const beside = [units[i - 1]?.words, units[i + 1]?.words]
  const named = weak?.find(
    (value) => beside.some((word) => word !== undefined && namesOption(value[0], word)) && makes(index, product, value),
  )
  const bare = named ?? weak?.find((value) => makes(index, product, value))
  return bare === undefined ? undefined : { option: bare[0], value: bare[1], made: true, weak: true }
}

/** "waist 34": the word beside a number is the option's own. */
const namesOption = (option: string, word: string): boolean =>
  option === word || option.split('_').some((part) => part.length > 2 && part === word)

/** Unit `i` says something the line already is. */
export function describes({ units, cart }: Situation, i: number, line: number): boolean {
  const unit = units[i]
  const options: SpokenOptions = cart[line]?.options ?? {}
  const said = ([option, value]: ValueWords): boolean => options[option] === value
  return (
    unit?.values?.some(said) === true ||
    unit?.weak?.some(said) === true ||
    Object.entries(unit?.sku?.options ?? {}).some(said)
  )
}

export const linesNamed = ({ units, cart }: Pick<Situation, 'units' | 'cart'>, i: number): readonly number[] => {
  const unit = units[i]
  const of = (is: (product: string) => boolean): readonly number[] =>
    cart.flatMap((line, at) => (is(line.product) ? [at] : []))
  const named = of((product) => unit?.products?.includes(product) === true)
  return named.length > 0 ? named : of((product) => unit?.kin?.has(product) === true)
}

export function block(rows: Rows, features: readonly number[], once = false): MessageBlock {
  const found: number[] = []
  for (const feature of features) {
    const row = rows(feature)
    if (row >= 0) found.push(row)
  }
  return { rows: found, once, scores: undefined }
}

type Word = string | number
const codeOf = (word: Word): number => (typeof word === 'number' ? word : atom(word))
/** A feature of a name and up to three words of the closed vocabulary. */
export function feature(name: string, one?: Word, two?: Word, three?: Word): number {
  let code = atom(name)
  if (one !== undefined) code = join(code, codeOf(one))
  if (two !== undefined) code = join(code, codeOf(two))
  return three === undefined ? code : join(code, codeOf(three))
}
