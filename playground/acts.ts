/**
 * What a person does in a pane, done on the loopback platforms: they can do there what their
 * platform would let them, and nothing else. Rule: whatever comes from the page is parsed first;
 * what cannot be done is answered in words. Next: server.ts, which hands it over.
 */
import { z } from 'zod'
import type { FakeDiscord } from './loopback/discord/discord.ts'
import type { Channel, Message, User } from './loopback/discord/state.ts'
import { obj, str } from './loopback/json.ts'
import type { Screen as SlackScreen } from './loopback/slack/can-do.ts'
import type { FakeSlack } from './loopback/slack/fake-slack.ts'
import { SLACK_USERS } from './panes.ts'
import type { Act, Answer } from './wire.ts'

const id = z.string().min(1).max(200)
const text = z.string().max(4_000)
const slackOrDiscord = z.enum(['sam', 'customer', 'kim'])
const screen = z.union([z.strictObject({ channel: id, message: id }), z.strictObject({ view: id })])
const control = { on: screen, control: z.string().max(300), block: z.exactOptional(z.string().max(10)) }

/** As the page may send it. */
export const actSchema = z.union([
  z.strictObject({ pane: slackOrDiscord, do: z.literal('say'), channel: id, text, thread: z.exactOptional(id) }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('press'), ...control, value: z.exactOptional(text) }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('search'), ...control, text }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('submit'), view: id, fields: z.record(z.string(), text) }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('close'), view: id }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('home') }),
  z.strictObject({ pane: slackOrDiscord, do: z.literal('order-this'), channel: id, message: id }),
  z.strictObject({ pane: z.literal('world'), do: z.literal('hour') }),
  z.strictObject({
    pane: z.literal('world'),
    do: z.literal('stock'),
    sku: z.string().regex(/^[A-Za-z0-9-]{2,40}$/, 'Choose a SKU of the list.'),
    quantity: z.number().int().min(1).max(999),
  }),
  z.strictObject({ pane: z.literal('world'), do: z.literal('story'), id }),
])

type PersonAct = Exclude<Act, { readonly pane: 'world' }>
export type Platforms = { readonly slack: FakeSlack; readonly discord: FakeDiscord; readonly customer: User }

export const act = (what: PersonAct, platforms: Platforms): Promise<Answer> =>
  what.pane === 'customer'
    ? Promise.resolve(onDiscord(what, platforms))
    : onSlack(what, SLACK_USERS[what.pane], platforms.slack)

const done: Answer = { ok: true }

async function onSlack(what: PersonAct, user: string, slack: FakeSlack): Promise<Answer> {
  const { space } = slack
  switch (what.do) {
    case 'say': {
      const [, command, rest = ''] = /^(\/\w+)\s*([\s\S]*)$/.exec(what.text) ?? []
      const stay = what.thread === undefined ? {} : { thread: what.thread }
      if (command !== undefined) await slack.commands(user, what.channel, command, rest)
      else await slack.says(user, what.channel, mentions(what.text, slack), stay)
      return done
    }
    case 'press':
      await slack.pressesControl(user, screenOf(what.on, slack), what)
      return done
    case 'search': {
      const found = await slack.searchesControl(user, screenOf(what.on, slack), what)
      return {
        ok: true,
        options: found.map((each) => ({ value: str(each['value']), label: str(obj(each['text'])['text']) })),
      }
    }
    case 'submit': {
      const ack = await slack.submits(user, viewOf(what.view, slack), what.fields)
      return ack.kind === 'acked' ? done : { ok: false, why: 'Parley did not answer in time.' }
    }
    case 'close':
      viewOf(what.view, slack).status = 'closed'
      return done
    case 'home':
      await slack.opensHome(user)
      return done
    case 'order-this':
      await slack.shortcut(user, 'order_from_message', found(space.message(what.channel, what.message)))
      return done
    default:
      return what satisfies never
  }
}

/** A name after @ is the person, as Slack makes it while one types. */
const mentions = (words: string, { space }: FakeSlack): string =>
  words.replace(/@(\w+)/g, (whole, name: string) => {
    if (name.toLowerCase() === 'parley') return '<@UBOT>'
    const person = [...space.people.values()].find((each) => each.name.toLowerCase() === name.toLowerCase())
    return person === undefined ? whole : `<@${person.id}>`
  })

type On = Extract<Act, { readonly do: 'press' }>['on']
const screenOf = (on: On, slack: FakeSlack): SlackScreen =>
  'view' in on ? viewOf(on.view, slack) : found(slack.space.message(on.channel, on.message))
const viewOf = (view: string, { space }: FakeSlack) => found(space.views.get(view))

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('That is not there any more.')
  return thing
}

function onDiscord(what: PersonAct, { discord, customer }: Platforms): Answer {
  const { state } = discord
  const channelAt = (at: string): Channel => found(state.channels.get(at))
  const messageOf = (message: string): Message => found(state.messages.get(message))
  switch (what.do) {
    case 'say':
      return saidOnDiscord(channelAt(what.channel), what.text, { discord, customer })
    case 'press': {
      const on = 'view' in what.on ? undefined : messageOf(what.on.message)
      discord.acts(customer, found(on), {
        customId: what.control,
        ...(what.value === undefined ? {} : { value: what.value }),
      })
      return done
    }
    case 'submit':
      discord.submits(customer, what.fields)
      return done
    case 'close':
      for (const each of state.interactions.values()) if (each.user.id === customer.id) each.modal = undefined
      return done
    case 'order-this':
      discord.menu(customer, messageOf(what.message), 'Order this')
      return done
    case 'home':
    case 'search':
      return { ok: false, why: 'Discord has nothing like it.' }
    default:
      return what satisfies never
  }
}

/** "/order 2 blue mugs", "/add item:mug quantity:2": words without a name go to the first option. */
function saidOnDiscord(
  channel: Channel,
  words: string,
  { discord, customer }: Pick<Platforms, 'discord' | 'customer'>,
): Answer {
  const [, name, rest = ''] = /^\/([\w-]+)\s*([\s\S]*)$/.exec(words) ?? []
  if (name === undefined) {
    discord.types(customer, channel, words)
    return done
  }
  const command = discord.commands.list.get('global')?.find((each) => each.name === name)
  if (command === undefined) return { ok: false, why: `There is no command /${name}.` }
  const names = (command.options ?? []).map((option) => option.name)
  const split = new RegExp(`(?:^|\\s)(${names.join('|')}):`, 'g')
  const parts = names.length === 0 ? [] : rest.split(split)
  const named = parts.flatMap((part, at): (readonly [string, string])[] =>
    at % 2 === 1 ? [[part, (parts[at + 1] ?? '').trim()]] : [],
  )
  const [first = ''] = names
  const all = named.length > 0 || rest === '' ? named : [[first, rest.trim()] as const]
  discord.slash(
    customer,
    channel,
    name,
    Object.fromEntries(all.map(([option, value]) => [option, typed(command, option, value)])),
  )
  return done
}

const INTEGER = 4
const typed = (
  command: { readonly options?: readonly { readonly name: string; readonly type?: number }[] | undefined },
  name: string,
  value: string,
) => (command.options?.find((option) => option.name === name)?.type === INTEGER ? Number(value) : value)
