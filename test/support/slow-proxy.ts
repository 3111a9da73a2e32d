// A TCP proxy on loopback that makes a database far away: every request arrives later by the same
// delay, in order, on any number of connections. Rule: bounded, and closed with everything it
// holds. Next: test/soak/burst.ts.
import net from 'node:net'

export type SlowProxy = {
  /** The same database, through the proxy. */
  readonly url: string
  readonly delay: (milliseconds: number) => void
  readonly close: () => Promise<void>
}

export async function slowProxy(databaseUrl: string): Promise<SlowProxy> {
  const target = targetOf(new URL(databaseUrl))
  const open = new Set<net.Socket>()
  let wait = 0
  const server = net.createServer({ noDelay: true }, (client) => {
    const upstream = net.connect(target)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
    // Timers of one length fire in the order they were set, so bytes stay in order as long as the
    // delay does not change under them.
    client.on('data', (bytes) =>
      wait === 0 ? upstream.write(bytes) : void setTimeout(() => upstream.write(bytes), wait),
    )
    upstream.on('data', (bytes) => client.write(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.searchParams.delete('host')
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return {
    url: url.href,
    delay(milliseconds) {
      wait = milliseconds
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The embedded server listens on a socket in a folder; others on a host. */
function targetOf(url: URL): net.NetConnectOpts {
  const port = Number(url.port || 5432)
  const folder = url.searchParams.get('host')
  return folder?.startsWith('/') === true
    ? { path: `${folder}/.s.PGSQL.${port}` }
    : { host: folder ?? url.hostname, port, noDelay: true }
}
