/**
 * Candidates that add: a product named (or meant, from the words beside the stretch) with the
 * values and the quantity said; one asked back where a word fits several; one the shop does not
 * make; a value ruled out. Next: edits.ts for what changes lines.
 */

import { feature, fitOf, linesNamed } from '#conversation/understanding/reader/situation.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import type { Stretch, WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { SpokenOptions } from '#conversation/understanding/types.ts'
import { proposeEach } from './adds-each.ts'
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
import { besideOf, headingOf, inheritance, type Wish } from './inherit.ts'

export function proposeAdds(stretch: Stretch): void {
  if (stretch.products.length > 4 || stretch.numbers.length > 5) return
  for (const wish of wishes(stretch)) {
    proposeEach(stretch, wish)
    const others = stretch.valued.filter((i) => i !== wish.at)
    for (const weak of weakNumbers(stretch, wish.product))
      for (const choice of choices(stretch, others, wish.product, weak))
        for (const at of withShared(stretch, quantitiesOf(stretch))) {
          if (at !== undefined && choice.roles.some(([i]) => i === at)) continue
          addOne(stretch, wish, choice, { at, weak })
          addWithout(stretch, wish, choice, at)
        }
  }
}

/** "black and navy caps, 2 of each": a count said for all, outside the stretch that has none. */
function withShared(stretch: Stretch, quantities: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const { situation, from, to, numbers } = stretch
  if (numbers.length > 0) return quantities
  const shared = situation.near.each.find((i) => i < from || i >= to)
  return shared === undefined ? quantities : [...quantities, shared]
}

function wishes(stretch: Stretch): readonly Wish[] {
  const { situation, products, valued, numbers } = stretch
  const out: Wish[] = []
  for (const at of products.slice(0, 4)) {
    const ids = situation.units[at]?.products ?? []
    const [only] = ids
    if (ids.length === 1 && only !== undefined) out.push({ product: only, at, how: 'own' })
    else out.push(...amongSeveral(stretch, at, ids))
  }
  const heading = headingOf(stretch)
  const fitting = heading !== undefined && products.every((i) => fitOf(situation, i, heading)?.made === true)
  if (products.length > 0 && fitting && heading !== undefined)
    out.push({ product: heading, at: undefined, how: 'head' })
  if (products.length > 0 || valued.length + numbers.length === 0) return out
  for (const { product, how } of besideOf(stretch)) out.push({ product, at: undefined, how })
  if (heading !== undefined && !out.some(({ product }) => product === heading))
    out.push({ product: heading, at: undefined, how: 'head' })
  const implied = impliedBy(stretch)
  for (const product of implied)
    if (!out.some((wish) => wish.product === product))
      out.push({ product, at: undefined, how: `implied${Math.min(3, implied.length)}` })
  return out
}

/** Products that all values of the stretch fit, where these are few: "2 cases of still" is water. */
export function impliedBy({ situation: { units, index }, valued }: Stretch): readonly string[] {
  let left: readonly string[] | undefined
  const strong = valued.some((i) => units[i]?.values !== undefined)
  for (const i of valued) {
    // "five 7805": without a value in words, a long number may be one.
    const values = units[i]?.values ?? (strong || (units[i]?.number ?? 0) < LONG_NUMBER ? undefined : units[i]?.weak)
    if (values === undefined) continue
    const fits = new Set(values.flatMap(([option, value]) => index.madeIn.get(`${option}=${value}`) ?? []))
    left = left === undefined ? [...fits] : left.filter((id) => fits.has(id))
    if (left.length === 0) break
  }
  return left !== undefined && left.length <= FEW ? left : []
}
const FEW = 4
const LONG_NUMBER = 100

/** A word for several products: the one the values fit, the one in the cart, or a question. */
function amongSeveral(stretch: Stretch, at: number, ids: readonly string[]): readonly Wish[] {
  const { situation, valued } = stretch
  const { units, cart } = situation
  const said = valued.filter((i) => i !== at && units[i]?.values !== undefined)
  const fits = ids.filter((id) => said.every((i) => fitOf(situation, i, id)?.made === true))
  const held = ids.filter((id) => cart.some((line) => line.product === id))
  askWhich(stretch, at, ids, fits)
  const out: Wish[] = []
  if (fits.length === 1 && fits[0] !== undefined && valued.length > 0) out.push({ product: fits[0], at, how: 'fits' })
  if (held.length === 1 && held[0] !== undefined) out.push({ product: held[0], at, how: 'held' })
  return out
}

function askWhich(stretch: Stretch, at: number, ids: readonly string[], fits: readonly string[]): void {
  const { situation, valued, numbers } = stretch
  const { units } = situation
  const lists = fits.length > 1 && fits.length < ids.length ? [ids, fits] : [ids]
  for (const candidates of lists) {
    const roles = new Map<number, WordRole>([[at, 'PA']])
    const options: Record<string, string> = {}
    for (const i of valued) {
      const fit = ids.map((id) => fitOf(situation, i, id)).find((found) => found !== undefined)
      if (i === at || units[i]?.values === undefined || fit === undefined) continue
      roles.set(i, 'ON')
      options[fit.option] = fit.value
    }
    const count = numbers.find((i) => !roles.has(i))
    if (count !== undefined) roles.set(count, 'NC')
    const quantity = count === undefined ? 1 : (units[count]?.number ?? 1)
    const said = [
      feature('amb', String(Math.min(9, candidates.length))),
      feature(candidates === ids ? 'ambAll' : 'ambFit'),
      feature(units[at]?.exact === true ? 'exact' : 'partial'),
      feature(linesNamed(situation, at).length > 0 ? 'inCart' : 'notInCart'),
    ]
    propose(stretch, {
      type: 'clarifyProduct',
      ops: [{ op: 'clarify', about: 'product', candidates, quantity, options }],
      roles,
      said,
    })
  }
}

