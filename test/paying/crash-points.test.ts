// A process that dies anywhere between the chat, the database and the provider: random points, 24
// at every change and 200 with `npm run crash-points`, each followed by another process that
// finishes. Rule: nothing is charged twice, nothing that was paid is lost, what goes back is exact,
// and the books say what the provider says. Every call that leaves or comes back is a point, before
// it and after it. Seed: PARLEY_SEED.
import { afterAll, expect, test } from 'vitest'
import { startDelivery } from '#jobs/delivery.ts'
import { type PaymentHost, paymentChannel } from '#jobs/payment-channel.ts'
import { comparePayments } from '#jobs/payment-compare.ts'
import { lookAtPayments, onWebhook, type Watch } from '#jobs/payment-watch.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import type { Provider } from '#ports/payment.ts'
import { stripeProvider } from '#ports/stripe.ts'
import { PAYMENTS_USER } from '#store/turn/open-turn.ts'
import { lookNow } from '#test/support/clock.ts'
import { demoWith } from '#test/support/demo.ts'
import { fakeStripe, HOOK_SECRET } from '#test/support/fakes/stripe.ts'
import { hookServer } from '#test/support/paying-shop.ts'
import { world } from '#test/support/world.ts'

const RUNS = Number(process.env['PARLEY_RUNS'] ?? 24)
/** Later than this no call is made in any of the scenarios. */
const DEEPEST = 34
const seed = Number(process.env['PARLEY_SEED'] ?? Date.now() % 1_000_000)
let state = seed
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

let ahead = 0
const stripe = await fakeStripe()
const shop = await world({
  shop: demoWith({ plenty: 5_000 }),
  clock: () => new Date(Date.now() + ahead),
  engine: { outside: { links: true, mail: false } },
  limits: { unfinishedAge: 0 },
})
const real = stripeProvider({
  ...{ secretKey: 'sk_test_emulate', webhookSecret: HOOK_SECRET, apiUrl: stripe.url },
  returnUrl: 'https://shop.example/thanks',
})

type Process = {
  readonly provider: Provider
  readonly host: PaymentHost
  readonly isDead: () => boolean
  readonly close: () => Promise<void>
}
let current: Process | undefined
const hook = await hookServer(async (heard) => {
  const process = current
  return process === undefined ? 503 : onWebhook(heard, process.provider, process.host)
})
await stripe.connect(hook.url)
afterAll(async () => {
  await hook.close()
  expect(shop.faults).toEqual([])
})

/** Dies at the given call, before it or after it; undefined: lives. */
function boot(at: number | undefined): Process {
  let points = 0
  let dead = false
  const step = (): void => {
    if (!dead && points++ === at) dead = true
    if (dead) throw new Error('died here')
  }
  const mortal =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      step()
      const answer = await call(...args)
      step()
      return answer
    }
  const provider: Provider = { ...real, ask: mortal(real.ask), look: mortal(real.look) }
  const host: PaymentHost = {
    engine: { claim: mortal(shop.engine.claim), handle: mortal(shop.engine.handle) },
    find: mortal(shop.store.payments.find),
    user: PAYMENTS_USER,
  }
  const { outbox } = shop.store
  const quiet = () => undefined
  const delivery = startDelivery({
    channels: [paymentChannel(provider, host)],
    outbox: {
      async lease(channels, count) {
        if (dead) throw new Error('dead')
        return outbox.lease(channels, count)
      },
      markSent: mortal(outbox.markSent),
      markDead: mortal(outbox.markDead),
      retryIn: mortal(outbox.retryIn),
    },
    surfaces: shop.store.surfaces,
    onOutgoing: shop.store.onOutgoing,
    now: shop.store.now,
    report: { again: quiet, dead: quiet, failed: quiet, unreachable: quiet },
  })
  return { provider, host, isDead: () => dead, close: delivery.close }
}

const SAM = 'terminal:sam'
async function placed(run: number): Promise<number> {
  const thread = `terminal:crash-${run}`
  await shop.say(
    SAM,
    thread,
    `guest c${run}@example.com: 2 blue 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US`,
  )
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  return Number(/order (\d{5}) placed/.exec(await shop.say(SAM, thread, 'place'))?.[1] ?? Number.NaN)
}
const orderOf = async (number: number) => {
  const order = await shop.store.queries.order(number)
  if (order === undefined) throw new Error(`no order ${number}`)
  return order
}
const desk = (): string => `terminal:crash-desk-${random(1_000_000_000)}`
const said = (words: string) => shop.say(SAM, desk(), words)

async function pay(number: number): Promise<void> {
  const link = (await orderOf(number)).requests.find(({ url, status }) => url !== undefined && status === 'requested')
  if (link?.url !== undefined) await stripe.pay(link.url)
}
async function cancel(number: number): Promise<void> {
  const thread = desk()
  await shop.say(SAM, thread, `cancel ${number}`)
  await shop.say(SAM, thread, 'yes')
}

