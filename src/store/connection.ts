/**
 * How this process talks to PostgreSQL: a pool for turns, a small one for claims so that a burst of
 * turns never delays an acknowledgement, one behind Prisma for the rest, and the session settings
 * they share. Timeouts live in the connection: none is set per transaction.
 */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '#generated/prisma/client.ts'

export type Db = PrismaClient
/** The client's models, inside a transaction or not. */
export type Models = Prisma.TransactionClient
/** Inside a transaction, or not: what a statement runs on. */
export type Sql = {
  readonly $queryRaw: <T = unknown>(
    query: TemplateStringsArray | Prisma.Sql,
    ...values: readonly unknown[]
  ) => Promise<T>
  readonly $executeRaw: (query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]) => Promise<number>
}

export type ConnectionLimits = {
  readonly turnConnections: number
  /** For everything that is no turn: queries, the desk, the outbox. */
  readonly deskConnections: number
  /** At 200 ms to the database and 50 deliveries a second ten are busy; the rest is for a burst. */
  readonly claimConnections: number
  /** Milliseconds a turn waits for one lock inside the database; longer waits are turn-store.ts's. */
  readonly lockTimeout: number
  /** The same for everything that is no turn. */
  readonly deskLockTimeout: number
  readonly statementTimeout: number
  readonly idleInTransaction: number
  readonly connectTimeout: number
}
export const defaultConnectionLimits: ConnectionLimits = {
  turnConnections: 20,
  deskConnections: 6,
  claimConnections: 16,
  lockTimeout: 250,
  deskLockTimeout: 3_000,
  statementTimeout: 5_000,
  idleInTransaction: 10_000,
  connectTimeout: 5_000,
}

/** Told of every statement sent, for the benchmark's count; the text is never logged. */
export type OnStatement = (text: string) => void

/** A statement's own server-side timeout ends first; this one ends a query the network swallowed. */
const SILENT_NETWORK_MARGIN = 2_000

export function connectionConfig(url: string, limits: ConnectionLimits): pg.ClientConfig {
  return {
    connectionString: url,
    lock_timeout: limits.lockTimeout,
    statement_timeout: limits.statementTimeout,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    query_timeout: limits.statementTimeout + SILENT_NETWORK_MARGIN,
    connectionTimeoutMillis: limits.connectTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  }
}

export type Pools = {
  readonly db: Db
  /**
   * Turns, on the driver itself (pg-sql.ts): statements of one turn need not wait for each other's
   * answer to be sent.
   */
  readonly turns: pg.Pool
  readonly claims: pg.Pool
  /** For what reads or writes a whole shop, made when it is first asked for: nothing on it ends by time. */
  readonly patient: () => Db
  /** The same connections on the driver itself, which can COPY (shop/copy.ts). */
  readonly copies: () => pg.Pool
  readonly close: () => Promise<void>
}

export type PoolOptions = {
  readonly limits: ConnectionLimits
  readonly onStatement?: OnStatement | undefined
  readonly onPoolError: (error: Error) => void
}

/**
 * A turn's few statements are planned once per connection, not once per run: planning would cost
 * more than running them. Statistics that change (ANALYZE) make the server plan again. Pipelining
 * sends the first statement with BEGIN.
 */
const TURN_SESSION = { pipeline: true, options: '-c plan_cache_mode=force_generic_plan' } as const

export function openPools(url: string, options: PoolOptions): Pools {
  const config = connectionConfig(url, options.limits)
  const turns = watched(new pg.Pool({ ...config, ...TURN_SESSION, max: options.limits.turnConnections }), options)
  const others = { ...config, lock_timeout: options.limits.deskLockTimeout }
  const desk = watched(new pg.Pool({ ...others, max: options.limits.deskConnections }), options)
  // Once made they stay: while the database is far away, making one takes longer than the acknowledgement may.
  const { claimConnections } = options.limits
  const claims = watched(new pg.Pool({ ...others, max: claimConnections, min: claimConnections }), options)
  const adapter = new PrismaPg(desk, {
    statementNameGenerator: statementNames(),
    onConnectionError: options.onPoolError,
  })
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } })
  let made: { readonly db: Db; readonly pool: pg.Pool } | undefined
  const long = () => {
    made ??= patientClient(others, options)
    return made
  }
  return {
    db,
    turns,
    claims,
    patient: () => long().db,
    copies: () => long().pool,
    async close() {
      await db.$disconnect()
      await made?.db.$disconnect()
      await Promise.all([turns.end(), desk.end(), claims.end(), made?.pool.end()])
    },
  }
}

function patientClient(config: pg.ClientConfig, options: PoolOptions): { readonly db: Db; readonly pool: pg.Pool } {
  const limits = { statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0 }
  const pool = watched(new pg.Pool({ ...config, ...limits, max: 2 }), options)
  const adapter = new PrismaPg(pool, { onConnectionError: options.onPoolError })
  return { db: new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 3_600_000 } }), pool }
}

/** An idle connection the server closed is reported, never thrown: the pool opens another one. */
function watched(pool: pg.Pool, options: PoolOptions): pg.Pool {
  pool.on('error', options.onPoolError)
  // Between being connected and being handed out nobody else listens: a server that stops just then
  // must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const { onStatement } = options
  if (onStatement !== undefined) pool.on('connect', (client) => countStatements(client, onStatement))
  return pool
}

function countStatements(client: pg.PoolClient, onStatement: OnStatement): void {
  const query = client.query
  Object.defineProperty(client, 'query', {
    value(...args: unknown[]) {
      const [first] = args
      if (typeof first === 'string') onStatement(first)
      else if (typeof first === 'object' && first !== null && 'text' in first) onStatement(String(first.text))
      return Reflect.apply(query, client, args)
    },
  })
}

/**
 * Statement texts of the store are few and fixed; a text beyond the bound runs unnamed instead of
 * filling the server's memory.
 */
const MAX_NAMED_STATEMENTS = 400

export function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MAX_NAMED_STATEMENTS) return ''
    const name = `s${names.size}`
    names.set(sql, name)
    return name
  }
}

/** ISO 8601 with milliseconds and Z, whatever the session's time zone. */
export const iso = (column: string): Prisma.Sql =>
  Prisma.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
/** Drafts (alias `d`) of suspended staff are in nobody's hands: any member of staff may take them. */
export const LEFT_BEHIND = Prisma.raw(
  `d.owner_key in (select 'staff:' || left_by.id from staff left_by where not left_by.active)`,
)
export const OPEN_STATUSES = Prisma.raw(`('open', 'awaiting-approval', 'quoted')`)
