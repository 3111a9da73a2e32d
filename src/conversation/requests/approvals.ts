/**
 * Approvals of prices typed over, pressed in the approver's thread as well as in the rep's: request and draft are in the argument, so that a control of
 * another request never means this one. Ids are those of A7; without one, the request of this thread or the only one there is. Next: turn/approvals.ts.
 */
import type { TypedAmount } from './arguments.ts'
import { among, control, count, figure, list, maybe, needed, one } from './control.ts'
import { row } from './row.ts'

export const APPROVALS = {
  'limit-choice': row<{ readonly choice: 'ask' | 'within-limit' | 'leave' }>()({
    as: 'approval',
    control: control('lc', 'revision', one('choice', among('ask', 'within-limit', 'leave'))),
  }),
  approvals: row<{ readonly id?: number }>()({ as: 'approval', control: control('apq', 'any', one('id', maybe(count))) }),
  /** `ref` and `figure` come from a control: the request's draft, and the suggested counter-offer. */
  'decide-approval': row<{
    readonly decision: 'approve' | 'decline' | 'counter'
    readonly id?: number
    readonly ref?: number
    readonly figure?: number
    readonly amount?: TypedAmount
    readonly reason?: string
  }>()({
    as: 'approval',
    control: control(
      'apd',
      'any',
      list({ decision: among('approve', 'decline', 'counter'), id: needed(count), ref: needed(count), figure: maybe(figure) }),
    ),
  }),
  'accept-counter': row<{ readonly id?: number }>()({ as: 'approval', control: control('apa', 'revision', one('id', maybe(count))) }),
  'withdraw-approval': row<{ readonly id?: number }>()({ as: 'approval', control: control('apw', 'revision', one('id', maybe(count))) }),
  /** Said by Parley's own clock only. */
  'approval-clock': row<{ readonly id: number; readonly what: 'nudge' | 'remind' | 'expire' | 'undelivered' }>()({
    as: 'approval',
    control: control('apk', 'any', list({ what: among('nudge', 'remind', 'expire', 'undelivered'), id: count })),
  }),
} as const
