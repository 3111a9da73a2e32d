// What was said by people who tried how safe Parley is, through the engine on PostgreSQL: an order
// named at the start of a message while a cart is open, praise where a reason is asked, "yes" to a
// choice of several, words begun and left. Next: the rooms named in each block.
import { afterAll, describe, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 300, onHand: { 'KEYB-RED-US': 0 } }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
let threads = 0
const talk = (user = SAM) => {
  const thread = `terminal:said-${++threads}`
  return { thread, say: (text: string) => shop.say(user, thread, text) }
}
const guest = () => talk(`terminal:guest:said${threads}`)
async function cart(what = '3 MUG-BLUE-11OZ') {
  const desk = talk()
  await desk.say(`order for ${buyerEmail(threads)}: ${what}`)
  return desk
}
/** Answers the number of an order for a buyer of its own. */
async function placed(what: string): Promise<number> {
  const { say } = await cart(what)
  return Number(/order (1\d{4}) placed/.exec(await say('place'))?.[1])
}
/** What stands in the cart of this thread. */
async function contentOf(thread: string): Promise<unknown> {
  const [row] = await shop.rows<{ content: unknown }>(
    `select state->'content' as content from draft where last_thread = $1`,
    [thread],
  )
  return row?.content
}

describe('words beside an address or a number that change nothing of the cart', () => {
  test.each([
    'write to EMAIL',
    'cc EMAIL',
    'please also mail EMAIL',
    'the confirmation should go to EMAIL',
    'email EMAIL',
  ])('%s: who buys stays', async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words.replace('EMAIL', buyerEmail(59)))).toMatch(/belongs to Buyer 59.*nothing was changed/s)
    expect(await contentOf(thread)).toEqual(before)
  })

  test.each([
    'take 2 blue mugs off N',
    'take 2.00 off N: late',
    "she hasn't paid N",
    'i think N was paid',
    'take a mug off N',
  ])('%s: the open cart stays', async (words) => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words.replace('N', String(number)))).toContain(String(number))
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('a message that begins with the number of an order is about that order', () => {
  test.each([
    'N: please make that 2 and add a comment ring twice',
    'N, coupon save10',
    'in order N write a comment: ring the bell, and 2 black totes for this order',
    'N - remove the hoodie',
    'order N: 2 black totes',
    'N: comment ring twice',
    'N: cancel the mugs',
    '#N make that 2',
  ])('"%s" leaves the open cart as it was', async (words) => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say, thread } = await cart()
    const before = await contentOf(thread)
    const answer = await say(words.replace('N', String(number)))
    expect(answer).toContain(String(number))
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('show')).not.toContain('I read')
  })

  test('a plain wish of it is done, there', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say } = await cart()
    await say(`${number}: comment ring twice`)
    expect((await shop.store.queries.order(number))?.comments.at(-1)).toBe('ring twice')
    expect(await say(`${number}: cancel the mugs`)).toContain(`Cancel order ${number}`)
    await say('yes')
    expect((await shop.store.queries.order(number))?.status).toBe('cancelled')
  })
})

describe('a reason is said, not heard in praise', () => {
  test.each([
    'great job team',
    "that's nice of you",
    'well done everyone',
    'you are great',
    'super',
    'very kind of you, thanks',
    '🙂',
  ])('"%s" gives no money', async (praise) => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    await say('take 2 off')
    const before = await contentOf(thread)
    await say(praise)
    expect(await contentOf(thread)).toEqual(before)
    await say('the parcel came late')
    expect(await contentOf(thread)).not.toEqual(before)
  })
})

