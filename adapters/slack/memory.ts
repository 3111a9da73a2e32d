/**
 * What this process remembers for a short while: where an answer may still be given beside the
 * channel, which forms were shown, which threads were begun a moment ago. Losing it (a restart)
 * costs convenience only.
 */
import type { Inbound, ThreadKey } from '#conversation/edge/inbound.ts'
import type { PressedOn } from './inbound/heard.ts'

export type Memory = {
  readonly remember: (inbound: Inbound, respondTo: string | undefined) => void
  readonly shown: (inboundId: string) => void
  readonly shownAlready: (inboundId: string) => boolean
  /** Slack's address for private answers to it, good for half an hour. */
  readonly respondTo: (inboundId: string) => string | undefined
  readonly isRecent: (thread: ThreadKey) => boolean
  /** The message whose control opened a form. */
  readonly opened: (view: string, on: PressedOn) => void
  readonly openedOn: (view: string) => PressedOn | undefined
  /** A form came back with errors; how often it did. */
  readonly refused: (view: string) => void
  readonly refusals: (view: string) => number
}

const REMEMBERED = 2_000

export function createMemory(): Memory {
  const shown = new Set<string>()
  const addresses = new Map<string, string>()
  const threads = new Set<ThreadKey>()
  const refusals = new Map<string, number>()
  const opened = new Map<string, PressedOn>()
  return {
    remember({ id, thread }, respondTo) {
      keepNewest(threads)
      threads.add(thread)
      if (respondTo === undefined) return
      keepNewest(addresses)
      addresses.set(id, respondTo)
    },
    shown(id) {
      keepNewest(shown)
      shown.add(id)
    },
    shownAlready: (id) => shown.has(id),
    respondTo: (id) => addresses.get(id),
    isRecent: (thread) => threads.has(thread),
    opened(view, on) {
      keepNewest(opened)
      opened.set(view, on)
    },
    openedOn: (view) => opened.get(view),
    refused(view) {
      keepNewest(refusals)
      refusals.set(view, (refusals.get(view) ?? 0) + 1)
    },
    refusals: (view) => refusals.get(view) ?? 0,
  }
}

function keepNewest(kept: Set<string> | Map<string, unknown>): void {
  const [oldest] = kept.keys()
  if (kept.size >= REMEMBERED && oldest !== undefined) kept.delete(oldest)
}
