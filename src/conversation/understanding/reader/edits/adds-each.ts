/**
 * Candidates that add one thing in several makes at once: "in S, M and L, one of each", "half of
 * them red and half black", "one in each colour". Every make is a line; the count is said for each
 * or shared out among them.
 */

import { type Fit, feature, fitOf } from '#conversation/understanding/reader/situation.ts'
import { sellableTitles } from '#conversation/understanding/reader/spans/catalog-index.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { Op, SpokenOptions } from '#conversation/understanding/types.ts'
import { countAt, numberFeatures } from './choices.ts'
import type { Wish } from './inherit.ts'

const MOST = 8
type Makes = { readonly option: string; readonly values: readonly string[]; readonly shared: SpokenOptions }
type Said = { readonly i: number; readonly fit: Fit }

export function proposeEach(stretch: Stretch, wish: Wish): void {
  const { situation, numbers, valued } = stretch
  const each = saysAny(stretch, /^(?:each|every|both|half|all)$/)
  if (!each || numbers.length > 3) return
  const said = valued.flatMap((i): readonly Said[] => {
    const fit = i === wish.at ? undefined : fitOf(situation, i, wish.product)
    return fit === undefined || fit.weak || !fit.made ? [] : [{ i, fit }]
  })
  const makes = severalOf(said) ?? everyOf(stretch, wish, said)
  if (makes === undefined || makes.values.length < 2 || makes.values.length > MOST) return
  const roles = new Map<number, WordRole>(said.map(({ i }) => [i, 'ON']))
  if (wish.at !== undefined) roles.set(wish.at, 'P')
  const free = numbers.filter((i) => !roles.has(i) && Number.isInteger(countAt(stretch, i)) && countAt(stretch, i) > 0)
  for (const at of [undefined, ...free]) {
    const count = at === undefined ? 1 : countAt(stretch, at)
    lines(stretch, wish, makes, { at, quantity: count, how: 'each', roles })
    const part = count / makes.values.length
    if (at !== undefined && Number.isInteger(part) && part > 0)
      lines(stretch, wish, makes, { at, quantity: part, how: 'shared', roles })
  }
}

type Count = {
  readonly at: number | undefined
  readonly quantity: number
  readonly how: 'each' | 'shared'
  readonly roles: ReadonlyMap<number, WordRole>
}
function lines(stretch: Stretch, { product, how }: Wish, { option, values, shared }: Makes, count: Count): void {
  const all = values.map((value) => ({ ...shared, [option]: value }))
  if (all.some((options) => !sellableTitles(stretch.situation.index, product, options))) return
  const ops = all.map((options): Op => ({ op: 'add', product, options, quantity: count.quantity }))
  const roles = new Map(count.roles)
  if (count.at !== undefined) roles.set(count.at, 'NC')
  const said = [
    feature('how', how),
    feature('makes', String(Math.min(4, values.length)), count.how),
    feature(saysAny(stretch, /^half$/) ? 'half' : 'whole', count.how),
    feature(saysAny(stretch, /^(?:each|every)$/) ? 'each' : 'noEach', count.how),
    ...numberFeatures(stretch, count.at),
  ]
  propose(stretch, { type: 'addEach', ops, roles, said })
}

/** Several values of one option, one of every other. */
function severalOf(said: readonly Said[]): Makes | undefined {
  const by = Map.groupBy(said, ({ fit }) => fit.option)
  const [several, more] = [...by].filter(([, held]) => new Set(held.map(({ fit }) => fit.value)).size > 1)
  if (several === undefined || more !== undefined) return undefined
  const [option, held] = several
  const others = said.filter(({ fit }) => fit.option !== option).map(({ fit }) => [fit.option, fit.value])
  return { option, values: [...new Set(held.map(({ fit }) => fit.value))], shared: Object.fromEntries(others) }
}

/** "one in each colour": all it is made in. */
function everyOf({ situation, from, to }: Stretch, { product }: Wish, said: readonly Said[]): Makes | undefined {
  const { units, index } = situation
  const shared = Object.fromEntries(said.map(({ fit }) => [fit.option, fit.value]))
  for (let i = from; i + 1 < to; i++) {
    const word = units[i + 1]?.words.replace(/s$/, '').replace('color', 'colour') ?? ''
    if (!/^(?:each|every|all)$/.test(units[i]?.words ?? '') || word.length < 4) continue
    const sold = index.sold.get(product)
    const option = sold?.product.options.find((name) => name.includes(word))
    if (option !== undefined) return { option, values: sold?.values[option] ?? [], shared }
  }
  return undefined
}
