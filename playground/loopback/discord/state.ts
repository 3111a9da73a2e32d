// What the loopback Discord remembers: people, channels, messages, interactions, and a timeline in
// words. Rule: only facts, with the clock that a test may move; what is allowed is decided by the
// routes. Next: discord.ts (what a test holds), routes-*.ts (what the bot may do).
import type { MessageComponent, ModalBody } from './components.ts'

/** `admin`: may manage the server. */
export type User = { readonly id: string; readonly name: string; readonly bot: boolean; readonly admin?: boolean }
/** `text`: a channel everybody of the guild reads. Threads know who is in them. */
export type Channel = {
  readonly id: string
  readonly kind: 'text' | 'announcement' | 'dm' | 'private-thread' | 'public-thread'
  name: string
  readonly parent: string | undefined
  /** Another server than the shop's. */
  readonly guild?: string
  readonly members: Set<string>
  archived: boolean
  locked: boolean
  gone: boolean
}
export type Message = {
  readonly id: string
  readonly channel: string
  readonly author: User
  readonly nonce: string | undefined
  /** Seen by this person only, and reached through the interaction's token only. */
  readonly onlyFor: string | undefined
  readonly answers: Interaction | undefined
  /** The message it replies to. */
  readonly about: string | undefined
  content: string
  components: readonly MessageComponent[]
  flags: number
  /** Milliseconds. A test makes a message older; its id stays as it is. */
  createdAt: number
  editedAt: number | undefined
  lateEdits: number
  gone: boolean
}
export type Interaction = {
  readonly id: string
  readonly token: string
  readonly wireType: 2 | 3 | 4 | 5
  readonly user: User
  readonly channel: Channel
  readonly createdAt: number
  /** As it went over the wire. */
  payload: object
  /** The message its control is on. */
  readonly message: Message | undefined
  /** Callback type of the first response. */
  answered: number | undefined
  /** What `@original` names. */
  original: Message | undefined
  /** Deferred, and still "thinking". */
  thinking: boolean
  choices: readonly { readonly name: string; readonly value: string | number }[] | undefined
  modal: ModalBody | undefined
}
export type Entry = {
  readonly at: number
  readonly channel: string
  readonly onlyFor: string | undefined
  readonly words: string
}
/** Whom a message really called. */
export type Ping = {
  readonly message: string
  readonly users: readonly string[]
  readonly everyone: boolean
  readonly roles: boolean
}

export type State = {
  readonly now: () => number
  /** A new id, as if made this long ago. */
  readonly snowflake: (age?: number) => string
  readonly advance: (milliseconds: number) => void
  readonly bot: User
  readonly guild: string
  readonly users: Map<string, User>
  readonly channels: Map<string, Channel>
  readonly messages: Map<string, Message>
  /** By token. */
  readonly interactions: Map<string, Interaction>
  readonly timeline: Entry[]
  readonly pings: Ping[]
  /** How many connections it takes at least, how many may sign in at once, and what is left of the day's. */
  readonly signIn: { shards: number; concurrency: number; remaining: number; resetAfter: number }
  /** People who take no direct messages. */
  readonly closedTo: Set<string>
  /** People who left every server they had in common with the bot. */
  readonly strangers: Set<string>
  /** So many threads may be open at once in the server. */
  threadCap: number
  readonly permissions: Set<Permission>
  /** What everybody but the bot may do. */
  readonly memberPermissions: Set<Permission>
}

/** Bits of Discord's permissions that an ordering bot meets. */
export const PERMISSIONS = {
  'manage-channels': 1n << 4n,
  'manage-server': 1n << 5n,
  'view-channel': 1n << 10n,
  'send-messages': 1n << 11n,
  'manage-messages': 1n << 13n,
  'embed-links': 1n << 14n,
  'read-history': 1n << 16n,
  'manage-threads': 1n << 34n,
  'public-threads': 1n << 35n,
  'private-threads': 1n << 36n,
  'send-in-threads': 1n << 38n,
} as const
export type Permission = keyof typeof PERMISSIONS
export const LEAST: readonly Permission[] = [
  'view-channel',
  'send-messages',
  'embed-links',
  'read-history',
  'private-threads',
  'send-in-threads',
]

/** What everybody may do at first: read, write, use commands. */
const MEMBERS: readonly Permission[] = ['view-channel', 'send-messages', 'read-history', 'send-in-threads']
/** Discord's own cap on open threads of a server. */
const THREADS = 1_000

/** Discord's first second, milliseconds. */
const EPOCH = 1_420_070_400_000n
/** Makes ids of two fakes in one run differ, as ids of people and channels do. */
let issued = 0

/** `known`: the bot and the server of a Discord this one goes on from. */
export function createState(permissions: readonly Permission[], known?: Pick<State, 'bot' | 'guild'>): State {
  let ahead = 0
  const now = () => Date.now() + ahead
  const snowflake = (age = 0) => String(((BigInt(now() - age) - EPOCH) << 22n) + BigInt(issued++ % 4096))
  const bot: User = known?.bot ?? { id: snowflake(), name: 'Parley', bot: true }
  return {
    now,
    snowflake,
    advance: (milliseconds) => {
      ahead += milliseconds
    },
    bot,
    guild: known?.guild ?? snowflake(),
    users: new Map([[bot.id, bot]]),
    channels: new Map(),
    messages: new Map(),
    signIn: { shards: 1, concurrency: 1, remaining: 1_000, resetAfter: 0 },
    interactions: new Map(),
    timeline: [],
    pings: [],
    closedTo: new Set(),
    strangers: new Set(),
    threadCap: THREADS,
    permissions: new Set(permissions),
    memberPermissions: new Set(MEMBERS),
  }
}

export const isThread = ({ kind }: Channel): boolean => kind === 'private-thread' || kind === 'public-thread'

const OPEN: readonly Channel['kind'][] = ['text', 'announcement', 'public-thread']
export function mayRead(channel: Channel, user: User): boolean {
  return OPEN.includes(channel.kind) || channel.members.has(user.id)
}

export function addChannel(
  state: State,
  kind: Channel['kind'],
  rest: Partial<Pick<Channel, 'name' | 'parent' | 'members' | 'guild'>> = {},
): Channel {
  const channel: Channel = {
    id: state.snowflake(),
    kind,
    name: rest.name ?? kind,
    parent: rest.parent,
    ...(rest.guild === undefined ? {} : { guild: rest.guild }),
    members: rest.members ?? new Set(),
    archived: false,
    locked: false,
    gone: false,
  }
  state.channels.set(channel.id, channel)
  return channel
}

/** The one direct channel of a person with the bot. */
export function directChannel(state: State, user: User): Channel {
  const known = [...state.channels.values()].find(({ kind, members }) => kind === 'dm' && members.has(user.id))
  return known ?? addChannel(state, 'dm', { name: user.name, members: new Set([user.id, state.bot.id]) })
}

export function say(state: State, where: Pick<Message, 'channel' | 'onlyFor'>, words: string): void {
  state.timeline.push({ at: state.now(), channel: where.channel, onlyFor: where.onlyFor, words })
}
