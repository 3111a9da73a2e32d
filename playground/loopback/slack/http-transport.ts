// Deliveries over HTTP, signed as Slack signs them; also forged, stale and unsigned ones, for tests
// of the door. Next: transport.ts.
import { createHmac } from 'node:crypto'
import { isObj, type Obj, parsed } from '../json.ts'
import type { Delivery } from './payloads.ts'
import { ACK_WITHIN, type Ack, type Retry, type Transport } from './transport.ts'

export type Signing = {
  readonly secret: string
  /** Seconds; now when absent. */
  readonly at?: number
  readonly headers?: Readonly<Record<string, string>>
}
export type Answered = { readonly status: number; readonly body: string; readonly took: number }

/** Events are JSON, commands a form, interactions a form with one field that holds JSON. */
export function rawBody({ kind, body }: Delivery): { readonly type: string; readonly raw: string } {
  switch (kind) {
    case 'event':
      return { type: 'application/json', raw: JSON.stringify(body) }
    case 'interaction':
      return {
        type: 'application/x-www-form-urlencoded',
        raw: new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
      }
    case 'command':
      return {
        type: 'application/x-www-form-urlencoded',
        raw: new URLSearchParams(
          Object.entries(body).map(([key, value]): [string, string] => [key, String(value)]),
        ).toString(),
      }
    default:
      return kind satisfies never
  }
}

export function signature(raw: string, at: number, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${at}:${raw}`).digest('hex')}`
}

/** One request; throws where there is no answer. */
export async function postSigned(url: string, delivery: Delivery, signing: Signing): Promise<Answered> {
  const { type, raw } = rawBody(delivery)
  const at = signing.at ?? Math.floor(Date.now() / 1000)
  const began = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    body: raw,
    headers: {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature(raw, at, signing.secret),
      ...signing.headers,
    },
    signal: AbortSignal.timeout(ACK_WITHIN),
  })
  const body = await response.text()
  return { status: response.status, body, took: performance.now() - began }
}

/** `url` is asked each time, so that a restarted app is found at its new address. */
export function httpTransport(url: () => string, secret: string): Transport {
  return {
    async send(delivery, retry) {
      const began = performance.now()
      try {
        const headers = retryHeaders(retry)
        const { status, body, took } = await postSigned(url(), delivery, { secret, headers })
        if (status !== 200) return { kind: 'failed', why: `HTTP ${status}`, took }
        return { kind: 'acked', payload: payloadOf(body), took }
      } catch (error) {
        const took = performance.now() - began
        return took >= ACK_WITHIN - 50
          ? { kind: 'late', took }
          : ({ kind: 'failed', why: String(error), took } satisfies Ack)
      }
    },
  }
}

const retryHeaders = (retry: Retry | undefined): Readonly<Record<string, string>> =>
  retry === undefined ? {} : { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }

function payloadOf(body: string): Obj {
  const read = parsed(body)
  return isObj(read) ? read : body === '' ? {} : { text: body }
}
