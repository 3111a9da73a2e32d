/**
 * What a thing that is added takes from the words and lines beside it: the product named before it
 * or in the heading of its list, and values said of all, of the neighbour, or "the same".
 */

import { feature, fitOf, type Situation } from '#conversation/understanding/reader/situation.ts'
import { makes } from '#conversation/understanding/reader/spans/catalog-index.ts'
import { type Stretch, saysAny } from '#conversation/understanding/reader/spans/stretch.ts'
import type { SpokenOptions } from '#conversation/understanding/types.ts'

export type Wish = { readonly product: string; readonly at: number | undefined; readonly how: string }

/** The product last named before the stretch, and the next one after it. */
export function besideOf({
  situation: { units, near },
  from,
  to,
}: Stretch): readonly { at: number; product: string; how: 'left' | 'right' }[] {
  const out: { at: number; product: string; how: 'left' | 'right' }[] = []
  const left = near.productBefore(from)
  const right = near.productFrom(to)
  for (const [at, how] of [
    [left, 'left'],
    [right, 'right'],
  ] as const) {
    const product = units[at]?.products?.[0]
    if (product !== undefined) out.push({ at, product, how })
  }
  return out
}

/** "cases needed: iphone 15 black 10": what the list is of, where it is no value of something itself. */
export function headingOf({ situation: { units, near }, from }: Stretch): string | undefined {
  return near.heading < from ? units[near.heading]?.products?.[0] : undefined
}

/** "iphone 13: 4 screens, 6 batteries": a value before the colon holds for what follows. */
function headValues({ situation, from }: Stretch, product: string): SpokenOptions {
  const colon = situation.colons.findLast((i) => i <= from) ?? 0
  const head = situation.units[colon - 1]
  const fit = head?.values === undefined ? undefined : fitOf(situation, colon - 1, product)
  return fit?.made === true ? { [fit.option]: fit.value } : {}
}

/** "and a cap in the same colour": what the thing said before, or the line talked about, is made in. */
function sameValues(stretch: Stretch, product: string): SpokenOptions {
  const { situation, from, to } = stretch
  if (!saysAny(stretch, /^(?:same|matching)$/)) return {}
  const { units, cart, focus, index } = situation
  const of = units
    .slice(from, to)
    .find(({ words }) => /^(?:size|colou?r|length|scale|width|weight|grind)s?$/.test(words))
  const named = of?.words.replace(/s$/, '').replace('color', 'colour')
  const fits = (name: string): boolean => named === undefined || name.includes(named)
  const said = saidBeside(situation, product, [0, from])
  const source = Object.keys(said).length > 0 ? said : (cart[focus ?? -1]?.options ?? {})
  return Object.fromEntries(
    Object.entries(source).filter(([name, value]) => fits(name) && makes(index, product, [name, value])),
  )
}

/** "2 red mugs in 11oz and 3 blue": what was said of the product beside may hold here too. */
export function inheritance(
  stretch: Stretch,
  { product, how }: Wish,
  options: SpokenOptions,
): readonly { readonly inherited: SpokenOptions; readonly note: number }[] {
  const bare = { inherited: {}, note: feature('inherit', '0') }
  const under = Object.entries(headValues(stretch, product)).filter(([name]) => !(name in options))
  if (under.length > 0) return [bare, { inherited: Object.fromEntries(under), note: feature('inherit', 'head') }]
  const same = Object.entries(sameValues(stretch, product)).filter(([name]) => !(name in options))
  if (same.length > 0) return [bare, { inherited: Object.fromEntries(same), note: feature('inherit', 'same') }]
  const shared = Object.entries(sharedValues(stretch, product)).filter(([name]) => !(name in options))
  if (shared.length > 0) return [bare, { inherited: Object.fromEntries(shared), note: feature('inherit', 'all') }]
  const beside = how === 'left' || how === 'right' ? besideOf(stretch).find((found) => found.how === how) : undefined
  if (beside === undefined) return [bare]
  const inherited = saidBeside(
    stretch.situation,
    product,
    how === 'left' ? [beside.at - 4, stretch.from] : [stretch.to, beside.at + 5],
  )
  const kept = Object.fromEntries(Object.entries(inherited).filter(([name]) => !(name in options)))
  const count = Object.keys(kept).length
  return count === 0 ? [bare] : [bare, { inherited: kept, note: feature('inherit', String(count)) }]
}

/** What is said of everything, outside the stretch. */
function sharedValues({ situation, from, to }: Stretch, product: string): SpokenOptions {
  const out: Record<string, string> = {}
  for (const i of situation.ofAll) {
    const fit = i >= from && i < to ? undefined : fitOf(situation, i, product)
    if (fit?.made === true) out[fit.option] = fit.value
  }
  return out
}

function saidBeside(situation: Situation, product: string, [from, to]: readonly [number, number]): SpokenOptions {
  const out: Record<string, string> = {}
  for (let i = Math.max(0, from); i < Math.min(situation.units.length, to); i++) {
    const fit = situation.units[i]?.values === undefined ? undefined : fitOf(situation, i, product)
    if (fit?.made === true) out[fit.option] = fit.value
  }
  return out
}
