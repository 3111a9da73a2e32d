/**
 * The operator's log: one JSON object a line, made of named fields only. Rule: never what people
 * typed and never an error's own message, which may quote it; an error is its name, its code and
 * where it happened. Writing it keeps nobody waiting (log-sink.ts).
 */
import pino from 'pino'
import { logSink } from './log-sink.ts'

export type LogLine = {
  readonly event:
    | 'fault'
    | 'retry'
    | 'mismatch'
    | 'connection'
    | 'recovered'
    | 'start'
    | 'stop'
    | 'delivery'
    | 'undeliverable'
    | 'payload-refused'
    | 'audit'
    | 'slack'
    | 'channel'
    | 'stock-sync'
  readonly reference?: string
  readonly inboundId?: string
  readonly attempt?: number
  readonly count?: number
  readonly outboxId?: number
  /** A short code, never what was said. */
  readonly why?: string
  readonly channel?: string
  readonly state?: string
  readonly error?: unknown
}
export type Log = (line: LogLine) => void

const STACK_LINES = 12

/**
 * To a file while a terminal chat owns the screen, to standard error otherwise. A log that cannot
 * be written never stops the work.
 */
export function createLog(file: string | undefined): Log {
  const to = logSink(file)
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  )
  return ({ error, ...fields }) =>
    logger.info({ ...fields, ...(error === undefined ? {} : { error: errorFields(error) }) })
}

function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, ...code, stack: stack.slice(0, STACK_LINES).map((line) => line.trim()) }
}
