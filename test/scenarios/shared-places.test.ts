// Talking where others read along: who is heard, what is shown, edited words, a channel for staff
// only, another company's people, a person's own page.
import { describe, expect, test } from 'vitest'
import { directTo } from '#adapters/slack/inbound/place.ts'
import { placementText } from '#conversation/edge/text.ts'
import type { Reply } from '#conversation/edge/view.ts'
import { message } from '../support/open-parley.ts'
import { world } from '../support/world.ts'

const shop = await world({
  engine: {
    staffOnly: ['slack'],
    linkTo: (thread, place) => (place ? `https://chat/${thread}/${place}` : undefined),
    directTo,
  },
})
await shop.store.desk.changeStaff({ kind: 'link', id: 'sam', user: 'slack:T1/U_SAM' })
await shop.store.desk.changeStaff({ kind: 'link', id: 'lee', user: 'slack:T1/U_LEE' })

type Extra = Partial<Pick<ReturnType<typeof message>, 'mentionsBot' | 'mentionsOther' | 'where' | 'edits'>>
const say = async (
  user: string,
  thread: string,
  text: string,
  extra: Extra & { readonly id?: string } = {},
): Promise<string> => {
  const { id, ...rest } = extra
  return words(await shop.deliver({ ...message(`slack:T1/${user}`, thread, text, id), where: 'shared', ...rest }))
}
const words = (reply: Reply): string => reply.outgoing.map(({ placement }) => placementText(placement)).join('\n\n')
const ORDER = 'order for jane.doe@example.com: 2 blue 11oz mugs'

describe('in a shared thread', () => {
  test('the owner, whoever mentions the bot and plain commands are heard; talk between people is not', async () => {
    const thread = 'slack:T1/C1/1'
    expect(await say('U_SAM', thread, ORDER, { mentionsBot: true })).toContain('Jane Doe')
    expect(await say('U_SAM', thread, 'make it 3')).toContain('3 x')
    expect(await say('U_LEE', thread, 'make it 9')).toBe('')
    expect(await say('U_LEE', thread, 'yes')).toBe('')
    expect(await say('U_SAM', thread, 'Lee, shall I make it 4?', { mentionsOther: true })).toBe('')
    expect(await say('U_LEE', thread, 'make it 4', { mentionsBot: true })).toContain('4 x')
    expect(await say('U_LEE', thread, 'show')).toContain('4 x')
    expect((await shop.store.checkInvariants()).filter(({ area }) => area === 'inbox')).toEqual([])
  })

  test('the card shows city and postcode and no contact data; in private it shows them', async () => {
    const shared = await say('U_SAM', 'slack:T1/C1/2', ORDER, { mentionsBot: true })
    expect(shared).toContain('Springfield')
    expect(shared).not.toContain('12 Oak')
    expect(shared).not.toContain('jane.doe@example.com')
    const own = await say('U_SAM', 'slack:T1/@U_SAM', ORDER, { where: 'private' })
    expect(own).toContain('12 Oak')
    expect(own).toContain('jane.doe@example.com')
  })
})

test('an edited message is undone and read again when it was the last change; an older one is named', async () => {
  const thread = 'slack:T1/C1/3'
  await say('U_SAM', thread, ORDER, { mentionsBot: true })
  await say('U_SAM', thread, 'add 2 TOTE-CREAM', { id: 'C1/30' })
  const edited = await say('U_SAM', thread, 'add 5 TOTE-CREAM', { id: 'C1/30/edit/31', edits: 'C1/30' })
  expect(edited).toMatch(/Undone: \+2 .* · \+5 /)
  expect(edited).toContain('5 x')
  expect(await say('U_SAM', thread, 'add 6 TOTE-CREAM', { id: 'C1/30/edit/32', edits: 'C1/30' })).toContain('6 x')
  await say('U_SAM', thread, 'undo')
  await say('U_SAM', thread, 'add 1 TOTE-CREAM', { id: 'C1/33' })
  const older = await say('U_SAM', thread, 'add 7 TOTE-CREAM', { id: 'C1/30/edit/34', edits: 'C1/30' })
  expect(older).toContain('I had already read that message')
  expect(await say('U_SAM', thread, 'show')).not.toContain('7 x')
})

test('a channel for staff refuses a stranger politely and says how to be linked; a deactivated account loses every right', async () => {
  const refused = await say('U_NEW', 'slack:T1/@U_NEW', '2 blue mugs', { where: 'private' })
  expect(refused).toContain('I do not know you yet')
  expect(refused).toContain('parley staff link YOUR-NAME slack:T1/U_NEW')
  expect(await say('U_NEW', 'slack:T1/C1/3', 'anybody here?')).toBe('')
  expect(await shop.rows(`select 1 from draft where last_thread = 'slack:T1/@U_NEW'`)).toEqual([])
  await shop.store.desk.changeStaff({ kind: 'link', id: 'kim', user: 'slack:T1/U_KIM' })
  expect(await shop.store.desk.suspendUser('slack:T1/U_KIM', 'slack')).toBe(true)
  expect(await shop.store.desk.suspendUser('slack:T1/U_KIM', 'slack'), 'told twice').toBe(false)
  expect(await say('U_KIM', 'slack:T1/@U_KIM', 'show', { where: 'private' })).toContain('Your access is paused')
})

