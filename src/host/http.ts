/**
 * The one HTTP server. /livez: the process answers. /readyz: it can serve: database, signals and
 * every channel it hosts are up, and the clock looks; nothing about the shop or its people is told here. Besides, the
 * paths channels receive on. A busy port never ends a chat: it listens only while serving.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '#config'
import type { Store } from '#store/turn/open.ts'
import { CommandError, EXIT } from './exit.ts'
import { defaultHttpLimits, type HttpLimits, limitConnections, serverOptions } from './http-limits.ts'
import type { LineState } from './keep-up.ts'

export type HttpServer = { readonly address: string; readonly close: () => Promise<void> }
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}
export type Serving = {
  readonly store: Pick<Store, 'health'>
  /** By the channel's name; asked each time. */
  readonly channels: () => Readonly<Record<string, LineState>>
  readonly routes: readonly Route[]
  /** Seconds since the clock last looked; absent: this process has none. */
  readonly clockAge?: () => number
  readonly onFault: (error: unknown) => void
}

/** A clock that did not look for so long is not there, seconds. */
const CLOCK_GONE = 60

/** Throws CommandError when the port is taken. */
export async function serveHttp(
  config: Pick<Config, 'host' | 'port'>,
  serving: Serving,
  limits: HttpLimits = defaultHttpLimits,
): Promise<HttpServer> {
  const server = createServer(serverOptions(limits), (request, response) => {
    if (!admission.enter(request)) {
      admission.leave(request)
      return send(response, 429, { status: 'too many requests' })
    }
    void answer(request, response, serving)
      .catch((error: unknown) => {
        // Whoever sent half of something and went away is no fault of ours.
        if (!request.destroyed || request.complete) serving.onFault(error)
        send(response, 500, { status: 'failed' })
      })
      .finally(() => admission.leave(request))
  })
  const admission = limitConnections(server, limits)
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(config.port, config.host, () => listening.resolve())
  try {
    await listening.promise
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken) throw error
    throw new CommandError(
      EXIT.config,
      `PORT ${config.port} on ${config.host} is in use by another program; set another PORT, or 0 for any free one.`,
    )
  }
  return {
    address: `http://${config.host}:${portOf(server.address(), config.port)}`,
    async close() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const [path] = (request.url ?? '').split('?')
  const route = serving.routes.find((each) => each.path === path && each.method === request.method)
  if (route !== undefined) return route.handle(request, response)
  const { status, body } = await health(path ?? '', serving)
  send(response, status, body)
}

/** More than any webhook has, bytes. */
const MOST = 1_000_000

/** The whole body; undefined: too much of it. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > MOST) return undefined
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}

async function health(
  path: string,
  { store, channels, clockAge = () => 0 }: Serving,
): Promise<{ readonly status: number; readonly body: unknown }> {
  if (path === '/livez') return { status: 200, body: { status: 'ok' } }
  if (path !== '/readyz') return { status: 404, body: { status: 'not found' } }
  const found = await store.health().catch(() => ({ database: 'down', signals: 'down' }) as const)
  const [hosted, clock] = [channels(), clockAge()]
  const ready =
    found.database === 'up' &&
    found.signals === 'up' &&
    clock < CLOCK_GONE &&
    Object.values(hosted).every((state) => state === 'up')
  const body = { status: ready ? 'ready' : 'not ready', ...found, clockAge: Math.round(clock), channels: hosted }
  return { status: ready ? 200 : 503, body }
}

const portOf = (address: string | AddressInfo | null, given: number): number =>
  typeof address === 'object' && address !== null ? address.port : given
