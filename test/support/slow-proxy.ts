// A TCP proxy on loopback that makes a database far away or breaks the network to it: every request
// later by the same delay and in order, connections cut, bytes that never arrive, a server that has
// no room. Rule: bounded, and closed with everything it holds. Next: test/soak/burst.ts.
import net from 'node:net'

/**
 * `cut`: connections end, new ones too. `stall`: nothing arrives on either side. `half-open`:
 * requests arrive, answers do not. `full`: the server refuses new connections (53300).
 */
export const NETWORK_FAULTS = ['cut', 'stall', 'half-open', 'full'] as const
export type NetworkFault = (typeof NETWORK_FAULTS)[number]
export type SlowProxy = {
  /** The same database, through the proxy. */
  readonly url: string
  readonly delay: (milliseconds: number) => void
  /** From now on, for the connections there are and for new ones; undefined: everything passes again. */
  readonly fault: (kind: NetworkFault | undefined) => void
  readonly close: () => Promise<void>
}

type Link = { readonly client: net.Socket; readonly upstream: net.Socket }

export async function slowProxy(databaseUrl: string): Promise<SlowProxy> {
  const target = targetOf(new URL(databaseUrl))
  const open = new Set<Link>()
  let wait = 0
  let broken: NetworkFault | undefined
  const cutAll = (): void => {
    for (const { client, upstream } of open) {
      client.destroy()
      upstream.destroy()
    }
  }
  const server = net.createServer({ noDelay: true }, (client) => {
    client.on('error', () => client.destroy())
    if (broken === 'cut') return void client.destroy()
    if (broken === 'full') return void client.once('data', () => client.end(NO_ROOM))
    const upstream = net.connect(target)
    const link = { client, upstream }
    open.add(link)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(link)
        other.destroy()
      })
    }
    // Timers of one length fire in the order they were set, so bytes stay in order as long as the
    // delay does not change under them.
    client.on('data', (bytes) => {
      if (broken === 'stall') return
      if (wait === 0) upstream.write(bytes)
      else setTimeout(() => upstream.write(bytes), wait)
    })
    upstream.on('data', (bytes) => {
      if (broken !== 'stall' && broken !== 'half-open') client.write(bytes)
    })
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
    fault(kind) {
      const swallowed = broken === 'stall' || broken === 'half-open'
      broken = kind
      // Bytes that were swallowed never come: such a connection is of no use to anybody any more.
      if (kind === 'cut' || kind === 'full' || swallowed) cutAll()
    },
    async close() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The server's own words, as it says them in answer to the first message of a connection. */
const NO_ROOM = errorResponse('SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0')
function errorResponse(fields: string): Buffer {
  const body = Buffer.from(fields)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** The embedded server listens on a socket in a folder; others on a host. */
function targetOf(url: URL): net.NetConnectOpts {
  const port = Number(url.port || 5432)
  const folder = url.searchParams.get('host')
  return folder?.startsWith('/') === true
    ? { path: `${folder}/.s.PGSQL.${port}` }
    : { host: folder ?? url.hostname, port, noDelay: true }
}
