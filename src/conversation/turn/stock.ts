/**
 * Goods booked in, counted or announced from the chat and the command line: whoever waits is locked first, then the counts change, then what came is
 * given out (freed.ts). A day that moved is told by the clock, within the shop's hours.
 */

import type { Request } from '#conversation/requests/request.ts'
import { roleOf } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { bookedView } from '../screens/arrivals.ts'
import { giveOut } from './freed.ts'
import type { Session } from './session.ts'

export async function bookStock({ change }: Extract<Request, { kind: 'change-stock' }>, session: Session): Promise<void> {
  const { actor, turn, says } = session
  if (!may(actor, 'manage-stock'))
    return void says.push({ kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(actor), to: 'manage-stock' } })
  const { sku } = change
  const waiting = await turn.waiting([sku], false)
  const changed = await turn.changeStock(change)
  switch (changed.kind) {
    case 'unknown':
      return void says.push({ kind: 'tell', headline: `There is no SKU ${sku} with counted stock`, text: 'Nothing was changed.' })
    case 'below-reserved':
      return void says.push({
        kind: 'tell',
        headline: `${changed.reserved} of ${sku} are reserved by orders`,
        text: 'On hand cannot be less. Nothing was changed.',
      })
    case 'changed': {
      const stock = new Map([...waiting.stock, [sku, changed.after]])
      const released =
        change.kind === 'expect'
          ? { filled: [], passed: [] }
          : await giveOut({ ...waiting, stock }, change.kind === 'receive' ? [sku] : [], session)
      const given = released.filled.flatMap(({ fills }) => fills).reduce((total, fill) => total + (fill.sku === sku ? fill.quantity : 0), 0)
      const { after } = changed
      const now = { ...after, reserved: after.reserved + given, allocated: after.allocated - given }
      says.push({ kind: 'screen', draw: (context) => bookedView({ change, after: now, ...released }, context) })
      return
    }
    default:
      changed satisfies never
  }
}
