/**
 * One stretch of a message, between two places where a clause may start: what it holds, and the
 * evidence every candidate over it shares. Next: propose.ts adds a candidate, lattice.ts fills a
 * stretch.
 */

import { ACTING, classesOf, PAIRED } from '#conversation/understanding/reader/model/classes.ts'
import {
  block,
  feature,
  linesNamed,
  type MessageBlock,
  type Situation,
} from '#conversation/understanding/reader/situation.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { atom, join } from './atoms.ts'
import { SMALL } from './language.ts'
import { LINE } from './tokens.ts'
import type { Unit } from './unit.ts'

export type WordRole =
  // product: new, new but in the cart, ambiguous, asked about; target singular, plural
  | 'P'
  | 'PH'
  | 'PA'
  | 'Q'
  | 'T'
  | 'TS'
  // value: new, new from a bare number, said again, other than chosen, of the line already
  | 'ON'
  | 'ONW'
  | 'ONS'
  | 'OX'
  | 'OE'
  // number: chosen, the quantity held, what remains; place of a line
  | 'NC'
  | 'NH'
  | 'NR'
  | 'ORD'
  | 'ID'
  | 'EMAIL'
  | 'CODE'
  | 'METHOD'
  | 'ADDR'
  | 'FULL'
  | 'AMOUNT'
  | 'THING'

export type Roles = ReadonlyMap<number, WordRole>

export type Candidate = {
  readonly type: string
  readonly ops: readonly Op[]
  readonly blocks: readonly MessageBlock[]
  /** Things said that it leaves unused. */
  readonly idle: number
}

/** The blocks of a set of roles, and how many things said they leave unused. */
export type Laid = { readonly blocks: readonly MessageBlock[]; readonly idle: number }

export type Stretch = {
  readonly situation: Situation
  readonly from: number
  readonly to: number
  readonly numbers: readonly number[]
  /** Units that may say a value. */
  readonly valued: readonly number[]
  readonly products: readonly number[]
  readonly unread: readonly number[]
  readonly base: MessageBlock
  readonly roleBlocks: Map<string, MessageBlock>
  readonly laid: Map<Roles, Laid>
  readonly saidBlocks: Map<readonly number[], MessageBlock>
  readonly out: Candidate[]
}

export function stretchOf(situation: Situation, from: number, to: number): Stretch {
  const held = { numbers: [] as number[], valued: [] as number[], products: [] as number[], unread: [] as number[] }
  for (let i = from; i < to; i++) {
    const unit = situation.units[i]
    if (unit === undefined) continue
    if (unit.number !== undefined) held.numbers.push(i)
    if (unit.values !== undefined || unit.weak !== undefined || unit.sku !== undefined) held.valued.push(i)
    if (unit.products !== undefined) held.products.push(i)
    if (unit.kind === 'word' && !SMALL.has(unit.words) && unit.ordinal === undefined) held.unread.push(i)
  }
  const base = block(situation.rows, baseFeatures(situation, { from, to, ...held }))
  return { situation, from, to, ...held, base, roleBlocks: new Map(), laid: new Map(), saidBlocks: new Map(), out: [] }
}

export const saysAny = ({ situation, from, to }: Stretch, pattern: RegExp): boolean => {
  for (let i = from; i < to; i++) {
    const unit = situation.units[i]
    if (unit === undefined || unit.kind === 'mark') continue
    // A slip of a known word says it too ("duble"), and a word that is a value besides ("double cream").
    if (pattern.test(unit.words) || (unit.kind === 'word' && pattern.test(situation.generic[i] ?? ''))) return true
  }
  return false
}

/** Said as a word, not as a value ("large" for a size). */
export const saysWord = ({ situation, from, to }: Stretch, pattern: RegExp): boolean =>
  situation.units.slice(from, to).some((unit) => unit.kind === 'word' && pattern.test(unit.words))

type Span = Pick<Stretch, 'from' | 'to' | 'numbers' | 'valued' | 'products' | 'unread'>

export const capped = (n: number, max: number): string => String(Math.min(n, max))

