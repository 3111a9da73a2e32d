/**
 * The what-if of short goods, side by side: what each possible choice comes to, with its date and
 * every discount that changes (rules.md S1). The totals come from the very orders a submit would
 * write, so that what was shown is what is placed.
 */

import { given } from '#domain/base/given.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { newOrder } from '#domain/draft/submit/new-order.ts'
import { splitOrder } from '#domain/draft/submit/split-order.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { NewOrder } from '#domain/model/order.ts'
import type { BackorderChoice, ShortLine } from '#domain/model/refusals.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { shownAmounts } from '#domain/pricing/shown-amounts.ts'
import { shortLines } from '#domain/stock/availability.ts'
import { changedAmounts, lastDay, possible } from '#domain/stock/backorders.ts'

/** Only what is possible, in the order of POLICIES; empty when nothing is short. */
export function backorderChoices(draft: OrderDraft, facts: Facts): readonly BackorderChoice[] {
  const short = shortLines(draft.content, facts)
  return possible(short, draft.content).map((policy) => choiceOf(draft, facts, { policy, short }))
}

type Late = { readonly policy: BackorderPolicy; readonly short: readonly ShortLine[] }

function choiceOf(draft: OrderDraft, facts: Facts, { policy, short }: Late): BackorderChoice {
  const asked = { ...draft, content: { ...draft.content, backorderPolicy: policy } }
  const whole = priceDraft(draft.content, facts)
  const ledger = ledgerOf(asked, facts)
  const on = lastDay(short)
  const rest = short.reduce((total, line) => total + line.rest, 0)
  return {
    policy,
    now: draft.content.lines.reduce((total, line) => total + line.quantity, 0) - rest,
    rest,
    ...given({ on }),
    totals: ordersOf({ draft: asked, ledger, facts, actor: draft.owner }, { policy, short }).map(({ total }) => total),
    changes: policy === 'ship-available-drop-rest' ? changedAmounts(shownAmounts(whole), shownAmounts(ledger)) : [],
  }
}

/** The order, or the two of a move to a separate order: the one that ships first is the parent. */
export function ordersOf(
  input: Omit<Parameters<typeof newOrder>[0], 'late'>,
  late: Late | undefined,
): readonly NewOrder[] {
  const order = newOrder({ ...input, ...given({ late }) })
  return late?.policy === 'move-to-separate-order' ? splitOrder(order) : [order]
}
