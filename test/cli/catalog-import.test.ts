// A catalog from the exports of other shops, by the command as it is typed: files in the shape those
// programs write, with everything awkward they have.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { emptyShop, exported } from './imported-shop.ts'
import { runParley } from './parley.ts'

// Each import is a process of its own.
vi.setConfig({ testTimeout: 90_000 })

const folder = mkdtempSync(path.join(tmpdir(), 'parley-import-'))
const shop = await emptyShop()
const run = (...args: readonly string[]) => runParley(args, { env: { DATABASE_URL: shop.url } })
const importing = (file: string, ...flags: readonly string[]) => run('catalog', 'import', file, ...flags)
const variant = async (sku: string) => (await shop.store.engine.shop()).catalog.variants.get(sku)
const product = async (id: string) => (await shop.store.engine.shop()).catalog.products.get(id)
/** The same export with some of its text changed. */
function changed(name: string, ...changes: readonly (readonly [string | RegExp, string])[]): string {
  const file = path.join(folder, name)
  writeFileSync(
    file,
    changes.reduce((text, [from, to]) => text.replace(from, to), readFileSync(exported(name), 'utf8')),
  )
  return file
}

describe('what is wrong', () => {
  test('is said with its row and column, every mistake of the file, and nothing gets in', async () => {
    const { code, out, err } = await importing(exported('mistakes.csv'), '--yes')
    expect(out.split('\n').filter((line) => line.startsWith('row '))).toEqual([
      'row 3, SKU: GOOD-1 is there twice, first in row 2',
      'row 4, Price: "ask us" is not a price such as 12.50',
      'row 5, Weight: the unit "stone" is not known; g, kg, oz and lb are',
      'row 7, Price: note: the price is 0',
      'row 8, Stock: "some" is not a whole number of units',
      'row 9, Name: the name is missing',
      `row 10, SKU: #!%: a SKU is letters and digits, then also - _ . / ' + # & ( ) : * and spaces, at most 60`,
      'row 11, Price: "3.005" is finer than the smallest coin',
    ])
    expect([code, err]).toEqual([1, '7 mistakes: nothing was imported. --skip-bad imports the rest.\n'])
    expect(await variant('GOOD-1')).toBeUndefined()
  })

  test('is left out where the rest is wanted', async () => {
    const { code, out } = await importing(exported('mistakes.csv'), '--yes', '--skip-bad')
    expect(code).toBe(0)
    expect(out).toContain('SKUs: 2 added')
    expect(await variant('GOOD-1')).toMatchObject({ price: 100, weightGrams: 10 })
    expect(await variant('FREE-1')).toMatchObject({ price: 0 })
    expect(await variant('BAD-PRICE')).toBeUndefined()
  })

  test.each([
    [
      'a quote that is not closed',
      'SKU,Name,Price\nA,"open,1.00\n',
      /cannot be read from row 2 on: a quote is not closed/,
    ],
    ['no column for the price', 'SKU,Name\nA,Tea\n', /No column is the price\. Say which in a file \(--map FILE\)/],
    ['nothing in it', '', /is empty\./],
    ['a header alone', 'SKU,Name,Price\n', /There is nothing to sell in this file/],
  ])('%s is told in words', async (_, text, words) => {
    const file = path.join(folder, 'odd.csv')
    writeFileSync(file, text)
    const { code, err } = await importing(file, '--yes')
    expect(code).toBe(1)
    expect(err).toMatch(words)
  })
})

describe('a plain table', () => {
  test('is imported once somebody agreed to what its columns mean', async () => {
    const asked = await importing(exported('wholesale.csv'), '--partial')
    expect(asked.out).toContain('  Item No. -> SKU\n  Description -> name\n')
    expect(asked.out).toContain('  Shelf -> left out\n')
    expect([asked.code, asked.err]).toEqual([
      1,
      'Nothing was imported yet: add --yes if the columns mean that, or give --map FILE.\n',
    ])
    expect(await variant('LADDER')).toBeUndefined()
    expect((await importing(exported('wholesale.csv'), '--partial', '--yes')).code).toBe(0)
    expect(await variant('LADDER')).toMatchObject({ price: 124_900, weightGrams: 5400 })
    expect(await variant("O'RING.12")).toMatchObject({ price: 8 })
    // "1.250" beside "24,75" is a thousand and more; the apostrophe of a spreadsheet is no part of a SKU.
    expect(await shop.store.desk.stockOf('933-8.8/M12')).toMatchObject({ onHand: 1250 })
    expect(await variant('933-8.8/M12')).toMatchObject({ price: 2475, weightGrams: 1900 })
    expect(await variant('00120')).toMatchObject({ price: 2100, weightGrams: 800 })
    expect(await variant('20-44/B')).toMatchObject({ options: { 'pack-size': 'carton-of-10-boxes' } })
  })

  test('takes the mapping that is given', async () => {
    const map = path.join(folder, 'map.yaml')
    writeFileSync(map, 'sku: Item No.\nname: Description\nprice: RRP\nstock: On hand\n')
    const { out, err } = await importing(
      exported('wholesale.csv'),
      '--partial',
      '--map',
      map,
      '--dry-run',
      '--skip-bad',
    )
    expect(out).toContain('  RRP -> price\n')
    expect(out).toMatch(/row \d+, RRP: the price is missing/)
    expect(out).toContain('Nothing was imported: this was a dry run.')
    expect(err).toBe('')
    expect(await variant('LADDER')).toMatchObject({ price: 124_900 })
  })
})

