// A pooler on loopback that behaves like PgBouncer in transaction mode: it answers a connection
// itself and lends it a server session for one transaction at a time, the one used last first.
// Rule: only what the protocol needs for that.
import net from 'node:net'

export type Pooler = { readonly url: string; readonly close: () => Promise<void> }

/** A session of the server, and to whom it is lent. */
type Server = { readonly socket: net.Socket; client: net.Socket | undefined }

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
/** Let in, and ready. */
const WELCOME = Buffer.concat([message('R', int(0)), message('K', Buffer.alloc(8)), message('Z', Buffer.from('I'))])
const SSL = 80_877_103

/** `sessions`: how many of the server's it has. */
export async function transactionPooler(databaseUrl: string, sessions: number): Promise<Pooler> {
  const target = new URL(databaseUrl)
  const idle: Server[] = []
  const all: net.Socket[] = []
  for (let count = 0; count < sessions; count++) idle.push(await serverSession(target, give))
  const waiting: { readonly client: net.Socket; readonly bytes: Buffer }[] = []

  function give(server: Server): void {
    server.client = undefined
    const next = waiting.shift()
    if (next === undefined) return void idle.push(server)
    server.client = next.client
    server.socket.write(next.bytes)
  }
  const listener = net.createServer({ noDelay: true }, (client) => {
    all.push(client)
    client.on('error', () => client.destroy())
    let welcomed = false
    client.on('data', (bytes) => {
      if (!welcomed) {
        if (bytes.readInt32BE(4) === SSL) return void client.write('N')
        welcomed = true
        return void client.write(WELCOME)
      }
      if (bytes.toString('latin1', 0, 1) === 'X') return void client.end()
      const mine = lent.find((server) => server.client === client)
      const server = mine ?? idle.pop()
      if (server === undefined) return void waiting.push({ client, bytes })
      server.client = client
      server.socket.write(bytes)
    })
  })
  const lent = [...idle]
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.searchParams.delete('host')
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return {
    url: url.href,
    async close() {
      for (const socket of [...all, ...lent.map((server) => server.socket)]) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

/** Signed in, and read: a transaction is over when the server is ready and idle. */
async function serverSession(url: URL, over: (server: Server) => void): Promise<Server> {
  const folder = url.searchParams.get('host')
  const port = Number(url.port || 5432)
  const socket =
    folder?.startsWith('/') === true
      ? net.connect({ path: `${folder}/.s.PGSQL.${port}` })
      : net.connect({ host: folder ?? url.hostname, port })
  const server: Server = { socket, client: undefined }
  const words = ['user', decodeURIComponent(url.username), 'database', url.pathname.slice(1), '', '']
  const body = Buffer.concat([int(196_608), Buffer.from(words.join('\0'))])
  socket.on('error', () => socket.destroy())
  const ready = Promise.withResolvers<void>()
  let rest = Buffer.alloc(0)
  let signedIn = false
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes])
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const end = rest.readInt32BE(1) + 1
      const whole = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (signedIn) server.client?.write(whole)
      if (whole.toString('latin1', 0, 1) !== 'Z' || whole.toString('latin1', 5, 6) !== 'I') continue
      if (signedIn) over(server)
      else ready.resolve()
      signedIn = true
    }
  })
  socket.write(Buffer.concat([int(body.length + 4), body]))
  await ready.promise
  return server
}
