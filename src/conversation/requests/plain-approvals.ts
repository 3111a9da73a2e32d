/**
 * Plain commands about approvals: `approve A7`, `decline A7: too much`, `counter A7 8.00`; the number may be left out where only one waits.
 * Whether who says it may is asked when it is carried out (turn/approvals.ts). The one-word forms stand in plain-rules.ts.
 */
import type { Rule } from './plain-rules.ts'
import type { Request } from './request.ts'

const ID = String.raw`(?:#?a(?<id>\d{1,9}))`
const numbered = (id: string | undefined): { readonly id?: number } => (id === undefined ? {} : { id: Number(id) })
const rule = (shape: string, request: (words: Readonly<Record<string, string | undefined>>) => Request): Rule => ({
  shape: new RegExp(`^${shape}$`, 'i'),
  read: (words) => ({ requests: [request(words)] }),
})

export const approvalRules: readonly Rule[] = [
  rule(String.raw`(?:show\s+)?approvals?\s+${ID}`, ({ id }) => ({ kind: 'approvals', ...numbered(id) })),
  rule(String.raw`approve\s+${ID}`, ({ id }) => ({ kind: 'decide-approval', decision: 'approve', ...numbered(id) })),
  rule(String.raw`(?<verb>accept)\s+${ID}`, ({ id }) => ({ kind: 'accept-counter', ...numbered(id) })),
  rule(String.raw`(?<verb>withdraw)\s+${ID}`, ({ id }) => ({ kind: 'withdraw-approval', ...numbered(id) })),
  rule(String.raw`decline\s+${ID}(?:\s*[:,]?\s+(?<reason>[^\n]+)|:(?<tight>[^\n]+))?`, ({ id, reason, tight }) =>
    declined(numbered(id), reason ?? tight),
  ),
  rule(String.raw`decline\s*[:,]\s*(?<reason>[^\n]+)`, ({ reason }) => declined({}, reason)),
  rule(
    String.raw`counter(?:\s+${ID})?(?:\s*:)?\s+(?:with\s+|at\s+)?(?<amount>[$€£¥]?[\d.,]*\d\s?%?(?:\s[A-Za-z]{3})?)`,
    ({ id, amount = '' }) => ({
      kind: 'decide-approval',
      decision: 'counter',
      amount,
      ...numbered(id),
    }),
  ),
]

function declined(id: { readonly id?: number }, reason: string | undefined): Request {
  const words = reason?.trim() ?? ''
  return { kind: 'decide-approval', decision: 'decline', ...id, ...(words === '' ? {} : { reason: words }) }
}
