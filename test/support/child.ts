// A second process of Parley for reliability tests: opens store and engine on a database, waits for
// the word, handles what it is given, and tells. Killed by itself (SIGKILL, nothing cleaned up) at
// a named point when the test says so. Rule: only tests fork this file. Next: crash.ts, which forks
// it.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { inboundSchema } from '#conversation/edge/inbound.ts'
import { placementText } from '#conversation/edge/text.ts'
import { inParallel } from './barrier.ts'
import { openParley } from './open-parley.ts'

const jobSchema = z.object({
  url: z.string(),
  inbounds: z.array(inboundSchema),
  /** Dies there, the first time it comes by. */
  crashAt: z.string().optional(),
  /** Milliseconds between the stock lock and the write, and between reading and deciding. */
  pause: z.number().default(0),
  width: z.number().default(1),
})
export type ChildJob = z.input<typeof jobSchema>
export type ChildReport = { readonly answers: readonly string[]; readonly faults: readonly string[] }

const once = (name: string) => new Promise<unknown>((resolve) => process.once(name, resolve))
const tell = (what: unknown) => process.send?.(what)

if (process.send === undefined) throw new Error('this file is forked by tests')
const job = jobSchema.parse(await once('message'))
const slow = () => (job.pause > 0 ? pause(job.pause) : Promise.resolve())
const parley = await openParley(job.url, {
  pauses: { afterFacts: slow, afterLock: slow },
  crash: (point) => {
    if (point === job.crashAt) process.kill(process.pid, 'SIGKILL')
  },
})
await parley.store.engine.shop()
const go = once('message')
tell('ready')
await go
const answers = await inParallel(job.inbounds, job.width, async (inbound) => {
  const reply = await parley.deliver(inbound)
  return reply.outgoing.map(({ placement }) => placementText(placement)).join('\n\n')
})
await parley.close()
tell({ answers, faults: parley.faults.map(({ error }) => String(error)) } satisfies ChildReport)
process.disconnect()
