/**
 * Sentences of letters that depend on how an order stands: what is to be paid, where it goes, what
 * happens once it is paid, and which order has the rest. Rule: only what is so for this very order.
 * Next: letters.ts puts them into templates.
 */
import type { ScreenContext } from '#conversation/screens/context.ts'
import { addressText, andList, isPickedUp } from '#conversation/screens/names.ts'
import { isMailed, mayBePaying } from '#conversation/screens/order/paying.ts'
import type { Order, OrderGroup } from '#domain/model/order.ts'
import { due, held, toGiveBack } from '#domain/order/money.ts'
import { lastLink, linksOf } from '#domain/order/payment-requests.ts'

/** What is still to be done about the money, if anything. */
export function paymentSentence(order: Order, money: (value: number) => string, ctx: ScreenContext): string {
  const open = due(order)
  if (toGiveBack(order) > 0) return `${money(toGiveBack(order))} will be given back to you; we write when it went.`
  if (order.status === 'cancelled') return `${lateSentence(order)}Nothing more is to be paid for it${meanwhile(order)}.`
  if (open === 0 && order.money.captured === 0) return 'Nothing is to be paid.'
  if (open === 0) return held(order.money) > 0 ? 'It is paid, thank you.' : 'What you paid was given back.'
  switch (order.payment.choice.kind) {
    case 'link':
      return isMailed(order, ctx)
        ? `${money(open)} is to be paid by the link we send you.`
        : `${money(open)} is to be paid by the link in the chat where you ordered.`
    case 'invoice':
      return 'The invoice comes with the order.'
    case 'delivery':
      return `${money(open)} is to be paid on delivery.`
    case 'stored':
      return `${money(open)} will be charged to your card when it ships.`
    case 'none':
      return `${money(open)} is to be paid.`
    default:
      return order.payment.choice satisfies never
  }
}

/** The clock gave it up. */
const lateSentence = ({ payment }: Order): string =>
  payment.status === 'expired' ? 'It was not paid in time, and what was set aside for it is free again. ' : ''
const meanwhile = (order: Order): string => (mayBePaying(order) ? '; anything paid meanwhile goes back' : '')

/** A link that was sent and can be paid no more, where another takes its place. */
export function earlierSentence(order: Order, money: (value: number) => string): string {
  const before = linksOf(order).findLast((link) => link.externalId !== undefined && link !== lastLink(order))
  if (before === undefined || before.status === 'paid') return ''
  const changed = before.amount === due(order) ? '' : ', since the amount is another one now'
  return `It takes the place of the link for ${money(before.amount)}, which can no longer be paid${changed}.`
}

/** Where all of it goes; what is picked up goes nowhere, nor does what was cancelled. */
export const goesSentence = ({ groups, status }: Pick<Order, 'groups' | 'status'>, ctx: ScreenContext): string => {
  if (status === 'cancelled') return 'This order is cancelled: nothing of it is sent.'
  const [fetched, sent] = [true, false].map((picked) => groups.filter((group) => isPickedUp(group, ctx) === picked))
  return [sentWords(sent ?? [], ctx), pickupWords(fetched ?? [], ctx)].filter((words) => words !== '').join('\n')
}

function sentWords(groups: readonly OrderGroup[], ctx: ScreenContext): string {
  const places = placesText({ groups }, ctx)
  return places === '' ? '' : `It goes to: ${places}`
}

export const placesText = ({ groups }: Pick<Order, 'groups'>, ctx: ScreenContext): string =>
  andList([...new Set(groups.flatMap(({ address }) => (address === undefined ? [] : [addressText(address, ctx)])))])

function pickupWords(groups: readonly OrderGroup[], ctx: ScreenContext): string {
  const { address, name } = ctx.shop.settings
  if (groups.length === 0) return ''
  return `You pick it up at ${address === undefined ? name : addressText(address, ctx)}.`
}

/** Where a parcel goes, as far as its items tell: the same item may have been ordered to two places. */
export function parcelGroups({ groups, lines, parcels }: Order): readonly OrderGroup[] {
  const inside = new Set(parcels.at(-1)?.lines.map(({ sku }) => sku))
  const to = new Set(lines.filter(({ sku }) => inside.has(sku)).flatMap(({ units }) => units.map(({ group }) => group)))
  const meant = groups.filter(({ id }) => to.has(id))
  return meant.length === 1 ? meant : []
}

export function nextSentence(order: Order, ctx: ScreenContext): string {
  const count = (of: 'reserved' | 'backordered'): number => order.lines.reduce((sum, line) => sum + line[of], 0)
  const [here, waits] = [count('reserved') > 0, count('backordered') > 0]
  if (order.status === 'cancelled' || (!here && !waits)) return ''
  if (order.groups.every((group) => isPickedUp(group, ctx)))
    return waits ? 'Once it is paid and here, you can pick it up.' : 'Once it is paid, you can pick it up.'
  if (order.lines.some(({ shipped }) => shipped > 0)) return 'Once it is paid, we send the rest.'
  if (!waits) return 'Once it is paid, we send your order on its way.'
  return here && order.backorderPolicy !== 'ship-complete'
    ? 'Once it is paid, we send what is here, and the rest as it comes in.'
    : 'Once it is paid, we send it as soon as all of it is here.'
}

/** One submit that made two orders: each has letters of its own. */
export function restSentence({ parent }: Order, family: readonly number[]): string {
  if (parent !== null) return `It is what was not here yet of your order ${parent}.`
  return family.length === 0
    ? ''
    : `What was not here yet is your order ${andList(family.map(String))}, with letters of its own.`
}
