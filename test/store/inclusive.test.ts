// A shop whose prices include tax and whose shipping is taxed: the order row has the net, its
// groups what was charged. Rule: the doctor knows both.
import { expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const demo = demoWith({ plenty: 1_000 })
const shop = await world({
  shop: {
    ...demo,
    settings: {
      ...demo.settings,
      pricesIncludeTax: true,
      taxRules: demo.settings.taxRules.map((rule) => ({ ...rule, shippingTaxable: true })),
    },
  },
})

test('an order of a shop with tax in its prices and on its shipping is nothing to report, and a wrong one is', async () => {
  for (const [at, words] of ['2 blue 11oz mugs', '3 white teapots', 'a cream tote'].entries())
    expect(
      printed(await shop.deliver(message('terminal:sam', `terminal:inclusive-${at}`, `order for C-1001: ${words}`))),
    ).toContain('in the price')
  for (const at of [0, 1, 2]) {
    const said = await shop.deliver(message('terminal:sam', `terminal:inclusive-${at}`, 'place'))
    if (!/order \d{5} placed/.test(printed(said)))
      await shop.deliver(message('terminal:sam', `terminal:inclusive-${at}`, 'place'))
  }
  const [row] = await shop.rows<{ n: number; taxed: number }>(
    'select count(*)::int as n, count(*) filter (where g.tax > 0)::int as taxed from orders o join order_group g on g.order_number = o.number where o.number > 10000',
  )
  expect(row).toEqual({ n: 3, taxed: expect.any(Number) })
  expect(row?.taxed).toBeGreaterThan(0)
  expect(await shop.store.checkInvariants()).toEqual([])
  await shop.rows('update orders set shipping = shipping + 1, total = total + 1 where number = 10001')
  expect((await shop.store.checkInvariants()).map(({ rule }) => rule)).toContain('the lines make the order')
})
