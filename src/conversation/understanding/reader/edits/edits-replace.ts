/**
 * Candidates that put another product in the place of lines: it keeps the quantity unless a number
 * or "one" is said, and takes the values said (with "same": those of the old line that it is made
 * in too).
 */

import { feature, linesNamed } from '#conversation/understanding/reader/situation.ts'
import { makes } from '#conversation/understanding/reader/spans/catalog-index.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { LineTarget } from '#conversation/understanding/reader/spans/target-evidence.ts'
import type { Op, SpokenOptions } from '#conversation/understanding/types.ts'
import {
  choices,
  countAt,
  numberFeatures,
  quantitiesOf,
  type ReadChoice,
  soldOr,
  type Weak,
  weakFeatures,
  weakNumbers,
} from './choices.ts'

type New = {
  readonly product: string
  readonly i: number
  readonly choice: ReadChoice
  readonly weak: Weak
  readonly at: number | undefined
  readonly keep: 'held' | 'one' | 'said'
}

/** Two lines are replaced by one thing only where both are spoken of. */
const SAID = ['prod', 'union', 'unionDesc', 'descMany', 'desc1Many', 'descUnion', 'all', 'ordinal']

export function proposeReplacements(stretch: Stretch, target: LineTarget): void {
  const { situation, products } = stretch
  if (target.lines.length > 2 || (target.one === undefined && !SAID.some((way) => target.ways.has(way)))) return
  for (const i of products.slice(-2)) {
    const [product, more] = situation.units[i]?.products ?? []
    if (product === undefined || more !== undefined) continue
    if (target.one !== undefined && situation.cart[target.one]?.product === product) continue
    for (const { choice, weak } of newChoices(stretch, target, i, product))
      for (const at of quantitiesOf(stretch)) {
        if (at !== undefined && choice.roles.some(([j]) => j === at)) continue
        for (const keep of at === undefined ? (['held', 'one'] as const) : (['said'] as const))
          replace(stretch, target, { product, i, choice, weak, at, keep })
      }
  }
}

/** None or all: which number is the quantity is asked elsewhere often enough. */
function someWeak(stretch: Stretch, product: string): readonly Weak[] {
  const sets = weakNumbers(stretch, product)
  const last = sets.at(-1)
  return last === undefined || sets.length < 3 ? sets : [[], last]
}

function newChoices(
  stretch: Stretch,
  { ways, used }: LineTarget,
  i: number,
  product: string,
): readonly { readonly choice: ReadChoice; readonly weak: Weak }[] {
  const values = stretch.valued.filter((j) => j !== i)
  const free = values.filter((j) => !used.has(j))
  const sets = free.length === values.length || (!ways.has('desc') && !ways.has('prodDesc')) ? [values] : [free, values]
  return sets.flatMap((set) =>
    someWeak(stretch, product).flatMap((weak) =>
      choices(stretch, set, product, weak).map((choice) => ({ choice, weak })),
    ),
  )
}

function replace(stretch: Stretch, target: LineTarget, { product, i, choice, weak, at, keep }: New): void {
  const { situation } = stretch
  const { units, cart } = situation
  const first = cart[target.lines[0] ?? -1]
  if (first === undefined || (keep === 'one' && first.quantity === 1)) return
  const quantity = at !== undefined ? countAt(stretch, at) : keep === 'one' ? 1 : first.quantity
  const options: SpokenOptions = {
    ...keptOptions(stretch, product, first.options),
    ...units[i]?.sku?.options,
    ...choice.options,
  }
  const roles = new Map<number, WordRole>([...target.roles, ...choice.roles])
  roles.set(i, 'P')
  if (at !== undefined) roles.set(at, 'NC')
  const lines = linesNamed(situation, i)
  const said = [
    ...choice.said,
    feature('keep', keep),
    feature(units[i]?.fuzzy === true ? 'fuzzy' : 'clear'),
    feature(units[i]?.plural === true ? 'plural' : 'singular'),
    ...numberFeatures(stretch, at),
    ...weakFeatures(stretch, weak),
    feature(
      target.lines.some((line) => lines.includes(line)) ? 'selfTarget' : lines.length > 0 ? 'newIsHeld' : 'newIsNew',
    ),
    feature('opts', String(Math.min(3, Object.keys(options).length))),
  ]
  const shared = [target.evidence]
  if (target.one === undefined) {
    const ops: readonly Op[] = [
      ...target.lines.map((line): Op => ({ op: 'remove', line })),
      { op: 'add', product, options, quantity },
    ]
    propose(stretch, { type: 'replaceMany', ops, roles, said, shared })
    return
  }
  const wish: Op = { op: 'replace', line: target.one, product, options, quantity }
  const { type, op } = soldOr(stretch, { product, options, bad: choice.bad }, wish, 'replace')
  propose(stretch, { type, ops: [op], roles, said, shared })
}

const keptOptions = (stretch: Stretch, product: string, held: SpokenOptions): SpokenOptions =>
  saysAny(stretch, /^same$/)
    ? Object.fromEntries(
        Object.entries(held).filter(([name, value]) => makes(stretch.situation.index, product, [name, value])),
      )
    : {}