type Count = { readonly at: number | undefined; readonly weak: Weak }

function addOne(stretch: Stretch, wish: Wish, choice: ReadChoice, count: Count): void {
  const { situation, numbers } = stretch
  const { units } = situation
  const own: SpokenOptions = wish.at === undefined ? {} : (units[wish.at]?.sku?.options ?? {})
  const options = { ...own, ...choice.options }
  const { product } = wish
  const quantity = count.at === undefined ? 1 : countAt(stretch, count.at)
  for (const { inherited, note } of inheritance(stretch, wish, options)) {
    const all = { ...inherited, ...options }
    const { type, op } = soldOr(
      stretch,
      { product, options: all, bad: choice.bad, quantity },
      { op: 'add', product, options: all, quantity },
      'add',
    )
    if (type === 'add!' && count.at !== undefined && numbers.length > 1 && count.at !== numbers[0]) continue
    if (type === 'add!' && count.at === undefined && numbers.some((i) => !choice.roles.some(([j]) => j === i))) continue
    const roles = new Map<number, WordRole>(choice.roles)
    if (wish.at !== undefined) roles.set(wish.at, situation.cart.some((line) => line.product === product) ? 'PH' : 'P')
    if (count.at !== undefined) roles.set(count.at, 'NC')
    const said = [
      feature('how', wish.how),
      note,
      ...choice.said,
      ...numberFeatures(stretch, count.at),
      ...wishFeatures(stretch, wish, all),
      ...weakFeatures(stretch, count.weak),
      ...pairFeatures(stretch, product, count.at),
    ]
    propose(stretch, { type, ops: [op], roles, said })
  }
}

/** "a pair of beanies" is two, a pair of socks one: the catalog says which goods are sold as pairs. */
function pairFeatures(
  { situation: { units, index }, from, to }: Stretch,
  product: string,
  count: number | undefined,
): readonly number[] {
  const pair = units.findIndex(({ words }, i) => i >= from && i < to && /^pairs?$/.test(words))
  if (pair < 0) return []
  const named = index.sold.get(product)?.product.synonyms.some((name) => /\bpairs?\b/.test(name)) === true
  return [feature('pair', String(named), String(count === pair))]
}

function wishFeatures(
  { situation, products }: Stretch,
  { product, at }: Wish,
  options: SpokenOptions,
): readonly number[] {
  const { units, cart, index } = situation
  const held = cart.filter((line) => line.product === product)
  const same = held.some((line) => sameOptions(line.options, options))
  const count = Object.keys(options).length
  const unit = at === undefined ? undefined : units[at]
  return [
    feature(held.length === 0 ? 'notHeld' : same ? 'heldSame' : count > 0 ? 'heldOther' : 'heldBare'),
    feature('opts', String(Math.min(3, count)), String(index.sold.get(product)?.product.options.length ?? 0)),
    ...(unit === undefined || at === undefined
      ? []
      : [
          feature(unit.fuzzy === true ? 'fuzzy' : 'clear'),
          feature(unit.exact === true ? 'exact' : 'partial'),
          feature('prod#', String(products.indexOf(at))),
        ]),
  ]
}

export const sameOptions = (one: SpokenOptions, other: SpokenOptions): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value)

const RULES_OUT = /^(?:not?|isnt|except|dont|never|but|excluding|besides|nor|neither)$/
/** "any colour as long as it isn't red", "except black and grey": values ruled out, one or several in a row. */
function addWithout(stretch: Stretch, { product, at }: Wish, choice: ReadChoice, count: number | undefined): void {
  const { situation, from } = stretch
  const { units } = situation
  const ruled = ruledOut(stretch, product)
  const first = ruled[0] === undefined ? undefined : fitOf(situation, ruled[0], product)
  if (first === undefined || !choice.roles.some(([i]) => ruled.includes(i))) return
  const options = Object.fromEntries(Object.entries(choice.options).filter(([name]) => name !== first.option))
  const roles = new Map<number, WordRole>(choice.roles)
  for (const i of ruled) roles.set(i, 'OE')
  if (at !== undefined) roles.set(at, 'P')
  if (count !== undefined) roles.set(count, 'NC')
  const quantity = count === undefined ? 1 : countAt(stretch, count)
  const values = [...new Set(ruled.flatMap((i) => fitOf(situation, i, product)?.value ?? []))]
  const ops = [{ op: 'add', product, options, quantity, exclude: { [first.option]: values } } as const]
  const near = units.slice(Math.max(from, (ruled[0] ?? 0) - 2), ruled[0]).some(({ words }) => RULES_OUT.test(words))
  propose(stretch, {
    type: 'addNot',
    ops,
    roles,
    said: [...numberFeatures(stretch, count), feature('ruled', String(Math.min(3, ruled.length)), String(near))],
  })
}

function ruledOut({ situation, valued, from }: Stretch, product: string): readonly number[] {
  const { units } = situation
  const out: number[] = []
  for (const i of valued) {
    const fit = fitOf(situation, i, product)
    if (fit === undefined || fit.weak) continue
    const last = out.at(-1)
    const said = units.slice(Math.max(from, i - 3), i)
    const goesOn =
      last !== undefined &&
      fitOf(situation, last, product)?.option === fit.option &&
      units.slice(last + 1, i).every(({ words }) => /^(?:and|or|nor|,|not?)$/.test(words))
    if (last === undefined ? said.some(({ words }) => RULES_OUT.test(words)) : goesOn) out.push(i)
  }
  return out
}
