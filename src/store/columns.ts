/**
 * Column tables: one zod object says what a table's columns are called here and there, of which
 * type they are, and what a row of them is. Selects, record sets and inserts are made from it, so
 * that a column is spelt once. Properties are camelCase, columns snake_case; where a name differs,
 * `named` says so. Next: order/order-columns.ts, shop/shop-columns.ts.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import { iso } from './connection.ts'
import { storable, toJson } from './json.ts'

type SqlType = 'text' | 'int' | 'bigint' | 'boolean' | 'uuid' | 'jsonb' | 'timestamptz' | 'date' | 'text[]'
const facts = z.registry<{ readonly type?: SqlType; readonly name?: string }>()
const typed = <S extends z.ZodType>(type: SqlType, schema: S): S => {
  facts.add(schema, { type })
  return schema
}

export const textColumn = typed('text', z.string())
export const int = typed('int', z.int())
/** Minor units, and counters beyond 32 bits; a number in JSON. */
export const big = typed('bigint', z.int())
export const bool = typed('boolean', z.boolean())
export const uuid = typed('uuid', z.string())
/** An ISO instant. */
export const instant = typed('timestamptz', z.string())
/** YYYY-MM-DD */
export const day = typed('date', z.string())
export const textsColumn = typed('text[]', z.array(z.string()))
export const json = <S extends z.ZodType>(schema: S): S => typed('jsonb', schema)
export const oneOf = <const T extends readonly string[]>(...values: T): z.ZodEnum<{ [K in T[number]]: K }> =>
  typed('text', z.enum(values))
/** Null in the column, absent in a row (statements strip nulls). */
export const nullable = <S extends z.ZodType>(schema: S): z.ZodExactOptional<S> => z.exactOptional(schema)
/** The column is called otherwise than its property. */
export const named = <S extends z.ZodType>(name: string, schema: S): S => {
  const own = schema.clone()
  facts.add(own, { type: typeOf(schema), name })
  return own
}

function typeOf(schema: z.core.$ZodType): SqlType {
  const type = facts.get(schema)?.type
  if (type !== undefined) return type
  if (schema instanceof z.ZodExactOptional) return typeOf(schema.unwrap())
  throw new Error('a column has no SQL type')
}

export type Columns = z.ZodObject<z.core.$ZodLooseShape>
type Name<C extends Columns> = keyof C['shape'] & string
const quoted = (name: string): string => `"${name}"`
const columnOf = (columns: Columns, name: string): string =>
  facts.get(columns.shape[name])?.name ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A text is made once for its columns and alias: a turn asks for many. */
function onceFor(
  make: (columns: Columns, alias: string) => Prisma.Sql,
): (columns: Columns, alias?: string) => Prisma.Sql {
  const made = new WeakMap<Columns, Map<string, Prisma.Sql>>()
  return (columns, alias = '') => {
    const own = made.get(columns) ?? new Map<string, Prisma.Sql>()
    const known = own.get(alias) ?? make(columns, alias)
    made.set(columns, own.set(alias, known))
    return known
  }
}

/** `sku, unit_price`: what an INSERT names. */
export const columnList = onceFor((columns) =>
  Prisma.raw(
    Object.keys(columns.shape)
      .map((name) => quoted(columnOf(columns, name)))
      .join(', '),
  ),
)

/**
 * `l.sku, l."unitPrice"` of a record set, in the order of `columnList`; `instead` where a value
 * comes from elsewhere.
 */
export function valueList<C extends Columns>(
  columns: C,
  alias: string,
  instead: { readonly [K in Name<C>]?: Prisma.Sql } = {},
): Prisma.Sql {
  const other = new Map<string, Prisma.Sql | undefined>(Object.entries(instead))
  return Prisma.join(
    Object.keys(columns.shape).map((name) => other.get(name) ?? Prisma.raw(`${alias}.${quoted(name)}`)),
    ', ',
  )
}

/** `jsonb_to_recordset(...) as l(sku text, "unitPrice" bigint)` */
export const recordSet = (columns: Columns, alias: string, rows: readonly object[]): Prisma.Sql =>
  Prisma.sql`jsonb_to_recordset(${toJson(rows)}::jsonb) as ${recordOf(columns, alias)}`
