/**
 * `parley price` and `parley product`: list prices, and what is sold. One is said to the engine as
 * whoever may says it in the chat; a file of prices is all or nothing.
 */
import type { Command } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { say, withParley } from '#cli/talk/say.ts'
import { failed } from '#host/exit.ts'
import type { NewPrice } from '#store/shop/goods.ts'
import { readPriceCell } from './amounts.ts'
import { csvRows } from './rows.ts'

export const price: Readonly<Record<string, Command>> = {
  set: {
    usage: 'price set SKU AMOUNT',
    summary: 'What a SKU costs from now on. Carts that have it keep their price until it ends.',
    words: [2, 2],
    run: ([sku = '', amount = '']) => tell(`price set ${sku} ${amount}`, /^\S.*: .* -> /),
  },
  import: {
    usage: 'price import FILE.csv',
    summary: 'Prices from a CSV with the columns SKU and Price; all of them, or none when there is a mistake.',
    words: [1, 1],
    run: ([file = '']) =>
      withParley(async ({ store }) => {
        const settings = await store.settings()
        const { prices, problems } = await readPrices(file, settings.exponent)
        if (problems.length > 0) throw failed([...problems, 'Nothing was changed.'].join('\n'))
        const unknown = await store.changePrices(prices)
        if (unknown.length > 0) throw failed(`There is no SKU ${unknown.join(', ')}. Nothing was changed.`)
        print(`${prices.length} ${prices.length === 1 ? 'price' : 'prices'} set.`)
        return 0
      }),
  },
}

export const product: Readonly<Record<string, Command>> = {
  on: {
    usage: 'product on SKU|PRODUCT',
    summary: 'Sell a SKU, or a product with all its SKUs, again.',
    words: [1, 1],
    run: ([what = '']) => tell(`product on ${what}`, /: sold/),
  },
  off: {
    usage: 'product off SKU|PRODUCT',
    summary: 'Stop selling a SKU, or a product with all its SKUs; an import does not switch it on.',
    words: [1, 1],
    run: ([what = '']) => tell(`product off ${what}`, /: not sold any more/),
  },
}

/** Fails with the engine's own words. */
function tell(words: string, done: RegExp): Promise<number> {
  return withParley(async (parley) => {
    const answer = await say(words, parley)
    if (!done.test(answer)) throw failed(answer)
    print(answer)
    return 0
  })
}

const SKU = ['sku', 'variant sku', 'item', 'item code', 'article']
const PRICE = ['price', 'variant price', 'new price', 'unit price', 'regular price']

async function readPrices(file: string, exponent: number) {
  const rows = csvRows(file)
  const names = ((await rows.next()).value?.cells ?? []).map((name) => name.toLowerCase())
  const [sku, amount] = [SKU, PRICE].map((known) => names.findIndex((name) => known.includes(name)))
  if (sku === undefined || amount === undefined || sku < 0 || amount < 0)
    throw failed('The first line must name a column "SKU" and a column "Price".')
  const prices = new Map<string, NewPrice>()
  const problems: string[] = []
  for await (const { number, cells } of rows) {
    const name = (cells[sku] ?? '').toUpperCase()
    const read = readPriceCell(cells[amount] ?? '', exponent)
    if (name === '') problems.push(`row ${number}, SKU: there is no SKU`)
    else if (prices.has(name)) problems.push(`row ${number}, SKU: ${name} is there twice`)
    else if (!read.ok) problems.push(`row ${number}, Price: ${read.why}`)
    else prices.set(name, { sku: name, price: read.value })
  }
  return { prices: [...prices.values()], problems }
}
