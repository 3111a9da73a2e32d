/**
 * Controls about approvals, pressed in the approver's thread as well as in the rep's: the request and its draft are in the argument, so that a
 * control of another request never means this one. Next: turn/approvals.ts carries them out and asks again whether the presser may.
 */
import { join, oneOf, split, type Verb, whole } from './action-arguments.ts'
import type { ClockWhat } from './request.ts'

const DECISIONS = ['approve', 'decline', 'counter'] as const
const CLOCK = ['nudge', 'remind', 'expire', 'undelivered'] as const
const TIMED = [
  'draft-remind',
  'draft-end',
  'quote-remind',
  'quote-end',
  'hold-remind',
  'hold-end',
  'price-remind',
  'date-slipped',
] as const satisfies readonly ClockWhat[]
type Kind = 'approvals' | 'decide-approval' | 'accept-counter' | 'withdraw-approval' | 'approval-clock' | 'clock'

export const APPROVAL_VERBS = {
  approvals: {
    verb: 'apq',
    fresh: 'any',
    write: (r) => String(r.id ?? ''),
    read: (a) => {
      const id = whole(a)
      return id === undefined ? { kind: 'approvals' } : { kind: 'approvals', id }
    },
  },
  'decide-approval': {
    verb: 'apd',
    fresh: 'any',
    write: (r) =>
      r.id === undefined || r.ref === undefined || r.amount !== undefined || r.reason !== undefined
        ? undefined
        : join(r.decision, String(r.id), String(r.ref), ...(r.figure === undefined ? [] : [String(r.figure)])),
    read: (a) => {
      const [said = '', id = '', ref = '', figure] = split(a)
      const decision = oneOf(said, DECISIONS)
      const numbers = { id: whole(id), ref: whole(ref) }
      const offer = figure === undefined || !/^\d{1,15}$/.test(figure) ? {} : { figure: Number(figure) }
      if (decision === undefined || numbers.id === undefined || numbers.ref === undefined) return undefined
      return { kind: 'decide-approval', decision, id: numbers.id, ref: numbers.ref, ...offer }
    },
  },
  'accept-counter': {
    verb: 'apa',
    fresh: 'revision',
    write: (r) => String(r.id ?? ''),
    read: (a) => {
      const id = whole(a)
      return id === undefined ? { kind: 'accept-counter' } : { kind: 'accept-counter', id }
    },
  },
  'withdraw-approval': {
    verb: 'apw',
    fresh: 'revision',
    write: (r) => String(r.id ?? ''),
    read: (a) => {
      const id = whole(a)
      return id === undefined ? { kind: 'withdraw-approval' } : { kind: 'withdraw-approval', id }
    },
  },
  clock: {
    verb: 'ck',
    fresh: 'any',
    write: (r) => join(r.what, String(r.id)),
    read: (a) => {
      const [said = '', word = ''] = split(a)
      const what = oneOf(said, TIMED)
      const id = whole(word)
      return what === undefined || id === undefined ? undefined : { kind: 'clock', id, what }
    },
  },
  'approval-clock': {
    verb: 'apk',
    fresh: 'any',
    write: (r) => join(r.what, String(r.id)),
    read: (a) => {
      const [said = '', word = ''] = split(a)
      const what = oneOf(said, CLOCK)
      const id = whole(word)
      return what === undefined || id === undefined ? undefined : { kind: 'approval-clock', id, what }
    },
  },
} satisfies { readonly [K in Kind]: Verb<K> }
