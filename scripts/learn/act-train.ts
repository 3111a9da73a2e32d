// Training of the head of acts: climbs the likelihood of every way of cutting a message that gives
// the acts that were meant. Deterministic. Next: act-report.ts judges, act-write.ts writes.
import {
  addLog,
  entering,
  GROUPS,
  groupSums,
  isMerged,
  KIND_COUNT,
  pathsUpTo,
  scoresOf,
  stretchAt,
} from '#conversation/understanding/acts/head.ts'
import { CART, SKIP } from '#conversation/understanding/acts/kinds.ts'
import type { ActLesson } from './act-lessons.ts'
import { shuffling } from './shuffle.ts'

const NEVER = Number.NEGATIVE_INFINITY
const EPOCHS = 8
const RATE = 0.15
const DECAY = 0.0005
/** What is less likely teaches nothing. */
const LEAST = 1e-4

type Arc = {
  readonly at: number
  readonly from: number
  readonly before: number
  readonly to: number
  readonly after: number
}
type Chart = {
  readonly arcs: readonly Arc[]
  readonly states: number
  readonly bounds: number
  readonly ends: readonly number[]
}

export function trainHead(items: readonly ActLesson[], rows: number, say?: (line: string) => void): Float64Array {
  const weights = new Float64Array(rows * KIND_COUNT)
  const moved = new Float64Array(rows * KIND_COUNT)
  const gradient = new Float64Array(rows * KIND_COUNT)
  const charts = items.map(rightChart)
  const order = items.map((_, i) => i)
  const shuffle = shuffling()
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order)
    let gained = 0
    const rate = RATE / (1 + 0.15 * epoch)
    for (const i of order) {
      const [item, chart] = [items[i], charts[i]]
      if (item === undefined || chart === undefined) continue
      const scores = scoresOf(item.stretches, weights)
      const right = shares(chart, scores)
      if (right.total === NEVER) continue
      const all = freeShares(item.stretches.count, scores)
      gained += right.total - all.total
      const touched = push(item, [all.each, right.each], gradient)
      for (const at of touched) {
        const step = (gradient[at] ?? 0) + DECAY * (weights[at] ?? 0)
        gradient[at] = 0
        const sum = (moved[at] ?? 0) + step * step
        moved[at] = sum
        weights[at] = (weights[at] ?? 0) - (rate * step) / (1e-3 + Math.sqrt(sum))
      }
    }
    say?.(`acts, epoch ${epoch}: log likelihood ${(gained / items.length).toFixed(3)}`)
  }
  return weights
}

/** How much of all weight goes over each stretch and kind, in every way of cutting and naming. */
function freeShares(count: number, scores: Float64Array) {
  const sums = groupSums(count, scores)
  const ahead = pathsUpTo(count, sums)
  const behind = new Float64Array(count * GROUPS).fill(NEVER)
  behind.fill(0, (count - 1) * GROUPS)
  const [, , total] = entering(ahead, count - 1)
  const each = new Map<number, number>()
  for (let from = count - 2; from >= 0; from--) {
    const enter = entering(ahead, from)
    for (let to = from + 1; to < count; to++) {
      const stretch = stretchAt(count, from, to)
      for (let group = 0; group < GROUPS; group++) {
        const after = behind[to * GROUPS + group] ?? NEVER
        const value = (sums[stretch * GROUPS + group] ?? 0) + after
        for (let before = 0; before < GROUPS; before++) {
          const at = from * GROUPS + before
          if (before !== group || group === 2) behind[at] = addLog(behind[at] ?? NEVER, value)
        }
        const around = (enter[group] ?? NEVER) + after - total
        if (around === NEVER) continue
        for (let kind = group; kind < (group === 2 ? KIND_COUNT : group + 1); kind++) {
          const at = stretch * KIND_COUNT + kind
          const share = Math.exp(around + (scores[at] ?? 0))
          if (share > LEAST) each.set(at, share)
        }
      }
    }
  }
  return { total, each }
}

