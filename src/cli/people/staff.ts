/**
 * `parley staff`: who works here, in which role, and which chat users they are. A new member of
 * staff can use the terminal at once.
 */

import type { Command } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import type { StaffChange, StaffRole } from '#conversation/edge/changes.ts'
import { rightChange } from '#conversation/requests/words/staff-words.ts'
import { RIGHTS, rightsOf } from '#domain/model/permissions.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed, usageError } from '#host/exit.ts'

const ROLES = ['rep', 'lead', 'manager', 'admin'] as const

export const staff: Readonly<Record<string, Command>> = {
  list: {
    usage: 'staff list',
    summary: 'Everybody, with role and chat users.',
    words: [0, 0],
    run: () =>
      withStore(readEnvironment(), async ({ desk }) => {
        const people = await desk.staff()
        print(
          people
            .map(
              ({ id, name, role, active, users }) =>
                `${id.padEnd(12)}${role.padEnd(9)}${active ? '' : 'suspended '}${name} (${users.join(', ')})`,
            )
            .join('\n'),
        )
        return 0
      }),
  },
  add: {
    usage: 'staff add ID ROLE [NAME]',
    summary: 'Add somebody, or change their role and name. ROLE: rep, lead, manager or admin.',
    words: [2, 3],
    async run([id = '', said = '', name]) {
      const role = roleOf(said)
      if (!/^[a-z0-9][a-z0-9_-]{0,59}$/.test(id))
        throw usageError(`${id} is not a short name of small letters, digits, - and _.`)
      return change(
        { kind: 'add', id, role, name: name ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}` },
        { kind: 'link', id, user: `terminal:${id}` },
      )
    },
  },
  role: {
    usage: 'staff role ID ROLE',
    summary: 'Change what somebody may do. ROLE: rep, lead, manager or admin.',
    words: [2, 2],
    run: ([id = '', said = '']) => change({ kind: 'role', id, role: roleOf(said) }),
  },
  link: {
    usage: 'staff link ID USER',
    summary: 'Say which chat user a member of staff is, such as slack:T1/U1.',
    words: [2, 2],
    async run([id = '', user = '']) {
      if (!/^[a-z]+:\S{1,190}$/.test(user)) throw usageError(`${user} is not a chat user such as slack:T1/U1.`)
      return change({ kind: 'link', id, user })
    },
  },
  suspend: {
    usage: 'staff suspend ID',
    summary: 'Take every right from somebody at once.',
    words: [1, 1],
    run: ([id = '']) => change({ kind: 'suspend', id }),
  },
  resume: {
    usage: 'staff resume ID',
    summary: 'Give somebody suspended their rights back.',
    words: [1, 1],
    run: ([id = '']) => change({ kind: 'resume', id }),
  },
  rights: {
    usage: 'staff rights [ROLE +RIGHT|ROLE no-RIGHT]',
    summary: 'What each role may do, and changing it: "rep +quote" grants, "rep no-quote" revokes.',
    words: [0, 2],
    async run([role, said]) {
      if (role === undefined) return showRights()
      const [, sign = '', right = ''] = /^(\+|no-)([a-z-]+)$/.exec(said ?? '') ?? []
      const made = rightChange(role, sign === 'no-' ? '-' : sign, right)
      if (made === undefined)
        throw usageError(`Say for example "parley staff rights rep no-quote". Rights: ${RIGHTS.join(', ')}.`)
      return change(made)
    },
  },
  history: {
    usage: 'staff history',
    summary: 'Who changed staff, roles and rights, newest first.',
    words: [0, 0],
    run: () =>
      withStore(readEnvironment(), async ({ desk }) => {
        const events = await desk.staffEvents()
        print(
          events.length === 0
            ? 'Nothing was changed yet.'
            : events.map(({ at, label, actor }) => `${at}  ${label}  by ${actor}`).join('\n'),
        )
        return 0
      }),
  },
}

/** Each change is made and audited by itself; the first that cannot be made ends it. */
async function change(...changes: readonly StaffChange[]): Promise<number> {
  return withStore(readEnvironment(), async ({ desk }) => {
    for (const one of changes) {
      const changed = await desk.changeStaff(one)
      if (changed.kind === 'unknown') throw failed(`There is no member of staff ${changed.id}.`)
      if (changed.kind === 'last-admin')
        throw failed('That would leave nobody who could undo it. Make somebody else an admin first.')
      print(`${changed.label}.`)
    }
    return 0
  })
}

const showRights = (): Promise<number> =>
  withStore(readEnvironment(), async ({ desk }) => {
    const changed = new Map((await desk.changedRights()).map(({ role, rights }) => [role, rights]))
    print(
      Object.entries(rightsOf)
        .map(([role, rights]) => `${role.padEnd(9)}${(changed.get(role) ?? rights).join(', ')}`)
        .join('\n'),
    )
    return 0
  })

function roleOf(said: string): StaffRole {
  const role = ROLES.find((name) => name === said)
  if (role === undefined) throw usageError(`${said} is not a role: ${ROLES.join(', ')}.`)
  return role
}
