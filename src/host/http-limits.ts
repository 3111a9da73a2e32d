/**
 * Who may hold how many connections open, and for how long. Rule: a request that dribbles is given
 * up by its deadline, one address has a bounded share, and behind trusted proxies the address is the
 * one they name. Next: http.ts.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

export type HttpLimits = {
  /** Milliseconds for the head of a request, and for all of it. */
  readonly deadline: number
  /** Connections of one address; behind a proxy, requests in work. */
  readonly perAddress: number
  /** Proxies in front of Parley whose X-Forwarded-For is believed. */
  readonly trustedProxies: number
}
export const defaultHttpLimits: HttpLimits = { deadline: 10_000, perAddress: 64, trustedProxies: 0 }

export const httpLimitsOf = ({ trustedProxies }: { readonly trustedProxies: number }): HttpLimits => ({
  ...defaultHttpLimits,
  trustedProxies,
})

/** How often deadlines are looked at, of the deadline. */
const LOOKS = 5
const IDLE = 5_000

/** Answers whether a request may be served now, and must be told when it is over. */
export type Admission = {
  readonly enter: (request: IncomingMessage) => boolean
  readonly leave: (request: IncomingMessage) => void
}

export const serverOptions = ({ deadline }: HttpLimits) => ({
  headersTimeout: deadline,
  requestTimeout: deadline,
  keepAliveTimeout: IDLE,
  connectionsCheckingInterval: Math.max(50, Math.floor(deadline / LOOKS)),
})

export function limitConnections(server: Server, limits: HttpLimits): Admission {
  const open = new Map<string, number>()
  const count = (address: string, by: number): number => {
    const now = (open.get(address) ?? 0) + by
    if (now > 0) open.set(address, now)
    else open.delete(address)
    return now
  }
  if (limits.trustedProxies === 0) {
    server.on('connection', (socket: Socket) => {
      const address = socket.remoteAddress ?? ''
      const now = count(address, 1)
      socket.once('close', () => count(address, -1))
      if (now > limits.perAddress) socket.destroy()
    })
    return { enter: () => true, leave: () => undefined }
  }
  const entered = new WeakMap<IncomingMessage, string>()
  return {
    enter(request) {
      const address = addressOf(request, limits.trustedProxies)
      const now = count(address, 1)
      entered.set(request, address)
      return now <= limits.perAddress
    },
    leave(request) {
      const address = entered.get(request)
      if (address !== undefined) count(address, -1)
    },
  }
}

/** The last hop but those that are ours; what a client wrote there itself stands further left. */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedProxies: number): string {
  const given = request.headers['x-forwarded-for']
  const hops = (Array.isArray(given) ? given.join(',') : (given ?? '')).split(',').map((hop) => hop.trim())
  const named = trustedProxies === 0 ? undefined : hops.at(-trustedProxies)
  return named === undefined || named === '' ? (request.socket.remoteAddress ?? '') : named
}
