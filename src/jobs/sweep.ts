/**
 * Finishes what was claimed and has no answer yet: its process died, or the database was away. Rule:
 * every delivery ends in an answer; one that no try brings to its end is given up in words, and one
 * that fails keeps nobody else waiting. Next: store/turn/recovery.ts, who is found when.
 */
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Engine } from '#conversation/engine.ts'

export type Sweep = {
  readonly engine: Pick<Engine, 'handle' | 'giveUp'>
  readonly recovery: {
    readonly unfinished: () => Promise<readonly Inbound[]>
    readonly hopeless: () => Promise<readonly Inbound[]>
  }
  readonly onFault: (error: unknown) => void
}

/** One look; answers how many were found. Throws when the database does not answer. */
export async function sweepOnce({ engine, recovery, onFault }: Sweep): Promise<number> {
  const [again, over] = [await recovery.unfinished(), await recovery.hopeless()]
  const done = await Promise.allSettled([...again.map(engine.handle), ...over.map(engine.giveUp)])
  for (const one of done) if (one.status === 'rejected') onFault(one.reason)
  return done.length
}
