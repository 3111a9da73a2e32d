// Who somebody is, is proven and never typed: an e-mail address, a phone number or an order number
// in a stranger's mouth opens nothing, blocks nobody and is answered in the words for one that
// nobody has. Rule: rules.md O1, O9, O15 and O16. Next: src/store/people/buyer.ts, order-guess.ts,
// identity.ts.
import { describe, expect, test } from 'vitest'
import { message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const clock = { at: Date.parse('2026-11-24T15:00:00Z') }
const shop = await world({ clock: () => new Date(clock.at) })
const SAM = 'terminal:sam'
const JANE = 'discord:jane'
await shop.store.desk.linkCustomer(JANE, 'jane.doe@example.com')

let threads = 0
const thread = () => `terminal:who-${++threads}`
/** What this person reads; the mail that goes out besides is not theirs to read here. */
const says = async (user: string, where: string, text: string) => {
  const { outgoing, ...reply } = await shop.deliver(message(user, where, text))
  return printed({ ...reply, outgoing: outgoing.filter(({ to }) => to === where) })
}
const codeFor = async (email: string): Promise<string> => {
  const [row] = await shop.rows<{ code: string }>(
    `select substring(payload->'view'->>'blocks' from '\\m\\d{6}\\M') as code from outbox where destination = $1 order by id desc limit 1`,
    [`mail:${email}`],
  )
  return row?.code ?? ''
}
const SHIP = 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'
/** A guest's placed order; answers its number. */
async function guestOrder(user: string, email: string, more: readonly string[] = []): Promise<number> {
  const where = thread()
  for (const text of ['2 blue 11oz mugs', `guest ${email}`, ...more, SHIP, 'pay link']) await says(user, where, text)
  await shop.say(user, where, 'show')
  await shop.press(user, where, await label(user, where))
  const [row] = await shop.rows<{ number: number }>('select number from orders where thread_key = $1', [where])
  return row?.number ?? 0
}
async function label(user: string, where: string): Promise<string> {
  const shown = await shop.say(user, where, 'show')
  return /\[(Buy now[^\]\n]*)\]/.exec(shown)?.[1] ?? `no button: ${shown}`
}

describe('a guest who types a customer’s e-mail address', () => {
  test('hears nothing of her orders: not the last one, not the list, not by number', async () => {
    const where = thread()
    await says('discord:eve', where, 'guest jane.doe@example.com')
    expect(await says('discord:eve', where, 'same as last time')).toMatch(/no earlier order/i)
    expect(await says('discord:eve', where, 'orders')).not.toMatch(/1042|Jane/)
    expect(await says('discord:eve', where, 'status 1042 jane.doe@example.com')).toBe(
      (await says('discord:eve', where, 'status 4711 jane.doe@example.com')).replaceAll('4711', '1042'),
    )
  })

  test('does not stop her: her order is placed without a word about the stranger’s cart or order, and nothing of it is in her list', async () => {
    await says('discord:trudy', thread(), 'guest jane.doe@example.com: 1 white teapot')
    const strangers = await guestOrder('discord:mallory', 'jane.doe@example.com')
    expect(strangers).toBeGreaterThan(10_000)
    const where = thread()
    const shown = await says(SAM, where, 'order for jane.doe@example.com: 1 white teapot')
    expect(shown).not.toMatch(/is open for the same|was placed/)
    expect(await says(SAM, where, 'place')).toMatch(/order 10\d{3}/i)
    const own = thread()
    const list = await says(JANE, own, 'orders')
    expect(list).toMatch(/1042/)
    expect(list).not.toMatch(new RegExp(`${strangers}`))
    expect(await says(JANE, own, `status ${strangers}`)).toMatch(/not found/)
  })
})

