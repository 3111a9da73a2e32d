/**
 * `parley stock`: counts and announced receipts of one SKU. What changes them is said to the engine
 * (say.ts), because orders may wait for the goods.
 */

import type { Command } from '#cli/command.ts'
import { isIsoDay } from '#cli/day.ts'
import { print, printJson } from '#cli/print.ts'
import { isSkuArgument } from '#cli/sku.ts'
import { say, withParley } from '#cli/talk/say.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import type { Parley } from '#host/parley.ts'
import { readFeed, stockCounts } from '#ports/stock-feed.ts'
import type { StockCount, StockProblem } from '#store/turn/desk.ts'
import { stockSync } from './stock-sync.ts'

export const stock: Readonly<Record<string, Command>> = {
  show: {
    usage: 'stock show SKU [--json]',
    summary: 'On hand, reserved, available now and expected.',
    flags: { json: 'switch' },
    words: [1, 1],
    run: ([word = ''], flags) =>
      withStore(readEnvironment(), async ({ desk }) => {
        const sku = word.toUpperCase()
        const fact = await desk.stockOf(sku)
        if (fact === undefined) throw noSku(sku)
        if (flags['json'] === true) printJson(fact.tracked ? { ...fact, available: availableNow(fact) } : fact)
        else print(stockText(fact))
        return 0
      }),
  },
  set: {
    usage: 'stock set SKU QUANTITY',
    summary: 'Set what is on hand; never below what is reserved.',
    words: [2, 2],
    async run([word = '', count = '']) {
      return book(word, `set ${skuOf(word)} ${whole(count)}`)
    },
  },
  import: {
    usage: 'stock import FILE.csv',
    summary:
      'Set what is on hand from a CSV with the columns SKU and On hand; all of it, or nothing when there is a mistake.',
    words: [1, 1],
    async run([file = '']) {
      const feed = await readFeed(file).catch((error: unknown) => {
        throw error instanceof Error ? failed(error.message) : error
      })
      const { counts, problems } = stockCounts(feed)
      if (problems.length > 0) throw failed([...problems.slice(0, 20), 'Nothing was changed.'].join('\n'))
      return withParley(async (parley) => {
        await setCounts(counts, parley)
        print(`${counts.length} ${counts.length === 1 ? 'SKU' : 'SKUs'} set.`)
        return 0
      })
    },
  },
  sync: stockSync,
  expect: {
    usage: 'stock expect SKU QUANTITY [DATE]',
    summary:
      'Announce a receipt for a day (YYYY-MM-DD) or without one; the same quantity again moves it to that day; 0 ' +
      'takes every announcement back.',
    words: [2, 3],
    async run([word = '', count = '', date]) {
      if (date !== undefined && !isIsoDay(date)) throw usageError(`${date} is not a day such as 2026-12-31.`)
      return book(word, `expect ${skuOf(word)} ${whole(count)}${date === undefined ? '' : ` ${date}`}`)
    },
  },
  receive: {
    usage: 'stock receive SKU QUANTITY',
    summary:
      'Book goods in: orders that wait get them, and their threads are told. Uses up what was announced, ' +
      'earliest day first; the rest stays announced.',
    words: [2, 2],
    async run([word = '', count = '']) {
      if (whole(count) === 0) throw usageError('Goods received are at least 1.')
      return book(word, `receive ${skuOf(word)} ${whole(count)}`)
    },
  },
}

/** All of them or none; whoever waits for one gets what is now theirs. */
export async function setCounts(counts: readonly StockCount[], parley: Parley): Promise<void> {
  const { desk } = parley.store
  const refused = await desk.setStock(counts)
  if (refused.length > 0) throw failed([...refused.slice(0, 20).map(problemText), 'Nothing was changed.'].join('\n'))
  for (const { sku, quantity } of counts) {
    const fact = await desk.stockOf(sku)
    // Orders wait for it: what is counted now may be theirs.
    if (fact?.tracked && fact.allocated > 0) print(await say(`stock set ${sku} ${quantity}`, parley))
  }
}

/** As whoever books goods in says it in the chat. Fails with the engine's own words. */
function book(word: string, words: string): Promise<number> {
  return withParley(async (parley) => {
    const answer = await say(`stock ${words}`, parley)
    if (!answer.startsWith(`${word.toUpperCase()}: `)) throw failed(answer)
    print(answer)
    return 0
  })
}

function skuOf(word: string): string {
  if (!isSkuArgument(word)) throw usageError(`${word} is not a SKU.`)
  return word.toUpperCase()
}

const noSku = (sku: Sku) => failed(`There is no SKU ${sku} with counted stock.`)

const problemText = (problem: StockProblem): string =>
  problem.kind === 'unknown'
    ? `There is no SKU ${problem.sku}.`
    : `${problem.reserved} of ${problem.sku} are reserved by orders; on hand cannot be less.`

type Counted = Extract<StockFact, { tracked: true }>
const availableNow = ({ onHand, reserved, allocated }: Counted): number => Math.max(0, onHand - reserved - allocated)

function stockText(fact: StockFact): string {
  const gone = fact.discontinued ? ' Discontinued.' : ''
  if (!fact.tracked) return `${fact.sku}: not counted, always available.${gone}`
  const expected = fact.expected.map(
    ({ quantity, on }) => `${quantity} expected ${on === undefined ? 'without a date' : `on ${on}`}`,
  )
  const counts = [
    `${fact.onHand} on hand`,
    `${fact.reserved} reserved`,
    `${availableNow(fact)} available now`,
    ...expected,
  ]
  return `${fact.sku}: ${counts.join(', ')}; backorders ${fact.backorders}.${gone}`
}

function whole(word: string): number {
  if (!/^\d{1,7}$/.test(word)) throw usageError(`${word} is not a whole number from 0 to 9999999.`)
  return Number(word)
}
