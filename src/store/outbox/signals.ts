/**
 * The one connection that is not for statements: it holds this process's advisory lock (its
 * presence: gone the moment the process is) and listens for what other processes did. It reconnects
 * by itself; after a gap every listener is called once, because a signal may have been missed.
 * Signals are hints: whoever gets one reads the database. They are sent after the commit and
 * outside it, coalesced, since NOTIFY inside a transaction makes all such commits wait for each
 * other.
 */
import { randomInt } from 'node:crypto'
import pg from 'pg'

export type SignalChannel = 'parley_shop' | 'parley_outbox'
const CHANNELS: readonly SignalChannel[] = ['parley_shop', 'parley_outbox']
/** First half of the advisory lock's key; the second is the process's own number. */
export const PRESENCE = 7_270_021
/** First half of the key of what one process at a time has; the second says what: 1 is the clock. */
const ONE_AT_A_TIME = 7_270_022
/** What one process at a time does, whichever asks first. */
export type OneAtATime = 'clock' | 'alarms' | 'retention' | 'stock-sync'
const JOBS: Readonly<Record<OneAtATime, number>> = { clock: 1, alarms: 2, retention: 3, 'stock-sync': 4 }
const RECONNECT_PAUSE = 250
/** pg_notify refuses more than 8 000 bytes: then everybody looks. */
const MAX_PAYLOAD = 4_000

export type Signals = {
  /** This process's number, as written on the inbox rows it claims. */
  readonly owner: number
  /** `key` is what the signal is about (a thread), or undefined for "look at everything". Returns the way to stop. */
  readonly on: (channel: SignalChannel, heard: (key: string | undefined) => void) => () => void
  /** Tells this process at once and the others soon. */
  readonly send: (channel: SignalChannel, key: string) => void
  readonly connected: () => boolean
  /** This process is the one that does it; asked again and again, since the line may be lost. */
  readonly holds: (job: OneAtATime) => Promise<boolean>
  readonly close: () => Promise<void>
}

export type SignalOptions = {
  readonly config: pg.ClientConfig
  readonly owner?: number | undefined
  /** Milliseconds: a connection into a black hole looks open and hears nothing. */
  readonly heartbeat: number
  readonly onError: (error: Error) => void
}

export async function openSignals(options: SignalOptions): Promise<Signals> {
  const owner = options.owner ?? randomInt(1, 2_147_483_647)
  const listeners = new Map<SignalChannel, Set<(key: string | undefined) => void>>(
    CHANNELS.map((channel) => [channel, new Set()]),
  )
  const tell = (channel: SignalChannel, key: string | undefined) => {
    for (const heard of listeners.get(channel) ?? []) heard(key)
  }
  const line = keptLine({
    ...options,
    owner,
    onSignal(channel, key) {
      const known = CHANNELS.find((name) => name === channel)
      if (known !== undefined) tell(known, key)
    },
    onGap() {
      for (const channel of CHANNELS) tell(channel, undefined)
    },
  })
  await line.open()
  const outgoing = coalesced((channel, keys) => line.notify(channel, keys))
  return {
    owner,
    on(channel, heard) {
      listeners.get(channel)?.add(heard)
      return () => listeners.get(channel)?.delete(heard)
    },
    send(channel, key) {
      tell(channel, key)
      outgoing(channel, key)
    },
    connected: line.connected,
    holds: line.holds,
    close: line.close,
  }
}

type LineOptions = SignalOptions & {
  readonly owner: number
  readonly onSignal: (channel: string, key: string | undefined) => void
  readonly onGap: () => void
}

/**
 * One connection with the lock and the listening; throws what connecting throws. Nothing on it ends
 * by time: it sits idle by design.
 */
