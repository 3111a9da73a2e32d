// Who may do what, made of the table of requests: each command that takes a right, said by everybody
// who has it not, is refused and changes nothing. Rule: a row that loses its right, or a role that
// gains one, is seen here. Next: src/conversation/requests/row.ts, src/domain/model/permissions.ts.
import { expect, test } from 'vitest'
import { FOR_STAFF } from '#conversation/requests/words/help-topics.ts'
import type { Right, Role } from '#domain/model/actor.ts'
import { rightsOf } from '#domain/model/permissions.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { GUARDED } from '#test/support/guarded.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 3 }) })
const PEOPLE = {
  guest: { user: 'terminal:guest:gil', role: 'customer' },
  customer: { user: 'terminal:cust', role: 'customer' },
  rep: { user: 'terminal:sam', role: 'rep' },
  lead: { user: 'terminal:lee', role: 'lead' },
  manager: { user: 'terminal:kim', role: 'manager' },
} as const satisfies Readonly<Record<string, { readonly user: string; readonly role: Role }>>
await shop.store.desk.linkCustomer(PEOPLE.customer.user, buyerEmail(1))

const people = Object.entries(PEOPLE).flatMap(([who, { user, role }]) => {
  const rights: readonly Right[] = rightsOf[role]
  const phrases = GUARDED.filter(({ right }) => !rights.includes(right)).map(({ phrase }) => phrase)
  return phrases.length === 0 ? [] : [{ who, user, staff: role !== 'customer', phrases: [...new Set(phrases)] }]
})

/** Everything that somebody without the right could have changed. */
async function standing(): Promise<unknown> {
  const tables = ['staff', 'staff_identity', 'variant', 'stock', 'orders', 'order_line', 'approval', 'shop']
  const known = await shop.rows<{ table_name: string }>(
    `select table_name from information_schema.tables where table_schema = current_schema() and table_name = any($1)`,
    [tables],
  )
  const found = known.map(({ table_name: table }) =>
    shop.rows(
      `select '${table}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${table}" t`,
    ),
  )
  return await Promise.all(found)
}

test('most lines of help for staff take a right', () => {
  expect(Object.values(FOR_STAFF).filter((topic) => 'right' in topic).length).toBeGreaterThan(12)
  expect(GUARDED.length).toBeGreaterThan(40)
})

/** Of approvals nobody else is told that there are any. */
const REFUSED = /may not|No approvals are waiting|is not waiting for that/i

test.each(people)(
  'whatever a $who has no right to is refused, and nothing is changed',
  async ({ user, staff, phrases }) => {
    const before = await standing()
    for (const [at, phrase] of phrases.entries()) {
      const thread = `terminal:rights-${at}-${user}`
      await shop.say(user, thread, 'add 2 MUG-BLUE-11OZ')
      const said = await shop.say(user, thread, phrase)
      expect(said, phrase).not.toBe('')
      expect(said, phrase).not.toMatch(/went wrong|Reference [A-Z0-9]/)
      if (staff) expect(said, phrase).toMatch(REFUSED)
    }
    expect(await standing()).toEqual(before)
    expect(
      await shop.rows(
        `select last_thread from draft where last_thread like 'terminal:rights-%' and (state->'content'->'subtraction' is not null
        or state->'content'->>'groups' like '%override%' or state->'content'->>'lines' like '%override%')`,
      ),
    ).toEqual([])
  },
)
