/**
 * Socket Mode: two sockets that stand in for each other. Rule: the SDK opens one connection and no
 * more; whoever keeps the line opens the next, so that no failure is left to nobody. When Slack
 * announces the end of a connection, the next one is open before this one closes. Next: slack.ts.
 */
import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { allowList, clientOptions, lostBy } from '#adapters/slack/outbound/client.ts'
import type { Line, LineEvents, Lost } from '#conversation/edge/line.ts'
import { within } from './app.ts'
import type { SlackLog, SlackSettings } from './host.ts'

/**
 * One receiver for Bolt, whichever sockets there are: what they hand payloads to, and who hangs up
 * when Parley stops.
 */
export type Door = Receiver & { readonly app: () => App | undefined; readonly sockets: Set<Client> }
type Client = SocketModeReceiver['client']

export function socketDoor(): Door {
  let app: App | undefined
  const sockets = new Set<Client>()
  return {
    ...{ app: () => app, sockets },
    init(given) {
      app = given
    },
    start: async () => undefined,
    async stop() {
      await Promise.all([...sockets].map(hangUp))
    },
  }
}

export type SocketOptions = {
  readonly settings: SlackSettings
  readonly log: SlackLog
  readonly door: Door
  /** Settles when Parley knows who it is in Slack, or could not find out. */
  readonly known: Promise<void>
}

const OPEN = 15_000
/** What is being worked on when a socket is replaced is still acknowledged on it. */
const LAST_ACKS = 3_000
/** The SDK's own retries of asking for an address; short, because the line is opened again anyway. */
const RETRIES = { retries: 2, factor: 1.3, minTimeout: 200, maxTimeout: 1_000 }
const FIX = 'make one with connections:write under "Basic Information", App-Level Tokens, and switch Socket Mode on.'

export function socketLine(appToken: string, { settings, log, door, known }: SocketOptions): Line {
  return {
    part: 'sockets',
    sends: false,
    lostBy: (error) => lostBy(error, (why) => `Slack refused SLACK_APP_TOKEN (${why}): ${FIX}`),
    async open(events) {
      await known
      const app = door.app()
      if (app === undefined) throw undefined
      const { client } = receiverOf(appToken, app, { settings, log })
      const renewing = farewell(client, events, (error) => log({ event: 'slack', why: 'malformed-envelope', error }))
      await within(OPEN, client.start()).catch((error: unknown) => {
        void hangUp(client)
        throw error
      })
      door.sockets.add(client)
      client.once('disconnected', () => {
        door.sockets.delete(client)
        events.lost(CLOSED)
      })
      return async () => {
        if (renewing()) await new Promise<void>((resolve) => setTimeout(resolve, LAST_ACKS))
        await hangUp(client)
      }
    },
  }
}

const CLOSED: Lost = { kind: 'unreachable', why: 'socket-closed' }

function receiverOf(
  appToken: string,
  app: App,
  { settings, log }: Pick<SocketOptions, 'settings' | 'log'>,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: allowList(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { ...clientOptions(settings.apiUrl), retryConfig: RETRIES } },
  })
  receiver.init(app)
  return receiver
}

/**
 * The SDK hangs up as soon as Slack announces the end; here the next line is opened first. An
 * envelope it cannot read is told and left. Answers whether the end was announced.
 */
function farewell(client: Client, { lost }: LineEvents, onFault: (error: unknown) => void): () => boolean {
  let announced = false
  const handlers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    if (typeof data === 'string' && /"type"\s*:\s*"disconnect"/.test(data.slice(0, 200))) {
      announced = true
      lost({ kind: 'renew' })
    } else for (const handle of handlers) void Promise.resolve(handle.call(client, data, isBinary)).catch(onFault)
  })
  return () => announced
}

const hangUp = (client: Client): Promise<void> => within(OPEN, client.disconnect()).catch(() => undefined)
