/** Who works here and what each role may do, for an admin. */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { staffWords } from '#conversation/words/staff.ts'
import type { Colleague } from '#domain/draft/prices/approvals.ts'
import { type Role, roleOf } from '#domain/model/actor.ts'
import { rightsOf } from '#domain/model/permissions.ts'

const ROLES: readonly Role[] = ['rep', 'lead', 'manager', 'admin']

export function staffView(staff: readonly Colleague[], _ctx: ScreenContext): View {
  const people = staff.map(
    ({ id, name, role, active, users }) =>
      `${id}: ${name}, ${role}${active ? '' : staffWords.suspended} (${users.join(', ')})`,
  )
  const roles = ROLES.map(
    (role) => `${role}: ${(staff.find((one) => roleOf(one) === role)?.rights ?? rightsOf[role]).join(', ')}`,
  )
  return {
    headline: staffWords.membersOfStaff(staff.length),
    blocks: [
      listBlock(people.map(inert)),
      { kind: 'heading', text: staffWords.rolesTitle },
      listBlock(roles.map(inert)),
      textBlock(staffWords.changeStaffAddPat),
    ],
    controls: [],
  }
}