function baseFeatures(situation: Situation, span: Span): readonly number[] {
  const { generic } = situation
  const words: number[] = []
  for (let i = span.from; i < span.to; i++)
    if (!/^[.,!?;:-]$|^<nl>$|^<tab>$/.test(generic[i] ?? '')) words.push(situation.atoms[i] ?? 0)
  return [
    ...countFeatures(situation, span, words),
    ...wordFeatures(words),
    ...classFeatures(situation, span),
    ...aroundFeatures(situation, span),
    ...repairFeatures(situation, span),
  ]
}

function countFeatures(
  situation: Situation,
  { from, to, numbers, valued, products, unread }: Span,
  words: readonly number[],
): readonly number[] {
  const { units, message } = situation
  const inCart = products.filter((i) => linesNamed(situation, i).length > 0).length
  const held = products.length === 0 ? '' : inCart === products.length ? 'C' : inCart > 0 ? 'c' : ''
  const breaks = breaksIn(situation, from, to)
  const n = units.length
  const ask = message.pending?.ask
  return [
    feature('bias'),
    feature('len', capped(words.length, 8)),
    feature('n', String(numbers.length)),
    feature('p', `${capped(products.length, 3)}${held}`),
    feature('o', capped(valued.filter((i) => units[i]?.values !== undefined).length, 3)),
    feature('unread', capped(unread.length, 3)),
    feature('first', words[0] ?? 0),
    feature('last', words.at(-1) ?? 0),
    feature('end', units[to]?.kind === 'mark' ? 'p' : to === n ? '$' : 'w'),
    feature('mark', markAt(units[from]), markAt(units[to])),
    feature('q', String(to === n ? situation.asked : units[to]?.words === '?')),
    feature('cart', situation.repeated ? 'again' : capped(situation.cart.length, 2)),
    feature(
      'pend',
      ask === undefined ? '-' : /^(?:anythingElse|backorder|shipTo|postcode|customer|confirm)$/.test(ask) ? ask : 'opt',
    ),
    feature('place', from === 0 ? (to === n ? 'whole' : 'begin') : to === n ? 'finish' : 'mid'),
    feature('nl', capped(breaks.lines, 3)),
    feature('commas', capped(breaks.commas, 3)),
    feature('ands', capped(breaks.ands, 2)),
    feature('breaks', capped(breaks.lines + breaks.commas + breaks.ands, 4)),
    feature('pb', capped(products.length, 3), capped(breaks.lines + breaks.commas + breaks.ands, 2)),
  ]
}

/** The mark a stretch opens with, or that follows it: a heading ends in a colon. */
const markAt = (unit: Unit | undefined): string =>
  unit === undefined
    ? '$'
    : unit.kind !== 'mark'
      ? 'w'
      : /^[(),:?+/-]$|^<nl>$|^<li>$/.test(unit.words)
        ? unit.words
        : '.'

function breaksIn({ units }: Situation, from: number, to: number): { lines: number; commas: number; ands: number } {
  const out = { lines: 0, commas: 0, ands: 0 }
  for (let i = from + 1; i < to; i++) {
    const word = units[i]?.words ?? ''
    if (word === LINE) out.lines += 1
    else if (/^[,.;]$/.test(word)) out.commas += 1
    else if (/^(?:and|n|&|plus)$/.test(word)) out.ands += 1
  }
  return out
}

const W = atom('w')

const B = atom('b')

const T = atom('t')

function wordFeatures(words: readonly number[]): readonly number[] {
  const out: number[] = []
  for (const word of new Set(words)) out.push(join(W, word))
  words.forEach((word, k) => {
    const next = words[k + 1]
    if (next === undefined) return
    out.push(join(join(B, word), next))
    const third = words[k + 2]
    if (third !== undefined) out.push(join(join(join(T, word), next), third))
  })
  if (words.length <= 6) out.push(words.reduce(join, atom('all')))
  return out
}

