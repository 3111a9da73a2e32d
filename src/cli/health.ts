/**
 * /livez: the process answers. /readyz: it can serve: database and signals up. Only while serving; nothing about the shop or its people is told here.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '#config'
import type { Store } from '#store/open.ts'
import { CommandError, EXIT } from './exit.ts'

export type HealthServer = { readonly address: string; readonly close: () => Promise<void> }

/** Throws CommandError when the port is taken. */
export async function serveHealth(config: Pick<Config, 'host' | 'port'>, store: Pick<Store, 'health'>): Promise<HealthServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', store).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(`${JSON.stringify(body)}\n`)
    })
  })
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
      server.closeAllConnections()
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      await closed.promise
    },
  }
}

async function answer(url: string, store: Pick<Store, 'health'>): Promise<{ readonly status: number; readonly body: unknown }> {
  const [route] = url.split('?')
  if (route === '/livez') return { status: 200, body: { status: 'ok' } }
  if (route !== '/readyz') return { status: 404, body: { status: 'not found' } }
  const health = await store.health().catch(() => ({ database: 'down', signals: 'down' }) as const)
  const ready = health.database === 'up' && health.signals === 'up'
  return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not ready', ...health } }
}

const portOf = (address: string | AddressInfo | null, given: number): number =>
  typeof address === 'object' && address !== null ? address.port : given
