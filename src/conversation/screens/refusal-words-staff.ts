/**
 * Refusals about limits and approvals, in words: staff read them, customers never do (they get an
 * everyday no). Next: refusal-words.ts, all the others.
 */

import { approvalName } from '#domain/draft/prices/approvals.ts'
import type { ApprovalStatus, MayNot } from '#domain/model/approval.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { isStaff, money, type ScreenContext } from './context.ts'
import { clockText } from './names.ts'

export type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>

/** Headline, and what to do. */
export type RefusalText = readonly [string, string]

/**
 * Words by themselves; with its question on the draft refusal.ts offers the choices. A customer can
 * never meet this.
 */
export function aboveLimitWords(
  { allowed, percentPpm, limit }: RefusalOf<'over-limit'>,
  ctx: ScreenContext,
): RefusalText {
  if (!isStaff(ctx)) return ['That is not possible', 'Nothing was changed.']
  const within = allowed > 0 ? `You may give ${money(allowed, ctx)}.` : 'Nothing more is within your limit.'
  return [
    overLimitHeadline({ percentPpm, limit }),
    `${within} Say "give my limit", "ask" for an approval, or "leave it".`,
  ]
}

/** "That is above your limit: it would be 29.4 % of the order" */
export function overLimitHeadline({
  percentPpm,
  limit,
}: Pick<RefusalOf<'over-limit'>, 'percentPpm' | 'limit'>): string {
  const percent = `${Math.round(percentPpm / 1_000) / 10} %`
  switch (limit) {
    case 'amount':
      return 'That is above your limit'
    case 'percent':
      return `That is above your limit: it would be ${percent} of the order`
    case 'line-percent':
      return `That is above your limit: it would be ${percent} of the line`
    default:
      return limit satisfies never
  }
}

const DECIDED = {
  open: 'waits for an answer',
  approved: 'was already approved',
  declined: 'was already declined',
  countered: 'was already answered with a counter-offer',
  withdrawn: 'was withdrawn',
  superseded: 'no longer applies: the order changed',
  expired: 'ran out',
} as const satisfies Record<ApprovalStatus, string>

export function approvalWords(
  refusal: RefusalOf<'no-approval' | 'already-decided' | 'may-not-decide' | 'bad-counter'>,
  ctx: ScreenContext,
): RefusalText {
  if (!isStaff(ctx)) return ['That was not found', 'Nothing was changed. Say "help" for what you can do.']
  const name = 'id' in refusal && refusal.id !== undefined ? approvalName(refusal.id) : undefined
  switch (refusal.kind) {
    case 'no-approval':
      return [
        name === undefined ? 'No approval is waiting' : `${name} is not waiting for that`,
        'Nothing was changed. Say "approvals" for what waits.',
      ]
    case 'already-decided': {
      const by =
        refusal.by === undefined || refusal.at === undefined ? '' : ` by ${refusal.by} at ${clockText(refusal.at, ctx)}`
      return [`${name} ${DECIDED[refusal.status]}${by}`, 'Your answer changed nothing.']
    }
    case 'may-not-decide':
      return MAY_NOT[refusal.why]
    case 'bad-counter':
      return [
        'A counter-offer has to give less than was asked',
        `Nothing was changed. Say for example "counter ${name} ${money(Math.floor(refusal.asked / 2), ctx)}".`,
      ]
    default:
      return refusal satisfies never
  }
}

const MAY_NOT = {
  right: ['Your role may not approve', 'Nothing was changed. A lead or manager can answer it.'],
  author: [
    'Nobody decides on what they gave themselves',
    'Nothing was changed. Another lead or manager can answer it.',
  ],
  limit: [
    'That is above your own limit too',
    'Nothing was changed. Somebody with a higher limit can answer it; you may still decline or counter.',
  ],
} as const satisfies Record<MayNot, RefusalText>
