/**
 * The Web API client and what its failures mean. Nothing is retried by the SDK: it would post twice
 * after a timeout. Never pass `headers`: the SDK writes the token into that shared object. Next:
 * deliver.ts, which decides by these meanings.
 */
import { ErrorCode, type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { SlackLog } from '#adapters/slack/host.ts'
import type { Lost } from '#conversation/edge/line.ts'

const TIMEOUT = 8_000

/** A fresh object for every client: the SDK keeps and changes what it is given. */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  timeout: TIMEOUT,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
})

export const slackClient = ({
  token,
  apiUrl,
  log,
  timeout = TIMEOUT,
}: {
  readonly token: string
  readonly apiUrl?: string
  readonly log: SlackLog
  /** Milliseconds before a call counts as lost. */
  readonly timeout?: number
}): WebClient => new WebClient(token, { ...clientOptions(apiUrl), timeout, logger: allowList(log) })

/** The SDK's own words quote messages, tokens and addresses: only that there was one is kept. */
export function allowList(log: SlackLog): Logger {
  const tell = (why: string) => (): void => log({ event: 'slack', why })
  const quiet = (): void => undefined
  return {
    debug: quiet,
    info: quiet,
    warn: tell('sdk-warning'),
    error: tell('sdk-error'),
    setLevel: quiet,
    getLevel: () => LogLevel.WARN,
    setName: quiet,
  }
}

/**
 * `sure`: it was certainly not carried out. `gone`: the message or thread is not there any more, or
 * cannot be edited.
 */
export type SlackFailure =
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  | { readonly kind: 'unsure'; readonly why: string }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'revoked'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }

const REVOKED = [
  'invalid_auth',
  'token_revoked',
  'account_inactive',
  'not_authed',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
]
const GONE = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
  'message_limit_exceeded',
  'not_found',
  'hash_conflict',
]
const TROUBLE = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'accesslimited']
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
const UNREACHABLE = 2_000

/** Throws what is no failure of Slack or of the network: a bug. */
export function slackFailure(error: unknown): SlackFailure {
  if (!(error instanceof Error)) throw error
  // Its time ran out while the answer was read: the SDK passes that on as it is.
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return { kind: 'unsure', why: 'timeout' }
  if (!('code' in error)) throw error
  switch (error.code) {
    case ErrorCode.RateLimitedError:
      return { kind: 'later', wait: 1_000 * numberIn(error, 'retryAfter', 1), why: 'ratelimited' }
    case ErrorCode.PlatformError:
      return platformFailure(error)
    case ErrorCode.HTTPError: {
      const status = numberIn(error, 'statusCode', 500)
      const why = `http-${status}`
      return status >= 500 || status === 408 ? { kind: 'unsure', why } : { kind: 'refused', why }
    }
    case ErrorCode.RequestError: {
      const why = networkCode(error)
      return NEVER_LEFT.includes(why) ? { kind: 'later', wait: UNREACHABLE, why } : { kind: 'unsure', why }
    }
    default:
      throw error
  }
}

function platformFailure(error: Error): SlackFailure {
  const why =
    'data' in error && typeof error.data === 'object' && error.data !== null && 'error' in error.data
      ? String(error.data.error)
      : 'unknown'
  // Half an answer, or a page of something in between: the SDK takes it for the name of an error.
  if (!/^[a-z0-9_]{1,60}$/.test(why)) return { kind: 'unsure', why: 'unreadable-answer' }
  if (why === 'ratelimited' || why === 'rate_limited') return { kind: 'later', wait: 1_000, why }
  if (REVOKED.includes(why)) return { kind: 'revoked', why }
  if (GONE.includes(why)) return { kind: 'gone', why }
  return TROUBLE.includes(why) ? { kind: 'unsure', why } : { kind: 'refused', why }
}

const numberIn = (error: Error, key: 'retryAfter' | 'statusCode', otherwise: number): number => {
  const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value
  return typeof value === 'number' ? value : otherwise
}

/** The innermost code of a network failure: where it broke tells whether anything left this machine. */
function networkCode(error: unknown): string {
  const causes: unknown[] = []
  for (
    let at: unknown = error;
    at instanceof Error && causes.length < 6;
    at = 'original' in at ? at.original : at.cause
  )
    causes.push(at)
  const codes = causes.flatMap((cause) =>
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  )
  return codes.findLast((code) => !code.startsWith('slack_')) ?? 'network'
}

/**
 * What a failure to connect means; `fix` makes the sentence for who has to mend it. A connection
 * that ended without a word is a lost one.
 */
export function lostBy(error: unknown, fix: (why: string) => string): Lost {
  const known = error instanceof Error && 'code' in error
  if (!known) return { kind: 'unreachable', why: error instanceof Error ? error.name : 'socket-closed' }
  const failure = slackFailure(error)
  switch (failure.kind) {
    case 'later':
      return { kind: 'unreachable', why: failure.why, wait: failure.wait }
    case 'unsure':
    case 'gone':
      return { kind: 'unreachable', why: failure.why }
    case 'refused':
    case 'revoked':
      return PASSING.test(failure.why)
        ? { kind: 'unreachable', why: failure.why }
        : { kind: 'refused', why: failure.why, fix: fix(failure.why) }
    default:
      return failure satisfies never
  }
}
/** A proxy's word, or too many connections at once: no verdict about the token. */
const PASSING = /^http-|^too_many_websockets$/
