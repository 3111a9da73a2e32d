// A customer asks for a person in a terminal: one order, two threads. Two reps who take over at
// once, and a customer who buys while the rep changes the price, in two processes. Rule: one has
// it; nobody ever pays another total than the one they pressed. Next:
// test/adapters/hand-over.test.ts, two channels.
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { barrier, inParallel } from '#test/support/barrier.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, world } from '#test/support/world.ts'

const ROUNDS = 50
const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: 3 * ROUNDS }) })
const again = await world({ url: shop.url })
afterEach(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect([...shop.faults, ...again.faults]).toEqual([])
})

let buyers = 0
type Asked = { readonly user: string; readonly home: string; readonly desk: string; readonly ref: number }
/** A customer with a cart who asked for a person. */
async function asking(): Promise<Asked> {
  const email = buyerEmail(buyers)
  const user = `terminal:customer:${email}`
  const home = `terminal:home-${buyers++}`
  await shop.store.desk.linkCustomer(user, email)
  await shop.deliver(message(user, home, '2 blue 11oz mugs and a cream tote'))
  await shop.deliver(message(user, home, 'person'))
  const [row] = await shop.rows<{ ref: number; desk: string }>(
    'select ref, desk_key as desk from draft where thread_key = $1',
    [home],
  )
  if (row === undefined) throw new Error('nobody asked')
  return { user, home, ...row }
}
const labelsOf = (ref: number) =>
  shop.rows<{ kind: string; label: string }>(
    'select e.kind, e.label from draft_event e join draft d on d.id = e.draft_id where d.ref = $1 order by e.id',
    [ref],
  )
/** The newest card of a thread: its total, and whether it offers something only the shop may. */
async function cardAt(thread: string): Promise<{ readonly text: string; readonly total: string }> {
  const [row] = await shop.rows<{ view: string; total: string }>(
    `select payload->'view' #>> '{}' as view, (select r->>'amount' from jsonb_path_query(payload, '$.view.blocks[*].rows[*] ? (@.label == "Total")') r limit 1) as total
     from outbox where destination = $1 and place in ('card', 'new-card', 'collapse') order by id desc limit 1`,
    [thread],
  )
  return { text: row?.view ?? '', total: row?.total ?? '' }
}

