// What is short, on Slack: the choice with its dates and money, and what the order's own thread is
// told when the goods come. The real SDK, the real engine, a real database with the demo shop as it
// is. Next: scenes.test.ts, the rest of a day; test/reliability/release.test.ts, the same under
// load.
import { afterEach, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { type SlackShop, slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const http = await slackShop({ mode: 'http', shop: demoWith({ buyers: 3 }) })
const socket = await slackShop({ mode: 'socket', shop: demoWith({ buyers: 3 }) })

const CHOICES = [
  /Ship everything together: 140\.73, on \w{3} \d+ \w{3}\]/,
  /Ship 2 now, 1 later: 140\.73, the rest on \w{3} \d+ \w{3}\]/,
  /Ship 2 now, 1 later: no second shipping charge\. Only the 2 that are here: the 5\.00 promotion ends/,
  /Only the 2 that are here: 97\.43\]/,
  /The other one as an order of its own: 93\.81 now \+ 46\.92 on \w{3} \d+ \w{3}\]/,
]

function scenes(shop: SlackShop): void {
  const { slack } = shop
  afterEach(async () => {
    await shop.settled()
    expect(slack.violations).toEqual([])
    expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
  })

  test('an item is short: four choices with their dates and money, one question to ask, one press, two orders', async () => {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for C-1001: 3 HOOD-BLACK-L')
    const card = await slack.sees('USAM', desk, /What shall we do/)
    for (const choice of CHOICES) expect(slack.text(card)).toMatch(choice)
    expect(slack.text(card)).toMatch(/2 now, 1 on/)
    expect(slack.text(card)).not.toContain('[Place order')

    await slack.says('USAM', desk, 'what if I only take the 2?', { thread: said.ts })
    await slack.sees('USAM', desk, /97\.43[\s\S]*Nothing was changed: the order stands at 140\.73/)
    expect(slack.text(card)).not.toContain('[Place order')

    await slack.presses('USAM', card, 'The other one as an order of its own')
    const ready = await slack.sees('USAM', desk, /Place order - 140\.73/)
    expect(ready.ts).toBe(card.ts)
    await slack.presses('USAM', ready, 'Place order - 140.73')
    const receipt = await slack.sees('USAM', desk, /orders 10001 and 10002 placed/)
    expect(receipt.ts).toBe(card.ts)
    expect(
      await shop.rows('select number, total::int as total, parent from orders where number > 10000 order by number'),
    ).toEqual([
      { number: 10001, total: 9381, parent: null },
      { number: 10002, total: 4692, parent: 10001 },
    ])
  })

  test('the goods come: the thread of the order is told, and one press sends it', async () => {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for buyer1@example.com: 1 KEYB-RED-US')
    const card = await slack.sees('USAM', desk, /wait for it/)
    await slack.presses('USAM', card, 'Ship everything together')
    await slack.presses('USAM', await slack.sees('USAM', desk, /Place order/), 'Place order')
    await slack.sees('USAM', desk, /order 10003 placed/)

    const stock = slack.newChannel()
    await slack.says('UKIM', stock, '<@UBOT> stock receive KEYB-RED-US 5')
    await slack.sees(
      'UKIM',
      stock,
      /KEYB-RED-US: 5 received[\s\S]*Order 10003, Buyer 1: 1 Mechanical keyboard.* set aside, thread told/,
    )
    const news = await slack.sees(
      'USAM',
      desk,
      /<@USAM> Buyer 1: order 10003: 1 Mechanical keyboard, red switches, US layout is here/,
    )
    expect(news.threadTs).toBe(said.ts)
    expect(slack.text(news)).toMatch(/89\.00 USD[\s\S]*\[Ship what is here\] \[Swap it\] \[Cancel Mechanical keyboard/)
    await slack.presses('USAM', news, 'Ship what is here')
    await slack.sees(
      'USAM',
      desk,
      /order 10003: 1 Mechanical keyboard, red switches, US layout on the way[\s\S]*89\.00 USD to be charged by you to Visa ending 4242/,
    )
    expect(
      await shop.rows('select on_hand as here, reserved as held from stock where sku = $1', ['KEYB-RED-US']),
    ).toEqual([{ here: 4, held: 0 }])
  })

  test('nothing is wrong in the end', async () => {
    expect(await shop.checkInvariants()).toEqual([])
  })

  passesOutsideValidators(slack)
}

describe('over signed HTTP', () => scenes(http))
describe('over Socket Mode', () => scenes(socket))
