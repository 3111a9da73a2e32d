/**
 * COPY through the driver's streams: a table as lines of text, out and in, without holding it in
 * memory. What is put over rows that are there is copied into a table of its own first (`staged`),
 * which goes with its transaction. Next: catalog-write.ts and shop-load.ts merge it, columns.ts
 * writes a row's line, admin/backup.ts copies whole tables.
 */
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { Prisma } from '#generated/prisma/client.ts'
import { type Columns, copyLine, stagingTable } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { pgSql } from '#store/pg-sql.ts'

/** Chunks end anywhere, also within a row; a promise that `chunk` answers holds the server up. */
export async function copyOut(
  client: pg.ClientBase,
  statement: string,
  chunk: (data: Buffer) => Promise<void> | undefined,
): Promise<void> {
  for await (const data of client.query(to(statement))) await chunk(data)
}

export type GivenRows<T> = Iterable<T> | AsyncIterable<T>

/** Feeds the lines into the table; settles when the server took them all. Throws the server's error otherwise. */
export const copyIn = (client: pg.ClientBase, statement: string, lines: GivenRows<string>): Promise<void> =>
  pipeline(inChunks(lines), client.query(from(statement)))

/** Characters sent at once: a row at a time would be many small messages. */
const CHUNK = 65_536

async function* inChunks(lines: GivenRows<string>): AsyncGenerator<string, void> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/** A transaction that can copy, on a connection where nothing ends by time. */
export type Copying = Sql & {
  /** The rows in a table of this transaction's, called `name`. */
  readonly staged: (name: string, columns: Columns, rows: GivenRows<object>) => Promise<Prisma.Sql>
}

export async function copying<T>(pool: pg.Pool, work: (tx: Copying) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work({ ...pgSql(client), staged: (...given) => staged(client, ...given) })
    await client.query('commit')
    return result
  } catch (error) {
    // A connection that cannot even roll back is of no use to anybody.
    await client.query('rollback').catch((failed: Error) => {
      broken = failed
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function staged(
  client: pg.ClientBase,
  name: string,
  columns: Columns,
  rows: GivenRows<object>,
): Promise<Prisma.Sql> {
  const table = `given_${name}`
  await client.query(stagingTable(table, columns))
  await copyIn(client, `copy ${table} from stdin`, lines(columns, rows))
  return Prisma.raw(table)
}

async function* lines(columns: Columns, rows: GivenRows<object>): AsyncGenerator<string, void> {
  for await (const row of rows) yield copyLine(columns, row)
}
