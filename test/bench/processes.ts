// Several processes of Parley on one database, ordering at once. Rule: every order that a process
// was told is placed must be there once, and nobody reports a fault. Next: worker.ts, which they run.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import { PRODUCT_FLAGS } from './database.ts'
import { sum } from './figures.ts'

export type Several = {
  readonly processes: number
  readonly lanes: number
  readonly ordersPerSecond: number
  readonly orders: number
  readonly problems: readonly string[]
}
const reportRow = z.strictObject({
  ...{ orders: z.int(), seconds: z.number(), placed: z.int() },
  faults: z.array(z.string()),
})
/** Numbers of orders are each process's own. */
const APART = 10_000_000

async function heard(child: ChildProcess): Promise<unknown> {
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof said === 'number' || said === null) throw new Error(`a process of the benchmark ended (${said})`)
  return said
}

export async function severalProcesses(
  pool: pg.Pool,
  { url, processes, milliseconds }: { readonly url: string; readonly processes: number; readonly milliseconds: number },
): Promise<Several> {
  const lanes = 8
  const firsts = Array.from({ length: processes }, (_, at) => (at + 1) * APART)
  const children = firsts.map((first) => {
    const child = fork(path.join(import.meta.dirname, 'worker.ts'), { execArgv: PRODUCT_FLAGS })
    child.send({ url, lanes, milliseconds, first })
    return child
  })
  try {
    await Promise.all(children.map(heard))
    for (const child of children) child.send('go')
    const reports = (await Promise.all(children.map(heard))).map((report) => reportRow.parse(report))
    const placed = sum(reports.map((report) => report.placed))
    const { rows } = await pool.query<{ readonly orders: number; readonly threads: number }>(
      `select count(*)::int as orders, count(distinct thread_key)::int as threads from orders
        where thread_key ~ '^terminal:bench-[0-9]{8,}$'`,
    )
    const { orders = 0, threads = 0 } = rows[0] ?? {}
    return {
      ...{ processes, lanes, orders: sum(reports.map((report) => report.orders)) },
      ordersPerSecond: sum(reports.map((report) => report.orders / report.seconds)),
      problems: [
        ...reports.flatMap(({ faults }) => faults.map((fault) => `fault in one of ${processes} processes: ${fault}`)),
        ...(threads < placed ? [`${placed - threads} of ${placed} orders were lost`] : []),
        ...(orders > threads ? [`${orders - threads} orders were placed twice`] : []),
      ],
    }
  } finally {
    for (const child of children) if (child.connected) child.kill()
  }
}
