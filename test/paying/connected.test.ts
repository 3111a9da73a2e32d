// Connected as an operator connects it: the settings, the whole process as host/parley.ts puts it
// together, its webhook route over HTTP, and the commands of the operator as processes of their
// own. Rule: no key is printed or logged. Next: docs/STRIPE.md, docs/MAIL.md.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseConfig } from '#config'
import { startParley } from '#host/parley.ts'
import { createLog } from '#host/watch/log.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { runParley } from '#test/cli/parley.ts'
import { demoWith } from '#test/support/demo.ts'
import { fakeSmtp } from '#test/support/fake-smtp.ts'
import { fakeStripe, HOOK_SECRET } from '#test/support/fakes/stripe.ts'
import { sitsDown } from '#test/support/terminal.ts'
import { world } from '#test/support/world.ts'

const [stripe, smtp] = [await fakeStripe(), await fakeSmtp()]
const shop = await world({ shop: demoWith({ plenty: 500 }) })
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-connected-'))
const env = {
  DATABASE_URL: shop.url,
  PARLEY_DATA: folder,
  PORT: '0',
  STRIPE_SECRET_KEY: 'sk_test_emulate',
  STRIPE_WEBHOOK_SECRET: HOOK_SECRET,
  STRIPE_RETURN_URL: 'https://shop.example/thanks',
  STRIPE_API_URL: stripe.url,
  SMTP_URL: smtp.url,
  MAIL_FROM: 'Harbor Goods <orders@harbor.example>',
}
const parsed = parseConfig(env, folder)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const file = path.join(folder, 'parley.log')
const parley = await startParley({ config: parsed.config, say: () => undefined, log: createLog(file) })
await stripe.connect(`${parley.http?.address}/payments/stripe`)
afterAll(async () => {
  await parley.close()
  expect(fs.readFileSync(file, 'utf8')).not.toMatch(/sk_test|whsec|pat@/)
  fs.rmSync(folder, { recursive: true })
})

/** Each starts processes of its own, on a machine that may be busy. */
const PROCESSES = { timeout: 120_000 }

test('an order placed at a terminal is paid by its link, told there, and by letter', async () => {
  const sam = await sitsDown(parley, 'sam', 'paying')
  await sam.says('guest pat@example.com: 2 blue 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US')
  await sam.says('method standard')
  await sam.says('pay link')
  const number = Number(/order (\d{5}) placed/.exec(await sam.says('place'))?.[1])
  await sam.sees(/the payment link for 29\.95 USD is ready/)
  const url = await eventually(
    'the link',
    10_000,
    async () => (await parley.store.queries.order(number))?.requests[0]?.url,
  )
  await stripe.pay(url)
  await sam.sees(/paid, thank you/)
  expect((await smtp.to('pat@example.com', 1)).text).toContain(url)
  await sam.leaves()
})

test('a webhook that nobody signed is refused, and one that is too big', async () => {
  const post = (body: string) => fetch(`${parley.http?.address}/payments/stripe`, { method: 'POST', body })
  expect((await post('{"type":"checkout.session.completed"}')).status).toBe(400)
  expect((await post('x'.repeat(1_100_000))).status).toBe(413)
})

test('parley test-order --payment makes a link and ends it', PROCESSES, async () => {
  const { code, out } = await runParley(['test-order', '--payment'], { env })
  expect(out).toMatch(
    /ok +Stripe answers[\s\S]*ok +Made a payment link for 1\.00 USD\.\nok +Ended it again: nobody can pay by it\./,
  )
  expect(code).toBe(0)
  const none = await runParley(['test-order', '--payment'], { env: { DATABASE_URL: shop.url, PARLEY_DATA: folder } })
  expect([none.code, none.err]).toEqual([78, expect.stringContaining('docs/STRIPE.md')])
})

test('parley doctor compares with the provider', PROCESSES, async () => {
  const fine = await runParley(['doctor'], { env })
  expect([fine.code, fine.out]).toEqual([0, 'Everything adds up.\n'])
  await shop.rows(`update payment_request set payment_id = 'pi_other' where status = 'paid'`)
  await shop.rows(`update payment_record set reference = 'pi_other' where how = 'link'`)
  const wrong = await runParley(['doctor'], { env })
  expect(wrong.out).toMatch(/payments: order \d+: link cs_\S+: Stripe says it was paid by pi_/)
  expect(wrong.code).toBe(1)
})

test('parley webhooks add, list, test, replay and remove', PROCESSES, async () => {
  const at = { env: { ...env, WEBHOOKS_PRIVATE: 'on' } }
  const refused = await runParley(['webhooks', 'add', 'http://127.0.0.1:9/x'], { env })
  expect([refused.code, refused.err]).toEqual([64, expect.stringContaining('must begin with https://')])
  const added = await runParley(['webhooks', 'add', 'http://127.0.0.1:9/x', '--events', 'order.paid'], at)
  const id = added.out.split('\n')[0] ?? ''
  expect(added.out).toMatch(/Signing key: whsec_/)
  expect((await runParley(['webhooks', 'list'], at)).out).toContain(`${id}  http://127.0.0.1:9/x  order.paid  0 wait`)
  const tried = await runParley(['webhooks', 'test', id], at)
  expect([tried.code, tried.out]).toEqual([1, expect.stringContaining('did not take it: ECONNREFUSED')])
  expect((await runParley(['webhooks', 'replay', id], at)).out).toContain('nothing to send again')
  expect((await runParley(['webhooks', 'remove', id], at)).code).toBe(0)
})
