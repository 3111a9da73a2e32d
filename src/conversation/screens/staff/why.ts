/**
 * "Why is it 93.96?": the ledger step by step, each with its rule; and "why not FREE75": what a
 * promotion or coupon is missing. Customers see the same steps without a rep's reasons.
 */

import type { Block, TotalRow, View } from '#conversation/edge/view.ts'
import type { ShownDraft } from '#conversation/screens/cart/cart-lines.ts'
import { discountName } from '#conversation/screens/cart/cart-totals.ts'
import { couponStateText } from '#conversation/screens/cart/coupon-words.ts'
import {
  button,
  type CustomerContext,
  isStaff,
  listBlock,
  money,
  noticeView,
  type ScreenContext,
  type StaffContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { buyerName, itemText } from '#conversation/screens/names.ts'
import { staffWords } from '#conversation/words/staff.ts'
import type { CustomerDraft, CustomerLedger } from '#domain/draft/sides.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger, PricedLine, PromotionOutcome } from '#domain/model/ledger.ts'
import { type WhyLine, whyLines, whyNot } from '#domain/pricing/explain.ts'

/** For the shop: with the reason of every price that was changed. */
export const whyView = (draft: OrderDraft, ledger: Ledger, ctx: StaffContext): View =>
  drawn({ draft, ledger }, ctx, ({ lineId, listPrice }) => {
    const reason = draft.content.lines.find(({ id }) => id === lineId)?.override?.reason ?? staffWords.priceChanged
    return staffWords.was(money(listPrice, ctx), reason)
  })

/** For the customer: made from what is theirs, so that no reason can get onto it. */
export const customerWhyView = (draft: CustomerDraft, ledger: CustomerLedger, ctx: CustomerContext): View =>
  drawn({ draft, ledger }, ctx, () => '')

type Priced = Pick<ShownDraft, 'draft' | 'ledger'>
/** What is said of a price that was changed by hand. */
type Changed = (line: PricedLine) => string

function drawn({ draft, ledger }: Priced, ctx: ScreenContext, changed: Changed): View {
  const lines = whyLines(ledger)
  const rows = lines.flatMap((line): readonly TotalRow[] => [
    {
      label: stepName(line, { draft, ledger }, ctx, changed),
      amount: money(line.amount, ctx),
      ...(line.stage === 'S6' ? { weight: 'strong', unit: ctx.shop.settings.currency } : { weight: 'normal' }),
    },
    ...line.parts.map(
      (part): TotalRow => ({
        label: staffWords.ofIt(itemText(part.sku, ctx)),
        amount: money(part.amount, ctx),
        weight: 'muted',
      }),
    ),
  ])
  const missing = ledger.promotions.filter(({ outcome }) => outcome.kind !== 'applied')
  const notes: readonly Block[] =
    missing.length === 0
      ? []
      : [
          textBlock(staffWords.whatDoesNotApply),
          listBlock(
            missing.map((each) => `${each.title}${isStaff(ctx) ? ` (${each.id})` : ''}: ${promotionText(each, ctx)}`),
          ),
        ]
  return {
    headline: staffWords.whyItIs(buyerName(draft.content.buyer, ctx), money(ledger.total, ctx)),
    blocks: [{ kind: 'totals', rows: withTotal(rows, ledger, ctx) }, ...notes],
    controls: [button(staffWords.showTheOrder, { kind: 'show' }, ctx)],
  }
}

const withTotal = (rows: readonly TotalRow[], ledger: Priced['ledger'], ctx: ScreenContext): readonly TotalRow[] =>
  rows.some((row) => row.weight === 'strong')
    ? rows
    : [
        ...rows,
        {
          label: staffWords.total,
          amount: money(ledger.total, ctx),
          weight: 'strong',
          unit: ctx.shop.settings.currency,
        },
      ]

function stepName(line: WhyLine, shown: Priced, ctx: ScreenContext, changed: Changed): string {
  switch (line.stage) {
    case 'S0':
      return lineName(line, shown, ctx, changed)
    case 'S1':
    case 'S2a':
    case 'S2b':
    case 'S3':
      return discountName(line, shown, ctx)
    case 'S4':
      return isStaff(ctx) && line.source !== 'manual' ? staffWords.shipping(line.label) : staffWords.shippingLabel
    case 'S5':
      return line.label
    case 'S6':
      return staffWords.total
    default:
      return line.stage satisfies never
  }
}

/** "2 x 12.00 Classic mug, blue, 11 oz" where the step is one line of the cart. */
function lineName({ source, label }: WhyLine, { ledger }: Priced, ctx: ScreenContext, changed: Changed): string {
  const priced = ledger.lines.find((each) => each.lineId === source) ?? ledger.lines.find((each) => each.sku === source)
  if (priced === undefined) return label
  return (
    `${priced.quantity} x ${money(priced.unitPrice, ctx)} ` +
    `${itemText(priced.sku, ctx)}${priced.overridden ? changed(priced) : ''}`
  )
}

export function whyNotView(about: string, ledger: Priced['ledger'], ctx: ScreenContext): View {
  const found = whyNot(ledger, about)
  if (found === undefined) return noticeView(staffWords.notOnThisOrder(about), staffWords.noPromotionHere, ctx)
  switch (found.kind) {
    case 'promotion':
      return noticeView(
        `${found.about.title}: ` +
          `${found.about.outcome.kind === 'applied' ? staffWords.applies : staffWords.doesNotApplyYet}`,
        promotionText(found.about, ctx),
        ctx,
      )
    case 'coupon':
      return noticeView(
        staffWords.coupon(
          found.about.code,
          found.about.outcome.kind === 'active' ? staffWords.applies : staffWords.doesNothingYet,
        ),
        couponStateText(found.about.code, found.about.outcome, ctx),
        ctx,
      )
    default:
      return found satisfies never
  }
}

/** What is missing, and what would change it. */
export function promotionText({ outcome }: PromotionOutcome, ctx: ScreenContext): string {
  const where = staffWords.theOrder(isStaff(ctx))
  switch (outcome.kind) {
    case 'applied':
      return staffWords.takesOff(money(Math.abs(outcome.amount), ctx))
    case 'missing-amount':
      return staffWords.startsAtAdd(money(outcome.minimum, ctx), money(outcome.missing, ctx))
    case 'missing-quantity':
      return staffWords.addMissing(outcome.missing)
    case 'nothing-matches':
      return staffWords.noItemsOfIt
    case 'not-started':
      return staffWords.notStarted
    case 'ended':
      return staffWords.hasEnded
    case 'wrong-group':
      return staffWords.otherGroup(isStaff(ctx))
    case 'not-first-order':
      return isStaff(ctx)
        ? staffWords.firstOrderOnly
        : ctx.actor.kind === 'guest'
          ? staffWords.notUsable
          : staffWords.forFirstOrder
    case 'wrong-country':
      return staffWords.notForCountry(where)
    case 'beaten-by':
      return staffWords.otherSavesMore(outcome.other)
    case 'excluded-by':
      return staffWords.otherApplies(outcome.other)
    case 'no-method':
      return staffWords.otherMethod
    case 'gift-out-of-stock':
      return staffWords.giftRanOut
    case 'shipping-overridden':
      return staffWords.shippingPriceByHand(isStaff(ctx))
    default:
      return outcome satisfies never
  }
}
