// The shop file: what the demo shop says, every mistake at once with its line, and the way back.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEMO_SHOP_FILE, demoShop } from '#shop-file/demo.ts'
import { problemText, readShopFile } from '#shop-file/read.ts'
import { shopFileJsonSchema } from '#shop-file/schema.ts'
import { shopFileText } from '#shop-file/write.ts'

const now = '2026-11-23T10:00:00.000Z'
const DEMO = readFileSync(DEMO_SHOP_FILE, 'utf8')

/** A small shop with one of everything; `changes` replace text in it, so that its line numbers stay. */
const SMALL = `shop:
  name: Tiny
  currency: USD
  locale: en-US
  timeZone: America/Chicago
  pricesIncludeTax: false
  address: { lines: [1 Pier Rd], city: Springfield, subdivision: IL, postcode: 62701, country: US }
  hours: { days: [mon], from: 09:00, to: 17:00 }
  cutOff: 14:00
  firstOrderNumber: 10001
  reasons: [other]
times: { priceFreezeHours: 24, draftIdleDays: 7, linkHoldMinutes: 60, reminderMinutes: 60, approvalHours: 24 }
tax:
  - { country: US, subdivision: IL, rate: 8.25% }
shipping:
  - { id: standard, name: Standard, zones: [{ countries: [US] }], price: 5.95, days: 3-5 }
promotions:
  - { id: MUGS, title: Mugs, effect: { kind: line-percent, percent: 10%, on: { products: [MUG] } } }
coupons:
  - { code: SAVE, title: Save, effect: { kind: order-percent, percent: 10% } }
  - { code: FIVE, title: Five, effect: { kind: order-amount, amount: 5.00 } }
payment: { link: true, stored: true, invoice: true }
limits: { rep: { percent: 10% } }
staff:
  - { id: sam, name: Sam, role: rep }
customers:
  - { number: C-1001, name: Jane, email: jane@example.com, addresses: [{ label: home, lines: [12 Oak St], city: Springfield, subdivision: IL, postcode: 62704, country: US }] }
options:
  colour: { name: colour, values: { blue: [blue], red: [red] } }
products:
  - id: mug
    code: MUG
    name: Mug
    category: drinkware
    price: 12.00
    weight: 350
    options: [colour]
    variants:
      MUG-BLUE: [blue]
      MUG-RED: [red]
stock:
  default: 50
  exceptions:
    MUG-RED: { onHand: 2, expected: [{ quantity: 10, on: +12d }] }
`

function mistakes(...changes: readonly (readonly [string, string])[]): readonly string[] {
  const text = changes.reduce((before, [from, to]) => {
    expect(before, from).toContain(from)
    return before.replace(from, to)
  }, SMALL)
  const result = readShopFile(text, { now })
  return result.ok ? [] : result.problems.map((problem) => problemText('tiny.yaml', problem))
}

test('a file has neither products nor stock where an import brings them; stock is missed where there are products', () => {
  const rules = SMALL.slice(0, SMALL.indexOf('options:')).replace(', on: { products: [MUG] }', '')
  expect(readShopFile(rules, { now })).toMatchObject({ ok: true, data: { products: [], variants: [], stock: [] } })
  const unstocked = readShopFile(SMALL.slice(0, SMALL.indexOf('stock:\n')), { now })
  expect(unstocked).toMatchObject({ ok: false, problems: [{ path: 'stock', message: 'is missing' }] })
})

