/**
 * The turn's statements on the driver itself, as named prepared statements. Written with Prisma.sql
 * like every other statement of the store, but without the client's own engine between: a turn is
 * all latency, and that engine costs more than the statements do (docs/adr/0005).
 */

import type pg from 'pg'
import { given } from '#domain/base/given.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from './connection.ts'

/** Texts of a turn are few and fixed; one beyond the bound runs unnamed instead of filling the server's memory. */
const MAX_NAMED = 400
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MAX_NAMED) return known
  const name = `t${names.size}`
  names.set(text, name)
  return name
}

/** On one connection, or on any of a pool's. */
export function pgSql(client: Pick<pg.ClientBase, 'query'>): Sql {
  function run<Row extends pg.QueryResultRow>(
    query: TemplateStringsArray | Prisma.Sql,
    values: readonly unknown[],
  ): Promise<pg.QueryResult<Row>> {
    const sql = 'raw' in query ? Prisma.sql(query, ...values) : query
    const name = nameOf(sql.text)
    return client.query<Row>({ text: sql.text, values: sql.values, ...given({ name }) })
  }
  return {
    $queryRaw: async <T>(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]) =>
      (await run(query, values)).rows as T,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  }
}
