/**
 * The sets of lines a stretch may be about: by name, by what describes them, by place, by size
 * beside each other, the one last talked about, the one asked about, the others, the rest. A set
 * found in several ways is one target with several ways: the ways are the evidence. Next: edits.ts
 * crosses targets with what may be done to them.
 */
import { besideOf } from '#conversation/understanding/reader/edits/inherit.ts'
import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import { describes, fitOf, linesNamed } from '#conversation/understanding/reader/situation.ts'
import { type Stretch, saysAny, saysWord } from './stretch.ts'
import { type LineTarget, type TargetSearch, withEvidence } from './target-evidence.ts'

const MOST = 16

/** In a list or a mail each line says what it is about. */
const LONG_TEXT = 60

const MOST_IN_LONG = 5

const VERY_LONG_TEXT = 120

const MOST_IN_VERY_LONG = 2

export function targetsOf(stretch: Stretch): readonly LineTarget[] {
  const { situation, products } = stretch
  const all = situation.cart.map((_, line) => line)
  if (all.length === 0) return []
  const search: TargetSearch = {
    stretch,
    all,
    held: products.filter((i) => linesNamed(situation, i).length > 0),
    found: new Map(),
  }
  byName(search)
  byDescription(search)
  byTalk(search)
  byPlace(search)
  bySize(search)
  besides(search)
  const { length } = situation.units
  const most = length > VERY_LONG_TEXT ? MOST_IN_VERY_LONG : length > LONG_TEXT ? MOST_IN_LONG : MOST
  const said = [...search.found.values()].filter(({ used }) => length <= VERY_LONG_TEXT || used.size > 0)
  const found = said.sort((a, b) => b.ways.size - a.ways.size).slice(0, most)
  return found.map((target) => withEvidence(search, target, found))
}

function add({ found }: TargetSearch, lines: readonly number[], way: string, used: readonly number[] = []): void {
  const sorted = [...new Set(lines)].sort((a, b) => a - b)
  if (sorted.length === 0) return
  const held = found.get(sorted.join()) ?? { lines: sorted, ways: new Set<string>(), used: new Set<number>() }
  found.set(sorted.join(), held)
  held.ways.add(way)
  for (const i of used) held.used.add(i)
}

/** Of these lines, those that most of the units describe. */
function narrowed(
  { stretch: { situation } }: TargetSearch,
  lines: readonly number[],
  by: readonly number[],
): { readonly lines: readonly number[]; readonly used: readonly number[] } {
  const counts = lines.map((line) => by.filter((i) => describes(situation, i, line)).length)
  const most = Math.max(0, ...counts)
  const best = most === 0 ? [] : lines.filter((_, k) => counts[k] === most)
  return { lines: best, used: by.filter((i) => best.some((line) => describes(situation, i, line))) }
}

function byName(search: TargetSearch): void {
  const { stretch, held } = search
  const { situation, valued, from, to } = stretch
  if (held.length === 0) return
  add(
    search,
    held.flatMap((i) => linesNamed(situation, i)),
    held.length > 1 ? 'union' : 'prod',
    held,
  )
  const each: number[] = []
  held.forEach((i, k) => {
    const lines = linesNamed(situation, i)
    add(search, lines, k === 0 ? 'prodFirst' : k === held.length - 1 ? 'prodLast' : 'prodMid', [i])
    const after = k === 0 ? from : (held[k - 1] ?? from) + 1
    const before = held[k + 1] ?? to
    const near = valued.filter(
      (o) => (o >= after && o < before && o !== i) || (o === i && situation.units[i]?.sku !== undefined),
    )
    const some = narrowed(search, lines, near)
    if (some.lines.length > 0 && some.lines.length < lines.length)
      add(search, some.lines, 'prodDesc', [i, ...some.used])
    each.push(...(some.lines.length > 0 ? some.lines : lines))
    for (const o of valued) {
      const one = lines.filter((line) => describes(situation, o, line))
      if (one.length > 0 && one.length < lines.length) add(search, one, 'prodDesc1', [i, o])
    }
    const { focus } = situation
    if (focus === undefined || lines.length < 2 || !lines.includes(focus)) return
    add(search, [focus], 'prodFocus', [i])
    if (lines.length === 2)
      add(
        search,
        lines.filter((line) => line !== focus),
        'prodOther',
        [i],
      )
  })
  if (held.length > 1) add(search, each, 'unionDesc', held)
}

function byDescription(search: TargetSearch): void {
  const { stretch, all } = search
  const { situation, valued, numbers } = stretch
  const { cart, units } = situation
  const some = narrowed(search, all, valued)
  add(search, some.lines, some.lines.length === 1 ? 'desc' : 'descMany', some.used)
  const singles: number[] = []
  for (const o of valued) {
    const said = all.filter((line) => describes(situation, o, line))
    add(search, said, said.length === 1 ? 'desc1' : 'desc1Many', [o])
    if (said.length === 1) singles.push(...said)
    const takes = all.filter(
      (line) => !describes(situation, o, line) && fitOf(situation, o, cart[line]?.product ?? '')?.made === true,
    )
    add(search, takes, takes.length === all.length ? 'takesAll' : takes.length === 1 ? 'takes' : 'takesMany')
    if (takes.length > 1 && takes.length < 4) for (const line of takes) add(search, [line], 'takesOne')
  }
  if (new Set(singles).size > 1) add(search, singles, 'descUnion', valued)
  for (const q of numbers) {
    const same = all.filter((line) => cart[line]?.quantity === units[q]?.number)
    if (same.length === 1) add(search, same, 'qtyIs', [q])
  }
}

