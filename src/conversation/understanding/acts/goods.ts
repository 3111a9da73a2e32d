/**
 * Which goods a stretch names, of these lines or of the catalog: by name, with the values said
 * beside them, so many of them as were said. Rule: what is kept or excepted is not meant. Next:
 * order-goods.ts reads changes of them.
 */
import { accepts, makes } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type { Unit } from '#conversation/understanding/reader/spans/unit.ts'
import { given } from '#domain/base/given.ts'
import type { SpokenLine, SpokenOptions } from '../types.ts'
import type { ActScene } from './clauses.ts'
import { SENSED } from './senses.ts'

export type StretchPart = { readonly scene: ActScene; readonly from: number; readonly to: number }
export type Named = {
  readonly products: readonly string[]
  readonly options: SpokenOptions
  readonly count?: number
  /** "keep the mugs", "all but the mugs". */
  readonly kept: boolean
  readonly single: boolean
}
const KEPT = /^(?:keep|keeping|except|but|leave|not|excluding|apart)$/
const MANY = /^(?:both|all|every|the|these|those|my|other|two|pair|pairs|packs?|sets?|of|x|pcs|new|more|another)$/

export function namedIn({ scene, from, to }: StretchPart): readonly Named[] {
  const { units } = scene
  const out: Named[] = []
  for (let i = from; i < to; i++) {
    const unit = units[i]
    if (unit === undefined || (unit.products ?? unit.kin) === undefined) continue
    const { held, products } = heldAmong(scene, unit)
    // "How long": a word of the language that is a piece of a name too.
    if (!held && (SENSED.has(unit.words) || products.length === 0)) continue
    out.push({
      products,
      options: optionsAround({ scene, from, to }, i, products),
      ...given({ count: countBefore({ scene, from, to }, i) }),
      kept: isKept(units, from, i) && !/^(?:out|away|off)$/.test(units[i + 1]?.words ?? ''),
      single: !unit.plural && unit.number === undefined,
    })
  }
  return out
}

/** Of what may be called so, what is spoken of. */
function heldAmong(
  { message }: ActScene,
  { products = [], kin }: Unit,
): { held: boolean; products: readonly string[] } {
  const held = [...(message.order?.lines ?? []), ...message.lines].map(({ product }) => product)
  const exact = held.filter((product) => products.includes(product))
  const known = [...new Set(exact.length > 0 ? exact : held.filter((product) => kin?.has(product)))]
  return known.length > 0 ? { held: true, products: known } : { held: false, products }
}

function countBefore({ scene: { units }, from }: StretchPart, at: number): number | undefined {
  for (let i = at - 1; i >= Math.max(from, at - 4); i--) {
    const unit = units[i]
    if (unit === undefined || unit.products !== undefined) return undefined
    if (unit.number !== undefined && unit.money !== true && unit.number < 1000) return unit.number
    if (/^(?:a|an|another)$/.test(unit.words)) return unit.words === 'another' ? 1 : undefined
    if (unit.values === undefined && !MANY.test(unit.words)) return undefined
  }
  return undefined
}

function isKept(units: readonly Unit[], from: number, at: number): boolean {
  for (let i = at - 1; i >= Math.max(from, at - 3); i--) {
    const word = units[i]?.words ?? ''
    if (KEPT.test(word)) return true
    if (units[i]?.kind === 'mark') return false
  }
  return false
}

/** Values right before or behind the name that one of its products is made in. */
export function optionsAround(
  { scene, from, to }: StretchPart,
  at: number,
  products: readonly string[],
): SpokenOptions {
  const { units, lexicon } = scene
  const options: Record<string, string> = {}
  const take = (unit: Unit | undefined): boolean => {
    const values = [...(unit?.values ?? []), ...(unit?.weak ?? [])]
    for (const product of products) {
      const value =
        values.find((one) => makes(lexicon.index, product, one)) ??
        values.find(([option]) => accepts(lexicon.index, product, option))
      if (value === undefined) continue
      options[value[0]] ??= value[1]
      return true
    }
    return false
  }
  for (let i = at - 1; i >= from && (take(units[i]) || isLink(units[i])); i--);
  for (let i = at + 1; i < to && units[i]?.products === undefined && (take(units[i]) || isLink(units[i])); i++);
  return options
}
const isLink = (unit: Unit | undefined): boolean => /^(?:in|size|colou?r|,|of|a|for|the)$/.test(unit?.words ?? '')

/** Lines of these that are named; so many as were said, else all of the line. */
export function linesOfOrder(part: StretchPart, lines: readonly SpokenLine[]): readonly SpokenLine[] {
  const named = namedIn(part)
  const kept = new Set(named.filter((one) => one.kept).flatMap(({ products }) => products))
  const wanted = named.filter((one) => !one.kept)
  const found = (wanted.length === 0 && kept.size > 0 ? lines.filter(({ product }) => !kept.has(product)) : []).map(
    ({ product, quantity }): SpokenLine => ({ product, quantity, options: {} }),
  )
  for (const { products, options, count, single } of wanted) {
    const fits = lines.filter(({ product }) => products.includes(product))
    const narrow = fits.filter((line) => Object.entries(options).every(([name, value]) => line.options[name] === value))
    const [line] = narrow.length > 0 ? narrow : fits
    if (line === undefined || found.some(({ product }) => product === line.product)) continue
    found.push({
      product: line.product,
      options: {},
      quantity: Math.min(count ?? (single ? 1 : line.quantity), line.quantity),
    })
  }
  return found
}