describe('Shopify', () => {
  test('the header of before: SKUs as they are, images, the price before, weights, options, drafts', async () => {
    const { code, out } = await importing(exported('shopify-old.csv'), '--partial')
    expect(code).toBe(0)
    expect(out).toContain('row 6, Variant Inventory Qty: note: -4 counts as 0\n')
    expect(out).toContain('SKUs: 24 added, 0 changed, 0 discontinued, 0 as before.')
    expect(await variant('757528008680')).toMatchObject({ price: 199, compareAt: 249, weightGrams: 113 })
    for (const sku of ["GRANNY'S 15", 'CAR_SALT.180', '757528/BLUE', 'BC 6 W', '2-IN-1_100'])
      expect(await variant(sku), sku).toMatchObject({ active: true })
    expect(await variant('ADIDAS-ULTRABOOST-22-CORE-BLACK-44')).toMatchObject({
      options: { colour: 'core-black', size: '44' },
    })
    expect(await variant('AUT-24')).toMatchObject({ active: false })
    expect(await product('takis-fuego-hot-chili')).toMatchObject({
      brand: 'Barcel',
      category: 'Snacks',
      image: { url: 'https://cdn.example.com/s/files/1/takis%20fuego.jpg?v=16', alt: 'Bag of Takis' },
    })
    expect(await shop.store.desk.stockOf('BC 8 W')).toMatchObject({ onHand: 7, backorders: 'refused' })
  })

  test('the header of today, with image names made links', async () => {
    const { code } = await importing(exported('shopify-new.csv'), '--partial', '--images', 'https://img.example.com/a')
    expect(code).toBe(0)
    expect(await product('organic-crew-tee')).toMatchObject({
      image: { url: 'https://img.example.com/a/organic-crew-tee.jpg' },
    })
    expect(await variant('001N')).toMatchObject({ price: 2400, cost: 910, options: { size: 's', colour: 'navy' } })
    expect(await variant('ORGANIC-CREW-TEE-XL-NAVY')).toMatchObject({ price: 2400 })
    expect(await variant('LAMP-9')).toMatchObject({ active: false })
  })

  test('imported again nothing changes, and live stock stays unless it is asked for', async () => {
    await shop.rows(`update stock set on_hand = 3 where sku = 'CAT.NT'`)
    const again = await importing(exported('shopify-old.csv'), '--partial')
    expect(again.out).toContain('Products: 0 added, 0 changed, 0 discontinued, 12 as before.')
    expect(again.out).toContain('SKUs: 0 added, 0 changed, 0 discontinued, 24 as before.')
    expect(await shop.store.desk.stockOf('CAT.NT')).toMatchObject({ onHand: 3 })
    await importing(exported('shopify-old.csv'), '--partial', '--stock')
    expect(await shop.store.desk.stockOf('CAT.NT')).toMatchObject({ onHand: 10 })
  })

  test('a new price changes by its SKU, what is gone is discontinued and sold again once it is back', async () => {
    const next = changed('shopify-old.csv', ['29.00', '31.00'], [/^sticker.*\r?\n/m, ''])
    const { out } = await importing(next)
    expect(out).toContain('Prices changed: 1.')
    expect(await variant('CAT.NT')).toMatchObject({ price: 3100 })
    expect(await shop.store.desk.stockOf('STICKER')).toMatchObject({ discontinued: true })
    expect((await shop.store.engine.shop()).catalog.variants.has('STICKER')).toBe(true)
    await importing(exported('shopify-old.csv'), '--partial')
    expect(await shop.store.desk.stockOf('STICKER')).toMatchObject({ discontinued: false })
    expect(await variant('CAT.NT')).toMatchObject({ price: 2900 })
  })
})

test('WooCommerce: variations by SKU and by id, sales that are on, attributes as options', async () => {
  const { code, out } = await importing(exported('woocommerce.csv'), '--partial')
  expect(code).toBe(0)
  expect(out).toContain('row 25, Type: note: "grouped" is not sold by itself here: left out')
  expect(await variant('WOO-HOODIE-RED')).toMatchObject({
    price: 4200,
    compareAt: 4500,
    options: { colour: 'red', logo: 'no' },
    weightGrams: 1500,
  })
  expect(await variant('WOO-BELT')).toMatchObject({ price: 6500 })
  expect(await product('id-62')).toMatchObject({ name: 'Sunglasses & Case' })
  expect(await variant('COFFEE-BEANS-1-KG-FINE-FOR-MOKA')).toMatchObject({ price: 2990, weightGrams: 1000 })
  expect(await shop.store.desk.stockOf('WOO-CAP')).toMatchObject({ onHand: 0, backorders: 'allowed' })
})
