/**
 * The sets of lines a stretch may be about: by name, by what describes them, by place, by size
 * beside each other, the one last talked about, the one asked about, the others, the rest. A set
 * found in several ways is one target with several ways: the ways are the evidence. Next: edits.ts
 * crosses targets with what may be done to them.
 */
import { besideOf } from '#conversation/understanding/reader/edits/inherit.ts'
import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import {
  block,
  describes,
  feature,
  fitOf,
  linesNamed,
  type MessageBlock,
} from '#conversation/understanding/reader/situation.ts'
import { type Stretch, saysAny, saysWord, type WordRole } from './stretch.ts'

export type LineTarget = {
  readonly lines: readonly number[]
  readonly one: number | undefined
  readonly ways: ReadonlySet<string>
  /** Units that say which lines. */
  readonly used: ReadonlySet<number>
  readonly roles: ReadonlyMap<number, WordRole>
  /** Units with a value that does not describe these lines. */
  readonly fresh: readonly number[]
  readonly evidence: MessageBlock
}
type Found = Map<string, { readonly lines: readonly number[]; readonly ways: Set<string>; readonly used: Set<number> }>
type Search = {
  readonly stretch: Stretch
  readonly all: readonly number[]
  readonly held: readonly number[]
  readonly found: Found
}

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
  const search: Search = {
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

function add({ found }: Search, lines: readonly number[], way: string, used: readonly number[] = []): void {
  const sorted = [...new Set(lines)].sort((a, b) => a - b)
  if (sorted.length === 0) return
  const held = found.get(sorted.join()) ?? { lines: sorted, ways: new Set<string>(), used: new Set<number>() }
  found.set(sorted.join(), held)
  held.ways.add(way)
  for (const i of used) held.used.add(i)
}

/** Of these lines, those that most of the units describe. */
function narrowed(
  { stretch: { situation } }: Search,
  lines: readonly number[],
  by: readonly number[],
): { readonly lines: readonly number[]; readonly used: readonly number[] } {
  const counts = lines.map((line) => by.filter((i) => describes(situation, i, line)).length)
  const most = Math.max(0, ...counts)
  const best = most === 0 ? [] : lines.filter((_, k) => counts[k] === most)
  return { lines: best, used: by.filter((i) => best.some((line) => describes(situation, i, line))) }
}

function byName(search: Search): void {
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

function byDescription(search: Search): void {
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

function byTalk(search: Search): void {
  const { stretch, all } = search
  const { focus, message } = stretch.situation
  if (focus !== undefined) add(search, [focus], 'focus')
  const asked = message.pending?.line
  if (asked !== undefined && asked < all.length) add(search, [asked], 'pendingLine')
  add(search, all, all.length === 1 ? 'only' : 'all')
}

const PLACE = /^(?:line|item|number|no|position|pos|row|lines|items|numbers|#|num|nr)$/
function byPlace(search: Search): void {
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
function bySize(search: Search): void {
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
function besides(search: Search): void {
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

type Raw = { readonly lines: readonly number[]; readonly ways: ReadonlySet<string>; readonly used: ReadonlySet<number> }

function withEvidence({ stretch, all, held }: Search, target: Raw, found: readonly Raw[]): LineTarget {
  const { situation, valued } = stretch
  const { units } = situation
  const { lines, ways, used } = target
  const [first] = lines
  const one = lines.length === 1 ? first : undefined
  const roles = new Map<number, WordRole>()
  for (const i of held)
    if (linesNamed(situation, i).some((line) => lines.includes(line)))
      roles.set(i, units[i]?.plural === true ? 'TS' : 'T')
  const described = valued.filter((i) => lines.some((line) => describes(situation, i, line)))
  for (const i of described) if (!roles.has(i) || units[i]?.values !== undefined) roles.set(i, 'OE')
  if (ways.has('ordinal') || ways.has('ordinal1')) for (const i of used) roles.set(i, 'ORD')
  const size = one !== undefined ? 'one' : lines.length === all.length ? 'every' : 'many'
  const features = [
    ...[...ways].map((way) => feature('way', way)),
    ...pointing(stretch, target, size),
    ...naming({ stretch, held }, target, size),
    feature('narrowable', String(found.some((other) => narrows(other, target)))),
    feature('desc', String(Math.min(2, described.length))),
    ...(one === undefined ? [feature('T', String(Math.min(4, lines.length)))] : []),
  ]
  const { pending } = situation.message
  // A value of the option that is asked for answers, even where the line has it.
  const answers = (i: number): boolean =>
    pending !== undefined &&
    pending.line === one &&
    fitOf(situation, i, situation.cart[one ?? -1]?.product ?? '')?.option === pending.ask
  const fresh = valued.filter((i) => !described.includes(i) || answers(i))
  return { lines, one, ways, used, roles, fresh, evidence: block(situation.rows, features) }
}

const narrows = (other: Raw, target: Raw): boolean =>
  other !== target &&
  other.lines.length < target.lines.length &&
  other.lines.every((line) => target.lines.includes(line)) &&
  [...other.ways].some((way) => /^(?:prodDesc|desc|relative|ordinal|ctxDesc|qtyIs)/.test(way))

function pointing(stretch: Stretch, { lines, ways }: Raw, size: string): readonly number[] {
  const { focus, message } = stretch.situation
  const single = saysAny(stretch, /^(?:it|that|this)$/)
  const several = saysAny(stretch, /^(?:them|those|these|they)$/)
  const inFocus = focus !== undefined && lines.includes(focus)
  const isRest = [...ways].some((way) => /rest|other|Other/.test(way))
  return [
    feature('size', size),
    feature('all', String(saysAny(stretch, /^(?:all|everything|every|both|each|evrything|everythin)$/)), size),
    feature('sing', String(single), size),
    feature('plur', String(several), size),
    feature('focus', String(inFocus), single ? 's' : several ? 'p' : '-', size),
    feature('rest', String(saysAny(stretch, /^(?:rest|others|else|other)$/)), String(isRest)),
    ...(size === 'one' && inFocus ? [feature('isFocus')] : []),
    ...(size === 'one' && message.pending?.line === lines[0] ? [feature('isPending')] : []),
  ]
}

function naming(
  { stretch, held }: Pick<Search, 'stretch' | 'held'>,
  { lines, ways }: Raw,
  size: string,
): readonly number[] {
  const { situation, products, from, to } = stretch
  const { units } = situation
  const missed = held.filter((i) => !linesNamed(situation, i).some((line) => lines.includes(line))).length
  const foreign = products.length - held.length
  const said = [...ways].some((way) => /^(?:desc|prod|union|ord|rel)/.test(way))
  const places = units.slice(from, to).some((unit) => unit.ordinal !== undefined)
  return [
    feature('missed', String(Math.min(2, missed))),
    feature('foreign', String(Math.min(2, foreign))),
    feature('ord', String(places), String(ways.has('ordinal'))),
    feature('noProd', String(products.length === 0), size, said ? 'said' : 'unsaid'),
    ...(products.length === 0
      ? []
      : [feature(products.some((i) => units[i]?.plural === true) ? 'plural' : 'singular', size)]),
  ]
}
