/**
 * A payment provider as this process hosts it: what is asked of it leaves like messages, its
 * webhooks come in over HTTP, and what is under way is asked for now and then. Its SDK is only
 * loaded when a key is configured. Next: jobs/payment-channel.ts, jobs/payment-watch.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { StripeConfig } from '#config'
import type { Log } from '#host/watch/log.ts'
import { type PaymentHost, paymentChannel } from '#jobs/payment-channel.ts'
import { onWebhook, watchPayments } from '#jobs/payment-watch.ts'
import type { Provider } from '#ports/payment.ts'
import { PAYMENTS_USER } from '#store/turn/open-turn.ts'
import type { HostDeps, HostedChannel } from './host.ts'
import { type Route, readBody } from './http.ts'

const PATH = '/payments/stripe'
/** Milliseconds: what a webhook did not tell is asked after so long. */
const ASK_AFTER = { hooks: 300_000, alone: 30_000 } as const
const LOOK = 10_000
/** Milliseconds until something said before the engine is there is tried again. */
const NOT_YET = 500

export async function stripeOf(settings: StripeConfig): Promise<Provider> {
  const { stripeProvider } = await import('#ports/stripe.ts')
  return stripeProvider(settings)
}

export async function hostPayments(settings: StripeConfig, log: Log): Promise<HostedChannel> {
  const provider = await stripeOf(settings)
  let hosted: { readonly host: PaymentHost; readonly stop: () => Promise<void> } | undefined
  const start = (deps: HostDeps): void => {
    const host = hostOf(deps)
    const age = settings.webhookSecret === undefined ? ASK_AFTER.alone : ASK_AFTER.hooks
    const watch = { provider, host, take: deps.store.payments.take, age }
    hosted = {
      host,
      stop: watchPayments(watch, LOOK, (error) => log({ event: 'connection', channel: 'payment', error })),
    }
  }
  return {
    channel: {
      name: 'payment',
      deliver: async (delivery) =>
        hosted === undefined
          ? { kind: 'later', wait: NOT_YET, why: 'not started yet' }
          : paymentChannel(provider, hosted.host).deliver(delivery),
    },
    linkTo: () => undefined,
    routes: settings.webhookSecret === undefined ? [] : [webhookRoute(provider, () => hosted?.host)],
    lines(deps) {
      start(deps)
      return []
    },
    check: provider.check,
    stop: async () => hosted?.stop(),
  }
}

const hostOf = ({ engine, store }: HostDeps): PaymentHost => ({
  engine,
  find: store.payments.find,
  user: PAYMENTS_USER,
})

const webhookRoute = (provider: Provider, host: () => PaymentHost | undefined): Route => ({
  method: 'POST',
  path: PATH,
  async handle(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request)
    const known = host()
    const signature = request.headers['stripe-signature']
    const status =
      body === undefined
        ? 413
        : known === undefined
          ? 503
          : await onWebhook({ body, signature: Array.isArray(signature) ? signature[0] : signature }, provider, known)
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}\n')
  },
})
