// A customer's order while a rep looks after it: two people, two kinds of questions, one draft.
// Rule: what is asked of the rep is never shown to, answered or dropped by the customer, and an
// adjustment nobody approved is not in what the customer sees (src/domain/draft/sides.ts). Next:
// test/adapters/hand-over.test.ts, the same on Discord and Slack;
// test/conversation/screens/customer-view.test.ts, by type.
import { afterEach, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: 40 }) })
afterEach(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
const KIM = 'terminal:kim'
const STAFF_ONLY = /your limit|my limit|approv|\bA\d+\b|margin|Leave it|reason|damaged/i

let buyers = 0
type Both = {
  readonly user: string
  readonly home: string
  readonly desk: string
  readonly rep: (text: string) => Promise<string>
}
/** A customer with a cart of 44.95 whom Sam looks after. */
async function helped(by = SAM): Promise<Both & { readonly customer: (text: string) => Promise<string> }> {
  const email = buyerEmail(buyers)
  const user = `terminal:customer:${email}`
  const home = `terminal:sides-${buyers++}`
  await shop.store.desk.linkCustomer(user, email)
  await shop.deliver(message(user, home, '2 blue 11oz mugs and a cream tote'))
  await shop.deliver(message(user, home, 'person'))
  const [row] = await shop.rows<{ desk: string }>('select desk_key as desk from draft where thread_key = $1', [home])
  const desk = row?.desk ?? ''
  await shop.deliver(message(by, desk, 'take over'))
  return {
    ...{ user, home, desk },
    rep: async (text) => printed(await shop.deliver(message(by, desk, text))),
    customer: async (text) => {
      const said = await shop.deliver(message(user, home, text))
      return printed({ ...said, outgoing: said.outgoing.filter(({ to }) => to === home) })
    },
  }
}
/** Everything ever sent to this thread, without the stamps of its controls: they spell anything. */
const sent = async (thread: string) =>
  (await shop.rows<{ text: string }>('select payload::text as text from outbox where destination = $1', [thread]))
    .map(({ text }) => text.replace(/"[a-z]+\.\d+\.\d+\.[^"]*"/g, '""'))
    .join('\n')
const requestOf = async (home: string) =>
  (
    await shop.rows<{ id: number }>(
      `select q.id from approval_request q join draft d on d.id = q.draft_id where d.thread_key = $1
        order by q.id desc limit 1`,
      [home],
    )
  )[0]?.id

test('the rep at their limit is asked; the customer sees none of it, and whatever they do the question stays the rep’s', async () => {
  const { home, rep, customer } = await helped()
  expect(await rep('take 20.00 off: damaged')).toMatch(/limit/i)
  for (const words of ['show', 'yes', 'add 1 BEAN-BLACK', '1', 'no', 'leave it out'])
    expect(await customer(words)).not.toMatch(STAFF_ONLY)
  expect(await sent(home)).not.toMatch(STAFF_ONLY)
  expect(await sent(home)).not.toContain('limit-choice')
  expect(await rep('show')).toMatch(/You may give/)
  expect(await rep('ask')).toMatch(/Waiting for approval A\d+/)
})

test('while the rep is asked about a discount above their limit the customer’s card sells nothing', async () => {
  const { user, home, rep, customer } = await helped()
  const before = await shop.deliver(message(user, home, 'show'))
  const buy = buttonsOf(before).find(({ label }) => label.startsWith('Buy now'))
  expect(await rep('take 20.00 off: damaged')).toMatch(/You may give/)
  const shown = await shop.deliver(message(user, home, 'show'))
  expect(printed(shown)).toContain('being checked')
  expect(buttonsOf(shown).map(({ label }) => label)).not.toContain(expect.stringMatching(/^Buy now/))
  expect(printed(await shop.deliver(press(user, home, buy?.token ?? '')))).not.toContain('placed')
  await rep('leave it')
  expect(await customer('show')).toContain('Buy now - pay 44.95')
})

test('what a rep gave is not the customer’s to take back or to bring back', async () => {
  const { home, rep, customer } = await helped()
  const given = async () =>
    (
      await shop.rows<{ off: unknown }>(
        `select state->'content'->'subtraction' as off from draft where thread_key = $1`,
        [home],
      )
    )[0]?.off
  await rep('take 1.00 off: goodwill')
  const standing = await given()
  expect(standing).toBeTruthy()
  expect(await customer('undo')).toContain('nothing to undo')
  expect(await given()).toEqual(standing)
  await rep('undo')
  expect(await customer('redo')).toContain('nothing to redo')
  expect(await given()).toBeFalsy()
})

test('the customer’s own question stays theirs while the rep goes on', async () => {
  const { rep, customer } = await helped()
  expect(await customer('cancel')).toMatch(/Cancel your order/)
  expect(await rep('show')).not.toMatch(/Cancel it|Cancel draft/)
  expect(await customer('yes')).toMatch(/cancelled/)
})

test('the rep places nothing while what the customer said is open: it is named, and left out only when it was', async () => {
  const { rep, customer } = await helped()
  expect(await customer('a classic t-shirt')).toContain('which colour?')
  const held = await rep('place')
  expect(held).toContain('Something you said is still open')
  expect(held).toContain('which colour?')
  expect(await rep('leave it out')).not.toContain('still open')
  expect(await rep('place')).not.toContain('still open')
})

test('what waits for an approval is not in the customer’s totals; declined, they are told in a sentence', async () => {
  const { user, home, rep, customer } = await helped()
  await rep('take 20.00 off: damaged')
  expect(await rep('ask')).toContain('24.95')
  const waits = await customer('show')
  expect(waits).toMatch(/Total\s+44\.95/)
  expect(waits).toContain('We are checking this order')
  expect(waits).not.toMatch(/24\.95|20\.00|Buy now/)
  await shop.deliver(message(KIM, 'terminal:kims', `decline A${await requestOf(home)}: too much`))
  const told = await sent(home)
  expect(told).toContain('We have checked your order')
  expect(told).not.toMatch(/too much|declin|24\.95|-20\.00/i)
  expect(told).not.toMatch(STAFF_ONLY)
  const card = await shop.deliver(message(user, home, 'show'))
  const buy = buttonsOf(card).find(({ label }) => label.startsWith('Buy now - pay 44.95'))
  expect(printed(await shop.deliver(press(user, home, buy?.token ?? '')))).toMatch(/[Oo]rder \d{5}.* placed/)
})

test.each(['approve', 'withdraw', 'accept'] as const)(
  'by %s it ends as a decline does: the customer is told once, not why',
  async (end) => {
    const { home, rep } = await helped()
    await rep('take 20.00 off: damaged')
    await rep('ask')
    const id = `A${await requestOf(home)}`
    if (end === 'withdraw') await rep(`withdraw ${id}`)
    if (end === 'approve') await shop.deliver(message(KIM, 'terminal:kims', `approve ${id}`))
    if (end === 'accept') {
      await shop.deliver(message(KIM, 'terminal:kims', `counter ${id} 15.00`))
      expect(await sent(home)).not.toContain('We have checked your order')
      await rep(`accept ${id}`)
    }
    const told = await sent(home)
    expect(told.split('We have checked your order')).toHaveLength(2)
    expect(told).not.toMatch(STAFF_ONLY)
  },
)

test('a customer reads no number of a message they pressed, and is no customer to be chosen', async () => {
  const { user, home, desk, rep, customer } = await helped()
  await shop.rows(`update stock set on_hand = reserved + 1, reserved = reserved where sku = 'HOOD-BLACK-L'`)
  await rep('add 3 HOOD-BLACK-L')
  const choice = (await shop.deliver(message(user, home, 'show'))).outgoing
    .flatMap(({ placement }) => ('view' in placement ? placement.view.controls : []))
    .find(({ label }) => /^Ship \d+ now, 2 later: /.test(label))
  if (choice?.kind !== 'button') throw new Error('there was nothing to choose')
  await shop.deliver({ ...press(user, home, choice.token), on: '1576329430903554114' })
  await shop.rows(`update stock set on_hand = 100000 where sku = 'HOOD-BLACK-L'`)
  expect(await sent(home)).not.toMatch(/agreed to|157632943/)
  expect(await sent(desk)).toMatch(/agreed to/)
  expect(await sent(desk)).not.toMatch(/157632943/)
  expect(await customer('show')).not.toMatch(/a customer|Choose customer/)
  const guest = 'terminal:guest:new-here'
  await shop.deliver(message(guest, 'terminal:new-here', '1 blue 11oz mug'))
  const first = printed(await shop.deliver(message(guest, 'terminal:new-here', 'undo')))
  expect(first).toContain('your details')
  expect(first).not.toMatch(/a customer|Choose customer|who is it for/)
})

test('what nobody approved is in no answer to the customer: neither in why, nor in what a choice would come to', async () => {
  const { rep, customer } = await helped()
  await rep('take 20.00 off: damaged')
  await rep('ask')
  for (const words of ['why', 'read back']) {
    const told = await customer(words)
    expect(told).toContain('44.95')
    expect(told).not.toMatch(/24\.95|20\.00|Discount/)
  }
  expect(await rep('why')).toMatch(/Total\s+24\.95/)
})

test('more than was approved is the rep’s wish: the customer sees what was granted, asked for, refused or left', async () => {
  const { home, rep, customer } = await helped()
  await rep('take 4.00 off: damaged')
  await rep('take 20.00 off: damaged')
  await rep('ask')
  const answer = async (what: string) => {
    await shop.deliver(message(KIM, 'terminal:kims', `${what} A${await requestOf(home)}`))
  }
  await answer('approve')
  const granted = async () => {
    for (const words of ['show', 'why']) {
      const told = await customer(words)
      expect(told).toMatch(/Total\s+24\.95/)
      expect(told).not.toMatch(/-(4|25|30)\.00|for the order as it is/)
    }
  }
  await rep('price TOTE-CREAM 8.00: price match')
  await granted()
  await rep('leave it')
  await rep('take 30.00 off: damaged')
  await granted()
  expect(await rep('ask')).toContain('14.95')
  await granted()
  await answer('decline')
  await granted()
  expect(await rep('take 20.00 off: damaged')).not.toMatch(/limit/i)
  await rep('take 25.00 off: damaged')
  expect(await customer('add 1 BEAN-BLACK')).not.toMatch(/-(4|25)\.00|for the order as it is|granted/)
  expect(await rep('leave it')).toMatch(/Ready|Next|need/)
  expect(await rep('hand back')).toContain('handed back')
  expect(await customer('show')).toMatch(/Discount\s+-20\.00[\s\S]*Buy now/)
})

test('a coupon on top of what was approved: never "does not cover" and ready at once, and a discount has one number', async () => {
  const { home, rep, customer } = await helped()
  await customer('add 1 BEAN-BLACK')
  await rep('take 20.00 off: damaged')
  await rep('ask')
  await shop.deliver(message(KIM, 'terminal:kims', `approve A${await requestOf(home)}`))
  const notBoth = (card: string) => expect(card).not.toMatch(/does not cover[\s\S]*Ready/)
  const over = await rep('coupon SAVE10')
  notBoth(over)
  expect(over).toMatch(/does not cover/)
  const left = await rep('leave it')
  expect(left).toMatch(/Ready/)
  expect(left).not.toMatch(/does not cover|no longer covers/)
  expect(left).toMatch(/Discount\s+-1\d\.\d\d/)
  const shrunk = await customer('remove the mugs and the tote')
  expect(shrunk.match(/for the order as it is/g)).toHaveLength(1)
  const [, now] = /Discount: now ([\d.]+) for/.exec(shrunk) ?? []
  expect(shrunk).toMatch(new RegExp(`Discount\\s+-${now}`))
})

test('granted, it is in the customer’s totals at once', async () => {
  const { home, rep, customer } = await helped()
  await rep('take 20.00 off: damaged')
  await rep('ask')
  await shop.deliver(message(KIM, 'terminal:kims', `approve A${await requestOf(home)}`))
  expect(await customer('show')).toMatch(/Buy now - pay 24\.95/)
  expect(await sent(home)).not.toMatch(STAFF_ONLY)
})

test('a customer who cancels while it waits hears nothing of the request', async () => {
  const { home, desk, rep, customer } = await helped()
  await rep('take 20.00 off: damaged')
  await rep('ask')
  await customer('cancel')
  await customer('yes')
  expect(await sent(home)).not.toMatch(STAFF_ONLY)
  expect(await sent(desk)).toContain('order cancelled')
})

test('a rep goes once what they began is answered: nobody else would be asked, and nothing given is lost meanwhile', async () => {
  const { home, rep, customer } = await helped()
  await rep('take 20.00 off: damaged')
  for (const words of ['hand back', 'end the talk']) {
    const held = await rep(words)
    expect(held).toMatch(/still open[\s\S]*You may give[\s\S]*Nobody else would be asked that/)
    expect(await sent(home)).not.toMatch(/handed back|ended/)
  }
  await rep('give my limit')
  expect(await rep('hand back')).toContain('handed back')
  expect(await customer('show')).toMatch(/Discount\s+-4\.49[\s\S]*Buy now - pay 40\.46/)
})

test('a discount of which the rep was asked anew is answered before they go, though the question was left out', async () => {
  const { rep } = await helped()
  await rep('take 4.00 off: damaged')
  await rep('remove TOTE-CREAM')
  await rep('leave it out')
  expect(await rep('hand back')).toContain('You may give')
  await rep('give my limit')
  expect(await rep('hand back')).toContain('handed back')
})

test.each([
  ['by a rep', { by: SAM, gives: 'take 4.00 off: damaged', now: '-2.99' }],
  ['by an approval', { by: SAM, gives: 'take 20.00 off: damaged', asks: true, now: '-13.32' }],
  ['by a lead', { by: 'terminal:lee', gives: 'take 10.00 off: damaged', now: '-7.48' }],
] as const)(
  'what was given %s shrinks with what the customer takes out, both are told, and it can be bought',
  async (_, { by, gives, now, ...asked }) => {
    const { user, home, rep, customer } = await helped(by)
    await rep(gives)
    if ('asks' in asked) {
      await rep('ask')
      await shop.deliver(message(KIM, 'terminal:kims', `approve A${await requestOf(home)}`))
    }
    const told = await customer('remove the tote')
    expect(told).toContain('for the order as it is')
    expect(told).toContain(now)
    expect(told).not.toMatch(STAFF_ONLY)
    expect(told).not.toContain('being checked')
    expect(await rep('hand back')).toContain('handed back')
    const card = await shop.deliver(message(user, home, 'show'))
    const buy = buttonsOf(card).find(({ label }) => label.startsWith('Buy now'))
    expect(printed(await shop.deliver(press(user, home, buy?.token ?? '')))).toMatch(/[Oo]rder \d{5}.* placed/)
  },
)

test('what a lead gave is theirs: the customer buys it as it stands', async () => {
  const { user, home, rep } = await helped('terminal:lee')
  await rep('take 10.00 off: damaged')
  const card = await shop.deliver(message(user, home, 'show'))
  const buy = buttonsOf(card).find(({ label }) => label.startsWith('Buy now - pay 34.95'))
  expect(printed(await shop.deliver(press(user, home, buy?.token ?? '')))).toMatch(/[Oo]rder \d{5}.* placed/)
})

test('what a rep writes down meanwhile is the shop’s, unless it is said to be for the customer', async () => {
  const { user, home, desk, rep, customer } = await helped()
  for (const words of [
    'comment wants watching',
    'note TOTE-CREAM wants watching',
    'add 1 PEN-BLACK',
    'memo wants watching',
  ])
    await rep(words)
  expect(await rep('comment wants watching too')).toContain('Kept as a memo for the shop')
  expect(await customer('show')).not.toContain('watching')
  expect(await rep('show')).toContain('TOTE-CREAM: wants watching')
  await rep('comment for the customer: it comes in two parcels')
  await rep('note TOTE-CREAM for the customer: with a red bow')
  const told = await customer('show')
  for (const words of ['it comes in two parcels', 'with a red bow']) expect(told).toContain(words)
  const buy = buttonsOf(await shop.deliver(message(user, home, 'show'))).find(({ label }) =>
    label.startsWith('Buy now'),
  )
  const placed = printed(await shop.deliver(press(user, home, buy?.token ?? '')))
  const number = /[Oo]rder (\d{5}).* placed/.exec(placed)?.[1] ?? ''
  await shop.deliver(message(SAM, desk, `comment ${number} wants watching after all`))
  expect(await customer(`status ${number}`)).not.toContain('watching')
  expect(await sent(home)).not.toContain('watching')
  expect((await shop.store.queries.order(Number(number)))?.memos.join()).toContain('watching after all')
})