describe('a reason is what its own person says of it', () => {
  test.each([
    'hmm let me check with lee',
    'sorry wrong window',
    'let me ask her',
    "one sec, I'll ask lee",
    'she asks for 5.00 off',
    'not sure',
  ])('"%s" is none', async (words) => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    await say('take 3.00 off')
    const before = await contentOf(thread)
    await say(words)
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('show')).toContain('What is the reason?')
  })

  test('and nobody else does, nor what waited behind it', async () => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    await say('memo')
    await say('take 3.00 off')
    const before = await contentOf(thread)
    expect(await shop.say('terminal:kim', thread, 'price match')).toContain('Somebody else was asked that')
    expect(await contentOf(thread)).toEqual(before)
    await say('goodwill')
    await say('goodwill')
    const taken = await contentOf(thread)
    expect(JSON.stringify(taken)).toContain('"reason":"goodwill"')
    await shop.say('terminal:kim', thread, '4')
    expect(await contentOf(thread)).toEqual(taken)
  })

  test.each([
    'last time lee took 5.00 off: late delivery',
    'last time we gave her 5.00 off',
    'they took 10% off last time',
    'on her last order we took 5.00 off: damaged',
    "I can't take 5.00 off, can I",
    'she says 5.00 off would be nice',
  ])('"%s" asks for no reason and changes nothing', async (words) => {
    const { say, thread } = await cart('4 HOOD-BLACK-L, 1 CAP-RED')
    const before = await contentOf(thread)
    await say(words)
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('show')).toMatch(/ready/)
  })
})

describe('"yes" to a choice of several is no choice', () => {
  test('an amount above the limit waits for which of them', async () => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    expect(await say('take 150 off: late delivery')).toContain('"give my limit"')
    const before = await contentOf(thread)
    const answer = await say('yes')
    expect(answer).toContain('Yes to which?')
    expect(answer).toContain('"give my limit"')
    expect(await contentOf(thread)).toEqual(before)
    await say('give my limit')
    expect(await contentOf(thread)).not.toEqual(before)
  })
})

describe('a question about somebody chooses nobody', () => {
  test.each(['what did EMAIL order last?', 'does EMAIL have an account?', 'who is EMAIL?'])('%s', async (words) => {
    for (const { say, thread } of [guest(), await cart()]) {
      await say('add 1 TOTE-CREAM')
      const before = await contentOf(thread)
      expect(await say(words.replace('EMAIL', buyerEmail(258)))).toContain('Nothing was changed')
      expect(await contentOf(thread)).toEqual(before)
    }
  })

  test('a wish in the form of a question does', async () => {
    const { say } = await cart()
    expect(await say(`can you make it for ${buyerEmail(259)}?`)).toContain('Buyer 259')
  })
})

