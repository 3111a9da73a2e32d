// P10: many lines a second while the database is slow. Acknowledgements are what Slack waits for;
// the turns may take their time, and must all be done in the end. Rule: figures are told, and only
// an acknowledgement Slack would not have waited for counts against the product. Next: desk.ts;
// main.ts prints it.
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '#test/bench/figures.ts'
import { type Desk, drained, heldOf, openDesk, openOrders } from './desk.ts'

export type BurstOptions = {
  readonly url: string
  readonly seconds: number
  /** Lines a second. */
  readonly rate: number
  /** Milliseconds added to every request to the database. */
  readonly latency: number
  /** People who write, each in an order of their own. */
  readonly reps: number
}
export type BurstResult = {
  readonly sent: number
  /** Milliseconds of those acknowledged. */
  readonly acks: readonly number[]
  /** Not acknowledged within 2.5 s. */
  readonly late: number
  readonly drainedTurns: number
  readonly drainedMessages: number
  /** Lines that had no effect, or more than one. */
  readonly lost: number
  readonly problems: readonly string[]
}

/** Parley's own limit, half a second before Slack's. */
const ACK_LIMIT = 2_500
const DRAIN_PATIENCE = 300_000

export async function burst({ url, seconds, rate, latency, reps }: BurstOptions): Promise<BurstResult> {
  const desk = await openDesk({ url, reps, compress: 60 })
  try {
    await desk.start()
    await openOrders(desk)
    desk.proxy.delay(latency)
    // The first requests after the change still meet connections that are opened one by one.
    await warm(desk)
    const before = desk.slack.acks.length
    const sent = await sendAtRate(desk, seconds, rate)
    const told = desk.slack.acks.slice(before).filter(({ kind }) => kind === 'event')
    const drain = await drained(desk, DRAIN_PATIENCE)
    desk.proxy.delay(0)
    const acks = told.flatMap(({ ack }) => (ack.kind === 'acked' ? [ack.took] : []))
    return {
      sent,
      acks,
      late: told.filter(({ ack }) => ack.kind !== 'acked' || ack.took > ACK_LIMIT).length,
      drainedTurns: drain.turns,
      drainedMessages: drain.messages,
      lost: Math.abs(sent + reps - (await heldOf(desk, 'BEAN-BLACK'))),
      problems: [...desk.slack.violations, ...(await desk.violations())],
    }
  } finally {
    await desk.close()
  }
}

async function warm(desk: Desk): Promise<void> {
  await Promise.all(desk.reps.map((rep) => desk.slack.says(rep, desk.dmOf(rep), 'add 1 BEAN-BLACK')))
  await drained(desk, DRAIN_PATIENCE)
}

/** Evenly over the time, whatever the answers take; answers how many, once all are acknowledged or given up. */
async function sendAtRate({ slack, reps, dmOf }: Desk, seconds: number, rate: number): Promise<number> {
  const count = seconds * rate
  const began = performance.now()
  const sent: Promise<unknown>[] = []
  for (let n = 0; n < count; n++) {
    const rep = reps[n % reps.length] ?? ''
    sent.push(slack.says(rep, dmOf(rep), 'add 1 BEAN-BLACK'))
    const wait = began + ((n + 1) * 1000) / rate - performance.now()
    if (wait > 0) await pause(wait)
  }
  await Promise.all(sent)
  return count
}

export function burstLine(
  { sent, acks, late, drainedTurns, drainedMessages, lost, problems }: BurstResult,
  options: BurstOptions,
): string {
  const ms = (value: number) => `${Math.round(value)} ms`
  const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`
  return [
    `P10: ${sent} lines in ${options.seconds} s at ${options.rate}/s, database ${options.latency} ms away:`,
    `ack p50 ${ms(percentile(acks, 0.5))}, p99 ${ms(percentile(acks, 0.99))}, most ${ms(Math.max(...acks))}; ${late} over 2.5 s;`,
    `turns done ${seconds(drainedTurns)} after the last line, everything delivered after ${seconds(drainedMessages)};`,
    `${lost} lost or doubled; ${problems.length} problems`,
  ].join(' ')
}
