/**
 * Goods booked in, counted or announced from the chat and the command line: whoever waits is locked
 * first, then the counts change, then what came is given out (freed.ts). A day that moved is told
 * by the clock, within the shop's hours.
 */

import type { Of } from '#conversation/requests/request.ts'
import { bookedView } from '#conversation/screens/order/arrivals.ts'
import type { Session } from '#conversation/turn/session.ts'
import { goodsWords } from '#conversation/words/goods.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { giveOut, shopDay } from './freed.ts'

export async function bookStock({ change }: Of<'change-stock'>, session: Session): Promise<void> {
  const { turn, says } = session
  const { sku } = change
  const waiting = await turn.waiting({ of: { skus: [sku] }, held: false, change, today: shopDay(session) })
  const changed = await turn.changeStock(change)
  switch (changed.kind) {
    case 'unknown':
      return void says.push({
        kind: 'tell',
        headline: goodsWords.noCountedSku(sku),
        text: understoodWords.nothingChanged,
      })
    case 'below-reserved':
      return void says.push({
        kind: 'tell',
        headline: goodsWords.reservedByOrders(changed.reserved, sku),
        text: goodsWords.onHandNotLess,
      })
    case 'changed': {
      const stock = new Map([...waiting.stock, [sku, changed.after]])
      const released =
        change.kind === 'expect'
          ? { filled: [], passed: [], more: 0 }
          : await giveOut({ ...waiting, stock }, change.kind === 'receive' ? [sku] : [], session)
      const given = released.filled
        .flatMap(({ fills }) => fills)
        .reduce((total, fill) => total + (fill.sku === sku ? fill.quantity : 0), 0)
      const { after } = changed
      const now = { ...after, reserved: after.reserved + given, allocated: after.allocated - given }
      says.push({ kind: 'screen', draw: (context) => bookedView({ change, after: now, ...released }, context) })
      return
    }
    default:
      changed satisfies never
  }
}
