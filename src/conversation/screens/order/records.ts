/**
 * What was recorded of a placed order, in words: its money, how it moved and, for staff, who said so
 * and when; and all that ever happened to it. Next: status.ts lists the records, order-news.ts tells of the last one.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { dayText } from '#conversation/screens/names.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import { localMoment } from '#domain/base/calendar.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order, PaymentRecord } from '#domain/model/order.ts'
import type { PastEvent } from '#domain/model/order-command.ts'
import { due, toGiveBack } from '#domain/order/money.ts'
import { standing } from '#domain/order/payment.ts'

/** "5.00 paid - card - 8837 - sam - Sat 28 Nov"; a customer reads what it was. */
export function recordText(record: PaymentRecord, order: Pick<Order, 'currency'>, ctx: ScreenContext): string {
  const { kind, amount, how, by, at, reference } = record
  const moved = kind === 'collected' ? 'paid' : placedWords.givenBack
  const what = `${formatMoney(amount, { ...ctx.shop.settings, currency: order.currency })} ${moved}`
  const who = isStaff(ctx) ? [...(reference === undefined ? [] : [reference]), whoText(by), dayText(at, ctx)] : []
  return inert([what, how.replaceAll('-', ' '), ...who].join(' - '))
}

/** The last one that stands. */
export function lastRecordText(order: Pick<Order, 'records' | 'currency'>, ctx: ScreenContext): string {
  const last = standing(order.records).at(-1)
  return last === undefined ? 'nothing' : recordText(last, order, ctx)
}

/** One record was just taken back: the one before is another matter. */
export function askTakeBackView(order: Order, sure: Pressable, ctx: ScreenContext): View {
  return {
    headline: inert(placedWords.takeBackAnother(order.number, lastRecordText(order, ctx))),
    blocks: [textBlock(placedWords.lastTakenBackAlready)],
    controls: [
      button(placedWords.alsoMistake, sure, ctx, 'danger'),
      button(placedWords.keepIt, { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

/** More than has to go back is owed again afterwards. */
export function askGiveBackView(
  { before, after }: { readonly before: Order; readonly after: Order },
  sure: Pressable,
  ctx: ScreenContext,
): View {
  const amount = (value: number): string =>
    `${formatMoney(value, { ...ctx.shop.settings, currency: after.currency })} ${after.currency}`
  const given = amount(after.money.refunded - before.money.refunded)
  const back = toGiveBack(before)
  return {
    headline: inert(placedWords.gaveBackTooMuch(after.number, given, back === 0 ? placedWords.nothing : amount(back))),
    blocks: [textBlock(placedWords.confirmGaveBack(amount(due(after)), after.number))],
    controls: [
      button(placedWords.wasGivenBack(given), sure, ctx, 'danger'),
      button(placedWords.keepIt, { kind: 'keep-order', order: after.number }, ctx),
    ],
  }
}

/** "sam", "the customer", "command line" */
export function whoText(actor: string): string {
  const [kind = '', id = ''] = actor.split(':')
  if (kind === 'staff') return id
  if (kind === 'system') return id.replaceAll('-', ' ')
  return kind === 'customer' ? placedWords.theCustomer : 'guest'
}

/** For staff: who did what, and when. */
export function historyView(order: Order, events: readonly PastEvent[], ctx: ScreenContext): View {
  return {
    headline: placedWords.historyTitle(order.number),
    blocks: [
      listBlock(
        events.map(
          (event) =>
            `${dayText(event.at, ctx)} ${localMoment(event.at, ctx.shop.settings.timeZone).time.slice(0, 5)} - ` +
            `${whoText(event.actor)}: ${event.label}`,
        ),
      ),
    ],
    controls: [button(placedWords.showOrder(order.number), { kind: 'status', order: order.number }, ctx)],
  }
}