function byTalk(search: TargetSearch): void {
  const { stretch, all } = search
  const { focus, message } = stretch.situation
  if (focus !== undefined) add(search, [focus], 'focus')
  const asked = message.pending?.line
  if (asked !== undefined && asked < all.length) add(search, [asked], 'pendingLine')
  add(search, all, all.length === 1 ? 'only' : 'all')
}

const PLACE = /^(?:line|item|number|no|position|pos|row|lines|items|numbers|#|num|nr)$/

function byPlace(search: TargetSearch): void {
  const { stretch, all, held } = search
  const { situation, numbers, from, to } = stretch
  const { units } = situation
  const n = all.length
  const lines: number[] = []
  const used: number[] = []
  const run = firstFew(stretch, all)
  if (run !== undefined) add(search, run.lines, 'ordinal', run.used)
  for (let i = from; i < to; i++) {
    const line = run?.used.includes(i) === true ? undefined : placeOf(stretch, i, n, lines.length > 0)
    const last = lines.at(-1)
    const before = used.at(-1)
    if (line === undefined) continue
    if (
      last !== undefined &&
      before !== undefined &&
      line > last &&
      /^\s*(?:-|–|to|till|through|thru)\s*$/.test(between(stretch, before, i))
    )
      for (let k = last + 1; k < line; k++) lines.push(k)
    lines.push(line)
    used.push(i)
  }
  if (run !== undefined && lines.length > 0) add(search, [...run.lines, ...lines], 'ordinal', [...run.used, ...used])
  if (lines.length > 0) add(search, lines, 'ordinal', used)
  if (lines.length > 1) add(search, lines.slice(0, 1), 'ordinal1', used.slice(0, 1))
  const places = numbers.map((i) => (units[i]?.number ?? 0) - 1)
  if (
    lines.length === 0 &&
    held.length === 0 &&
    places.length > 0 &&
    places.every((line) => Number.isInteger(line) && line >= 0 && line < n)
  )
    add(search, places, 'numbers', numbers)
  if (n % 2 === 1 && saysAny(stretch, /^middle$/)) add(search, [(n - 1) / 2], 'ordinal')
}

/** What stands in the text between two units. */
const between = ({ situation: { units, message } }: Stretch, one: number, other: number): string =>
  message.text.slice(units[one]?.end, units[other]?.start)

function placeOf({ situation: { units } }: Stretch, i: number, n: number, goesOn: boolean): number | undefined {
  const unit = units[i]
  const before = units[i - 1]?.words ?? ''
  const said =
    unit?.ordinal !== undefined
      ? unit.ordinal < 0
        ? n + unit.ordinal
        : unit.ordinal - 1
      : unit?.number !== undefined &&
          (PLACE.test(before) ||
            (goesOn && (/^(?:and|,|&|\+|-|to|till|through|thru)$/.test(before) || units[i - 1]?.number !== undefined)))
        ? unit.number - 1
        : -1
  return Number.isInteger(said) && said >= 0 && said < n ? said : undefined
}

/** "the first two", "the last 3". */
function firstFew(
  { situation: { units }, from, to }: Stretch,
  all: readonly number[],
): { readonly lines: readonly number[]; readonly used: readonly number[] } | undefined {
  for (let i = from; i + 1 < to; i++) {
    const ordinal = units[i]?.ordinal
    const count = units[i + 1]?.number
    if (
      (ordinal !== 1 && ordinal !== -1) ||
      count === undefined ||
      !Number.isInteger(count) ||
      count < 1 ||
      count >= all.length
    )
      continue
    return { lines: ordinal === 1 ? all.slice(0, count) : all.slice(-count), used: [i, i + 1] }
  }
  return undefined
}

export const UNORDERED = /colou?r|flavou?r|variety|finish|model/

/** "the bigger one": of lines of one product, the one with the largest value of an option that has an order. */
function bySize(search: TargetSearch): void {
  const { stretch, all, held } = search
  const { cart, index } = stretch.situation
  for (const name of ['bigger', 'smaller'] as const) {
    if (!saysWord(stretch, NAMES[name])) continue
    for (const lines of held.length > 0 ? held.map((i) => linesNamed(stretch.situation, i)) : [all]) {
      const first = cart[lines[0] ?? -1]
      if (first === undefined || lines.length < 2 || lines.some((line) => cart[line]?.product !== first.product))
        continue
      for (const option of Object.keys(first.options)) {
        const order = index.sold.get(first.product)?.values[option] ?? []
        const ranks = lines.map((line) => order.indexOf(cart[line]?.options[option] ?? ''))
        if (new Set(ranks).size < 2 || ranks.includes(-1) || UNORDERED.test(option)) continue
        const wanted = name === 'bigger' ? Math.max(...ranks) : Math.min(...ranks)
        add(
          search,
          lines.filter((_, k) => ranks[k] === wanted),
          'relative',
        )
      }
    }
  }
}

/** The other of two, the lines nobody named, the product named before or after the stretch. */
function besides(search: TargetSearch): void {
  const { stretch, all, held } = search
  const { situation, valued } = stretch
  const { focus, named, cart } = situation
  if (all.length === 2 && focus !== undefined) add(search, [1 - focus], 'other')
  if (named.size > 0 && named.size < all.length)
    add(
      search,
      all.filter((line) => !named.has(line)),
      'rest',
    )
  if (held.length > 0) return
  for (const { product, how } of besideOf(stretch)) {
    const lines = all.filter((line) => cart[line]?.product === product)
    add(search, lines, `ctx${how}`)
    const some = narrowed(search, lines, valued)
    if (some.lines.length > 0 && some.lines.length < lines.length) add(search, some.lines, `ctxDesc${how}`, some.used)
  }
}
