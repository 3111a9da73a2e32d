/**
 * What the cart card says besides the figures: what could be saved, which coupons wait and for
 * what, and what a rep has to know ("no tax set for TX", "would be free"). Customers get the part
 * that is theirs.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block } from '#conversation/edge/view.ts'
import { isStaff, money, notice, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { countryName } from '#domain/base/address-rules.ts'
import { shortAddress } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { PromotionOutcome } from '#domain/model/ledger.ts'
import type { ShippingMethod } from '#domain/model/shop.ts'
import { reaches } from '#domain/pricing/shipping.ts'
import type { ShownDraft } from './cart-lines.ts'
import { usedGroups } from './cart-totals.ts'
import { couponStateText } from './coupon-words.ts'

export function hints({ draft, ledger }: ShownDraft, ctx: ScreenContext): readonly Block[] {
  return [...nearest({ draft, ledger }, ctx), ...onlyOneMore(ledger)].slice(0, 1).map(textBlock)
}

type Missing<K extends PromotionOutcome['outcome']['kind']> = Extract<PromotionOutcome['outcome'], { kind: K }>

/** The one promotion the cart is closest to by amount: "add 6.00 for free shipping". */
function nearest({ draft, ledger }: Pick<ShownDraft, 'draft' | 'ledger'>, ctx: ScreenContext): readonly string[] {
  const open = ledger.promotions.flatMap(({ id, title, outcome }) =>
    outcome.kind === 'missing-amount' && existsThere(id, draft, ctx) ? [{ id, title, outcome }] : [],
  )
  const [first] = open.sort((a, b) => a.outcome.missing - b.outcome.missing)
  return first === undefined || ledger.lines.length === 0
    ? []
    : [cartWords.tipAddFor(money(first.outcome.missing, ctx), reward(first.id, first.title, ctx))]
}

/** Free shipping is offered where a method it is for goes to. */
function existsThere(id: string, { content }: ShownDraft['draft'], ctx: ScreenContext): boolean {
  const effect = ctx.shop.settings.promotions.find((each) => each.id === id)?.effect
  if (effect?.kind !== 'free-shipping') return true
  const places = content.groups.flatMap(({ address, method }) =>
    address === undefined || isPickup(method, ctx) ? [] : [address],
  )
  const free = deliveries(ctx).filter((method) => effect.methods.length === 0 || effect.methods.includes(method.id))
  return places.length === 0
    ? !content.groups.some(({ method }) => isPickup(method, ctx))
    : places.some((place) => free.some((method) => reaches(method, place)))
}

const deliveries = (ctx: ScreenContext): readonly ShippingMethod[] =>
  ctx.shop.settings.shippingMethods.filter(({ kind }) => kind === 'delivery')
const isPickup = (id: string | undefined, ctx: ScreenContext): boolean =>
  ctx.shop.settings.shippingMethods.some((method) => method.id === id && method.kind === 'pickup')

/** The methods that go to the first place that has none that fits. */
export function methodsThere({ content }: ShownDraft['draft'], ctx: ScreenContext): readonly string[] {
  const fits = (id: string | undefined, address: Address | undefined) =>
    ctx.shop.settings.shippingMethods.some((method) => method.id === id && reaches(method, address))
  const group = content.groups.find(({ method, address }) => !fits(method, address)) ?? content.groups[0]
  return ctx.shop.settings.shippingMethods.filter((method) => reaches(method, group?.address)).map(({ id }) => id)
}

/** Said as soon as the place is known, not when the order is placed. */
function nowhere({ content }: ShownDraft['draft'], ctx: ScreenContext): readonly string[] {
  const places = content.groups.flatMap(({ address, method }) =>
    address === undefined || isPickup(method, ctx) ? [] : [address],
  )
  const unreached = places.filter((place) => !deliveries(ctx).some((method) => reaches(method, place)))
  const names = new Set(
    unreached.map((place) =>
      deliveries(ctx).some(({ zones }) => zones.some(({ countries }) => countries.includes(place.country)))
        ? shortAddress(place)
        : countryName(place.country),
    ),
  )
  const pickup = ctx.shop.settings.shippingMethods.some(({ kind }) => kind === 'pickup') ? cartWords.orPickUp : ''
  return [...names].map((name) => cartWords.noDeliveryTo(inert(name), pickup))
}

function onlyOneMore(ledger: ShownDraft['ledger']): readonly string[] {
  const oneShort = (outcome: PromotionOutcome['outcome']): outcome is Missing<'missing-quantity'> =>
    outcome.kind === 'missing-quantity' && outcome.missing === 1
  return ledger.lines.length === 0
    ? []
    : ledger.promotions.flatMap(({ title, outcome }) => (oneShort(outcome) ? [cartWords.tipAddMoreFor(title)] : []))
}

function reward(id: string, title: string, ctx: ScreenContext): string {
  const promotion = ctx.shop.settings.promotions.find((each) => each.id === id)
  return promotion?.effect.kind === 'free-shipping' ? cartWords.freeShipping : title
}

export function warnings(shown: ShownDraft, ctx: ScreenContext): readonly Block[] {
  const { draft, ledger } = shown
  const groups = usedGroups(shown)
  const waiting = ledger.coupons.filter(({ outcome }) => outcome.kind !== 'active')
  const abroad = groups.some((group) => group.international && group.rate !== undefined)
    ? [cartWords.dutiesNotIncluded]
    : []
  const quote = draft.quote === undefined ? [] : [cartWords.quoteHoldsPrices]
  return [
    ...waiting.map(({ code, outcome }) =>
      notice('warning', cartWords.couponDoesNothingYet(code, couponStateText(code, outcome, ctx))),
    ),
    ...nowhere(draft, ctx).map((words) => notice('warning', words)),
    ...[...abroad, ...quote].map((words) => notice('info', words)),
    ...(isStaff(ctx) ? forStaff(ledger, groups, ctx) : []),
  ]
}

function forStaff(
  ledger: ShownDraft['ledger'],
  groups: ReturnType<typeof usedGroups>,
  ctx: ScreenContext,
): readonly Block[] {
  const untaxed = groups.flatMap((group) =>
    group.noTaxRule === undefined ? [] : [cartWords.noTaxRule(group.noTaxRule)],
  )
  const wouldBeFree = groups.flatMap((group) =>
    group.override !== undefined && group.override > 0 && group.freeBy !== undefined
      ? [cartWords.shippingWouldBeFree(group.freeBy, money(group.override, ctx))]
      : [],
  )
  const { subtraction } = ledger
  const unused =
    subtraction !== undefined && subtraction.unused > 0
      ? [
          cartWords.amountPartlyUsed(
            money(subtraction.applied, ctx),
            money(subtraction.asked, ctx),
            money(subtraction.unused, ctx),
          ),
        ]
      : []
  return [...untaxed, ...wouldBeFree, ...unused].map((words) => notice('warning', words))
}
