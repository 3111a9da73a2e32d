/**
 * Orders that wait for goods, and the goods themselves. Next: turn/order/waiting.ts and
 * turn/order/stock.ts carry them out.
 */

import type { StockChange } from '#conversation/edge/changes.ts'
import { skuOf } from '#conversation/requests/words/plain-skus.ts'
import { ORDER_NUMBER, shape } from '#conversation/requests/words/shape.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { among, control, count, list, maybe, needed, text } from './control.ts'
import { row } from './row.ts'

const ORDER = String.raw`(?:\s+(?:order\s+)?#?(?<order>\d{3,9}))`
const DAY = String.raw`(?<on>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))`
const like = (words: string): RegExp => new RegExp(`^${words}[.!]*$`, 'i')
const numbered = (order: string | undefined): { readonly order?: number } =>
  order === undefined ? {} : { order: Number(order) }

const act = among('release', 'wait', 'expedite')

export const GOODS = {
  /** Goods came, were counted or are announced. */
  'change-stock': row<{ readonly change: StockChange }>()({
    as: 'shop',
    help: {
      stock: ['stock receive HOOD-BLACK-L 3', 'stock set HOOD-BLACK-L 3', 'stock expect HOOD-BLACK-L 10 2026-12-14'],
    },
    right: 'manage-stock',
    typed: [
      shape(
        like(String.raw`stock\s+(?<kind>receive|set)\s+(?<sku>\S+)\s+(?<quantity>\d{1,7})`),
        ({ kind, sku = '', quantity }) => ({
          change: {
            kind: kind?.toLowerCase() === 'set' ? 'set' : 'receive',
            sku: sku.toUpperCase(),
            quantity: Number(quantity),
          },
        }),
      ),
      shape(
        like(String.raw`stock\s+expect\s+(?<sku>\S+)\s+(?<quantity>\d{1,7})(?:\s+(?:on\s+)?${DAY})?`),
        ({ sku = '', quantity, on }) => ({
          change: {
            kind: 'expect',
            sku: sku.toUpperCase(),
            quantity: Number(quantity),
            ...given({ on }),
          },
        }),
      ),
    ],
    usage: {
      'stock receive': {
        needs: 'a SKU and a whole number',
        example: 'stock receive HOOD-BLACK-L 3',
        staff: true,
        only: /^/,
      },
      'stock set': { needs: 'a SKU and a whole number', example: 'stock set HOOD-BLACK-L 3', staff: true, only: /^/ },
      'stock expect': {
        needs: 'a SKU, a whole number and a day',
        example: 'stock expect HOOD-BLACK-L 10 2026-12-14',
        staff: true,
        only: /^/,
      },
    },
  }),
  /** The list price of a SKU. */
  'change-price': row<{ readonly sku: Sku; readonly amount: string }>()({
    as: 'shop',
    help: { goods: ['price set MUG-BLUE-11OZ 12.50'] },
    right: 'manage-catalog',
    typed: [
      shape(like(String.raw`price\s+set\s+(?<sku>\S.{0,58}?)\s+(?<amount>\S*\d\S*)`), ({ sku = '', amount = '' }) => ({
        sku: sku.toUpperCase(),
        amount: amount.replace(/[.!]+$/, ''),
      })),
    ],
    usage: {
      'price set': { needs: 'a SKU and an amount', example: 'price set MUG-BLUE-11OZ 12.50', staff: true, only: /^/ },
    },
  }),
  /** Whether a SKU, or a product with all its SKUs, is sold. */
  sell: row<{ readonly what: string; readonly sold: boolean }>()({
    as: 'shop',
    help: { goods: ['product off MUG-BLUE-11OZ', 'product on MUG-BLUE-11OZ'] },
    right: 'manage-catalog',
    typed: [
      shape(like(String.raw`product\s+(?<sold>on|off)\s+(?<what>\S.{0,58}?)`), ({ sold = '', what = '' }) => ({
        what,
        sold: sold.toLowerCase() === 'on',
      })),
    ],
    usage: {
      'product on': { needs: 'a SKU or a product', example: 'product on MUG-BLUE-11OZ', staff: true, only: /^/ },
      'product off': { needs: 'a SKU or a product', example: 'product off MUG-BLUE-11OZ', staff: true, only: /^/ },
    },
  }),
  /** About an order that waits for goods; without a number, the one of this thread. */
  waiting: row<{ readonly act: 'release' | 'wait' | 'expedite'; readonly order?: number }>()({
    as: 'waiting',
    help: { waiting: ['release', 'wait', 'expedite 10001'] },
    typed: [
      shape(like(`(?<said>release|wait|expedite)${ORDER}?`), ({ said = '', order }) => {
        const known = act.read(said.toLowerCase())
        return known && { act: known, ...numbered(order) }
      }),
    ],
    usage: { expedite: { needs: ORDER_NUMBER, example: 'expedite 10001', staff: true, bare: true, only: /^/ } },
    control: control('wt', 'any', list({ act, order: needed(count) })),
  }),
  /** Another item instead of one that waits; without `to`, what there is to choose from. */
  swap: row<{ readonly order?: number; readonly from: string; readonly to?: string }>()({
    as: 'waiting',
    help: { waiting: ['swap HOOD-BLACK-L for HOOD-BLACK-XL'] },
    typed: [
      shape(
        like(String.raw`swap${ORDER}?\s+(?<one>\S+)\s+for\s+(?<other>\S+)`),
        ({ one = '', other = '', order }, skus) => {
          const from = skuOf(one, skus)
          const to = skuOf(other, skus)
          return from !== undefined && to !== undefined ? { from, to, ...numbered(order) } : undefined
        },
      ),
    ],
    usage: {
      swap: {
        needs: 'the SKU that waits and another one',
        example: 'swap HOOD-BLACK-L for HOOD-BLACK-XL',
        only: /^#?\d{4,9}\b/,
      },
    },
    control: control('sp', 'any', list({ order: needed(count), from: text, to: maybe(text) })),
  }),
} as const
