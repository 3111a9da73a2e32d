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
import { afterSaleWords } from '#conversation/words/order/after-sale.ts'
import type { Amount, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { due } from '#domain/order/money.ts'
import { doable } from './wished.ts'

export type AfterChoice = {
  readonly act: OrderAct
  readonly quantity: Quantity
  readonly sku: Sku
  /** What goes back for it. */
  readonly amount?: Amount
}
type About = {
  readonly what: 'take-off' | 'missing' | 'swap' | 'swap-early'
  readonly person: boolean
  readonly other?: string
}
/** `unpaid`: what is still to be paid of it. */
type Told = About & { readonly unpaid: number }

const person = (is: boolean, ctx: ScreenContext): readonly Control[] =>
  is ? [button(afterSaleWords.askAPerson, { kind: 'ask-person' }, ctx)] : []

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
    headline: afterSaleWords.order(
      order.number,
      choices.length === 1 && only !== undefined ? only : HEADLINES[about.what],
    ),
    blocks: [
      ...(choices.length === 1 ? [] : [listBlock(lines)]),
      textBlock(afterwards(about, choices.length === 1 && choices[0]?.act.kind === 'cancel', ctx)),
    ],
    controls: [...presses.slice(0, 4), ...person(about.person, ctx)],
  }
}

const HEADLINES = {
  'take-off': afterSaleWords.whichOneComesOff,
  missing: afterSaleWords.whichDidNotCome,
  swap: afterSaleWords.whichToExchange,
  'swap-early': afterSaleWords.notLeftYet,
} as const satisfies Record<About['what'], string>

function choiceText({ quantity, sku, amount }: AfterChoice, { what, other, unpaid }: Told, ctx: ScreenContext): string {
  const item = `${quantity} ${itemText(sku, ctx)}`
  const back = amount === undefined ? '' : `${money(amount, ctx)} ${ctx.shop.settings.currency}`
  const gives =
    amount !== undefined && amount <= unpaid ? afterSaleWords.isLessToPay(back) : afterSaleWords.givesBack(back)
  switch (what) {
    case 'take-off':
      return afterSaleWords.notTooLateTakingOff(item, gives)
    case 'missing':
      return afterSaleWords.notReceivedGoesBack(item, back)
    case 'swap':
      return item
    case 'swap-early':
      return afterSaleWords.takeOffThenOrder(item, gives, itemText(other ?? '', ctx))
    default:
      return what satisfies never
  }
}

function pressText({ quantity, sku, amount }: AfterChoice, { what }: About, ctx: ScreenContext): string {
  const item = `${quantity} ${itemText(sku, ctx)}`
  const back = amount === undefined ? '' : ` - ${money(amount, ctx)}`
  return what === 'missing'
    ? afterSaleWords.refund(item, back)
    : what === 'swap'
      ? afterSaleWords.exchange(item)
      : afterSaleWords.takeOff(item, back)
}

const afterwards = ({ what }: About, single: boolean, ctx: ScreenContext): string =>
  what === 'missing' && isStaff(ctx) ? afterSaleWords.nothingChangedByHand : afterSaleWords.pressToConfirm(single)

function cannot(order: Order, { what, person: asks }: About, ctx: ScreenContext): View {
  const left = order.lines.some((line) => line.shipped > 0)
  const words =
    what === 'missing'
      ? asks
        ? afterSaleWords.personLooksIntoIt
        : afterSaleWords.sayHowMany.replace('10001', String(order.number))
      : left
        ? afterSaleWords.leftAlreadyReturn(order.number, order.lines[0]?.sku ?? 'SKU')
        : afterSaleWords.sayItemWithNumber
            .replace('10001', String(order.number))
            .replace('MUG-BLUE-11OZ', order.lines[0]?.sku ?? 'SKU')
  const headline =
    what === 'missing'
      ? afterSaleWords.somethingDidNotArrive(order.number)
      : afterSaleWords.nothingComesOff(order.number)
  return { ...noticeView(headline, afterSaleWords.nothingWasChanged(words), ctx), controls: person(asks, ctx) }
}

export function lateView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const parcels = order.parcels.map(({ tracking }) => tracking).filter((code) => code !== undefined)
  const status =
    order.status === 'placed'
      ? afterSaleWords.hasNotLeftYet
      : order.lines.some((line) => line.shipped > 0)
        ? afterSaleWords.isOnItsWay
        : afterSaleWords.isBeingPacked
  const view = noticeView(
    afterSaleWords.orderPlaced(order.number, status, dayText(order.placedAt, ctx)),
    parcels.length === 0 ? afterSaleWords.noTracking : afterSaleWords.tracking(parcels.join(', ')),
    ctx,
  )
  return {
    ...view,
    controls: [
      button(afterSaleWords.showOrder(order.number), { kind: 'status', order: order.number }, ctx),
      ...person(asks, ctx),
    ],
  }
}

const show = ({ number }: Order, ctx: ScreenContext): Control =>
  button(afterSaleWords.showOrder(number), { kind: 'status', order: number }, ctx)

/** Somebody to talk to with one press, and what can be done meanwhile. */
export function complaintView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const { number } = order
  const staff = isStaff(ctx)
  const notes = may(ctx.actor, 'write-memo') ? [afterSaleWords.toWriteItDown(number)] : []
  return {
    headline: afterSaleWords.somethingIsWrong(staff, number),
    blocks: [textBlock(afterSaleWords.whatCanBeDone(staff, asks)), listBlock([...doable(order, ctx), ...notes])],
    controls: [...person(asks, ctx), show(order, ctx)],
  }
}

/** Who pays says so; only staff write it down. */
export function saysPaidView(order: Order, asks: boolean, ctx: ScreenContext): View {
  const left = due(order)
  const view =
    left === 0
      ? noticeView(afterSaleWords.nothingLeftToPay(order.number), afterSaleWords.paidStandsInStatus, ctx)
      : noticeView(
          afterSaleWords.notInBooks(order.number, money(left, ctx), order.currency),
          afterSaleWords.nothingWasChangedIt,
          ctx,
        )
  return { ...view, controls: [...person(asks && left > 0, ctx), show(order, ctx)] }
}

export const wrongOrderView = (number: number | undefined, ctx: ScreenContext): View =>
  number === undefined
    ? noticeView(afterSaleWords.whichOrder, afterSaleWords.sayOrderNumber, ctx)
    : noticeView(afterSaleWords.orderWasNotFound(number), afterSaleWords.checkTheNumber, ctx)
