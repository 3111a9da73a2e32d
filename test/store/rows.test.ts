// Rows are what their schema says: a statement that answers anything else fails where tests and
// developers run it. Rule: the type of a row comes from its schema, never from the statement. Next:
// src/store/read.ts.
import { globSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import { columnList, recordSet, valueList } from '#store/columns.ts'
import { defaultConnectionLimits, openPools } from '#store/connection.ts'
import { ORDER_LINE } from '#store/order/order-columns.ts'
import { read, readOne, WrongRow } from '#store/read.ts'
import { freshDatabase } from '#test/support/database.ts'

const { url } = await freshDatabase()
const pools = openPools(url, { limits: defaultConnectionLimits, onPoolError: () => undefined })
afterAll(() => pools.close())

const row = z.strictObject({ sku: z.string(), quantity: z.int() })

test('a column that is missing, null or of another name is refused, with its name and the statement', async () => {
  expect(await read(pools.db, row, Prisma.sql`select 'MUG' as sku, 2 as quantity`)).toEqual([
    { sku: 'MUG', quantity: 2 },
  ])
  for (const [statement, of] of [
    [Prisma.sql`select 'MUG' as sku`, 'quantity'],
    [Prisma.sql`select 'MUG' as sku, null::int as quantity`, 'quantity'],
    [Prisma.sql`select 'MUG' as sku, 2 as quantity, 3 as amount`, 'amount'],
  ] as const) {
    const fault = await read(pools.db, row, statement).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(WrongRow)
    expect(String(fault)).toContain(of)
    expect(String(fault)).toContain(statement.text)
  }
})

test('what a column table inserts is what it selects', async () => {
  const line = { position: 1, sku: 'MUG', name: 'Mug', optionText: 'blue', quantity: 2, unitPrice: 5, note: 'a "gift"' }
  const columns = ORDER_LINE.pick({
    position: true,
    sku: true,
    name: true,
    optionText: true,
    quantity: true,
    unitPrice: true,
    note: true,
  })
  const found = await readOne(
    pools.db,
    z.strictObject({ same: z.boolean() }),
    Prisma.sql`
    with made (${columnList(columns)}) as (select ${valueList(columns, 'l')} from ${recordSet(columns, 'l', [line])})
    select (option_text, unit_price, note) = ('blue', 5, 'a "gift"') as same from made`,
  )
  expect(found).toEqual({ same: true })
})

test('no statement claims the type of its rows', () => {
  const claims = globSync('src/**/*.ts').filter(
    (file) =>
      !file.includes('generated') &&
      !/store\/read\.ts$/.test(file) &&
      readFileSync(file, 'utf8').includes('$queryRaw<'),
  )
  expect(claims).toEqual([])
})
