// The upgrade proof: a shop in full swing, dumped by an earlier version, is migrated by the code of
// today; then people go on where they were. The buttons and forms are those the earlier version
// posted, the messages those it left unsent or unread. Rule: every dump under dumps/ stays good in
// every later release; each draft in it is finished here, on its own channel. Next: make.ts, which
// made them.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { freshDatabase } from '#test/support/database.ts'
import { sitsDown } from '#test/support/terminal.ts'
import { runParley } from '../cli/parley.ts'
import { DUMPS, loadDump, readDump } from './dump.ts'
import { openHouse } from './house.ts'

const LONG = { timeout: 60_000 }
const PATIENCE = 30_000

async function upgraded(folder: string) {
  const { url } = await freshDatabase('empty')
  const { later, platforms } = readDump(folder)
  await loadDump(url, folder, later)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const house = await openHouse(url, platforms)
  const parley = await house.start()
  afterAll(async () => {
    await parley.close()
    await pool.end()
  })
  const rows = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await pool.query<T>(sql)).rows
  return { house, parley, rows }
}

for (const name of readdirSync(DUMPS)) {
  const { house, parley, rows } = await upgraded(path.join(DUMPS, name))
  const { slack, discord } = house
  const anywhere = async (user: string, what: RegExp): Promise<Message> => {
    const found = () => slack.space.messages.findLast((each) => !each.deleted && what.test(slack.text(each)))
    await eventually(`${user} to see ${what}`, PATIENCE, async () => found())
    const message = found()
    if (message === undefined) throw new Error(`${what} went away`)
    return message
  }
  const placed = async (buyer: number): Promise<void> => {
    const sql = `select 1 from orders where buyer_email = 'buyer${buyer}@example.com'`
    await eventually(`an order of buyer ${buyer}`, PATIENCE, async () =>
      (await rows(sql)).length === 1 ? true : undefined,
    )
  }
  const person = (called: string) => {
    const user = [...discord.state.users.values()].find((each) => each.name === called)
    if (user === undefined) throw new Error(`nobody is called ${called}`)
    return [user, discord.direct(user)] as const
  }
  /** Presses what the earlier version posted, and places the order from there. */
  const placesOnSlack = async (
    buyer: number,
    what = new RegExp(`Buyer ${buyer}\\b[\\s\\S]*\\[Place order`),
  ): Promise<void> => {
    await slack.presses('USAM', await anywhere('USAM', what), 'Place order')
    await placed(buyer)
  }

  describe(`the shop of ${name}`, LONG, () => {
    describe('what the earlier version had heard, and not answered', () => {
      test('is answered on every channel: three instead of two', async () => {
        await eventually('an empty inbox', PATIENCE, async () =>
          (await rows(`select 1 from inbox where status = 'new'`)).length === 0 ? true : undefined,
        )
        await anywhere('USAM', /Buyer 3\b[\s\S]*3\s+Classic mug/)
        const [ann, direct] = person('Ann')
        await discord.sees(ann, direct, /3 × Classic mug/)
        const sam = await sitsDown(parley, 'sam', 'counter')
        await sam.sees(/3[\s\S]*Classic mug/)
        await sam.leaves()
      })
    })

    describe('what it had written, and not sent', () => {
      test('is sent on every channel, and its buttons act', async () => {
        const news = await anywhere('USAM', /Buyer 6[\s\S]*is here[\s\S]*\[Ship what is here/)
        await slack.presses('USAM', news, 'Ship what is here')
        await anywhere('USAM', /order 10\d{3}: 1 Mechanical keyboard[\s\S]*on the way/)
        const [fay, direct] = person('Fay')
        await discord.sees(fay, direct, /[Oo]rder 10\d{3}[\s\S]*is here/)
        discord.presses(fay, direct, 'Send it now')
        await discord.sees(fay, direct, /Order 10\d{3}: may leave now/)
        const sam = await sitsDown(parley, 'sam', 'short')
        await sam.sees(/is here/)
        expect(await sam.says('press ship what is here')).toMatch(/on the way/)
        await sam.leaves()
      })
    })

    describe('its buttons', () => {
      test('of an open draft and of a quote place the order, at a terminal', async () => {
        for (const thread of ['counter', 'quote']) {
          const sam = await sitsDown(parley, 'sam', thread)
          expect(await sam.says('press place order')).toMatch(/order 10\d{3} placed/)
          await sam.leaves()
        }
        await placed(13)
      })
      test('of an open draft and of a quote place the order, on Slack', async () => {
        await placesOnSlack(3)
        await placesOnSlack(7, /Buyer 7\b[\s\S]*\[Place order/)
      })
      test('of an open draft place the order, on Discord', async () => {
        const [ann, direct] = person('Ann')
        discord.presses(ann, direct, 'Buy now')
        await placed(1)
      })
    })

    describe('its forms', () => {
      test('are taken as they were filled in, at a terminal, and the order is placed', async () => {
        const sam = await sitsDown(parley, 'sam', 'form')
        await sam.submits({ amount: '1.00', reason: 'goodwill' })
        await sam.sees(/-1\.00/)
        expect(await sam.says('press place order')).toMatch(/order 10\d{3} placed/)
        await sam.leaves()
      })
      test('are taken as they were filled in, on Slack', async () => {
        const form = await slack.modal('USAM', /Adjust a price/)
        await slack.submits('USAM', form, {
          'What to change': 'Take an amount off the order',
          'Amount in USD': '1.00',
          Reason: 'goodwill',
        })
        await anywhere('USAM', /Buyer 4\b[\s\S]*-1\.00[\s\S]*\[Place order/)
        await placesOnSlack(4)
      })
      test('are taken as they were filled in, on Discord', async () => {
        const [ben, direct] = person('Ben')
        discord.submits(ben, { 'E-mail': 'ben@example.com' })
        discord.types(ben, direct, 'ship to Ben Lee, 9 Elm St, Salem, OR 97301, US')
        await discord.sees(ben, direct, '9 Elm St')
        discord.types(ben, direct, 'pay link')
        await discord.sees(ben, direct, 'Buy now')
        discord.presses(ben, direct, 'Buy now')
        await discord.sees(ben, direct, /[Oo]rder 10\d{3}/)
      })
    })

    describe('a request for approval it had posted', () => {
      test.each([
        ['terminal', 11],
        ['Slack', 5],
        ['Discord', 16],
      ] as const)('is decided by its own button; the order goes on, on %s', async (channel, buyer) => {
        const request = await anywhere('UKIM', new RegExp(`Buyer ${buyer}\\b[\\s\\S]*\\[Approve`))
        await slack.presses('UKIM', request, 'Approve')
        if (channel === 'Slack') return placesOnSlack(buyer)
        if (channel === 'terminal') {
          const sam = await sitsDown(parley, 'sam', 'asked')
          await sam.sees(/[Aa]pproved/)
          await sam.says('press place order')
          await sam.leaves()
        } else {
          const [eli, direct] = person('Eli')
          await discord.sees(eli, direct, /-40\.00[\s\S]*Buy now/)
          discord.presses(eli, direct, 'Buy now')
        }
        return placed(buyer)
      })
    })

    describe('an order that was handed over', () => {
      test('is taken over by its own button, and placed by the customer', async () => {
        const post = await anywhere('USAM', /Buyer 9 asks for a person[\s\S]*\[Take over/)
        await slack.presses('USAM', post, 'Take over')
        const [cleo, direct] = person('Cleo')
        await discord.sees(cleo, direct, 'Sam of Harbor Goods is with you now')
        discord.presses(cleo, direct, 'Buy now')
        await placed(9)
      })
      test('and taken over before, is placed by the button the customer had', async () => {
        const [dora, direct] = person('Dora')
        discord.presses(dora, direct, 'Buy now')
        await placed(15)
      })
    })

    test('nothing is left over: every draft is an order, and everything adds up', async () => {
      expect(
        await rows(`select ref, status, buyer_name from draft where status not in ('submitted', 'closed')`),
      ).toEqual([])
      await eventually('everything to be sent', PATIENCE, async () =>
        (await rows(`select 1 from outbox where status = 'pending' and channel in ('slack', 'discord')`)).length === 0
          ? true
          : undefined,
      )
      expect(house.faults).toEqual([])
      expect(slack.violations).toEqual([])
      expect(discord.rest.refused).toEqual([])
      const { DATABASE_URL, PARLEY_DATA } = house.environment
      const env = { DATABASE_URL: `${DATABASE_URL}`, PARLEY_DATA: `${PARLEY_DATA}` }
      expect(await runParley(['doctor'], { env })).toMatchObject({ out: 'Everything adds up.\n', code: 0 })
    })
  })
}
