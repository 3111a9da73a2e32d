/**
 * What a client hears, taken from raw packets, so that a direct message is heard although
 * discord.js does not know its channel yet. Rule: words of one place are taken one after the other,
 * as they were said, those missed before a sign-in first; nobody waits for another place. Next:
 * dispatch.ts, missed.ts.
 */
import { type Client, Events } from 'discord.js'
import { onDeleted, onInteraction, onMessage, takeWords, threadOf } from './dispatch.ts'
import { readDeleted, readEdit, readInteraction, readMessage, type Written } from './inbound.ts'
import type { Deps } from './interactions.ts'
import { createMissed, type Missed, type Talked } from './missed.ts'

type Packet = { readonly t?: unknown; readonly d?: unknown }
export type Intake = {
  /** Hears nothing new; settles when what is being worked on is done, at the latest after 10 s. */
  readonly drain: () => Promise<void>
}

const DRAIN = 10_000
/** Places read at once after a sign-in. */
const AT_ONCE = 4

export function hear(client: Client, deps: Deps): Intake {
  const { host, calls } = deps
  const fault = (error: unknown): void => deps.report({ kind: 'error', error })
  const bot = (): string => client.user?.id ?? ''
  const take = (written: Written, thread: Talked['thread']) => takeWords(written, thread, deps)
  const missed = createMissed({ host, calls, bot, take, fault, now: host.now })
  const jobs = workingOn(fault)
  const inOrder = queuePerKey()
  let open = true
  const words = (written: Written | undefined): void => {
    if (written === undefined) return
    const { channel } = written
    jobs.add(
      inOrder(channel, async () => {
        const thread = await threadOf(written, deps)
        if (thread !== undefined) await missed.read({ thread, channel })
        await onMessage(written, thread, deps)
      }),
    )
  }
  const gone = (deleted: ReturnType<typeof readDeleted>): void => {
    for (const id of deleted?.ids ?? []) jobs.add(inOrder(deleted?.channel ?? '', () => onDeleted(id, deps)))
  }
  const packet = ({ t, d }: Packet): void => {
    if (t === 'READY') missed.anew()
    if (t === 'MESSAGE_CREATE') words(readMessage(d, bot()))
    if (t === 'MESSAGE_UPDATE') words(readEdit(d, bot()))
    if (t === 'MESSAGE_DELETE' || t === 'MESSAGE_DELETE_BULK') gone(readDeleted(d))
    if (t !== 'INTERACTION_CREATE') return
    const asked = readInteraction(d)
    if (asked !== undefined) jobs.add(onInteraction(asked, deps))
  }
  client.on('raw', (heard: Packet) => {
    if (!open) return
    try {
      packet(heard)
    } catch (error) {
      fault(error)
    }
  })
  client.on(Events.ShardReady, () => {
    if (open) jobs.add(readAll(missed, inOrder, () => open))
  })
  return {
    async drain() {
      open = false
      await jobs.done(DRAIN)
    },
  }
}

type InOrder = (key: string, job: () => Promise<void>) => Promise<void>
async function readAll(missed: Missed, inOrder: InOrder, open: () => boolean): Promise<void> {
  const waiting = [...(await missed.places())]
  const next = async (): Promise<void> => {
    for (let place = waiting.shift(); place !== undefined && open(); place = waiting.shift()) {
      const here = place
      await inOrder(here.channel, () => missed.read(here))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

/** Each job by itself: what goes wrong with one is told and stops no other. */
function workingOn(fault: (error: unknown) => void) {
  const running = new Set<Promise<void>>()
  return {
    add(job: Promise<void>): void {
      const guarded = job.catch(fault).finally(() => running.delete(guarded))
      running.add(guarded)
    },
    async done(patience: number): Promise<void> {
      const limit = AbortSignal.timeout(patience)
      const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve(), { once: true }))
      while (running.size > 0 && !limit.aborted) await Promise.race([Promise.all(running), over])
    },
  }
}

function queuePerKey(): InOrder {
  const last = new Map<string, Promise<void>>()
  return (key, job) => {
    const next = (last.get(key) ?? Promise.resolve()).then(job)
    const settled = next
      .catch(() => undefined)
      .finally(() => {
        if (last.get(key) === settled) last.delete(key)
      })
    last.set(key, settled)
    return next
  }
}
