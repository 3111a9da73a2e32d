/**
 * What of a message its operations account for, whichever way the words were cut: things named that
 * nothing is done with, values and numbers that no operation says, values nobody said. Rule: a
 * meaning of the rules is looked at in the same way. Next: signs.ts puts it beside the other signs.
 */

import { describes, linesNamed, type Situation } from '#conversation/understanding/reader/situation.ts'
import type { Op, SpokenOptions } from '#conversation/understanding/types.ts'

type Coverage = Readonly<
  Record<'namedUnused' | 'valueUnused' | 'numberUnused' | 'pointed' | 'unsaidValue' | 'unsaidNumber' | 'same', number>
>
const MOST = 3

export function coverageOf(situation: Situation, ops: readonly Op[]): Coverage {
  const { units, cart, named } = situation
  const seen = seenIn(situation)
  const told = toldBy(situation, ops)
  const every = (is: (i: number) => boolean): number => Math.min(MOST, units.filter((_, i) => is(i)).length)
  const product = (i: number): boolean => units[i]?.products?.some((id) => told.products.has(id)) === true
  const said = (i: number): boolean => seen.values[i]?.some((value) => told.values.has(value)) === true
  const described = (i: number): boolean => told.lines.some((line) => describes(situation, i, line))
  const lineOf = (i: number): boolean => seen.lines[i]?.some((line) => told.lines.includes(line)) === true
  const counted = (i: number): boolean => told.numbers.has(units[i]?.number ?? -1)
  const adds = ops.flatMap((op) => (op.op === 'add' || op.op === 'replace' ? [op] : []))
  const values = adds.flatMap(({ options }) => textsOf(options))
  return {
    namedUnused: every(
      (i) => units[i]?.products !== undefined && units[i]?.values === undefined && !product(i) && !lineOf(i),
    ),
    valueUnused: every(
      (i) => units[i]?.values !== undefined && !said(i) && !counted(i) && !product(i) && !described(i),
    ),
    numberUnused: every((i) => units[i]?.number !== undefined && !counted(i) && !said(i) && !described(i)),
    pointed: told.lines.filter((line) => named.has(line)).length,
    unsaidValue: Math.min(MOST, values.filter((value) => !seen.all.has(value)).length),
    unsaidNumber: Math.min(MOST, adds.filter(({ quantity }) => quantity > 1 && !seen.numbers.has(quantity)).length),
    same: adds.filter(
      ({ op, product: id, options }) =>
        op === 'add' && cart.some((line) => line.product === id && within(options, line.options)),
    ).length,
  }
}

/** Some words of the message may say this value. */
export const isSaid = (situation: Situation, [name, value]: readonly [string, string]): boolean =>
  seenIn(situation).all.has(`${name}=${value}`)

const within = (one: SpokenOptions, other: SpokenOptions): boolean =>
  Object.entries(one).every(([name, value]) => other[name] === value)
const textsOf = (options: SpokenOptions): readonly string[] =>
  Object.entries(options).map(([name, value]) => `${name}=${value}`)

/** What the units say, worked out once for all meanings of a message. */
type Seen = {
  readonly values: readonly (readonly string[])[]
  readonly all: ReadonlySet<string>
  readonly numbers: ReadonlySet<number>
  readonly lines: readonly (readonly number[])[]
}
const seenBefore = new WeakMap<Situation, Seen>()
function seenIn(situation: Situation): Seen {
  const known = seenBefore.get(situation)
  if (known !== undefined) return known
  const values = situation.units.map(({ values = [], weak = [], sku }) => [
    ...[...values, ...weak].map(([name, value]) => `${name}=${value}`),
    ...textsOf(sku?.options ?? {}),
  ])
  const made = {
    values,
    all: new Set(values.flat()),
    numbers: new Set(situation.units.flatMap(({ number }) => number ?? [])),
    lines: situation.units.map((_, i) => linesNamed(situation, i)),
  }
  seenBefore.set(situation, made)
  return made
}

type Told = {
  readonly products: ReadonlySet<string>
  readonly lines: readonly number[]
  readonly values: ReadonlySet<string>
  readonly numbers: ReadonlySet<number>
}
function toldBy({ cart }: Situation, ops: readonly Op[]): Told {
  const products = new Set<string>()
  const lines = new Set<number>()
  const values = new Set<string>()
  const numbers = new Set<number>()
  for (const op of ops) {
    if ('product' in op && op.product !== undefined) products.add(op.product)
    if (op.op === 'clarify')
      for (const name of op.candidates)
        if (op.about === 'line') lines.add(Number(name))
        else products.add(name)
    if ('line' in op && typeof op.line === 'number') lines.add(op.line)
    if ('options' in op && op.options !== undefined) for (const value of textsOf(op.options)) values.add(value)
    if (op.op === 'add') for (const value of excluded(op.exclude)) values.add(value)
    if ('quantity' in op && op.quantity !== undefined) numbers.add(op.quantity)
    if (op.op === 'changeQty') numbers.add(Math.abs(op.by))
    if ('amount' in op && typeof op.amount === 'number') numbers.add(Math.abs(op.amount))
    const held = 'line' in op && typeof op.line === 'number' ? cart[op.line] : undefined
    if (held !== undefined) numbers.add(held.quantity)
  }
  return { products, lines: [...lines], values, numbers }
}

const excluded = (exclude: Readonly<Record<string, readonly string[]>> = {}): readonly string[] =>
  Object.entries(exclude).flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
