// A shop that is paid through Stripe on loopback: store, engine, delivery, webhook route and watch,
// as host/parley.ts puts them together, so that a test can sell, pay and look. Rule: nothing is waited for
// but with a deadline. Use: `const shop = await payingShop()`.

import { afterAll } from 'vitest'
import type { Channel } from '#conversation/edge/channel.ts'
import { type Route, readBody, serveHttp } from '#host/http.ts'
import { hostPayments, stripeOf } from '#host/payments.ts'
import { startDelivery } from '#jobs/delivery.ts'
import { mailChannel } from '#jobs/mail-channel.ts'
import { lookAtPayments } from '#jobs/payment-watch.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { smtpMail } from '#ports/mail.ts'
import { PAYMENTS_USER } from '#store/turn/open-turn.ts'
import { fakeSmtp } from '#test/support/fake-smtp.ts'
import { fakeStripe, HOOK_SECRET } from './fakes/stripe.ts'
import { codec } from './open-parley.ts'
import { type WorldOptions, world } from './world.ts'

const PATIENCE = 15_000

export async function payingShop(options: WorldOptions = {}) {
  const [stripe, smtp] = [await fakeStripe(), await fakeSmtp()]
  const shop = await world({ ...options, engine: { ...options.engine, outside: { links: true, mail: true } } })
  const settings = {
    secretKey: 'sk_test_emulate',
    webhookSecret: HOOK_SECRET,
    apiUrl: stripe.url,
    returnUrl: 'https://shop.example/thanks',
  }
  const logged: unknown[] = []
  const hosted = await hostPayments(settings, (line) => void logged.push(line))
  hosted.lines({ engine: shop.engine, codec, store: shop.store, sendsOnly: false })
  const http = await serveHttp(
    { host: '127.0.0.1', port: 0 },
    { store: shop.store, channels: () => ({}), routes: hosted.routes, onFault: (error) => void logged.push(error) },
  )
  const hook = `${http.address}/payments/stripe`
  await stripe.connect(hook)
  const mail = smtpMail({ url: smtp.url, from: 'Harbor Goods <orders@harbor.example>' })
  const channels: readonly Channel[] = [hosted.channel, mailChannel(mail)]
  const delivery = startDelivery({
    channels,
    outbox: shop.store.outbox,
    surfaces: shop.store.surfaces,
    onOutgoing: shop.store.onOutgoing,
    now: shop.store.now,
    report: {
      again: (row) => void logged.push(row),
      dead: (row) => void logged.push(row),
      failed: (error) => void logged.push(error),
      unreachable: (error) => void logged.push(error),
    },
  })
  afterAll(async () => {
    await hosted.stop()
    await delivery.close()
    await http.close()
    mail.close()
  })
  const provider = await stripeOf(settings)
  const host = { engine: shop.engine, find: shop.store.payments.find, user: PAYMENTS_USER }
  const orderOf = async (number: number) => {
    const order = await shop.store.queries.order(number)
    if (order === undefined) throw new Error(`no order ${number}`)
    return order
  }
  return {
    ...shop,
    stripe,
    smtp,
    hook,
    logged,
    provider,
    orderOf,
    /** The order once it is as it should be. */
    until: (what: string, number: number, is: (order: Awaited<ReturnType<typeof orderOf>>) => boolean) =>
      eventually(what, PATIENCE, async () => {
        const order = await orderOf(number)
        return is(order) ? order : undefined
      }),
    /** A link that can be paid. */
    link: (number: number) =>
      eventually(`a link for order ${number}`, PATIENCE, async () =>
        (await orderOf(number)).requests.find(
          ({ kind, status, url, ending }) => kind === 'link' && status === 'requested' && url !== undefined && !ending,
        ),
      ),
    /** Asks the provider how everything under way stands. */
    ask: () =>
      lookAtPayments({ provider, host, take: (due) => shop.store.payments.take({ ...due, underWay: 0 }), age: 1 }),
  }
}

/** Where webhooks come in; whoever is alive answers. */
export async function hookServer(
  hear: (hook: { readonly body: string; readonly signature: string | undefined }) => Promise<number>,
) {
  const route: Route = {
    method: 'POST',
    path: '/payments/stripe',
    async handle(request, response) {
      const signature = request.headers['stripe-signature']
      const body = (await readBody(request)) ?? ''
      const status = await hear({ body, signature: String(signature) }).catch(() => 503)
      response.writeHead(status).end()
    },
  }
  const standing = { oldestInbox: 0, oldestOutbox: 0, pending: 0, dead: 0, running: 0, waiting: 0 }
  const store = { health: async () => ({ database: 'up', signals: 'up', ...standing }) as const }
  const http = await serveHttp(
    { host: '127.0.0.1', port: 0 },
    { store, channels: () => ({}), routes: [route], onFault: () => undefined },
  )
  return { url: `${http.address}/payments/stripe`, close: http.close }
}
