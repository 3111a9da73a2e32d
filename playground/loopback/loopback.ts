// An HTTP server on loopback, for fakes of platforms: any free port, bodies capped, nothing left
// open when it is closed. Next: slack/web-api.ts, who answers.
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
/** `cut`: the connection ends without an answer. `never`: no answer at all, until the client gives up. */
export type Answer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'never' }

export type Loopback = {
  readonly server: http.Server
  readonly port: number
  /** `http://127.0.0.1:port` */
  readonly url: string
  /** Nobody listens any more, and every connection ends: what a client gets is a refused connection. */
  readonly down: () => Promise<void>
  /** On the same port as before. */
  readonly up: () => Promise<void>
  readonly close: () => Promise<void>
}

const MAX_BODY = 5_000_000

export const json = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'answer',
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
})

export async function loopback(answer: (asked: Asked) => Promise<Answer>): Promise<Loopback> {
  const server = http.createServer(async (request, response) => {
    try {
      const body = await wholeBody(request)
      const said = await answer({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      })
      if (said.kind === 'never') return
      if (said.kind === 'cut') return void response.destroy()
      response.writeHead(said.status, said.headers)
      response.end(said.body)
    } catch (error) {
      response.writeHead(500)
      response.end(`the fake itself failed: ${String(error)}`)
    }
  })
  await listening(server, 0)
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    down: () => silenced(server),
    up: () => listening(server, port),
    close: () => silenced(server),
  }
}

const listening = (server: http.Server, port: number): Promise<void> =>
  new Promise((resolve) => void server.listen(port, '127.0.0.1', resolve))

/** Sockets that were upgraded belong to who upgraded them: those are ended there. */
async function silenced(server: http.Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

async function wholeBody(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > MAX_BODY) throw new Error('the body is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
