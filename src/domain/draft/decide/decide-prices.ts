/**
 * Commands on what is charged (rules.md O9 to O12): coupons, and a rep's adjustments within the limit of their role.
 * One subtraction per draft, one override per group or line: re-entry replaces. Amounts:
 * adjustments.ts; limits: limits.ts; codes: coupons.ts.
 */

import { no, ok } from '#domain/base/result.ts'
import { withDraftLines } from '#domain/draft/lines.ts'
import { adjusted, adjustmentLabel } from '#domain/draft/prices/adjustments.ts'
import { covered, isLive } from '#domain/draft/prices/approvals.ts'
import { adjustmentRefusal, giverOf } from '#domain/draft/prices/limits.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import type { Adjustment, DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, DraftEventKind, OrderDraft } from '#domain/model/draft.ts'
import { couponCode } from '#domain/pricing/discounts/coupon-state.ts'
import { presentCoupon } from '#domain/pricing/discounts/coupons.ts'
import type { DecideContext, Move, Outcome } from './decide-change.ts'
import { focusOn } from './decide-lines.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>

/** With `replacing`, the swap that was offered: the codes it names go in the same breath. */
export function addCoupon(draft: OrderDraft, command: Of<'add-coupon'>, { facts, actor }: DecideContext): Outcome {
  const { content } = draft
  const replacing = (command.replacing ?? []).map(couponCode)
  const presented = presentCoupon(command.code, { content, facts, actor, replacing })
  if (!presented.ok) return presented
  const gone = content.coupons.filter((coupon) => replacing.includes(couponCode(coupon.code)))
  const kept = { ...content, coupons: content.coupons.filter((coupon) => !gone.includes(coupon)) }
  const removed: readonly Move[] =
    gone.length === 0
      ? []
      : [
          {
            kind: 'coupon-removed',
            label: `Coupon ${gone.map((coupon) => coupon.code).join(', ')} removed`,
            content: kept,
          },
        ]
  return ok({
    moves: [
      ...removed,
      {
        kind: 'coupon-added',
        label: `Coupon ${couponCode(command.code)}`,
        content: { ...kept, coupons: presented.value.coupons },
      },
    ],
  })
}

export function removeCoupon({ content }: OrderDraft, command: Of<'remove-coupon'>): Outcome {
  const code = couponCode(command.code)
  const coupons = content.coupons.filter((coupon) => couponCode(coupon.code) !== code)
  if (coupons.length === content.coupons.length) return no({ kind: 'nothing-to-remove', what: code })
  return ok({ moves: [{ kind: 'coupon-removed', label: `Coupon ${code} removed`, content: { ...content, coupons } }] })
}

const adjustmentEvent = {
  subtract: 'subtraction-set',
  'override-shipping': 'shipping-overridden',
  'override-line': 'line-overridden',
} as const satisfies Record<Adjustment['kind'], DraftEventKind>

export function adjust(draft: OrderDraft, command: Adjustment, context: DecideContext): Outcome {
  const { facts, actor } = context
  const content = adjusted(draft.content, command, facts, giverOf(actor))
  if (!content.ok) return content
  const refused = adjustmentRefusal(draft, command, context)
  // With an approval on the draft the change is made, and settleApproval says whether it is still covered.
  const isGranted = (): boolean =>
    isLive(draft.approval, facts.now) ||
    covered({ ...draft, content: content.value }, chargedFor(content.value, facts), facts.now)
  if (refused !== undefined && !isGranted()) return no(refused)
  const focus = command.kind === 'override-line' ? { draft: { focus: focusOn(draft, command.lineId) } } : {}
  const label = adjustmentLabel(draft.content, content.value, command, facts)
  return ok({ moves: [{ kind: adjustmentEvent[command.kind], label, content: content.value }], ...focus })
}

/** Without `what`: the subtraction, else the shipping override, else the line overrides. */
export function removeAdjustment({ content }: OrderDraft, command: Of<'remove-adjustment'>): Outcome {
  const found =
    command.what === undefined
      ? adjustmentsOf(content)[0]
      : adjustmentsOf(content).find((one) => one.what === command.what)
  if (found === undefined) return no({ kind: 'nothing-to-remove', what: command.what ?? 'adjustment' })
  return ok({ moves: [{ kind: 'adjustment-removed', label: found.label, content: found.without }] })
}

type Removable = {
  readonly what: 'subtraction' | 'shipping' | 'lines'
  readonly label: string
  readonly without: DraftContent
}

function adjustmentsOf(content: DraftContent): readonly Removable[] {
  const { subtraction, ...rest } = content
  const groups = content.groups.map(({ override: _, ...group }) => group)
  const lines = content.lines.map(({ override: _, ...line }) => line)
  const some: readonly (Removable | undefined)[] = [
    subtraction && { what: 'subtraction', label: 'Subtraction removed', without: rest },
    content.groups.some((group) => group.override)
      ? { what: 'shipping', label: 'Shipping override removed', without: { ...content, groups } }
      : undefined,
    content.lines.some((line) => line.override)
      ? { what: 'lines', label: 'Price overrides removed', without: withDraftLines(content, lines) }
      : undefined,
  ]
  return some.filter((one) => one !== undefined)
}
