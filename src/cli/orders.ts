/**
 * `parley orders`: what was placed. JSON for scripts (order-json.ts), text for people (order-text.ts).
 */
import type { Command } from './command.ts'
import { withStore } from './database.ts'
import { readEnvironment } from './environment.ts'
import { failed, usageError } from './exit.ts'
import { notYet } from './later.ts'
import { orderHead, orderJson } from './order-json.ts'
import { orderRow, orderText } from './order-text.ts'
import { print, printJson } from './print.ts'

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
        else print(found.length === 0 ? 'No orders yet.' : found.map(orderRow).join('\n'))
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
  export: notYet('orders export --since DATE --csv', 'Orders as CSV.'),
  ship: notYet('orders ship NUMBER [SKU QTY] [--tracking CODE]', 'Mark as shipped.'),
}

function orderNumber(word: string): number {
  if (!/^\d{1,9}$/.test(word)) throw usageError(`${word} is not an order number.`)
  return Number(word)
}
