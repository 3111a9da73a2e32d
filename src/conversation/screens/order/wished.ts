/**
 * A change of a placed order that was not said in full, or stands in another's way: what is missing is
 * asked, with words that work for this very order; what was not understood says what can be done to
 * it as it stands. Rule: nothing is denied that could be said in other words. Next: turn/order/amend.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { amendmentsWords } from '#conversation/words/order/amendments.ts'
import type { Order } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import type { Amendment, ProposedChange } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { open } from '#domain/order/units.ts'
import { amendedText, proposedText } from './amend.ts'

/** The value of a change that was not said. */
export function askValueView(order: Order, of: AmendAct['kind'], ctx: ScreenContext): View {
  const [question, text] = QUESTION[of](order, ctx)
  return {
    headline: question,
    blocks: [textBlock(amendmentsWords.unchangedNoLeaves(text))],
    controls: [show(order.number, ctx)],
  }
}

const QUESTION: Readonly<Record<AmendAct['kind'], (order: Order, ctx: ScreenContext) => readonly [string, string]>> = {
  address: ({ number }) => [amendmentsWords.whereShouldOrderGo(number), amendmentsWords.typeAddressParts],
  split: ({ number }) => [amendmentsWords.whereThatPart(number), amendmentsWords.typeAddress],
  contact: ({ number }) => [amendmentsWords.whichContact(number), amendmentsWords.typeContact],
  day: ({ number }) => [amendmentsWords.whichDayForOrder(number), amendmentsWords.typeDay],
  'gift-note': ({ number }) => [amendmentsWords.whatOnCard(number), amendmentsWords.typeItsWords],
  method: ({ number }, { shop }) => [
    amendmentsWords.howShouldOrderGo(number),
    amendmentsWords.typeOneOf(shop.settings.shippingMethods.map(({ name }) => name).join(', ')),
  ],
}

/** Some of the order was named, and not surely which. */
export function askPartsView(order: Order, of: AmendAct['kind'], ctx: ScreenContext): View {
  const { number, lines } = order
  const sku = lines.find((line) => open(line) > 0 && !line.gift)?.sku ?? '...'
  const way = ctx.shop.settings.shippingMethods[0]?.id ?? '...'
  return {
    headline: of === 'method' ? amendmentsWords.whichPartMethod(number) : amendmentsWords.whichPartThere(number),
    blocks: [
      textBlock(amendmentsWords.namePartByItem),
      listBlock([
        ...(of === 'method'
          ? [amendmentsWords.sayMethodForPart(sku, number, way), amendmentsWords.sayMethodForAll(number, way)]
          : [amendmentsWords.sayAddressForPart(sku, number), amendmentsWords.sayAddressForAll(number)]),
      ]),
    ],
    controls: [show(number, ctx)],
  }
}

/** A part of an address is missing. */
export const askRestView = ({ number }: Order, why: string, ctx: ScreenContext): View => ({
  headline: amendmentsWords.newAddressIncomplete(number),
  blocks: [textBlock(amendmentsWords.typeThatPart(why.charAt(0).toUpperCase(), why.slice(1)))],
  controls: [show(number, ctx)],
})

/** `words`: to be packed with the goods, or to be read by the shop. */
export function wordsForView(number: number, words: string, ctx: ScreenContext): View {
  const said = words === '' ? '...' : words
  return {
    headline: amendmentsWords.whoseWords(number),
    blocks: [
      textBlock(amendmentsWords.nothingWrittenSay),
      listBlock([
        amendmentsWords.sayGiftNoteCard(number, said),
        amendmentsWords.forTheOrder(number, said, isStaff(ctx)),
      ]),
    ],
    controls: [show(number, ctx)],
  }
}

/** Nothing was made of the words but the order they are about; `asks`: what can be done is what they ask. */
export function notReadOfOrderView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const { number } = order
  return {
    headline: amendmentsWords.whatToChange(asks, number),
    blocks: [textBlock(amendmentsWords.nothingChangedExamples(asks)), listBlock(doable(order, ctx))],
    controls: [show(number, ctx)],
  }
}

