// What can go wrong over HTTP with Stripe, by the real SDK on intercepted requests: each is either
// surely nothing, or perhaps done and then looked for before it is asked again. Rule: no words of
// the provider and no key leave the port.
import nock from 'nock'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PaymentAct } from '#domain/model/placed/payment-request.ts'
import { stripeProvider } from '#ports/stripe.ts'

const KEY = 'sk_test_only_here'
const HOOKS = 'whsec_only_here'
const provider = stripeProvider({
  secretKey: KEY,
  webhookSecret: HOOKS,
  returnUrl: 'https://shop.example/thanks',
  timeout: 400,
})
const REQUEST = '01890000-0000-7000-8000-000000000001'
const ask: PaymentAct = {
  ...{ kind: 'ask-link', request: REQUEST, order: 10_001, amount: 2_995, currency: 'USD' },
  until: '2026-11-28T12:00:00.000Z',
  email: 'pat@example.com',
}
const back: PaymentAct = {
  kind: 'give-back',
  request: REQUEST,
  order: 10_001,
  amount: 500,
  currency: 'USD',
  payment: 'pi_1',
}
const open = {
  id: 'cs_1',
  object: 'checkout.session',
  status: 'open',
  url: 'https://pay.example/1',
  metadata: { parley_request: REQUEST },
}

beforeAll(() => nock.disableNetConnect())
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
})
afterAll(() => nock.restore())
const api = () => nock('https://api.stripe.com')

describe('a link that is asked for', () => {
  test('has a key of order and act, the pinned version, what it is for and when it ends', async () => {
    let sent = ''
    api()
      .post('/v1/checkout/sessions', (body) => {
        sent = JSON.stringify(body)
        return true
      })
      .matchHeader('idempotency-key', `parley-10001-ask-link-${REQUEST}`)
      .matchHeader('stripe-version', '2026-10-28.endive')
      .reply(200, open)
    expect(await provider.ask(ask, undefined, 'send')).toEqual({
      kind: 'said',
      said: { kind: 'open', externalId: 'cs_1', url: 'https://pay.example/1' },
    })
    expect(sent).toContain('2995')
    expect(sent).toContain(String(Date.parse('2026-11-28T12:00:00Z') / 1000))
  })

  test.each([
    ['too many calls: waits as long as it is told', 429, { 'retry-after': '7' }, { kind: 'later', wait: 7_000 }],
    ['a key that is no good: waits for a better one', 401, {}, { kind: 'later', wait: 60_000 }],
    ['broken on their side: perhaps done', 500, {}, { kind: 'unsure' }],
    ['away: perhaps done', 503, {}, { kind: 'unsure' }],
  ] as const)('%s', async (_, status, headers, expected) => {
    const error = { error: { type: 'api_error', message: `secret words about pat@example.com ${KEY}` } }
    api().post('/v1/checkout/sessions').reply(status, error, headers)
    const answer = await provider.ask(ask, undefined, 'send')
    expect(answer).toMatchObject(expected)
    expect(JSON.stringify(answer)).not.toMatch(/secret|example|sk_test/)
  })

  test('refused for what it is: told with its code', async () => {
    api()
      .post('/v1/checkout/sessions')
      .reply(400, { error: { type: 'invalid_request_error', code: 'amount_too_small' } })
    expect(await provider.ask(ask, undefined, 'send')).toEqual({
      kind: 'said',
      said: { kind: 'refused', why: 'amount_too_small' },
    })
  })

  test('taken, and the answer never came: found again instead of made again', async () => {
    api()
      .post('/v1/checkout/sessions')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    expect(await provider.ask(ask, undefined, 'send')).toMatchObject({ kind: 'unsure' })
    api()
      .get('/v1/checkout/sessions')
      .query(true)
      .reply(200, { object: 'list', data: [open], has_more: false })
    expect(await provider.ask(ask, undefined, 'look')).toMatchObject({ said: { kind: 'open', externalId: 'cs_1' } })
  })

  test.each([
    ['half an answer', '{"id": "cs_1", "sta'],
    ['no JSON at all', '<html>gateway</html>'],
    ['an open session without an address', JSON.stringify({ ...open, url: null })],
    ['a session in no state', JSON.stringify({ id: 'cs_1' })],
  ])('%s is not believed', async (_, body) => {
    api().post('/v1/checkout/sessions').reply(200, body, { 'content-type': 'application/json' })
    expect(await provider.ask(ask, undefined, 'send')).toMatchObject({ kind: 'unsure' })
  })

  test('that was paid while it was to end says so', async () => {
    const paid = {
      ...open,
      status: 'complete',
      payment_status: 'paid',
      payment_intent: 'pi_1',
      amount_total: 2_995,
      currency: 'usd',
      url: null,
    }
    api()
      .post('/v1/checkout/sessions/cs_1/expire')
      .reply(400, { error: { type: 'invalid_request_error', code: 'x' } })
    api().get('/v1/checkout/sessions/cs_1').reply(200, paid)
    const known = { id: REQUEST, order: 10_001, kind: 'link', amount: 2_995, externalId: 'cs_1' } as const
    expect(await provider.ask({ kind: 'end-link', request: REQUEST, order: 10_001 }, known, 'send')).toEqual({
      kind: 'said',
      said: { kind: 'paid', externalId: 'cs_1', paymentId: 'pi_1', amount: 2_995 },
    })
  })
})

