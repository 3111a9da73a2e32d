/**
 * checkInvariants: everything that must hold between rows, whatever happened (rules.md I1). Runs
 * after every suite and as `parley doctor`. An empty list = all is well. Each check is one
 * statement that selects only what is wrong; the table's CHECKs hold the rest.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { CHECKS_OF_DRAFTS } from './checks-of-drafts.ts'
import { CHECKS_OF_ORDERS, type InvariantArea } from './checks-of-orders.ts'

export type Violation = { readonly area: InvariantArea; readonly rule: string; readonly detail: string }

const brokenRow = z.strictObject({ detail: z.string() })

/** What is wrong, at most 20 rows a rule. Reads only; safe on a running database. */
export async function checkInvariants(sql: Sql): Promise<readonly Violation[]> {
  const violations: Violation[] = []
  for (const { area, rule, broken } of [...CHECKS_OF_ORDERS, ...CHECKS_OF_DRAFTS]) {
    const rows = await read(sql, brokenRow, Prisma.sql`${broken} limit 20`)
    violations.push(...rows.map(({ detail }) => ({ area, rule, detail })))
  }
  return violations
}
