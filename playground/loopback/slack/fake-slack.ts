// A Slack of our own on loopback, for the real SDK: Web API, signed HTTP deliveries, Socket Mode,
// people who write and press. It enforces Slack's limits and remembers every violation; a test ends
// with `expect(slack.violations).toEqual([])`. Use: `const slack = await fakeSlack()`, give the app
// `slack.environment('http')`, tell `slack.app.url` where it listens, then `await
// slack.says('USAM', 'CORDERS', '...')` and `slack.reads('USAM', 'CORDERS')`. Next: acts.ts
// (people), web-api.ts (the app).
import { type Obj, obj, objs, parsed, str } from '../json.ts'
import { type Answer, type Asked, type Loopback, loopback } from '../loopback.ts'
import { acts } from './acts.ts'
import type { Acts } from './can-do.ts'
import { createFaults, type Faults } from './faults.ts'
import { httpTransport } from './http-transport.ts'
import { messageProblems } from './limits.ts'
import { recallSlack, type SlackMemory } from './memory.ts'
import { changedEvent, type Delivery, deletedEvent, eventDelivery, messageEvent } from './payloads.ts'
import { type Sockets, socketTransport } from './socket-transport.ts'
import { type Ack, type Courier, courier } from './transport.ts'
import { type ApiContext, type Call, type Tiers, webApi } from './web-api.ts'
import { BOT, type Channel, TEAM, type Workspace, workspace } from './workspace.ts'

const SECRETS = { signing: 'the-signing-secret-of-the-fake', bot: 'xoxb-fake-bot', app: 'xapp-fake-app' } as const
/** Slack's minute is a tenth of a second here. */
const COMPRESS = 600

const STAFF = { USAM: 'Sam', ULEE: 'Lee', UKIM: 'Kim', UADA: 'Ada' } as const
const OTHERS = { USTRANGER: 'Stranger', UPARTNER: 'Partner' } as const

export type FakeSlack = Acts & {
  readonly apiUrl: string
  readonly space: Workspace
  readonly faults: Faults
  readonly calls: readonly Call[]
  /** What Slack says of the app besides its answers. */
  readonly reports: { scopes: boolean }
  /** A group direct message of these people and the app. */
  readonly groupWith: (...people: readonly string[]) => string
  /** The method of every call that came too soon: answered 429. */
  readonly held: readonly string[]
  /** What the app did that Slack refuses, or that no user should see. */
  readonly violations: readonly string[]
  readonly acks: Courier['acks']
  /** Deliveries on their way, retries included. */
  readonly travelling: () => number
  readonly deliver: (delivery: Delivery) => Promise<Ack>
  /**
   * A channel of its own for one test, with all of the staff and a stranger in it: Slack takes one
   * post a second and channel.
   */
  readonly newChannel: () => string
  readonly sockets: Sockets
  /**
   * All of Slack fails, until it does not: nobody listens, or every call and every new socket is
   * answered with this status.
   */
  readonly outage: { readonly begin: (how: 'refused' | number) => Promise<void>; readonly end: () => Promise<void> }
  /** Where the app listens for HTTP; empty = it is down. */
  readonly app: { url: string }
  readonly signingSecret: string
  /** Environment of an app that is to be connected to this Slack. */
  readonly environment: (mode: Mode) => Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}
export type Mode = 'http' | 'socket'
/** `memory`: the workspace goes on from there. */
export type FakeOptions = {
  readonly mode?: Mode
  readonly compress?: number
  readonly memory?: SlackMemory
  readonly tiers?: Tiers
}

export async function fakeSlack({
  mode = 'http',
  compress = COMPRESS,
  memory,
  tiers,
}: FakeOptions = {}): Promise<FakeSlack> {
  const violations: string[] = []
  const violate = (what: string) => void violations.push(what)
  const app = { url: '' }
  const space = workspace(() => server.url, memory?.ids)
  populate(space)
  if (memory !== undefined) recallSlack(space, memory)
  const faults = createFaults()
  const context: ApiContext = {
    space,
    violate,
    tokens: { bot: SECRETS.bot, app: SECRETS.app },
    socketUrl: () => `ws://127.0.0.1:${server.port}/link?ticket=${space.nextId('t')}`,
    echo: (message, change, before) => echo({ message, change, before: before ?? message }, space, post.deliver),
  }
  const api = webApi(context, faults, tiers)
  const server: Loopback = await loopback((asked) =>
    asked.path.startsWith('/response/') ? Promise.resolve(responded(asked, context)) : api.answer(asked),
  )
  const sockets = socketTransport(server.server, violate)
  const post = courier(mode === 'socket' ? sockets : httpTransport(() => app.url, SECRETS.signing), compress)
  return {
    ...acts({ space, deliver: post.deliver, violate }),
    ...{ space, faults, violations, sockets, app },
    apiUrl: `${server.url}/api/`,
    calls: api.calls,
    held: api.held,
    reports: api.reports,
    groupWith(...people) {
      const id = space.nextId('G')
      space.channels.set(id, { ...channelWith(id, people), kind: 'mpim' })
      return id
    },
    acks: post.acks,
    travelling: post.open,
    deliver: post.deliver,
    newChannel() {
      const id = space.nextId('C')
      space.channels.set(id, channelWith(id, [...Object.keys(STAFF), 'USTRANGER']))
      return id
    },
    outage: outageOf({ faults, sockets, server }),
    signingSecret: SECRETS.signing,
    environment: (wanted) => ({
      SLACK_BOT_TOKEN: SECRETS.bot,
      SLACK_SIGNING_SECRET: SECRETS.signing,
      SLACK_API_URL: `${server.url}/api/`,
      SLACK_ORDERS_CHANNEL: 'CORDERS',
      SLACK_APPROVALS_CHANNEL: 'CAPPROVALS',
      ...(wanted === 'socket' ? { SLACK_APP_TOKEN: SECRETS.app } : {}),
    }),
    async close() {
      sockets.close()
      await server.close()
    },
  }
}

