/**
 * Values said for a product among the units of a stretch: one value per option, the last said or the first where two were.
 * Next: adds.ts and edits.ts build operations with them.
 */
import type { Op, Options } from '../types.ts'
import { sellable } from './catalog-index.ts'
import { type Fit, feature, fitOf } from './situation.ts'
import type { Role, Stretch } from './stretch.ts'

export type Choice = {
  readonly options: Options
  /** Values the product is not made in. */
  readonly bad: Options
  readonly roles: readonly (readonly [number, Role])[]
  readonly note: number
}

/** `weak`: the one bare number that may be taken for a value. */
export function choices({ situation }: Stretch, units: readonly number[], product: string, weak?: number): readonly Choice[] {
  const by = new Map<string, { readonly i: number; readonly fit: Fit }[]>()
  for (const i of units) {
    const fit = fitOf(situation, i, product)
    if (fit === undefined || (fit.weak && i !== weak)) continue
    by.set(fit.option, [...(by.get(fit.option) ?? []), { i, fit }])
  }
  const several = [...by.values()].some((held) => held.length > 1)
  return several ? [choice(by, 'last'), choice(by, 'first')] : [choice(by, 'only')]
}

function choice(by: ReadonlyMap<string, readonly { readonly i: number; readonly fit: Fit }[]>, pick: 'last' | 'first' | 'only'): Choice {
  const options: Record<string, string> = {}
  const bad: Record<string, string> = {}
  const roles: [number, Role][] = []
  for (const [option, held] of by) {
    const chosen = pick === 'first' ? held[0] : held.at(-1)
    if (chosen === undefined) continue
    options[option] = chosen.fit.value
    if (!chosen.fit.made) bad[option] = chosen.fit.value
    for (const { i, fit } of held)
      roles.push([i, i === chosen.i ? (fit.weak ? 'ONW' : 'ON') : fit.value === chosen.fit.value ? 'ONS' : 'OX'])
  }
  return { options, bad, roles, note: feature('pick', pick) }
}

/** Bare numbers that may be a value of this product, and none of them. */
export const weakNumbers = ({ situation, valued }: Stretch, product: string): readonly (number | undefined)[] => [
  undefined,
  ...valued.filter((i) => fitOf(situation, i, product)?.weak === true),
]

export const weakFeatures = ({ situation: { atoms } }: Stretch, weak: number | undefined): readonly number[] =>
  weak === undefined ? [] : [feature('weak'), feature('wk', atoms[weak - 1] ?? '^'), feature('wr', atoms[weak + 1] ?? '$')]

/** The operation, or what is not made where the shop does not sell that. */
export function soldOr({ situation: { index } }: Stretch, wish: { product: string; options: Options; bad: Options; quantity?: number }, op: Op, type: string): { type: string; op: Op } {
  const { product, options, bad } = wish
  const count = wish.quantity === undefined ? {} : { quantity: wish.quantity }
  if (Object.keys(bad).length > 0) return { type: `${type}!`, op: { op: 'noVariant', product, options: bad, ...count } }
  return sellable(index, product, options) ? { type, op } : { type: `${type}!`, op: { op: 'noVariant', product, options, ...count } }
}

/** What speaks for this number as the quantity; none said is one. */
export function numberFeatures({ situation, numbers, products }: Stretch, i: number | undefined): readonly number[] {
  if (i === undefined) return [feature('numDefault')]
  const { units, generic, atoms } = situation
  const unit = units[i]
  const value = unit?.number ?? 0
  let near = 9
  for (const j of products) if (Math.abs(i - j) < Math.abs(near)) near = i - j
  return [
    feature('num#', String(Math.min(4, numbers.indexOf(i))), String(Math.min(4, numbers.length))),
    feature('numD', String(Math.max(-4, Math.min(4, near)))),
    feature('nv', generic[i] === '<one>' ? 'one' : String(Math.min(3, Math.floor(value)))),
    feature('np', atoms[i - 1] ?? '^', atoms[i + 1] ?? '$'),
    ...(unit?.money === true ? [feature('money')] : []),
    ...(unit?.values !== undefined ? [feature('numIsOpt')] : []),
    ...(value > 999 ? [feature('numBig')] : []),
  ]
}

/** No number, or one of the first four whole ones. */
export const quantitiesOf = ({ situation: { units }, numbers }: Stretch): readonly (number | undefined)[] => [
  undefined,
  ...numbers.filter((i) => (units[i]?.number ?? 0) > 0 && Number.isInteger(units[i]?.number)).slice(0, 4),
]
