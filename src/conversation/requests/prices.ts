/**
 * Coupons and prices typed over. Next: resolve/prices.ts reads the amounts, turn/approvals/approvals.ts has
 * what is above a limit.
 */

import type { LineRef, TypedAmount } from '#conversation/requests/words/arguments.ts'
import { AMOUNT, alone, ITEM, onLine, REASON, reasonOf, shape } from '#conversation/requests/words/shape.ts'
import type { PriceChange } from '#domain/model/command.ts'
import { among, control, list, maybe, nothing, one, text, texts } from './control.ts'
import { row } from './row.ts'

type Typed = { readonly amount: TypedAmount; readonly reason?: string }

/** A SKU, or a word in capitals with an amount; "price of a mug?" is a question. */
const PRICED = /^(?:(?=\S*[\d_-])\S+(?:\s+[^?]*)?|\p{Lu}{2,}\S*\s+[^?]*\d[^?]*)$/u

export const PRICES = {
  coupon: row<{ readonly code: string }>()({
    as: 'edit',
    help: { coupons: ['coupon SAVE10'], paying: ['coupon SAVE10'] },
    typed: [shape(/^coupon\s+(?:code\s+)?(?<code>(?!please\b|codes?\b)[^\s?]+)$/i, ({ code = '' }) => ({ code }))],
    usage: { coupon: { needs: 'one coupon code', example: 'coupon SAVE10' } },
    control: control('co', 'revision', one('code', text)),
  }),
  'swap-coupon': row<{ readonly code: string; readonly replacing: readonly string[] }>()({
    as: 'edit',
    control: control('sw', 'revision', list({ code: text, replacing: texts })),
  }),
  'remove-coupon': row<{ readonly code?: string }>()({
    as: 'edit',
    help: { coupons: ['remove coupon SAVE10'] },
    said: alone('remove coupon'),
    typed: [shape(/^remove\s+coupon\s+(?<code>\S+)$/i, ({ code = '' }) => ({ code }))],
    usage: { 'remove coupon': { needs: 'one coupon code', example: 'remove coupon SAVE10', bare: true } },
    control: control('rc', 'revision', one('code', maybe(text))),
  }),
  subtract: row<Typed>()({
    as: 'edit',
    help: { prices: ['take 5.00 off: late delivery'] },
    typed: [
      shape(new RegExp(String.raw`^take\s+${AMOUNT}\s+off${REASON}$`, 'i'), ({ amount = '', ...words }) =>
        amount.endsWith('%') ? undefined : { amount, ...reasonOf(words) },
      ),
    ],
    usage: { take: { needs: 'an amount and "off"', example: 'take 5.00 off: late delivery', staff: true } },
  }),
  'override-shipping': row<Typed>()({
    as: 'edit',
    help: { prices: ['shipping 4.00: goodwill'] },
    typed: [
      shape(new RegExp(String.raw`^shipping\s+${AMOUNT}${REASON}$`, 'i'), ({ amount = '', ...words }) => ({
        amount,
        ...reasonOf(words),
      })),
    ],
    usage: { shipping: { needs: 'an amount', example: 'shipping 4.00: goodwill', staff: true } },
  }),
  'override-line': row<{
    readonly line: LineRef
    readonly change: { readonly kind: PriceChange['kind']; readonly amount: TypedAmount }
    readonly reason?: string
  }>()({
    as: 'edit',
    help: { prices: ['price MUG-BLUE-11OZ 10.00: damaged'] },
    typed: [
      shape(new RegExp(String.raw`^price\s+(?<sku>\S+)\s+${AMOUNT}(?<off>\s+off)?${REASON}$`, 'i'), (words, skus) => {
        const { sku, amount = '', off } = words
        const kind = amount.endsWith('%') ? 'percent-off' : off === undefined ? 'price' : 'amount-off'
        return onLine(sku, skus, (line) => ({ line, change: { kind, amount }, ...reasonOf(words) }))
      }),
    ],
    usage: {
      price: {
        needs: `${ITEM} in the cart and an amount`,
        example: 'price MUG-BLUE-11OZ 10.00: damaged',
        staff: true,
        only: PRICED,
      },
    },
  }),
  'remove-adjustment': row<{ readonly what?: 'subtraction' | 'shipping' | 'lines' }>()({
    as: 'edit',
    help: { prices: ['remove adjustment'] },
    said: alone('remove adjustment'),
    control: control('ra', 'revision', one('what', maybe(among('subtraction', 'shipping', 'lines')))),
  }),
  /** The override of a group's shipping stays after its address changed. */
  'keep-override': row()({ as: 'flow', control: control('ko', 'revision', nothing) }),
  /** The reason asked for by a pending adjustment. */
  reason: row<{ readonly text: string }>()({ as: 'edit', control: control('rs', 'revision', one('text', text)) }),
} as const