/** Coupons, prices and the way it is paid were settled when it was placed. */
export const pricesStayView = (number: number, ctx: ScreenContext): View => ({
  headline: amendmentsWords.placedAsBought(number),
  blocks: [
    textBlock(
      amendmentsWords.frozenWithOrder(may(ctx.actor, 'refund') ? amendmentsWords.goodwillIsSaidSo(number) : ''),
    ),
  ],
  controls: [show(number, ctx)],
})

/** As it stands, with its own goods. */
export function doable(order: Order, ctx: ScreenContext): readonly string[] {
  const { number, lines } = order
  const here = lines.find((line) => open(line) > 0 && !line.gift)
  const gone = lines.find((line) => line.shipped > 0 && !line.gift)
  const changes = may(ctx.actor, 'change-orders')
  return [
    ...(here !== undefined && changes
      ? [amendmentsWords.cancel(number, here.sku), amendmentsWords.set(number, here.sku)]
      : []),
    ...(here !== undefined && gone === undefined && changes
      ? [
          amendmentsWords.sayChangeAddress(number),
          amendmentsWords.methodDeliverOnDec(number, ctx.shop.settings.shippingMethods[0]?.id ?? '...'),
          amendmentsWords.sayGiftNote(number),
        ]
      : []),
    ...(changes ? [amendmentsWords.sayContact(number)] : []),
    ...(gone === undefined ? [] : [amendmentsWords.returnExchangeFor(number, gone.sku)]),
    ...(may(ctx.actor, 'refund') ? [amendmentsWords.sayGoodwill(number)] : []),
    amendmentsWords.comment(number),
  ]
}

/** Something was wanted of an order that was not named. */
export const whichOrderView = (orders: readonly number[], ctx: ScreenContext): View => ({
  headline: amendmentsWords.whichOrder,
  blocks: [
    textBlock(orders.length === 0 ? amendmentsWords.sayOrderNumber : amendmentsWords.sayItsNumber(orders.join(', '))),
  ],
  controls: orders.map((number) => show(number, ctx)),
})

/** Which item for which was not said. */
export function whatForView({ number, lines }: Order, ctx: ScreenContext): View {
  const [line] = lines.filter(({ gift }) => !gift)
  return {
    headline: amendmentsWords.whatToExchange(number),
    blocks: [textBlock(amendmentsWords.sayBoth(number, line?.sku ?? '...'))],
    controls: [show(number, ctx)],
  }
}

type Second = { readonly waits: ProposedChange; readonly amendment: Amendment }
export const askInsteadView = ({ number }: Order, { waits, amendment }: Second, ctx: ScreenContext): View => ({
  headline: amendmentsWords.otherChangeWaits(number),
  blocks: [
    listBlock([
      inert(amendmentsWords.waiting(proposedText(waits, ctx))),
      inert(amendmentsWords.now(amendedText(amendment, ctx))),
    ]),
    textBlock(amendmentsWords.nothingIsChangedYetSay),
  ],
  controls: [
    button(amendmentsWords.askForThisInstead, { kind: 'yes' }, ctx, 'primary'),
    button(amendmentsWords.showOrder(number), { kind: 'status', order: number }, ctx),
  ],
})

/** The ways that do reach, to be said of this order. */
export function noSuchWayView(
  { number }: Order,
  { method, place, eligible }: Extract<Refusal, { kind: 'method-not-here' }>,
  ctx: ScreenContext,
): View {
  const nameOf = (id: string): string => ctx.shop.settings.shippingMethods.find((one) => one.id === id)?.name ?? id
  const [first] = eligible
  return {
    headline: inert(amendmentsWords.doesNotGoTo(nameOf(method), place)),
    blocks: [
      textBlock(
        first === undefined
          ? amendmentsWords.nothingGoesThere(number)
          : amendmentsWords.possibleThere(eligible.map(nameOf).join(', '), number, first),
      ),
    ],
    controls: [button(amendmentsWords.showOrder(number), { kind: 'status', order: number }, ctx)],
  }
}

const show = (number: number, ctx: ScreenContext) =>
  button(amendmentsWords.showOrder(number), { kind: 'status', order: number }, ctx)
