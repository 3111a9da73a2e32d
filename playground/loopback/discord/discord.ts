// A loopback Discord for tests: gateway and REST on one port, people who act, and a readable
// account of what everybody saw. The real discord.js is pointed at `api`. Rule: it enforces what
// Discord enforces; what was refused is kept in `refused`. Use: `const discord = await
// loopbackDiscord()`.
import { eventually } from '#playground/loopback/eventually.ts'
import { createBuckets } from './buckets.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { aliveIn } from './limits.ts'
import { type DiscordMemory, recallDiscord } from './memory.ts'
import { createPosts } from './posts.ts'
import { openRest, type Rest } from './rest.ts'
import { applicationRoutes, type Commands } from './routes-application.ts'
import { channelRoutes } from './routes-channels.ts'
import { interactionRoutes } from './routes-interactions.ts'
import {
  addChannel,
  type Channel,
  createState,
  directChannel,
  type Interaction,
  LEAST,
  type Message,
  type Permission,
  type State,
  type User,
} from './state.ts'
import { messageText, visible } from './transcript.ts'
import { createVerbs, type Verbs } from './verbs.ts'

export type FakeDiscord = Verbs & {
  /** What DISCORD_API_URL is, what DISCORD_TOKEN is. */
  readonly api: string
  readonly token: string
  readonly guild: string
  readonly shop: Channel
  readonly state: State
  readonly rest: Rest
  readonly gateway: Gateway
  readonly commands: Commands
  /**
   * All of Discord fails, until it does not: nobody listens, or every request and every new
   * connection is answered with this status.
   */
  readonly outage: { readonly begin: (how: 'refused' | number) => Promise<void>; readonly end: () => Promise<void> }
  readonly close: () => Promise<void>
  readonly person: (name: string, rest?: Pick<User, 'admin' | 'bot'>) => User
  readonly direct: (user: User) => Channel
  /** The newest open thread this person is in; waits for one. */
  readonly thread: (user: User) => Promise<Channel>
  /** What this person has before their eyes. */
  readonly screen: (user: User, channel: Channel) => string
  /** Waits until a message they see holds these words; answers the message. */
  readonly sees: (user: User, channel: Channel, words: string | RegExp, patience?: number) => Promise<Message>
  /** Waits for the first response. */
  readonly answered: (interaction: Interaction) => Promise<Interaction>
  readonly transcript: (channel: Channel) => string
  /** Everything sent that carries text and would come alive as something else. */
  readonly alive: () => readonly string[]
}
export type FakeOptions = {
  readonly permissions?: readonly Permission[]
  readonly privileged?: 'granted' | 'refused'
  /** Discord's rate limits are kept. */
  readonly limits?: true
  /** Milliseconds. */
  readonly firstResponse?: number
  readonly heartbeat?: number
  /** This Discord goes on from there. */
  readonly memory?: DiscordMemory
}

const PATIENCE = 10_000
const FIRST_RESPONSE = 3_000
const TOKEN_LIFE = 900_000
const HEARTBEAT = 41_250
/** Shaped like a bot token: discord.js reads the application's id from its first part. */
const tokenOf = (state: State) => `${Buffer.from(state.bot.id).toString('base64url')}.GfAkEx.only-a-loopback-takes-this`

/** Who opens it closes it. */
export async function loopbackDiscord(options: FakeOptions = {}): Promise<FakeDiscord> {
  const state = createState(options.permissions ?? LEAST, options.memory)
  if (options.memory !== undefined) recallDiscord(state, options.memory)
  const commands: Commands = { list: new Map(), changes: 0, puts: 0 }
  const token = tokenOf(state)
  const posts = createPosts(state, () => gateway)
  const times = { firstResponse: options.firstResponse ?? FIRST_RESPONSE, tokenLife: TOKEN_LIFE }
  const routes = [
    ...interactionRoutes({ state, posts, times }),
    ...channelRoutes({ state, posts, gateway: () => gateway }),
    ...applicationRoutes(state, commands, () => rest.server),
  ]
  const rest: Rest = await openRest(
    routes,
    (header) => header === `Bot ${token}`,
    options.limits === true ? createBuckets(Date.now) : undefined,
  )
  const { privileged = 'granted', heartbeat = HEARTBEAT } = options
  const gateway: Gateway = openGateway(rest.server, state, { token, privileged, heartbeat })
  const shop = state.channels.get(options.memory?.shop ?? '') ?? addChannel(state, 'text', { name: 'shop' })
  return {
    ...createVerbs({ state, gateway: () => gateway, commands }),
    ...reading(state),
    async close() {
      await gateway.close()
      await rest.close()
    },
    api: gatewayUrlToApi(rest),
    ...{ token, guild: state.guild, shop, state, rest, gateway, commands },
    outage: outageOf(rest, gateway),
    person(name, rest) {
      const user: User = { id: state.snowflake(), name, bot: false, ...rest }
      state.users.set(user.id, user)
      return user
    },
    alive: () =>
      rest.requests.flatMap(({ method, path, body }) => aliveIn(body).map((what) => `${method} ${path}: ${what}`)),
  }
}

function outageOf(rest: Rest, gateway: Gateway): FakeDiscord['outage'] {
  let silent = false
  return {
    async begin(how) {
      silent = how === 'refused'
      if (how === 'refused') return rest.down()
      rest.always(how)
      gateway.refuse(how)
      gateway.disturb('cut')
    },
    async end() {
      rest.always(undefined)
      gateway.refuse(undefined)
      if (silent) await rest.up()
    },
  }
}

function reading(state: State) {
  const screen = (user: User, channel: Channel) => visible(state, channel, user).map(messageText).join('\n\n')
  return {
    direct: (user: User) => directChannel(state, user),
    screen,
    thread: (user: User) =>
      eventually(`a thread with ${user.name}`, PATIENCE, async () =>
        [...state.channels.values()].findLast(
          ({ kind, members, archived }) => kind === 'private-thread' && members.has(user.id) && !archived,
        ),
      ),
    async sees(user: User, channel: Channel, words: string | RegExp, patience = PATIENCE): Promise<Message> {
      const holds = (message: Message) =>
        typeof words === 'string' ? messageText(message).includes(words) : words.test(messageText(message))
      const found = await eventually(`${words}`, patience, async () =>
        visible(state, channel, user).findLast(holds),
      ).catch(() => undefined)
      if (found === undefined)
        throw new Error(`${user.name} never saw ${words} in ${channel.name}:\n${screen(user, channel)}`)
      return found
    },
    answered: (interaction: Interaction) =>
      eventually('the first response', PATIENCE, async () =>
        interaction.answered === undefined ? undefined : interaction,
      ),
    transcript: (channel: Channel) =>
      state.timeline
        .filter((entry) => entry.channel === channel.id)
        .map(({ words }) => words)
        .join('\n'),
  }
}

function gatewayUrlToApi({ server }: Rest): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback server does not listen')
  return `http://127.0.0.1:${address.port}/api`
}