describe('a card number told in pieces is never kept whole', () => {
  test.each([
    ['halves', ['4242 4242', '4242 4242']],
    ['four by four', ['4242', '4242', '4242', '4242']],
    ['with words', ['my card is 4242 4242', 'and the rest is 4242 4242']],
    ['with something else between', ['4242 4242', 'show', '4242 4242']],
    ['in comments', ['comment first half 4242 4242', 'comment second half 4242 4242']],
    ['a code behind the card', ['4242 4242 4242 4242', '737']],
    ['on an item', ['note MUG-BLUE-11OZ', 'it goes 4242', '4242', '4242', '4242']],
    ['from memo to memo', ['memo it goes 4242', 'memo then 4242', 'memo and 4242', '4242']],
    ['in words', ['four two four two four two four two', 'show', 'four two four two four two four two']],
    ['in tens', ['forty-two forty-two', 'forty-two forty-two', 'forty-two forty-two', 'forty-two forty-two']],
    ['the middle last', ['her number starts with 424242 and ends in 4242', 'the middle is 424242']],
    ['a code by its name', ['what is the cvv', 'it is 737']],
    ['a code named after it', ['737', "that's the cvv"]],
  ])('%s', async (_, pieces) => {
    const { say, thread } = guest()
    await say('2 blue 11oz mugs')
    await say('comment')
    for (const piece of pieces) await say(piece)
    const digits = await keptOf(thread)
    // What came before is gone too.
    expect(digits).not.toMatch(/4242|four two|forty-two/)
    expect(digits).not.toMatch(/"737"|\b737\b/)
    expect(digits).toContain('[card number removed]')
    expect(await say('1 MUG-RED-11OZ')).toContain('+1 Classic mug, red')
  })

  test('halves that come at once', async () => {
    const { say, thread } = guest()
    await say('2 blue 11oz mugs')
    const user = thread.replace('said-', 'guest:halves')
    const halves = ['4242 4242', '4242 4242'].map((text) => message(user, thread, text))
    const claimed = await Promise.all(halves.map((half) => shop.engine.claim(half)))
    expect(claimed.map(({ inbound }) => 'text' in inbound && inbound.text).toSorted()).toEqual([
      '4242 4242',
      '[card number removed]',
    ])
    for (const { inbound } of claimed) await shop.engine.handle(inbound)
    expect(await keptOf(thread)).not.toMatch(/4242/)
  })

  /** All that was kept of a thread, without ids and times. */
  async function keptOf(thread: string): Promise<string> {
    const kept = await shop.rows<{ text: string }>(
      `select payload::text as text from inbox where thread_key = $1
       union all select payload::text from outbox where destination = $1
       union all select state::text from draft where last_thread = $1
       union all select e.label || e.before::text || e.after::text
         from draft_event e join draft d on d.id = e.draft_id where d.last_thread = $1`,
      [thread],
    )
    return kept.map(({ text }) => text.replaceAll(/"(?:id|at|token|createdAt)": ?"[^"]*"/g, '')).join('\n')
  }

  test('of two people, or about orders, pieces are what they are', async () => {
    const { thread } = guest()
    await shop.say(SAM, thread, '4242 4242')
    await shop.say('terminal:lee', thread, '4242 4242')
    const rows = await shop.rows<{ text: string }>(`select payload->>'text' as text from inbox where thread_key = $1`, [
      thread,
    ])
    expect(rows.map(({ text }) => text)).toEqual(['4242 4242', '4242 4242'])
  })

  test('what is left of an address that had a card in it is no address', async () => {
    const { say, thread } = await cart()
    const before = await contentOf(thread)
    const answer = await say('ship to Jane Doe, 4539 5787 6362 1486 Elm St, Salem, OR 97301')
    expect(answer).toContain('whole address, without a card number in it')
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('ship to Jane Doe, 9 Elm St, Salem, OR 97301, card 4242 4242 4242 4242')).toContain(
      'Ship to: Jane Doe, 9 Elm St',
    )
  })

  test('the words that only led to a card are no comment', async () => {
    const { say, thread } = await cart()
    await say('comment')
    await say('my card is 4242 4242 4242 4242')
    expect(JSON.stringify(await contentOf(thread))).toContain('"comments":[]')
  })
})

describe('what is shown of a thread', () => {
  test('a stranger in it sees only what answers them; staff and who began it see all', async () => {
    const { say, thread } = guest()
    await say('2 blue 11oz mugs')
    await say('ship to Pat Lee, 9 Elm St, Salem, OR 97301')
    const other = `${thread.replace('terminal:', 'terminal:guest:')}-other`
    const seen = await shop.say(other, thread, 'more')
    expect(seen).toContain('belongs to another order')
    expect(seen).not.toMatch(/Elm St|Classic mug|Add contact/)
    expect(
      (await shop.store.outbox.recent(thread, other)).map(({ placement }) => JSON.stringify(placement)).join(),
    ).not.toMatch(/Elm St|mug/)
    expect(
      (await shop.store.outbox.recent(thread, SAM)).map(({ placement }) => JSON.stringify(placement)).join(),
    ).toContain('Elm St')
  })

  test('nobody is asked to approve a part of an empty cart', async () => {
    const { say } = talk()
    await say('take 500 off: late')
    expect(await say('ask')).toContain('The cart is empty')
    expect(await say('show')).toContain('"ask" for an approval')
  })
})

