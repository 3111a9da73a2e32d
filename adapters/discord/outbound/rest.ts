/**
 * How Discord's REST interface is reached, by every client of this adapter. Next: calls.ts, what is
 * asked of it.
 */
import type { RESTOptions } from 'discord.js'

type Reaching = { readonly apiUrl?: string; readonly restTimeout?: number }

const TIMEOUT = 8_000
/** Longer waits are left to the outbox; shorter ones are waited for here. Milliseconds. */
const SHORT_WAIT = 1_500

/**
 * Requests go through fetch, so that a proxy or a test can stand in between; a lost one is not sent
 * again by itself, the outbox decides.
 */
export function restOptions({ apiUrl, restTimeout = TIMEOUT }: Reaching): Partial<RESTOptions> {
  return {
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    makeRequest: viaFetch,
    retries: 0,
    timeout: restTimeout,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > SHORT_WAIT,
  }
}

/** Bodies are JSON text both ways: files are never sent, so nothing reads the answer as a stream. */
const viaFetch: RESTOptions['makeRequest'] = async (url, { method, headers, body, signal }) => {
  const answer = await fetch(url, {
    ...(method === undefined ? {} : { method }),
    headers: new Headers(Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)])),
    ...(typeof body === 'string' ? { body } : {}),
    ...(signal === undefined || signal === null ? {} : { signal }),
  })
  return {
    body: null,
    bodyUsed: false,
    headers: answer.headers,
    ok: answer.ok,
    status: answer.status,
    statusText: answer.statusText,
    arrayBuffer: () => answer.arrayBuffer(),
    json: () => answer.json(),
    text: () => answer.text(),
  }
}