function classFeatures(situation: Situation, { from, to, products }: Span): readonly number[] {
  const { generic, shapes } = situation
  const classes = new Set<string>()
  for (let i = from; i < to; i++) for (const name of classesOf(generic[i] ?? '')) classes.add(name)
  const held = products.length === 0 ? '-' : products.every((i) => linesNamed(situation, i).length > 0) ? 'C' : 'P'
  const out: number[] = []
  for (const name of classes) out.push(feature('c', name), feature('cp', name, held))
  const main = [...classes].filter((name) => PAIRED.has(name)).sort()
  main.forEach((one, x) => {
    for (const other of main.slice(x + 1)) out.push(feature('cc', one, other))
  })
  const classed: number[] = []
  for (let i = from; i < to; i++) if (classesOf(generic[i] ?? '').length > 0) classed.push(i)
  for (const name of classesOf(generic[classed[0] ?? -1] ?? '')) out.push(feature('cf', name))
  for (const name of classesOf(generic[classed.at(-1) ?? -1] ?? '')) out.push(feature('cl', name))
  for (let i = from; i + 1 < to; i++) {
    out.push(feature('cb', shapes[i] ?? '', shapes[i + 1] ?? ''))
    if (i + 2 < to) out.push(feature('ct', shapes[i] ?? '', shapes[i + 1] ?? '', shapes[i + 2] ?? ''))
  }
  if (![...classes].some((name) => ACTING.has(name))) out.push(feature('noVerb'))
  return out
}

/** The nearest word that acts, left and right of the stretch. */
function aroundFeatures({ generic, near }: Situation, { from, to }: Span): readonly number[] {
  const acting = (i: number): readonly string[] => classesOf(generic[i] ?? '').filter((name) => ACTING.has(name))
  return [
    ...acting(near.actingBefore(from)).map((name) => feature('lv', name)),
    ...acting(near.actingFrom(to)).map((name) => feature('rv', name)),
  ]
}

/**
 * Words of a repair beside the stretch, and whether what comes next says the same kind of thing
 * again: "5 hoodies, no wait, 6".
 */
function repairFeatures(situation: Situation, { from, to }: Span): readonly number[] {
  const { generic, units, near } = situation
  const within = (start: number, end: number): boolean => near.repairFrom(Math.max(0, start)) < end
  const last = near.contentBefore(to)
  const here = last < from ? undefined : units[last]
  const there = units[near.contentFrom(to)]
  const kind = (unit: Unit | undefined): string =>
    unit === undefined
      ? '-'
      : unit.products !== undefined
        ? 'p'
        : unit.values !== undefined
          ? 'v'
          : unit.number !== undefined
            ? 'n'
            : 'o'
  const sameProduct = here?.products?.some((id) => there?.products?.includes(id)) === true
  const sameOption = here?.values?.some(([name]) => there?.values?.some(([other]) => other === name)) === true
  const after = within(to, to + 4) ? 'near' : within(to, generic.length) ? 'far' : '-'
  const before = within(from - 4, from) ? 'near' : within(0, from) ? 'far' : '-'
  return [
    feature('rpA', after),
    feature('rpB', before),
    feature('rpI', String(within(from, Math.min(to, from + 3))), before),
    feature('dup', namedTwice(situation, from, to)),
    feature('nx', kind(here), kind(there), sameProduct ? 'P' : sameOption ? 'O' : '-'),
    feature('nxr', kind(here), kind(there), `${sameProduct ? 'P' : sameOption ? 'O' : '-'}${after}`),
  ]
}

/** "and mascara, on second thoughts forget the mascara": the same thing twice, and what is said between. */
function namedTwice({ generic, near }: Situation, from: number, to: number): string {
  for (let j = from + 1; j < to; j++) {
    const first = near.namedFirst[j] ?? j
    if (first === j) continue
    const between = new Set(generic.slice(Math.max(first, j - BETWEEN) + 1, j).flatMap(classesOf))
    const what = ['REMOVE', 'REPAIR', 'NEG', 'CHANGE'].find((name) => between.has(name)) ?? '-'
    return `${what}${first < from ? '<' : ''}`
  }
  return ''
}
/** How far back is looked for what is said between. */
const BETWEEN = 12
