/**
 * Takes a person out of rows, by the declaration in personal.ts. JSON is read as what it is, value
 * by value; a row that had nothing of theirs is not written. Next: erase.ts says which rows are
 * theirs.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { read } from '#store/read.ts'
import { PERSONAL } from './personal.ts'

const ROW = z.object({ at: z.string(), value: z.unknown() })
const COLUMN = z.object({ table: z.string(), column: z.string(), type: z.string() })
type Column = Readonly<z.output<typeof COLUMN>>
type Change = (value: unknown) => unknown

/** `where`: which rows of the table are theirs. Answers how many were changed. */
export async function clearRows(tx: Sql, table: string, where: Prisma.Sql, stands: string): Promise<number> {
  let changed = 0
  for (const [column, treatment] of Object.entries(PERSONAL[table]?.columns ?? {})) {
    if (typeof treatment === 'object')
      changed += await clearPaths(tx, { table, column }, where, { ...treatment, stands })
    else if (treatment === 'gone' || treatment === 'empty')
      changed += await rewrite(tx, { table, column, type: 'text' }, rowsOf({ table, column }, where), () =>
        treatment === 'gone' ? stands : null,
      )
  }
  return changed
}

type Place = Pick<Column, 'table' | 'column'>
const rowsOf = ({ table, column }: Place, where: Prisma.Sql): Prisma.Sql => {
  const name = Prisma.raw(`"${column}"`)
  return Prisma.sql`select ctid::text as at, ${name} as value from ${Prisma.raw(`"${table}"`)}
    where (${where}) and ${name} is not null`
}

/** What stands at the ends of these paths of a JSON column. */
export const clearPaths = (
  tx: Sql,
  place: Place,
  where: Prisma.Sql,
  { paths, stands }: { readonly paths: readonly string[]; readonly stands: string },
): Promise<number> =>
  rewrite(tx, { ...place, type: 'jsonb' }, rowsOf(place, where), (value) => withoutPaths(value, paths, stands))

/** What is theirs alone is taken out wherever it stands, whole words only. */
export async function clearMarks(tx: Sql, marks: readonly string[], stands: string): Promise<void> {
  const change = withoutMarks(marks, stands)
  const types = await read(
    tx,
    COLUMN,
    Prisma.sql`
    select table_name as table, column_name as column, data_type as type from information_schema.columns
      where table_schema = current_schema()`,
  )
  for (const { table, column, type } of types) {
    const treatment = PERSONAL[table]?.columns[column]
    if (treatment === undefined || treatment === 'plain' || marks.length === 0) continue
    const name = Prisma.raw(`"${column}"`)
    const rows = Prisma.sql`select ctid::text as at, ${name} as value from ${Prisma.raw(`"${table}"`)}
      where exists (select 1 from unnest(${[...marks]}::text[]) mark where strpos(lower(${name}::text), lower(mark)) >
        0)`
    await rewrite(tx, { table, column, type: type === 'ARRAY' ? 'text[]' : type }, rows, change)
  }
}

/** Words out of some columns of some rows: not where they stand as an id, a key or the end of a card. */
export async function clearWords(
  tx: Sql,
  {
    table,
    columns,
    where,
  }: { readonly table: string; readonly columns: readonly string[]; readonly where: Prisma.Sql },
  words: readonly string[],
  stands: string,
): Promise<void> {
  const change = withoutMarks(words, stands, NO_WORDS)
  for (const column of columns) {
    const rows = rowsOf({ table, column }, where)
    const type = TEXTS.has(column) ? 'text' : 'jsonb'
    await rewrite(tx, { table, column, type }, rows, change)
  }
}
const TEXTS: ReadonlySet<string> = new Set(['label', 'reason', 'gift_note', 'note', 'free_text'])
const NO_WORDS: ReadonlySet<string> = new Set(['id', 'sku', 'at', 'token', 'last4', 'user', 'thread', 'number'])

async function rewrite(tx: Sql, { table, column, type }: Column, rows: Prisma.Sql, change: Change): Promise<number> {
  let changed = 0
  for (const { at, value } of await read(tx, ROW, rows)) {
    const left = change(value)
    if (JSON.stringify(left) === JSON.stringify(value)) continue
    const given =
      left === null
        ? Prisma.sql`null`
        : type === 'jsonb'
          ? Prisma.sql`${toJson(left)}::jsonb`
          : Prisma.sql`${left}::${Prisma.raw(type)}`
    changed += await tx.$executeRaw(
      Prisma.sql`update ${Prisma.raw(`"${table}"`)} set ${Prisma.raw(`"${column}"`)} = ${given}
        where ctid = ${at}::tid`,
    )
  }
  return changed
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Positions in lists are no part of a path. */
function withoutPaths(value: unknown, paths: readonly string[], stands: string, path = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutPaths(each, paths, stands, path))
  if (paths.some((end) => end === '' || path === end || path.endsWith(`.${end}`))) return emptied(value, stands)
  if (!isObject(value)) return value
  return mapped(value, (inner, key) => withoutPaths(inner, paths, stands, path === '' ? key : `${path}.${key}`))
}

/** A drawn message stays one, so that it can still be drawn. */
function emptied(value: unknown, stands: string): unknown {
  if (typeof value === 'string') return stands
  if (!isObject(value)) return value
  return 'headline' in value ? { headline: stands, blocks: [], controls: [] } : {}
}

const NOTHING: ReadonlySet<string> = new Set()
/** Whole words, any case: a mark inside a longer word is another's. */
function withoutMarks(marks: readonly string[], stands: string, but: ReadonlySet<string> = NOTHING): Change {
  const longest = [...marks].sort((a, b) => b.length - a.length)
  const words = longest.map((mark) => mark.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  const found = new RegExp(
    `(?<![\\p{L}\\p{N}]${but === NOTHING ? '' : '|\\bending '})(?:${words})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  const change: Change = (value) => {
    if (typeof value === 'string') return value.replace(found, stands)
    if (Array.isArray(value)) return value.map(change)
    return isObject(value) ? mapped(value, (inner, key) => (but.has(key) ? inner : change(inner))) : value
  }
  return change
}

const mapped = (value: Readonly<Record<string, unknown>>, change: (inner: unknown, key: string) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner, key)]))
