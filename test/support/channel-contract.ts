// What every channel owes its people, as one table that terminal, Slack and Discord run alike.
// Rule: everything is done and read as a person there does it, through the channel's real SDK; what
// is stored is looked at from outside. A new channel passes it before it is one. A channel says
// only how its people type, press, fill in and read. Next: test/adapters/*/contract.test.ts;
// test/support/abuse.ts and bad-input.ts, which every channel runs as well.
import { describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'

/** Somebody with an order for buyer N, two blue mugs, ready to be placed, at a place of their own. */
export type Seat = {
  /** Settles when it was handled and answered; so do all of these. `times`: how often the platform delivers it. */
  readonly says: (text: string, times?: number) => Promise<void>
  /** The newest visible control whose label begins like this. */
  readonly presses: (label: string, times?: number) => Promise<void>
  /** Remembers that control as it is; what is answered presses it later, whatever the screen shows then. */
  readonly holds: (label: string) => Promise<() => Promise<void>>
  /** Everything they see now, controls by their labels. */
  readonly screen: () => string
  /** The live card, as it is read where only words are shown. */
  readonly words: () => string
  /** How many cards there are that can be acted on. */
  readonly liveCards: () => number
  /** What anybody else sees, here and elsewhere. */
  readonly othersSee: () => string
  /** Opens the form of this button, fills in this field and sends it. */
  readonly fillsIn: (button: string, field: string, value: string) => Promise<void>
  /** The form that stands there after it was refused: what it says, and what the field holds. */
  readonly refused: () => Promise<{ readonly says: string; readonly holds: string }>
  /** Sends the refused form again with another value. */
  readonly corrects: (field: string, value: string) => Promise<void>
  /** Everything of a card too long for one message, turning its pages. */
  readonly readsAll: () => Promise<string>
}
export type ContractChannel = {
  readonly seat: (buyer: number) => Promise<Seat>
  /** The button that places the order. */
  readonly order: 'Place order' | 'Buy now'
  /** The process ends and another one starts; people stay where they are. */
  readonly restart: () => Promise<void>
  readonly rows: <T extends object>(sql: string) => Promise<readonly T[]>
  /** What came alive that should not: pings, links, marks, control characters. */
  readonly alive: () => readonly string[]
  /** What must hold after every behaviour: nothing refused by the platform, no fault. */
  readonly isWell: () => void
}

const PATIENCE = 10_000

export function keepsContract(channel: ContractChannel): void {
  let buyers = 0
  const linesOf = (buyer: number) =>
    channel.rows<{ sku: string; quantity: number }>(
      `select l->>'sku' as sku, (l->>'quantity')::int as quantity from draft, jsonb_array_elements(state->'content'->'lines') l
       where buyer_email = 'buyer${buyer}@example.com' order by l->>'id'`,
    )
  const ordersOf = async (buyer: number) =>
    (await channel.rows<object>(`select number from orders where buyer_email = 'buyer${buyer}@example.com'`)).length
  const quantity = async (buyer: number) => (await linesOf(buyer))[0]?.quantity

  /** One behaviour, by somebody with an order of their own. */
  const owes = (what: string, act: (seat: Seat, buyer: number) => Promise<void>): void =>
    test(what, { timeout: 60_000 }, async () => {
      const buyer = buyers++
      await act(await channel.seat(buyer), buyer)
      channel.isWell()
    })
  /** Waits for what the screen says. */
  const sees = async ({ screen }: Seat, words: RegExp): Promise<void> => {
    await eventually(`${words}`, PATIENCE, async () => words.test(screen()) || undefined).catch(() => {
      throw new Error(`nobody saw ${words}:\n${screen()}`)
    })
  }

  describe('a channel owes its people that', () => {
    owes('a message gets an answer: what changed, and a card that says so', async (seat, buyer) => {
      await seat.says('make it 3')
      await sees(seat, /2, now 3/)
      expect(await quantity(buyer)).toBe(3)
      expect(seat.words()).toMatch(/\b3\b[\s\S]*Classic mug, blue, 11 oz/)
    })

    owes('words nobody understands get an answer as well, and change nothing', async (seat, buyer) => {
      await seat.says('xyzzy frobnicate')
      await sees(seat, /understand|xyzzy/i)
      expect(await linesOf(buyer)).toEqual([{ sku: 'MUG-BLUE-11OZ', quantity: 2 }])
    })

    owes('a press acts once, however often the same button is pressed', async (seat, buyer) => {
      const again = await seat.holds(channel.order)
      await seat.presses(channel.order)
      await sees(seat, /order 10\d{3}/i)
      await again()
      await again()
      expect(await ordersOf(buyer)).toBe(1)
    })

    owes('a message and a press that are delivered three times have one effect', async (seat, buyer) => {
      await seat.says('add 1 white teapot', 3)
      await sees(seat, /Teapot, white/)
      expect(await linesOf(buyer)).toEqual([
        { sku: 'MUG-BLUE-11OZ', quantity: 2 },
        { sku: 'TEA-WHITE', quantity: 1 },
      ])
      await seat.presses(channel.order, 3)
      await sees(seat, /order 10\d{3}/i)
      expect(await ordersOf(buyer)).toBe(1)
    })

    owes(
      'an old button changes nothing: its card is refreshed, who pressed is told, and nobody else is',
      async (seat, buyer) => {
        const old = await seat.holds('Undo')
        await seat.says('make it 3')
        await sees(seat, /2, now 3/)
        await old()
        await sees(seat, /changed since/i)
        expect(await quantity(buyer)).toBe(3)
        expect(seat.words()).toMatch(/\b3\b[\s\S]*Classic mug/)
        expect(seat.othersSee()).not.toMatch(/changed since/i)
        expect(seat.liveCards()).toBe(1)
      },
    )

    owes('there is one card to act on, however much is said', async (seat) => {
      for (const text of ['make it 3', 'add 1 white teapot', 'undo', 'make it 2']) await seat.says(text)
      expect(seat.liveCards()).toBe(1)
      expect(seat.words()).toMatch(/\b2\b[\s\S]*Classic mug/)
    })

    owes('a form with a mistake says so at its field, keeps what was typed, and is sent again', async (seat) => {
      await seat.fillsIn('Add coupon', 'Coupon code', 'NOSUCH')
      const { says, holds } = await seat.refused()
      expect(says).toMatch(/no coupon|not .*known|unknown|does not exist|NOSUCH/i)
      expect(holds).toBe('NOSUCH')
      await seat.corrects('Coupon code', 'SAVE10')
      await sees(seat, /SAVE10[\s\S]*2\.40/)
    })

    owes(
      'a card says everything in words: lines, money, where it goes, how it is paid, what can be done',
      async (seat) => {
        for (const words of [/Classic mug, blue, 11 oz/, /24\.00/, /Shipping/, /5\.95/, /29\.95/, /Salem/, /4242/])
          expect(seat.words()).toMatch(words)
        for (const label of [channel.order, 'Undo', 'Add coupon', 'Add item', 'Help'])
          expect(seat.words()).toContain(label)
      },
    )

    owes('what people write is shown as written: no ping, no link, no mark, no control character', async (seat) => {
      await seat.says('comment *bold* @everyone <@U123> <!here> [click](https://evil.example) \u001b[31mred')
      await sees(seat, /click/)
      expect(channel.alive()).toEqual([])
    })

    owes('an order too long for one message is read to its end', async (seat) => {
      const goods = await channel.rows<{ sku: string; name: string }>(
        "select v.sku, p.name from variant v join product p on p.id = v.product_id where v.active and v.sku like '%-%' and v.sku not like 'DENIM%' and v.sku not like 'HEAD%' order by v.sku limit 60",
      )
      await seat.says(`add ${goods.map(({ sku }) => sku).join(', ')}`)
      const read = await seat.readsAll()
      // Customers read names, the shop SKUs besides.
      const times = (words: string): number => read.split(words).length - 1
      expect(goods.filter(({ name }) => times(name) < goods.filter((each) => each.name === name).length)).toEqual([])
      if (channel.order === 'Place order') expect(goods.filter(({ sku }) => !read.includes(sku))).toEqual([])
    })

    owes(
      'a restart loses nothing: the card stays, its buttons act, and what is said goes on with it',
      async (seat, buyer) => {
        await seat.says('make it 3')
        const before = await seat.holds('Undo')
        await channel.restart()
        await before()
        await sees(seat, /undone|3, now 2/i)
        expect(await quantity(buyer)).toBe(2)
        await seat.says('make it 5')
        expect(await quantity(buyer)).toBe(5)
        expect(seat.liveCards()).toBe(1)
      },
    )
  })
}
