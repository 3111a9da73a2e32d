/**
 * `parley staff`: who works here, in which role, and which chat users they are. A new member of staff can use the terminal at once.
 */
import type { StaffRole } from '#store/desk.ts'
import type { Command } from './command.ts'
import { withStore } from './database.ts'
import { readEnvironment } from './environment.ts'
import { failed, usageError } from './exit.ts'
import { print } from './print.ts'

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
      if (!/^[a-z0-9][a-z0-9_-]{0,59}$/.test(id)) throw usageError(`${id} is not a short name of small letters, digits, - and _.`)
      return withStore(readEnvironment(), async ({ desk }) => {
        await desk.addStaff({ id, role, name: name ?? `${id.charAt(0).toUpperCase()}${id.slice(1)}` })
        await desk.linkStaff(`terminal:${id}`, id)
        print(`${id} is ${role}: parley chat --as ${id}`)
        return 0
      })
    },
  },
  link: {
    usage: 'staff link ID USER',
    summary: 'Say which chat user a member of staff is, such as slack:T1/U1.',
    words: [2, 2],
    async run([id = '', user = '']) {
      if (!/^[a-z]+:\S{1,190}$/.test(user)) throw usageError(`${user} is not a chat user such as slack:T1/U1.`)
      return withStore(readEnvironment(), async ({ desk }) => {
        if (!(await desk.linkStaff(user, id))) throw nobody(id)
        print(`${user} is ${id}.`)
        return 0
      })
    },
  },
  suspend: {
    usage: 'staff suspend ID',
    summary: 'Take every right from somebody at once; adding them again gives them back.',
    words: [1, 1],
    run: ([id = '']) =>
      withStore(readEnvironment(), async ({ desk }) => {
        if (!(await desk.suspendStaff(id))) throw nobody(id)
        print(`${id} is suspended.`)
        return 0
      }),
  },
}

const nobody = (id: string) => failed(`There is no member of staff ${id}.`)

function roleOf(said: string): StaffRole {
  const role = ROLES.find((name) => name === said)
  if (role === undefined) throw usageError(`${said} is not a role: ${ROLES.join(', ')}.`)
  return role
}
