// A process of Parley that hears what a platform sends it over the channel to its parent, for as
// long as it lives. Rule: only the chaos run forks this file; it dies whenever somebody likes. Next:
// test/soak/chaos.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { inboundSchema } from '#conversation/edge/inbound.ts'
import { sweepOnce } from '#jobs/sweep.ts'
import { openParley, type Parley } from './open-parley.ts'

if (process.send === undefined) throw new Error('this file is forked by the chaos run')
const tell = (what: unknown): void => void process.send?.(what)
/** Troubles here last seconds, not minutes. */
const limits = { statementTimeout: 2_000, connectTimeout: 1_000, awayPatience: 2_000, unfinishedAge: 500 }

async function open(url: string): Promise<Parley> {
  for (;;) {
    try {
      return await openParley(url, { limits })
    } catch {
      await pause(200)
    }
  }
}

const parley = await open(process.argv[2] ?? '')
let stopping = false
async function sweep(): Promise<void> {
  while (!stopping) {
    const look = { engine: parley.engine, recovery: parley.store.recovery, onFault: () => undefined }
    await sweepOnce(look).catch(() => undefined)
    await pause(300)
  }
}
const sweeping = sweep()

async function hear(message: unknown): Promise<void> {
  const said = inboundSchema.parse(message)
  try {
    const { inbound } = await parley.engine.claim(said)
    tell({ acked: said.id })
    await parley.engine.handle(inbound)
  } catch {
    // Not acknowledged: the platform says it again.
  }
}
const running = new Set<Promise<void>>()
process.on('message', (message) => {
  const work = hear(message).finally(() => running.delete(work))
  running.add(work)
})
process.once('SIGTERM', () => {
  stopping = true
  process.removeAllListeners('message')
  void Promise.all([sweeping, ...running])
    .then(() => parley.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
})
process.once('disconnect', () => process.exit(0))
tell({ ready: true })