describe('where an order is, asked with its e-mail address', () => {
  test('a guest is told, and the contact of the own cart stays', async () => {
    const desk = talk()
    await desk.say('guest ann@example.com: 2 MUG-BLUE-11OZ')
    await desk.say('ship to Ann Moss, 9 Elm St, Salem, OR 97301')
    await desk.say('pay link')
    const number = /order (1\d{4})/.exec(await desk.say('place'))?.[1] ?? ''
    const { say, thread } = guest()
    await say('2 blue 11oz mugs')
    const before = await contentOf(thread)
    const answer = await say(`where is order ${number}? my mail is ann@example.com`)
    expect(answer).toContain(number)
    expect(answer).not.toContain('not found')
    expect(await say(`where is order ${number}? my mail is bob@example.com`)).toContain('not found')
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('words that were begun take what answers them', () => {
  test.each(['forget it', 'no, forget about it', 'skip it', 'leave it'])('"%s" leaves them out', async (words) => {
    const { say, thread } = await cart()
    const before = await contentOf(thread)
    await say('comment')
    await say('how long does delivery take?')
    await say(words)
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('place')).toContain('placed')
  })

  test('a question asked between keeps them', async () => {
    const kept = await cart()
    await kept.say('comment')
    await kept.say('how long does delivery take?')
    expect(await kept.say('ring the bell')).toContain('Comment: ring the bell')
  })
})

describe('what is asked, and what is not its answer', () => {
  test.each(['you are great', 'my visa is 4242.4242.4242.4242', 'my sister lives there and it is big'])(
    '"%s" is no city',
    async (words) => {
      const { say, thread } = guest()
      await say('2 blue 11oz mugs')
      await say('ship to Pat Lee, 9 Elm St')
      const before = await contentOf(thread)
      expect(await say(words)).not.toContain('I still need the state')
      expect(await contentOf(thread)).toEqual(before)
    },
  )

  test('"ring twice" is how it is brought, and counts no goods', async () => {
    const { say } = await cart()
    const answer = await say('ring twice please')
    expect(answer).toContain('Comment: ring twice please')
    expect(answer).toContain('3 x Classic mug')
    expect(answer).not.toContain('I read')
  })

  test('a placed order asked about meanwhile: "yes" to an older question of the cart is asked what to', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say, thread } = await cart()
    await say('3 xyzzy blue 11oz mugs or so')
    const before = await contentOf(thread)
    await say(`cancel ${number}`)
    await say("what's in the cart?")
    await say('yes')
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('odd writings of a count are asked about', () => {
  test.each([
    ['a dozen minus one blue 11oz mugs', '11'],
    ['2x3 red 11oz mugs', '6'],
    ['-2 blue 11oz mugs', '2'],
    ['1e3 blue 11oz mugs', '3'],
  ])('"%s"', async (words, count) => {
    const { say } = guest()
    const answer = await say(words)
    expect(answer).toContain('whole number do you mean')
    expect(answer).not.toContain('+')
    expect(await say(count)).toContain(`${count} x Classic mug`)
  })

  test('one of two is not both', async () => {
    const { say } = guest()
    expect(await say('one cream tote or a black one')).not.toMatch(/\+1 Tote/)
  })
})

describe('a comment said beside another change of a placed order is done with it', () => {
  test.each([
    ['in order N add a comment: leave it at the door, and ship to office', 'leave it at the door', '62701'],
    ['ship N to office and write a comment: knock twice', 'knock twice', '62701'],
    ['N: add a comment leave it with Pat, thanks!', 'leave it with Pat, thanks!', '62704'],
  ])('%s', async (words, comment, postcode) => {
    const { say } = talk()
    await say('order for jane.doe@example.com: 2 MUG-BLUE-11OZ')
    const number = Number(/order (\d{5}) placed/.exec((await say('place')) + (await say('yes')))?.[1])
    await talk().say(words.replace('N', String(number)))
    const order = await shop.store.queries.order(number)
    expect(order?.comments).toEqual([comment])
    expect(order?.groups.map(({ address }) => address?.postcode)).toEqual([postcode])
  })

  test('goods beside it are no comment: nothing is done until it is said apart', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const before = await shop.store.queries.order(number)
    await talk().say(`in order ${number} write a comment: ring the bell, and 2 black totes for this order`)
    expect(await shop.store.queries.order(number)).toEqual(before)
  })
})

describe('an option word by itself', () => {
  test('changes the line that was just touched, and no older one', async () => {
    const { say } = talk()
    expect(await say(`order for ${buyerEmail(threads)}: 9 blue 11oz mugs`)).toContain('9 x Classic mug, blue')
    expect(await say('white')).toContain('9 x Classic mug, white')
    await say('the order 1042 was fine by the way, add a tote bag')
    const asked = await say('black')
    expect(asked).toContain('9 x Classic mug, white')
    expect(asked).toContain('Did I get that right?')
    expect(await say('make it red')).toContain('9 x Classic mug, red')
  })
})

describe('a number, a word and a place that are not what they look like', () => {
  test('the number of a house is no day of a placed order', async () => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 2 MUG-BLUE-11OZ`)
    const number = /order (\d{5}) placed/.exec(await say('place'))?.[1]
    const answer = await say(`can you send order ${number} to Pat Lee, 9 Market St, Salem, OR 97301`)
    expect(answer).toContain('9 Market St')
    expect(answer).not.toMatch(/wanted on|9 Mar\b/)
  })

  test.each(['we need 2000 white mugs', '1000 white mugs please'])('"%s" is a count, and no order', async (words) => {
    const { say } = guest()
    expect(await say(words)).not.toContain('was not found')
  })

  test('what is said beside the place of "my order" is not lost while a cart is open', async () => {
    const { say, thread } = await cart()
    const before = JSON.stringify(await contentOf(thread))
    const answer = await say('ship my order to Pat Lee, 9 Elm St, Salem, OR 97301 and make it express')
    expect(before).not.toContain('express')
    expect(`${answer}${JSON.stringify(await contentOf(thread))}`).toMatch(/express/i)
  })
})

describe('what is asked for in words takes its own answers only', () => {
  test('the number of an order, a command, the name of a button, a look and talk are that, and the question stays', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const no = [`${number}`, 'contact', 'hm', 'gift note', 'memo', 'show order', 'hello', 'note MUG-BLUE-11OZ: red bow']
    for (const [begun, asks] of [
      ['take 1 off', 'What is the reason?'],
      ['comment', 'What should the comment say?'],
      ['engrave it', 'What should the engraving'],
    ] as const) {
      const { say, thread } = await cart('2 BOT-BLACK-500ML')
      await say('add 1 MUG-BLUE-11OZ')
      if (begun === 'engrave it') await say('set BOT-BLACK-500ML 1')
      expect(await say(begun)).toContain(asks)
      const texts = async () => JSON.stringify(await contentOf(thread))
      for (const words of no) {
        await say(words)
        expect(await texts(), `${begun}: ${words}`).not.toMatch(
          /"(?:reasonText|freeText)":|"comments":\["|gift note|show order/,
        )
        expect(await say('show'), `${begun}: ${words}`).toContain(asks)
      }
    }
  })

  test('"10001" is answered with that order, and thanks are words on a gift', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say, thread } = await cart()
    await say('gift note')
    expect(await say(`${number}`)).toContain(`order ${number}, placed`)
    await say('leave it out')
    await say('gift note')
    await say('thank you so much')
    expect(JSON.stringify(await contentOf(thread))).toContain('Gift note: thank you so much')
  })

  test('on a placed order too', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say } = await cart()
    for (const words of [`${number}`, 'hm', 'show order', 'contact']) {
      await say(`comment ${number}`)
      await say(words)
    }
    expect((await shop.store.queries.order(number))?.comments).toEqual([])
  })
})

describe('what was said stays open until it is answered', () => {
  test('undo takes back a change, never what is asked beside it', async () => {
    const { say } = await cart('4 HOOD-BLACK-L')
    await say('take 100 off: late')
    await say('shipping 2.00: goodwill')
    expect(await say('undo')).toContain('Undone: Shipping 2.00')
    expect(await say('place')).toMatch(/still open[\s\S]*give my limit/)
    await say('leave it')
    expect(await say('place')).toMatch(/order 1\d{4} placed/)
  })

  test('a shipping price asked for one method is not given for another', async () => {
    const { say, thread } = await cart('1 HOOD-BLACK-L')
    expect(await say('shipping 0.00: goodwill')).toContain('Give shipping at 0.86')
    const express = await say('method express')
    expect(express).toContain('0.00 for shipping was asked for Standard, and the method is Express now')
    expect(express).not.toMatch(/Give shipping|Ask for approval/)
    await say('ask')
    await say('give my limit')
    expect(JSON.stringify(await contentOf(thread))).not.toContain('override')
    expect(await say('place')).toContain('still open')
    expect(await say('undo')).toContain('Give shipping at 0.86')
    await say('method express')
    expect(await say('shipping 12.00: goodwill')).toContain('Shipping 12.00')
    expect(await say('show')).not.toContain('was asked for Standard')
  })

  test('the reason given after the method changed does not carry the price over', async () => {
    const { say, thread } = await cart('2 HOOD-BLACK-L')
    await say('shipping 14.00')
    await say('method express')
    await say('goodwill')
    expect(JSON.stringify(await contentOf(thread))).toContain('"method":"standard"')
    expect(await say('place')).toContain('the method is Express now')
  })

  test('what costs more than is charged is offered as no concession', async () => {
    const { say } = await cart('1 HOOD-BLACK-L')
    await say('shipping 0.50: goodwill')
    const free = await say('add 3 HOOD-BLACK-L')
    expect(free).not.toContain('Give shipping at')
    expect(free).toContain('Shipping costs 0.00 now')
  })

  test('a number to call chooses nobody', async () => {
    const { say } = await cart()
    expect(await say('customer jane')).toContain('Is it this customer?')
    await say('+1 555 303 0188')
    expect(await say('show')).toContain('Which customer is it?')
  })
})

describe('what is denied, and what is only asked, is not done', () => {
  test.each([
    "don't ship it to 9 Elm St, Salem, OR 97301",
    'do not ship it to the office',
    "don't make it express",
    "don't remove the mugs",
    "please don't make it 5 mugs",
    'pay on delivery?',
    'coupon SAVE10?',
    'remove the mugs?',
  ])('%s: the cart stays', async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    await say(words)
    expect(await contentOf(thread)).toEqual(before)
  })

  test.each([
    'paid?',
    'paid in cash?',
    'she says she paid',
    "she hasn't paid",
    'ship it?',
    "don't ship it to the office",
    "don't cancel it",
  ])('%s: the order that was just placed stays, and nothing is recorded', async (words) => {
    const { say } = await cart()
    const number = Number(/order (1\d{4}) placed/.exec(await say('place'))?.[1])
    const standing = () =>
      shop.rows(
        `select o.status, g.address, (select count(*)::int from payment_record where order_number = o.number) as records
          from orders o join order_group g on g.order_number = o.number where o.number = $1`,
        [number],
      )
    const before = await standing()
    await say(words)
    expect(await standing()).toEqual(before)
  })
})

describe('what is not to be done, is told or is a number of something else changes no cart', () => {
  test.each([
    "don't ship it to the office",
    "don't send it to 9 Elm St, Salem, OR 97301",
    "don't use coupon SAVE10",
    "don't add a hoodie",
    "I don't want 5 totes",
    "don't place it yet",
    "she doesn't need a hoodie",
    'do not charge her card',
    'no express please',
    "don't ship it before she pays",
    'pretend I said 10 mugs',
    "let's say she wants 5 mugs",
    "she doesn't want the mugs to be removed",
    'no need to remove the mugs',
    "let's not remove the mugs",
    'remove the mugs? nope',
    'last year I cancelled the mugs',
    "I'm glad I didn't cancel the mugs",
    'two years ago I bought 10 mugs',
    'I would have taken 5 mugs',
    'anything but express',
    'they were told express is free',
    'her neighbour got it by express',
    'express costs too much',
    'the mug was 12 at another store',
    'she saw it in our store',
    'I saw it cheaper in a store',
    'someone broke into our store',
  ])('%s: it stays, and how it stands is shown', async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words)).toMatch(/^(?=.*It stays as it is)(?=.*3 x Classic mug)(?=.*ready)/s)
    expect(await contentOf(thread)).toEqual(before)
  })

  test.each([
    ['the office is closed on mondays', 'home'],
    ['her office moved', 'home'],
    ['I work at the office on fridays', 'home'],
    ['her office moved. 2 red mugs please', 'home'],
    ['ship it home please. the office is closed on mondays', 'home'],
    ["ship it to her office, it's closed on mondays though", 'office'],
    ['he wants it at the office', 'office'],
    ['office please', 'office'],
    ['the office is fine', 'office'],
    ["it's for the office", 'office'],
  ])('%s: it is sent to %s', async (words, where) => {
    const { say } = talk()
    await say('order for jane.doe@example.com: 3 MUG-BLUE-11OZ')
    await say(words)
    expect(await say('show')).toContain(`Ship to: ${where}: Jane Doe`)
  })

  test('what is wanted is done, whatever way it is said; a question in it is answered', async () => {
    const { say } = await cart()
    expect(await say('if it were express, would it come by monday')).toContain('Express: ')
    expect(await say('show')).toContain('Shipping, Standard')
    expect(await say('she said express please')).toContain('Shipping: Express')
    expect(await say('could you cancel the mugs')).toContain('-3 Classic mug')
  })

  test.each([
    'ref: 991',
    'gate code: 77',
    'floor: 3',
    'zip: 627',
    'order number: 44',
    'budget: 100',
    'time = 10',
    "it's number 12 on the street",
    'her old address was 1 First St, Peoria, IL 61602',
    'my sister lives at 4 Oak St in Salem',
    'deliver it on 4 Dec',
  ])('%s', async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words)).not.toContain('Did I get that right')
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('show')).toContain('ready')
  })

  test.each(['mugs: 5', 'qty: 5'])('%s is a count', async (words) => {
    const { say } = await cart()
    expect(await say(words)).toContain('3, now 5')
  })

  test('a house number leaves the street', async () => {
    const { say } = await cart()
    expect(await say('her house number is 14b')).toMatch(/Ship to: Buyer \d+, 14b Elm St, Salem/)
  })

  test('a name is none where somebody speaks', async () => {
    const { say } = guest()
    await say('2 blue 11oz mugs')
    await say('ship to 9 Elm St, Salem, OR 97301')
    for (const words of ['she turned 40', "don't ship to Pat Lee, 9 Elm St, Salem, OR 97301", 'deliver it on 4 Dec'])
      expect(await say(words)).not.toMatch(/Ship to:? /)
    expect(await say('Pat Lee')).toContain('Ship to: Pat Lee, 9 Elm St, Salem')
  })

  test('a reason is what is said next to it; later words are asked about', async () => {
    const { say } = await cart()
    await say('take 2.00 off')
    await say('how long does delivery take?')
    expect(await say('her parrot died')).toContain('Something else was said since')
    expect(await say('2 blue mugs')).not.toContain('Taken off')
    expect(await say('it was for her sister')).not.toContain('Taken off')
    expect(await say("don't place the order")).not.toContain('Taken off')
    expect(await say('goodwill')).toContain('Taken off: goodwill')
  })

  test('words begun before others take what can be nothing else', async () => {
    const { say } = await cart()
    await say('comment')
    await say('memo')
    await say('gave her a call')
    expect(await say('1 water bottle black 1l')).toContain('+1 Water bottle, black, 1 l')
    expect(await say('knock twice')).toContain('Comment: knock twice')
  })
})

describe('money that moved is written down as it was told', () => {
  test('the way it went is never invented, an invoice is no money, last week is kept', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say } = talk()
    await say(`status ${number}`)
    expect(await say(`she paid ${number} with an invoice`)).toContain('not in our books yet')
    await say(`part paid ${number} 20.00 cash`)
    await say('paid 5')
    expect(await say(`status ${number}`)).toMatch(/5\.00 paid - other - sam/)
    const back = await say(`we refunded 5.00 last week on ${number}`)
    expect(back).toMatch(/Was 5\.00 USD given back/)
    await say('yes')
    expect(await say(`status ${number}`)).toMatch(/5\.00 given back - other.*last week/)
  })

  test.each([
    "don't cancel NUM",
    "don't cancel it",
    "don't make it express",
    'do not ship it yet',
    'return NUM 1 MUG-BLUE-11OZ?',
    'never ship NUM before friday',
    'rather not cancel NUM',
    'last week she cancelled NUM',
    'cancel? never',
    "stop. don't send anything yet",
    'no express',
    'my office moved',
    "I'm glad I didn't cancel the mugs",
    'she would have paid 20.00 with cash',
  ])('%s: nothing of the order is done', async (words) => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say } = talk()
    await say(`status ${number}`)
    const answer = await say(words.replace('NUM', String(number)))
    expect(answer).toContain(`order ${number}, placed`)
    expect(answer).not.toMatch(/"yes"|new cart/)
    const [row] = await shop.rows<{ n: number }>(`select count(*)::int as n from order_event where order_number = $1`, [
      number,
    ])
    expect(row?.n).toBe(1)
  })
})

test('"only what is here" leaves out what it was said of; of what comes up short later it is asked anew', async () => {
  const { say } = await cart()
  await say('backorders drop')
  expect(await say('1 KEYB-RED-US')).toMatch(/an item is short.*What is short is asked anew/s)
  expect(await say('place')).not.toMatch(/order \d+ placed/)
  expect(await say('backorders drop')).toContain('Left out: 1 Mechanical keyboard')
  expect(await say('comment knock twice')).toContain('ready')
})

test('an order for somebody else asks whose the goods of the cart are before they are sold to another', async () => {
  const { thread, say } = await cart('1 CREW-GREY-M')
  const before = await contentOf(thread)
  expect(await say('order for max@example.de: 4 CREW-GREY-M')).toContain("Are they Max Weber's now?")
  expect(await contentOf(thread)).toEqual(before)
  await say('leave it out')
  expect(await say('show')).toContain('ready')
  await say('order for max@example.de: 4 CREW-GREY-M')
  expect(await say('yes')).toMatch(/Customer Max Weber instead of.*5 x Crewneck/s)
})

test('a sentence is nobody’s name and an age no street; the number of an account is no part of a name', async () => {
  const { say } = talk()
  await say('guest pat.name@example.com: 1 MUG-BLUE-11OZ')
  for (const words of ["I'm asking her", 'I forgot it']) expect(await say(words)).not.toContain('Guest: I')
  await say('ship to 9 Elm St, Salem, OR 97301')
  for (const words of ['name escapes me', 'her name escapes me', 'still asking', "I'm asking her"])
    expect(await say(words)).toContain(`I did not take "${words}" as a name`)
  expect(await say("I'm Jane Doe, C-1001")).toContain('Ship to: Jane Doe, 9 Elm St')
  await say('ship to Pat Lee, Salem, OR 97301')
  for (const words of ['40 years old', "it's 5 minutes away"])
    expect(await say(words)).toContain(`I did not take "${words}" as a street`)
  expect(await say('12 Oak St')).toContain('Ship to: Pat Lee, 12 Oak St')
})

test('what stood before is named: a note that is there, a discount that is replaced, a second price', async () => {
  const { say, thread } = await cart('2 CREW-GREY-M')
  await say('note CREW-GREY-M: her dog barks')
  const before = await contentOf(thread)
  await say('gift note')
  expect(await say('for you')).toContain('has a note already: "her dog barks"')
  expect(await contentOf(thread)).toEqual(before)
  await say('take 3.00 off: goodwill')
  expect(await say('take 2.00 off: damaged')).toContain('2.00 off: damaged, instead of 3.00')
  const both = await say('take 4.00 off: goodwill and price CREW-GREY-M 41.00: damaged')
  expect(both).toContain('Taken off: goodwill')
  expect(both).toContain('42.00, now 41.00: damaged')
})

test('what is to be done instead is done without what is not', async () => {
  const { say } = await cart()
  expect(await say("don't make it express, keep standard")).not.toContain('Express')
  const added = await say("don't send it express but add a red mug")
  expect(added).toContain('+1 Classic mug, red')
  expect(added).not.toContain('Express')
  expect(await say('no, express')).toContain('Shipping: Express')
})

test('a price for shipping said before a way is chosen is the usual way’s: with another it is asked about', async () => {
  const { say } = talk()
  await say('order for pat@example.com: 2 MUG-BLUE-11OZ')
  await say('shipping 3.00: goodwill')
  expect(await say('method express')).toContain('set by hand to 3.00, and the method is Express now')
})

test.each(['place it after she calls', 'place it anyway', 'someone else paid 20.00', 'she spent 14.50 last time'])(
  '%s: nothing is offered that a yes would do unseen',
  async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words)).not.toContain('Did I get that right')
    await say('yes')
    expect(await contentOf(thread)).toEqual(before)
  },
)

test('a payment that somebody else made is recorded with its amount, and none where nothing is left', async () => {
  const number = await placed('2 MUG-BLUE-11OZ')
  const { say } = talk()
  await say(`status ${number}`)
  await say('someone else paid 20.00')
  expect(await say('yes')).toContain('20.00 paid, 9.95 still to pay')
  await say('paid')
  expect(await say('she paid 20.00 for parking')).not.toContain('record')
})
