/**
 * Fixed phrases beside the model: what the rules for small commands (people, addresses, prices,
 * flow, questions) claim at each place where a clause may start becomes a candidate like any other,
 * so the model decides between a rule's reading and its own.
 */

import { feature, type Situation } from '#conversation/understanding/reader/situation.ts'
import type { WordRule } from '#conversation/understanding/rules/rule.ts'
import { ADDRESS_RULES } from '#conversation/understanding/rules/rules-address.ts'
import { BACKORDER_RULES } from '#conversation/understanding/rules/rules-backorder.ts'
import { FLOW_RULES } from '#conversation/understanding/rules/rules-flow.ts'
import { PEOPLE_RULES } from '#conversation/understanding/rules/rules-people.ts'
import { PRICE_RULES } from '#conversation/understanding/rules/rules-price.ts'
import { QUESTION_RULES } from '#conversation/understanding/rules/rules-questions.ts'
import { type Scene, sceneOf } from '#conversation/understanding/scene.ts'
import { LINE_OPS, type Op } from '#conversation/understanding/types.ts'

export type ClaimedWords = {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly ops: readonly Op[]
  readonly said: readonly number[]
}

const FAMILIES: readonly (readonly [string, readonly WordRule[]])[] = [
  ['rule:flow', FLOW_RULES],
  ['rule:price', PRICE_RULES],
  ['rule:people', PEOPLE_RULES],
  ['rule:other', BACKORDER_RULES],
  ['rule:detail', ADDRESS_RULES],
  ['rule:question', QUESTION_RULES],
]
const POLITE = new RegExp(
  `^(?:please |can (?:you|u|we|i) |could (?:you|u|we|i) |would you |i want to |i'd like to ` +
    `|i would like to |i need to |i wanna |let's |let us |let me |you can |we can |go ahead and |just ` +
    '|actually |also |kindly )+',
)
/**
 * What the model has candidates of its own for, learned from many sentences: a rule's word on these
 * only misleads it.
 */
const OWN: ReadonlySet<Op['op']> = new Set<Op['op']>([
  ...LINE_OPS,
  'ask',
  'status',
  'smalltalk',
  'submit',
  'undo',
  'confirm',
  'deny',
  'repeatLast',
  'shipMethod',
  'coupon',
  'backorder',
  'notFound',
  'noVariant',
  'clarify',
])
/** More places than this are read without rules. */
const MOST_PLACES = 40

export function claimsOf(situation: Situation, bounds: readonly number[]): readonly ClaimedWords[] {
  const { lexicon, message, units } = situation
  const scene = sceneOf(lexicon, { ...message, lines: situation.cart }, message.text)
  const out: ClaimedWords[] = []
  for (const from of bounds.slice(0, Math.min(bounds.length - 1, MOST_PLACES))) {
    const start = startOf(situation, from)
    const polite = POLITE.exec(scene.lower.slice(start, start + 60))?.[0].length ?? 0
    for (const at of polite > 0 ? [start, start + polite] : [start])
      for (const { type, ops, end, sure } of claimsAt(scene, at)) {
        const said = endOfWords(scene.lower, end)
        const to = bounds.find((bound) => bound > from && (units[bound - 1]?.end ?? 0) >= said)
        if (to === undefined || ops.length === 0 || ops.every((op) => OWN.has(op.op))) continue
        const exact = (units[to - 1]?.end ?? 0) <= end
        const kinds = [...new Set(ops.map((op) => op.op))].sort()
        const features = [
          feature('claim'),
          feature('sure', String(sure)),
          feature('exact', String(exact)),
          feature('polite', String(at > start)),
          ...kinds.map((kind) => feature('op', kind, String(exact))),
        ]
        out.push({ from, to, type, ops, said: features })
      }
  }
  return out
}

/** After the joining words and marks a clause opens with. */
function startOf({ units }: Situation, from: number): number {
  let i = from
  while (
    units[i]?.kind === 'mark' ||
    /^(?:and|but|then|also|plus|so|oh|well|hmm|um|uh|hi|hello|hey)$/.test(units[i]?.words ?? '')
  )
    i += 1
  return units[i]?.start ?? units[from]?.start ?? 0
}
/** Without the spaces and marks before this place. */
function endOfWords(text: string, end: number): number {
  let at = Math.min(end, text.length)
  while (at > 0 && /[\s?.!,;:]/.test(text[at - 1] ?? '')) at -= 1
  return at
}

type Found = { readonly type: string; readonly ops: readonly Op[]; readonly end: number; readonly sure: boolean }
function claimsAt(scene: Scene, start: number): readonly Found[] {
  const out: Found[] = []
  for (const [type, rules] of FAMILIES)
    for (const rule of rules) {
      rule.pattern.lastIndex = start
      const match = rule.pattern.exec(scene.lower)
      const claim = match === null ? undefined : rule.read(match, scene)
      if (claim === undefined || claim.end <= start) continue
      out.push({ type, ops: claim.ops, end: claim.end, sure: claim.sure ?? true })
      break
    }
  return out
}