async function openLine(
  options: LineOptions,
  lost: (line: pg.Client, error: Error | undefined) => void,
): Promise<pg.Client> {
  const line = new pg.Client(options.config)
  line.on('notification', (note) => options.onSignal(note.channel, note.payload === '' ? undefined : note.payload))
  line.on('error', (error) => lost(line, error))
  line.on('end', () => lost(line, undefined))
  try {
    await line.connect()
    await line.query(`set statement_timeout = 0; ${CHANNELS.map((channel) => `listen ${channel}`).join('; ')}`)
    await line.query('select pg_advisory_lock($1::int, $2::int)', [PRESENCE, options.owner])
    return line
  } catch (error) {
    await line.end().catch(() => undefined)
    throw error
  }
}

/** Into a black hole a line looks open and hears nothing: it is asked now and then. */
function watchLine(
  every: number,
  current: () => pg.Client | undefined,
  lost: (line: pg.Client, error: Error | undefined) => void,
): NodeJS.Timeout {
  return setInterval(() => {
    const line = current()
    line?.query('select 1').catch((error: unknown) => {
      lost(line, error instanceof Error ? error : new Error(String(error)))
      void line.end().catch(() => undefined)
    })
  }, every).unref()
}

/** Keeps a line open for as long as the process lives. */
function keptLine(options: LineOptions) {
  let client: pg.Client | undefined
  const holders = new Map<OneAtATime, pg.Client>()
  let closed = false
  let again: NodeJS.Timeout | undefined
  const beat = watchLine(options.heartbeat, () => client, lost)

  async function open(): Promise<void> {
    const line = await openLine(options, lost)
    if (closed) await line.end()
    else client = line
  }
  function lost(line: pg.Client, error: Error | undefined): void {
    if (client !== line) return
    client = undefined
    if (error !== undefined) options.onError(error)
    if (!closed) reconnect()
  }
  function reconnect(): void {
    again = setTimeout(() => {
      open().then(options.onGap, (error: unknown) => {
        options.onError(error instanceof Error ? error : new Error(String(error)))
        if (!closed) reconnect()
      })
    }, RECONNECT_PAUSE).unref()
  }
  return {
    open,
    connected: () => client !== undefined,
    /** The lock is the line's: lost with it, and taken at most once on it. */
    async holds(job: OneAtATime): Promise<boolean> {
      const line = client
      if (line === undefined || holders.get(job) === line) return line !== undefined
      const asked = 'select pg_try_advisory_lock($1::int, $2::int) as held'
      const { rows } = await line.query<{ held: boolean }>(asked, [ONE_AT_A_TIME, JOBS[job]])
      if (rows[0]?.held === true) holders.set(job, line)
      return holders.get(job) === line
    },
    /** A lost signal is no fault: readers look by themselves every second. */
    async notify(channel: SignalChannel, keys: readonly string[]): Promise<void> {
      await client
        ?.query('select pg_notify($1, key) from unnest($2::text[]) key', [channel, keys])
        .catch(() => undefined)
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(again)
      clearInterval(beat)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}

/** Milliseconds signals are gathered: each NOTIFY is a transaction of its own, and nobody sees so short a wait. */
const GATHER = 20

/** At most one round trip at a time per channel; what comes meanwhile goes with the next. */
function coalesced(
  notify: (channel: SignalChannel, keys: readonly string[]) => Promise<void>,
): (channel: SignalChannel, key: string) => void {
  const waiting = new Map<SignalChannel, Set<string>>()
  const busy = new Set<SignalChannel>()
  async function flush(channel: SignalChannel): Promise<void> {
    for (let keys = waiting.get(channel); keys !== undefined; keys = waiting.get(channel)) {
      waiting.delete(channel)
      await notify(
        channel,
        [...keys].filter((key) => Buffer.byteLength(key) < MAX_PAYLOAD),
      )
    }
    busy.delete(channel)
  }
  return (channel, key) => {
    waiting.set(channel, (waiting.get(channel) ?? new Set()).add(key))
    if (busy.has(channel)) return
    busy.add(channel)
    setTimeout(() => void flush(channel), GATHER).unref()
  }
}
