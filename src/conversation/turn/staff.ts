/**
 * People and rights, changed by an admin in the chat; the same changes as `parley staff` and `parley staff rights` on the command line. Who may is
 * asked inside the transaction; the store writes the change with its audit row.
 */

import type { Request } from '#conversation/requests/request.ts'
import { roleOf } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import { staffView } from '../screens/staff.ts'
import { factsOf, type Session } from './session.ts'

type Of<K extends Request['kind']> = Extract<Request, { kind: K }>

export async function people(request: Of<'staff' | 'change-staff'>, session: Session): Promise<void> {
  const { actor, says } = session
  if (!may(actor, 'manage-shop')) {
    says.push({ kind: 'refusal', refusal: { kind: 'not-allowed', role: roleOf(actor), to: 'manage-shop' } })
    return
  }
  if (request.kind === 'staff') {
    const staff = factsOf(session).found.staff ?? []
    says.push({ kind: 'screen', draw: (context) => staffView(staff, context) })
    return
  }
  const changed = await session.turn.changeStaff(request.change)
  switch (changed.kind) {
    case 'done':
      says.push({ kind: 'tell', headline: `Done: ${changed.label}`, text: 'It counts from now on, also for buttons shown before.' })
      return
    case 'unknown':
      says.push({ kind: 'tell', headline: `There is no member of staff ${changed.id}`, text: 'Say "staff" for the list.' })
      return
    case 'last-admin':
      says.push({
        kind: 'tell',
        headline: 'That would leave nobody who could undo it',
        text: 'Nothing was changed. Make somebody else an admin first.',
      })
      return
    default:
      changed satisfies never
  }
}
