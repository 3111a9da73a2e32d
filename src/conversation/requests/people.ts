/**
 * People: of the shop and their rights, who somebody on a chat platform is, and the talk between a customer and a person of the shop.
 * Next: turn/staff.ts, turn/identity.ts, turn/hand-over.ts.
 */

import type { StaffChange } from '#conversation/edge/changes.ts'
import { control, nothing } from './control.ts'
import { row } from './row.ts'

export const PEOPLE = {
  staff: row()({ as: 'shop', right: 'manage-shop' }),
  'change-staff': row<{ readonly change: StaffChange }>()({ as: 'shop', right: 'manage-shop' }),
  /** `email` as typed; `code` is six digits. */
  link: row<{ readonly email: string }>()({ as: 'identity' }),
  'link-code': row<{ readonly code: string }>()({ as: 'identity' }),
  /** Staff: the codes that wait, where no mail server takes them. */
  'link-codes': row()({ as: 'identity', right: 'choose-customer' }),
  unlink: row()({ as: 'identity' }),
  'erase-me': row()({ as: 'identity' }),
  'ask-person': row()({ as: 'talk', control: control('hop', 'any', nothing) }),
  'take-over': row()({ as: 'talk', control: control('hot', 'any', nothing) }),
  'hand-back': row()({ as: 'talk', control: control('hob', 'any', nothing) }),
  'end-talk': row()({ as: 'talk', control: control('hoe', 'any', nothing) }),
  say: row<{ readonly text: string }>()({ as: 'talk' }),
} as const
