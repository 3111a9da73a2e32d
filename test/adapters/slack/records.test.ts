// What people say of money, contacts and placed orders, on Slack: the real SDK, the real engine, a
// real database. Nothing is charged by itself, a number to ring at keeps the company's order, and
// words without a number are about the thread's order. Next: test/reliability/payments.test.ts, the
// engine's side.
import { afterEach, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ mode: 'http', shop: demoWith({ plenty: 50, buyers: 3 }) })
const { slack } = shop
afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

test('a card order is shipped, nobody is charged, and a press says that it was paid', async () => {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, '<@UBOT> order for buyer1@example.com: 2 MUG-BLUE-11OZ')
  await slack.presses('USAM', await slack.sees('USAM', desk, /Place order - 29\.95/), 'Place order - 29.95')
  await slack.sees('USAM', desk, /order 10001 placed[\s\S]*to be charged by you when it ships/)
  await slack.says('USAM', desk, 'ship 10001', { thread: said.ts })
  const news = await slack.sees('USAM', desk, /on the way[\s\S]*29\.95 USD to be charged by you to Visa ending 4242/)
  expect(await shop.rows('select captured::int as taken, status from payment where order_number = 10001')).toEqual([
    { taken: 0, status: 'to-be-paid' },
  ])
  await slack.presses('USAM', news, '29.95 was paid')
  await slack.sees('USAM', desk, /order 10001: paid, thank you/)
  expect(
    await shop.rows('select kind, amount::int as amount, how, by from payment_record where order_number = 10001'),
  ).toEqual([{ kind: 'collected', amount: 2995, how: 'card', by: 'staff:sam' }])
})

test('a number to ring at keeps the company, its exemption and its invoice', async () => {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, '<@UBOT> order for C-1002: 2 MUG-BLUE-11OZ')
  await slack.sees('USAM', desk, /Acme Corp[\s\S]*29\.95/)
  await slack.says('USAM', desk, 'ring her at +1 309 555 0188', { thread: said.ts })
  const card = await slack.sees('USAM', desk, /Acme Corp · [\s\S]*Phone \+13095550188, for this order/)
  expect(slack.text(card)).toContain('29.95')
  expect(
    await shop.rows(`select state->'content'->'buyer'->>'number' as number from draft where buyer_name = 'Acme Corp'`),
  ).toEqual([{ number: 'C-1002' }])
})

test('cancel alone in the thread of a placed order asks about that order', async () => {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, '<@UBOT> order for buyer2@example.com: 2 MUG-BLUE-11OZ')
  await slack.presses('USAM', await slack.sees('USAM', desk, /Place order - 29\.95/), 'Place order - 29.95')
  await slack.sees('USAM', desk, /order 10002 placed/)
  await slack.says('USAM', desk, 'cancel', { thread: said.ts })
  await slack.sees('USAM', desk, /Cancel order 10002 of Buyer 2, 29\.95 USD\?/)
  expect(await shop.rows('select status from orders where number = 10002')).toEqual([{ status: 'placed' }])
})

test('nothing is wrong in the end', async () => {
  expect(await shop.checkInvariants()).toEqual([])
})
