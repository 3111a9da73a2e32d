/**
 * A shipping price set by hand is for the method it was set for (rules.md O11). With another method
 * it is in doubt: it is asked about, and nothing is placed until a rep keeps it; whoever may not
 * adjust prices pays the usual price of the method they choose.
 */
import { given } from '#domain/base/given.ts'
import { no, ok } from '#domain/base/result.ts'
import type { Outcome } from '#domain/draft/decide/decide-change.ts'
import { changeGroup, groupOf } from '#domain/draft/ship-groups.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft, ShipGroup } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { may } from '#domain/model/permissions.ts'

/** Set for another method than the group has now. */
export const isInDoubt = ({ method, override }: ShipGroup): boolean =>
  override?.method !== undefined && method !== undefined && override.method !== method

export const overrideInDoubt = (content: DraftContent): ShipGroup | undefined => content.groups.find(isInDoubt)

export function overrideQuestion(group: ShipGroup): PendingQuestion | undefined {
  if (group.override === undefined) return undefined
  const method = isInDoubt(group) ? group.method : undefined
  return {
    kind: 'keep-override',
    group: group.id,
    amount: group.override.amount,
    ...given({ method }),
  }
}

/**
 * The group with another method: what it was set for is remembered with the price, and only a rep
 * may carry it over.
 */
export function withMethod(group: ShipGroup, method: string, actor: Actor): ShipGroup {
  const { override, ...rest } = group
  if (override === undefined) return { ...rest, method }
  const setFor = override.method ?? group.method
  const chosen: ShipGroup = {
    ...rest,
    method,
    override: { ...override, ...given({ method: setFor }) },
  }
  return isInDoubt(chosen) && !may(actor, 'adjust-prices') ? { ...rest, method } : chosen
}

/** From now on it is the price of the method that is chosen. */
export function keepOverride(
  { content }: OrderDraft,
  { group: id }: Extract<DraftCommand, { kind: 'keep-override' }>,
): Outcome {
  const group = groupOf(content, id)
  if (group?.override === undefined) return no({ kind: 'nothing-to-remove', what: 'shipping' })
  const { method } = group
  const kept = changeGroup(content, {
    ...group,
    override: { ...group.override, ...given({ method }) },
  })
  return ok({ moves: [{ kind: 'shipping-overridden', label: 'The shipping price set by hand stays', content: kept }] })
}