describe('the demo shop', () => {
  const shop = demoShop(now)

  test('has the 40 products and 277 SKUs of the catalog, each with a category, a weight, a picture with words, and stock', () => {
    expect([shop.products.length, shop.variants.length, shop.stock.length]).toEqual([40, 277, 277])
    expect(new Set(shop.products.map(({ category }) => category))).toEqual(
      new Set(['apparel', 'drinkware', 'home', 'electronics']),
    )
    expect(shop.variants.every(({ weightGrams }) => weightGrams > 0)).toBe(true)
    for (const { image } of shop.products) {
      expect(image?.alt).not.toBe('')
      expect(readFileSync(new URL(image?.url ?? '', DEMO_SHOP_FILE), 'utf8')).toContain('<svg')
    }
  })

  test('has the prices in cents, and 11oz as the usual mug', () => {
    const price = (sku: string) => shop.variants.find((variant) => variant.sku === sku)?.price
    expect([price('MUG-BLUE-11OZ'), price('HOOD-BLACK-L'), price('CREW-GREY-M'), price('EMUG-WHITE')]).toEqual([
      1200, 4500, 4200, 1400,
    ])
    expect(shop.products.find(({ code }) => code === 'MUG')?.defaults).toEqual({ volume: '11oz' })
  })

  test('counts its expected receipts from the day it is loaded at the shop', () => {
    const stock = (sku: string) => shop.stock.find((line) => line.sku === sku)
    expect(stock('HOOD-BLACK-L')).toMatchObject({ onHand: 2, expected: [{ quantity: 10, on: '2026-12-05' }] })
    expect(stock('KEYB-RED-US')).toMatchObject({ onHand: 0, expected: [{ quantity: 5, on: '2026-12-13' }] })
    expect(stock('TEA-WHITE')).toMatchObject({ onHand: 1, backorders: 'allowed', expected: [] })
    expect(stock('HEAD-BLACK')).toMatchObject({ onHand: 0, backorders: 'refused' })
    expect(stock('DENIM-S')).toMatchObject({ onHand: 0, discontinued: true })
    expect(stock('MUG-BLUE-11OZ')).toMatchObject({ onHand: 50 })
  })

  test('has order 1042 as it was charged twenty days before the load, shipped and paid', () => {
    const [past] = shop.orders
    expect(past).toMatchObject({
      number: 1042,
      order: { subtotal: 6900, shipping: 595, tax: 569, total: 8064, placedAt: '2026-11-03T18:00:00.000Z' },
    })
    expect(past?.order.lines.map(({ tax, shipped }) => [tax, shipped])).toEqual([
      [198, 2],
      [371, 1],
    ])
  })

  test('written out and read again it is the same shop', () => {
    const again = readShopFile(shopFileText(shop), { now: '2027-06-01T00:00:00.000Z' })
    expect(again).toEqual({ ok: true, data: shop })
  })
})

describe('the way back', () => {
  const file = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8')
  const data = (text: string) => {
    const result = readShopFile(text, { now })
    if (!result.ok)
      throw new Error(result.problems.map((problem) => problemText('one-of-everything.yaml', problem)).join('\n'))
    return result.data
  }

  test('a shop with one of everything is written byte for byte as ever, and read again it is the same shop', () => {
    const shop = data(file('one-of-everything.yaml'))
    const exported = shopFileText(shop)
    expect(exported).toBe(file('one-of-everything.exported.yaml'))
    expect(data(exported)).toEqual(shop)
  })

  test('what a file could not be read with again is named, and nothing is written', () => {
    const shop = demoShop(now)
    const staff = shop.staff.map((person) => ({ ...person, id: 'Not an id' }))
    expect(() => shopFileText({ ...shop, staff })).toThrow(
      /does not fit into a shop file[\s\S]*staff\[0\]\.id: must be a short name/,
    )
  })
})

