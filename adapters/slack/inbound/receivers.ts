/**
 * How payloads arrive over HTTP: one path, signed; refused before anything is parsed when the
 * signature is wrong, old or from the future. Handed on to Bolt; a payload that could not be made
 * durable is not acknowledged, so that Slack sends it again. Next: sockets.ts, the other way.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App, Receiver, ReceiverEvent } from '@slack/bolt'

/** Slack sends far less; milliseconds of age either way. */
const MAX_BODY = 1_000_000
const OLDEST = 300_000
const NEWEST = 60_000
/** Slack gives up after three seconds. */
const ACK_WITHIN = 2_900

export type HttpReceiver = Receiver & {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export function httpReceiver({
  signingSecret,
  now = Date.now,
}: {
  readonly signingSecret: string
  readonly now?: () => number
}): HttpReceiver {
  let app: Pick<App, 'processEvent'> | undefined
  return {
    init(given) {
      app = given
    },
    start: async () => undefined,
    stop: async () => undefined,
    async handle(request, response) {
      const raw = await bodyOf(request)
      if (raw === undefined) return answer(response, 413, { error: 'too large' })
      if (!isSigned(raw, request, { signingSecret, now: now() })) return answer(response, 401, { error: 'not signed' })
      const body = parsedBody(raw, request.headers['content-type'] ?? '')
      if (body === undefined) return answer(response, 400, { error: 'malformed' })
      if (body['type'] === 'url_verification') return answer(response, 200, { challenge: body['challenge'] })
      if ('ssl_check' in body) return answer(response, 200, undefined)
      if (app === undefined) return answer(response, 503, { error: 'not started' })
      await process(app, { body, ...retryOf(request) }, response)
    },
  }
}

/** Answers with what the acknowledgement says, once; a payload nobody acknowledged is answered 503. */
async function process(
  app: Pick<App, 'processEvent'>,
  event: Omit<ReceiverEvent, 'ack'>,
  response: ServerResponse,
): Promise<void> {
  const late = setTimeout(() => answer(response, 503, { error: 'busy' }), ACK_WITHIN)
  const ack: ReceiverEvent['ack'] = async (said: unknown) => {
    clearTimeout(late)
    answer(response, 200, said === '' ? undefined : typeof said === 'string' ? { text: said } : said)
  }
  try {
    await app.processEvent({ ...event, ack })
  } finally {
    clearTimeout(late)
    answer(response, 503, { error: 'not taken' })
  }
}

/** The first answer counts. */
function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

/** Undefined: larger than Slack ever sends; the rest is read and thrown away, so that the answer arrives. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += part.length
    if (size <= MAX_BODY) chunks.push(part)
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : undefined
}

function isSigned(
  raw: Buffer,
  { headers }: IncomingMessage,
  { signingSecret, now }: { readonly signingSecret: string; readonly now: number },
): boolean {
  const time = headers['x-slack-request-timestamp']
  const given = headers['x-slack-signature']
  if (typeof time !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(time)) return false
  const age = now - Number(time) * 1_000
  if (age > OLDEST || age < -NEWEST) return false
  const own = Buffer.from(`v0=${createHmac('sha256', signingSecret).update(`v0:${time}:`).update(raw).digest('hex')}`)
  const said = Buffer.from(given)
  return own.length === said.length && timingSafeEqual(own, said)
}

/** JSON, or a form whose `payload` is JSON; any charset parameter is fine. Undefined: neither. */
function parsedBody(raw: Buffer, type: string): Record<string, unknown> | undefined {
  const text = raw.toString('utf8')
  if (type.startsWith('application/json')) return asObject(text)
  if (!type.startsWith('application/x-www-form-urlencoded')) return undefined
  const form = new URLSearchParams(text)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : asObject(payload)
}

function asObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined
  } catch {
    return undefined
  }
}

function retryOf({ headers }: IncomingMessage): Pick<ReceiverEvent, 'retryNum'> {
  const number = Number(headers['x-slack-retry-num'] ?? Number.NaN)
  return Number.isInteger(number) ? { retryNum: number } : {}
}
