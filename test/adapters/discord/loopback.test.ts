// The loopback Discord is as strict as Discord: the real discord.js against it, doing what must not
// be done. Rule: every limit the other tests rely on is broken here once and refused with Discord's
// own code. Next: playground/loopback/discord/discord.ts.
import { setTimeout as pause } from 'node:timers/promises'
import {
  ButtonStyle,
  ChannelType,
  Client,
  ComponentType,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Partials,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { afterAll, describe, expect, test } from 'vitest'
import { calledBy, liveMarkup } from '#playground/loopback/discord/limits.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'

const FIRST_RESPONSE = 300
const discord = await fakeDiscord({ firstResponse: FIRST_RESPONSE })
const ada = discord.person('Ada')

async function connect(intents: readonly GatewayIntentBits[]): Promise<Client<true>> {
  const client = new Client({
    intents: [...intents],
    partials: [Partials.Channel],
    rest: { api: discord.api, retries: 1, timeout: 500 },
  })
  afterAll(() => client.destroy())
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  return ready
}
const client = await connect([
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
])
const V2 = MessageFlags.IsComponentsV2
const quiet = { allowedMentions: { parse: [] } } as const
const text = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const
const button = (customId: string, label = customId) =>
  ({ type: ComponentType.Button, style: ButtonStyle.Primary, customId, label }) as const
const row = (...components: ReturnType<typeof button>[]) => ({ type: ComponentType.ActionRow, components }) as const

async function refusal(doing: Promise<unknown>): Promise<unknown> {
  const error = await doing.then(
    () => 'was not refused',
    (reason: unknown) => reason,
  )
  return error instanceof DiscordAPIError ? error.code : error
}
async function shopChannel() {
  const channel = await client.channels.fetch(discord.shop.id)
  if (channel?.type !== ChannelType.GuildText) throw new Error('the shop channel is not one')
  return channel
}
/** What the bot does with the next interaction; settles with what came of it. */
function next(work: (interaction: Interaction) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) =>
    client.once(Events.InteractionCreate, (interaction) => resolve(refusal(work(interaction)))),
  )
}
await client.application.commands.set([
  {
    name: 'order',
    description: 'Order',
    options: [{ type: 3, name: 'items', description: 'What', autocomplete: true }],
  },
])

describe('answering an interaction', () => {
  test('the first response comes within three seconds, and once', async () => {
    const twice = next(async (it) => {
      if (!it.isChatInputCommand()) return
      await it.reply({ content: 'yes', ...quiet })
      await client.rest.post(`/interactions/${it.id}/${it.token}/callback`, {
        body: { type: 4, data: { content: 'again' } },
        auth: false,
      })
    })
    discord.slash(ada, discord.shop, 'order', { items: 'mug' })
    expect(await twice).toBe(40060)
    const late = next(async (it) => {
      await pause(FIRST_RESPONSE + 50)
      if (it.isChatInputCommand()) await it.reply({ content: 'late', ...quiet })
    })
    discord.slash(ada, discord.shop, 'order')
    expect(await late).toBe(10062)
  })

  test('the token lives fifteen minutes', async () => {
    const afterwards = next(async (it) => {
      if (!it.isChatInputCommand()) return
      await it.deferReply({ flags: MessageFlags.Ephemeral })
      await it.editReply({ content: 'in time', ...quiet })
      discord.state.advance(16 * 60_000)
      await it.editReply({ content: 'too late', ...quiet })
    })
    discord.slash(ada, discord.shop, 'order')
    expect(await afterwards).toBe(50027)
    expect(discord.screen(ada, discord.shop)).toContain('in time')
    expect(discord.screen(discord.person('Bob'), discord.shop)).not.toContain('in time')
  })

  test('a form opens from a press, is filled in by its labels, and changes the message it came from', async () => {
    const channel = await shopChannel()
    await channel.send({ flags: V2, components: [text('Cart'), row(button('coupon', 'Add coupon'))], ...quiet })
    const opened = next(async (it) => {
      if (!it.isButton()) return
      const code = new TextInputBuilder().setCustomId('code').setStyle(TextInputStyle.Short)
      const label = new LabelBuilder().setLabel('Code').setTextInputComponent(code)
      await it.showModal(new ModalBuilder().setCustomId('coupon-form').setTitle('Coupon').addLabelComponents(label))
    })
    discord.presses(ada, discord.shop, 'Add coupon')
    await opened
    expect(() => discord.submits(ada, {})).toThrow(/asks for "Code" first/)
    const sent = next(async (it) => {
      if (it.isModalSubmit() && it.isFromMessage())
        await it.update({ flags: V2, components: [text(`With ${it.fields.getTextInputValue('code')}`)], ...quiet })
    })
    discord.submits(ada, { Code: 'SAVE10' })
    await sent
    await discord.sees(ada, discord.shop, 'With SAVE10')
  })

  test('suggestions are answered with choices', async () => {
    const answered = next(async (it) =>
      it.isAutocomplete() ? it.respond([{ name: `Mug for ${it.options.getFocused()}`, value: 'MUG' }]) : undefined,
    )
    const asked = discord.suggests(ada, discord.shop, 'order', { items: 'mu' })
    await answered
    expect(asked.choices).toEqual([{ name: 'Mug for mu', value: 'MUG' }])
  })
})