describe('money that goes back', () => {
  const refund = { id: 're_1', object: 'refund', status: 'succeeded', metadata: { parley_request: REQUEST } }
  test('is looked for before it is sent again', async () => {
    api()
      .get('/v1/refunds')
      .query({ payment_intent: 'pi_1', limit: '100' })
      .reply(200, { object: 'list', data: [refund] })
    expect(await provider.ask(back, undefined, 'look')).toEqual({
      kind: 'said',
      said: { kind: 'refunded', externalId: 're_1' },
    })
  })

  test('is sent again under the same key where it is not found', async () => {
    api().get('/v1/refunds').query(true).reply(200, { object: 'list', data: [] })
    api()
      .post('/v1/refunds')
      .matchHeader('idempotency-key', `parley-10001-give-back-${REQUEST}`)
      .reply(200, { ...refund, status: 'pending' })
    expect(await provider.ask(back, undefined, 'look')).toEqual({
      kind: 'said',
      said: { kind: 'processing', externalId: 're_1' },
    })
  })
})

describe('a webhook', () => {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    data: { object: open },
  })
  const signed = (timestamp: number, secret = HOOKS): string =>
    new Stripe(KEY).webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
  const now = Math.floor(Date.now() / 1000)
  test('that is signed and fresh says what to look at', () => {
    expect(provider.hear(body, signed(now))).toEqual({
      kind: 'about',
      event: 'evt_1',
      request: REQUEST,
      externalId: 'cs_1',
    })
  })
  test.each([
    ['signed by somebody else', body, signed(now, 'whsec_of_somebody_else')],
    ['of another body', body.replace('cs_1', 'cs_2'), signed(now)],
    ['replayed after its time', body, signed(now - 301)],
    ['without a signature', body, undefined],
    ['with nonsense for one', body, 't=1,v1=zz'],
  ])('%s is not believed', (_, said, signature) => {
    expect(provider.hear(said, signature)).toEqual({ kind: 'forged' })
  })
  test('about something else concerns nobody', () => {
    const other = JSON.stringify({ id: 'evt_2', type: 'customer.created', data: { object: { id: 'cus_1' } } })
    const header = new Stripe(KEY).webhooks.generateTestHeaderString({ payload: other, secret: HOOKS })
    expect(provider.hear(other, header)).toEqual({ kind: 'nothing' })
  })
})
