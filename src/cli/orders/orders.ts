/**
 * `parley orders`: what was placed. JSON for scripts (order-json.ts), text for people (order-text.ts).
 */

import { type Command, textFlag } from '#cli/command.ts'
import { isIsoDay } from '#cli/day.ts'
import { print, printJson, printPart } from '#cli/print.ts'
import { isSkuArgument } from '#cli/sku.ts'
import { localDate } from '#domain/base/calendar.ts'
import type { Instant } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import { WORKLISTS } from '#domain/model/placed/worklist.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import type { Store } from '#store/turn/open.ts'
import { csvRowsOf, ordersCsv } from './order-csv.ts'
import { orderHead, orderJson } from './order-json.ts'
import { sayAboutOrder } from './order-ship.ts'
import { orderText, orderTextRow } from './order-text.ts'
import { workText } from './work-text.ts'

export const orders: Readonly<Record<string, Command>> = {
  list: {
    usage: 'orders list [--json]',
    summary: 'Every order, in the order of their numbers.',
    flags: { json: 'switch' },
    words: [0, 0],
    run: (_, flags) =>
      withStore(readEnvironment(), async ({ queries }) => {
        await (flags['json'] === true ? listJson : listText)(queries.orderPages())
        return 0
      }),
  },
  show: {
    usage: 'orders show NUMBER [--json]',
    summary: 'One order with every amount; JSON amounts are in minor units.',
    flags: { json: 'switch' },
    words: [1, 1],
    async run([word = ''], flags) {
      const number = orderNumber(word)
      return withStore(readEnvironment(), async ({ queries }) => {
        const order = await queries.order(number)
        if (order === undefined) throw failed(`There is no order ${number}.`)
        if (flags['json'] === true) printJson(orderJson(order))
        else print(orderText(order))
        return 0
      })
    },
  },
  work: {
    usage: `orders work [${WORKLISTS.join('|')}] [--json]`,
    summary: 'What there is to do: how many orders, the oldest first; without a list all of them.',
    flags: { json: 'switch' },
    words: [0, 1],
    async run([word], flags) {
      const lists = word === undefined ? WORKLISTS : WORKLISTS.filter((list) => list === word)
      if (lists.length === 0) throw usageError(`${word} is no list; there are ${WORKLISTS.join(', ')}.`)
      return withStore(readEnvironment(), async ({ queries, settings }) => {
        const work = await queries.work(lists)
        if (flags['json'] === true) printJson(work)
        else print(workText(work, await settings()))
        return 0
      })
    },
  },
  export: {
    usage: 'orders export --since DATE --csv | --after CURSOR --jsonl',
    summary:
      'CSV: orders placed since that day (YYYY-MM-DD in the ' +
      'shop), one row a line, for a spreadsheet. JSON lines: every ' +
      'order something happened to after the cursor (0: from the first ' +
      'on), as it is now, for another program; keep the last cursor.',
    flags: { since: 'text', csv: 'switch', after: 'text', jsonl: 'switch' },
    words: [0, 0],
    async run(_, flags) {
      const [since, after] = [textFlag(flags, 'since'), textFlag(flags, 'after')]
      if ((flags['csv'] === true) === (flags['jsonl'] === true))
        throw usageError('Say --csv for a spreadsheet or --jsonl for another program.')
      if (since !== undefined && !isIsoDay(since)) throw usageError(`${since} is not a day such as 2026-12-31.`)
      if (flags['jsonl'] !== true && after !== undefined) throw usageError('--after goes with --jsonl.')
      if (flags['jsonl'] === true && (since !== undefined || !/^\d{1,15}$/.test(after ?? '')))
        throw usageError('Say --after 0 for everything, or the cursor of the last line you have.')
      return withStore(readEnvironment(), async (store) => {
        if (flags['jsonl'] === true) await exportLines(store, Number(after))
        else await exportCsv(store, since)
        return 0
      })
    },
  },
  ship: {
    usage: 'orders ship NUMBER [SKU QUANTITY] [--tracking CODE]',
    summary: 'What is here leaves, all of it or so many of one SKU; its thread is told.',
    flags: { tracking: 'text' },
    words: [1, 3],
    async run([word = '', sku, quantity], flags) {
      const number = orderNumber(word)
      const tracking = textFlag(flags, 'tracking')
      if ((sku === undefined) !== (quantity === undefined))
        throw usageError('Say how many of which SKU: orders ship 10001 MUG-BLUE-11OZ 2')
      if (sku !== undefined && !isSkuArgument(sku)) throw usageError(`${sku} is not a SKU.`)
      if (quantity !== undefined && !/^[1-9]\d{0,2}$/.test(quantity))
        throw usageError(`${quantity} is not a quantity from 1 to 999.`)
      if (tracking !== undefined && !/^[\w.-]{3,60}$/.test(tracking))
        throw usageError('A tracking code is 3 to 60 letters, digits and . _ -')
      const part = sku === undefined ? '' : ` ${sku} ${quantity}`
      return sayAboutOrder(number, `ship ${number}${part}${tracking === undefined ? '' : ` tracking ${tracking}`}`)
    },
  },
}

type Pages = AsyncIterable<readonly Order[]>
async function listText(pages: Pages): Promise<void> {
  let any = false
  for await (const page of pages) {
    any = true
    await printPart(`${page.map(orderTextRow).join('\n')}\n`)
  }
  if (!any) print('No orders yet.')
}

async function listJson(pages: Pages): Promise<void> {
  let before = '[\n'
  for await (const page of pages)
    for (const order of page) {
      await printPart(before + JSON.stringify(orderHead(order), undefined, 2).replaceAll(/^/gm, '  '))
      before = ',\n'
    }
  print(before === ',\n' ? '\n]' : '[]')
}

const DAY = 86_400_000
async function exportCsv({ queries, settings: read }: Store, since: Instant | undefined): Promise<void> {
  const settings = await read()
  // A day begins earlier in the shop than in UTC, or later: one more is read, and looked at.
  const from = since === undefined ? {} : { since: new Date(Date.parse(since) - DAY).toISOString() }
  await printPart(`${ordersCsv([])}\r\n`)
  for await (const page of queries.orderPages(from)) {
    const wanted = page.filter(({ placedAt }) => since === undefined || localDate(placedAt, settings.timeZone) >= since)
    if (wanted.length > 0) await printPart(`${csvRowsOf(wanted)}\r\n`)
  }
}

/** What is younger could be overtaken by a turn that began before and is not over yet, milliseconds. */
const SETTLED = 60_000
async function exportLines({ queries, now }: Store, after: number): Promise<void> {
  for await (const page of queries.changedOrders(after, new Date(now().getTime() - SETTLED).toISOString()))
    await printPart(page.map(({ cursor, order }) => `${JSON.stringify({ cursor, ...orderJson(order) })}\n`).join(''))
}

function orderNumber(word: string): number {
  if (!/^\d{1,9}$/.test(word)) throw usageError(`${word} is not an order number.`)
  return Number(word)
}
