/**
 * Reading rows: every SELECT names the schema of what it answers, and the row's type is that
 * schema's. In tests and in development (NODE_ENV) each row is held against it, so that a column
 * that was renamed, forgotten or turned null fails there; production trusts what was proven. Rows
 * come back as the database made them, whether checked or not: a schema describes, it never changes
 * a value. Next: columns.ts, docs/adr/0005.
 */
import { z } from 'zod'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from './connection.ts'

const CHECKED = ['test', 'development'].includes(process.env['NODE_ENV'] ?? '')

/** A row is not what its statement promises: the statement, the schema or a migration is wrong. */
export class WrongRow extends Error {}

export async function read<S extends z.ZodType>(
  sql: Sql,
  schema: S,
  query: Prisma.Sql,
): Promise<readonly z.output<S>[]> {
  const rows = await sql.$queryRaw<z.output<S>[]>(query)
  if (CHECKED) for (const row of rows) check(schema, row, query.text)
  return rows
}

/** The first row. */
export async function readOne<S extends z.ZodType>(
  sql: Sql,
  schema: S,
  query: Prisma.Sql,
): Promise<z.output<S> | undefined> {
  return (await read(sql, schema, query))[0]
}

/** A JSON column of the client's own answer, which knows only that it is JSON. */
export function parsed<S extends z.ZodType>(schema: S, json: Prisma.JsonValue): z.output<S>
export function parsed(schema: z.ZodType, json: Prisma.JsonValue): unknown {
  if (CHECKED) check(schema, json, 'a JSON column')
  return json
}

type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>
}

/** Nulls of columns are absent properties, as the domain's types want them. */
export function present<T extends object>(row: T): Present<T>
export function present(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

function check(schema: z.ZodType, row: unknown, of: string): void {
  const result = schema.safeParse(row)
  if (!result.success) throw new WrongRow(`${z.prettifyError(result.error)}\nin ${of.trim().slice(0, 400)}`)
}

/**
 * A JSON document that this program wrote whole from a value of type T (a draft, a view, a
 * delivery): looked at for its leading properties, not all the way down, since versions before this
 * one wrote some of them.
 */
export const document = <T extends object>(...leading: readonly (keyof T & string)[]): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && leading.every((key) => key in value), {
    error: `not a document with ${leading.join(', ')}`,
  })
