// One look of the clock, as every process takes it every few seconds. Answers how many things this process said.
import { TERMINAL_APPROVALS } from '#conversation/engine.ts'
import { lookAtClock } from '#jobs/clock.ts'
import { whatIsDue } from '#jobs/dues.ts'
import { CLOCK_USER } from '#store/turn/open-turn.ts'
import { codec, type Parley } from './open-parley.ts'

export function lookNow({ store, engine }: Parley): Promise<number> {
  const source = { ...store, settings: async () => (await store.engine.shop()).settings }
  return lookAtClock({
    engine,
    codec,
    due: () => whatIsDue(source, { desk: TERMINAL_APPROVALS, queues: new Map() }),
    user: CLOCK_USER,
  })
}
