// What becomes of a placed order on Slack: changes in a rep's own words, the check of who is
// calling, a second change beside one that waits, and an erased person's messages. The real SDK, the
// real engine, a real database. Next: test/reliability/placed-words.test.ts, the engine's side.
import { afterEach, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { openStore } from '#store/turn/open.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ mode: 'http', shop: demoWith({ plenty: 50, buyers: 5 }) })
const { slack } = shop
afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

/** Placed by Sam, paid by the stored card. */
async function placed(who: string, total: string) {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, `<@UBOT> order for ${who}: 2 MUG-BLUE-11OZ`)
  const ready = await slack.sees('USAM', desk, new RegExp(`Place order - ${total}`))
  await slack.presses('USAM', ready, `Place order - ${total}`)
  const card = await slack.sees('USAM', desk, /order (\d{5}) placed/)
  return { desk, number: Number(/order (\d{5}) placed/.exec(slack.text(card))?.[1]), thread: said.ts }
}
const groupsOf = (number: number) =>
  shop.rows<{ method: string; postcode: string }>(
    `select method, address->>'postcode' as postcode from order_group where order_number = $1 order by id`,
    [number],
  )

test('another way, said in the thread, is made by the press on its amount', async () => {
  const { desk, number, thread } = await placed('buyer1@example.com', '29.95')
  await slack.says('USAM', desk, 'make it express', { thread })
  const asked = await slack.sees('USAM', desk, /by Express: 9\.00 USD more\?/)
  expect(await groupsOf(number)).toMatchObject([{ method: 'standard' }])
  await slack.presses('USAM', asked, 'Change it - 9.00 USD more')
  await slack.sees('USAM', desk, /9\.00 USD more to pay/)
  expect(await groupsOf(number)).toMatchObject([{ method: 'express' }])
})

test('a new place for a stored card waits for the check of who is calling, and is not replaced unsaid', async () => {
  const { number } = await placed('C-1001', '31.93')
  const elsewhere = slack.newChannel()
  const said = await slack.says(
    'USAM',
    elsewhere,
    `<@UBOT> change the address of ${number} to Pat Lee, 9 Elm St, Springfield, IL 62703`,
  )
  await slack.sees('USAM', elsewhere, /needs a caller check/)
  await slack.says('USAM', elsewhere, `method ${number} express`, { thread: said.ts })
  const second = await slack.sees('USAM', elsewhere, /Another change of order \d+ waits for the shop already/)
  expect(slack.text(second)).toContain('[Ask for this instead]')
  await slack.says('USAM', elsewhere, `check ${number} 62701`, { thread: said.ts })
  await slack.presses('USAM', await slack.sees('USAM', elsewhere, /can go on/), 'Look at the change')
  await slack.presses('USAM', await slack.sees('USAM', elsewhere, /\[Change it\]/), 'Change it')
  await eventually('it is changed', 30_000, async () =>
    (await groupsOf(number))[0]?.postcode === '62703' ? true : undefined,
  )
})

test('a card in the parcel and whom to write to, and an order that is not there, open no cart', async () => {
  const { number } = await placed('buyer2@example.com', '29.95')
  const elsewhere = slack.newChannel()
  const said = await slack.says('USAM', elsewhere, `<@UBOT> put a card in ${number} that says Get well soon`)
  await slack.sees('USAM', elsewhere, /gift note "Get well soon"/)
  await slack.says('USAM', elsewhere, `her email for ${number} is ann@example.org`, { thread: said.ts })
  await slack.sees('USAM', elsewhere, /another contact for it/)
  await slack.says('USAM', elsewhere, 'ship 99999 MUG-BLUE-11OZ 1 tracking T9', { thread: said.ts })
  await slack.sees('USAM', elsewhere, /Order 99999 was not found/)
  expect(await shop.rows('select gift_note, buyer_email from orders where number = $1', [number])).toEqual([
    { gift_note: 'Get well soon', buyer_email: 'ann@example.org' },
  ])
  expect(await shop.rows(`select 1 from draft where status = 'open'`)).toEqual([])
})

test("an erased person's cards are deleted in the channel; what was said of somebody else stays", async () => {
  const { desk, number } = await placed('buyer3@example.com', '29.95')
  const other = slack.newChannel()
  await slack.says('USAM', other, '<@UBOT> order for C-1002: 1 MUG-BLUE-11OZ')
  await slack.sees('USAM', other, /Acme/)
  await shop.settled()
  const shown = () => slack.reads('USAM', desk)
  expect(shown()).toContain(`order ${number} placed`)
  const store = await openStore({ url: shop.url })
  expect(await store.erase('buyer3@example.com')).toMatchObject({ orders: 1 })
  await store.close()
  await eventually('they are gone', 30_000, async () => (shown().includes(`order ${number} placed`) ? undefined : true))
  expect(slack.reads('USAM', other)).toContain('Acme')
})

test('nothing is wrong in the end', async () => {
  expect(await shop.checkInvariants()).toEqual([])
})
