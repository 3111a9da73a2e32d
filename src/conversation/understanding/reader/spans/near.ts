/**
 * The nearest unit of a kind before or after a place, worked out once per message: every stretch
 * asks, and a message has hundreds of them. Rule: `…Before` is -1 where there is none, `…From` is
 * endless. Next: stretch.ts and lattice.ts ask.
 */
import { ACTING, classesOf } from '#conversation/understanding/reader/model/classes.ts'
import { LINE } from './tokens.ts'
import type { Unit } from './unit.ts'

export type NearSpan = {
  readonly actingBefore: (at: number) => number
  readonly actingFrom: (at: number) => number
  readonly contentBefore: (at: number) => number
  readonly contentFrom: (at: number) => number
  readonly repairFrom: (at: number) => number
  readonly productBefore: (at: number) => number
  readonly productFrom: (at: number) => number
  /** The first product that is no value of something itself. */
  readonly heading: number
  /** Counts with "each" soon after them. */
  readonly each: readonly number[]
  /** Where what a unit names is named first. */
  readonly namedFirst: readonly number[]
  /** A new line inside the stretch, after something that is said. */
  readonly crosses: (from: number, to: number) => boolean
}

export function nearOf(units: readonly Unit[], generic: readonly string[]): NearSpan {
  const acting = generic.map((word) => classesOf(word).some((name) => ACTING.has(name)))
  const content = units.map(({ kind }) => kind !== 'word' && kind !== 'mark')
  const products = units.map((unit) => unit.products !== undefined)
  const bare = ({ products: named, values, number }: Unit): boolean =>
    named !== undefined && values === undefined && number === undefined
  const said = from(units.map(({ kind }) => kind !== 'mark'))
  const line = from(units.map(({ words }) => words === LINE))
  return {
    actingBefore: before(acting),
    actingFrom: from(acting),
    contentBefore: before(content),
    contentFrom: from(content),
    repairFrom: from(generic.map((word) => classesOf(word).includes('REPAIR'))),
    productBefore: before(products),
    productFrom: from(products),
    heading: from(units.map(bare))(0),
    each: units.flatMap(({ number }, i) =>
      number !== undefined && (units[i + 1]?.words === 'each' || units[i + 2]?.words === 'each') ? [i] : [],
    ),
    namedFirst: namedFirst(units),
    crosses: (start, to) => said(start) < to && line(said(start)) < to,
  }
}

function namedFirst(units: readonly Unit[]): readonly number[] {
  const first = new Map<string, number>()
  return units.map(({ products = [] }, i) => {
    const before = Math.min(i, ...products.map((id) => first.get(id) ?? i))
    for (const id of products) if (!first.has(id)) first.set(id, i)
    return before
  })
}

/** The last such place before `at`. */
function before(is: readonly boolean[]): (at: number) => number {
  const places = [-1]
  for (const [i, yes] of is.entries()) places.push(yes ? i : (places[i] ?? -1))
  return (at) => places[at] ?? -1
}

/** The first such place from `at` on. */
function from(is: readonly boolean[]): (at: number) => number {
  const places = new Array<number>(is.length + 1).fill(NEVER)
  for (let i = is.length - 1; i >= 0; i--) places[i] = is[i] === true ? i : (places[i + 1] ?? NEVER)
  return (at) => places[at] ?? NEVER
}
const NEVER = Number.POSITIVE_INFINITY
