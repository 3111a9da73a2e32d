/**
 * A change of a placed order before it is made: what would be another way, to the cent, and what has
 * to happen first. A customer reads no limit and no margin here, and of a check only that somebody
 * from the shop looks at it. Next: order-news.ts tells once it is made.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { addressText, buyerName, dayText, itemText } from '#conversation/screens/names.ts'
import { amendmentsWords } from '#conversation/words/order/amendments.ts'
import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { CallerCheck } from '#domain/model/caller-check.ts'
import type { Order } from '#domain/model/order.ts'
import type { Amendment, ProposedChange } from '#domain/model/placed/amendment.ts'
import type { AmendPlan } from '#domain/order/amend/plan.ts'
import { shippingCharge, toGiveBack } from '#domain/order/money.ts'
import { isPaidByLink } from '#domain/order/payment-requests.ts'

type Shown = { readonly proposal: ProposedChange; readonly plan: AmendPlan }

export function askAmendView(order: Order, { proposal, plan }: Shown, ctx: ScreenContext): View {
  const { difference } = plan
  return {
    headline: inert(`${headlineOf(order, proposal, ctx)}: ${moreOrLess(difference, order, ctx)}?`),
    blocks: [
      listBlock(changes(order, proposal, plan, ctx)),
      ...instead(order, proposal, ctx),
      textBlock(moneyWords(order, plan, ctx)),
      textBlock(amendmentsWords.yesOrPress),
    ],
    controls: controls(order, { proposal, plan }, ctx),
  }
}

/** What it waits for; who may goes on from here with one press. */
export function waitsAmendView(order: Order, { proposal, plan }: Shown, ctx: ScreenContext): View {
  const [need] = plan.needs
  const headline = headlineOf(order, proposal, ctx)
  if (!isStaff(ctx))
    return {
      headline: inert(amendmentsWords.shopLooksFirst(headline)),
      blocks: [...instead(order, proposal, ctx), textBlock(amendmentsWords.unchangedUntilThen)],
      controls: [leave(order, proposal, ctx)],
    }
  const why =
    need?.kind === 'caller-check' ? amendmentsWords.cardNeverPaid(order.number) : amendmentsWords.theShippingPriceSet
  return {
    headline: inert(
      amendmentsWords.askedBy(
        headline,
        proposal.name,
        need?.kind === 'caller-check' ? amendmentsWords.needsACallerCheck : amendmentsWords.needsAnApproval,
      ),
    ),
    blocks: [listBlock(changes(order, proposal, plan, ctx)), ...instead(order, proposal, ctx), textBlock(why)],
    controls: controls(order, { proposal, plan }, ctx),
  }
}

/** Another change that was not confirmed is given up by this one, which is said. */
const instead = ({ proposed }: Order, { id, amendment }: ProposedChange, ctx: ScreenContext) =>
  proposed === undefined || proposed.id === id || proposed.amendment.kind === amendment.kind
    ? []
    : [textBlock(amendmentsWords.insteadOfEarlier(amendedText(proposed.amendment, ctx)))]

type Others = { readonly proposal: ProposedChange; readonly eligible: readonly string[]; readonly method: string }
export function otherMethodsView(order: Order, { proposal, eligible, method }: Others, ctx: ScreenContext): View {
  const nameOf = (id: string): string => ctx.shop.settings.shippingMethods.find((one) => one.id === id)?.name ?? id
  return {
    headline: inert(amendmentsWords.methodNotThere(nameOf(method), order.number)),
    blocks: [...instead(order, proposal, ctx), textBlock(amendmentsWords.nothingIsChangedYet)],
    controls: [
      ...eligible.map((id) =>
        button(nameOf(id), { kind: 'change-by', order: order.number, id: proposal.id, method: id }, ctx),
      ),
      leave(order, proposal, ctx),
    ],
  }
}

/** On the order: what somebody asked for and nobody confirmed. */
export const proposedText = ({ amendment, name, waitsFor }: ProposedChange, ctx: ScreenContext): string =>
  [
    amendedText(amendment, ctx),
    ...(isStaff(ctx)
      ? [amendmentsWords.askedByWhom(name), ...(waitsFor === undefined ? [] : [amendmentsWords.needs(NEEDS[waitsFor])])]
      : []),
  ].join(', ')
const NEEDS = { approval: amendmentsWords.anApproval, 'caller-check': amendmentsWords.aCallerCheck } as const

/** Shown with what it costs before anything is done. */
export const proposedControls = (
  order: Pick<Order, 'number'>,
  proposal: ProposedChange,
  ctx: ScreenContext,
): readonly Control[] => [
  button(
    amendmentsWords.lookAtTheChange,
    { kind: 'confirm-change', order: order.number, id: proposal.id, confirmed: NEVER },
    ctx,
  ),
  leave(order, proposal, ctx),
]
/** No difference is ever that: a press with it is shown the real one. */
const NEVER = 999_999_999_999_999

/** What it waited for has happened. */
export const goesOnView = (order: Order, ctx: ScreenContext): View => ({
  headline: inert(amendmentsWords.changeCanGoOn(order.number)),
  blocks: order.proposed === undefined ? [] : [textBlock(proposedText(order.proposed, ctx))],
  controls: order.proposed === undefined ? [] : proposedControls(order, order.proposed, ctx),
})

