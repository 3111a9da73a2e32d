/**
 * Everything in one file: each table by COPY from one snapshot, gzipped lines. Restore goes only
 * into an empty database of the same version, in one transaction, so that it is whole or not there.
 * Format: a JSON header; per table a JSON line, its rows, `\.`; then the sequences; `{"end":true}`.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import pg from 'pg'
import { copyIn, copyOut } from '#store/shop/copy.ts'

/** The restore cannot be done here; the message says why. Nothing was changed. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
}
export type BackupReport = { readonly tables: number; readonly rows: number }

type Table = { readonly name: string; readonly columns: readonly string[] }
type Line = {
  readonly table?: Table
  readonly sequence?: { readonly name: string; readonly value: string; readonly called: boolean }
  readonly end?: boolean
}

const FORMAT = 1

/** Throws when the file exists already. */
export async function backupTo(url: string, file: string): Promise<BackupReport> {
  return withClient(url, async (client) => {
    const zip = createGzip()
    const written = finished(zip.pipe(createWriteStream(file, { flags: 'wx', mode: 0o600 })))
    try {
      await Promise.race([written, writeAll(client, writerTo(zip))])
      zip.end(`${JSON.stringify({ end: true })}\n`)
      await written
    } catch (error) {
      zip.destroy()
      throw error
    }
    return countRows(client)
  })
}

async function writeAll(
  client: pg.Client,
  write: (chunk: string | Buffer) => Promise<void> | undefined,
): Promise<void> {
  await client.query('begin transaction isolation level repeatable read read only')
  await write(`${JSON.stringify({ parley: FORMAT, migrations: await migrations(client) })}\n`)
  for (const table of await tables(client)) {
    await write(`${JSON.stringify({ table })}\n`)
    await copyOut(client, `copy ${columnsOf(table)} to stdout`, write)
    await write('\\.\n')
  }
  const { rows } = await client.query<{ name: string; value: string; called: boolean }>(
    `select sequencename as name, coalesce(last_value, start_value)::text as value, last_value is not null as called
      from pg_sequences where schemaname = current_schema() order by sequencename`,
  )
  for (const sequence of rows) await write(`${JSON.stringify({ sequence })}\n`)
}

/**
 * The database has its tables (migrate first) and nothing in them. Throws RestoreRefused otherwise,
 * or when the file is of another version or cut short.
 */
export async function restoreFrom(url: string, file: string): Promise<BackupReport> {
  return withClient(url, async (client) => {
    await client.query('begin')
    const { rows } = await countRows(client)
    if (rows > 0)
      throw new RestoreRefused(
        'This database is not empty; restore only into a new one (another PARLEY_DATA or DATABASE_URL).',
      )
    const zip = createReadStream(file).pipe(createGunzip())
    const lines = createInterface({ input: zip, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
    const failed = finished(zip).catch(() => {
      throw new RestoreRefused(`${file} is not a whole backup of Parley.`)
    })
    failed.catch(() => undefined)
    await Promise.race([readAll(client, lines, file), failed.then(() => new Promise<never>(() => undefined))])
    const report = await countRows(client)
    await client.query('commit')
    await client.query('analyze')
    return report
  })
}

async function readAll(client: pg.Client, lines: AsyncIterator<string>, file: string): Promise<void> {
  await checkHeader(client, await nextLine(lines), file)
  for (;;) {
    const line = await nextLine(lines)
    if (line === undefined) throw new RestoreRefused(`${file} is cut short.`)
    const { table, sequence, end }: Line = JSON.parse(line)
    if (end === true) return
    if (table !== undefined) await copyIn(client, `copy ${columnsOf(table)} from stdin`, rowsOf(lines))
    if (sequence !== undefined)
      await client.query('select setval($1::regclass, $2::bigint, $3)', [
        pg.escapeIdentifier(sequence.name),
        sequence.value,
        sequence.called,
      ])
  }
}

async function checkHeader(client: pg.Client, line: string | undefined, file: string): Promise<void> {
  const header: { readonly parley?: number; readonly migrations?: readonly string[] } = line?.startsWith('{"parley"')
    ? JSON.parse(line)
    : {}
  if (header.parley !== FORMAT) throw new RestoreRefused(`${file} is not a backup of Parley.`)
  const here = await migrations(client)
  if (here.join() !== header.migrations?.join())
    throw new RestoreRefused(`${file} is from another version of Parley; restore it with that version, then update.`)
}

async function* rowsOf(lines: AsyncIterator<string>): AsyncGenerator<string> {
  for (let line = await nextLine(lines); line !== '\\.'; line = await nextLine(lines)) {
    if (line === undefined) throw new RestoreRefused('The backup is cut short.')
    yield line
  }
}

async function nextLine(lines: AsyncIterator<string>): Promise<string | undefined> {
  const next = await lines.next()
  return next.done === true ? undefined : next.value
}

/** Every table with the ones it refers to first, so that foreign keys hold while rows come in. */
async function tables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table & { needs: readonly string[] }>(`
    select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped
        and a.attgenerated = '') as columns,
      (select coalesce(json_agg(distinct f.relname), '[]') from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
    from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> '_prisma_migrations' order by c.relname`)
  const sorted: Table[] = []
  let left = rows
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((name) => !left.some((other) => other.name === name)))
    if (ready.length === 0) throw new Error('tables refer to each other in a circle')
    sorted.push(...ready.map(({ name, columns }) => ({ name, columns })))
    left = left.filter((table) => !ready.includes(table))
  }
  return sorted
}

async function migrations(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is ' +
      'null order by 1',
  )
  return rows.map(({ name }) => name)
}

async function countRows(client: pg.Client): Promise<BackupReport> {
  const all = await tables(client)
  const each = all.map(({ name }) => `select count(*) from ${pg.escapeIdentifier(name)}`)
  const { rows } = await client.query<{ count: string }>(
    `select sum(count) as count from (${each.join(' union all ')}) counts`,
  )
  return { tables: all.length, rows: Number(rows[0]?.count ?? 0) }
}

const columnsOf = ({ name, columns }: Table): string =>
  `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`

/**
 * Answers a promise while the file is behind, one and the same for all who wait; a file that fails
 * ends the waiting too.
 */
function writerTo(zip: Gzip): (chunk: string | Buffer) => Promise<void> | undefined {
  let waiting: PromiseWithResolvers<void> | undefined
  const go = (): void => {
    waiting?.resolve()
    waiting = undefined
  }
  zip.on('drain', go)
  zip.on('close', go)
  return (chunk) => {
    if (zip.write(chunk)) return undefined
    waiting ??= Promise.withResolvers<void>()
    return waiting.promise
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
