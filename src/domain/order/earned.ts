/**
 * A gift, or a unit that another line earned, leaves with what earned it (rules.md O16): what of it
 * has not left is cancelled, and what comes back with returned goods is returned. Counted over all
 * orders that were placed together, as it was frozen with them (draft/earned-by.ts).
 */
import type { Component, EarnedBy } from '#domain/model/ledger.ts'
import type { OrderLine } from '#domain/model/order.ts'
import { alive, cancelUnits, exchangedAway, kept, open, returnUnits, type Taken } from './units.ts'

type Reward = { readonly source: string; readonly earnedBy: EarnedBy }

const rewardOf = ({ components }: OrderLine): Reward | undefined => components.find(isReward)
const isReward = (component: Component): component is Component & Reward => component.earnedBy !== undefined
/** Units the customer has or still gets. */
const staying = (line: OrderLine): number => alive(line) - line.returned - exchangedAway(line)
/** What it was ordered as: an exchange takes nothing from what was earned. */
const orderedAs = ({ units, sku }: OrderLine): string => units[0]?.standsFor ?? sku
const total = (lines: readonly OrderLine[]): number => lines.reduce((sum, line) => sum + staying(line), 0)

/**
 * What must leave of these lines, now that they stand as they do; `others` are the lines of the
 * orders placed together with them.
 */
export function leavingWith(
  lines: readonly OrderLine[],
  others: readonly OrderLine[],
  comesBack: boolean,
): readonly Taken[] {
  const left = new Map<number, Taken[]>()
  let now = lines
  for (;;) {
    const [taken] = now.flatMap((line) => unearned(line, now, others, comesBack) ?? [])
    if (taken === undefined) break
    const { position } = taken.line
    left.set(position, [...(left.get(position) ?? []), taken])
    now = now.map((line) => (line.position === position ? taken.line : line))
  }
  return [...left.values()].flat()
}

function unearned(
  line: OrderLine,
  own: readonly OrderLine[],
  others: readonly OrderLine[],
  comesBack: boolean,
): Taken | undefined {
  const reward = rewardOf(line)
  if (reward === undefined) return undefined
  const over = excess(reward, [...own, ...others])
  if (over <= 0) return undefined
  const waiting = Math.min(over, open(line))
  if (waiting > 0) return cancelUnits(line, waiting)
  const back = comesBack ? Math.min(over, kept(line)) : 0
  return back > 0 ? returnUnits(line, back) : undefined
}

export const isEarned = (reward: Reward, lines: readonly OrderLine[]): boolean => excess(reward, lines) <= 0

/** How many more units of a reward there are than are earned. */
function excess({ source, earnedBy }: Reward, lines: readonly OrderLine[]): number {
  const rewards = lines.filter((line) => rewardOf(line)?.source === source)
  const earning = lines.filter(
    (line) => !line.gift && rewardOf(line)?.source !== source && earnedBy.skus.includes(orderedAs(line)),
  )
  return total(rewards) - Math.floor(total(earning) / earnedBy.atLeast) * earnedBy.gives
}
