/**
 * The forms of a decision: why a request is declined, what is offered instead and why. Typed words
 * say the same ("decline A7: too much", "counter A7 8.00"). Rule: whether an approver may give that
 * much is asked where it is decided. Next: turn/approvals/approvals.ts opens them and reads them.
 */

import type { Form, FormField } from '#conversation/edge/view.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { StaffContext } from '#conversation/screens/context.ts'
import { figureText, firstLine } from '#conversation/screens/staff/approval-words.ts'
import { formsWords } from '#conversation/words/forms.ts'
import { given } from '#domain/base/given.ts'
import { approvalName } from '#domain/draft/prices/approvals.ts'
import { figureOf } from '#domain/draft/prices/limits.ts'
import type { Approval } from '#domain/model/approval.ts'

type Decide = Of<'decide-approval'>
type Formed = Decide & { readonly decision: 'decline' | 'counter'; readonly id: number; readonly ref: number }

export function decisionForm(request: Formed, approval: Approval, ctx: StaffContext): Form {
  const { decision, id, ref, figure } = request
  const name = approvalName(id)
  const token = ctx.token({ kind: 'decide-approval', decision, id, ref, ...given({ figure }) })
  const why = (help: string): FormField => ({ id: 'reason', label: formsWords.why, kind: 'text', required: true, help })
  if (decision === 'decline')
    return {
      token,
      title: formsWords.decline(name),
      submit: formsWords.declineLabel,
      fields: [why(formsWords.toldTo(approval.askedByName))],
    }
  const suggested = figure ?? approval.suggested
  const amount: FormField = {
    ...{ id: 'amount', label: formsWords.offerInstead, kind: 'amount', required: true },
    ...(suggested === undefined ? {} : { value: figureText(approval, suggested, ctx) }),
    help: formsWords.askedFor(figureText(approval, figureOf(approval.asked), ctx)),
  }
  return {
    token,
    title: formsWords.counter(name),
    submit: formsWords.offer,
    fields: [amount, why(firstLine(approval, ctx))],
  }
}

/** The decision as it was filled in. */
export function filledDecision({ figure: _, ...request }: Decide, fields: Readonly<Record<string, string>>): Decide {
  const [reason = '', amount = ''] = [fields['reason']?.trim(), fields['amount']?.trim()]
  return { ...request, reason, ...(request.decision === 'counter' ? { amount } : {}) }
}
