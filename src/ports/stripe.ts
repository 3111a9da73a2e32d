/**
 * Stripe behind the payment port: a link is a Checkout Session, money goes back as a Refund of its
 * payment. Rules: the API's version is pinned; every call has a key made of order and act, so that
 * asking twice is asking once; the outbox tries again, never the SDK; nothing of a card is ever
 * asked for. A webhook is only believed as far as its signature; how things stand is then asked.
 */

import Stripe from 'stripe'
import { given } from '#domain/base/given.ts'
import type { PaymentAct, ProviderSaid } from '#domain/model/placed/payment-request.ts'
import type { HookHeard, KnownRequest, PaymentCheck, Provider, ProviderAnswer } from './payment.ts'

export type StripeOptions = {
  readonly secretKey: string
  /** Absent: webhooks are refused, and how things stand is asked now and then. */
  readonly webhookSecret?: string
  /** Another place than Stripe's own. */
  readonly apiUrl?: string
  /** Where customers land after paying. */
  readonly returnUrl: string
  /** Milliseconds an answer may take. */
  readonly timeout?: number
}

const VERSION = '2026-10-28.endive'
/** Two calls and their answers are over before another process takes the lease (store/outbox). */
const TIMEOUT = 10_000
/** Seconds a webhook may be old. */
const TOLERANCE = 300
const KEY_REFUSED = 60_000
const SLOW_DOWN = 2_000
/** Stripe counts these in hundredths although they have none. */
const HUNDREDFOLD = ['ISK', 'UGX']

type Session = Stripe.Checkout.Session

export function stripeProvider(options: StripeOptions): Provider {
  const stripe = clientOf(options)
  return {
    name: 'Stripe',
    ask: (act, known, attempt) => asked(() => ask(stripe, act, { known, attempt, returnUrl: options.returnUrl })),
    look: (request) => asked(() => look(stripe, request)),
    hear: (body, signature) => hear(stripe, { body, signature, secret: options.webhookSecret }),
    check: () => check(stripe, options),
  }
}

function clientOf({ secretKey, apiUrl, timeout = TIMEOUT }: StripeOptions): Stripe {
  const url = apiUrl === undefined ? undefined : new URL(apiUrl)
  const secure = url?.protocol !== 'http:'
  return new Stripe(secretKey, {
    apiVersion: VERSION,
    maxNetworkRetries: 0,
    timeout,
    telemetry: false,
    ...(url === undefined
      ? {}
      : { host: url.hostname, port: url.port || (secure ? 443 : 80), protocol: secure ? 'https' : 'http' }),
  })
}

type How = { readonly known: KnownRequest | undefined; readonly attempt: 'send' | 'look'; readonly returnUrl: string }
const said = (words: ProviderSaid): ProviderAnswer => ({ kind: 'said', said: words })

async function ask(stripe: Stripe, act: PaymentAct, how: How): Promise<ProviderAnswer> {
  switch (act.kind) {
    case 'ask-link': {
      const made = how.attempt === 'look' ? await findSession(stripe, act.request) : undefined
      return saidOf(stripe, made ?? (await makeSession(stripe, act, how)))
    }
    case 'end-link':
      return endSession(stripe, how.known)
    case 'give-back': {
      const found = how.attempt === 'look' ? await findRefund(stripe, act) : undefined
      return refundSaid(found ?? (await makeRefund(stripe, act)))
    }
    default:
      return act satisfies never
  }
}

const keyOf = ({ order, kind, request }: PaymentAct): string => `parley-${order}-${kind}-${request}`
const marks = ({ order, request }: PaymentAct) => ({ parley_order: String(order), parley_request: request })
const theirs = (amount: number, currency: string): number =>
  HUNDREDFOLD.includes(currency.toUpperCase()) ? amount * 100 : amount
const ours = (amount: number, currency: string): number =>
  HUNDREDFOLD.includes(currency.toUpperCase()) ? amount / 100 : amount

/**
 * Stripe answers a key again with what it answered first, a 500 included: an attempt after one
 * nobody knows the end of has a key of its own. A session made by the first is found before, or its
 * address was never told to anybody.
 */
function makeSession(stripe: Stripe, act: Extract<PaymentAct, { kind: 'ask-link' }>, how: How): Promise<Session> {
  const again = how.attempt === 'look' ? `-${Date.now()}` : ''
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: String(act.order),
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: act.currency.toLowerCase(),
            unit_amount: theirs(act.amount, act.currency),
            product_data: { name: `Order ${act.order}` },
          },
        },
      ],
      metadata: marks(act),
      payment_intent_data: { metadata: marks(act) },
      expires_at: Math.floor(Date.parse(act.until) / 1000),
      success_url: how.returnUrl,
      ...given({ customer_email: act.email }),
    },
    { idempotencyKey: `${keyOf(act)}${again}` },
  )
}

async function findSession(stripe: Stripe, request: string): Promise<Session | undefined> {
  const { data } = await stripe.checkout.sessions.list({ limit: 100 })
  return data.find(({ metadata }) => metadata?.['parley_request'] === request)
}

/** One that was paid or ran out meanwhile says so instead. Without a name it was never made. */
async function endSession(stripe: Stripe, known: KnownRequest | undefined): Promise<ProviderAnswer> {
  if (known?.externalId === undefined) return said({ kind: 'expired' })
  const { externalId } = known
  try {
    return await saidOf(stripe, await stripe.checkout.sessions.expire(externalId))
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    return saidOf(stripe, await stripe.checkout.sessions.retrieve(externalId))
  }
}

