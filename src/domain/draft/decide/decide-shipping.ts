/**
 * Commands on where and how the goods go (rules.md O6, O7, O11): ship-to, single lines to another
 * address, billing, method. An override of a group's shipping survives an address change only while
 * the method still fits; else the draft asks whether to keep it.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import { shortAddress, validateAddress } from '#domain/draft/address.ts'
import { changeLine, describeSku } from '#domain/draft/lines.ts'
import { isInDoubt, overrideQuestion, withMethod } from '#domain/draft/prices/shipping-override.ts'
import {
  canUse,
  changeGroup,
  groupFor,
  groupOf,
  joinEqualGroups,
  methodsFor,
  placeUnits,
  withAssumedMethods,
} from '#domain/draft/ship-groups.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { Address, Buyer } from '#domain/model/customer.ts'
import type { Billing, DraftContent, OrderDraft, ShipGroup } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { methodOf } from '#domain/pricing/shipping.ts'
import type { Change, DecideContext, Outcome } from './decide-change.ts'
import { focusOn, lineOf } from './decide-lines.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>

export function shipTo(draft: OrderDraft, command: Of<'ship-to'>, { facts }: DecideContext): Outcome {
  const group = groupOf(draft.content, command.group ?? 'main')
  if (group === undefined) return no({ kind: 'no-such-line', what: command.group ?? 'main' })
  const address = deliverable(command.address, draft.content.buyer)
  if (!address.ok) return address
  const { label: _, ...rest } = group
  const moved = changeGroup(draft.content, { ...rest, address: address.value, ...labelled(command.label) })
  const content = withAssumedMethods(joinEqualGroups(moved), facts)
  const label = `Ship to ${command.label ?? shortAddress(address.value)}`
  return ok({ moves: [{ kind: 'ship-to-set', label, content }], ...askAboutOverride(content, group.id, facts) })
}

/** Puts exactly that many units of the line at the address; the same address is the same group. */
export function shipLineTo(draft: OrderDraft, command: Of<'ship-line-to'>, { facts }: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const { quantity } = command
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > line.quantity)
    return no({ kind: 'bad-quantity', max: line.quantity })
  const address = deliverable(command.address, draft.content.buyer)
  if (!address.ok) return address
  const { content, id } = groupFor(draft.content, address.value, command.label)
  const placed = withMethodOfMain(changeLine(content, placeUnits(line, id, quantity)), id, facts)
  const label =
    `${quantity} ${describeSku(line.sku, facts.shop.catalog)} to ` + `${command.label ?? shortAddress(address.value)}`
  return ok({
    moves: [{ kind: 'line-moved', label, content: withAssumedMethods(placed, facts) }],
    draft: { focus: focusOn(draft, line.id) },
  })
}

/** A new group is delivered like the main one where that reaches it. */
function withMethodOfMain(content: DraftContent, id: string, facts: Facts): DraftContent {
  const group = groupOf(content, id)
  const main = groupOf(content, 'main')
  if (group === undefined || group.method !== undefined || main?.method === undefined) return content
  if (methodOf(main, facts.shop.settings)?.kind === 'pickup') return content
  const like: ShipGroup = { ...group, method: main.method }
  return canUse(content, like, facts) ? changeGroup(content, like) : content
}

/** Without an address: the same as the ship-to. */
export function billTo(draft: OrderDraft, command: Of<'bill-to'>): Outcome {
  if (command.address === undefined) {
    return ok({
      moves: [
        {
          kind: 'bill-to-set',
          label: 'Bill to the ship-to address',
          content: { ...draft.content, billing: { kind: 'same' } },
        },
      ],
    })
  }
  const address = deliverable(command.address, draft.content.buyer)
  if (!address.ok) return address
  const billing: Billing = { kind: 'address', address: address.value, ...labelled(command.label) }
  const label = `Bill to ${command.label ?? shortAddress(address.value)}`
  return ok({ moves: [{ kind: 'bill-to-set', label, content: { ...draft.content, billing } }] })
}

/** By id or name. Before there is an address any method may be chosen; pickup never needs one. */
export function setMethod(draft: OrderDraft, command: Of<'set-method'>, { facts, actor }: DecideContext): Outcome {
  const wanted = command.method.trim().toLowerCase()
  const { shippingMethods } = facts.shop.settings
  const method =
    shippingMethods.find((known) => known.id.toLowerCase() === wanted) ??
    shippingMethods.find((known) => known.name.toLowerCase() === wanted)
  if (method === undefined)
    return no({ kind: 'unknown-method', method: command.method, known: shippingMethods.map((known) => known.id) })
  const group = groupOf(draft.content, command.group ?? 'main')
  if (group === undefined) return no({ kind: 'no-such-line', what: command.group ?? 'main' })
  const chosen = withMethod(group, method.id, actor)
  const refusal = methodRefusal(draft.content, chosen, facts)
  if (refusal !== undefined) return no(refusal)
  const content = changeGroup(draft.content, chosen)
  const usual = group.override !== undefined && chosen.override === undefined ? ', at its usual price' : ''
  return ok({
    moves: [{ kind: 'method-set', label: `Shipping${whereTo(group, content)}: ${method.name}${usual}`, content }],
    ...(isInDoubt(chosen) ? asked(chosen) : {}),
  })
}

/** Of several parcels it is said which. */
function whereTo({ label, address }: ShipGroup, { groups }: DraftContent): string {
  const where = label ?? (address === undefined ? undefined : shortAddress(address))
  return groups.length < 2 || where === undefined ? '' : ` to ${where}`
}

/** Why a group cannot use its method; undefined while there is no method, or no address to judge it by. */
export function methodRefusal(content: DraftContent, group: ShipGroup, facts: Facts): Refusal | undefined {
  if (group.method === undefined || group.address === undefined || canUse(content, group, facts)) return undefined
  const eligible = methodsFor(content, group, facts).map((choice) => choice.method.id)
  return { kind: 'method-not-here', method: group.method, place: shortAddress(group.address), eligible }
}

/** The address as it will be used: with the buyer's name where none was typed, and valid for its country. */
function deliverable(address: Address, buyer: Buyer): Result<Address, Refusal> {
  const name = address.name.trim() !== '' || buyer.kind === 'none' ? address.name.trim() : (buyer.name ?? '')
  const wrong = validateAddress(address)
  if (wrong !== undefined) return no({ kind: 'bad-address', field: wrong.field, why: wrong.why })
  return name === ''
    ? no({ kind: 'bad-address', field: 'name', why: 'the recipient is missing' })
    : ok({ ...address, name })
}

const labelled = (label: string | undefined): { readonly label?: string } => (label === undefined ? {} : { label })

function askAboutOverride(content: DraftContent, id: string, facts: Facts): Pick<Change, 'pending'> {
  const group = groupOf(content, id)
  return group === undefined || group.method === undefined || canUse(content, group, facts) ? {} : asked(group)
}

function asked(group: ShipGroup): { readonly pending?: PendingQuestion } {
  const pending = overrideQuestion(group)
  return pending === undefined ? {} : { pending }
}