describe('the status of a guest order', () => {
  test('by number and e-mail: where it is and when, never street, card, items or amounts; the chat user who placed it sees it all', async () => {
    const number = await guestOrder('discord:pat', 'pat@example.com')
    expect(await says('discord:pat', thread(), `status ${number}`)).toMatch(/9 Elm St[\s\S]*payment link/)
    const elsewhere = await says('discord:pat-at-work', thread(), `status ${number} pat@example.com`)
    expect(elsewhere).toMatch(/placed/i)
    expect(elsewhere).not.toMatch(/Elm|mug|44|29\.95|24\.00|link|Pat/i)
    expect(await says('discord:pat-at-work', thread(), `cancel ${number}`)).toMatch(/not found|no order/i)
  })

  test('five wrong guesses close it for an hour to whoever has no link to it, in the same words; its owner is never locked out', async () => {
    const number = await guestOrder('discord:lee', 'lee@example.com')
    const wrong = await says('discord:g0', thread(), `status ${number} a@example.com`)
    for (const n of [1, 2, 3, 4])
      expect(await says(`discord:g${n}`, thread(), `status ${number} b${n}@example.com`)).toBe(wrong)
    expect(await says('discord:lee-at-work', thread(), `status ${number} lee@example.com`)).toBe(wrong)
    expect(await says('discord:lee', thread(), `status ${number}`)).toMatch(/9 Elm St/)
    expect(await says(SAM, thread(), `status ${number}`)).toMatch(/9 Elm St/)
    clock.at += 61 * 60_000
    expect(await says('discord:lee-at-work', thread(), `status ${number} lee@example.com`)).toMatch(/placed/i)
  })

  test('one guesser is closed out of every number, not only of that one', async () => {
    const number = await guestOrder('discord:kim', 'kim@example.com')
    for (const n of [1, 2, 3, 4, 5]) await says('discord:guesser', thread(), `status ${40_000 + n} kim@example.com`)
    expect(await says('discord:guesser', thread(), `status ${number} kim@example.com`)).toMatch(/not found/)
    expect(await says('discord:somebody', thread(), `status ${number} kim@example.com`)).toMatch(/placed/i)
  })

  test('the last order of a thread is named only to whom it belongs', async () => {
    const number = await guestOrder('discord:ora', 'ora@example.com')
    const where = `terminal:who-${threads}`
    // The examples in the words name a number too: what counts is an order that is spoken of.
    for (const text of ['place', 'cancel', 'status', 'show'])
      expect(await says('discord:passer', where, text)).not.toMatch(`rder ${number}`)
    expect(await says('discord:ora', where, 'status')).toMatch(`rder ${number}`)
  })
})

describe('to register', () => {
  const asked = async (user: string, email: string) => {
    const where = thread()
    const said = await says(user, where, `register Pat Lee ${email}`)
    return { where, said: said.replaceAll(email, 'X').replaceAll(user.replace('discord:', ''), 'U') }
  }

  test('a free and a taken address are answered alike; the code makes the one and joins the other', async () => {
    const free = await asked('discord:u-free', 'new@example.com')
    const taken = await asked('discord:u-taken', 'max@example.de')
    expect(taken.said).toBe(free.said)
    expect(await says('discord:u-free', free.where, `code ${await codeFor('new@example.com')}`)).toMatch(
      /Hello Pat Lee/,
    )
    expect(await says('discord:u-taken', taken.where, `code ${await codeFor('max@example.de')}`)).toMatch(/linked now/)
    const made =
      await shop.rows(`select c.name, c.number from customer_link l join customer c on c.id = l.customer_id where user_key in
      ('discord:u-free', 'discord:u-taken') order by c.number`)
    expect(made).toEqual([
      { name: expect.not.stringMatching('Pat'), number: 'C-1003' },
      { name: 'Pat Lee', number: 'C-1004' },
    ])
  })

  test('an order placed before the code comes back is a guest’s, and the account’s with its address afterwards', async () => {
    const number = await guestOrder('discord:later', 'later@example.com', ['register Lea Ter later@example.com'])
    expect(await shop.rows('select number from customer where email = $1', ['later@example.com'])).toEqual([])
    expect(await says('discord:later', thread(), `code ${await codeFor('later@example.com')}`)).toMatch(/Hello Lea Ter/)
    expect(await says('discord:later', thread(), 'orders')).toMatch(`${number}`)
    expect(await says(SAM, thread(), 'order for later@example.com: 1 white teapot')).toMatch(/9 Elm St/)
  })

  test('without a mail server a rep sees the code and tells it', async () => {
    await asked('discord:byrep', 'byrep@example.com')
    const listed = await says(SAM, thread(), 'link codes')
    expect(listed).toMatch(new RegExp(`${await codeFor('byrep@example.com')}\\s+byrep@example\\.com`))
  })

  test('an account made meanwhile is told to the rep who registers, as what it is', async () => {
    const where = thread()
    await says(SAM, where, 'register Twin One twin@example.com')
    for (const text of ['1 blue 11oz mug', SHIP, 'pay link']) await says(SAM, where, text)
    const other = await asked('discord:twin', 'twin@example.com')
    await says('discord:twin', other.where, `code ${await codeFor('twin@example.com')}`)
    expect(await says(SAM, where, 'place')).toMatch(/already has an account/)
  })
})

test('nothing faulted, and the books add up', async () => {
  expect(shop.faults).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
})