/** What a session says. Throws Malformed where it lacks what it must have. */
async function saidOf(
  stripe: Stripe,
  { id, status, payment_status, url, ...session }: Session,
): Promise<ProviderAnswer> {
  if (typeof id !== 'string') throw new Malformed('a session without an id')
  const payment = nameOf(session.payment_intent)
  if (status === 'open') {
    if (typeof url !== 'string') throw new Malformed('an open session without an address')
    return said({ kind: 'open', externalId: id, url })
  }
  if (status === 'expired') return said({ kind: 'expired', externalId: id })
  if (status !== 'complete' || payment === undefined) throw new Malformed('a session in no state')
  if (payment_status !== 'unpaid') {
    const { amount_total: total, currency } = session
    if (!Number.isInteger(total) || total === null) throw new Malformed('a paid session without an amount')
    return said({ kind: 'paid', externalId: id, paymentId: payment, amount: ours(total, currency ?? '') })
  }
  const intent = await stripe.paymentIntents.retrieve(payment)
  const failed = intent.status === 'requires_payment_method' || intent.status === 'canceled'
  return said(failed ? { kind: 'refused', why: 'payment-failed' } : { kind: 'processing', externalId: id })
}

const nameOf = (of: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof of === 'string' ? of : of?.id

async function findRefund(
  stripe: Stripe,
  act: Extract<PaymentAct, { kind: 'give-back' }>,
): Promise<Stripe.Refund | undefined> {
  const { data } = await stripe.refunds.list({ payment_intent: act.payment, limit: 100 })
  return data.find(({ metadata }) => metadata?.['parley_request'] === act.request)
}

const makeRefund = (stripe: Stripe, act: Extract<PaymentAct, { kind: 'give-back' }>): Promise<Stripe.Refund> =>
  stripe.refunds.create(
    { payment_intent: act.payment, amount: theirs(act.amount, act.currency), metadata: marks(act) },
    { idempotencyKey: keyOf(act) },
  )

function refundSaid({ id, status }: Stripe.Refund): ProviderAnswer {
  if (typeof id !== 'string') throw new Malformed('a refund without an id')
  if (status === 'succeeded') return said({ kind: 'refunded', externalId: id })
  if (status === 'failed' || status === 'canceled') return said({ kind: 'refused', why: `refund-${status}` })
  return said({ kind: 'processing', externalId: id })
}

async function look(stripe: Stripe, { kind, externalId }: KnownRequest): Promise<ProviderAnswer> {
  if (externalId === undefined) return { kind: 'unsure', why: 'no name yet' }
  return kind === 'link'
    ? saidOf(stripe, await stripe.checkout.sessions.retrieve(externalId))
    : refundSaid(await stripe.refunds.retrieve(externalId))
}

/** An answer that is not what the API promises: it may have been done all the same. */
class Malformed extends Error {}

/** Never throws; tells codes only, since words of the provider may quote people. */
async function asked(call: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'unsure', why: `stripe: ${error.message}` }
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const why = `stripe: ${error.statusCode ?? 'no answer'}`
    const { errors } = Stripe
    if (error instanceof errors.StripeRateLimitError) return { kind: 'later', wait: waitOf(error), why }
    if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError)
      return { kind: 'later', wait: KEY_REFUSED, why }
    if (error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError)
      return said({ kind: 'refused', why: (error.code ?? String(error.statusCode ?? 'refused')).slice(0, 100) })
    return { kind: 'unsure', why }
  }
}

function waitOf({ headers }: Stripe.errors.StripeError): number {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : SLOW_DOWN
}

type Hook = { readonly body: string; readonly signature: string | undefined; readonly secret: string | undefined }
const SESSIONS = /^checkout\.session\./
const REFUNDS = /^refund\./

function hear(stripe: Stripe, { body, signature, secret }: Hook): HookHeard {
  if (secret === undefined || signature === undefined) return { kind: 'forged' }
  let event: Stripe.Event
  try {
    event = stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE)
  } catch {
    return { kind: 'forged' }
  }
  if (!SESSIONS.test(event.type) && !REFUNDS.test(event.type)) return { kind: 'nothing' }
  const about = event.data?.object
  const request = about !== undefined && 'metadata' in about ? about.metadata?.['parley_request'] : undefined
  const externalId = about !== undefined && 'id' in about ? about.id : undefined
  if (request === undefined || typeof externalId !== 'string') return { kind: 'nothing' }
  return { kind: 'about', event: event.id ?? `${event.type}-${externalId}`, request, externalId }
}

async function check(stripe: Stripe, { webhookSecret }: StripeOptions): Promise<readonly PaymentCheck[]> {
  const answer = await asked(async () => {
    await stripe.checkout.sessions.list({ limit: 1 })
    return said({ kind: 'unknown' })
  })
  const hooks: PaymentCheck =
    webhookSecret === undefined
      ? {
          ok: true,
          what: 'Without STRIPE_WEBHOOK_SECRET payments are noticed within a minute, by asking.',
        }
      : { ok: true, what: 'Webhooks are taken at /payments/stripe.' }
  if (answer.kind === 'said' && answer.said.kind !== 'refused')
    return [{ ok: true, what: 'Stripe answers, the key is good.' }, hooks]
  const why = answer.kind === 'said' ? 'it was refused' : answer.why
  return [
    {
      ok: false,
      what: `Stripe does not answer as it should (${why}).`,
      fix: 'Check STRIPE_SECRET_KEY and STRIPE_API_URL.',
    },
  ]
}
