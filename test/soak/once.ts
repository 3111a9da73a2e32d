// P1 on Slack: every event delivered three times, all of them shuffled, many at once. Rule: each
// has exactly one effect, whatever came first. Next: desk.ts; main.ts prints it.
import { inParallel, shuffled } from '#test/support/barrier.ts'
import { drained, heldOf, openDesk, openOrders } from './desk.ts'

export type OnceOptions = { readonly url: string; readonly events: number; readonly seed: number }
export type OnceResult = {
  readonly delivered: number
  readonly effects: number
  readonly seconds: number
  readonly problems: readonly string[]
}

const REPS = 20
const AT_ONCE = 32
const PATIENCE = 300_000

export async function threeTimesShuffled({ url, events, seed }: OnceOptions): Promise<OnceResult> {
  const desk = await openDesk({ url, reps: REPS, compress: 60 })
  try {
    await desk.start()
    await openOrders(desk)
    const written = Array.from({ length: events }, (_, n) => {
      const rep = desk.reps[n % REPS] ?? ''
      return desk.slack.writes(rep, desk.dmOf(rep), 'add 1 BEAN-BLACK').deliveries
    }).flat()
    const all = shuffled([...written, ...written, ...written], seed)
    const began = performance.now()
    const acks = await inParallel(all, AT_ONCE, (delivery) => desk.slack.deliver(delivery))
    await drained(desk, PATIENCE)
    const refused = acks.filter(({ kind }) => kind !== 'acked').length
    return {
      delivered: all.length,
      effects: await heldOf(desk, 'BEAN-BLACK'),
      seconds: (performance.now() - began) / 1000,
      problems: [
        ...(refused > 0 ? [`${refused} not acknowledged`] : []),
        ...desk.slack.violations,
        ...(await desk.violations()),
      ],
    }
  } finally {
    await desk.close()
  }
}

export const onceLine = (
  { delivered, effects, seconds, problems }: OnceResult,
  { events, seed }: OnceOptions,
): string =>
  `P1 on Slack: ${events} events, each three times and shuffled (seed ${seed}): ${delivered} deliveries in ${seconds.toFixed(1)} s, ${effects} effects; ${problems.length} problems`
