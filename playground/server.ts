/**
 * The playground's one page over HTTP, on this machine only: the page and its script, what the
 * panes show as server-sent events, and what people do as posts. Rule: no other site reaches it
 * (host, origin and a strict policy), and the page is given what is written here, nothing else.
 * Next: page/main.ts.
 */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { z } from 'zod'
import { actSchema } from './acts.ts'
import type { Act, Answer, Pane, World } from './wire.ts'

export type Shown = {
  readonly panes: () => readonly Pane[]
  readonly world: () => World
  readonly act: (what: Act) => Promise<Answer>
}
export type PageServer = { readonly url: string; readonly close: () => Promise<void> }

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
/** How often it is looked whether something changed, milliseconds. */
const LOOK = 120
const MAX_BODY = 100_000

export async function servePage(shown: Shown, port: number): Promise<PageServer> {
  const listeners = new Set<http.ServerResponse>()
  const server = http.createServer((request, response) => {
    answer(request, response, { shown, listeners, port: portOf(server) }).catch(() => {
      if (!response.headersSent) response.writeHead(500, HEADERS)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const timer = setInterval(changes(shown, listeners), LOOK)
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    async close() {
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(server: http.Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Serving = { readonly shown: Shown; readonly listeners: Set<http.ServerResponse>; readonly port: number }

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { shown, listeners, port }: Serving,
): Promise<void> {
  const { method = '', url = '/' } = request
  if (!isOurs(request, port)) return void response.writeHead(403, HEADERS).end()
  const { pathname } = new URL(url, 'http://127.0.0.1')
  if (pathname === '/favicon.ico') return void response.writeHead(204, HEADERS).end()
  if (method === 'POST' && pathname === '/act') return acted(request, response, shown)
  if (method !== 'GET') return void response.writeHead(405, HEADERS).end()
  if (pathname === '/events') return listen(response, shown, listeners)
  const file = fileFor(pathname)
  if (file === undefined) return void response.writeHead(404, HEADERS).end()
  response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.body)
}

/** Of this page: another site, or another name for this machine, is refused. */
function isOurs({ headers }: http.IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host = '', origin } = headers
  return hosts.includes(host) && (origin === undefined || hosts.some((each) => origin === `http://${each}`))
}

/** Read at every request: a changed card or page is seen by loading again. */
function fileFor(pathname: string): { readonly type: string; readonly body: string } | undefined {
  const [, folder, name = '', kind = ''] = /^\/(page|images)\/([\w-]+)\.(html|css|ts|svg)$/.exec(pathname) ?? []
  const place =
    pathname === '/'
      ? 'page/index.html'
      : folder === 'page'
        ? `page/${name}.${kind}`
        : folder === 'images'
          ? `../prisma/demo/images/${name}.${kind}`
          : undefined
  if (place === undefined) return undefined
  try {
    const body = readFileSync(new URL(place, import.meta.url), 'utf8')
    const type = TYPES[pathname === '/' ? 'html' : kind] ?? ''
    return { type, body: kind === 'ts' ? stripTypeScriptTypes(body) : body }
  } catch {
    return undefined
  }
}

async function acted(request: http.IncomingMessage, response: http.ServerResponse, { act }: Shown): Promise<void> {
  const say = (status: number, said: Answer): void =>
    void response
      .writeHead(status, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(said))
  if (request.headers['content-type']?.startsWith('application/json') !== true)
    return say(415, { ok: false, why: 'JSON only' })
  let body = ''
  for await (const part of request) {
    body += String(part)
    if (body.length > MAX_BODY) return say(413, { ok: false, why: 'That is too long.' })
  }
  try {
    const read = actSchema.safeParse(JSON.parse(body))
    say(read.success ? 200 : 400, read.success ? await act(read.data) : { ok: false, why: z.prettifyError(read.error) })
  } catch (error) {
    say(200, {
      ok: false,
      why: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'That did not work.',
    })
  }
}

const frame = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`

function listen(response: http.ServerResponse, shown: Shown, listeners: Set<http.ServerResponse>): void {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' })
  for (const pane of shown.panes()) response.write(frame('pane', JSON.stringify(pane)))
  response.write(frame('world', JSON.stringify(shown.world())))
  listeners.add(response)
  response.on('close', () => listeners.delete(response))
}

/** What is new since the last look, to everybody. */
function changes({ panes, world }: Shown, listeners: ReadonlySet<http.ServerResponse>): () => void {
  const before = new Map<string, string>()
  const tell = (key: string, event: string, what: unknown): void => {
    const data = JSON.stringify(what)
    if (before.get(key) === data) return
    before.set(key, data)
    for (const listener of listeners) listener.write(frame(event, data))
  }
  return () => {
    if (listeners.size === 0) return
    for (const pane of panes()) tell(pane.id, 'pane', pane)
    tell('world', 'world', world())
  }
}
