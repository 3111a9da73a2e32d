/**
 * Words that hint at something else than what is done: "usual" where nothing is repeated, "each"
 * beside one, "instead" where something is added, money without a mark. Rule: a hint is a number
 * with a name, what it is worth is learned. Next: signs.ts puts it beside the other signs.
 */

import type { Situation } from '#conversation/understanding/reader/situation.ts'
import type { Op, SpokenLine } from '#conversation/understanding/types.ts'
import { classesOf } from './classes.ts'
import { coverageOf } from './coverage.ts'

type Hints = Readonly<Record<string, number>>
const yes = (is: boolean): number => (is ? 1 : 0)
const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const USUAL = set('usual usuals ordinary repeat reorder previous regular')
const SAME = set('same another again matching second')
const WONDER = set('asking asks asked know wonder wondering question wants curious ask')
const EACH = set('each every per apiece')
const ALL = set('all both every everything lot')
const ON_TOP = set('more extra additional another top further')
const FEWER = set('less fewer reduce minus knock off down')
const OTHER = set('instead rather swap swop replace become becomes')
const POINT = set('this that those these one ones it them')
/** One sign for each of these, by their names. */
const NAMED = [
  ...(['add', 'setQty', 'changeQty', 'remove', 'clear', 'setOption', 'replace', 'split', 'repeatLast'] as const),
  ...(['undo', 'clarify', 'notFound', 'noVariant', 'ask', 'submit', 'backorder', 'deny'] as const),
] satisfies readonly Op['op'][]
const PRICES: ReadonlySet<Op['op']> = new Set<Op['op']>(['priceAdjust', 'lineOff', 'percentOff'])

export function hintsOf(situation: Situation, ops: readonly Op[]): Hints {
  const { units, generic, message } = situation
  const words = new Set(units.map((unit) => unit.words))
  const says = (list: ReadonlySet<string>): boolean => [...list].some((word) => words.has(word))
  const classed = (name: string): boolean => generic.some((word) => classesOf(word).includes(name))
  const has = (...names: readonly Op['op'][]): boolean => ops.some(({ op }) => names.includes(op))
  const changes = has('add', 'setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split')
  const asking = generic.slice(1).filter((word) => classesOf(word).some((name) => name === 'QWORD' || name === 'AUX'))
  return {
    ...Object.fromEntries(NAMED.map((name) => [`is ${name}`, yes(has(name))])),
    ...ofLines(situation, ops, says),
    usualUnused: yes(says(USUAL) && !has('repeatLast') && !situation.repeated),
    sameAdds: yes(says(SAME) && has('add')),
    asksInside: changes ? Math.min(2, asking.length) : 0,
    wonders: yes(says(WONDER) && changes),
    unmarkedMoney: yes(ops.some(({ op }) => PRICES.has(op)) && !units.some(({ money }) => money === true)),
    eachSaid: yes(says(EACH)),
    joined: yes(/[(+]/.test(message.text)),
    timesUnused: yes(classed('TIMES') && !has('setQty', 'changeQty', 'split')),
    onTopSet: yes(says(ON_TOP) && has('setQty')),
    fewerUnused: yes(says(FEWER) && !has('setQty', 'changeQty', 'remove', 'split')),
    insteadAdds: yes(says(OTHER) && has('add')),
    longNumber: yes(units.some(({ number }) => (number ?? 0) >= 1000)),
    onlyDoubt: yes(
      ops.length > 0 && ops.every(({ op }) => op === 'clarify' || op === 'notFound' || op === 'noVariant'),
    ),
    excludes: yes(ops.some((op) => op.op === 'add' && Object.keys(op.exclude ?? {}).length > 0)),
  }
}

/** Things are asked for, and no word hints at anything else: "a hoodie and 3 white mugs". */
export function isPlain(situation: Situation, ops: readonly Op[]): boolean {
  const { generic, units } = situation
  const said = Object.entries({ ...hintsOf(situation, ops), ...coverageOf(situation, ops) })
  const hinted = said.some(([name, value]) => value > 0 && AWAY.has(name))
  const turned = generic.some((word) => word === '<unk>' || classesOf(word).some((name) => TURNS.has(name)))
  const asked = units.some(({ words }) => words === '?')
  return ops.length > 0 && ops.every(({ op }) => op === 'add') && !hinted && !turned && !asked
}
const AWAY = new Set([
  ...['usualUnused', 'sameAdds', 'asksInside', 'wonders', 'eachSaid', 'joined', 'insteadAdds', 'timesUnused'],
  ...['excludes', 'namedUnused', 'valueUnused', 'numberUnused', 'unsaidValue'],
])
const TURNS = set('NEG REPAIR EXCEPT UNDO REMOVE CHANGE')

function ofLines({ cart, units }: Situation, ops: readonly Op[], says: (list: ReadonlySet<string>) => boolean): Hints {
  const lines = new Set(ops.flatMap((op) => ('line' in op && typeof op.line === 'number' ? [op.line] : [])))
  const several = (line: number): boolean => (cart[line]?.quantity ?? 0) > 1
  const counted = units.some(({ number, words }) => number !== undefined || words === 'a' || words === 'one')
  return {
    leavesOpen: Math.min(2, ops.filter((op) => op.op === 'add' && leavesOpen(cart, op)).length),
    allOfOne: yes(says(ALL) && lines.size === 1 && cart.length > 1),
    removesCounted: yes(counted && ops.some((op) => op.op === 'remove' && several(op.line))),
    pointsAway: yes(says(POINT) && ops.some(({ op }) => op === 'remove')),
  }
}

/** Of what is there in bottles, and it is not said in what: it may be taken over. */
export function leavesOpen(cart: readonly SpokenLine[], { product, options }: SpokenLine): boolean {
  const held = cart.filter((line) => line.product === product)
  return held.length > 0 && held.every((line) => Object.keys(line.options).some((name) => !(name in options)))
}
