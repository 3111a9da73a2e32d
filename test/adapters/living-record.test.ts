// After an order is placed its thread goes on being the order's, on Slack and on Discord: its
// people are heard there, the receipt and the root line follow what becomes of it, a new cart is a
// new card, and talk with who helped goes on until a side ends it. The real Bolt and the real
// discord.js in one process. Rule: what is asserted is what people read. Next:
// src/conversation/turn/order/records.ts, src/conversation/turn/people/hand-over.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { allIsWell, discordShop } from './discord/shop.ts'

const slack = await fakeSlack()
const world = await discordShop({ environment: slack.environment('http') })
const { discord, rows, links } = world
let parley = await world.start()
const connect = (): void => {
  slack.app.url = `${parley.http?.address}/slack/events`
}
connect()
for (const [user, id] of [
  ['USAM', 'sam'],
  ['UKIM', 'kim'],
  ['ULEE', 'lee'],
] as const)
  await parley.store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
afterAll(() => slack.close())
const PATIENCE = { timeout: 20_000 }
const SLOW = { timeout: 60_000 }

async function restart(): Promise<void> {
  await parley.close()
  parley = await world.start()
  connect()
}

const numbers = async (): Promise<readonly number[]> =>
  (await rows<{ number: number }>('select number from orders order by number')).map(({ number }) => number)

/** An order of Buyer 0 that Sam placed in a thread of its own. */
async function placedOnSlack(buyer: number) {
  const desk = slack.newChannel()
  const said = await slack.says(
    'USAM',
    desk,
    `<@UBOT> order for buyer${buyer}@example.com: 2 blue 11oz mugs and a cream tote`,
  )
  const ready = await slack.sees('USAM', desk, /Place order - /)
  await slack.presses('USAM', ready, 'Place order')
  const receipt = await slack.sees('USAM', desk, /order 10\d{3} placed[\s\S]*New order/)
  const number = Number(/order (10\d{3}) placed/.exec(slack.text(receipt))?.[1])
  return { desk, receipt, number, thread: { thread: said.ts } }
}

