/**
 * A change of a placed order that was not said in full, or stands in another's way: what is missing is
 * asked, with words that work for this very order; what was not understood says what can be done to
 * it as it stands. Rule: nothing is denied that could be said in other words. Next: turn/order/amend.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
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
    blocks: [textBlock(`${text} Nothing is changed until then; "no" leaves it as it is.`)],
    controls: [show(order.number, ctx)],
  }
}

const QUESTION: Readonly<Record<AmendAct['kind'], (order: Order, ctx: ScreenContext) => readonly [string, string]>> = {
  address: ({ number }) => [
    `Where should order ${number} go?`,
    'Type the whole address in one message: name, street, town, postcode.',
  ],
  split: ({ number }) => [`Where should that part of order ${number} go?`, 'Type the whole address in one message.'],
  contact: ({ number }) => [
    `Which e-mail address or phone number for order ${number}?`,
    'Type the new one; an account keeps its own.',
  ],
  day: ({ number }) => [`Which day for order ${number}?`, 'Type a day, for example "4 Dec", or "any day".'],
  'gift-note': ({ number }) => [`What should the card in order ${number} say?`, 'Type its words.'],
  method: ({ number }, { shop }) => [
    `How should order ${number} go?`,
    `Type one of: ${shop.settings.shippingMethods.map(({ name }) => name).join(', ')}.`,
  ],
}

/** Some of the order was named, and not surely which. */
export function askPartsView(order: Order, of: AmendAct['kind'], ctx: ScreenContext): View {
  const { number, lines } = order
  const sku = lines.find((line) => open(line) > 0 && !line.gift)?.sku ?? '...'
  const way = ctx.shop.settings.shippingMethods[0]?.id ?? '...'
  return {
    headline:
      of === 'method'
        ? `Which part of order ${number} should go another way?`
        : `Which part of order ${number} should go there?`,
    blocks: [
      textBlock('Nothing was changed. A part of it is named by its item, one at a time. Say one of these:'),
      listBlock([
        ...(of === 'method'
          ? [`"ship 1 ${sku} of ${number} by ${way}" for that part only`, `"method ${number} ${way}" for all of it`]
          : [`"ship 1 ${sku} of ${number} to ..." for that part only`, `"ship ${number} to ..." for all of it`]),
      ]),
    ],
    controls: [show(number, ctx)],
  }
}

/** A part of an address is missing. */
export const askRestView = ({ number }: Order, why: string, ctx: ScreenContext): View => ({
  headline: `The new address of order ${number} is not complete yet`,
  blocks: [
    textBlock(
      `${why.charAt(0).toUpperCase()}${why.slice(1)}. Type that part, or the whole address again; nothing is changed ` +
        'until then.',
    ),
  ],
  controls: [show(number, ctx)],
})

/** `words`: to be packed with the goods, or to be read by the shop. */
export function wordsForView(number: number, words: string, ctx: ScreenContext): View {
  const said = words === '' ? '...' : words
  return {
    headline: `Order ${number}: who are the words for?`,
    blocks: [
      textBlock('Nothing is written down yet. Say one of these:'),
      listBlock([
        `"gift note ${number} ${said}" for a card that is packed with the goods`,
        `"comment ${number} ${said}" for ${isStaff(ctx) ? 'the order' : 'the people who pack it'}`,
      ]),
    ],
    controls: [show(number, ctx)],
  }
}

/** Nothing was made of the words but the order they are about; `asks`: what can be done is what they ask. */
export function notReadOfOrderView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const { number } = order
  return {
    headline: asks
      ? `What should be changed of order ${number}?`
      : `I did not understand what should happen to order ${number}`,
    blocks: [
      textBlock(
        asks
          ? 'Nothing was changed yet. Say for example:'
          : 'Nothing was changed, neither there nor in a cart. What can be done to it, for example:',
      ),
      listBlock(doable(order, ctx)),
    ],
    controls: [show(number, ctx)],
  }
}

/** Coupons, prices and the way it is paid were settled when it was placed. */
export const pricesStayView = (number: number, ctx: ScreenContext): View => ({
  headline: `Order ${number} is placed; what it was bought for stays`,
  blocks: [
    textBlock(
      'Nothing was changed, neither there nor in a cart: coupons, prices and the way of paying are those it was ' +
        `placed with.${may(ctx.actor, 'refund') ? ` What is given back is said so: "refund ${number} 5.00: goodwill".` : ''}`,
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
    ...(here !== undefined && changes ? [`"cancel ${number} ${here.sku}"`, `"set ${number} ${here.sku} 1"`] : []),
    ...(here !== undefined && gone === undefined && changes
      ? [
          `"change the address of ${number} to ..."`,
          `"method ${number} ${ctx.shop.settings.shippingMethods[0]?.id ?? '...'}", "deliver ${number} on 4 Dec"`,
          `"gift note ${number} ..."`,
        ]
      : []),
    ...(changes ? [`"contact ${number} ..." for another e-mail address or phone number`] : []),
    ...(gone === undefined ? [] : [`"return ${number} 1 ${gone.sku}", "exchange ${number} ${gone.sku} for ..."`]),
    ...(may(ctx.actor, 'refund') ? [`"refund ${number} 5.00: damaged" for goodwill`] : []),
    `"comment ${number} ..."`,
  ]
}

/** Something was wanted of an order that was not named. */
export const whichOrderView = (orders: readonly number[], ctx: ScreenContext): View => ({
  headline: 'Which order is it about?',
  blocks: [
    textBlock(
      orders.length === 0
        ? 'Nothing was changed. Say it with the number of the order; "orders" lists them.'
        : `Nothing was changed. Say it with its number: ${orders.join(', ')}.`,
    ),
  ],
  controls: orders.map((number) => show(number, ctx)),
})

/** Which item for which was not said. */
export function whatForView({ number, lines }: Order, ctx: ScreenContext): View {
  const [line] = lines.filter(({ gift }) => !gift)
  return {
    headline: `What of order ${number} should be exchanged, and for what?`,
    blocks: [
      textBlock(
        `Nothing was changed. Say both, for example "exchange ${number} ${line?.sku ?? '...'} for ` +
          'another size or colour".',
      ),
    ],
    controls: [show(number, ctx)],
  }
}

type Second = { readonly waits: ProposedChange; readonly amendment: Amendment }
export const askInsteadView = ({ number }: Order, { waits, amendment }: Second, ctx: ScreenContext): View => ({
  headline: `Another change of order ${number} waits for the shop already`,
  blocks: [
    listBlock([inert(`Waiting: ${proposedText(waits, ctx)}`), inert(`Now: ${amendedText(amendment, ctx)}`)]),
    textBlock(
      'Nothing is changed yet. Say "yes" to ask for the new one instead; anything else lets the first one wait.',
    ),
  ],
  controls: [
    button('Ask for this instead', { kind: 'yes' }, ctx, 'primary'),
    button(`Show order ${number}`, { kind: 'status', order: number }, ctx),
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
    headline: inert(`${nameOf(method)} does not go to ${place}`),
    blocks: [
      textBlock(
        first === undefined
          ? `Nothing was changed. Nothing of ours goes there; another address can be given: "ship ${number} to" and it.`
          : `Nothing was changed. Possible there: ${eligible.map(nameOf).join(', ')}. Say for example ` +
              `"method ${number} ${first}".`,
      ),
    ],
    controls: [button(`Show order ${number}`, { kind: 'status', order: number }, ctx)],
  }
}

const show = (number: number, ctx: ScreenContext) =>
  button(`Show order ${number}`, { kind: 'status', order: number }, ctx)
