// Thousands of messages of one guest at once, and others who go on talking meanwhile. Rule: who floods
// is told once and harms nobody: what the others waited is the figure. Use: `npm run flood`. Next:
// src/conversation/edge/floods.ts, src/store/turn/queue/turn-queue.ts.
import { setImmediate as immediate } from 'node:timers/promises'
import { percentile } from '#test/bench/figures.ts'
import { message, type Parley } from '#test/support/open-parley.ts'

export type Flood = {
  readonly messages: number
  readonly guest: string
  readonly thread: string
  readonly least: number
}
export type Waits = { readonly others: number; readonly p50: number; readonly p99: number; readonly worst: number }

/** Others talk for as long as the flood lasts, and at least `least` times. Milliseconds. */
export async function flood(parley: Parley, { messages, guest, thread, least }: Flood): Promise<Waits> {
  let going = true
  const flooding = (async () => {
    const all: Promise<unknown>[] = []
    for (let n = 0; n < messages; n++) {
      all.push(parley.deliver(message(guest, thread, 'add 1 MUG-BLUE-11OZ')))
      // As from a socket: one after the other, as fast as they can be read.
      await immediate()
    }
    await Promise.all(all)
    going = false
  })()
  const waits: number[] = []
  while (going || waits.length < least) {
    const quiet = `web:quiet-${waits.length}`
    const began = performance.now()
    await parley.deliver(message(quiet, quiet, 'add 1 MUG-BLUE-11OZ'))
    waits.push(performance.now() - began)
  }
  await flooding
  return { others: waits.length, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), worst: Math.max(...waits) }
}

export const waitsText = ({ others, p50, p99, worst }: Waits): string =>
  `${others} messages of others: half within ${p50.toFixed(0)} ms, 99 of 100 within ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`