describe('a customer asks for a person', () => {
  test('the reps find who waits in the overview, read what was said, and only what they say crosses', async () => {
    const { user, home, desk, ref } = await asking()
    expect(printed(await shop.deliver(message('terminal:sam', 'terminal:mine', 'overview')))).toMatch(
      new RegExp(
        `Customers who asked for a person \\(1\\)[\\s\\S]*${ref}: Buyer 0 - 44\\.95 - waits since just now - hand-over-${ref}`,
      ),
    )
    expect(printed(await shop.deliver(message('terminal:sam', desk, 'say hello')))).toContain('Take it over first')
    await shop.deliver(message('terminal:sam', desk, 'take over'))
    expect(printed(await shop.deliver(message('terminal:kim', desk, 'take over')))).toContain('Sam has this order')
    await shop.deliver(message('terminal:sam', desk, 'memo margin is thin here'))
    await shop.deliver(message('terminal:sam', desk, 'say Hello, how can I help?'))
    await shop.deliver(message('terminal:sam', desk, 'take 3.00 off: late delivery'))
    const told = await shop.rows<{ text: string }>('select payload::text as text from outbox where destination = $1', [
      home,
    ])
    const all = told.map(({ text }) => text).join('\n')
    expect(all).toContain('Sam: Hello, how can I help?')
    expect(all).not.toMatch(/margin|memo|limit|Take over|Hand back/i)
    expect((await cardAt(home)).total).toBe((await cardAt(desk)).total)
    expect(printed(await shop.deliver(message(user, home, 'what would you take?')))).toContain('Sam reads that')
    await shop.deliver(message(user, home, 'link somebody@example.com'))
    await shop.deliver(message(user, home, 'code 482915'))
    const relayed = await shop.rows<{ text: string }>(
      'select payload::text as text from outbox where destination = $1',
      [desk],
    )
    expect(relayed.map(({ text }) => text).join('\n')).toContain('what would you take?')
    expect(relayed.map(({ text }) => text).join('\n')).not.toMatch(/482915|somebody@example/)
  })

  test('while a person looks after it the customer’s thread shows no other order, and stays theirs', async () => {
    const { user, home, desk, ref } = await asking()
    expect(printed(await shop.deliver(message(user, home, 'new')))).toContain('Say "leave the queue"')
    expect(printed(await shop.deliver(message(user, home, 'unlink')))).toContain('A person looks after this order')
    await shop.deliver(message('terminal:sam', desk, 'take over'))
    await shop.deliver(message('terminal:sam', desk, 'add 1 PEN-BLACK'))
    expect((await cardAt(home)).total).toBe((await cardAt(desk)).total)
    expect(await shop.rows('select ref from draft where thread_key = $1', [home])).toEqual([{ ref }])
    await shop.deliver(message(user, home, 'cancel'))
    await shop.deliver(message(user, home, 'yes'))
    expect(printed(await shop.deliver(message(user, home, 'new')))).not.toContain('A person looks after')
    expect(printed(await shop.deliver(message(user, home, 'unlink')))).toContain('no longer linked')
  })

  test.each([
    ['leave the queue', 'while waiting'],
    ["I don't need a person any more, thanks", 'while waiting'],
    ['end the talk', 'once taken'],
    ['hand back', 'by the rep'],
  ] as const)(
    '"%s" %s: nobody waits, both are told, the card says so, and another order can be begun',
    async (words, when) => {
      const { user, home, desk, ref } = await asking()
      expect((await cardAt(home)).text).toContain('A person will join you here')
      const waits = buttonsOf(await shop.deliver(message(user, home, 'show')))
      expect(waits.map(({ label }) => label)).toContain('Leave the queue')
      if (when !== 'while waiting') await shop.deliver(message('terminal:sam', desk, 'take over'))
      const rep = when === 'by the rep'
      const told = await shop.deliver(message(rep ? 'terminal:sam' : user, rep ? desk : home, words))
      expect(told.outgoing.some(({ to, placement }) => to === (rep ? home : desk) && placement.place === 'post')).toBe(
        true,
      )
      expect((await cardAt(home)).text).not.toMatch(/is helping you|will join you/)
      expect((await cardAt(desk)).text).toContain('the talk is over')
      expect(printed(await shop.deliver(message('terminal:sam', 'terminal:mine', 'overview')))).not.toContain(
        `${ref}: `,
      )
      expect(printed(await shop.deliver(message(user, home, 'new')))).toContain('A new cart')
    },
  )

  test('who has it gives it to a colleague: the customer sees who helps now, and only the colleague speaks to them', async () => {
    const { home, desk } = await asking()
    expect(printed(await shop.deliver(message('terminal:sam', desk, 'give to lee')))).toContain('Take it over first')
    await shop.deliver(message('terminal:sam', desk, 'take over'))
    const told = await shop.deliver(message('terminal:sam', desk, 'give to lee'))
    expect(told.outgoing.find(({ to, placement }) => to === home && placement.place === 'post')).toMatchObject({
      placement: { view: { headline: expect.stringMatching(/^Lee of .* is with you now$/) } },
    })
    expect((await cardAt(home)).text).toContain('Lee is helping you with this order.')
    expect(printed(await shop.deliver(message('terminal:kim', home, 'give to lee')))).toContain(
      "the customer's own order",
    )
    expect(printed(await shop.deliver(message('terminal:sam', desk, 'say still me')))).toContain('Lee has this order')
    expect(printed(await shop.deliver(message('terminal:lee', desk, 'say Lee here')))).toContain('Said to')
  })

  test('what to do with goods that are short is the customer’s own choice, kept with what they pressed', async () => {
    const { user, home, desk, ref } = await asking()
    await shop.deliver(message('terminal:sam', desk, 'take over'))
    await shop.rows(`update stock set on_hand = reserved + 1, reserved = reserved where sku = 'HOOD-BLACK-L'`)
    await shop.deliver(message('terminal:sam', desk, 'add 3 HOOD-BLACK-L'))
    const card = await shop.deliver(message(user, home, 'show'))
    const choice = card.outgoing
      .flatMap(({ placement }) => ('view' in placement ? placement.view.controls : []))
      .find(({ label }) => /^Ship \d+ now, 2 later: /.test(label))
    if (choice?.kind !== 'button') throw new Error(`there was nothing to choose:\n${JSON.stringify(card.outgoing)}`)
    await shop.deliver(press(user, home, choice.token))
    expect((await labelsOf(ref)).at(-1)).toEqual({
      kind: 'agreed',
      label: expect.stringMatching(/ agreed to ship what is here, the rest later/),
    })
    expect((await cardAt(desk)).text).toContain('Ready')
    await shop.rows(`update stock set on_hand = 100000 where sku = 'HOOD-BLACK-L'`)
  })

  test('whoever cancels or starts anew, both cards end; a rep who is suspended loses it', async () => {
    const one = await asking()
    await shop.deliver(message('terminal:sam', one.desk, 'take over'))
    await shop.deliver(message(one.user, one.home, 'cancel'))
    await shop.deliver(message(one.user, one.home, 'yes'))
    expect((await cardAt(one.desk)).text).toContain('order cancelled')
    const two = await asking()
    await shop.deliver(message('terminal:lee', two.desk, 'take over'))
    await shop.store.desk.changeStaff({ kind: 'suspend', id: 'lee' })
    expect(printed(await shop.deliver(message('terminal:lee', two.desk, 'say still here')))).not.toContain('Said to')
    expect(printed(await shop.deliver(message('terminal:kim', two.desk, 'take over')))).toMatch(/Kim took over/)
    await shop.store.desk.changeStaff({ kind: 'resume', id: 'lee' })
  })

  test('whatever both sides do, both cards show the same total', { timeout: 60_000 }, async () => {
    const said = fc.oneof(
      fc.record({
        by: fc.constant('customer' as const),
        words: fc.constantFrom('make it 3', 'add 1 BEAN-BLACK', 'drop the tote', 'undo', 'coupon SAVE10', 'thank you'),
      }),
      fc.record({
        by: fc.constant('rep' as const),
        words: fc.constantFrom(
          'take 2.00 off: goodwill',
          'add 1 TEA-WHITE',
          'undo',
          'method express',
          'remove adjustment',
          'say one moment',
        ),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 6 }), async (talk) => {
        const { user, home, desk } = await asking()
        await shop.deliver(message('terminal:sam', desk, 'take over'))
        for (const { by, words } of talk)
          await shop.deliver(by === 'rep' ? message('terminal:sam', desk, words) : message(user, home, words))
        expect((await cardAt(home)).total).toBe((await cardAt(desk)).total)
      }),
      { numRuns: 25 },
    )
  })
})

