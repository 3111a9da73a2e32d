/**
 * `parley stock`: counts and announced receipts of one SKU. Receiving goods also fills backorders, which a later release brings.
 */
import { readFileSync } from 'node:fs'
import type { StockFact } from '#domain/facts.ts'
import type { StockProblem } from '#store/desk.ts'
import type { Command } from './command.ts'
import { withStore } from './database.ts'
import { isDay } from './day.ts'
import { readEnvironment } from './environment.ts'
import { failed, usageError } from './exit.ts'
import { notYet } from './later.ts'
import { print, printJson } from './print.ts'
import { readStockFile } from './stock-file.ts'

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
      const [sku, quantity] = [word.toUpperCase(), whole(count)]
      return withStore(readEnvironment(), async ({ desk }) => {
        const [problem] = await desk.setStock([{ sku, quantity }])
        if (problem !== undefined) throw failed(problemText(problem))
        print(`${sku}: ${quantity} on hand.`)
        return 0
      })
    },
  },
  import: {
    usage: 'stock import FILE.csv',
    summary: 'Set what is on hand from a CSV with the columns SKU and On hand; all of it, or nothing when there is a mistake.',
    words: [1, 1],
    async run([file = '']) {
      const { counts, problems } = readStockFile(textOf(file))
      if (problems.length > 0) throw failed([...problems.slice(0, 20), 'Nothing was changed.'].join('\n'))
      return withStore(readEnvironment(), async ({ desk }) => {
        const refused = await desk.setStock(counts)
        if (refused.length > 0) throw failed([...refused.slice(0, 20).map(problemText), 'Nothing was changed.'].join('\n'))
        print(`${counts.length} ${counts.length === 1 ? 'SKU' : 'SKUs'} set.`)
        return 0
      })
    },
  },
  expect: {
    usage: 'stock expect SKU QUANTITY [DATE]',
    summary: 'Announce a receipt, for a day such as 2026-12-31 or without a date.',
    words: [2, 3],
    async run([word = '', count = '', date]) {
      const [sku, quantity] = [word.toUpperCase(), whole(count)]
      if (quantity === 0) throw usageError('A receipt is at least 1.')
      if (date !== undefined && !isDay(date)) throw usageError(`${date} is not a day such as 2026-12-31.`)
      return withStore(readEnvironment(), async ({ desk }) => {
        if (!(await desk.expectStock(sku, quantity, date))) throw noSku(sku)
        print(`${sku}: ${quantity} expected${date === undefined ? ', no date' : ` on ${date}`}.`)
        return 0
      })
    },
  },
  receive: notYet('stock receive SKU QUANTITY', 'Book goods in and fill what waits for them.'),
}

const noSku = (sku: string) => failed(`There is no SKU ${sku} with counted stock.`)

const problemText = (problem: StockProblem): string =>
  problem.kind === 'unknown'
    ? `There is no SKU ${problem.sku}.`
    : `${problem.reserved} of ${problem.sku} are reserved by orders; on hand cannot be less.`

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw failed(`${file} cannot be read.`)
  }
}

type Counted = Extract<StockFact, { tracked: true }>
const availableNow = ({ onHand, reserved, allocated }: Counted): number => Math.max(0, onHand - reserved - allocated)

function stockText(fact: StockFact): string {
  const gone = fact.discontinued ? ' Discontinued.' : ''
  if (!fact.tracked) return `${fact.sku}: not counted, always available.${gone}`
  const expected = fact.expected.map(({ quantity, on }) => `${quantity} expected ${on === undefined ? 'without a date' : `on ${on}`}`)
  const counts = [`${fact.onHand} on hand`, `${fact.reserved} reserved`, `${availableNow(fact)} available now`, ...expected]
  return `${fact.sku}: ${counts.join(', ')}; backorders ${fact.backorders}.${gone}`
}

function whole(word: string): number {
  if (!/^\d{1,7}$/.test(word)) throw usageError(`${word} is not a whole number from 0 to 9999999.`)
  return Number(word)
}