const recordOf = onceFor((columns, alias) => Prisma.raw(`${alias}(${fieldsOf(columns).join(', ')})`))
const fieldsOf = (columns: Columns): readonly string[] =>
  Object.entries(columns.shape).map(([name, schema]) => `${quoted(name)} ${typeOf(schema)}`)

/** A table of a record set's columns, gone with the transaction: what a COPY fills (shop/copy.ts). */
export const stagingTable = (table: string, columns: Columns): string =>
  `create temporary table ${table} (${fieldsOf(columns).join(', ')}) on commit drop`

/** A row as a line of COPY's text format, in the columns' order; what is absent is null. */
export const copyLine = (columns: Columns, row: object): string => {
  const values = new Map<string, unknown>(Object.entries(row))
  return Object.entries(columns.shape)
    .map(([name, schema]) => copyValue(typeOf(schema), values.get(name)))
    .join('\t')
}

function copyValue(type: SqlType, value: unknown): string {
  if (value === undefined || value === null) return '\\N'
  const text = type === 'jsonb' ? toJson(value) : storable(Array.isArray(value) ? arrayText(value) : String(value))
  return text.replaceAll(COPY_MARKS, (mark) => `\\${COPY_ESCAPES[mark] ?? mark}`)
}
const arrayText = (texts: readonly unknown[]): string =>
  `{${texts.map((text) => `"${String(text).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
const COPY_MARKS = /[\\\n\r\t]/g
const COPY_ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't' }

/** `'sku', l.sku, 'unitPrice', l.unit_price`: what json_build_object is given. */
export const jsonFields = onceFor((columns, alias) =>
  Prisma.join(
    Object.entries(columns.shape).map(
      ([name, schema]) =>
        Prisma.sql`${Prisma.raw(`'${name}'`)},
          ${selected(typeOf(schema), `${alias}.${quoted(columnOf(columns, name))}`)}`,
    ),
    ', ',
  ),
)

function selected(type: SqlType, column: string): Prisma.Sql {
  if (type === 'timestamptz') return iso(column)
  return Prisma.raw(type === 'date' ? `to_char(${column}, 'YYYY-MM-DD')` : column)
}

/** Rows that are written in the order they are given in. */
export const inColumnOrder = <T extends object>(rows: readonly T[]) =>
  rows.map((row, position) => ({ ...row, position }))
export const ordered = <S extends z.core.$ZodLooseShape>(columns: z.ZodObject<S>) =>
  z.strictObject({ ...columns.shape, position: int })

type Upsert<C extends Columns> = {
  readonly table: string
  readonly columns: C
  /** Where the rows stand, called `r`: a record set or a staged table. */
  readonly from: Prisma.Sql
  readonly key: Name<C>
  /** A row that is there already keeps this column. */
  readonly keeps?: Name<C> | undefined
  /** The version a row is marked with that is new or becomes another one; others are not touched at all. */
  readonly changedIn?: number
}

/** Rows into a table; one that is there already by `key` becomes what is given now. */
export function upsert<C extends Columns>({ table, columns, from, key, keeps, changedIn }: Upsert<C>): Prisma.Sql {
  const own = Object.keys(columns.shape)
    .filter((name) => name !== key && name !== keeps)
    .map((name) => quoted(columnOf(columns, name)))
  const into = Prisma.raw(quoted(table))
  const stamp = changedIn === undefined ? NOTHING : Prisma.sql`, ${changedIn}::int`
  const stamped = changedIn === undefined ? own : [...own, 'changed_in']
  const set = Prisma.raw(stamped.map((column) => `${column} = excluded.${column}`).join(', '))
  const listOf = (of: string): Prisma.Sql => Prisma.raw(own.map((column) => `${of}.${column}`).join(', '))
  const where =
    changedIn === undefined
      ? NOTHING
      : Prisma.sql`where (${listOf(quoted(table))}) is distinct from (${listOf('excluded')})`
  return Prisma.sql`insert into ${into}
    (${columnList(columns)}${changedIn === undefined ? NOTHING : Prisma.raw(', changed_in')})
    select ${valueList(columns, 'r')}${stamp} from ${from}
    on conflict (${Prisma.raw(quoted(columnOf(columns, key)))}) do update set ${set} ${where}`
}
const NOTHING = Prisma.empty
