/**
 * Delivery: takes what turns said from the outbox and hands it to the channels that push. The store
 * leases one head row per destination, so posts leave in order; no transaction is open during the
 * network call; an attempt nobody knows the end of is looked for before it is sent again. The
 * platform's side of each call is an adapter's `Channel.deliver`.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, Delivered, Delivery, KnownSurface, Posted, Surface } from '#conversation/edge/channel.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'

export type DeliveryRow = {
  readonly id: number
  readonly key: string
  readonly destination: ThreadKey
  readonly placement: Placement
  readonly attempts: number
  readonly unsure: boolean
  readonly superseded: boolean
  readonly surfaces: readonly KnownSurface[]
  readonly inboxId: string | null
}
export type DeliveryDeps = {
  readonly channels: readonly Channel[]
  readonly outbox: {
    readonly lease: (channels: readonly string[], count: number) => Promise<readonly DeliveryRow[]>
    readonly markSent: (id: number, externalId?: string) => Promise<void>
    readonly markDead: (id: number, error: string) => Promise<void>
    readonly retryIn: (
      id: number,
      again: { readonly wait: number; readonly error: string; readonly unsure?: boolean },
    ) => Promise<void>
  }
  readonly surfaces: {
    readonly keep: (thread: ThreadKey, surface: Surface) => Promise<void>
    readonly forget: (thread: ThreadKey, externalIds: readonly string[]) => Promise<void>
  }
  /** Calls back when something may wait. Returns the way to stop. */
  readonly onOutgoing: (heard: () => void) => () => void
  /** The time by which what people say after it stands below a message. */
  readonly now: () => Date
  readonly report: DeliveryReport
}
/** `why` is an adapter's short code, never what was said. */
export type DeliveryReport = {
  readonly again: (row: { readonly id: number; readonly why: string; readonly attempt: number }) => void
  readonly dead: (row: { readonly id: number; readonly why: string }) => void
  /** A fault of an adapter. */
  readonly failed: (error: unknown) => void
  /** The database did not answer: nothing is lost, it is looked at again. */
  readonly unreachable: (error: unknown) => void
}
export type DeliveryJob = {
  /**
   * Delivers what is due for at most 3 s, waits for what is on its way for at most 3 s more; the
   * rest waits for the next process.
   */
  readonly close: () => Promise<void>
}

/** Destinations served at the same time by this process. */
const AT_ONCE = 8
/** A lost signal delays a message by at most this, milliseconds. */
const LOOK_AGAIN = 1_000
const FLUSH = 3_000
const DRAIN = 3_000
/**
 * Milliseconds before an attempt nobody knows the end of is looked at: doubled each time, and never
 * so long that a platform is back unnoticed.
 */
const FIRST_RETRY = 500
const LAST_RETRY = 5_000
/**
 * Milliseconds between two states of one card: what is said in between is never shown, the last is.
 */
const STATES = 400
/** A fault of ours with one message must not hold up its destination for ever. */
const MAX_FAULTS = 5
/** Root, card and what else a thread needs before the message itself. */
const MAX_PARTS = 4

export function startDelivery(deps: DeliveryDeps): DeliveryJob {
  const states = createStates()
  const bell = createBell()
  const stopListening = deps.onOutgoing(bell.ring)
  const running = new Set<Promise<void>>()
  let until = Number.POSITIVE_INFINITY

  async function run(): Promise<void> {
    while (performance.now() < until) {
      const rows = running.size < AT_ONCE ? await next(deps, AT_ONCE - running.size) : []
      if (rows.length === 0) {
        // Stopping: nothing is due, and nothing on its way holds anything up.
        if (until < Number.POSITIVE_INFINITY && running.size === 0) return
        await bell.wait(LOOK_AGAIN)
        continue
      }
      for (const row of rows) {
        const work = settle(row, { ...deps, states }, bell.ringIn).finally(() => {
          running.delete(work)
          bell.ring()
        })
        running.add(work)
      }
    }
  }
  const loop = run()
  return {
    async close() {
      until = performance.now() + FLUSH
      stopListening()
      bell.ring()
      await loop
      const given = new AbortController()
      await Promise.race([
        Promise.all(running),
        pause(DRAIN, undefined, { signal: given.signal }).catch(() => undefined),
      ])
      given.abort()
      bell.stop()
    },
  }
}

async function next({ channels, outbox, report }: DeliveryDeps, count: number): Promise<readonly DeliveryRow[]> {
  try {
    return await outbox.lease(
      channels.map(({ name }) => name),
      count,
    )
  } catch (error) {
    report.unreachable(error)
    return []
  }
}

/** Never throws: a row nobody could write to is leased again once its lease ran out. */
async function settle(
  row: DeliveryRow,
  deps: DeliveryDeps & { readonly states: States },
  ringIn: (wait: number) => void,
): Promise<void> {
  try {
    const early = deps.states.early(row)
    const delivered: Outcome = early > 0 ? { kind: 'later', wait: early, why: 'state' } : await attempt(row, deps)
    if (delivered.kind === 'sent') deps.states.shown(row)
    const wait = await record(row, delivered, deps)
    if (wait !== undefined) ringIn(wait)
  } catch (error) {
    deps.report.unreachable(error)
  }
}

