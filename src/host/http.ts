/**
 * The one HTTP server. /livez: the process answers. /readyz: it can serve: database, signals and
 * every channel it hosts are up; nothing about the shop or its people is told here. Besides, the
 * paths channels receive on. A busy port never ends a chat: it listens only while serving.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '#config'
import type { Store } from '#store/turn/open.ts'
import { CommandError, EXIT } from './exit.ts'
import type { LineState } from './keep-up.ts'

export type HttpServer = { readonly address: string; readonly close: () => Promise<void> }
export type Route = {
  readonly method: 'POST'
  readonly path: string
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}
export type Serving = {
  readonly store: Pick<Store, 'health'>
  /** By the channel's name; asked each time. */
  readonly channels: () => Readonly<Record<string, LineState>>
  readonly routes: readonly Route[]
  readonly onFault: (error: unknown) => void
}

/** A request that dribbles is given up, milliseconds. */
const REQUEST = 10_000

/** Throws CommandError when the port is taken. */
export async function serveHttp(config: Pick<Config, 'host' | 'port'>, serving: Serving): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void answer(request, response, serving).catch((error: unknown) => {
      serving.onFault(error)
      send(response, 500, { status: 'failed' })
    })
  })
  server.requestTimeout = REQUEST
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
  { store, channels }: Serving,
): Promise<{ readonly status: number; readonly body: unknown }> {
  if (path === '/livez') return { status: 200, body: { status: 'ok' } }
  if (path !== '/readyz') return { status: 404, body: { status: 'not found' } }
  const found = await store.health().catch(() => ({ database: 'down', signals: 'down' }) as const)
  const hosted = channels()
  const ready =
    found.database === 'up' && found.signals === 'up' && Object.values(hosted).every((state) => state === 'up')
  return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not ready', ...found, channels: hosted } }
}

const portOf = (address: string | AddressInfo | null, given: number): number =>
  typeof address === 'object' && address !== null ? address.port : given
