/**
 * What the cart card says besides the figures: what could be saved, which coupons wait and for what, and what a rep has to know
 * ("no tax set for TX", "would be free"). Customers get the part that is theirs.
 */

import type { Block } from '#conversation/edge/view.ts'
import type { PromotionOutcome } from '#domain/model/ledger.ts'
import type { ShownDraft } from './cart-lines.ts'
import { usedGroups } from './cart-totals.ts'
import { isStaff, money, notice, type ScreenContext, text } from './context.ts'
import { couponStateText } from './coupon-words.ts'

export function hints({ ledger }: Pick<ShownDraft, 'ledger'>, ctx: ScreenContext): readonly Block[] {
  return [...nearest(ledger, ctx), ...onlyOneMore(ledger)].map(text)
}

type Missing<K extends PromotionOutcome['outcome']['kind']> = Extract<PromotionOutcome['outcome'], { kind: K }>

/** The one promotion the cart is closest to by amount: "add 6.00 for free shipping". */
function nearest(ledger: ShownDraft['ledger'], ctx: ScreenContext): readonly string[] {
  const open = ledger.promotions.flatMap(({ id, title, outcome }) => (outcome.kind === 'missing-amount' ? [{ id, title, outcome }] : []))
  const [first] = open.sort((a, b) => a.outcome.missing - b.outcome.missing)
  return first === undefined || ledger.lines.length === 0
    ? []
    : [`Tip: add ${money(first.outcome.missing, ctx)} for ${reward(first.id, first.title, ctx)}`]
}

function onlyOneMore(ledger: ShownDraft['ledger']): readonly string[] {
  const oneShort = (outcome: PromotionOutcome['outcome']): outcome is Missing<'missing-quantity'> =>
    outcome.kind === 'missing-quantity' && outcome.missing === 1
  return ledger.lines.length === 0
    ? []
    : ledger.promotions.flatMap(({ title, outcome }) => (oneShort(outcome) ? [`Tip: add 1 more for ${title}`] : []))
}

function reward(id: string, title: string, ctx: ScreenContext): string {
  const promotion = ctx.shop.settings.promotions.find((each) => each.id === id)
  return promotion?.effect.kind === 'free-shipping' ? 'free shipping' : title
}

export function warnings(shown: ShownDraft, ctx: ScreenContext): readonly Block[] {
  const { draft, ledger } = shown
  const groups = usedGroups(shown)
  const waiting = ledger.coupons.filter(({ outcome }) => outcome.kind !== 'active')
  const abroad = groups.some((group) => group.international) ? ['Import duties are not included.'] : []
  const quote = draft.quote === undefined ? [] : ['The prices are held until the end of the quote; the goods are not reserved.']
  return [
    ...waiting.map(({ code, outcome }) => notice('warning', `Coupon ${code} does nothing yet: ${couponStateText(code, outcome, ctx)}`)),
    ...[...abroad, ...quote].map((words) => notice('info', words)),
    ...(isStaff(ctx) ? forStaff(ledger, groups, ctx) : []),
  ]
}

function forStaff(ledger: ShownDraft['ledger'], groups: ReturnType<typeof usedGroups>, ctx: ScreenContext): readonly Block[] {
  const untaxed = groups.flatMap((group) => (group.noTaxRule === undefined ? [] : [`No tax set for ${group.noTaxRule}: none is charged.`]))
  const wouldBeFree = groups.flatMap((group) =>
    group.override !== undefined && group.override > 0 && group.freeBy !== undefined
      ? [`Shipping would be free (${group.freeBy}); ${money(group.override, ctx)} is charged because it was set by hand.`]
      : [],
  )
  const { subtraction } = ledger
  const unused =
    subtraction !== undefined && subtraction.unused > 0
      ? [
          `${money(subtraction.applied, ctx)} of the ${money(subtraction.asked, ctx)} is taken off; ${money(subtraction.unused, ctx)} is unused, there are no more goods to take it from.`,
        ]
      : []
  return [...untaxed, ...wouldBeFree, ...unused].map((words) => notice('warning', words))
}
