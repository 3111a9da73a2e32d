/**
 * A webhook as it leaves: signed by the Standard Webhooks scheme, to https and to no private
 * address unless that is allowed. Rule: an address is looked at when it is connected to, not only
 * when it was added, and no redirect is followed. Next: jobs/webhook-channel.ts.
 */
import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'

export type WebhookLetter = {
  readonly url: string
  /** `whsec_...` */
  readonly secret: string
  /** The same on every attempt. */
  readonly id: string
  readonly body: string
}
export type WebhookPosted = { readonly kind: 'taken' } | { readonly kind: 'not-taken'; readonly why: string }
export type PostWebhook = (letter: WebhookLetter) => Promise<WebhookPosted>

/** Milliseconds for all of it. */
const PATIENCE = 10_000

const PRIVATE = new BlockList()
for (const [net, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
])
  PRIVATE.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6')

const isPrivate = (address: string): boolean => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Why this address may not be told anything; undefined: it may. */
export function whyNotAddress(address: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'is no web address'
  if (url.username !== '' || url.password !== '') return 'has a name or a password in it'
  if (allowPrivate) return undefined
  if (url.protocol !== 'https:') return 'must begin with https://'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (/^localhost$|\.localhost$|\.internal$|\.local$/i.test(host) || (isIP(host) !== 0 && isPrivate(host)))
    return 'is a private address (WEBHOOKS_PRIVATE=on allows it)'
  return undefined
}

/** Every address a name leads to is public, or none of them is used. */
const publicLookup: LookupFunction = (hostname, options, callback) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null) return callback(error, '', 0)
    if (first === undefined || addresses.some(({ address }) => isPrivate(address)))
      return callback(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), '', 0)
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family)
  })

export const webhookPoster =
  ({ allowPrivate }: { readonly allowPrivate: boolean }): PostWebhook =>
  async ({ url, secret, id, body }) => {
    const why = whyNotAddress(url, allowPrivate)
    if (why !== undefined) return { kind: 'not-taken', why }
    const now = new Date()
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Parley',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    }
    const status = await posted(url, { headers, ...(allowPrivate ? {} : { lookup: publicLookup }) }, body)
    if (typeof status === 'string') return { kind: 'not-taken', why: status }
    return status >= 200 && status < 300 ? { kind: 'taken' } : { kind: 'not-taken', why: `answered ${status}` }
  }

/** The status, or a short code of what went wrong. */
function posted(url: string, options: https.RequestOptions, body: string): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>()
  const send = url.startsWith('https:') ? https.request : http.request
  const request = send(url, { ...options, method: 'POST', signal: AbortSignal.timeout(PATIENCE) }, (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  })
  request.on('error', (error) => resolve('code' in error && typeof error.code === 'string' ? error.code : 'no answer'))
  request.end(body)
  return promise
}
