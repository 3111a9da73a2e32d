/**
 * A message as words the head of acts knows, and the places where one thing said may end and
 * another begin. Rule: what is exact (an e-mail, a number, a saved address, goods of the cart or of
 * the placed order) stands for its kind, never for itself. Next: features.ts.
 */
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import { SMALL } from '#conversation/understanding/reader/spans/language.ts'
import { nearest, type Slips } from '#conversation/understanding/reader/spans/slips.ts'
import { LINE } from '#conversation/understanding/reader/spans/tokens.ts'
import type { Unit } from '#conversation/understanding/reader/spans/unit.ts'
import { readerUnits } from '#conversation/understanding/reader/spans/units.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Message } from '../types.ts'
import { SENSED } from './senses.ts'

export type HeadWords = { readonly known: ReadonlySet<string>; readonly slips: Slips }
export type ActScene = {
  readonly message: Message
  readonly lexicon: Lexicon
  readonly units: readonly Unit[]
  /** What each unit is to the head; empty: it says nothing. */
  readonly words: readonly string[]
  /** Unit numbers at which a stretch may begin; the last is the end. */
  readonly bounds: readonly number[]
  /** What others make of the message. */
  readonly voices: readonly string[]
}

const MOST_BOUNDS = 14
const JOINS = /^(?:and|but|then|also|plus|n|so|or|und|y)$/
const STARTS = new RegExp(
  '^(?:to|by|with|for|ship|send|deliver|pay|use|code|coupon|voucher|memo|note|invoice|quote|put|add|make|take|drop' +
    '|cancel|remove|return|refund|paying|my|her|his|i|ill|id|she|he|can|could|please|pls|po|bill|express|no|when|what' +
    '|how|where|why|is|do|does|will|would|place|in|on|they|we|its|it|card|same)$',
)
const PHONE = /(?<![\w@.])(?:\+|\(?0|\d{3}[ .-]\d)[\d ().-]{2,18}\d(?![\w@])/gu

export function actScene(lexicon: Lexicon, message: Message, head: HeadWords, voices: readonly string[]): ActScene {
  const { vocabulary } = trainedModel()
  const held = [...message.lines, ...(message.order?.lines ?? [])]
  const units = readerUnits({ lexicon, index: lexicon.index, vocabulary, context: message.context }, message.text, held)
  const phones = [...message.text.matchAll(PHONE)]
    .filter(([said]) => said.replace(/\D/g, '').length >= 7)
    .map(({ index, 0: said }) => [index, index + said.length] as const)
  const inPhone = ({ start }: Unit): number => phones.findIndex(([from, to]) => start >= from && start < to)
  const words = units.map((unit, i) => {
    const phone = inPhone(unit)
    if (phone >= 0) return i > 0 && inPhone(units[i - 1] ?? unit) === phone ? '' : '<phone>'
    return wordOf(unit, message, head)
  })
  return { message, lexicon, units, words, bounds: boundsOf(units, words), voices }
}

function wordOf(unit: Unit, message: Message, { known, slips }: HeadWords): string {
  const { words, raw } = unit
  if (unit.ordinal !== undefined) return '<ord>'
  if (unit.kind === 'mark') return words === LINE ? LINE : /^[?%#:+!-]$/.test(words) ? words : ''
  if (unit.kind === 'word') {
    if (known.has(words) || SMALL.has(words) || SENSED.has(words)) return words
    const slip = /^[a-z]{4,20}$/.test(words) ? nearest(slips, words)?.word : undefined
    return slip ?? (/^\p{Lu}/u.test(raw) ? '<Name>' : '<unk>')
  }
  if (unit.number !== undefined && unit.values === undefined) {
    if (unit.money === true) return '<money>'
    if (words === message.order?.number) return '<order>'
    return unit.number >= 1000 ? '<big>' : unit.number < 3 ? `<${unit.number}>` : '<num>'
  }
  if (unit.email !== undefined) return '<email>'
  if (unit.code !== undefined) return '<code>'
  if (unit.method !== undefined) return `<${unit.method}>`
  if (unit.address !== undefined) return '<addr>'
  if (unit.products === undefined && unit.kin === undefined) return '<opt>'
  const isOf = (lines: Message['lines']): boolean =>
    lines.some(({ product }) => unit.products?.includes(product) === true || unit.kin?.has(product) === true)
  const cart = isOf(message.lines)
  const order = isOf(message.order?.lines ?? [])
  return cart ? (order ? '<prodB>' : '<prodC>') : order ? '<prodO>' : '<prod>'
}

function boundsOf(units: readonly Unit[], words: readonly string[]): readonly number[] {
  const strong: number[] = []
  const weak: number[] = []
  units.forEach((unit, i) => {
    if (i === 0) return
    const before = units[i - 1]
    const closes = before?.kind === 'mark' && !/^['"()%$£€#/]$/.test(before.words)
    if (unit.kind === 'mark') return
    if (closes || JOINS.test(unit.words)) strong.push(i)
    else if (
      STARTS.test(words[i] ?? '') ||
      words[i] === '<addr>' ||
      /^<(?:express|standard|pickup)>$/.test(words[i] ?? '')
    )
      weak.push(i)
  })
  const room = MOST_BOUNDS - strong.length
  const inner = room < 0 ? [] : [...strong, ...weak.slice(0, room)].sort((a, b) => a - b)
  return [0, ...inner, units.length]
}
