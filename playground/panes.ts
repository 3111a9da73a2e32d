/**
 * The panes as they are now, read from the loopback platforms: what each person sees, with the
 * payloads as they were sent. Rule: nothing is changed here, and nobody is shown what their
 * platform would not show them. Next: acts.ts does what people do.
 */

import type { FakeDiscord } from './loopback/discord/discord.ts'
import type { User } from './loopback/discord/state.ts'
import { directChannel, isThread } from './loopback/discord/state.ts'
import { visible } from './loopback/discord/transcript.ts'
import { str } from './loopback/json.ts'
import type { FakeSlack } from './loopback/slack/fake-slack.ts'
import { homeOf } from './loopback/slack/views.ts'
import type { OpenView } from './loopback/slack/workspace.ts'
import type { DiscordPane, SlackPane, SlackView } from './wire.ts'

/** So many messages of a channel, the newest. */
const SHOWN = 80
const LOADING = 1 << 7
/** Who sits before which pane. */
export const SLACK_USERS = { sam: 'USAM', kim: 'UKIM' } as const

export function slackPane({ space }: FakeSlack, id: 'sam' | 'kim'): SlackPane {
  const me = SLACK_USERS[id]
  const channels = [...space.channels.values()].filter(({ members, external }) => members.includes(me) && !external)
  const home = homeOf(me, space)
  const modal = [...space.views.values()].findLast(
    ({ type, status, user }) => type === 'modal' && status === 'open' && user === me,
  )
  return {
    kind: 'slack',
    id,
    name: space.people.get(me)?.name ?? id,
    people: Object.fromEntries([...space.people].map(([user, { name }]) => [user, name])),
    channels: channels.map((channel) => ({
      id: channel.id,
      name: channel.kind === 'im' ? 'Parley' : `#${channel.name}`,
      messages: space.messages
        .filter(({ channel: at, deleted, onlyFor }) => at === channel.id && !deleted && (onlyFor ?? me) === me)
        .slice(-SHOWN)
        .map(({ ts, threadTs, user, onlyFor, edits, text, blocks }) => ({
          ts,
          ...(threadTs === undefined ? {} : { thread: threadTs }),
          from: space.people.get(user)?.name ?? 'Parley',
          bot: !space.people.has(user),
          onlyYou: onlyFor !== undefined,
          edited: edits > 0,
          text,
          blocks,
        })),
    })),
    ...(home === undefined ? {} : { home: viewOf(home) }),
    ...(modal === undefined ? {} : { modal: viewOf(modal) }),
  }
}

const viewOf = ({ id, content, errors }: OpenView): SlackView => ({ id, content, errors })

export function discordPane({ state, shop, commands }: FakeDiscord, customer: User): DiscordPane {
  const threads = [...state.channels.values()].filter(
    (channel) => isThread(channel) && !channel.gone && channel.members.has(customer.id),
  )
  const form = [...state.interactions.values()].findLast(
    ({ user, modal }) => user.id === customer.id && modal !== undefined,
  )?.modal
  return {
    kind: 'discord',
    id: 'customer',
    name: customer.name,
    channels: [shop, directChannel(state, customer), ...threads].map((channel) => ({
      id: channel.id,
      name: channel.kind === 'dm' ? 'Parley' : `#${channel.name}`,
      closed: channel.archived || channel.locked,
      messages: visible(state, channel, customer)
        .slice(-SHOWN)
        .map(({ id, author, onlyFor, editedAt, flags, content, components }) => ({
          id,
          from: author.name,
          bot: author.bot,
          onlyYou: onlyFor !== undefined,
          edited: editedAt !== undefined,
          thinking: (flags & LOADING) !== 0,
          content: content.replaceAll(`<@${state.bot.id}>`, '@Parley'),
          components,
        })),
    })),
    commands: (commands.list.get('global') ?? [])
      .filter(({ type }) => type === 1)
      .map((command) => ({
        name: command.name,
        description: str(command['description']),
        options: (command.options ?? []).map(({ name }) => name),
      })),
    ...(form === undefined ? {} : { form }),
  }
}
