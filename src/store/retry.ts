/**
 * Which faults mean "run the whole turn again": lost races and lost connections, never refusals or broken rules (23505, 23514).
 * The list is measured on Prisma 7.10 with adapter-pg; the same SQLSTATE arrives in different shapes depending on where it happened.
 */
const SQLSTATES = new Set(['40001', '40P01', '55P03', '57P01', '57P02', '57P03', '08000', '08003', '08006', '08001', '08004', '25P03'])
const PRISMA_CODES = new Set(['P2034', 'P1001', 'P1002', 'P1008', 'P1017'])
const ADAPTER_KINDS = new Set([
  'TransactionWriteConflict',
  'ConnectionClosed',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TransactionAlreadyClosed',
])
const SOCKET_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH'])
const SOCKET_WORDS =
  /Connection terminated|Client has encountered a connection error|connection (is )?closed|not queryable|Query read timeout|timeout exceeded when trying to connect|server closed the connection/i

/** The turn lost a race that only shows as "no row affected": another process started the draft or saved it first. */
export class TurnConflict extends Error {}

export function isRetryable(error: unknown, depth = 0): boolean {
  if (error instanceof TurnConflict) return true
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const code = text(error, 'code')
  const message = text(error, 'message')
  if (PRISMA_CODES.has(code) || SQLSTATES.has(code) || SOCKET_CODES.has(code)) return true
  if (code === 'P2028') return /Unable to start|Transaction already closed|expired/i.test(message)
  if (SQLSTATES.has(text(error, 'originalCode')) || ADAPTER_KINDS.has(text(error, 'kind'))) return true
  if (code === '' && SOCKET_WORDS.test(message)) return true
  return inner(error).some((next) => isRetryable(next, depth + 1))
}

/** 57014, wherever Prisma put it. Only a statement that does nothing but wait for locks is worth running again after it. */
export function tookTooLong(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  if (text(error, 'code') === '57014' || text(error, 'originalCode') === '57014') return true
  return inner(error).some((next) => tookTooLong(next, depth + 1))
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
  readonly tries: number
  /** Upper bound of the first pause in milliseconds; doubles with each try, full jitter. */
  readonly firstPause: number
  readonly random: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly onRetry: (error: unknown, attempt: number) => void
}

/** Runs `attempt` until it succeeds, fails for good, or has been tried `tries` times: then the last fault is thrown. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried >= options.tries || !isRetryable(error)) throw error
      options.onRetry(error, tried)
      await options.pause(options.random() * options.firstPause * 2 ** (tried - 1))
    }
  }
}
