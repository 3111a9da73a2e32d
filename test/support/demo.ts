// The demo shop as tests want it: more stock, less of one SKU, customers who need nothing but goods to place an order.
// Next: prisma/demo/harbor-goods.yaml, the shop itself.
import { demoShop } from '#shop-file/demo.ts'
import type { CustomerData, ShopData } from '#store/shop/shop-data.ts'

/**
 * The demo shop; `onHand` replaces the stock of some SKUs, `buyers` adds that many customers who
 * need nothing but goods to place an order.
 */
export function demoWith(
  change: {
    readonly onHand?: Readonly<Record<string, number>>
    readonly buyers?: number
    readonly plenty?: number
  } = {},
): ShopData {
  const shop = demoShop(new Date().toISOString())
  const { onHand = {}, plenty, buyers = 0 } = change
  const stock = shop.stock.map((each) => {
    const count = onHand[each.sku] ?? plenty
    return each.tracked && count !== undefined ? { ...each, onHand: count, expected: [] } : each
  })
  return { ...shop, stock, customers: [...shop.customers, ...Array.from({ length: buyers }, (_, n) => buyer(n))] }
}

const buyer = (n: number): CustomerData => ({
  number: `C-${5001 + n}`,
  name: `Buyer ${n}`,
  email: buyerEmail(n),
  groups: [],
  taxExempt: false,
  invoiceAllowed: false,
  invoiceDays: 0,
  addresses: [
    {
      label: 'home',
      address: {
        name: `Buyer ${n}`,
        lines: [`${n + 1} Elm St`],
        city: 'Salem',
        subdivision: 'OR',
        postcode: '97301',
        country: 'US',
      },
      isDefault: true,
    },
  ],
  methods: [{ brand: 'visa', last4: '4242', token: `tok_buyer_${n}`, isDefault: true }],
})
export const buyerEmail = (n: number): string => `buyer${n}@example.com`
