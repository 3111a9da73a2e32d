// Deliveries over Socket Mode: hello, envelopes shared out over the sockets the app has open, one
// acknowledgement each, refreshes as Slack makes them. Rule: an envelope on a socket that ends
// unacknowledged counts as failed, and an event among them comes again. Next: transport.ts.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { obj, parsed, str } from '../json.ts'
import type { Delivery } from './payloads.ts'
import { ACK_WITHIN, type Ack, type Transport } from './transport.ts'

const TYPES = { event: 'events_api', interaction: 'interactive', command: 'slash_commands' } as const satisfies Record<
  Delivery['kind'],
  string
>
/** Slack pings; a client that hears nothing for 30 s connects again. Milliseconds. */
const PING = 10_000

export type Sockets = Transport & {
  readonly open: () => number
  /** What Slack sends before it closes a socket: the oldest one, or all. The app has to connect again. */
  readonly refresh: (which: 'oldest' | 'all') => void
  /** The network fails: the oldest socket, or all, ends without a word. */
  readonly cut: (which: 'oldest' | 'all') => void
  /**
   * Frames that Slack never sends, and proxies do: cut short, without what they are about, of no
   * kind anybody knows.
   */
  readonly garble: () => void
  /** Answers every new socket with this status instead of opening it; undefined: opens them again. */
  readonly refuse: (status: number | undefined) => void
  readonly close: () => void
}

type Pending = { readonly socket: WebSocket; readonly settle: (ack: Ack) => void; readonly began: number }

export function socketTransport(server: Server, violate: (what: string) => void): Sockets {
  let refusing: number | undefined
  const wss = new WebSocketServer({
    server,
    path: '/link',
    verifyClient: (_info: unknown, verdict: (ok: boolean, status?: number) => void) =>
      verdict(refusing === undefined, refusing),
  })
  const sockets = new Set<WebSocket>()
  const retiring = new WeakSet<WebSocket>()
  const pending = new Map<string, Pending>()
  const settled = new Set<string>()
  let turn = 0

  wss.on('connection', (socket) => {
    sockets.add(socket)
    const ping = setInterval(() => socket.ping(), PING)
    ping.unref()
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(ping)
      sockets.delete(socket)
      for (const [id, each] of pending)
        if (each.socket === socket) settle(id, { kind: 'failed', why: 'the socket ended', took: took(each) })
    })
    socket.on('message', (data) => acked(String(data)))
    const hello = { type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A1' } }
    socket.send(
      JSON.stringify({
        ...hello,
        debug_info: { host: 'applink', build_number: 1, approximate_connection_time: 18_060 },
      }),
    )
  })
  const took = ({ began }: Pending) => performance.now() - began
  function settle(id: string, ack: Ack): void {
    const waiting = pending.get(id)
    pending.delete(id)
    if (ack.kind === 'acked') settled.add(id)
    waiting?.settle(ack)
  }
  function acked(frame: string): void {
    const { envelope_id, payload } = obj(parsed(frame))
    const id = str(envelope_id)
    if (settled.has(id)) violate(`envelope ${id} was acknowledged twice`)
    const waiting = pending.get(id)
    if (waiting !== undefined) settle(id, { kind: 'acked', payload: obj(payload), took: took(waiting) })
  }
  const chosen = (which: 'oldest' | 'all') => (which === 'all' ? [...sockets] : [...sockets].slice(0, 1))

  return {
    async send({ kind, body }, retry) {
      const ready = [...sockets].filter((socket) => socket.readyState === socket.OPEN && !retiring.has(socket))
      const socket = ready[turn++ % Math.max(ready.length, 1)]
      if (socket === undefined) return { kind: 'failed', why: 'no socket is open', took: 0 }
      const envelope_id = randomUUID()
      const { promise, resolve } = Promise.withResolvers<Ack>()
      pending.set(envelope_id, { socket, settle: resolve, began: performance.now() })
      const timer = setTimeout(() => settle(envelope_id, { kind: 'late', took: ACK_WITHIN }), ACK_WITHIN)
      const envelope = { envelope_id, type: TYPES[kind], payload: body, accepts_response_payload: kind !== 'event' }
      const again = retry === undefined ? {} : { retry_attempt: retry.number, retry_reason: retry.reason }
      socket.send(JSON.stringify({ ...envelope, ...again }))
      const ack = await promise
      clearTimeout(timer)
      return ack
    },
    open: () => sockets.size,
    refresh(which) {
      for (const socket of chosen(which)) {
        retiring.add(socket)
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink' } }),
        )
      }
    },
    cut(which) {
      for (const socket of chosen(which)) socket.terminate()
    },
    garble() {
      for (const socket of sockets) {
        for (const frame of [
          '{"type":"events_api","envelope_id":"e1"',
          '{"type":"events_api","envelope_id":"e2","payload":{}}',
          '{}',
          '"?"',
          'null',
        ])
          socket.send(frame)
      }
    },
    refuse(status) {
      refusing = status
    },
    close() {
      for (const socket of sockets) socket.terminate()
      wss.close()
    },
  }
}