test('where another company reads along there is no customer data, only the reason', async () => {
  expect(await say('U_SAM', 'slack:T1/C9/1', ORDER, { where: 'external', mentionsBot: true })).toContain(
    'shared with another company',
  )
  expect(await say('U_SAM', 'slack:T1/C9/1', 'show', { where: 'external' })).not.toContain('Jane')
  expect(await shop.rows(`select 1 from draft where last_thread = 'slack:T1/C9/1'`)).toEqual([])
})

test("a person's own page lists drafts by whose turn it is with links, today's orders, and what waits for who may approve", async () => {
  await shop.store.surfaces.keep('slack:T1/C1/1', {
    role: 'root',
    externalId: 'C1/1',
    postedAt: new Date().toISOString(),
  })
  const open = (user: string, id: string) =>
    shop.deliver({
      kind: 'open',
      place: 'home',
      id,
      thread: `slack:T1/home/${user}`,
      user: `slack:T1/${user}`,
      userName: user,
      locale: 'en',
    })
  const home = await open('U_SAM', 'home1')
  expect(home.outgoing.map(({ placement }) => placement.place)).toEqual(['card'])
  expect(words(home)).toMatch(/Your turn \(\d+\)[\s\S]+Jane Doe - [\d.]+ - now: https:\/\/chat\/slack:T1\/C1\/1\/C1\/1/)
  expect(words(home)).toContain('No orders yet today.')
  expect(words(home)).not.toContain('Approvals waiting')
  expect(words(await open('U_NEW', 'home2'))).toContain('I do not know you yet')
})

test('search fields offer products to anybody, customers and orders to staff only', async () => {
  const sam = 'slack:T1/U_SAM'
  expect(
    (await shop.engine.suggest({ user: sam, what: 'product', text: 'blue mug' })).map(({ value }) => value),
  ).toContain('MUG-BLUE-11OZ')
  expect(await shop.engine.suggest({ user: sam, what: 'customer', text: 'jane' })).toContainEqual(
    expect.objectContaining({ value: 'C-1001', label: 'Jane Doe' }),
  )
  expect(await shop.engine.suggest({ user: 'slack:T1/U_NEW', what: 'customer', text: 'jane' })).toEqual([])
  await say('U_SAM', 'slack:T1/C1/1', 'place', { mentionsBot: true })
  const [order] = await shop.engine.suggest({ user: sam, what: 'order', text: '' })
  expect(order?.label).toMatch(/^\d+: Jane Doe$/)
})

describe('giving an order to a colleague', () => {
  const drafts = async (user: string): Promise<string> => say(user, `slack:T1/@${user}`, 'drafts', { where: 'private' })

  test('in a shared thread it is theirs from then on, they are mentioned there, and the giver no longer speaks for it', async () => {
    const thread = 'slack:T1/C1/40'
    const card = await say('U_SAM', thread, ORDER, { mentionsBot: true })
    expect(card).toContain('Sam')
    const reply = await shop.deliver({ ...message('slack:T1/U_SAM', thread, 'give to lee'), where: 'shared' })
    expect(words(reply)).toContain('Sam gave you this order - Jane Doe - 31.93')
    expect(reply.outgoing).toContainEqual(
      expect.objectContaining({
        to: thread,
        placement: expect.objectContaining({ place: 'post', mention: 'slack:T1/U_LEE' }),
      }),
    )
    expect(await say('U_LEE', thread, 'make it 3')).toContain('3 x')
    expect(await say('U_SAM', thread, 'make it 9')).toBe('')
    expect(await say('U_SAM', thread, 'give to sam')).toContain("This is Lee's order")
    expect(await drafts('U_LEE')).toContain('Jane Doe')
  })

  test('from a private place the colleague is told where they read, and opens it there', async () => {
    const own = 'slack:T1/@U_SAM'
    await say('U_SAM', own, 'new', { where: 'private' })
    await say('U_SAM', own, ORDER, { where: 'private' })
    const [{ ref = 0 } = {}] = await shop.rows<{ ref: number }>(`select ref from draft where thread_key = '${own}'`)
    const reply = await shop.deliver({ ...message('slack:T1/U_SAM', own, 'give to Lee'), where: 'private' })
    expect(
      reply.outgoing.filter(({ to }) => to === 'slack:T1/@U_LEE').map(({ placement }) => placementText(placement)),
    ).toEqual([expect.stringContaining(`resume ${ref}`)])
    expect(await say('U_LEE', 'slack:T1/@U_LEE', `resume ${ref}`, { where: 'private' })).toContain('2 x')
    expect(await say('U_SAM', own, `resume ${ref}`, { where: 'private' })).toContain(
      `There is no open draft ${ref} of yours`,
    )
    expect(
      await shop.rows(
        `select 1 from draft_event e join draft d on d.id = e.draft_id where d.ref = ${ref} and e.kind = 'handed-to'`,
      ),
    ).toHaveLength(1)
  })

  test('to nobody, to oneself and by who does not have it: an answer, and nothing changes', async () => {
    const thread = 'slack:T1/C1/41'
    expect(await say('U_SAM', thread, 'give to lee')).toContain('There is no open order here to give')
    await say('U_SAM', thread, ORDER, { mentionsBot: true })
    expect(await say('U_SAM', thread, 'give to zoe')).toContain('Nobody called zoe can take an order')
    expect(await say('U_SAM', thread, 'give to zoe')).not.toContain('kim')
    expect(await say('U_SAM', thread, 'give to sam')).toContain('Sam has this order already')
    expect(await shop.rows(`select 1 from draft where last_thread = '${thread}' and owner_key <> 'staff:sam'`)).toEqual(
      [],
    )
  })
})