describe('On Slack, in the thread of a placed order', () => {
  test('its rep is heard without a mention, others only talk; yes answers the question that was asked', async () => {
    const { desk, number, thread } = await placedOnSlack(0)
    await slack.says('ULEE', desk, 'I had the same customer yesterday', thread)
    await slack.says('USAM', desk, 'where is the parcel?', thread)
    await slack.sees('USAM', desk, new RegExp(`rder ${number}, placed`))
    expect(slack.reads('ULEE', desk)).not.toMatch(/did not understand/)
    await slack.says('USAM', desk, 'cancel the tote', thread)
    await slack.sees('USAM', desk, /1 Tote bag, cream cancelled/)
    await slack.says('USAM', desk, `cancel ${number}`, thread)
    await slack.sees('USAM', desk, /say "yes"|Cancel order/i)
    await slack.says('USAM', desk, 'yes', thread)
    await slack.sees('USAM', desk, new RegExp(`order ${number}: cancelled`))
    expect(slack.violations).toEqual([])
  })

  test('payment, refund and cancellation stand on the receipt and in the root line', SLOW, async () => {
    const desk = slack.newChannel()
    await slack.commands('USAM', desk, '/order', 'for buyer3@example.com: 2 blue 11oz mugs and a cream tote')
    const card = await slack.sees('USAM', desk, /Place order - /)
    await slack.presses('USAM', card, 'Place order')
    const receipt = await slack.sees('USAM', desk, /order 10\d{3} placed[\s\S]*New order/)
    const number = Number(/order (10\d{3}) placed/.exec(slack.text(receipt))?.[1])
    const thread = { thread: card.threadTs ?? '' }
    const root = () => slack.text(slack.space.message(desk, card.threadTs ?? '') ?? card)
    await slack.says('USAM', desk, `cancel the tote of ${number}`, thread)
    await expect.poll(() => slack.text(receipt), PATIENCE).toMatch(/1 cancelled/)
    await slack.says('USAM', desk, `${number} was paid`, thread)
    await expect.poll(() => slack.text(receipt), PATIENCE).toMatch(/[Pp]aid/)
    await slack.says('USAM', desk, `refund ${number} 1.00: late`, thread)
    await expect.poll(() => slack.text(receipt), PATIENCE).toMatch(/1\.00/)
    await expect.poll(root, PATIENCE).toMatch(/order 10\d{3} placed, 1\d\.00 taken off, paid/)
    await slack.says('USAM', desk, `cancel ${number}`, thread)
    await slack.sees('USAM', desk, /Cancel order \d+ of Buyer 3/)
    await slack.says('USAM', desk, 'yes', thread)
    await expect.poll(root, PATIENCE).toMatch(/cancelled/)
    await expect.poll(() => slack.text(receipt), PATIENCE).toMatch(new RegExp(`rder ${number}, cancelled`))
    expect(slack.violations).toEqual([])
  })

  test('the receipt stays where it is and follows; so does the root line, until a new cart begins there as a new card', async () => {
    const desk = slack.newChannel()
    await slack.commands('USAM', desk, '/order', 'for buyer1@example.com: 2 blue 11oz mugs and a cream tote')
    const card = await slack.sees('USAM', desk, /Place order - /)
    await slack.presses('USAM', card, 'Place order')
    const receipt = await slack.sees('USAM', desk, /order 10\d{3} placed[\s\S]*New order/)
    expect(receipt.ts).toBe(card.ts)
    const number = Number(/order (10\d{3}) placed/.exec(slack.text(receipt))?.[1])
    const root = () => slack.text(slack.space.message(desk, card.threadTs ?? '') ?? card)
    const thread = { thread: card.threadTs ?? '' }

    await restart()
    await slack.says('USAM', desk, `ship ${number} tracking PX77`, thread)
    await slack.sees('USAM', desk, /on the way[\s\S]*PX77/)
    expect(slack.text(receipt)).toMatch(/sent[\s\S]*tracking PX77/i)
    expect(root()).toMatch(new RegExp(`order ${number} on its way, tracking PX77`))

    await slack.says('USAM', desk, 'add 1 BEAN-BLACK', thread)
    const next = await slack.sees('USAM', desk, new RegExp(`a new cart, order ${number} stays as it is`))
    expect(next.ts).not.toBe(receipt.ts)
    expect(slack.text(receipt)).toMatch(/tracking PX77/i)
    const before = root()
    expect(before).not.toMatch(/on its way/)
    await slack.says('USAM', desk, `refund ${number} 1.00: late`, thread)
    await slack.sees('USAM', desk, /1\.00 goodwill/)
    expect(root()).toBe(before)
    expect(slack.violations).toEqual([])
  })
})

describe('On Discord, in direct messages', () => {
  test('the receipt stays and follows a shipment from Slack; the next cart is a new card that says so', async () => {
    const ada = discord.person('Ada')
    const direct = await links(ada, 'ada@example.com')
    discord.types(ada, direct, '2 blue 11oz mugs and a cream tote')
    await discord.sees(ada, direct, 'Buy now')
    discord.presses(ada, direct, 'Buy now')
    const receipt = await discord.sees(ada, direct, /Order 10\d{3} is placed/)
    const number = (await numbers()).at(-1)
    await slack.commands('USAM', 'CORDERS', '/order', `ship ${number} tracking PX88`)
    await discord.sees(ada, direct, /2 Classic mug[\s\S]*on the way[\s\S]*PX88/)
    expect(messageText(receipt)).toMatch(/tracking PX88/)
    discord.types(ada, direct, 'one black bean bag')
    const next = await discord.sees(ada, direct, new RegExp(`a new cart, order ${number} stays as it is`))
    expect(next.id).not.toBe(receipt.id)
    expect(messageText(receipt)).toMatch(/tracking PX88/)
    allIsWell(world)
  })
})

