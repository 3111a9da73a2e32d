/**
 * Keeps one line open: opened again with backoff and jitter for as long as it takes, at most 5 s
 * apart while the platform cannot be reached, a minute after it refused. Rule: nothing thrown here,
 * or by a line, ends the process. Next: channel-keeper.ts, the lines of a channel.
 */
import type { Line, Lost } from '#conversation/edge/line.ts'

export type LineState = 'up' | 'reconnecting' | 'refused'
export type Kept = {
  readonly state: () => LineState
  /** The last failure while it is not up. */
  readonly failure: () => Lost | undefined
  /** Settles when the first attempt has ended, whichever way. */
  readonly first: Promise<void>
  /** Gives up the line it has and opens another. */
  readonly restart: (why: string) => void
  /** Does not wait any longer before the next attempt. */
  readonly hurry: () => void
  /** From now on a lost line stays lost. */
  readonly freeze: () => void
  readonly close: () => Promise<void>
}
export type KeepUpOptions = {
  readonly changed: () => void
  readonly fault: (error: unknown) => void
  /** Renewals of lines that stand in for each other happen one after the other. */
  readonly oneByOne: <T>(job: () => Promise<T>) => Promise<T>
  /** Milliseconds to wait after the n-th failure of a kind; tests change it. */
  readonly waitAfter?: (lost: Lost, attempt: number) => number
}

const FIRST = 250
const LONGEST = 5_000
/** One refusal may be a mistake of the platform: it is asked again soon, and then once a minute. */
const REFUSED_ONCE = 2_000
const REFUSED = 60_000
/** A line that held so long starts its backoff anew. */
const STEADY = 10_000
/** A line that does not close is left behind. */
const CLOSING = 15_000

/** Between half and the whole of the backoff, so that many processes do not come back at once. */
export function backoff(lost: Lost, attempt: number): number {
  const jitter = 0.5 + Math.random() / 2
  if (lost.kind === 'refused') return attempt === 0 ? REFUSED_ONCE * jitter : REFUSED * (0.9 + jitter / 10)
  const asked = lost.kind === 'unreachable' ? (lost.wait ?? 0) : 0
  return Math.max(asked, Math.min(LONGEST, FIRST * 2 ** attempt) * jitter)
}

const AGAIN: Lost = { kind: 'unreachable', why: 'connection-lost' }
type Held = { readonly close: () => Promise<void>; readonly ended: Promise<Lost> }

export function keepUp(line: Line, options: KeepUpOptions): Kept {
  const stop = Promise.withResolvers<'stop'>()
  const first = Promise.withResolvers<void>()
  const standing = createStanding(options.changed)
  const opener = createOpener(line, standing, options.fault)
  let frozen = false
  let waiting = Promise.withResolvers<'hurry'>()
  const running = run({
    opener,
    standing,
    options,
    stop: stop.promise,
    async pause(time) {
      waiting = Promise.withResolvers()
      await within(time, Promise.race([waiting.promise, stop.promise]))
    },
    tried: first.resolve,
    frozen: () => frozen,
  }).catch(options.fault)
  return {
    state: () => standing.state,
    failure: () => standing.failure,
    first: first.promise,
    restart: (why) => opener.end({ kind: 'unreachable', why }),
    hurry: () => waiting.resolve('hurry'),
    freeze: () => {
      frozen = true
    },
    async close() {
      frozen = true
      stop.resolve('stop')
      await within(CLOSING, running)
    },
  }
}

type Standing = { state: LineState; failure: Lost | undefined; readonly become: (next: LineState, why?: Lost) => void }

function createStanding(changed: () => void): Standing {
  const standing: Standing = {
    state: 'reconnecting',
    failure: undefined,
    become(next, why) {
      standing.failure = next === 'up' ? undefined : (why ?? standing.failure)
      if (standing.state === next) return
      standing.state = next
      changed()
    },
  }
  return standing
}

/** `end` is of the line that is up; what an earlier one still says counts no more. */
type Opener = { readonly open: () => Promise<Held | Lost>; end: (lost: Lost) => void }

function createOpener(line: Line, standing: Standing, fault: (error: unknown) => void): Opener {
  const opener: Opener = {
    end: () => undefined,
    async open() {
      const ended = Promise.withResolvers<Lost>()
      try {
        const close = await line.open({
          lost: ended.resolve,
          mending(mending) {
            if (opener.end === ended.resolve) standing.become(mending ? 'reconnecting' : 'up', AGAIN)
          },
        })
        opener.end = ended.resolve
        return { close: async () => void (await within(CLOSING, close().catch(fault))), ended: ended.promise }
      } catch (error) {
        return line.lostBy(error)
      }
    },
  }
  return opener
}

type Run = {
  readonly opener: Opener
  readonly standing: Standing
  readonly options: KeepUpOptions
  readonly stop: Promise<'stop'>
  readonly pause: (time: number) => Promise<void>
  readonly tried: () => void
  readonly frozen: () => boolean
}

async function run({ opener, standing, options, stop, pause, tried, frozen }: Run): Promise<void> {
  const { oneByOne, waitAfter = backoff } = options
  /** Announced to end: open until the next one is. */
  let before: Held | undefined
  for (let attempt = 0, refusals = 0; !frozen(); ) {
    const next = before === undefined ? await opener.open() : await oneByOne(opener.open)
    tried()
    if ('kind' in next) {
      standing.become(next.kind === 'refused' ? 'refused' : 'reconnecting', next)
      await pause(waitAfter(next, next.kind === 'refused' ? refusals++ : attempt++))
      continue
    }
    standing.become('up')
    void before?.close()
    before = undefined
    refusals = 0
    const since = performance.now()
    const lost = await Promise.race([next.ended, stop])
    if (lost === 'stop' || frozen()) return next.close()
    if (performance.now() - since > STEADY) attempt = 0
    if (lost.kind === 'renew') {
      before = next
      continue
    }
    // One refusal of one call is no verdict: it is asked again soon, and that answer counts.
    standing.become('reconnecting', lost)
    await next.close()
    await pause(waitAfter(AGAIN, attempt++))
  }
  await before?.close()
}

/** What the work answers, or undefined when the time is over. */
async function within<T>(time: number, work: Promise<T>): Promise<T | undefined> {
  const over = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => over.resolve(undefined), time)
  try {
    return await Promise.race([work, over.promise])
  } finally {
    clearTimeout(timer)
  }
}
