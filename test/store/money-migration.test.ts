// The update to recorded money, on a database of before: what somebody said was paid stays paid,
// what Parley only claimed is open again. Rule: the shop's own check is clean afterwards. Next:
// prisma/migrations/20261128013500_money_as_recorded.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#store/admin/migrate.ts'
import { freshDatabase } from '#test/support/database.ts'
import { withAdmin } from '#test/support/server.ts'

const ALL = path.join(import.meta.dirname, '../../prisma/migrations')
const before = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-before-'))
afterAll(() => fs.rmSync(before, { recursive: true, force: true }))
const { url } = await freshDatabase('empty')
const rows = (sql: string) => withAdmin(url, async (client) => (await client.query(sql)).rows)

type Old = {
  readonly number: number
  readonly choice: string
  readonly status: string
  /** captured, refunded, credited */
  readonly money: readonly [number, number, number]
  readonly imported?: true
  /** Amounts that somebody said were paid. */
  readonly said?: readonly number[]
}
const orders: readonly Old[] = [
  { number: 1, choice: 'stored', status: 'paid', money: [5_510, 0, 0] },
  { number: 2, choice: 'stored', status: 'paid', money: [5_510, 1_169, 1_169] },
  { number: 3, choice: 'link', status: 'paid', money: [5_510, 0, 0], said: [5_510] },
  { number: 4, choice: 'link', status: 'paid', money: [5_510, 510, 510], said: [5_510] },
  { number: 5, choice: 'stored', status: 'paid', money: [5_510, 0, 0], imported: true },
  { number: 6, choice: 'link', status: 'expired', money: [0, 0, 5_510] },
  { number: 7, choice: 'invoice', status: 'to-be-paid', money: [0, 0, 0] },
  { number: 8, choice: 'stored', status: 'nothing-due', money: [0, 0, 5_510] },
]

const draftOf = (number: number): string => `00000000-0000-7000-8000-00000000000${number}`
const statements = ({ number, choice, status, money, imported, said = [] }: Old): readonly string[] => [
  ...(imported === true
    ? []
    : [
        `insert into draft (id, ref, status, owner_key, owner_name, buyer_name, revision, state, last_thread, created_at, updated_at)
         values ('${draftOf(number)}', ${number}, 'submitted', 'staff:sam', 'Sam', 'x', 0, '{}', 't', now(), now())`,
      ]),
  `insert into orders (number, draft_id, status, buyer, currency, billing, subtotal, discount, shipping, tax, total, coupons, comments, memos, steps, placed_by, placed_at)
   values (${number}, ${imported === true ? 'null' : `'${draftOf(number)}'`}, 'shipped', '{}', 'USD', '{}', 5510, 0, 0, 0, 5510, '[]', '[]', '[]', '[]', 'x', '2026-11-01T10:00:00Z')`,
  `insert into payment (id, order_number, choice, status, amount, captured, refunded, credited)
   values (gen_random_uuid(), ${number}, '{"kind":"${choice}"}', '${status}', 5510, ${money.join(', ')})`,
  ...said.map(
    (amount) => `insert into order_event (order_number, kind, label, actor, source, at, detail)
      values (${number}, 'paid', 'Paid', 'staff:kim', 's', '2026-11-02T10:00:00Z', '{"captured": ${amount}}')`,
  ),
]

beforeAll(async () => {
  const names = fs.readdirSync(ALL).filter((name) => /^\d/.test(name) && name < '20261128013500')
  for (const name of names) fs.cpSync(path.join(ALL, name), path.join(before, name), { recursive: true })
  await migrate({ url, folder: before })
  for (const order of orders) for (const sql of statements(order)) await rows(sql)
  await migrate({ url, folder: ALL })
})

test('what somebody said was paid stays paid with who said it and when; what was only claimed is open again', async () => {
  const found = await rows(
    'select order_number as number, status, captured::int, refunded::int from payment order by 1',
  )
  expect(found.map(({ number, status, captured, refunded }) => [number, status, captured, refunded])).toEqual([
    [1, 'to-be-paid', 0, 0],
    [2, 'to-be-paid', 0, 0],
    [3, 'paid', 5_510, 0],
    [4, 'to-give-back', 5_510, 0],
    [5, 'paid', 5_510, 0],
    [6, 'expired', 0, 0],
    [7, 'to-be-paid', 0, 0],
    [8, 'nothing-due', 0, 0],
  ])
  const records = await rows(
    'select order_number as number, kind, amount::int, how, by, at from payment_record order by 1',
  )
  expect(records).toEqual([
    { number: 3, kind: 'collected', amount: 5_510, how: 'link', by: 'staff:kim', at: new Date('2026-11-02T10:00:00Z') },
    { number: 4, kind: 'collected', amount: 5_510, how: 'link', by: 'staff:kim', at: new Date('2026-11-02T10:00:00Z') },
    {
      number: 5,
      kind: 'collected',
      amount: 5_510,
      how: 'card',
      by: 'system:shop-load',
      at: new Date('2026-11-01T10:00:00Z'),
    },
  ])
})

test('the history of each order whose books changed says so', async () => {
  const told = await rows(`select order_number as number from order_event where kind = 'books-corrected' order by 1`)
  expect(told.map(({ number }) => number)).toEqual([1, 2, 4])
})
