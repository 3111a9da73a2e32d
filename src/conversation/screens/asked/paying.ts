/**
 * How an order can be paid: what the shop offers to whoever buys, and whether the way that was
 * asked about is one of them. Next: answers.ts.
 */
import type { View } from '#conversation/edge/view.ts'
import { button, isStaff, noticeView, type ScreenContext } from '#conversation/screens/context.ts'
import { orList } from '#conversation/screens/names.ts'
import { answersWords } from '#conversation/words/answers.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import type { AnswerFacts } from './known.ts'

const WAYS: readonly (readonly [RegExp, readonly PaymentKind[]])[] = [
  [/card|visa|master|amex|american express|discover/i, ['stored', 'link']],
  [/link/i, ['link']],
  [/invoice|on account|purchase order|\bpo\b|\bnet\b/i, ['invoice']],
  [/delivery|door|cash/i, ['delivery']],
]
const CALLED = {
  stored: answersWords.theStoredCard,
  link: answersWords.aPaymentLink,
  invoice: 'invoice',
  delivery: answersWords.onDelivery,
} as const satisfies Record<PaymentKind, string>
const PAY = {
  stored: answersWords.payByCard,
  link: answersWords.payByLink,
  invoice: answersWords.payByInvoice,
  delivery: answersWords.payOnDelivery,
} as const satisfies Record<PaymentKind, string>

export function payingAnswer(way: string | undefined, known: AnswerFacts, ctx: ScreenContext): View {
  const { payments, cart } = known
  const offered = payments.map((kind) => CALLED[kind])
  const can =
    offered.length === 0 ? answersWords.paymentByPerson : answersWords.waysToPay(isStaff(ctx), orList(offered))
  const kinds = way === undefined ? payments : (WAYS.find(([named]) => named.test(way))?.[1] ?? [])
  const possible = payments.filter((kind) => kinds.includes(kind))
  const controls =
    cart === undefined ? [] : possible.map((kind) => button(PAY[kind], { kind: 'pay', payment: kind }, ctx))
  if (way === undefined) return { ...noticeView(can, undefined, ctx), controls }
  if (possible.length > 0)
    return {
      ...noticeView(answersWords.wayWorks(way, orList(possible.map((kind) => CALLED[kind]))), can, ctx),
      controls,
    }
  return { ...noticeView(answersWords.wayNotTaken(way), can, ctx), controls: [] }
}