test('the rep places what the customer agreed to on the phone: asked once for this very total, and kept with the order', async () => {
  const { home, desk, ref } = await asking()
  await shop.deliver(message('terminal:sam', desk, 'take over'))
  const stopped = printed(await shop.deliver(message('terminal:sam', desk, 'place')))
  expect(stopped).toMatch(/has not pressed \[Buy now\] on 44\.95[\s\S]*Say "place" again/)
  await shop.deliver(message('terminal:sam', desk, 'take 3.00 off: late delivery'))
  expect(printed(await shop.deliver(message('terminal:sam', desk, 'place'))), 'another total').toContain('on 41.')
  const placed = await shop.deliver(message('terminal:sam', desk, 'place'))
  expect(printed(placed)).toMatch(/order \d+ placed/)
  expect((await cardAt(home)).text).toMatch(/order \d+ placed/)
  expect((await labelsOf(ref)).map(({ label }) => label)).toContainEqual(
    expect.stringMatching(/^Confirmed: not agreed:41\d\d$/),
  )
})

test.each(['private', 'shared'] as const)(
  'what the card asks the rep is answered by "yes" in a %s thread',
  async (where) => {
    const { home, desk } = await asking()
    const said = async (text: string, user = 'terminal:sam') =>
      printed(await shop.deliver({ ...message(user, desk, text), where }))
    await said('take over')
    expect(await said('place')).toMatch(/has not pressed \[Buy now\] on 44\.95/)
    expect(await said('yes', 'terminal:kim'), 'a colleague was not asked').not.toMatch(/order \d+ placed/)
    expect(await said('yes')).toMatch(/order \d+ placed/)
    expect((await cardAt(home)).text).toMatch(/order \d+ placed/)
  },
)