/** "checked by sam: a postcode" */
export const checkedText = ({ how, by }: CallerCheck): string =>
  amendmentsWords.checkedBy(by.replace(/^staff:/, ''), CHECKED[how])
const CHECKED = {
  order: amendmentsWords.anEarlierOrder,
  postcode: amendmentsWords.aPostcode,
  code: amendmentsWords.aMailedCode,
} as const

function controls(order: Order, { proposal, plan }: Shown, ctx: ScreenContext): readonly Control[] {
  const { number } = order
  const confirm = { kind: 'confirm-change', order: number, id: proposal.id, confirmed: plan.difference } as const
  const amount = plan.difference === 0 ? '' : ` - ${moreOrLess(plan.difference, order, ctx)}`
  return [
    ...(plan.needs.some(({ kind }) => kind === 'caller-check')
      ? []
      : [button(amendmentsWords.changeIt(amount), confirm, ctx, 'primary')]),
    leave(order, proposal, ctx),
    button(amendmentsWords.showOrder(number), { kind: 'status', order: number }, ctx),
  ]
}

const leave = ({ number }: Pick<Order, 'number'>, { id }: ProposedChange, ctx: ScreenContext): Control =>
  button(amendmentsWords.leaveAsIs, { kind: 'drop-change', order: number, id }, ctx)

const price = (amount: Amount, { currency }: Order, ctx: ScreenContext): string =>
  formatMoney(amount, { ...ctx.shop.settings, currency })

function moreOrLess(difference: number, order: Order, ctx: ScreenContext): string {
  if (difference === 0) return amendmentsWords.atNoCost
  return `${price(Math.abs(difference), order, ctx)} ${order.currency} ${difference > 0 ? 'more' : 'less'}`
}

function headlineOf(order: Order, { amendment }: ProposedChange, ctx: ScreenContext): string {
  const name = isStaff(ctx) ? amendmentsWords.orderOf(buyerName(order.buyer, ctx)) : amendmentsWords.order
  return `${name} ${order.number}, ${amendedText(amendment, ctx)}`
}

/** "to 9 Elm St, Salem, OR 97301", "by Express", "wanted on Fri 4 Dec" */
export function amendedText(amendment: Amendment, ctx: ScreenContext): string {
  const { shippingMethods } = ctx.shop.settings
  switch (amendment.kind) {
    case 'address':
      return amendmentsWords.toPlace(
        amendment.label === undefined ? '' : `${amendment.label}: `,
        addressText(amendment.address, ctx),
      )
    case 'split':
      return amendmentsWords.itemsToAddress(
        amendment.quantity,
        itemText(amendment.sku, ctx),
        amendment.label === undefined ? '' : `${amendment.label}: `,
        addressText(amendment.address, ctx),
      )
    case 'method':
      return amendmentsWords.byMethod(
        partText(amendment, ctx),
        shippingMethods.find(({ id }) => id === amendment.method)?.name ?? amendment.method,
      )
    case 'contact':
      return amendmentsWords.anotherContactForIt
    case 'day':
      return amendment.on === undefined
        ? amendmentsWords.wantedOnAnyDay
        : amendmentsWords.wantedOn(dayText(amendment.on, ctx))
    case 'gift-note':
      return amendment.text === undefined ? amendmentsWords.withoutAGiftNote : amendmentsWords.giftNote(amendment.text)
    default:
      return amendment satisfies never
  }
}

const partText = ({ part }: Extract<Amendment, { kind: 'method' }>, ctx: ScreenContext): string =>
  part === undefined ? '' : `${part.quantity} ${itemText(part.sku, ctx)} `

/** Only what is another amount. */
function changes(
  order: Order,
  { amendment }: ProposedChange,
  { decided: { order: after } }: AmendPlan,
  ctx: ScreenContext,
): readonly string[] {
  const row = (label: string, from: number, to: number): readonly string[] =>
    from === to ? [] : [amendmentsWords.nowThen(label, price(from, order, ctx), price(to, order, ctx))]
  const goods = (one: Order): number => one.lines.reduce((total, { tax }) => total + tax, 0)
  const methods = (one: Order): string => [...new Set(one.groups.map(({ methodName }) => methodName))].join(', ')
  const by = methods(order) === methods(after) ? [] : [amendmentsWords.methodsNowThen(methods(order), methods(after))]
  const day = order.deliverOn !== undefined && after.deliverOn === undefined ? [amendmentsWords.dayCannotBeKept] : []
  const split = amendment.kind === 'split' ? [amendmentsWords.addressesThen(after.groups.length)] : []
  return [
    ...split,
    ...by,
    ...row(amendmentsWords.shipping, shippingCharge(order), shippingCharge(after)),
    ...row(amendmentsWords.taxOnTheItems, goods(order), goods(after)),
    ...row(amendmentsWords.total, order.total, after.total),
    ...day,
  ]
}

function moneyWords(order: Order, { difference, decided: { order: after } }: AmendPlan, ctx: ScreenContext): string {
  const back = toGiveBack(after) - toGiveBack(order)
  if (difference > 0) return amendmentsWords.moreToPay(price(difference, order, ctx), order.currency)
  if (back <= 0) return amendmentsWords.lessToPay(price(0 - difference, order, ctx), order.currency)
  const who = isPaidByLink(order) ? amendmentsWords.goesBackAsPaid : amendmentsWords.toBeGivenBack(isStaff(ctx))
  return `${price(back, order, ctx)} ${order.currency} ${who}.`
}
