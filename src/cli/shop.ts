/**
 * `parley shop`: the shop file. `check` touches no database; `load` writes everything in one
 * transaction, or nothing when the file has a mistake.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Order } from '#domain/model/order.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import { problemText, readShopFile } from '#shop-file/read.ts'
import { shopFileJsonSchema } from '#shop-file/schema.ts'
import { shopFileText } from '#shop-file/write.ts'
import type { PastOrderData, ShopData } from '#store/shop/shop-data.ts'
import type { Command } from './command.ts'
import { print, printJson } from './print.ts'

export const shop: Readonly<Record<string, Command>> = {
  load: {
    usage: 'shop load FILE [--stock]',
    summary:
      'Put a shop file into the database. What is no longer in it stops being sold; orders, drafts, imported ' +
      'products and the stock of what is here already stay (--stock: counts are taken from the file).',
    flags: { stock: 'switch' },
    words: [1, 1],
    async run([file = ''], flags) {
      const data = readFile(file)
      return withStore(readEnvironment(), async (store) => {
        await store.loadShop(data, flags['stock'] === true ? 'given' : 'live')
        print(`Loaded ${summary(data)}.`)
        return 0
      })
    },
  },
  check: {
    usage: 'shop check FILE',
    summary: 'List every mistake of a shop file, with its line.',
    words: [1, 1],
    async run([file = '']) {
      print(`${file} is fine: ${summary(readFile(file))}.`)
      return 0
    },
  },
  export: {
    usage: 'shop export FILE',
    summary: 'Write the shop in the database as a shop file; FILE may be - for standard output.',
    words: [1, 1],
    run: ([file = '']) =>
      withStore(readEnvironment(), async (store) => {
        if (!(await store.hasShop()))
          throw failed('No shop is loaded yet: parley shop load FILE, or parley start for the demo shop.')
        const past: PastOrderData[] = []
        for await (const page of store.queries.orderPages({ loaded: true })) past.push(...pastOrders(page))
        const data = await store.readShop(past)
        const text = shopFileText(data)
        if (file === '-') process.stdout.write(text)
        else {
          writeFileSync(file, text)
          print(`Wrote ${summary(data)} to ${file}.`)
        }
        return 0
      }),
  },
  schema: {
    usage: 'shop schema',
    summary: 'The JSON Schema of shop files, for editors.',
    words: [0, 0],
    async run() {
      printJson(shopFileJsonSchema())
      return 0
    },
  },
}

/** Orders that came with a shop file have no draft. */
const pastOrders = (orders: readonly Order[]): readonly PastOrderData[] =>
  orders.map(
    ({
      number,
      parent: _,
      status: _s,
      draftId: _d,
      customerNumber: _c,
      customerId: _i,
      thread: _t,
      money: _m,
      parcels: _p,
      ...order
    }) => ({
      number,
      order,
    }),
  )

/** A shop file is in memory whole, about so many times as large; a CSV is not. */
const [LARGE, TIMES] = [4_000_000, 130]

function readFile(file: string): ShopData {
  const text = contents(file)
  if (text.length > LARGE)
    process.stderr.write(
      `${file} is large for a shop file: this takes about ${Math.round((text.length * TIMES) / 1_000_000)} MB of ` +
        'memory. Goods come in with much less by parley catalog import FILE.csv.\n',
    )
  const result = readShopFile(text, { now: new Date().toISOString() })
  if (result.ok) return result.data
  const count = result.problems.length
  throw failed(
    [
      ...result.problems.map((problem) => problemText(path.basename(file), problem)),
      `${count} ${count === 1 ? 'mistake' : 'mistakes'}; nothing was loaded.`,
    ].join('\n'),
  )
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw failed(`${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'}).`)
  }
}

const summary = ({ settings, products, variants, customers }: ShopData): string =>
  `"${settings.name}" with ${products.length} products, ${variants.length} SKUs and ${customers.length} customers`
