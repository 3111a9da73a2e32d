/**
 * The money of the cart card: subtotal, every discount by its name, shipping with method and dates,
 * tax, total. Amounts come from the ledger and are only printed here. Next: cart-hints.ts says what
 * could be saved and what to know.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { TotalRow } from '#conversation/edge/view.ts'
import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { addressText, methodName } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { localDate } from '#domain/base/calendar.ts'
import { formatPercent } from '#domain/base/money.ts'
import type { ShipGroup } from '#domain/model/draft.ts'
import type { LedgerStep, PricedGroup } from '#domain/model/ledger.ts'
import { arrivalOf, arrivalText } from '#domain/pricing/shipping.ts'
import type { ShownDraft } from './cart-lines.ts'

export function totalRows(shown: ShownDraft, ctx: ScreenContext): readonly TotalRow[] {
  const { ledger } = shown
  const row = (label: string, amount: string, weight: TotalRow['weight'] = 'normal'): TotalRow => ({
    label: inert(label),
    amount,
    weight,
  })
  const discounts = ledger.steps
    .filter(isDiscount)
    .map((step) => row(discountName(step, shown, ctx), money(step.amount, ctx)))
  return [
    row(cartWords.subtotal, money(ledger.subtotal, ctx)),
    ...discounts,
    ...usedGroups(shown).map((group) =>
      row(
        shippingName(group, shown, ctx),
        group.rate === undefined && group.override === undefined ? cartWords.toCome : money(group.charge, ctx),
      ),
    ),
    row(
      taxName(shown, ctx),
      taxIsKnown(shown) ? money(ledger.tax, ctx) : cartWords.toCome,
      ledger.pricesIncludeTax ? 'muted' : 'normal',
    ),
    { ...row(cartWords.total, money(ledger.total, ctx), 'strong'), unit: ctx.shop.settings.currency },
  ]
}

const isDiscount = ({ stage, amount }: LedgerStep): boolean =>
  amount !== 0 && (stage === 'S1' || stage === 'S2a' || stage === 'S2b' || stage === 'S3')

export function discountName(
  { stage, source, label }: LedgerStep,
  { ledger, draft }: Pick<ShownDraft, 'draft' | 'ledger'>,
  ctx: ScreenContext,
): string {
  if (stage === 'S3') {
    const reason = draft.content.subtraction?.reasonText ?? label
    return cartWords.takenOff(isStaff(ctx), reason)
  }
  if (ledger.coupons.some(({ code }) => code === source)) return cartWords.coupon(source)
  return isStaff(ctx) ? `${label} (${source})` : label
}

/** Groups something goes to; the main one also while the cart is empty. */
export function usedGroups({ draft, ledger }: Pick<ShownDraft, 'draft' | 'ledger'>): readonly PricedGroup[] {
  const used = new Set(ledger.lines.flatMap((line) => line.parts.map((part) => part.group)))
  return used.size === 0
    ? []
    : ledger.groups.filter((group) => used.has(group.id) && draft.content.groups.some(({ id }) => id === group.id))
}

function shippingName(group: PricedGroup, shown: ShownDraft, ctx: ScreenContext): string {
  const own = shown.draft.content.groups.find(({ id }) => id === group.id)
  const several = usedGroups(shown).length > 1 && own?.address !== undefined
  const to = several ? cartWords.toAddress(own?.label ?? (own?.address ? addressText(own.address, ctx) : '')) : ''
  if (group.method === undefined)
    return [cartWords.shipping(to), priceNote(group, own, ctx)].filter((part) => part !== '').join(', ')
  const name = group.methodName ?? methodName(group.method, ctx.shop.settings)
  return [cartWords.shipping(to), name, dates(group, shown, ctx), priceNote(group, own, ctx)]
    .filter((part) => part !== '')
    .join(', ')
}

/** Real dates when everything of the group is here or dated; else days after dispatch (rules.md O7). */
function dates(
  group: PricedGroup,
  { ledger, short, policy = 'ship-complete' }: ShownDraft,
  ctx: ScreenContext,
): string {
  const { settings } = ctx.shop
  const method = settings.shippingMethods.find(({ id }) => id === group.method)
  if (method === undefined) return ''
  const own = new Set(
    ledger.lines.filter((line) => line.parts.some((part) => part.group === group.id)).map((line) => line.lineId),
  )
  // Unless everything leaves together, what is here leaves now.
  const late = policy === 'ship-complete' ? short.filter((part) => own.has(part.lineId)).map((part) => part.on) : []
  const today = localDate(ctx.now, settings.timeZone)
  const last = late.reduce<string | undefined>(
    (latest, on) => (latest === undefined || on === undefined ? undefined : on > latest ? on : latest),
    today,
  )
  const ready = late.length === 0 ? ctx.now : last === undefined || last.length > 10 ? last : `${last}T12:00:00Z`
  return method.kind === 'pickup' ? '' : arrivalText(arrivalOf(method, settings, ready), settings.locale)
}

function priceNote(group: PricedGroup, own: ShipGroup | undefined, ctx: ScreenContext): string {
  if (group.override !== undefined && own?.override !== undefined) {
    return isStaff(ctx)
      ? `${group.rate === undefined ? cartWords.setByHand : cartWords.changedFrom(money(group.rate, ctx))}: ` +
          `${own.override.reasonText ?? own.override.reason}`
      : ''
  }
  if (group.oldRate !== undefined && group.rate === undefined)
    return cartWords.wasNoLongerPossible(money(group.oldRate, ctx))
  return group.freeBy === undefined ? '' : cartWords.free(isStaff(ctx), group.freeBy)
}

/** What is taxed nobody knows where is not 0.00. */
function taxIsKnown({ ledger, draft }: ShownDraft): boolean {
  const used = usedGroups({ draft, ledger })
  const placed =
    draft.content.groups.some(({ address }) => address !== undefined) || used.some(({ rate }) => rate !== undefined)
  return ledger.pricesIncludeTax || used.length === 0 || placed
}

function taxName({ ledger }: ShownDraft, ctx: ScreenContext): string {
  const { settings } = ctx.shop
  const rates = [...new Set(ledger.lines.flatMap((line) => line.parts.map((part) => part.taxRatePpm)))].filter(
    (rate) => rate > 0,
  )
  const percent =
    rates.length === 0
      ? ''
      : ` ${rates
          .sort((a, b) => a - b)
          .map((rate) => formatPercent(rate, settings.locale))
          .join(' / ')}`
  return ledger.pricesIncludeTax ? cartWords.taxIncluded(percent) : cartWords.tax(percent)
}
