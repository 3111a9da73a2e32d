/**
 * How likely it is that acts are right as they were filled in: signs of the reading as a whole,
 * weighed as was learned from readers that had not seen the scenes. Rule: below SURE nothing is
 * done without asking. Next: scripts/learn/act-report.ts fits the weights.
 */
import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import type { Op } from '../types.ts'
import type { ActScene } from './clauses.ts'
import type { ActStretch } from './head.ts'
import { CART, SKIP } from './kinds.ts'
import { sensesOf } from './senses.ts'

export type Seen = {
  readonly scene: ActScene
  readonly path: readonly ActStretch[]
  readonly probability: number
  readonly ops: readonly Op[]
  readonly rules: Segmented
}
/** Above this nearly all were right (docs/READER.md); above LIKELY it is offered with a press. */
export const SURE = 0.97
export const LIKELY = 0.5

const odds = (p: number): number => {
  const held = Math.min(0.9995, Math.max(0.01, p))
  return Math.log(held / (1 - held))
}
const NEGATIONS = /^(?:not|no|dont|never|without|only|just|keep|instead|but|except|rather|actually|sorry|wrong)$/
const GOODS: ReadonlySet<Op['op']> = new Set<Op['op']>([
  'exchange',
  'editOrder',
  'addToOrder',
  'reorder',
  'splitShip',
  'lineOff',
])
const ITEMS: ReadonlySet<Op['op']> = new Set<Op['op']>(['cancelOrder', 'returnItems', 'refund', 'ship', 'percentOff'])
const WORDS: ReadonlySet<Op['op']> = new Set<Op['op']>([
  ...(['complain', 'orderComment', 'comment', 'memo', 'say', 'decline', 'reason', 'undoTo', 'customerName'] as const),
])
const ASKS: ReadonlySet<Op['op']> = new Set<Op['op']>([
  'ask',
  'policy',
  'why',
  'whyNot',
  'whatIf',
  'status',
  'help',
  'show',
])

export function actSigns({ scene, path, probability, ops, rules }: Seen): readonly number[] {
  const { words, bounds, message } = scene
  const said = words.filter((word) => word !== '')
  const names = [...new Set(ops.map(({ op }) => op))].sort().join()
  const theirs = [...new Set(rules.scene.ops.map(({ op }) => op))].sort().join()
  const agree = names === theirs
  const skipped = path
    .filter(({ kind }) => kind === SKIP)
    .reduce(
      (sum, { from, to }) =>
        sum +
        words.slice(bounds[from], bounds[to]).filter((word) => sensesOf(word).length > 0 || word.startsWith('<'))
          .length,
      0,
    )
  const some = (set: ReadonlySet<Op['op']>): number => (ops.some(({ op }) => set.has(op)) ? 1 : 0)
  const asked = /\?\s*$/.test(message.text)
  return [
    1,
    odds(probability),
    Math.max(0, odds(probability) - 3),
    ops.length > 1 ? 1 : 0,
    ops.length > 2 ? 1 : 0,
    path.some(({ kind }) => kind === CART) ? 1 : 0,
    Math.min(3, said.filter((word) => word === '<unk>').length),
    said.some((word) => NEGATIONS.test(word)) && !ops.some(({ op }) => op === 'deny') ? 1 : 0,
    agree ? 1 : 0,
    agree && rules.sure ? 1 : 0,
    !agree && rules.sure && rules.unexplained.length === 0 && theirs !== '' ? 1 : 0,
    some(GOODS),
    some(ITEMS),
    some(WORDS),
    some(ASKS),
    said.length > 12 ? 1 : 0,
    said.length < 3 ? 1 : 0,
    Math.min(3, skipped),
    asked && some(ASKS) === 0 ? 1 : 0,
    message.pending === undefined ? 0 : 1,
    ops.some(({ op }) => op === 'smalltalk') ? 1 : 0,
    message.lines.length > 0 && message.order !== undefined ? 1 : 0,
  ]
}
export const chanceOf = (signs: readonly number[], weights: readonly number[]): number =>
  1 / (1 + Math.exp(-signs.reduce((sum, sign, at) => sum + sign * (weights[at] ?? 0), 0)))
