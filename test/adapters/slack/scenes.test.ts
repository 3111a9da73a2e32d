// The scenes of a day on Slack, as reps and managers live them: the real SDK over signed HTTP and
// over Socket Mode, the real engine, a real database. Rule: people press and type only what their
// screen offers, and what is asserted is what they read. Next: playground/loopback/slack/acts.ts;
// what goes wrong on sockets: socket.test.ts.
import { afterEach, describe, expect, test } from 'vitest'
import { liveMentions } from '#playground/loopback/slack/mentions.ts'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { demoWith } from '#test/support/demo.ts'
import { type SlackShop, slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const http = await slackShop({ mode: 'http', shop: demoWith({ buyers: 20 }) })
const socket = await slackShop({ mode: 'socket', shop: demoWith({ buyers: 20 }) })

function scenes(shop: SlackShop): void {
  const { slack } = shop
  const orders = () =>
    shop.rows<{ number: number; total: number; status: string }>(
      'select number, total::int as total, status from orders where number > 10000 order by number',
    )

  afterEach(async () => {
    await shop.settled()
    expect(slack.violations).toEqual([])
    expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
  })

  /** The first message of the thread a card hangs in. */
  const rootOf = (card: Message): Message => {
    const root = shop.slack.space.message(card.channel, card.threadTs ?? card.ts)
    if (root === undefined) throw new Error('the thread has no first message')
    return root
  }

  describe('A rep takes an order', () => {
    test('for a guest: the command, one press for the payment, one for the order; the same card becomes the receipt', async () => {
      const desk = slack.newChannel()
      await slack.commands(
        'USAM',
        desk,
        '/order',
        'guest pat@example.com: 2 blue 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US',
      )
      const card = await slack.sees('USAM', desk, /Choose payment/)
      expect(slack.text(card)).toMatch(/2\s+Classic mug, blue, 11 oz.*24\.00/s)
      expect(slack.text(rootOf(card))).toMatch(/^p\*\*\*@example\.com - 29\.95 - needs payment - Sam/)

      await slack.presses('USAM', card, 'Choose payment')
      const form = await slack.modal('USAM', /How is it paid/)
      await slack.submits('USAM', form, { 'How is it paid': 'Payment link' })
      const ready = await slack.sees('USAM', desk, /Place order - 29\.95/)
      expect(ready.ts).toBe(card.ts)

      await slack.presses('USAM', ready, 'Place order - 29.95')
      const receipt = await slack.sees('USAM', desk, /order 10001 placed, 29\.95/)
      expect(receipt.ts).toBe(card.ts)
      expect(slack.text(rootOf(receipt))).toMatch(/29\.95 - order 10001 placed/)
      expect(await orders()).toEqual([{ number: 10001, total: 2995, status: 'placed' }])
    })

    test('for a customer we know: the command and one press; the address, the card and the price are assumed and shown', async () => {
      const desk = slack.newChannel()
      await slack.commands('USAM', desk, '/order', 'for C-1001: 2 blue 11oz mugs and a large black hoodie')
      const card = await slack.sees('USAM', desk, /Place order - 80\.64/)
      const screen = slack.text(card)
      expect(screen).toMatch(/C-1001, 2nd order/)
      expect(screen).toMatch(/Visa ending 4242/)
      expect(screen).toMatch(/Springfield, IL 62704/)
      expect(screen).not.toContain('12 Oak St') // others read along
      await slack.presses('USAM', card, 'Place order - 80.64')
      await slack.sees('USAM', desk, /Jane Doe: order 10002 placed, 80\.64/)
      expect(await orders()).toContainEqual({ number: 10002, total: 8064, status: 'placed' })
    })

    test('with a bare command: the form, with what is wrong at its field', async () => {
      const desk = slack.newChannel()
      await slack.commands('USAM', desk, '/order')
      const form = await slack.modal('USAM', /Order details/)
      await slack.submits('USAM', form, {
        'Who is it': 'A new account',
        'E-mail, phone or customer number': 'new@example.com',
        Items: '1 MUG-BLUE-11OZ',
      })
      expect(form.status).toBe('open')
      expect(slack.text(form)).toMatch(/! Name: .*needs a name/)
      await slack.submits('USAM', form, {
        'Who is it': 'A customer we know',
        'E-mail, phone or customer number': 'C-1002',
        Items: '1 MUG-BLUE-11OZ',
      })
      expect(form.status).toBe('closed')
      await slack.sees('USAM', desk, /Acme Corp[\s\S]*1\s+Classic mug/)
    })

    test('by mention, in words, and goes on in the thread without one', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('ULEE', desk, '<@UBOT> order for buyer1@example.com: 3 blue 11oz mugs')
      const card = await slack.sees('ULEE', desk, /Buyer 1[\s\S]*Place order/)
      expect(card.threadTs).toBe(said.ts)
      await slack.says('ULEE', desk, 'make it 2', { thread: said.ts })
      const changed = await slack.sees('ULEE', desk, /2\s+Classic mug/)
      expect(changed.ts).toBe(card.ts)
    })

    test('from a message a customer wrote: its words become an order with who it is for', async () => {
      const desk = slack.newChannel()
      const { message } = slack.writes('USAM', desk, 'buyer2@example.com would like 2 blue 11oz mugs')
      await slack.shortcut('USAM', 'order_from_message', message)
      const offered = await slack.sees('USAM', desk, /Customer: Buyer 2[\s\S]*\+2 Classic mug/)
      await slack.presses('USAM', offered, 'Use all')
      await slack.sees('USAM', desk, /Buyer 2 · [\s\S]*2 +Classic mug/)
    })

    test('from a message with everything in it: customer, items, address, and thanks that are only thanks', async () => {
      const desk = slack.newChannel()
      const mail = '<mailto:jane.miller@example.com|jane.miller@example.com>'
      const { message } = slack.writes(
        'ULEE',
        desk,
        `${mail} would like 2 blue 11oz mugs and a cream tote, ship to Jane Miller, 14 Oak St, Portland, OR 97205. Thanks!`,
      )
      await slack.shortcut('USAM', 'order_from_message', message)
      const offered = await slack.sees('USAM', desk, /Tote bag, cream[\s\S]*Use all/)
      await slack.presses('USAM', offered, 'Use all')
      const card = await slack.sees('USAM', desk, /Tote bag, cream[\s\S]*Choose payment/)
      expect(slack.text(card)).toMatch(/2 +Classic mug, blue, 11 oz[\s\S]*Ship to: Portland, OR 97205/)
      expect(slack.text(card)).toContain('Guest: j***@example.com')
      expect(slack.reads('USAM', desk)).not.toMatch(/did not understand|do not have/)
      expect(slack.text(message)).toContain('Thanks!')
    })

    test('from a message without words there is the form', async () => {
      const desk = slack.newChannel()
      const { message } = slack.writes('ULEE', desk, '')
      await slack.shortcut('USAM', 'order_from_message', message)
      await slack.modal('USAM', /Order details/)
    })

    test('in a direct message, complete with the address', async () => {
      await slack.says('USAM', 'DSAM', 'order for jane.doe@example.com: 1 blue 11oz mug')
      const card = await slack.sees('USAM', 'DSAM', /Place order/)
      expect(slack.text(card)).toContain('12 Oak St')
    })
  })

  describe('A coupon', () => {
    test('that does not fit says why and what would; one that does stands on the card with its amount', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer3@example.com: 2 blue 11oz mugs')
      const card = await slack.sees('USAM', desk, /Buyer 3[\s\S]*Place order/)
      await slack.presses('USAM', card, 'Add coupon')
      const form = await slack.modal('USAM', /Add a coupon/)
      await slack.submits('USAM', form, { 'Coupon code': 'WELCOME5' })
      await slack.sees('USAM', desk, /WELCOME5 does nothing yet: it needs 25\.00, the order is at 24\.00\. Add 1\.00/)
      await slack.says('USAM', desk, 'coupon save10', { thread: said.ts })
      const changed = await slack.sees('USAM', desk, /Coupon SAVE10.*-2\.40/s)
      expect(changed.ts).toBe(card.ts)
    })
  })

  describe('An approval', () => {
    test('asked by a rep in one channel, decided by a manager in another; both cards follow and the rep is mentioned', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer8@example.com: 4 CREW-GREY-M, 1 POLO-WHITE-M')
      const card = await slack.sees('USAM', desk, /Buyer 8[\s\S]*4\s+Crewneck/)
      await slack.presses('USAM', card, 'Adjust price')
      const form = await slack.modal('USAM', /Adjust a price/)
      await slack.submits('USAM', form, {
        'What to change': 'Take an amount off the order',
        'Amount in USD': '40.00',
        Reason: 'late delivery',
      })
      const choice = await slack.sees('USAM', desk, /Ask for approval/)
      await slack.presses('USAM', choice, 'Ask for approval')
      const waiting = await slack.sees('USAM', desk, /Waiting for approval A1 \(-40\.00/)
      expect(waiting.ts).toBe(card.ts)
      expect(slack.text(waiting)).not.toContain('[Place order')
      expect(slack.text(waiting)).toContain('[Withdraw]')

      const request = await slack.sees('UKIM', 'CAPPROVALS', /Sam: 40\.00 off for Buyer 8/)
      expect(slack.text(request)).toMatch(
        /^.*Sam: 40\.00 off for Buyer 8, from 195\.00 to 155\.00 \(20\.5 %\), late delivery/,
      )
      expect(slack.text(request)).toMatch(/\[Approve\].*\[Counter 10\.00\].*\[Decline\]/)

      // Sam may not approve: told privately, and nothing happens.
      await slack.presses('USAM', request, 'Approve')
      await slack.sees('USAM', 'CAPPROVALS', /Your role may not approve/)
      expect(slack.reads('UKIM', 'CAPPROVALS')).not.toMatch(/Your role may not/)
      expect(slack.text(request)).toContain('[Approve]')

      await slack.presses('UKIM', request, 'Approve')
      const decided = await slack.sees('UKIM', 'CAPPROVALS', /A1 - approved by Kim/)
      expect(decided.ts).toBe(request.ts)
      expect(slack.text(decided)).not.toContain('[Approve]')
      const told = await slack.sees('USAM', desk, /<@USAM>/)
      expect(told.threadTs ?? told.ts).toBe(said.ts)
      const ready = await slack.sees('USAM', desk, /\[Place order - 155\.00\]/)
      await slack.presses('USAM', ready, 'Place order')
      await slack.sees('USAM', desk, /Buyer 8: order 1000\d placed, 155\.00/)
    })
  })

  describe('An old button', () => {
    test('does nothing, the card is refreshed in place and a private note says what changed and who did it', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer4@example.com: 2 blue 11oz mugs')
      const card = await slack.sees('USAM', desk, /Buyer 4[\s\S]*Place order/)
      const before = await orders()
      const old = slack.press('USAM', card, 'Place order')
      await slack.says('ULEE', desk, '<@UBOT> add 1 BEAN-BLACK', { thread: said.ts })
      await slack.sees('USAM', desk, /Buyer 4[\s\S]*1\s+.*bean/i)
      const edits = card.edits
      await slack.deliver(old)
      const note = await slack.sees('USAM', desk, /changed since/i)
      expect(note.onlyFor).toBe('USAM')
      expect(slack.text(note)).toMatch(/Lee/)
      await shop.settled()
      expect(card.edits).toBeGreaterThan(edits)
      expect(await orders()).toEqual(before)
    })
  })

  describe('Home', () => {
    test('shows a rep own drafts by whose turn it is, each with a link, and the orders of the day', async () => {
      const home = await slack.opensHome('USAM')
      await slack.home('USAM', /Buyer 4/)
      const screen = slack.text(home)
      expect(screen).toMatch(/10001/)
      expect(screen).not.toMatch(/Approve/)
      expect(JSON.stringify(home.content)).toMatch(/https:\/\/[^"]*archives\/C\d+\/p\d+/)
    })

    test('shows what waits, a select a list, and one pick opens the order', async () => {
      const home = await slack.opensHome('USAM')
      await slack.home('USAM', /Not settled \(\d+\)/)
      const select = JSON.stringify(home.content).match(
        /"type":"static_select"[^[]*"Not settled \(\d+\)"[^[]*"options":\[\{"text":\{"type":"plain_text","text":"(?<first>[^"]+)"/,
      )
      const first = select?.groups?.['first'] ?? ''
      expect(first).toMatch(/^Order 10\d{3}: /)
      await slack.presses('USAM', home, first)
      await slack.sees('USAM', 'DSAM', new RegExp(`order ${/\d+/.exec(first)?.[0]}[\\s\\S]*Total`))
    })

    test('shows a manager the approval queue', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer5@example.com: 4 CREW-GREY-M')
      await slack.sees('USAM', desk, /Buyer 5[\s\S]*Place order/)
      await slack.says('USAM', desk, 'take 40.00 off: goodwill', { thread: said.ts })
      await slack.sees('USAM', desk, /Ask for approval/)
      await slack.says('USAM', desk, 'ask', { thread: said.ts })
      await slack.sees('USAM', desk, /Waiting for approval A2/)
      await slack.opensHome('UKIM')
      await slack.home('UKIM', /A2[\s\S]*Buyer 5/)
    })
  })

  describe('What people write', () => {
    test('never pings anybody else, whatever it contains', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer6@example.com: 1 blue 11oz mug')
      await slack.sees('USAM', desk, /Buyer 6[\s\S]*Place order/)
      const before = slack.calls.length
      await slack.says(
        'USAM',
        desk,
        '<@UBOT> comment &lt;!channel&gt; <!here> <@UKIM> *bold* <https://evil.example|harmless>',
        {
          thread: said.ts,
        },
      )
      await shop.settled()
      const live = slack.calls
        .filter(({ method }) => method.startsWith('chat.'))
        .flatMap(({ args }) => liveMentions(args))
      // Links to an order's own thread are Parley's.
      const own = /^<@U(?:SAM|KIM|LEE|ADA)>$|^<https:\/\/harbor\.slack\.test\/archives\/\w+\/p\d+>$/
      expect(live.filter((mention) => !own.test(mention))).toEqual([])
      expect(slack.calls.slice(before).flatMap(({ args }) => liveMentions(args))).toEqual([])
    })

    test('between people is left alone', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer7@example.com: 1 blue 11oz mug')
      const card = await slack.sees('USAM', desk, /Buyer 7[\s\S]*Place order/)
      const before = card.edits
      await slack.says('USAM', desk, '<@ULEE> can you add 5 more for the other one?', { thread: said.ts })
      await slack.says('ULEE', desk, 'I think 5 mugs would be nice', { thread: said.ts })
      await slack.says('ULEE', desk, 'anyone for lunch? 2 mugs of soup')
      await shop.settled()
      expect(card.edits).toBe(before)
      expect(slack.reads('ULEE', desk)).not.toMatch(/soup[\s\S]*Parley/)
    })
  })

  describe('A long order', () => {
    test('turns its pages in place, and every line is on one of them', async () => {
      const desk = slack.newChannel()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer9@example.com')
      await slack.sees('USAM', desk, /Buyer 9\b/)
      const skus = (
        await shop.rows<{ sku: string }>(
          "select sku from variant where active and sku like '%-%' and sku not like 'DENIM%' and sku not like 'HEAD%' order by sku limit 70",
        )
      ).map(({ sku }) => sku)
      await slack.says('USAM', desk, `add ${skus.join(', ')}`, { thread: said.ts })
      const card = await slack.sees('USAM', desk, /Page 1 of \d/)
      const read = [slack.text(card)]
      while (slack.text(card).includes('[Next page]')) {
        const page = read.length + 1
        await slack.presses('USAM', card, 'Next page')
        await slack.sees('USAM', desk, new RegExp(`Page ${page} of \\d`))
        read.push(slack.text(card))
      }
      expect(read.length).toBeGreaterThan(1)
      const everything = read.join('\n').split(/\s+/)
      expect(skus.filter((sku) => !everything.includes(sku))).toEqual([])
    })
  })

  describe('A search', () => {
    test('on the Home tab finds an order while it is typed, and shows it', async () => {
      const home = await slack.opensHome('USAM')
      await slack.home('USAM', /Find an order/)
      const options = await slack.searches('USAM', home, '10001')
      expect(JSON.stringify(options)).toContain('10001')
      const [first] = options
      if (first === undefined) throw new Error('nothing was found')
      await slack.picks('USAM', home, first)
      await slack.sees('USAM', 'DSAM', /10001/)
    })

    test('offers a stranger nothing', async () => {
      const home = await slack.home('USAM', /Find an order/)
      expect(await slack.searches('USTRANGER', home, '1')).toEqual([])
    })
  })

  test('nothing is wrong in the end', async () => {
    expect(await shop.checkInvariants()).toEqual([])
  })

  passesOutsideValidators(slack)
}

describe('over signed HTTP', () => scenes(http))
describe('over Socket Mode', () => scenes(socket))
