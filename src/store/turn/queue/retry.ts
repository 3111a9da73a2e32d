/**
 * Which faults mean "run the whole turn again": lost races and lost connections, never refusals or
 * broken rules (23505, 23514). A race is run again a few times; a database that is away is waited
 * for, because a person waits behind it; a lock that somebody holds is waited for outside. The
 * lists are measured on Prisma 7.10 with adapter-pg; the same SQLSTATE arrives in different shapes
 * depending on where it happened.
 */
/** Lost races: the same moment, asked again, may go well. */
const RACES = new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict'])
/** A lock that could not be had: somebody else has it, for who knows how long. */
const LOCKED = '55P03'
/** Lost connections, a server that has no room (53) or only reads (25006): nothing goes well until it is back. */
const AWAY = new Set([
  ...['57P01', '57P02', '57P03', '25006', '25P03', '53000', '53100', '53200', '53300', '53400'],
  ...[
    'P1001',
    'P1002',
    'P1008',
    'P1017',
    'ConnectionClosed',
    'DatabaseNotReachable',
    'SocketTimeout',
    'TransactionAlreadyClosed',
  ],
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['EAI_AGAIN', 'ENOTFOUND', 'ECONNABORTED', 'TooManyConnections'],
])
/** All of connecting. */
const AWAY_CLASS = /^08[0-9A-Z]{3}$/
const AWAY_WORDS = new RegExp(
  'Connection terminated|Client has encountered a connection error|connection (is )?closed' +
    '|not queryable|Query read timeout|timeout exceeded when trying to connect' +
    '|server closed the connection',
  'i',
)

/** The turn lost a race that only shows as "no row affected": another process started the draft or saved it first. */
export class TurnConflict extends Error {}

/** An older delivery of the same thread stays unfinished, or somebody keeps a row that this one needs. */
export class TurnBlocked extends Error {}

/** Undefined: running it again cannot help. */
export function whyAgain(error: unknown, depth = 0): 'race' | 'locked' | 'away' | undefined {
  if (error instanceof TurnConflict) return 'race'
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const message = text(error, 'message')
  const codes = [text(error, 'code'), text(error, 'originalCode'), text(error, 'kind')]
  if (codes.some((code) => RACES.has(code))) return 'race'
  if (codes.includes(LOCKED)) return 'locked'
  if (codes.some((code) => AWAY.has(code) || AWAY_CLASS.test(code))) return 'away'
  if (codes[0] === 'P2028')
    return /Unable to start|Transaction already closed|expired/i.test(message) ? 'away' : undefined
  if (codes[0] === '' && AWAY_WORDS.test(message)) return 'away'
  for (const next of inner(error)) {
    const why = whyAgain(next, depth + 1)
    if (why !== undefined) return why
  }
  return undefined
}

/**
 * 57014, wherever Prisma put it. Only a statement that does nothing but wait for locks is worth
 * running again after it.
 */
export function tookTooLong(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  if (text(error, 'code') === '57014' || text(error, 'originalCode') === '57014') return true
  return inner(error).some((next) => tookTooLong(next, depth + 1))
}

/** Every code in an error and in what is underneath it, the outermost first. */
export function codesIn(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const own = [text(error, 'code'), text(error, 'originalCode')].filter((code) => code !== '')
  return [...own, ...inner(error).flatMap((next) => codesIn(next, depth + 1))]
}

/** Where Prisma and the driver keep the error underneath. */
function inner(error: object): unknown[] {
  const found: unknown[] = []
  if ('cause' in error) found.push(error.cause)
  if ('meta' in error && typeof error.meta === 'object' && error.meta !== null && 'driverAdapterError' in error.meta)
    found.push(error.meta.driverAdapterError)
  if (error instanceof AggregateError) found.push(...error.errors)
  return found
}

const text = (error: object, key: string): string => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : ''
}

export type RetryOptions = {
  /** How often a lost race is run. */
  readonly tries: number
  /** Milliseconds from the first try for which a database that is away is waited for. */
  readonly patience: number
  /** Upper bound of the first pause in milliseconds; doubles with each try up to `tries`, full jitter. */
  readonly firstPause: number
  readonly random: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly onRetry: (error: unknown, attempt: number) => void
}

/**
 * Runs `attempt` until it succeeds, fails for good, or has been tried often (a race) or long (the
 * database is away) enough: then the last fault is thrown. So is a lock that could not be had: where
 * it is waited for is the caller's business.
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const started = options.now()
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      const why = whyAgain(error)
      const again =
        why === 'race' ? tried < options.tries : why === 'away' && options.now() - started < options.patience
      if (!again) throw error
      options.onRetry(error, tried)
      await options.pause(options.random() * options.firstPause * 2 ** (Math.min(tried, options.tries) - 1))
    }
  }
}