/** Those that give every act that was meant, once. */
function rightChart({ stretches: { count }, gold, valid }: ActLesson): Chart {
  const own = gold.map((kind, i) => ({ kind, valid: valid[i] })).filter(({ kind }) => !isMerged(kind))
  const cart = gold.includes(CART)
  const full = 2 ** own.length - 1
  const state = (mask: number, some: number, last: number): number => (mask * 2 + some) * GROUPS + last
  const arcs: Arc[] = []
  for (let to = 1; to < count; to++)
    for (let from = 0; from < to; from++)
      for (let mask = 0; mask <= full; mask++)
        for (let some = 0; some < (cart ? 2 : 1); some++)
          for (let last = 0; last < GROUPS; last++) {
            if (from === 0 && (mask > 0 || some > 0 || last !== 2)) continue
            const stretch = stretchAt(count, from, to)
            const before = state(mask, some, last)
            const arc = (kind: number, after: number): number =>
              arcs.push({ at: stretch * KIND_COUNT + kind, from, before, to, after })
            if (cart && last !== 0) arc(CART, state(mask, 1, 0))
            if (last !== 1) arc(SKIP, state(mask, some, 1))
            own.forEach((one, bit) => {
              const twin = own.findIndex(({ kind }) => kind === one.kind)
              const waits = one.valid === undefined && twin < bit && (mask & (1 << (bit - 1))) === 0
              if ((mask & (1 << bit)) === 0 && !waits && one.valid?.has(stretch) !== false)
                arc(one.kind, state(mask | (1 << bit), some, 2))
            })
          }
  const ends = [0, 1, 2].map((last) => state(full, cart ? 1 : 0, last))
  return { arcs, states: (full + 1) * 2 * GROUPS, bounds: count, ends }
}

/** How much of all weight goes over each stretch and kind. */
function shares({ arcs, states, bounds, ends }: Chart, scores: Float64Array) {
  const ahead = new Float64Array(bounds * states).fill(NEVER)
  const behind = new Float64Array(bounds * states).fill(NEVER)
  ahead[2] = 0
  for (const { at, from, before, to, after } of arcs) {
    const value = ahead[from * states + before] ?? NEVER
    if (value === NEVER) continue
    const end = to * states + after
    ahead[end] = addLog(ahead[end] ?? NEVER, value + (scores[at] ?? 0))
  }
  let total = NEVER
  for (const end of ends) {
    const at = (bounds - 1) * states + end
    behind[at] = 0
    total = addLog(total, ahead[at] ?? NEVER)
  }
  const each = new Map<number, number>()
  if (total === NEVER) return { total, each }
  for (let i = arcs.length - 1; i >= 0; i--) {
    const arc = arcs[i]
    const rest = arc === undefined ? NEVER : (behind[arc.to * states + arc.after] ?? NEVER)
    if (arc === undefined || rest === NEVER) continue
    const value = rest + (scores[arc.at] ?? 0)
    const start = arc.from * states + arc.before
    behind[start] = addLog(behind[start] ?? NEVER, value)
    const share = Math.exp((ahead[start] ?? NEVER) + value - total)
    if (share > LEAST) each.set(arc.at, (each.get(arc.at) ?? 0) + share)
  }
  return { total, each }
}

type Shares = ReadonlyMap<number, number>
function push({ stretches }: ActLesson, [all, right]: readonly [Shares, Shares], gradient: Float64Array): Set<number> {
  const touched = new Set<number>()
  for (const at of new Set([...all.keys(), ...right.keys()])) {
    const by = (all.get(at) ?? 0) - (right.get(at) ?? 0)
    if (Math.abs(by) < LEAST) continue
    const kind = at % KIND_COUNT
    for (const row of stretches.rows[(at - kind) / KIND_COUNT] ?? []) {
      const cell = row * KIND_COUNT + kind
      gradient[cell] = (gradient[cell] ?? 0) + by
      touched.add(cell)
    }
  }
  return touched
}
