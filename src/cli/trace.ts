/**
 * `parley trace`: what happened to a reference people were shown, an order, a draft or a whole
 * thread: each delivery, then each event of the draft.
 */

import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import type { Trace } from '#store/order/queries.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

export const trace: Command = {
  usage: 'trace REFERENCE | ORDER | DRAFT | THREAD',
  summary: 'What happened: deliveries, and every change with who did it.',
  words: [1, 1],
  run: ([what = '']) =>
    withStore(readEnvironment(), async ({ queries }) => {
      const found = await queries.trace(what)
      if (found.deliveries.length + found.drafts.length === 0) throw failed(`Nothing is known of ${what}.`)
      printDeliveries(found)
      for (let { next } = found; next !== undefined; ) {
        const page = await queries.trace(what, next)
        printDeliveries(page)
        next = page.next
      }
      for (const { draft, thread, events, orders } of found.drafts) {
        print(
          `\nDraft ${draft.ref} in ${thread}: ${draft.status}, ` +
            `revision ${draft.revision}${orders.length === 0 ? '' : `, order ${orders.join(', ')}`}`,
        )
        for (const event of events) {
          print(
            `  ${event.at}  r${event.revision}  ${event.kind}: ${event.label}  ` +
              `by ${event.actor}${event.onBehalfOf === undefined ? '' : ` for ${event.onBehalfOf}`}  (${event.source})`,
          )
        }
      }
      return 0
    }),
}

/** A page at a time: a thread may have had a hundred thousand. */
function printDeliveries({ deliveries }: Trace): void {
  for (const { at, id, status, thread, tries, fault } of deliveries)
    print(
      `${at}  ${status.padEnd(6)}  ${thread}  ` +
        `${id}${tries > 1 ? `  ${tries} tries` : ''}${fault === null ? '' : `  fault ${fault}`}`,
    )
}
