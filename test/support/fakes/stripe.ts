// Stripe on loopback: `emulate` keeps the sessions, shows the page to pay on, and signs the
// webhooks; what it has not (prices made on the way, amounts, keys asked twice, refunds, faults)
// stands in front of it here. Use: `const stripe = await fakeStripe()`, STRIPE_API_URL = stripe.url,
// then `await stripe.connect(webhookUrl)`.
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { createEmulator, type Emulator } from 'emulate'
import Stripe from 'stripe'
import { afterAll } from 'vitest'
import { z } from 'zod'

export const HOOK_SECRET = 'whsec_only_tests_know_this_one'
type Fault = 'rate-limit' | 'broken' | 'silent-after' | 'broken-after' | 'malformed'
type Session = {
  readonly request: string
  readonly amount: number
  readonly currency: string
  readonly payment: string
}
export type FakeRefund = {
  readonly id: string
  readonly payment: string
  readonly amount: number
  readonly request: string
  readonly status: 'succeeded' | 'failed'
}
export type FakeStripe = {
  readonly url: string
  /** Webhooks go there from now on. */
  readonly connect: (hook: string) => Promise<void>
  /** The customer pays on the page behind the link; answers whether the page took it. */
  readonly pay: (link: string) => Promise<boolean>
  /** A bank sends the money of a refund back, days later. */
  readonly bounce: (refund: string) => Promise<void>
  /** What happens to the next calls whose path ends like this. */
  readonly fail: (path: RegExp, ...faults: readonly Fault[]) => void
  readonly payments: ReadonlyMap<string, { readonly amount: number; readonly request: string }>
  readonly refunds: readonly FakeRefund[]
  /** Sessions ever made. */
  readonly sessions: ReadonlyMap<string, Session>
  readonly calls: readonly string[]
  /** Webhooks are kept back while this is false. */
  hooks: boolean
}

const sessionSchema = z.looseObject({ id: z.string(), status: z.string() })
const made = z.looseObject({ id: z.string() })
const listSchema = z.looseObject({ data: z.array(sessionSchema) })

