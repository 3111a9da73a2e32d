/**
 * A candidate over a stretch: operations, the role each unit plays in them, and the evidence of
 * those roles. Next: stretch.ts, the evidence all of a stretch share.
 */

import { ACTING, classesOf } from '#conversation/understanding/reader/model/classes.ts'
import { block, feature, type MessageBlock, type Situation } from '#conversation/understanding/reader/situation.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { atom, join } from './atoms.ts'
import { capped, type Laid, type Roles, type Stretch } from './stretch.ts'

export type Proposal = {
  readonly type: string
  readonly ops: readonly Op[]
  readonly roles?: Roles
  /** Features of this candidate only. */
  readonly said?: readonly number[]
  /** Blocks it shares with others (a target's evidence). */
  readonly shared?: readonly MessageBlock[]
}

const NO_ROLES: Roles = new Map()
const NOTHING: readonly number[] = []

export function propose(
  stretch: Stretch,
  { type, ops, roles = NO_ROLES, said = NOTHING, shared = [] }: Proposal,
): void {
  const laid = laidOut(stretch, roles)
  const blocks = [stretch.base, ...shared, ...laid.blocks]
  if (said.length > 0) blocks.push(saidBlock(stretch, said))
  stretch.out.push({ type, ops, blocks, idle: laid.idle })
}

/** What the roles alone say: worked out once for all candidates that share them. */
function laidOut(stretch: Stretch, roles: Roles): Laid {
  const known = stretch.laid.get(roles)
  if (known !== undefined) return known
  const { situation, from, to } = stretch
  const blocks: MessageBlock[] = []
  const own: number[] = []
  let idle = 0
  let before = CARET
  const line: string[] = []
  for (let i = from; i < to; i++) {
    const role = roles.get(i) ?? idleRole(situation, i)
    if (role === undefined) {
      before = 0
      continue
    }
    if (!roles.has(i)) idle += 1
    blocks.push(roleBlock(stretch, i, role))
    const code = atom(role)
    if (before !== 0) own.push(join(join(RB, before), code))
    before = code
    if (line.length < 6) line.push(role)
  }
  own.push(feature('idle#', capped(idle, 3)), feature('roles', line.join(' ')))
  blocks.push(block(situation.rows, own))
  const laid = { blocks, idle }
  stretch.laid.set(roles, laid)
  return laid
}

function saidBlock({ situation, saidBlocks }: Stretch, said: readonly number[]): MessageBlock {
  const known = saidBlocks.get(said)
  const made = known ?? block(situation.rows, said, true)
  if (known === undefined) saidBlocks.set(said, made)
  return made
}

const CARET = atom('^')

const RB = atom('rb')

/** Content that a candidate leaves unused. */
function idleRole({ units, generic }: Situation, i: number): string | undefined {
  const unit = units[i]
  if (unit === undefined || unit.kind === 'word' || unit.kind === 'mark') return undefined
  if (unit.number !== undefined && unit.values === undefined) return generic[i] === '<one>' ? 'one' : 'num'
  return unit.products !== undefined ? 'prod' : unit.values !== undefined ? 'opt' : (generic[i] ?? 'other')
}

function roleBlock(stretch: Stretch, i: number, role: string): MessageBlock {
  const key = `${i}${role}`
  const known = stretch.roleBlocks.get(key)
  if (known !== undefined) return known
  const made = block(stretch.situation.rows, roleFeatures(stretch, i, role))
  stretch.roleBlocks.set(key, made)
  return made
}

function roleFeatures({ situation, from, to }: Stretch, i: number, role: string): readonly number[] {
  const { atoms, shapes, generic } = situation
  const at = (k: number): number => (k < from ? CARET : k >= to ? DOLLAR : (atoms[k] ?? 0))
  const shape = (k: number): string => (k < from ? '^' : k >= to ? '$' : (shapes[k] ?? ''))
  const out = [
    feature('r', role),
    feature('rp', role, at(i - 1)),
    feature('rn', role, at(i + 1)),
    feature('rt', role, at(i - 1), at(i + 1)),
    feature('rl', role, at(i - 2), at(i - 1)),
    feature('rr', role, at(i + 1), at(i + 2)),
    feature('st', role, shape(i - 1), shape(i + 1)),
  ]
  let left = i - 1
  while (left >= from && !weighs(generic[left] ?? '')) left -= 1
  if (left >= from) for (const name of classesOf(generic[left] ?? '')) out.push(feature('nl', role, name))
  let right = i + 1
  while (right < to && !weighs(generic[right] ?? '')) right += 1
  if (right < to) for (const name of classesOf(generic[right] ?? '')) out.push(feature('nr', role, name))
  if (/^(?:T|TS|P|PH|PA|OE|ON|Q)$/.test(role)) out.push(feature('det', role, determiner(situation, from, i)))
  return out
}

const DOLLAR = atom('$')

const weighs = (word: string): boolean =>
  classesOf(word).some((name) => ACTING.has(name) || name === 'NEG' || name === 'ALL')

const DETERMINER = /^(?:a|an|the|my|those|these|another|more|extra|any|that|this|both|all|no|of|in|for|to|some|other)$/

function determiner({ units, generic }: Situation, from: number, i: number): string {
  let j = i - 1
  while (j >= from && units[j]?.kind === 'span') j -= 1
  const word = generic[j] ?? ''
  if (j < from) return '^'
  if (units[j]?.number !== undefined) return 'N'
  return DETERMINER.test(word) ? word : (classesOf(word)[0] ?? '-')
}