function outageOf({
  faults,
  sockets,
  server,
}: {
  readonly faults: Faults
  readonly sockets: Sockets
  readonly server: Loopback
}): FakeSlack['outage'] {
  let silent = false
  return {
    async begin(how) {
      if (how !== 'refused') {
        faults.always({ kind: 'status', status: how })
        sockets.refuse(how)
      }
      sockets.cut('all')
      silent = how === 'refused'
      if (silent) await server.down()
    },
    async end() {
      faults.always(undefined)
      sockets.refuse(undefined)
      if (silent) await server.up()
      silent = false
    },
  }
}

/** The staff of the demo shop, a stranger, somebody of another company, and the channels they meet in. */
function populate(space: Workspace): void {
  for (const [id, name] of Object.entries({ ...STAFF, ...OTHERS }))
    space.people.set(id, { id, name, team: id === 'UPARTNER' ? 'TOTHER' : TEAM, deleted: false })
  const staff = Object.keys(STAFF)
  for (const channel of [
    channelWith('CORDERS', [...staff, 'USTRANGER']),
    channelWith('CSALES', staff),
    channelWith('CAPPROVALS', staff),
    channelWith('CSHARED', [...staff, 'UPARTNER'], true),
  ])
    space.channels.set(channel.id, channel)
  for (const id of space.people.keys()) space.dmWith(id)
}

const channelWith = (id: string, members: readonly string[], external = false): Channel => ({
  ...{ id, external, kind: 'channel', archived: false },
  name: id.slice(1).toLowerCase(),
  members: [BOT.user, ...members],
})

/** Slack tells the app about its own messages as well. */
function echo(
  {
    message,
    change,
    before,
  }: {
    message: Parameters<ApiContext['echo']>[0]
    change: Parameters<ApiContext['echo']>[1]
    before: Parameters<ApiContext['echo']>[0]
  },
  space: Workspace,
  deliver: (delivery: Delivery) => Promise<Ack>,
): void {
  const channel = space.channelOf(message.channel)
  if (channel === undefined) return
  const at = { channel, ts: space.nextTs() }
  const event =
    change === 'posted'
      ? messageEvent(message, channel)
      : change === 'changed'
        ? changedEvent(message, before, at)
        : deletedEvent(message, at)
  void deliver(eventDelivery(event, channel.external))
}

/**
 * What is posted to a response address: a private note, a message for all, or another content of
 * the one that was pressed.
 */
function responded({ path, body }: Asked, { space, violate }: ApiContext): Answer {
  const args: Obj = obj(parsed(body))
  const about = space.useResponseUrl(path.slice('/response/'.length))
  if (about === undefined) return { kind: 'answer', status: 404, body: 'used_url' }
  const original = about.ts === undefined ? undefined : space.message(about.channel, about.ts)
  if (args['delete_original'] === true) {
    if (original !== undefined) original.deleted = true
    return { kind: 'answer', status: 200, body: 'ok' }
  }
  const problems = messageProblems(args)
  for (const problem of problems) violate(`response_url: ${problem}`)
  if (problems.length > 0) return { kind: 'answer', status: 400, body: 'invalid_blocks' }
  const said = { text: str(args['text']), blocks: objs(args['blocks']), metadata: undefined }
  if (args['replace_original'] === true && original !== undefined) {
    Object.assign(original, said, { edits: original.edits + 1 })
  } else {
    const onlyFor = args['response_type'] === 'in_channel' ? undefined : about.user
    const threadTs = args['thread_ts'] === undefined ? about.threadTs : str(args['thread_ts'])
    space.messages.push({
      channel: about.channel,
      ts: space.nextTs(),
      threadTs,
      user: BOT.user,
      onlyFor,
      ...said,
      edits: 0,
      deleted: false,
    })
  }
  return { kind: 'answer', status: 200, body: 'ok' }
}