type Outcome = Exclude<Delivered, { kind: 'part' }>

/** What is said while the platform takes a message stands below it: it counts from when it was handed over. */
const withTime = (surface: Posted, handedOver: Date): Surface => ({ postedAt: handedOver.toISOString(), ...surface })

/** One attempt with every part it has on the way. */
async function attempt(row: DeliveryRow, deps: DeliveryDeps): Promise<Outcome> {
  const channel = deps.channels.find(({ name }) => row.destination.startsWith(`${name}:`))
  if (channel === undefined) return { kind: 'refused', why: 'no-such-channel' }
  const answers = row.inboxId?.slice(row.inboxId.indexOf('|') + 1)
  let { surfaces } = row
  for (let parts = 0; parts < MAX_PARTS; parts++) {
    const delivery: Delivery = {
      key: row.key,
      thread: row.destination,
      placement: row.placement,
      surfaces,
      attempt: row.unsure ? 'look' : 'send',
      tries: row.attempts,
      superseded: row.superseded,
      ...(answers === undefined ? {} : { answers }),
    }
    const handedOver = deps.now()
    const delivered = await guarded(() => channel.deliver(delivery), row, deps)
    if (delivered.kind !== 'part')
      return 'surface' in delivered && delivered.surface !== undefined
        ? { ...delivered, surface: withTime(delivered.surface, handedOver) }
        : delivered
    const surface = withTime(delivered.surface, handedOver)
    await deps.surfaces.keep(row.destination, surface)
    surfaces = [...surfaces.filter((known) => !sameRole(known, surface)), { ...surface, below: 0 }]
  }
  return { kind: 'refused', why: 'too-many-parts' }
}

const sameRole = (one: Surface, other: Surface): boolean => one.role === other.role && one.subject === other.subject

/** A fault of the adapter: tried again a few times, since it may have been the network's. */
async function guarded(
  deliver: () => Promise<Delivered>,
  { attempts }: DeliveryRow,
  { report }: DeliveryDeps,
): Promise<Delivered> {
  try {
    return await deliver()
  } catch (error) {
    report.failed(error)
    return attempts >= MAX_FAULTS ? { kind: 'refused', why: 'fault' } : { kind: 'unsure', why: 'fault' }
  }
}

/** Answers after how many milliseconds to look again. */
async function record(row: DeliveryRow, delivered: Outcome, deps: DeliveryDeps): Promise<number | undefined> {
  const { outbox, surfaces, report } = deps
  switch (delivered.kind) {
    case 'sent':
      if (delivered.surface !== undefined) await surfaces.keep(row.destination, withTime(delivered.surface, deps.now()))
      if (delivered.gone !== undefined) await surfaces.forget(row.destination, delivered.gone)
      await outbox.markSent(row.id, delivered.surface?.externalId ?? delivered.posted)
      return undefined
    case 'later':
      // What was unsure before stays so: perhaps not even the look was possible.
      await outbox.retryIn(row.id, { wait: delivered.wait, error: delivered.why, unsure: row.unsure })
      return delivered.wait
    case 'unsure': {
      const wait = Math.min(FIRST_RETRY * 2 ** (row.attempts - 1), LAST_RETRY)
      report.again({ id: row.id, why: delivered.why, attempt: row.attempts })
      await outbox.retryIn(row.id, { wait, error: delivered.why, unsure: true })
      return wait
    }
    case 'refused':
      report.dead({ id: row.id, why: delivered.why })
      await outbox.markDead(row.id, delivered.why)
      return undefined
    default:
      return delivered satisfies never
  }
}

type States = { readonly early: (row: DeliveryRow) => number; readonly shown: (row: DeliveryRow) => void }
const MOST_STATES = 2_000

/** When each place last had a state of its card shown. What settles or ends a card never waits. */
function createStates(): States {
  const last = new Map<ThreadKey, number>()
  const isState = ({ placement, superseded }: DeliveryRow): boolean =>
    placement.place === 'card' && placement.settles === undefined && placement.told === undefined && !superseded
  return {
    early: (row) =>
      isState(row) ? (last.get(row.destination) ?? Number.NEGATIVE_INFINITY) + STATES - performance.now() : 0,
    shown(row) {
      if (!isState(row)) return
      if (last.size >= MOST_STATES) last.clear()
      last.set(row.destination, performance.now())
    },
  }
}

type Bell = {
  readonly ring: () => void
  readonly ringIn: (wait: number) => void
  /** Settles when it rings, at the latest after `patience` milliseconds; a ring while nobody waited counts. */
  readonly wait: (patience: number) => Promise<void>
  readonly stop: () => void
}

function createBell(): Bell {
  let rung = false
  let waiting: (() => void) | undefined
  const timers = new Set<NodeJS.Timeout>()
  const ring = (): void => {
    rung = true
    waiting?.()
  }
  const ringIn = (wait: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      ring()
    }, wait + 1)
    timers.add(timer.unref())
  }
  return {
    ring,
    ringIn,
    async wait(patience) {
      if (!rung) {
        const heard = Promise.withResolvers<void>()
        waiting = heard.resolve
        const timer = setTimeout(heard.resolve, patience)
        await heard.promise
        clearTimeout(timer)
        waiting = undefined
      }
      rung = false
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
