// Carts to mistreat: a thread with two mugs for a guest of its own, and what is stored of it. Next:
// test/reliability/bad-input.test.ts.
import { message } from './open-parley.ts'
import type { World } from './world.ts'

export const REP = 'terminal:sam'
/** What every such cart holds, as `linesOf` answers it. */
export const TWO_MUGS = [['MUG-BLUE-11OZ', 2, 1200]]

export type Carts = {
  readonly freshThread: () => string
  /** Answers the thread. */
  readonly cart: () => Promise<string>
  /** SKU, quantity and unit price of each line of the thread's last draft. */
  readonly linesOf: (thread: string) => Promise<unknown>
}

export function cartsOf(shop: World, name: string): Carts {
  let threads = 0
  const freshThread = () => `terminal:${name}-${++threads}`
  return {
    freshThread,
    async cart() {
      const thread = freshThread()
      await shop.deliver(message(REP, thread, `guest ${name}${threads}@example.com: 2 blue 11oz mugs`))
      return thread
    },
    async linesOf(thread) {
      const [row] = await shop.rows<{ lines: unknown }>(
        `select json_agg(json_build_array(l->'sku', l->'quantity', l->'unitPrice')) as lines
         from draft, jsonb_array_elements(state->'content'->'lines') l where last_thread = $1`,
        [thread],
      )
      return row?.lines
    },
  }
}