describe('what a message may be', () => {
  test.each([
    ['forty-one components', [...Array.from({ length: 41 }, () => text('x'))]],
    ['4 001 characters', [text('x'.repeat(4000)), text('y')]],
    ['one custom_id twice', [row(button('same')), row(button('same'))]],
    ['a custom_id of 101', [row(button('x'.repeat(101)))]],
    ['a label of 81', [row(button('x', 'y'.repeat(81)))]],
    ['six buttons in a row', [row(...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => button(id)))]],
  ])('%s: refused', async (_what, components) => {
    const post = client.rest.post(`/channels/${discord.shop.id}/messages`, { body: raw({ flags: V2, components }) })
    expect(await refusal(post)).toBe(50035)
  })

  test('Components V2 stays once set, and is said with every edit; old fields do not fit beside it', async () => {
    const channel = await shopChannel()
    const card = await channel.send({ flags: V2, components: [text('card')], ...quiet })
    expect(
      await refusal(
        client.rest.patch(`/channels/${channel.id}/messages/${card.id}`, { body: { components: [text('new')] } }),
      ),
    ).toBe(50035)
    expect(
      await refusal(client.rest.patch(`/channels/${channel.id}/messages/${card.id}`, { body: { flags: 0 } })),
    ).toBe(50035)
    expect(
      await refusal(client.rest.patch(`/channels/${channel.id}/messages/${card.id}`, { body: { content: 'plain' } })),
    ).toBe(50035)
  })

  test('the same nonce is the same message', async () => {
    const channel = await shopChannel()
    const [one, two] = [await channel.send(once), await channel.send(once)]
    expect(one.id).toBe(two.id)
  })

  test('an old message takes few edits more', async () => {
    const channel = await shopChannel()
    const card = await channel.send({ content: 'old', ...quiet })
    discord.state.advance(61 * 60_000)
    for (const words of ['1', '2', '3']) await card.edit({ content: words, ...quiet })
    const fourth = await fetch(`${discord.api}/v10/channels/${channel.id}/messages/${card.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: '4' }),
    })
    expect([fourth.status, await fourth.json()]).toMatchObject([429, { code: 30046 }])
  })
})

describe('who may do what', () => {
  test('missing permissions, closed direct messages, archived and locked threads', async () => {
    const channel = await shopChannel()
    expect(await refusal(channel.threads.create({ name: 'x', type: ChannelType.PublicThread }))).toBe(50013)
    const thread = await channel.threads.create({ name: 'Order', type: ChannelType.PrivateThread })
    await thread.members.add(ada.id)
    const card = await thread.send({ content: 'card', ...quiet })
    await thread.setArchived(true)
    expect(() => discord.presses(ada, discord.state.channels.get(thread.id) ?? discord.shop, 'card')).toThrow(/closed/)
    expect(await refusal(card.edit({ content: 'changed', ...quiet }))).toBe(50083)
    await thread.send({ content: 'opens it again', ...quiet })
    await card.edit({ content: 'changed', ...quiet })
    const known = discord.state.channels.get(thread.id)
    if (known !== undefined) known.locked = true
    expect(await refusal(thread.send({ content: 'no', ...quiet }))).toBe(160005)
    discord.state.closedTo.add(ada.id)
    expect(await refusal(client.users.send(ada.id, { content: 'hello', ...quiet }))).toBe(50007)
  })

  test('a person cannot press what is not there, nor use a command nobody registered', () => {
    expect(() => discord.presses(ada, discord.shop, 'No such button')).toThrow(/sees no/)
    expect(() => discord.slash(ada, discord.shop, 'nonsense')).toThrow(/no command/)
  })
})

describe('the gateway', () => {
  test('without the intent words come in direct messages and mentions only', async () => {
    const heard: string[] = []
    client.on(Events.MessageCreate, ({ author, content }) => void (author.bot || heard.push(content)))
    discord.types(ada, discord.shop, 'two mugs')
    discord.types(ada, discord.shop, '@Parley two mugs')
    discord.types(ada, discord.direct(ada), 'two mugs')
    await eventually('three messages', 2_000, async () => (heard.length === 3 ? heard : undefined))
    expect(heard).toEqual(['', `<@${discord.state.bot.id}> two mugs`, 'two mugs'])
  })

  test('a line that breaks is resumed and nothing is lost; a forgotten session starts again', {
    timeout: 30_000,
  }, async () => {
    const heard: string[] = []
    client.on(Events.MessageCreate, ({ author, content }) => void (author.bot || heard.push(content)))
    discord.gateway.disturb('cut')
    discord.types(ada, discord.direct(ada), 'said while nobody listened')
    await eventually('the replay', 8_000, async () => (heard.length === 1 ? heard : undefined))
    discord.gateway.disturb('reconnect')
    discord.types(ada, discord.direct(ada), 'said again')
    await eventually('the second replay', 8_000, async () => (heard.length === 2 ? heard : undefined))
    await expect.poll(() => discord.gateway.received, { timeout: 8_000 }).toEqual([2, 6, 6])
    discord.gateway.disturb('invalid')
    await eventually('a new session', 12_000, async () => (discord.gateway.received.at(-1) === 2 ? true : undefined))
  })
})

test('429 is obeyed, an answer that got lost is asked for again', async () => {
  const channel = await shopChannel()
  const limited = {
    status: 429,
    body: { message: 'slow', retry_after: 0.2, global: false },
    headers: { 'retry-after': '1' },
  }
  discord.rest.plan('POST', /messages$/, { kind: 'answer', answer: limited })
  await channel.send({ content: 'after the wait', ...quiet })
  discord.rest.plan('POST', /messages$/, { kind: 'silent' })
  await channel.send({ content: 'just once', nonce: 'n2', enforceNonce: true, ...quiet })
  const again = [...discord.state.messages.values()].filter(({ content }) => content === 'just once')
  expect(again).toHaveLength(1)
})

test.each([
  ['@everyone', ['@everyone']],
  ['\\@everyone and `@here`', []],
  ['<@123> <@&4> <#5>', ['<@123>', '<@&4>', '<#5>']],
  ['\\<@123>', []],
  ['[bank](https://evil.example)', ['[bank](https://evil.example)']],
  ['</order:1>', ['</order:1>']],
])('what is alive in %s is known', (words, found) => {
  expect(liveMarkup(words)).toEqual(found)
})
test('whom a message calls depends on what it allows', () => {
  expect(calledBy('<@1> @everyone', undefined)).toMatchObject({ users: ['1'], everyone: true })
  expect(calledBy('<@1> <@2> @everyone', { parse: [], users: ['2'] })).toMatchObject({ users: ['2'], everyone: false })
})

const once = { content: 'once', nonce: 'n1', enforceNonce: true, ...quiet }
/** As discord.js writes it on the wire; its own builders would refuse some of this before Discord could. */
function raw(body: object): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll('"customId"', '"custom_id"'))
}
