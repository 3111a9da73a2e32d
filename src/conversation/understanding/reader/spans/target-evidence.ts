/**
 * The evidence that a set of lines is what a stretch is about: the ways it was found in, how it is
 * pointed at, and what names it or something else. Next: targets.ts finds the sets.
 */

import {
  block,
  describes,
  feature,
  fitOf,
  linesNamed,
  type MessageBlock,
} from '#conversation/understanding/reader/situation.ts'
import { type Stretch, saysAny, type WordRole } from './stretch.ts'

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

export type TargetSearch = {
  readonly stretch: Stretch
  readonly all: readonly number[]
  readonly held: readonly number[]
  readonly found: Found
}

type Raw = { readonly lines: readonly number[]; readonly ways: ReadonlySet<string>; readonly used: ReadonlySet<number> }

export function withEvidence({ stretch, all, held }: TargetSearch, target: Raw, found: readonly Raw[]): LineTarget {
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
  { stretch, held }: Pick<TargetSearch, 'stretch' | 'held'>,
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
