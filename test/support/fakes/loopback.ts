// An HTTP server on loopback, for fakes of platforms: any free port, bodies capped, nothing left open when it is closed.
// Next: fakes/slack/web-api.ts, who answers.
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
      const said = await answer({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
      if (said.kind === 'never') return
      if (said.kind === 'cut') return void response.destroy()
      response.writeHead(said.status, said.headers)
      response.end(said.body)
    } catch (error) {
      response.writeHead(500)
      response.end(`the fake itself failed: ${String(error)}`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
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
