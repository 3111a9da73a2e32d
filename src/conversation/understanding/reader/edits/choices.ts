/**
 * Values said for a product among the units of a stretch: one value per option, the last said or
 * the first where two were. Next: adds.ts and edits.ts build operations with them.
 */

import { classesOf } from '#conversation/understanding/reader/model/classes.ts'
import { type Fit, feature, fitOf, type Situation } from '#conversation/understanding/reader/situation.ts'
import { makes, sellableTitles } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type { Stretch, WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { Op, SpokenOptions } from '#conversation/understanding/types.ts'

export type ReadChoice = {
  readonly options: SpokenOptions
  /** Values the product is not made in. */
  readonly bad: SpokenOptions
  readonly roles: readonly (readonly [number, WordRole])[]
  /** Which was picked where several were said, and what stands between them. */
  readonly said: readonly number[]
}

/** Bare numbers taken for values; none, one of them, or all. */
export type Weak = readonly number[]

/** `weak`: the bare numbers that may be taken for values here. */
export function choices(
  { situation }: Stretch,
  units: readonly number[],
  product: string,
  weak: Weak,
): readonly ReadChoice[] {
  const by = new Map<string, { readonly i: number; readonly fit: Fit }[]>()
  for (const i of units) {
    const fit = fitOf(situation, i, product)
    if (fit === undefined || (fit.weak && !weak.includes(i))) continue
    const free = fit.weak && by.has(fit.option) ? otherFit(situation, i, product, by) : fit
    by.set(free.option, [...(by.get(free.option) ?? []), { i, fit: free }])
  }
  const several = [...by.values()].some((held) => held.length > 1)
  return several ? [choice(situation, by, 'last'), choice(situation, by, 'first')] : [choice(situation, by, 'only')]
}

/** "34/32": the second number is for the next option it fits. */
function otherFit(situation: Situation, i: number, product: string, taken: ReadonlyMap<string, unknown>): Fit {
  const other = situation.units[i]?.weak?.find(
    (value) => !taken.has(value[0]) && makes(situation.index, product, value),
  )
  const [option, value] = other ?? []
  const first = fitOf(situation, i, product)
  if (option !== undefined && value !== undefined) return { option, value, made: true, weak: true }
  return first ?? { option: '', value: '', made: false, weak: true }
}

type Held = readonly { readonly i: number; readonly fit: Fit }[]
/** "30, no, 50": a word of repair, or of denial, between two values of one option. */
function betweenPicks({ generic, near }: Situation, by: ReadonlyMap<string, Held>): string {
  for (const held of by.values()) {
    const [first, last] = [held[0]?.i ?? 0, held.at(-1)?.i ?? 0]
    if (held.length < 2) continue
    const denied = (i: number): boolean => classesOf(generic[i - 1] ?? '').includes('NEG')
    if (denied(last)) return 'notLast'
    if (denied(first)) return 'notFirst'
    return near.repairFrom(first) < last ? 'repair' : '-'
  }
  return ''
}

function choice(
  situation: Situation,
  by: ReadonlyMap<string, readonly { readonly i: number; readonly fit: Fit }[]>,
  pick: 'last' | 'first' | 'only',
): ReadChoice {
  const options: Record<string, string> = {}
  const bad: Record<string, string> = {}
  const roles: [number, WordRole][] = []
  for (const [option, held] of by) {
    const chosen = pick === 'first' ? held[0] : held.at(-1)
    if (chosen === undefined) continue
    options[option] = chosen.fit.value
    if (!chosen.fit.made) bad[option] = chosen.fit.value
    for (const { i, fit } of held)
      roles.push([i, i === chosen.i ? (fit.weak ? 'ONW' : 'ON') : fit.value === chosen.fit.value ? 'ONS' : 'OX'])
  }
  const said = [feature('pick', pick), feature('pickAfter', pick, betweenPicks(situation, by))]
  return { options, bad, roles, said }
}

/** None, each bare number that may be a value of this product, and all of them. */
export function weakNumbers({ situation, valued }: Stretch, product: string): readonly Weak[] {
  const weak = valued.filter((i) => fitOf(situation, i, product)?.weak === true).slice(0, 4)
  return [[], ...weak.map((i) => [i]), ...(weak.length > 1 ? [weak] : [])]
}

export const weakFeatures = ({ situation: { atoms } }: Stretch, weak: Weak): readonly number[] => [
  ...(weak.length === 0 ? [] : [feature('weak', String(Math.min(3, weak.length)))]),
  ...weak.flatMap((i) => [feature('wk', atoms[i - 1] ?? '^'), feature('wr', atoms[i + 1] ?? '$')]),
]

/** The operation, or what is not made where the shop does not sell that. */
export function soldOr(
  { situation: { index } }: Stretch,
  wish: { product: string; options: SpokenOptions; bad: SpokenOptions; quantity?: number },
  op: Op,
  type: string,
): { type: string; op: Op } {
  const { product, options, bad } = wish
  const count = wish.quantity === undefined ? {} : { quantity: wish.quantity }
  if (Object.keys(bad).length > 0)
    return { type: `${type}!`, op: { op: 'noVariant', product, options: bad, ...besides(options, bad), ...count } }
  return sellableTitles(index, product, options)
    ? { type, op }
    : { type: `${type}!`, op: { op: 'noVariant', product, options, ...count } }
}

const besides = (options: SpokenOptions, bad: SpokenOptions): { readonly beside?: SpokenOptions } => {
  const rest = Object.entries(options).filter(([name]) => !(name in bad))
  return rest.length === 0 ? {} : { beside: Object.fromEntries(rest) }
}

/** What speaks for this number as the quantity; none said is one. */
export function numberFeatures({ situation, numbers, products }: Stretch, i: number | undefined): readonly number[] {
  if (i === undefined) return [feature('numDefault')]
  const { units, generic, atoms } = situation
  const unit = units[i]
  const value = unit?.number ?? 2
  let near = 9
  for (const j of products) if (Math.abs(i - j) < Math.abs(near)) near = i - j
  return [
    feature('num#', String(Math.min(4, numbers.indexOf(i))), String(Math.min(4, numbers.length))),
    feature('numD', String(Math.max(-4, Math.min(4, near)))),
    feature('nv', generic[i] === '<one>' ? 'one' : String(Math.min(3, Math.floor(value)))),
    feature('np', atoms[i - 1] ?? '^', atoms[i + 1] ?? '$'),
    ...repairedNumber(situation, { numbers, i }),
    ...(unit?.money === true ? [feature('money')] : []),
    ...(unit?.values !== undefined ? [feature('numIsOpt')] : []),
    ...(value > 999 ? [feature('numBig')] : []),
  ]
}

/** "3 no 4", "24 inch, I mean 27": a word of repair before or after a number that has a rival. */
function repairedNumber(
  { units, near }: Situation,
  { numbers, i }: { readonly numbers: readonly number[]; readonly i: number },
): readonly number[] {
  const at = numbers.indexOf(i)
  const before = numbers[at - 1]
  const after = numbers[at + 1]
  const mended = near.repairFrom(before ?? i) < i
  const rival = units
    .slice(0, i)
    .findLastIndex(({ values }) => values?.some(([option]) => units[i]?.weak?.some(([name]) => name === option)))
  return [
    ...(before === undefined ? [] : [feature('numAfter', mended ? 'repair' : '-')]),
    ...(after === undefined ? [] : [feature('numBefore', near.repairFrom(i) < after ? 'repair' : '-')]),
    ...(rival >= 0 && near.repairFrom(rival) < i ? [feature('numForValue')] : []),
  ]
}

/** No number, or one of the first four whole ones; "a pair of" may be two. */
export function quantitiesOf(stretch: Stretch): readonly (number | undefined)[] {
  const { situation, numbers, from, to } = stretch
  const whole = numbers
    .filter((i) => countAt(stretch, i) > 0 && Number.isInteger(countAt(stretch, i)))
    // "2.00" is money.
    .filter((i) => !/[.,]\d\d$/.test(situation.units[i]?.raw ?? ''))
    .slice(0, 4)
  const pair = situation.units.findIndex((unit, i) => i >= from && i < to && /^pairs?$/.test(unit.words))
  return pair < 0 ? [undefined, ...whole] : [undefined, ...whole, pair]
}
export const countAt = ({ situation: { units } }: Stretch, i: number): number =>
  units[i]?.number ?? (/^pairs?$/.test(units[i]?.words ?? '') ? 2 : 0)
