// The other reps of a thread: heard when they answer what the card asks or say an order change with
// an item in it; what people say among themselves stays talk; who changed the order last stands on
// its card. The real Bolt, the fake Slack. Next: src/conversation/turn/reading/colleagues.ts.
import { afterEach, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 20, plenty: 100 }) })
const { slack } = shop

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})

/** Sam's order in a thread; Lee reads along. */
async function inThread(buyer: number, items: string) {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, `<@UBOT> order for buyer${buyer}@example.com: ${items}`)
  const card = await slack.sees('USAM', desk, new RegExp(`Buyer ${buyer}\\b`))
  await shop.settled()
  return { desk, card, lee: (text: string) => slack.says('ULEE', desk, text, { thread: said.ts }) }
}

describe('A colleague in the thread', () => {
  test.each([
    ['add a cream tote', /1\s+Tote bag, cream/],
    ['2 more blue 11oz mugs', /4\s+Classic mug, blue/],
    ['make the mugs 3', /3\s+Classic mug, blue/],
  ])('is heard with "%s", and the card says who changed it', async (words, shows) => {
    const { desk, card, lee } = await inThread(1, '2 blue 11oz mugs')
    await lee(words)
    await slack.sees('USAM', desk, shows)
    await shop.settled()
    expect(slack.text(card)).toMatch(shows)
    expect(slack.text(card)).toMatch(/^Sam, last change by Lee - /m)
  })

  test('words that other words stand between are answered below them, by what became of the order', async () => {
    const { desk, card, lee } = await inThread(3, '2 blue 11oz mugs')
    await lee('add a cream tote')
    await slack.sees('ULEE', desk, /1\s+Tote bag, cream/)
    await shop.settled()
    await lee('make the mugs 3')
    const below = await slack.sees('ULEE', desk, /Its card stands above/)
    expect(slack.text(below)).toMatch(/^Classic mug, blue, 11 oz: 2, now 3/)
    expect(below.onlyFor).toBe('ULEE')
    expect(Number(below.ts)).toBeGreaterThan(Number(card.ts))
    expect(slack.text(card)).toMatch(/3\s+Classic mug, blue/)
  })

  test('answers what the card asks; what would place or end the order is its rep’s to answer', async () => {
    const { desk, lee } = await inThread(2, '2 mugs')
    await slack.sees('USAM', desk, /Which colour|colour/i)
    await lee('blue')
    await slack.sees('USAM', desk, /Which volume|volume|11 oz|15 oz/i)
    await lee('11 oz')
    const card = await slack.sees('USAM', desk, /2\s+Classic mug, blue, 11 oz/)
    expect(slack.text(card)).toMatch(/last change by Lee/)
  })

  test.each([
    'I think 5 mugs would be nice',
    '2 mugs of soup for lunch?',
    'did you add the tote?',
    'they usually take the blue mug',
    'I sold them 3 blue 11oz mugs last week',
    'maybe add a cream tote',
    'what about 3 mugs instead?',
    'yes',
    '2',
    'make it 3',
    'looks good to me',
    'I had the same customer yesterday',
  ])('is left alone with "%s"', async (words) => {
    const { desk, card, lee } = await inThread(3, '2 blue 11oz mugs')
    const before = slack.text(card)
    const messages = slack.space.messages.filter(({ channel }) => channel === desk).length
    await lee(words)
    await shop.settled()
    expect(slack.text(card)).toBe(before)
    expect(slack.space.messages.filter(({ channel }) => channel === desk)).toHaveLength(messages + 1)
  })

  test('does not place an order by saying yes to somebody', async () => {
    const { desk, card, lee } = await inThread(4, '2 blue 11oz mugs')
    await slack.presses('USAM', card, 'Place order')
    await slack.sees('USAM', desk, /order 10\d{3} placed/)
    const next = await inThread(4, '1 BEAN-BLACK')
    await slack.presses('USAM', next.card, 'Place order')
    await slack.sees('USAM', next.desk, /Place it anyway/)
    await next.lee('yes')
    await shop.settled()
    expect(slack.text(next.card)).toMatch(/Place it anyway/)
    await lee('thanks')
  })
})