describe('mistakes', () => {
  test('the small shop has none', () => {
    expect(mistakes()).toEqual([])
  })

  test('many at once, each with its line and path, in the order of the file', () => {
    const found = mistakes(
      ['timeZone: America/Chicago', 'timeZone: America/Chicgo'],
      ['rate: 8.25%', 'rate: 8.25'],
      ['price: 5.95', 'price: 5.955'],
      ['products: [MUG]', 'products: [MUGG]'],
      ['kind: order-percent, percent: 10%', 'kind: order-percent, procent: 10%'],
      ['role: rep', 'role: boss'],
      ['email: jane@example.com', 'email: jane.example.com'],
      ['MUG-RED: [red]', 'MUG-RED: [reed]'],
      ['MUG-RED: { onHand', 'MUG-GREY: { onHand'],
    )
    expect(found).toEqual([
      'tiny.yaml:5 shop.timeZone: America/Chicgo is not a time zone such as America/Chicago',
      'tiny.yaml:14 tax[0].rate: must be a percentage such as 8.25%',
      'tiny.yaml:16 shipping[0].price: USD has 2 decimal places, this is 5.955',
      'tiny.yaml:18 promotions[0].effect.on.products[0]: there is no product MUGG',
      'tiny.yaml:20 coupons[0].effect.percent: is missing',
      'tiny.yaml:20 coupons[0].effect.procent: is not known here',
      'tiny.yaml:25 staff[0].role: must be one of rep, lead, manager, admin',
      'tiny.yaml:27 customers[0].email: is not an e-mail address',
      'tiny.yaml:40 products[0].variants.MUG-RED: colour has no value reed',
      'tiny.yaml:44 stock.exceptions.MUG-GREY: there is no SKU MUG-GREY',
    ])
  })

  test.each([
    ['a SKU that is there twice', ['MUG-RED: [red]', 'MUG-BLUE: [red]'], 'tiny.yaml:40: this key is there twice'],
    [
      'two variants with the same options',
      ['MUG-RED: [red]', 'MUG-RED: [blue]'],
      'tiny.yaml:40 products[0].variants.MUG-RED: has the same options as MUG-BLUE',
    ],
    [
      'a coupon that is there twice',
      ['code: FIVE', 'code: SAVE'],
      'tiny.yaml:21 coupons[1]: the coupon SAVE is there twice',
    ],
    ['a section that is missing', ['payment: {', '# payment: {'], 'tiny.yaml:1 payment: is missing'],
    ['a section nobody knows', ['limits:', 'limitz:'], 'tiny.yaml:23 limitz: is not known here'],
    [
      'an unknown kind of effect',
      ['kind: order-amount', 'kind: order-gift'],
      'tiny.yaml:21 coupons[1].effect.kind: must be one of line-percent, line-amount, order-percent, order-amount, free-shipping, buy-x-get-y, gift',
    ],
    [
      'a day that does not exist',
      ['on: +12d', 'on: 2026-02-30'],
      'tiny.yaml:44 stock.exceptions.MUG-RED.expected[0].on: must be a date such as 2026-12-31, or days from now such as +12d',
    ],
    [
      'a postcode that cannot be',
      ['postcode: 62704', 'postcode: 6270'],
      'tiny.yaml:27 customers[0].addresses[0].postcode:',
    ],
    ['broken YAML', ['limits: { rep', 'limits: { rep: {'], 'tiny.yaml:'],
  ] as const)('%s', (_, change, words) => {
    expect(
      mistakes(change).some((line) => line.startsWith(words)),
      mistakes(change).join('\n'),
    ).toBe(true)
  })

  test('one bad product does not make the offers on it look wrong', () => {
    expect(mistakes(['price: 12.00', 'price: twelve'])).toEqual([
      'tiny.yaml:35 products[0].price: must be an amount such as 5.95',
    ])
  })

  test('a file that is no shop file is told apart from one with mistakes', () => {
    expect(readShopFile('just words', { now })).toMatchObject({
      ok: false,
      problems: [{ line: 1, message: 'is not a shop file: it must be a block of keys' }],
    })
  })

  test('references cannot be used to blow a small file up', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n${SMALL}`
    const result = readShopFile(bomb, { now })
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toContain(
      'write it out: references with * are not read',
    )
  })
})

describe('amounts', () => {
  const priceIn = (currency: string, price: string) => {
    const text = SMALL.replace('currency: USD', `currency: ${currency}`)
      .replace('price: 12.00', `price: ${price}`)
      .replace('price: 5.95', 'price: 5')
      .replace('amount: 5.00', 'amount: 5')
    const result = readShopFile(text, { now })
    return result.ok ? result.data.variants[0]?.price : result.problems.map(({ message }) => message)
  }

  test.each([
    ['USD', '19.99', 1999],
    ['USD', '0.1', 10],
    ['USD', '1234567.89', 123456789],
    ['JPY', '980', 980],
    ['JPY', '980.0', 980],
    ['KWD', '1.005', 1005],
    ['USD', '1.005', ['USD has 2 decimal places, this is 1.005']],
    ['JPY', '9.5', ['JPY has no decimal places, this is 9.5']],
    ['USD', '-3', ['must be an amount such as 5.95']],
    ['USD', '1e3', ['must be an amount such as 5.95']],
    ['USD', '1,000', ['must be an amount such as 5.95']],
    ['XXQ', '1', ['XXQ is not a currency']],
  ] as const)('%s %s', (currency, price, wanted) => {
    expect(priceIn(currency, price)).toEqual(wanted)
  })
})

test('the JSON Schema names every section and lets amounts be numbers', () => {
  const schema = JSON.stringify(shopFileJsonSchema())
  for (const section of ['shop', 'coupons', 'products', 'stock']) expect(schema).toContain(`"${section}":`)
  expect(schema).toContain('"type":["number","string"]')
})

test('the demo shop file is read in under a second', () => {
  const start = performance.now()
  expect(readShopFile(DEMO, { now }).ok).toBe(true)
  expect(performance.now() - start).toBeLessThan(1_000)
})
