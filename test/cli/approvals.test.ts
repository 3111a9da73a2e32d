// Two processes of the real command, sam at one thread and kim at another: a request travels to
// kim, an offer back to sam, and the order is placed.
import { expect, test } from 'vitest'
import { freshDatabase } from '#test/support/database.ts'
import { openChat, plain, runParley } from './parley.ts'

test('sam asks for 40.00 off, kim offers 25.00, sam accepts: placed at 184.02, and the audit has every step', {
  timeout: 120_000,
}, async () => {
  const { url } = await freshDatabase()
  const env = { DATABASE_URL: url, PARLEY_SECRET: 'a secret that only tests know, 32 and more' }
  const sam = openChat(['--as', 'sam', '--thread', 'front'], env)
  sam.say('order for jane.doe@example.com: add 4 CREW-GREY-M, 1 POLO-WHITE-M')
  await sam.hears('Total 211.08')
  const kim = openChat(['--as', 'kim', '--thread', 'office'], env)
  sam.say('take 40.00 off: late delivery')
  await sam.hears('[Give 10.00 now, my limit] [Ask for approval] [Leave it]')
  sam.say('ask')
  await sam.hears('Waiting for approval A1 (-40.00, 20.5 %)')
  await kim.hears('Sam: 40.00 off for Jane Doe, from 211.08 to 167.79 (20.5 %), late delivery')
  sam.say('place')
  await sam.hears('This order waits for approval')
  // Everything starts anew between the request and its answer.
  await sam.kill('SIGKILL')
  await kim.kill('SIGKILL')

  const kimAgain = openChat(['--as', 'manager:kim', '--thread', 'office'], env)
  kimAgain.say('approvals')
  const request = await kimAgain.hears('Give-away: 40.00 of 195.00 (20.5 %)')
  expect(request.text).toMatch(/\nCustomer: (?:first order|1 order before this one|\d+ orders before this one)\n/)
  kimAgain.say('counter A1 25.00')
  await kimAgain.hears('A1: counter-offer by Kim')

  const samAgain = openChat(['--as', 'sam', '--thread', 'front'], env)
  const news = await samAgain.hears('@sam A1: Kim offers 25.00 off')
  expect(news.place).toBe('post')
  samAgain.say('accept')
  await samAgain.hears('Total 184.02')
  await kimAgain.hears('A1: Sam took the offer of 25.00 off')
  expect(samAgain.printed().filter(({ text }) => text.includes('Kim offers 25.00 off\nSay')).length).toBe(1)
  samAgain.say('place')
  await samAgain.hears('order 10001 placed, 184.02')
  expect(await samAgain.leave()).toBe(0)
  expect(await kimAgain.leave()).toBe(0)

  const order = JSON.parse((await runParley(['orders', 'show', '10001', '--json'], { env })).out)
  expect(order).toMatchObject({ total: 18_402, tax: 1_402, shipping: 0, discount: -3_000 })
  const { out: audit } = await runParley(['trace', '10001'], { env })
  const steps = [
    'approval-asked',
    'approval-countered: Kim answered A1: 25.00 off',
    'approval-accepted',
    'submitted: Placed 10001',
  ]
  const at = steps.map((step) => audit.indexOf(step))
  expect(at.every((position, index) => position > (at[index - 1] ?? 0))).toBe(true)
  expect(audit).toContain('by staff:kim')

  const { out: table } = await runParley(['report', 'approvals'], { env })
  expect(plain(table)).toMatch(/sam late delivery 1 1 25\.00 0 \d+ s/)
  const { out: csv } = await runParley(['report', 'approvals', '--csv'], { env })
  expect(csv).toMatch(/^A1,2\S+Z,sam,Jane Doe,late delivery,25\.00,12\.8,approved,kim,2\S+Z,\d+,10001\r?$/m)
  expect(
    (await runParley(['report', 'approvals', '--from', '2020-01-01', '--to', '2020-01-31'], { env })).out,
  ).toContain('No approvals')
  expect((await runParley(['report', 'approvals', '--from', 'soon'], { env })).code).toBe(64)
  expect((await runParley(['doctor'], { env })).out).toContain('Everything adds up.')
  const desk = await runParley(['chat', '--as', 'sam', '--thread', 'approvals'], { env })
  expect(desk.code).toBe(1)
  expect(desk.err).toContain('only who may approve')
})

test('staff, roles and rights on the command line, and who changed them', { timeout: 120_000 }, async () => {
  const { url } = await freshDatabase()
  const env = { DATABASE_URL: url, PARLEY_SECRET: 'a secret that only tests know, 32 and more' }
  await runParley(['chat', '--as', 'sam'], { env, input: 'help\n' })
  const staff = async (...words: readonly string[]) => runParley(['staff', ...words], { env })
  expect((await staff('role', 'lee', 'manager')).out).toContain('lee is manager')
  expect((await staff('add', 'pat', 'rep', 'Pat Lee')).out).toContain('pat is rep (Pat Lee)')
  expect((await staff('suspend', 'pat')).out).toContain('pat is suspended')
  expect((await staff('resume', 'pat')).code).toBe(0)
  expect((await staff('rights', 'rep', 'no-quote')).out).toContain('rep may not quote')
  expect((await staff('rights')).out).not.toMatch(/^rep .*quote/m)
  expect((await staff('suspend', 'ada')).err).toContain('leave nobody')
  expect((await staff('role', 'nobody', 'rep')).err).toContain('no member of staff nobody')
  const { out } = await staff('history')
  expect(out.split('\n').filter((line) => line.includes('by system:command-line')).length).toBe(6)
  expect(out).toContain('lee is manager')
})
