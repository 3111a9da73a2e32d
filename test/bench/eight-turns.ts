// The order that is measured: a guest's, in eight turns, as a rep types it. Rule: every order is
// somebody else's (own thread, e-mail), so that nothing but the shop is shared; an order that is
// not placed ends the benchmark. Next: floor.ts, the same eight turns in hand-written SQL.
import { placementText } from '#conversation/edge/text.ts'
import { message, type Parley } from '#test/support/open-parley.ts'
import type { OneOrder } from './figures.ts'

export const KINDS = ['start', 'items', 'quantity', 'address', 'method', 'coupon', 'payment', 'place'] as const
export type TurnKind = (typeof KINDS)[number]

export const said = (n: number): Readonly<Record<TurnKind, string>> => ({
  start: `guest pat${n}@example.com`,
  items: '2 blue 11oz mugs, 1 black beanie and 1 medium navy polo',
  quantity: 'set MUG-BLUE-11OZ 3',
  address: `ship to Pat Lee, ${n} Elm St, Salem, OR 97301, US`,
  method: 'method express',
  coupon: 'coupon SAVE10',
  payment: 'pay link',
  place: 'place',
})

/** `onTurn` is told before and after each turn, for counting statements. */
export const throughEngine =
  (parley: Parley): OneOrder =>
  async (n, turn) => {
    const words = said(n)
    for (const kind of KINDS) {
      const began = performance.now()
      const reply = await parley.deliver(message('terminal:sam', `terminal:bench-${n}`, words[kind], `b${n}-${kind}`))
      turn({ kind, time: performance.now() - began })
      if (kind === 'place' && !reply.outgoing.some(({ placement }) => 'settles' in placement)) {
        throw new Error(
          `order ${n} was not placed:\n${reply.outgoing.map(({ placement }) => placementText(placement)).join('\n')}`,
        )
      }
    }
  }
