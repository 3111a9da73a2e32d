// P13: told to stop under load, again and again. What was acknowledged is done, what was not is
// delivered again by Slack to the next process; the old one is gone within fifteen seconds. Next:
// desk.ts; main.ts prints it.
import { setTimeout as pause } from 'node:timers/promises'
import { drained, heldOf, openDesk, openOrders } from './desk.ts'

export type DrainOptions = { readonly url: string; readonly stops: number; readonly rate: number }
export type DrainResult = {
  readonly sent: number
  /** Lines without effect, or with more than one. */
  readonly failed: number
  /** Milliseconds from SIGTERM to the end of the process. */
  readonly stops: readonly number[]
  readonly problems: readonly string[]
}

const REPS = 12
/** Load before each stop, milliseconds. */
const BETWEEN = 1_500
/**
 * Slack's minute is thirteen seconds here, its five are a minute: as in life, longer than a restart
 * takes, also on a slow machine.
 */
const COMPRESS = 4.5
const PATIENCE = 180_000

export async function stopUnderLoad({ url, stops, rate }: DrainOptions): Promise<DrainResult> {
  const desk = await openDesk({ url, reps: REPS, compress: COMPRESS })
  try {
    await desk.start()
    await openOrders(desk)
    let loading = true
    const sent: Promise<unknown>[] = []
    const load = (async () => {
      for (let n = 0; loading; n++) {
        const rep = desk.reps[n % REPS] ?? ''
        sent.push(desk.slack.says(rep, desk.dmOf(rep), 'add 1 BEAN-BLACK'))
        await pause(1000 / rate)
      }
    })()
    const times: number[] = []
    const codes: (number | null)[] = []
    for (let n = 0; n < stops; n++) {
      await pause(BETWEEN)
      const { code, took } = await desk.terminate()
      times.push(took)
      codes.push(code)
      await desk.start()
    }
    loading = false
    await load
    await Promise.all(sent)
    await drained(desk, PATIENCE)
    const failures = await desk.rows<{ n: number }>("select count(*)::int as n from inbox where status = 'failed'")
    return {
      sent: sent.length,
      failed: Math.abs(sent.length - (await heldOf(desk, 'BEAN-BLACK'))) + (failures[0]?.n ?? 0),
      stops: times,
      problems: [
        ...codes.flatMap((code) => (code === 0 ? [] : [`ended with ${String(code)}`])),
        ...desk.slack.violations,
        ...(await desk.violations()),
      ],
    }
  } finally {
    await desk.close()
  }
}

export const drainLine = ({ sent, failed, stops, problems }: DrainResult): string =>
  `P13: ${stops.length} SIGTERMs under load, ${sent} lines: ${failed} failed turns, slowest end ${(Math.max(...stops) / 1000).toFixed(1)} s; ${problems.length} problems`
