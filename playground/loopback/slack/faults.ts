// What goes wrong at the Web API, on demand: each fault is used up by the next call of its method.
// `times` of a fault repeats it. Next: web-api.ts, where faults are taken.
import { setTimeout as pause } from 'node:timers/promises'
import type { Obj } from '../json.ts'
import { type Answer, json } from '../loopback.ts'

export type Fault =
  /** HTTP 429 with Retry-After, seconds. */
  | { readonly kind: 'rate-limited'; readonly retryAfter: number }
  /** A status of the network in between. The call does not arrive. */
  | { readonly kind: 'status'; readonly status: number }
  /** `ok: false`. */
  | { readonly kind: 'error'; readonly error: string }
  /** Accepted, and then the connection is cut. */
  | { readonly kind: 'lost-answer' }
  /** Accepted, and no answer comes. */
  | { readonly kind: 'no-answer' }
  /** Cut before it was accepted. */
  | { readonly kind: 'cut' }
  /** Answers late, milliseconds. */
  | { readonly kind: 'slow'; readonly wait: number }

type Taken = {
  /** An answer here means the call never arrived. */
  readonly before: () => Promise<Answer | undefined>
  readonly after?: (said: Obj) => Answer | undefined
}
export type Faults = {
  readonly next: (
    method: string,
    fault: Fault,
    when?: { readonly times?: number; readonly only?: (args: Obj) => boolean },
  ) => void
  /** From now on every call of this method, until the end of it is called. */
  readonly during: (method: string, fault: Fault) => () => void
  readonly take: (method: string, args: Obj) => Taken | undefined
  /** From now on, every call. */
  readonly always: (fault: Fault | undefined) => void
  /** Faults nobody has met yet. */
  readonly waiting: () => number
  readonly clear: () => void
}

type Waiting = { readonly fault: Fault; readonly only: (args: Obj) => boolean; left: number }

export function createFaults(): Faults {
  const waiting = new Map<string, Waiting[]>()
  let always: Fault | undefined
  return {
    next(method, fault, { times = 1, only = () => true } = {}) {
      waiting.set(method, [...(waiting.get(method) ?? []), { fault, only, left: times }])
    },
    during(method, fault) {
      const each = { fault, only: () => true, left: Number.POSITIVE_INFINITY }
      waiting.set(method, [...(waiting.get(method) ?? []), each])
      return () => {
        each.left = 0
      }
    },
    take(method, args) {
      const found = waiting.get(method)?.find((each) => each.left > 0 && each.only(args))
      if (found === undefined) return always === undefined ? undefined : happening(always)
      found.left--
      return happening(found.fault)
    },
    always(fault) {
      always = fault
    },
    clear: () => waiting.clear(),
    waiting: () => [...waiting.values()].flat().reduce((sum, { left }) => sum + left, 0),
  }
}

const nothing = async () => undefined

function happening(fault: Fault): Taken {
  switch (fault.kind) {
    case 'rate-limited':
      return {
        before: async () => ({
          kind: 'answer',
          status: 429,
          body: '',
          headers: { 'retry-after': String(fault.retryAfter) },
        }),
      }
    case 'status':
      return { before: async () => ({ kind: 'answer', status: fault.status, body: 'upstream error' }) }
    case 'error':
      return { before: async () => json({ ok: false, error: fault.error }) }
    case 'lost-answer':
      return { before: nothing, after: () => ({ kind: 'cut' }) }
    case 'no-answer':
      return { before: nothing, after: () => ({ kind: 'never' }) }
    case 'cut':
      return { before: async () => ({ kind: 'cut' }) }
    case 'slow':
      return { before: () => pause(fault.wait) }
    default:
      return fault satisfies never
  }
}