describe('Talk with who helped', () => {
  test('goes on after the order is placed, through a restart, until a side ends it; both are told', async () => {
    const bea = discord.person('Bea')
    const direct = await links(bea, 'buyer2@example.com')
    discord.types(bea, direct, '2 blue 11oz mugs')
    await discord.sees(bea, direct, 'Buy now')
    discord.types(bea, direct, 'person')
    const post = await slack.sees('USAM', 'CORDERS', /Buyer 2 waits for a person/)
    const desk = { thread: post.threadTs ?? post.ts }
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(bea, direct, 'Sam of Harbor Goods is with you now')
    discord.presses(bea, direct, 'Buy now')
    await discord.sees(bea, direct, /Sam is still here/)
    await slack.sees('USAM', 'CORDERS', /Buyer 2 can still write to Sam here/)

    await restart()
    discord.types(bea, direct, 'will it be here by Friday, do you think')
    await slack.sees('USAM', 'CORDERS', /Buyer 2: will it be here by Friday/)
    await slack.says('USAM', 'CORDERS', 'say Yes, it leaves today.', desk)
    await discord.sees(bea, direct, 'Sam: Yes, it leaves today.')

    discord.types(bea, direct, 'add one cream tote')
    await discord.sees(bea, direct, /a new cart[\s\S]*Sam is helping you/)
    await slack.sees('USAM', 'CORDERS', /a new cart[\s\S]*Tote bag[\s\S]*Sam has it/)

    await slack.says('USAM', 'CORDERS', 'end the talk', desk)
    await discord.sees(bea, direct, 'Sam ended the talk')
    await slack.sees('USAM', 'CORDERS', /The talk is over/)
    discord.types(bea, direct, 'hmm so what now')
    await discord.sees(bea, direct, 'I have no answer to')
    expect(slack.reads('USAM', 'CORDERS')).not.toMatch(/so what now/)
    await slack.says('USAM', 'CORDERS', 'say are you there', desk)
    await slack.sees('USAM', 'CORDERS', /Nobody is being talked to here/)
    expect(await parley.store.checkInvariants()).toEqual([])
    allIsWell(world)
    expect(slack.violations).toEqual([])
  })

  test('the customer ends it from the receipt', async () => {
    const cal = discord.person('Cal')
    const direct = await links(cal, 'buyer3@example.com')
    discord.types(cal, direct, '2 blue 11oz mugs')
    await discord.sees(cal, direct, 'Buy now')
    discord.types(cal, direct, 'person')
    const post = await slack.sees('USAM', 'CORDERS', /Buyer 3 waits for a person/)
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(cal, direct, 'Sam of Harbor Goods is with you now')
    discord.presses(cal, direct, 'Buy now')
    await discord.sees(cal, direct, /Sam is still here/)
    discord.presses(cal, direct, 'End the talk')
    await discord.sees(cal, direct, 'The talk is over')
    await slack.sees('USAM', 'CORDERS', /Buyer 3 ended the talk/)
    allIsWell(world)
  })
})

describe('On Slack, in direct messages', () => {
  test('the answer stands below the words, with what changed on top; above it a pointer without buttons; a press edits in place', async () => {
    const direct = slack.space.dmWith('UKIM').id
    await slack.says('UKIM', direct, 'order for buyer1@example.com: 2 blue 11oz mugs')
    const first = await slack.sees('UKIM', direct, /Place order - /)
    await slack.says('UKIM', direct, 'make it 3')
    const second = await slack.sees('UKIM', direct, /mug, blue, 11 oz: 2, now 3/)
    expect(second.ts).not.toBe(first.ts)
    await slack.sees('UKIM', direct, /The order moved down/)
    expect(slack.text(first)).not.toMatch(/\[/)
    await slack.presses('UKIM', second, 'Undo')
    const third = await slack.sees('UKIM', direct, /[Uu]ndo|undone/)
    expect(third.ts).toBe(second.ts)
    expect(slack.violations).toEqual([])
  })
})
