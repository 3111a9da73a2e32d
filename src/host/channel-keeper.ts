/**
 * A channel's lines kept open, and what is told of it: up, reconnecting or refused, for /readyz and
 * once for the operator at each change. Rule: a channel is up when each of its parts has a line
 * that is. Next: keep-up.ts (one line), guard.ts (what restarts a channel).
 */

import type { Line, Lost } from '#conversation/edge/line.ts'
import { given } from '#domain/base/given.ts'
import type { Log } from '#host/watch/log.ts'
import { type KeepUpOptions, type Kept, keepUp, type LineState } from './keep-up.ts'

export type ChannelKeeper = {
  readonly name: string
  readonly state: () => LineState
  /** Why it is not up, where that is known. */
  readonly failure: () => Lost | undefined
  /** Every line has been tried once. */
  readonly tried: Promise<void>
  readonly restart: (why: string) => void
  readonly freeze: () => void
  readonly close: () => Promise<void>
}
export type KeeperOptions = {
  readonly log: Log
  /** For whoever watches the screen: only what a person has to mend. */
  readonly say: (line: string) => void
  readonly waitAfter?: KeepUpOptions['waitAfter']
}

export function keepChannel(
  name: string,
  lines: readonly Line[],
  { log, say, waitAfter }: KeeperOptions,
): ChannelKeeper {
  let told: LineState = 'up'
  let begun = false
  const parts = new Map<string, Kept[]>()
  const all = (): readonly Kept[] => [...parts.values()].flat()
  const state = (): LineState => together([...parts.values()])
  const failure = (): Lost | undefined => all().flatMap((kept) => kept.failure() ?? [])[0]
  function changed(): void {
    const now = state()
    if (!begun || now === told) return
    told = now
    const why = failure()
    log({
      event: 'channel',
      channel: name,
      state: now,
      ...(why === undefined || why.kind === 'renew' ? {} : { why: why.why }),
    })
    // What refused one line lets another in: the others need not wait out their minute.
    if (now === 'up') for (const kept of all()) if (kept.state() === 'refused') kept.hurry()
    if (now === 'refused' && why?.kind === 'refused')
      say(`${why.fix} Until then it is tried again every minute; everything else goes on.`)
  }
  const oneByOne = queue()
  for (const line of lines) {
    const fault = (error: unknown): void => log({ event: 'fault', channel: name, error })
    const kept = keepUp(line, { changed, fault, oneByOne, ...given({ waitAfter }) })
    parts.set(line.part, [...(parts.get(line.part) ?? []), kept])
  }
  return {
    ...{ name, state, failure },
    tried: Promise.all(all().map(({ first }) => first)).then(() => {
      begun = true
      changed()
    }),
    restart(why) {
      for (const kept of all()) kept.restart(why)
    },
    freeze() {
      for (const kept of all()) kept.freeze()
    },
    async close() {
      await Promise.all(all().map(({ close }) => close()))
    },
  }
}

function together(parts: readonly (readonly Kept[])[]): LineState {
  if (parts.every((part) => part.some((kept) => kept.state() === 'up'))) return 'up'
  return parts.some((part) => part.every((kept) => kept.state() === 'refused')) ? 'refused' : 'reconnecting'
}

function queue(): KeepUpOptions['oneByOne'] {
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const next = last.then(job)
    last = next.catch(() => undefined)
    return next
  }
}
