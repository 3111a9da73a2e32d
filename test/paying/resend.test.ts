// Mail through Resend, against the service of `emulate`: what Parley sends stands in its inbox,
// once, however often it was asked. Rule: no words of the provider leave the port.
import { createEmulator } from 'emulate'
import nock from 'nock'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Delivery } from '#conversation/edge/channel.ts'
import { mailChannel } from '#jobs/mail-channel.ts'
import { resendMail } from '#ports/resend.ts'

const resend = await createEmulator({
  service: 'resend',
  port: 0,
  seed: { resend: { domains: [{ name: 'harbor.example' }] } },
})
afterAll(() => resend.close())
const mail = resendMail({ apiKey: 're_test', from: 'Harbor Goods <orders@harbor.example>', apiUrl: resend.url })
const listed = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), to: z.array(z.string()), subject: z.string() })),
})
const inbox = async () => {
  const answered = await fetch(`${resend.url}/emails`, { headers: { authorization: 'Bearer re_test' } })
  return listed.parse(await answered.json()).data
}
const view = { headline: 'Your order 10001', blocks: [{ kind: 'text', text: 'Thank you.' }], controls: [] } as const
const delivery: Delivery = {
  ...{ key: 'k1', thread: 'mail:pat@example.com', surfaces: [], attempt: 'send', tries: 1, superseded: false },
  placement: { place: 'post', view },
}

test('a letter of the outbox is sent once, as text and as HTML', async () => {
  const channel = mailChannel(mail)
  expect(await channel.deliver(delivery)).toEqual({ kind: 'sent' })
  expect(await channel.deliver({ ...delivery, attempt: 'look', tries: 2 })).toEqual({ kind: 'sent' })
  expect(await inbox()).toMatchObject([{ to: ['pat@example.com'], subject: 'Your order 10001' }])
})

test.each([
  ['too many', 429, 'later'],
  ['broken', 500, 'later'],
  ['no such key', 401, 'later'],
  ['a bad address', 422, 'refused'],
])('%s', async (_, status, kind) => {
  nock('https://api.resend.com').post('/emails').reply(status, { message: 'pat@example.com is odd' })
  const posted = await resendMail({ apiKey: 're_1', from: 'a@b.example' }).send({
    id: 'x',
    to: 'pat@example.com',
    subject: 's',
    text: 't',
  })
  expect(posted).toEqual({ kind, why: `mail: ${status}` })
})
