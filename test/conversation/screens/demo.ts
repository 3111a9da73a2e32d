/** The demo shop, its people and its facts as the screens get them, without a database; and the words of a view. */

import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createActionCodec } from '#conversation/edge/action-codec.ts'
import { viewText } from '#conversation/edge/text.ts'
import type { View } from '#conversation/edge/view.ts'
import { cartView, customerCartView } from '#conversation/screens/cart/cart.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import { isCustomer, isStaff } from '#conversation/screens/context.ts'
import { catalogFrom } from '#domain/catalog/catalog-from.ts'
import { backorderChoices } from '#domain/draft/backorder-choices.ts'
import { missingFacts } from '#domain/draft/missing.ts'
import { customerSide } from '#domain/draft/sides.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts, StockFact } from '#domain/model/facts.ts'
import type { Shop } from '#domain/model/shop.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { standingOf } from '#domain/stock/backorders.ts'
import { readShopFile } from '#shop-file/read.ts'
import { NOW } from '#test/support/shop-fixtures.ts'

const file = readShopFile(readFileSync(new URL('../../../prisma/demo/harbor-goods.yaml', import.meta.url), 'utf8'), {
  now: NOW,
})
if (!file.ok) throw new Error('the demo shop file has problems')
const { data } = file

export const SHOP: Shop = {
  version: 1,
  settings: data.settings,
  catalog: catalogFrom(data),
  coupons: new Map(data.coupons.map((coupon) => [coupon.code, coupon])),
}

const stock: ReadonlyMap<string, StockFact> = new Map(
  data.stock.map((each): readonly [string, StockFact] => [
    each.sku,
    each.tracked ? { ...each, reserved: 0, allocated: 0 } : each,
  ]),
)

export function customer(number: string): RegisteredCustomer {
  const found = data.customers.find((each) => each.number === number)
  if (found === undefined) throw new Error(`no customer ${number}`)
  const { addresses, methods, ...rest } = found
  return {
    ...rest,
    id: number,
    addresses: addresses.map((each, index) => ({ ...each, id: `a${index}` })),
    methods: methods.map((each, index) => ({ ...each, id: `m${index}` })),
  }
}
export const JANE = customer('C-1001')

export const factsFor = (buyer?: RegisteredCustomer, rest: Partial<Facts> = {}): Facts => ({
  now: NOW,
  shop: SHOP,
  ...(buyer === undefined ? {} : { customer: buyer }),
  previousOrders: buyer === JANE ? 1 : 0,
  ...(buyer === JANE
    ? {
        lastOrder: {
          number: 1042,
          placedAt: '2026-11-03T15:00:00.000Z',
          lines: [{ sku: 'MUG-BLUE-11OZ', quantity: 2 }],
        },
      }
    : {}),
  stock,
  couponUse: new Map(),
  alsoOpen: [],
  recentOrders: [],
  ...rest,
})

const codec = createActionCodec({ sign: (text) => createHmac('sha256', 'test').update(text).digest('base64url') })

/** Four minutes after NOW, where the drafts of these tests were started. */
export const contextOf = (actor: Actor, shared = false): ScreenContext => ({
  shop: SHOP,
  now: '2026-11-23T15:04:00.000Z',
  actor,
  shared,
  token: (request) => codec.encode(request, { ref: 1, revision: 7 }),
})

export function card(draft: OrderDraft, facts: Facts, ctx: ScreenContext, ...changes: readonly string[]): View {
  const ledger = priceDraft(draft.content, facts)
  const known = {
    changes,
    begun: changes.length > 0,
    facts,
    missing: missingFacts(draft, ledger, facts),
    standing: standingOf(draft, facts),
    choices: backorderChoices(draft, facts),
    previousOrders: facts.previousOrders,
  }
  if (isStaff(ctx)) return cartView(draft, ledger, ctx, known)
  if (!isCustomer(ctx)) throw new Error('nobody reads it')
  const own = customerSide(draft, facts)
  const { previousOrders: _, facts: __, ...rest } = known
  const { stock, customer } = facts
  return customerCartView(own.draft, own.ledger, ctx, { ...rest, facts: { stock, ...(customer && { customer }) } })
}

export const words = (view: View): string => viewText(view)
