// Slack over Socket Mode with its two sockets: a scene, and everything that goes wrong on the way
// in. Rule: however often, late or in whatever order something is delivered, and whatever is
// restarted in between, each line has one effect and one answer. Next: scenes.test.ts, the same
// over HTTP.
import { afterEach, describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { shuffled } from '#test/support/barrier.ts'
import { startChild } from '#test/support/crash.ts'
import { demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const shop = await slackShop({ mode: 'socket', shop: demoWith({ buyers: 60, plenty: 10_000 }), compress: 60 })
const { slack } = shop

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

const linesOf = async (customer: string) =>
  (
    await shop.rows<{ lines: unknown }>(
      `select (select json_agg(json_build_array(l->'sku', l->'quantity') order by l->>'sku') from jsonb_array_elements(d.state->'content'->'lines') l) as lines
       from draft d where d.state->'content'->'buyer'->>'name' = $1 order by ref desc limit 1`,
      [customer],
    )
  )[0]?.lines
const answersTo = (what: RegExp, place = 'DSAM') =>
  (slack.reads('USAM', place).match(new RegExp(what.source, `${what.flags}g`)) ?? []).length

test('two sockets are open, and an order goes through them', async () => {
  expect(slack.sockets.open()).toBe(2)
  await slack.commands('USAM', 'CORDERS', '/order', 'for C-1001: 2 blue 11oz mugs and a large black hoodie')
  const card = await slack.sees('USAM', 'CORDERS', /Place order - 80\.64/)
  await slack.presses('USAM', card, 'Add coupon')
  const form = await slack.modal('USAM', /Add a coupon/)
  await slack.submits('USAM', form, { 'Coupon code': 'save10' })
  const cheaper = await slack.sees('USAM', 'CORDERS', /Place order - 73\.17/)
  expect(cheaper.ts).toBe(card.ts)
  await slack.presses('USAM', cheaper, 'Place order')
  await slack.sees('USAM', 'CORDERS', /order 10001 placed, 73\.17/)
})

describe('deliveries', () => {
  test('that come three times each have one effect and one answer', async () => {
    await slack.says('USAM', 'DSAM', 'order for buyer1@example.com: 1 blue 11oz mug')
    await slack.sees('USAM', 'DSAM', /Buyer 1\b/)
    const written = slack.writes('USAM', 'DSAM', 'add 1 BEAN-BLACK').deliveries
    await Promise.all([...written, ...written, ...written].map(slack.deliver))
    await shop.settled()
    expect(await linesOf('Buyer 1')).toEqual([
      ['BEAN-BLACK', 1],
      ['MUG-BLUE-11OZ', 1],
    ])
    const card = await slack.sees('USAM', 'DSAM', /Place order/)
    const press = slack.press('USAM', card, 'Place order')
    await Promise.all([press, press, press].map(slack.deliver))
    await shop.settled()
    const placed = await shop.rows('select 1 from orders o where o.number > 10001')
    expect(placed).toHaveLength(1)
  })

  test('of a mention, which Slack sends twice under two ids, are one turn', async () => {
    const { deliveries } = slack.writes('ULEE', 'CSALES', '<@UBOT> order for buyer2@example.com: 2 blue 11oz mugs')
    expect(deliveries).toHaveLength(2)
    await Promise.all(deliveries.toReversed().map(slack.deliver))
    await slack.sees('ULEE', 'CSALES', /Buyer 2\b[\s\S]*Place order/)
    await shop.settled()
    expect(await linesOf('Buyer 2')).toEqual([['MUG-BLUE-11OZ', 2]])
    expect(await shop.rows("select 1 from draft where state->'content'->'buyer'->>'name' = 'Buyer 2'")).toHaveLength(1)
  })

  test('in any order are all heard', async () => {
    await slack.says('USAM', 'DSAM', 'new')
    await slack.says('USAM', 'DSAM', 'order for buyer3@example.com')
    await slack.sees('USAM', 'DSAM', /Buyer 3\b/)
    const skus = ['MUG-BLUE-11OZ', 'BEAN-BLACK', 'CREW-GREY-M', 'POLO-WHITE-M', 'HOOD-BLACK-M']
    const written = skus.map((sku) => slack.writes('USAM', 'DSAM', `add 1 ${sku}`).deliveries)
    await Promise.all(shuffled(written.flat(), 3).map(slack.deliver))
    await shop.settled()
    expect(await linesOf('Buyer 3')).toEqual(skus.toSorted().map((sku) => [sku, 1]))
  })

  test('of a message that was edited change what it had caused', async () => {
    await slack.says('USAM', 'DSAM', 'new')
    await slack.says('USAM', 'DSAM', 'order for buyer4@example.com')
    await slack.sees('USAM', 'DSAM', /Buyer 4\b/)
    const said = await slack.says('USAM', 'DSAM', 'add 2 BEAN-BLACK')
    await shop.settled()
    await slack.edits('USAM', said, 'add 3 BEAN-BLACK')
    await shop.settled()
    expect(await linesOf('Buyer 4')).toEqual([['BEAN-BLACK', 3]])
  })
})

describe('the connection', () => {
  test('refreshed by Slack leaves no gap: the other socket goes on', { timeout: 40_000 }, async () => {
    slack.sockets.refresh('oldest')
    const began = performance.now()
    await slack.says('USAM', 'DSAM', 'new')
    await slack.says('USAM', 'DSAM', 'order for buyer5@example.com: 1 blue 11oz mug')
    await slack.sees('USAM', 'DSAM', /Buyer 5\b/)
    const refreshing = slack.acks.slice(-2).map(({ ack }) => ack.kind)
    expect(refreshing).toEqual(['acked', 'acked'])
    await eventually('the second socket to be back', 20_000, async () =>
      slack.sockets.open() === 2 ? true : undefined,
    )
    console.log(
      `socket refreshed: 0 deliveries missed, both open again after ${Math.round(performance.now() - began)} ms`,
    )
  })

  test('lost in the middle of an order: what was not acknowledged comes again and counts once', {
    timeout: 60_000,
  }, async () => {
    const written = Array.from(
      { length: 10 },
      (_, n) => slack.writes('USAM', 'DSAM', `add 1 ${n % 2 === 0 ? 'BEAN-BLACK' : 'CREW-GREY-M'}`).deliveries,
    ).flat()
    const sent = written.map(slack.deliver)
    slack.sockets.cut('all')
    const acks = await Promise.all(sent)
    expect(acks.map(({ kind }) => kind)).toEqual(acks.map(() => 'acked'))
    await shop.settled()
    expect(await linesOf('Buyer 5')).toEqual([
      ['BEAN-BLACK', 5],
      ['CREW-GREY-M', 5],
      ['MUG-BLUE-11OZ', 1],
    ])
    await eventually('both sockets to be back', 20_000, async () => (slack.sockets.open() === 2 ? true : undefined))
  })
})

describe('a restart', () => {
  test('with the product down, what people write meanwhile is answered afterwards', { timeout: 40_000 }, async () => {
    await shop.stop()
    const sending = slack.says('USAM', 'DSAM', 'add 2 POLO-WHITE-M')
    await shop.start()
    await sending
    await shop.settled()
    expect(await linesOf('Buyer 5')).toContainEqual(['POLO-WHITE-M', 2])
  })

  test('between the acknowledgement and the work: the line is handled once, by whoever comes next', {
    timeout: 40_000,
  }, async () => {
    const asked = answersTo(/Black beans|BEAN-BLACK/i)
    await shop.stop()
    const [draft] = await shop.rows<{ thread_key: string }>(
      "select thread_key from draft where state->'content'->'buyer'->>'name' = 'Buyer 5'",
    )
    const inbound = {
      ...message('slack:T1/USAM', draft?.thread_key ?? '', 'set BEAN-BLACK 9', 'acknowledged-then-killed'),
      where: 'private' as const,
    }
    const child = startChild({ url: shop.url, inbounds: [inbound], crashAt: 'after-claim' })
    await child.ready
    child.go()
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
    await shop.start()
    await eventually('the line to be handled', 20_000, async () => {
      const lines = await linesOf('Buyer 5')
      return JSON.stringify(lines).includes('["BEAN-BLACK",9]') ? true : undefined
    })
    await shop.settled()
    expect(answersTo(/Black beans|BEAN-BLACK/i)).toBeGreaterThanOrEqual(asked)
    expect(await shop.rows("select 1 from inbox where status <> 'done'")).toEqual([])
  })

  test('leaves buttons of before working', async () => {
    const card = await slack.sees('USAM', 'DSAM', /Buyer 5\b[\s\S]*Place order/)
    await slack.presses('USAM', card, 'Place order')
    await slack.sees('USAM', 'DSAM', /Buyer 5: order \d{5} placed/)
  })
})

test('nothing is wrong in the end', async () => {
  expect(await shop.checkInvariants()).toEqual([])
})

passesOutsideValidators(slack)
