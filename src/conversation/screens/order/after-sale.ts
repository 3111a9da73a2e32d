/**
 * What everyday words about a placed order would come to: which order, which item, how much, and
 * one press to do it. Nothing here has happened yet. Next: turn/order/after-sale.ts.
 */
import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import {
  button,
  isStaff,
  listBlock,
  money,
  noticeView,
  type ScreenContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { dayText, itemText } from '#conversation/screens/names.ts'
import type { Order } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { due } from '#domain/order/money.ts'
import { doable } from './wished.ts'

export type AfterChoice = {
  readonly act: OrderAct
  readonly quantity: number
  readonly sku: string
  /** What goes back for it. */
  readonly amount?: number
}
type About = {
  readonly what: 'take-off' | 'missing' | 'swap' | 'swap-early'
  readonly person: boolean
  readonly other?: string
}
/** `unpaid`: what is still to be paid of it. */
type Told = About & { readonly unpaid: number }

const person = (is: boolean, ctx: ScreenContext): readonly Control[] =>
  is ? [button('Ask a person', { kind: 'ask-person' }, ctx)] : []

export function afterView(order: Order, choices: readonly AfterChoice[], about: About, ctx: ScreenContext): View {
  if (choices.length === 0) return cannot(order, about, ctx)
  const lines = choices.map((choice) => choiceText(choice, { ...about, unpaid: due(order) }, ctx))
  const [only] = lines
  const presses = choices.flatMap((choice): readonly Control[] => {
    const press: Pressable = {
      kind: 'change-order',
      order: order.number,
      act: choice.act,
      ...(choice.act.kind === 'cancel' && choice.amount !== undefined ? { confirmed: choice.amount } : {}),
    }
    return fitsControl(press) ? [button(pressText(choice, about, ctx), press, ctx)] : []
  })
  return {
    headline: `Order ${order.number}: ${choices.length === 1 && only !== undefined ? only : HEADLINES[about.what]}`,
    blocks: [
      ...(choices.length === 1 ? [] : [listBlock(lines)]),
      textBlock(afterwards(about, choices.length === 1 && choices[0]?.act.kind === 'cancel', ctx)),
    ],
    controls: [...presses.slice(0, 4), ...person(about.person, ctx)],
  }
}

const HEADLINES = {
  'take-off': 'which one comes off?',
  missing: 'which one did not come?',
  swap: 'which one is to be exchanged?',
  'swap-early': 'it has not left yet',
} as const satisfies Record<About['what'], string>

function choiceText({ quantity, sku, amount }: AfterChoice, { what, other, unpaid }: Told, ctx: ScreenContext): string {
  const item = `${quantity} ${itemText(sku, ctx)}`
  const back = amount === undefined ? '' : `${money(amount, ctx)} ${ctx.shop.settings.currency}`
  const gives = amount !== undefined && amount <= unpaid ? `is ${back} less to pay` : `gives ${back} back`
  switch (what) {
    case 'take-off':
      return `not too late: taking ${item} off ${gives}`
    case 'missing':
      return `${item} not received: ${back} would go back`
    case 'swap':
      return item
    case 'swap-early':
      return `it has not left: taking ${item} off ${gives}, then order ${itemText(other ?? '', ctx)}`
    default:
      return what satisfies never
  }
}

function pressText({ quantity, sku, amount }: AfterChoice, { what }: About, ctx: ScreenContext): string {
  const item = `${quantity} ${itemText(sku, ctx)}`
  const back = amount === undefined ? '' : ` - ${money(amount, ctx)}`
  return what === 'missing' ? `Refund ${item}${back}` : what === 'swap' ? `Exchange ${item}` : `Take off ${item}${back}`
}

const afterwards = ({ what }: About, single: boolean, ctx: ScreenContext): string =>
  what === 'missing' && isStaff(ctx)
    ? 'Nothing was changed yet. The money is to be given back by you then.'
    : `Nothing was changed yet: press to confirm${single ? ', or say "yes"' : ''}.`

function cannot(order: Order, { what, person: asks }: About, ctx: ScreenContext): View {
  const left = order.lines.some((line) => line.shipped > 0)
  const words =
    what === 'missing'
      ? asks
        ? 'A person looks into it and gives the money back: they read what was said here.'
        : 'Say how many of which item, for example "refund 10001 5.00: other".'.replace('10001', String(order.number))
      : left
        ? `It has left already. What came can be sent back: "return ${order.number} 1 ${order.lines[0]?.sku ?? 'SKU'}".`
        : 'Say the item with its number, for example "cancel 10001 MUG-BLUE-11OZ".'
            .replace('10001', String(order.number))
            .replace('MUG-BLUE-11OZ', order.lines[0]?.sku ?? 'SKU')
  const headline =
    what === 'missing'
      ? `Order ${order.number}: something did not arrive`
      : `Order ${order.number}: nothing of that can come off`
  return { ...noticeView(headline, `Nothing was changed. ${words}`, ctx), controls: person(asks, ctx) }
}

export function lateView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const parcels = order.parcels.map(({ tracking }) => tracking).filter((code) => code !== undefined)
  const status =
    order.status === 'placed'
      ? 'has not left yet'
      : order.lines.some((line) => line.shipped > 0)
        ? 'is on its way'
        : 'is being packed'
  const view = noticeView(
    `Order ${order.number} ${status}, placed ${dayText(order.placedAt, ctx)}`,
    parcels.length === 0 ? 'There is no tracking code on it.' : `Tracking: ${parcels.join(', ')}.`,
    ctx,
  )
  return {
    ...view,
    controls: [
      button(`Show order ${order.number}`, { kind: 'status', order: order.number }, ctx),
      ...person(asks, ctx),
    ],
  }
}

const show = ({ number }: Order, ctx: ScreenContext): Control =>
  button(`Show order ${number}`, { kind: 'status', order: number }, ctx)

/** Somebody to talk to with one press, and what can be done meanwhile. */
export function complaintView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const { number } = order
  const staff = isStaff(ctx)
  const notes = may(ctx.actor, 'write-memo') ? [`"memo ${number} ..." to write it down`] : []
  return {
    headline: staff
      ? `Order ${number}: something is wrong with it`
      : `I am sorry that something is wrong with order ${number}`,
    blocks: [
      textBlock(
        staff
          ? 'Nothing was changed. What can be done about it:'
          : `${asks ? 'A person looks into it with you: press the button' : 'A person was asked already and reads this'}. ` +
              'Nothing was changed. What you can do yourself:',
      ),
      listBlock([...doable(order, ctx), ...notes]),
    ],
    controls: [...person(asks, ctx), show(order, ctx)],
  }
}

/** Who pays says so; only staff write it down. */
export function saysPaidView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const left = due(order)
  const view =
    left === 0
      ? noticeView(`Nothing is left to pay for order ${order.number}`, 'What was paid stands in its status.', ctx)
      : noticeView(
          `Order ${order.number}: ${money(left, ctx)} ${order.currency} are not in our books yet`,
          'Nothing was changed. It is written down once it has arrived; a transfer can take some days. A person can look ' +
            'whether it came.',
          ctx,
        )
  return { ...view, controls: [...person(asks && left > 0, ctx), show(order, ctx)] }
}

export const wrongOrderView = (number: number | undefined, ctx: ScreenContext): View =>
  number === undefined
    ? noticeView('Which order is it about?', 'Say it with its number, for example "status 10001".', ctx)
    : noticeView(`Order ${number} was not found`, 'Check the number; "orders" lists what there is.', ctx)
