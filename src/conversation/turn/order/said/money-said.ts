/**
 * What people say of money that moved becomes a record of the order that is meant: the one that is
 * named, or the one spoken of. Rule: who pays may say it, only staff record it; a day that was said
 * stands beside the record. Next: understanding/everyday/money-moved.ts reads.
 */
import type { Request } from '#conversation/requests/request.ts'
import { onlyOrder } from '#conversation/turn/order/placed-order.ts'
import { visibleOrder } from '#conversation/turn/order/writing.ts'
import type { Session } from '#conversation/turn/session.ts'
import { moneyMoved, type SaidMoney } from '#conversation/understanding/everyday/money-moved.ts'
import { MARK, orderMentioned } from '#conversation/understanding/everyday/placed-mention.ts'
import { localDate } from '#domain/base/calendar.ts'
import { given } from '#domain/base/given.ts'
import { readPastDay } from '#domain/base/past-day.ts'
import { may } from '#domain/model/permissions.ts'

export async function moneySaid(text: string, session: Session): Promise<readonly Request[] | undefined> {
  const { draft, turn, actor } = session
  const named = await namedIn(text, session)
  const moved = moneyMoved(named?.words ?? text)
  if (moved === undefined) return undefined
  const cart = (draft?.content.lines ?? []).length > 0
  // Of a cart nothing was paid: how it is going to be is said in the same words, without how much and when.
  if (named?.order === undefined && cart && moved.amount === undefined && moved.day === undefined) return undefined
  const order = named?.order ?? turn.spokenOrder ?? (await onlyOrder(session))
  // An invoice is a promise: nothing came by it yet.
  const promised = moved.kind === 'paid' && moved.how === 'invoice'
  const records = may(actor, moved.kind === 'paid' ? 'take-payment' : 'refund')
  if (!records || moved.own || promised)
    return order === undefined && records
      ? undefined
      : [{ kind: 'after', ...given({ order }), ask: { kind: 'says-paid' } }]
  const act = recordOf(moved, session)
  return [order === undefined ? { kind: 'that-order', act } : { kind: 'change-order', order, act }]
}

function recordOf({ kind, amount, how, reference, day }: SaidMoney, { turn, shop: { settings } }: Session) {
  const today = localDate(turn.now, settings.timeZone)
  const on = day === undefined ? undefined : readPastDay(day, today, settings.country)
  // What is recorded today says today; what names no one day ("last week") is kept as it was said.
  const beside = [reference, on === undefined ? day : on === today ? undefined : dayText(on)].filter(
    (one) => one !== undefined,
  )
  return { kind, ...given({ amount, how }), ...(beside.length === 0 ? {} : { reference: beside.join(', ') }) } as const
}

const dayText = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

type Named = { readonly order?: number; readonly words: string }
async function namedIn(text: string, session: Session): Promise<Named | undefined> {
  const said = orderMentioned(text)
  if (said?.order !== undefined && (said.sure || (await visibleOrder(said.order, session)) !== undefined)) return said
  // A number by itself that is no amount may be that of an order, where there is such a one.
  const alone = orderMentioned(text.replace(PRICED, ' '), { alone: true })?.order
  if (alone !== undefined && (await visibleOrder(alone, session)) !== undefined)
    return { order: alone, words: text.replace(String(alone), ` ${MARK} `) }
  return said?.order === undefined ? said : undefined
}
const PRICED = new RegExp(
  String.raw`[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£]|(?:usd|eur|gbp|cad|dollars?|bucks|euros?` +
    String.raw`|pounds?|quid)\b)`,
  'giu',
)
