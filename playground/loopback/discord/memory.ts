// The loopback Discord as it stands, as data: what an upgrade meets on the screens of people. Rule:
// only what Discord itself would keep: people, channels, messages, and the forms that stand open
// before somebody; tokens of interactions are over by then. Next: test/upgrade/dump.ts.
import type { Channel, Interaction, Message, State, User } from './state.ts'

type Kept<T, Referring extends keyof T> = Omit<T, Referring>
export type DiscordMemory = {
  readonly bot: User
  readonly guild: string
  readonly shop: string
  readonly users: readonly User[]
  readonly channels: readonly (Kept<Channel, 'members'> & { readonly members: readonly string[] })[]
  readonly messages: readonly (Kept<Message, 'author' | 'answers'> & { readonly author: string })[]
  readonly forms: readonly (Kept<Interaction, 'user' | 'channel' | 'message' | 'original' | 'payload'> & FormPlace)[]
}
type FormPlace = { readonly user: string; readonly channel: string; readonly message?: string | undefined }

export const discordMemory = (state: State, shop: Channel): DiscordMemory => ({
  ...{ bot: state.bot, guild: state.guild, shop: shop.id, users: [...state.users.values()] },
  channels: [...state.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
  messages: [...state.messages.values()]
    .filter(({ gone }) => !gone)
    .map(({ author, answers: _, ...message }) => ({ ...message, author: author.id })),
  forms: [...state.interactions.values()]
    .filter(({ modal }) => modal !== undefined)
    .map(({ user, channel, message, original: _, payload: __, ...form }) => ({
      ...form,
      ...{ user: user.id, channel: channel.id, message: message?.id },
    })),
})

/** Throws where one thing names another that is not there. */
export function recallDiscord(state: State, { users, channels, messages, forms }: DiscordMemory): void {
  for (const user of users) if (user.id !== state.bot.id) state.users.set(user.id, user)
  for (const { members, ...channel } of channels)
    state.channels.set(channel.id, { ...channel, members: new Set(members) })
  for (const { author, ...message } of messages)
    state.messages.set(message.id, { ...message, author: found(state.users, author), answers: undefined })
  for (const { user, channel, message, ...form } of forms)
    state.interactions.set(form.token, {
      ...form,
      ...{ user: found(state.users, user), channel: found(state.channels, channel), original: undefined, payload: {} },
      message: message === undefined ? undefined : found(state.messages, message),
    })
}

function found<T>(all: ReadonlyMap<string, T>, id: string): T {
  const one = all.get(id)
  if (one === undefined) throw new Error(`${id} is nowhere`)
  return one
}
