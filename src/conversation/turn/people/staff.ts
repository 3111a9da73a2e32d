/**
 * People and rights, changed by an admin in the chat; the same changes as `parley staff` and
 * `parley staff rights` on the command line. Who may is asked inside the transaction; the store
 * writes the change with its audit row.
 */

import type { Of } from '#conversation/requests/request.ts'
import { staffView } from '#conversation/screens/staff/staff.ts'
import { changePrice, sell } from '#conversation/turn/order/goods.ts'
import { bookStock } from '#conversation/turn/order/stock.ts'
import { type Carry, factsOf, type Session } from '#conversation/turn/session.ts'
import { staffWords } from '#conversation/words/staff.ts'

export const SHOP = {
  staff(_, session) {
    const staff = factsOf(session).found.staff ?? []
    session.says.push({ kind: 'screen', draw: (context) => staffView(staff, context) })
  },
  'change-staff': changeStaff,
  'change-stock': bookStock,
  'change-price': changePrice,
  sell,
} satisfies Carry<'shop'>

async function changeStaff(request: Of<'change-staff'>, { says, turn }: Session): Promise<void> {
  const changed = await turn.changeStaff(request.change)
  switch (changed.kind) {
    case 'done':
      says.push({
        kind: 'tell',
        headline: staffWords.done(changed.label),
        text: staffWords.countsAtOnce,
      })
      return
    case 'unknown':
      says.push({
        kind: 'tell',
        headline: staffWords.noSuchStaff(changed.id),
        text: staffWords.sayStaff,
      })
      return
    case 'last-admin':
      says.push({
        kind: 'tell',
        headline: staffWords.nobodyToUndo,
        text: staffWords.otherAdminFirst,
      })
      return
    default:
      changed satisfies never
  }
}