export async function fakeStripe(): Promise<FakeStripe> {
  let emulator: Emulator | undefined
  let hookUrl: string | undefined
  const state = {
    hooks: true,
    payments: new Map<string, { readonly amount: number; readonly request: string }>(),
    refunds: [] as FakeRefund[],
    sessions: new Map<string, Session>(),
    calls: [] as string[],
  }
  const keys = new Map<string, { readonly body: string; readonly answer: Answer }>()
  const faults: { readonly path: RegExp; readonly fault: Fault }[] = []
  const base = (): string => {
    if (emulator === undefined) throw new Error('connect first')
    return emulator.url
  }
  const form = (path: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${base()}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers: AUTH })
  const dressed = (session: z.infer<typeof sessionSchema>) => {
    const own = state.sessions.get(session.id)
    const intent = session.status === 'complete' ? own?.payment : null
    return { ...session, amount_total: own?.amount, currency: own?.currency, payment_intent: intent }
  }

  async function makeSession(params: URLSearchParams): Promise<Answer> {
    const at = (name: string): string => params.get(name) ?? ''
    const amount = Number(at('line_items[0][price_data][unit_amount]'))
    const currency = at('line_items[0][price_data][currency]')
    const ends = Number(at('expires_at')) * 1000 - Date.now()
    if (ends < 30 * 60_000 || ends > 24 * 3_600_000) return refusal('expires_at', 'parameter_invalid')
    if (!(amount >= 50)) return refusal('amount', 'amount_too_small')
    const product = made.parse(
      await (await form('/v1/products', { name: at('line_items[0][price_data][product_data][name]') })).json(),
    )
    const price = made.parse(
      await (await form('/v1/prices', { product: product.id, currency, unit_amount: String(amount) })).json(),
    )
    const answer = await form('/v1/checkout/sessions', {
      mode: 'payment',
      'line_items[0][price]': price.id,
      'line_items[0][quantity]': '1',
      'metadata[parley_order]': at('metadata[parley_order]'),
      'metadata[parley_request]': at('metadata[parley_request]'),
    })
    const session = sessionSchema.parse(await answer.json())
    state.sessions.set(session.id, {
      request: at('metadata[parley_request]'),
      amount,
      currency,
      payment: `pi_${session.id.slice(3)}`,
    })
    return { status: 200, body: dressed(session) }
  }

  function makeRefund(params: URLSearchParams): Answer {
    const payment = params.get('payment_intent') ?? ''
    const amount = Number(params.get('amount'))
    const paid = state.payments.get(payment)
    const gone = state.refunds.filter((one) => one.payment === payment).reduce((sum, one) => sum + one.amount, 0)
    if (paid === undefined) return refusal('payment_intent', 'resource_missing')
    if (amount + gone > paid.amount) return refusal('amount', 'charge_already_refunded')
    const refund = {
      id: `re_${state.refunds.length + 1}_${payment.slice(3)}`,
      payment,
      amount,
      request: params.get('metadata[parley_request]') ?? '',
      status: 'succeeded',
    } as const
    state.refunds.push(refund)
    return { status: 200, body: refundBody(refund) }
  }

  async function answer(method: string, path: string, params: URLSearchParams): Promise<Answer> {
    if (method === 'POST' && path === '/v1/checkout/sessions') return makeSession(params)
    if (method === 'POST' && path === '/v1/refunds') return makeRefund(params)
    if (path === '/v1/refunds') {
      const of = state.refunds.filter(({ payment }) => payment === params.get('payment_intent'))
      return { status: 200, body: { object: 'list', data: of.map(refundBody) } }
    }
    const refund = state.refunds.find(({ id }) => path === `/v1/refunds/${id}`)
    if (refund !== undefined) return { status: 200, body: refundBody(refund) }
    const passed = await fetch(`${base()}${path}?${params}`, { method, headers: AUTH })
    const body: unknown = await passed.json()
    const [one, many] = [sessionSchema.safeParse(body), listSchema.safeParse(body)]
    const shown = many.success
      ? { ...many.data, data: many.data.data.map(dressed) }
      : one.success
        ? dressed(one.data)
        : body
    return { status: passed.status, body: shown }
  }

  async function once(key: string | undefined, body: string, make: () => Promise<Answer>): Promise<Answer> {
    const known = key === undefined ? undefined : keys.get(key)
    if (known !== undefined) return known.body === body ? known.answer : refusal('key', 'idempotency_error', 400)
    const answered = await make()
    if (key !== undefined) keys.set(key, { body, answer: answered })
    return answered
  }

  const server = http.createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stripe')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString('utf8')
    if (url.pathname === '/hook') return forward(body, request, response)
    state.calls.push(`${request.method} ${url.pathname}`)
    const at = faults.findIndex(({ path }) => path.test(`${request.method} ${url.pathname}`))
    const [fault] = at < 0 ? [] : faults.splice(at, 1).map((one) => one.fault)
    if (fault === 'rate-limit')
      return end(response, {
        status: 429,
        body: { error: { type: 'invalid_request_error', code: 'rate_limit' } },
        retryAfter: '1',
      })
    if (fault === 'broken') return end(response, BROKEN)
    if (fault === 'malformed')
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": ')
    const key = request.headers['idempotency-key']
    const params = request.method === 'GET' ? url.searchParams : new URLSearchParams(body)
    const answered = await once(typeof key === 'string' ? key : undefined, body, () =>
      answer(request.method ?? 'GET', url.pathname, params),
    )
    if (fault === 'silent-after') return void response.destroy()
    end(response, fault === 'broken-after' ? BROKEN : answered)
  }
  /** What emulate signed is passed on as it is, unless webhooks are kept back. */
  async function forward(body: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const signature = String(request.headers['stripe-signature'])
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
    if (state.hooks && hookUrl !== undefined)
      await fetch(hookUrl, { method: 'POST', body, headers }).catch(() => undefined)
    response.writeHead(200).end()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback Stripe does not listen')
  const own = `http://127.0.0.1:${address.port}`
  emulator = await createEmulator({
    service: 'stripe',
    port: 0,
    seed: { stripe: { webhooks: [{ url: `${own}/hook`, events: ['*'], secret: HOOK_SECRET }] } },
  })
  afterAll(async () => {
    await emulator?.close()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return Object.assign(state, {
    url: own,
    async connect(hook: string) {
      hookUrl = hook
    },
    async pay(link: string) {
      const id = link.split('/').at(-1) ?? ''
      const before = sessionSchema.parse(
        await (await fetch(`${base()}/v1/checkout/sessions/${id}`, { headers: AUTH })).json(),
      )
      const session = state.sessions.get(id)
      if (before.status !== 'open' || session === undefined) return false
      state.payments.set(session.payment, { amount: session.amount, request: session.request })
      await fetch(`${base()}/checkout/${id}/complete`, { method: 'POST', redirect: 'manual' })
      return true
    },
    async bounce(id: string) {
      const at = state.refunds.findIndex((refund) => refund.id === id)
      const refund = state.refunds[at]
      if (refund === undefined) throw new Error(`no refund ${id}`)
      state.refunds[at] = { ...refund, status: 'failed' }
      const payload = JSON.stringify({
        id: `evt_${randomUUID()}`,
        object: 'event',
        type: 'refund.failed',
        data: { object: refundBody({ ...refund, status: 'failed' }) },
      })
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: HOOK_SECRET })
      await fetch(`${own}/hook`, { method: 'POST', body: payload, headers: { 'stripe-signature': signature } })
    },
    fail: (path: RegExp, ...next: readonly Fault[]) => void faults.push(...next.map((fault) => ({ path, fault }))),
  })
}

type Answer = { readonly status: number; readonly body: unknown; readonly retryAfter?: string }
const AUTH = { authorization: 'Bearer sk_test_emulate' }
const BROKEN: Answer = { status: 500, body: { error: { type: 'api_error', message: 'broken' } } }
const refusal = (param: string, code: string, status = 400): Answer => ({
  status,
  body: { error: { type: code === 'idempotency_error' ? code : 'invalid_request_error', code, param, message: code } },
})
const refundBody = ({ id, payment, amount, request, status }: FakeRefund) => ({
  ...{ id, object: 'refund', status, payment_intent: payment, amount },
  metadata: { parley_request: request },
})

function end(response: http.ServerResponse, { status, body, retryAfter }: Answer): void {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  }
  response.writeHead(status, headers).end(JSON.stringify(body))
}
