/**
 * How an admin types a change of people and rights: `staff add pat rep Pat Lee`, `staff role lee
 * manager`, `staff suspend lee`, `staff resume lee`, `staff link lee slack:T1/U1`, `rights rep
 * +quote`, `rights rep -quote`. The same words as after `parley` on the command line.
 */

import type { StaffChange } from '#conversation/edge/changes.ts'
import type { Role } from '#domain/model/actor.ts'
import { RIGHTS } from '#domain/model/permissions.ts'
import type { Shape, Words } from './shape.ts'

const ID = '(?<id>[a-z0-9][a-z0-9_-]{0,59})'
const ROLES = ['rep', 'lead', 'manager', 'admin'] as const
const ALL_ROLES: readonly Role[] = ['customer', ...ROLES]

type Typed = Shape<{ readonly change: StaffChange }>
const rule = (shape: string, change: (words: Words) => StaffChange | undefined): Typed => ({
  shape: new RegExp(`^${shape}$`, 'i'),
  read: (words) => {
    const made = change(words)
    return made && { change: made }
  },
})
const idOf = ({ id = '' }: Words): string => id.toLowerCase()
const roleOf = ({ role = '' }: Words): (typeof ROLES)[number] | undefined =>
  ROLES.find((one) => one === role.toLowerCase())
const capital = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1)

export const STAFF_CHANGES: readonly Typed[] = [
  rule(String.raw`staff\s+add\s+${ID}\s+(?<role>[a-z]+)(?:\s+(?<name>[^\n]{1,80}))?`, (words) => {
    const role = roleOf(words)
    return role && { kind: 'add', id: idOf(words), role, name: words['name']?.trim() ?? capital(idOf(words)) }
  }),
  rule(String.raw`staff\s+role\s+${ID}\s+(?<role>[a-z]+)`, (words) => {
    const role = roleOf(words)
    return role && { kind: 'role', id: idOf(words), role }
  }),
  rule(String.raw`staff\s+suspend\s+${ID}`, (words) => ({ kind: 'suspend', id: idOf(words) })),
  rule(String.raw`staff\s+resume\s+${ID}`, (words) => ({ kind: 'resume', id: idOf(words) })),
  rule(String.raw`staff\s+link\s+${ID}\s+(?<user>[a-z]+:\S{1,190})`, (words) => ({
    kind: 'link',
    id: idOf(words),
    user: words['user'] ?? '',
  })),
  rule(String.raw`rights\s+(?<role>[a-z]+)\s+(?<sign>[+-])\s?(?<right>[a-z-]+)`, (words) =>
    rightChange(words['role'], words['sign'], words['right']),
  ),
]

/** Undefined: no such role or right. */
export function rightChange(
  said: string | undefined,
  sign: string | undefined,
  name: string | undefined,
): StaffChange | undefined {
  const role = ALL_ROLES.find((one) => one === said?.toLowerCase())
  const right = RIGHTS.find((one) => one === name?.toLowerCase())
  return role === undefined || right === undefined
    ? undefined
    : { kind: sign === '-' ? 'revoke' : 'grant', role, right }
}
