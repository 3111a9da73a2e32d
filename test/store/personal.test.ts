// Every text and JSON column is declared; a person planted by the declaration itself is gone after
// the erasure, but for what an invoice needs.
import { expect, test } from 'vitest'
import { PERSONAL } from '#store/people/personal.ts'
import { world } from '#test/support/world.ts'

const shop = await world({})
test('every text and JSON column of the schema is declared, and nothing that is not there', async () => {
  const rows = await shop.rows<{ at: string }>(
    `select table_name || '.' || column_name as at from information_schema.columns where table_schema = current_schema()
     and data_type in ('text', 'jsonb', 'ARRAY') and table_name not like '\\_%' order by 1`,
  )
  const declared = Object.entries(PERSONAL).flatMap(([table, { columns }]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  )
  expect(declared.sort()).toEqual(rows.map(({ at }) => at).sort())
})

const EVE = 'terminal:guest:eve'
const PLANTED = 'Evelyn Plantagenet 99'
const MARK = 'write to eve@planted.example at once'

/** Who they are is found by these; they are checked by what stands in them. */
const KNOWN_BY = new Set(['buyer_email', 'buyer_phone'])

/** The words at the end of each declared path, and a mark beside them. */
const nested = (path: string): unknown =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), PLANTED)

async function plant(table: string, at: string): Promise<void> {
  for (const [column, treatment] of Object.entries(PERSONAL[table]?.columns ?? {})) {
    if (KNOWN_BY.has(column)) continue
    const set = (value: string, given: unknown) =>
      shop.rows(`update "${table}" set "${column}" = ${value} where ctid = $1::tid`, [at, given])
    const where = await shop.rows<{ at: string }>(`select ctid::text as at from "${table}" order by ctid desc limit 1`)
    at = where[0]?.at ?? at
    if (
      treatment === 'gone' ||
      (treatment === 'empty' &&
        !['thread.asked', 'thread.talk', 'thread.talked', 'thread.topic'].includes(`${table}.${column}`))
    )
      await set(column === 'proposed' ? 'to_jsonb($2::text)' : '$2', PLANTED)
    if (typeof treatment === 'object') {
      const seed = JSON.stringify(
        Object.assign(
          { mark: MARK },
          ...treatment.paths
            .filter((path) => path !== '')
            .map((path, index) => (path.includes('.') ? { [`planted${index}`]: nested(path) } : { [path]: PLANTED })),
        ),
      )
      const list = treatment.paths.includes('')
      await set(
        list ? `jsonb_build_array($2::jsonb->>'mark', '${PLANTED}')` : `coalesce("${column}", '{}') || $2::jsonb`,
        seed,
      )
    }
  }
}

test('whoever is planted in every declared column and path is gone after the erasure, but for what an invoice needs; a dry run changes nothing', async () => {
  await shop.say('terminal:sam', 'terminal:other', 'order for jane.doe@example.com: 2 blue 11oz mugs')
  const others = () =>
    shop.rows(`select c.*, (select json_agg(a.* order by a.id) from customer_address a where a.customer_id = c.id) as book,
    (select json_agg(d.state order by d.id) from draft d where d.customer_id = c.id) as carts from customer c order by c.id`)
  await shop.say(EVE, 'terminal:eve', 'guest eve@planted.example: 2 blue 11oz mugs')
  await shop.say(EVE, 'terminal:eve', `ship to ${PLANTED} Lane, Salem, OR 97301, US`)
  for (const said of ['comment please ring twice', 'pay link']) await shop.say(EVE, 'terminal:eve', said)
  await shop.press(EVE, 'terminal:eve', 'Buy now - pay 29.95 USD')
  await shop.say(EVE, 'terminal:eve', 'a cream tote')
  const before = await others()
  for (const [table, { whose }] of Object.entries(PERSONAL)) {
    if (!['draft', 'draft-rows', 'order', 'order-rows', 'talk'].includes(whose)) continue
    const theirs =
      whose === 'talk'
        ? table === 'outbox'
          ? `destination = 'terminal:eve'`
          : table === 'thread'
            ? `key = 'terminal:eve'`
            : `thread_key = 'terminal:eve'`
        : 'true'
    const [row] = await shop.rows<{ at: string }>(
      `select ctid::text as at from "${table}" where ${theirs} order by ctid desc limit 1`,
    )
    if (row !== undefined) await plant(table, row.at)
  }
  const found = async (word: string) => {
    const at: string[] = []
    for (const [table, { columns }] of Object.entries(PERSONAL))
      for (const column of Object.keys(columns)) {
        const [row] = await shop.rows<{ n: number }>(
          `select count(*)::int as n from "${table}" where strpos(lower("${column}"::text), lower($1)) > 0`,
          [word],
        )
        if ((row?.n ?? 0) > 0) at.push(`${table}.${column}`)
      }
    return at
  }
  const planted = await found('Plantagenet')
  expect(planted.length).toBeGreaterThan(18)
  expect(await shop.store.erase(EVE, true)).toMatchObject({ orders: 1 })
  expect(await found('Plantagenet')).toEqual(planted)

  expect(await shop.store.erase(EVE)).toMatchObject({ orders: 1, told: true })
  expect(await found('Plantagenet')).toEqual(['order_group.address'])
  for (const word of ['eve@planted.example', EVE, 'ring twice']) expect([word, await found(word)]).toEqual([word, []])
  expect(await others()).toEqual(before)
  expect(await shop.store.checkInvariants()).toEqual([])
})
