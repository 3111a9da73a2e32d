// The REST server: authorisation, planned disturbances, a record of every request and of every
// refusal. Rule: what the routes refuse is answered as Discord answers it, and kept, so that a test
// can demand that nothing was refused. Next: routes-*.ts.
import http from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Buckets, Limited } from './buckets.ts'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
}
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
/** `auth: none`: the token stands in the path. Groups of the pattern are handed over in order. */
export type Route = {
  readonly method: string
  readonly path: RegExp
  readonly auth: 'bot' | 'none'
  readonly answer: (groups: readonly string[], asked: Asked) => Answer
}
export type Refused = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly code: number
  readonly why: string
}
/**
 * `answer` instead of the route; `slow`: the route after a while, milliseconds; `late`: the route at
 * once, its answer after a while. `silent`: the route
 * is followed, its answer never comes; `cut`: nor does the line hold. One disturbance is good for
 * one request.
 */
export type Disturbance =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'slow' | 'late'; readonly wait: number }
  | { readonly kind: 'silent' | 'cut' }
type Planned = { readonly method: string; readonly path: RegExp; readonly how: Disturbance }

export type Rest = {
  readonly server: http.Server
  readonly requests: readonly (Asked & { readonly status: number })[]
  readonly refused: Refused[]
  /** Every request is answered with this status, until it is not. */
  readonly always: (status: number | undefined) => void
  /** Nobody listens any more. Connections of the gateway end with it. */
  readonly down: () => Promise<void>
  /** On the same port as before. */
  readonly up: () => Promise<void>
  readonly plan: (method: string, path: RegExp, how: Disturbance) => void
  /** How often a client had to be told to wait. */
  readonly told: Buckets['told']
  readonly close: () => Promise<void>
}

export const ok = (body: unknown, status = 200): Answer => ({ status, body })
export const done: Answer = { status: 204 }
export const no = (status: number, code: number, message: string): Answer => ({ status, body: { code, message } })
export const badForm = (problems: readonly string[]): Answer => ({
  status: 400,
  body: { code: 50035, message: `Invalid Form Body: ${problems.join('; ')}`, errors: {} },
})
/** The body as this schema wants it, or what is wrong with it. */
export function read<T extends z.ZodType>(
  schema: T,
  body: unknown,
): { readonly ok: true; readonly value: z.infer<T> } | { readonly ok: false; readonly answer: Answer } {
  const parsed = schema.safeParse(body)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, answer: badForm([z.prettifyError(parsed.error)]) }
}

const BIG = 2_000_000
const errorBody = z.object({ code: z.number(), message: z.string() })

export async function openRest(
  routes: readonly Route[],
  authorised: (header: string | undefined) => boolean,
  buckets?: Buckets,
): Promise<Rest> {
  const requests: (Asked & { readonly status: number })[] = []
  const refused: Refused[] = []
  const planned: Planned[] = []
  let always: number | undefined
  const sockets = new Set<Socket>()
  const server = http.createServer((incoming, outgoing) => void serve(incoming, outgoing))

  async function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const asked = await readRequest(incoming)
    const at = planned.findIndex(({ method, path }) => method === asked.method && path.test(asked.path))
    const [meant] = at < 0 ? [] : planned.splice(at, 1)
    const plan = always === undefined ? meant : failing(asked, always)
    if (plan?.how.kind === 'slow') await pause(plan.how.wait)
    const limited = buckets?.take(asked.method, asked.path)
    const answer =
      plan?.how.kind === 'answer'
        ? plan.how.answer
        : (tooMuch(limited) ?? follow(asked, authorised(incoming.headers.authorization)))
    requests.push({ ...asked, status: answer.status })
    const error = errorBody.safeParse(answer.body)
    if (answer.status >= 400 && limited?.wait === undefined && plan?.how.kind !== 'answer') {
      const { code, message } = error.success ? error.data : { code: 0, message: '' }
      refused.push({ method: asked.method, path: asked.path, status: answer.status, code, why: message })
    }
    if (plan?.how.kind === 'silent') return
    if (plan?.how.kind === 'late') await pause(plan.how.wait)
    if (plan?.how.kind === 'cut') return void incoming.socket.destroy()
    outgoing.writeHead(answer.status, {
      ...(answer.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...limited?.headers,
      ...answer.headers,
    })
    outgoing.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
  }

  function follow(asked: Asked, trusted: boolean): Answer {
    for (const { method, path, auth, answer } of routes) {
      const groups = method === asked.method ? path.exec(asked.path) : null
      if (groups === null) continue
      if (auth === 'bot' && !trusted) return no(401, 0, '401: Unauthorized')
      return answer(groups.slice(1), asked)
    }
    return no(404, 0, '404: Not Found')
  }

  const listening = (port: number) => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listening(0)
  const address = server.address()
  const silenced = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => void server.close(() => resolve()))
  }
  return {
    server,
    requests,
    refused,
    told: buckets?.told ?? (() => ({ route: 0, global: 0 })),
    plan: (method, path, how) => void planned.push({ method, path, how }),
    always(status) {
      always = status
    },
    down: silenced,
    up: () => listening(typeof address === 'object' && address !== null ? address.port : 0),
    close: silenced,
  }
}

/** Undefined: it may go on. */
function tooMuch(limited: Limited | undefined): Answer | undefined {
  if (limited?.wait === undefined) return undefined
  const { wait, global = false } = limited
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: wait, global },
    headers: { 'retry-after': String(Math.ceil(wait)) },
  }
}

const failing = ({ method }: Asked, status: number): Planned => ({
  method,
  path: /./,
  how: { kind: 'answer', answer: { status, body: { message: 'upstream error', code: 0 } } },
})

async function readRequest(incoming: http.IncomingMessage): Promise<Asked> {
  let raw = ''
  for await (const chunk of incoming) if (raw.length < BIG) raw += String(chunk)
  const url = new URL(incoming.url ?? '/', 'http://discord.invalid')
  const json = incoming.headers['content-type']?.startsWith('application/json') === true && raw !== ''
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname).replace(/^\/api\/v10/, ''),
    query: url.searchParams,
    body: json ? JSON.parse(raw) : raw === '' ? undefined : raw,
  }
}
