// The form of a bare /order: items as people write them, a search that adds one more, what is
// needed named; what cannot be read is said at its field and nothing is lost. The real Bolt, the
// fake Slack. Next: src/conversation/forms/, scenes.test.ts (the form in the scene of a guest).
import { afterEach, expect, test } from 'vitest'
import { obj, str } from '#playground/loopback/json.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 20, plenty: 100 }) })
const { slack } = shop
afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})
async function opened() {
  const desk = slack.newChannel()
  await slack.commands('USAM', desk, '/order')
  return { desk, form: await slack.modal('USAM', /Order details/) }
}
const WHO = { 'Who is it': 'A customer we know', 'E-mail, phone or customer number': 'buyer1@example.com' }

test('takes items in words and by number, and says what is needed to order', async () => {
  const { desk, form } = await opened()
  expect(slack.text(form)).toMatch(/E-mail, phone or customer number: .*Needed to order/)
  expect(slack.text(form)).toMatch(/Items: .*needed to order/)
  await slack.submits('USAM', form, { ...WHO, Items: '2 blue 11oz mugs\none cream tote\n1 BEAN-BLACK' })
  expect(form.status).toBe('closed')
  const card = await slack.sees('USAM', desk, /Buyer 1[\s\S]*Place order/)
  expect(slack.text(card)).toMatch(/2\s+Classic mug, blue, 11 oz[\s\S]*1\s+Tote bag, cream[\s\S]*BEAN-BLACK/)
})

test('what is not clear of an item is asked on the card, with the rest done', async () => {
  const { desk, form } = await opened()
  await slack.submits('USAM', form, { ...WHO, Items: '2 mugs\none cream tote' })
  const card = await slack.sees('USAM', desk, /which colour/i)
  expect(slack.text(card)).toMatch(/1\s+Tote bag, cream/)
})

test('what is no item is named at the field; everything typed stays', async () => {
  const { desk, form } = await opened()
  await slack.submits('USAM', form, { ...WHO, Items: '2 blue 11oz mugs\n3 flying carpets' })
  expect(form.status).toBe('open')
  expect(slack.text(form)).toMatch(/! Items: "3 flying carpets": one item a line/)
  expect(slack.reads('USAM', desk)).not.toMatch(/Classic mug/)
  await slack.submits('USAM', form, { ...WHO, Items: '2 blue 11oz mugs' })
  expect(form.status).toBe('closed')
  await slack.sees('USAM', desk, /2\s+Classic mug, blue, 11 oz/)
})

test('a search offers products and adds one of what was found', async () => {
  const { desk, form } = await opened()
  const offered = await slack.searches('USAM', form, 'cream tote')
  expect(JSON.stringify(offered)).toContain('TOTE-CREAM')
  const [first] = offered
  await slack.submits('USAM', form, { ...WHO, 'Search: One more item': str(obj(first)['value']) })
  expect(slack.text(await slack.sees('USAM', desk, /1\s+Tote bag, cream/))).toMatch(/Buyer 1/)
})

const link = (mail: string) => `<mailto:${mail}|${mail}>`
test('a mail somebody pasted is proposed as an order for who wrote it, to the address in it, and one press makes it so; headers and signature say nothing', async () => {
  const desk = slack.newChannel()
  const mail = `From: Pat Quinn &lt;${link('pat.quinn@example.com')}&gt;
To: ${link('shop@harbor.example')}
Subject: 40 more of the same?

Hello Sam,

please send me 2 blue 11oz mugs and 1 cream tote. Ship to:

Pat Quinn
5 Elm St
Salem, OR 97301

Many thanks
Pat Quinn
Quinn Studio`
  await slack.shortcut('USAM', 'order_from_message', slack.writes('ULEE', desk, mail).message)
  const proposal = await slack.sees('USAM', desk, /Use all/)
  expect(slack.text(proposal)).toMatch(
    /Pat Quinn, p\*\*\*@example\.com[\s\S]*\+2 Classic mug[\s\S]*\+1 Tote bag[\s\S]*Salem/,
  )
  await slack.presses('USAM', proposal, 'Use all')
  const card = await slack.sees('USAM', desk, /1\s+Tote bag, cream[\s\S]*Ship to: Salem, OR 97301[\s\S]*Choose payment/)
  expect(slack.text(card)).toMatch(/Guest: Pat Quinn, p\*\*\*@example\.com/)
  expect(slack.text(card)).toMatch(/2\s+Classic mug, blue, 11 oz/)
  expect(slack.reads('USAM', desk)).not.toMatch(/did not understand|do not have|What do you mean/)
})
