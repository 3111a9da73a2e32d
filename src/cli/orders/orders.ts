/**
 * `parley orders`: what was placed. JSON for scripts (order-json.ts), text for people (order-text.ts).
 */

import { type Command, textFlag } from '#cli/command.ts'
import { isDay } from '#cli/day.ts'
import { print, printJson } from '#cli/print.ts'
import { isSkuArgument } from '#cli/sku.ts'
import { localDate } from '#domain/base/calendar.ts'
import { WORKLISTS } from '#domain/model/placed/worklist.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'
import { ordersCsv } from './order-csv.ts'
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
        const found = await queries.orders()
        if (flags['json'] === true) printJson(found.map(orderHead))
        else print(found.length === 0 ? 'No orders yet.' : found.map(orderTextRow).join('\n'))
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
      return withStore(readEnvironment(), async ({ queries, engine }) => {
        const work = await queries.work(lists)
        if (flags['json'] === true) printJson(work)
        else print(workText(work, (await engine.shop()).settings))
        return 0
      })
    },
  },
  export: {
    usage: 'orders export --since DATE --csv',
    summary: 'Orders placed since that day (YYYY-MM-DD in the shop), one row a line, for a spreadsheet.',
    flags: { since: 'text', csv: 'switch' },
    words: [0, 0],
    async run(_, flags) {
      const since = textFlag(flags, 'since')
      if (flags['csv'] !== true) throw usageError('Say --csv: orders are exported as CSV.')
      if (since !== undefined && !isDay(since)) throw usageError(`${since} is not a day such as 2026-12-31.`)
      return withStore(readEnvironment(), async ({ queries, engine }) => {
        const { settings } = await engine.shop()
        const all = await queries.orders()
        print(
          ordersCsv(
            all.filter(({ placedAt }) => since === undefined || localDate(placedAt, settings.timeZone) >= since),
          ),
        )
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

function orderNumber(word: string): number {
  if (!/^\d{1,9}$/.test(word)) throw usageError(`${word} is not an order number.`)
  return Number(word)
}