test.each([
  ['add a white mug', 'shared'],
  ['2 blue mugs', 'shared'],
  ['add 1 PEN-BLACK', 'shared'],
  ['please remove the tote', 'shared'],
  ['ok 2 more mugs', 'shared'],
  ['make it 3 mugs', 'shared'],
  ['take 3.00 off: late delivery', 'shared'],
  ['place', 'shared'],
  ['2 blue mugs', 'private'],
] as const)('after the hand-back "%s" in the %s thread of the reps is told whose order it is', async (words, where) => {
  const { user, home, desk } = await asking()
  const said = async (text: string) => printed(await shop.deliver({ ...message('terminal:sam', desk, text), where }))
  await said('take over')
  await said('hand back')
  expect(await said(words)).toMatch(/goes on with this order alone[\s\S]*Nothing was changed[\s\S]*"take over"/)
  for (const talk of where === 'shared' ? ['I think she will be back', 'take a look at the margin', 'yes', '2'] : [])
    expect(await said(talk), 'talk among reps').toBe('')
  expect((await cardAt(home)).total).toBe('44.95')
  expect(await said('order for C-1001: 1 MUG-BLUE-11OZ'), 'an order of its own is begun').not.toContain('alone')
  await shop.deliver(message(user, home, 'person'))
  await said('take over')
  expect(await said('add 1 PEN-BLACK')).not.toContain('alone')
})

describe('races', () => {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
  test('two reps take over at once: one has it, the other is told who', { timeout: 60_000 }, async () => {
    await inParallel(rounds, 4, async () => {
      const { desk, ref } = await asking()
      const start = barrier(2)
      const answers = await Promise.all(
        (
          [
            ['terminal:sam', shop],
            ['terminal:kim', again],
          ] as const
        ).map(([user, where]) => start().then(() => where.deliver(message(user, desk, 'take over')))),
      )
      const taken = (await labelsOf(ref)).filter(({ kind }) => kind === 'taken-over')
      expect(taken).toHaveLength(1)
      const winner = /^(\w+) took over/.exec(taken[0]?.label ?? '')?.[1] ?? ''
      expect(answers.map(printed).filter((text) => text.includes(`${winner} has this order`))).toHaveLength(1)
    })
    console.log(`taking over: ${ROUNDS} races in two processes, one winner each`)
  })

  test('the customer buys while the rep takes something off: placed at what was pressed, or not at all', {
    timeout: 60_000,
  }, async () => {
    let bought = 0
    await inParallel(rounds, 4, async () => {
      const { user, home, desk, ref } = await asking()
      await shop.deliver(message('terminal:sam', desk, 'take over'))
      const card = await shop.deliver(message(user, home, 'show'))
      const buy = buttonsOf(card).find(({ label }) => label.startsWith('Buy now - pay 44.95'))
      if (buy === undefined) throw new Error('there was nothing to buy')
      const start = barrier(2)
      await Promise.all([
        start().then(() => shop.deliver(press(user, home, buy.token))),
        start().then(() => again.deliver(message('terminal:sam', desk, 'take 3.00 off: late delivery'))),
      ])
      const orders = await shop.rows<{ total: number }>(
        'select total::int as total from orders where thread_key = $1',
        [home],
      )
      const agreed = (await labelsOf(ref)).filter(({ kind }) => kind === 'agreed')
      expect(orders.length).toBeLessThanOrEqual(1)
      expect(agreed).toHaveLength(orders.length)
      for (const { total } of orders) expect(total).toBe(4495)
      bought += orders.length
    })
    console.log(
      `buying while the price changes: ${ROUNDS} races, ${bought} bought at what was pressed, ${ROUNDS - bought} asked again, 0 at another total`,
    )
  })
})
