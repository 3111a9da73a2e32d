/**
 * Approvals of prices typed over, pressed in the approver's thread as well as in the rep's: request
 * and draft are in the argument, so that a control of another request never means this one. Ids are
 * those of A7; without one, the request of this thread or the only one there is. Next:
 * turn/approvals/approvals.ts.
 */
import type { TypedAmount } from '#conversation/requests/words/arguments.ts'
import { alone, shape } from '#conversation/requests/words/shape.ts'
import { among, control, count, figure, list, maybe, needed, one, text } from './control.ts'
import { row } from './row.ts'

const ID = String.raw`(?:#?a(?<id>\d{1,9}))`
const like = (words: string): RegExp => new RegExp(`^${words}$`, 'i')
const numbered = (id: string | undefined): { readonly id?: number } => (id === undefined ? {} : { id: Number(id) })
function declined(id: string | undefined, reason: string | undefined) {
  const words = reason?.trim() ?? ''
  return { decision: 'decline', ...numbered(id), ...(words === '' ? {} : { reason: words }) } as const
}

export const APPROVALS = {
  /** `point`: of which adjustment, where it is not the one asked last. */
  'limit-choice': row<{ readonly choice: 'ask' | 'within-limit' | 'leave'; readonly point?: string }>()({
    as: 'approval',
    help: { limits: ['ask', 'give my limit', 'leave it'] },
    said: {
      'give my limit': { choice: 'within-limit' },
      'leave it': { choice: 'leave' },
      ask: { choice: 'ask' },
      'ask for approval': { choice: 'ask' },
    },
    control: control('lc', 'revision', list({ choice: among('ask', 'within-limit', 'leave'), point: maybe(text) })),
  }),
  approvals: row<{ readonly id?: number }>()({
    as: 'approval',
    help: { approvals: ['approvals'] },
    said: alone('approvals'),
    typed: [shape(like(String.raw`(?:show\s+)?approvals?\s+${ID}`), ({ id }) => numbered(id))],
    control: control('apq', 'any', one('id', maybe(count))),
  }),
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
    help: { approvals: ['approve A7', 'decline A7: too much', 'counter A7 8.00'] },
    said: { approve: { decision: 'approve' }, decline: { decision: 'decline' } },
    typed: [
      shape(like(String.raw`approve\s+${ID}`), ({ id }) => ({ decision: 'approve', ...numbered(id) })),
      shape(
        like(String.raw`decline\s+${ID}(?:\s*[:,]?\s+(?<reason>[^\n]+)|:(?<tight>[^\n]+))?`),
        ({ id, reason, tight }) => declined(id, reason ?? tight),
      ),
      shape(like(String.raw`decline\s*[:,]\s*(?<reason>[^\n]+)`), ({ reason }) => declined(undefined, reason)),
      shape(
        like(
          String.raw`counter(?:\s+${ID})?(?:\s*:)?\s+(?:with\s+|at\s+)?(?<amount>[$€£¥]?[\d.,]*\d\s?%?` +
            String.raw`(?:\s[A-Za-z]{3})?)`,
        ),
        ({ id, amount = '' }) => ({ decision: 'counter', amount, ...numbered(id) }),
      ),
    ],
    usage: {
      approve: { needs: 'the number of a request', example: 'approve A7', staff: true, bare: true },
      decline: { needs: 'the number of a request', example: 'decline A7: too much', staff: true, bare: true },
      counter: { needs: 'the number of a request and an amount', example: 'counter A7 8.00', staff: true, only: /^/ },
    },
    control: control(
      'apd',
      'any',
      list({
        decision: among('approve', 'decline', 'counter'),
        id: needed(count),
        ref: needed(count),
        figure: maybe(figure),
      }),
    ),
  }),
  'accept-counter': row<{ readonly id?: number }>()({
    as: 'approval',
    help: { limits: ['accept'] },
    said: alone('accept'),
    typed: [shape(like(String.raw`accept\s+${ID}`), ({ id }) => numbered(id))],
    control: control('apa', 'revision', one('id', maybe(count))),
  }),
  'withdraw-approval': row<{ readonly id?: number }>()({
    as: 'approval',
    help: { limits: ['withdraw'] },
    said: alone('withdraw'),
    typed: [shape(like(String.raw`withdraw\s+${ID}`), ({ id }) => numbered(id))],
    control: control('apw', 'revision', one('id', maybe(count))),
  }),
  /** Said by Parley's own clock only. */
  'approval-clock': row<{ readonly id: number; readonly what: 'nudge' | 'remind' | 'expire' | 'undelivered' }>()({
    as: 'approval',
    control: control('apk', 'any', list({ what: among('nudge', 'remind', 'expire', 'undelivered'), id: count })),
  }),
} as const