/** What people do, in the order they do it; in between everything that can settle does. */
type Deed = (number: number) => Promise<unknown>
const fewer: Deed = (number) => said(`cancel ${number} 1 mug`)
const leaves: Deed = (number) => said(`ship ${number}`)
const comesBack: Deed = (number) => said(`received ${number} 1 mug`)
const byHand: Deed = (number) => said(`paid ${number} cash`)
const waits: Deed = async () => {
  ahead += 61 * 60_000
  await lookNow(shop)
}
const STORIES: readonly (readonly Deed[])[] = [
  [pay],
  [fewer, pay],
  [pay, leaves, comesBack],
  [pay, cancel],
  [byHand, pay],
  [pay, byHand, cancel],
  [waits, pay],
  [pay, fewer],
  [cancel],
]

const isQuiet = async (): Promise<boolean> => {
  const [row] = await shop.rows<{ open: number }>(
    `select (select count(*) from outbox where channel = 'payment' and status = 'pending')::int
      + (select count(*) from inbox where status = 'new')::int as open`,
  )
  return row?.open === 0
}
/** Until nothing is on its way, or the process is dead. */
const settled = (process: Process): Promise<boolean> =>
  eventually('everything settles', 20_000, async () => (process.isDead() || (await isQuiet()) ? true : undefined))

async function lived(number: number, story: readonly Deed[], at: number): Promise<boolean> {
  const first = boot(at)
  current = first
  await settled(first)
  let done = 0
  for (const deed of story) {
    // Webhooks of every other deed never come.
    stripe.hooks = random(2) === 0
    await deed(number)
    stripe.hooks = true
    done++
    await settled(first)
    if (first.isDead()) break
  }
  await first.close()
  if (!first.isDead()) await lookAtPayments(watchOf(first)).catch(() => undefined)
  ahead += 31_000
  const next = boot(undefined)
  current = next
  for (const inbound of await shop.store.recovery.unfinished()) await shop.engine.handle(inbound)
  await settled(next)
  for (const deed of story.slice(done)) {
    await deed(number)
    await settled(next)
  }
  await lookAtPayments(watchOf(next))
  await settled(next)
  await next.close()
  return first.isDead()
}
const watchOf = ({ provider, host }: Process): Watch => ({
  ...{ provider, host, age: 1 },
  take: (due) => shop.store.payments.take({ ...due, underWay: 0 }),
})

/** What the provider has of an order, and what its books say. */
async function difference(number: number): Promise<readonly string[]> {
  const order = await orderOf(number)
  const own = new Set(order.requests.map(({ id }) => id))
  const taken = [...stripe.payments.values()]
    .filter(({ request }) => own.has(request))
    .reduce((sum, { amount }) => sum + amount, 0)
  const back = stripe.refunds.filter(({ request }) => own.has(request)).reduce((sum, { amount }) => sum + amount, 0)
  const links = order.records.filter(({ by }) => by === 'system:payments')
  const books = (kind: string) =>
    links.filter((record) => record.kind === kind).reduce((sum, { amount }) => sum + amount, 0)
  const apart = order.requests.reduce((sum, { kind, beyond = 0 }) => sum + (kind === 'link' ? beyond : 0), 0)
  const apartBack = order.requests.reduce(
    (sum, { kind, status, beyond = 0 }) => sum + (kind === 'refund' && status === 'refunded' ? beyond : 0),
    0,
  )
  const { captured, refunded } = order.money
  return [
    ...(taken === books('collected') + apart ? [] : [`took ${taken}, books ${books('collected')} and ${apart} apart`]),
    ...(back === books('given-back') + apartBack
      ? []
      : [`gave back ${back}, books ${books('given-back')} and ${apartBack} apart`]),
    ...(apart === apartBack ? [] : [`${apart} came twice, ${apartBack} of it went back`]),
    ...(refunded <= captured && captured <= order.total
      ? []
      : [`${refunded} <= ${captured} <= ${order.total} does not hold`]),
    ...(order.status === 'cancelled' && captured - refunded !== 0 && order.records.every(({ how }) => how === 'link')
      ? ['cancelled, and money is held']
      : []),
  ].map((what) => `order ${number}: ${what}`)
}

test(`${RUNS} random crash points: nothing charged twice, none lost`, { timeout: 590_000 }, async () => {
  const wrong: string[] = []
  let crashes = 0
  for (let run = 0; run < RUNS; run++) {
    const story = STORIES[random(STORIES.length)] ?? []
    const at = random(DEEPEST)
    const number = await placed(run)
    if (await lived(number, story, at)) crashes++
    wrong.push(
      ...(await difference(number)).map((what) => `${what} (run ${run}, point ${at}, story ${STORIES.indexOf(story)})`),
    )
  }
  console.log(
    `payment crash points: ${RUNS} runs, ${crashes} died on the way, ${wrong.length} violations, seed ${seed}`,
  )
  expect(wrong).toEqual([])
  expect(crashes).toBeGreaterThan(RUNS / 4)
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(await comparePayments(await shop.store.payments.named(1_000), real)).toEqual([])
})
