// The gateway: HELLO, IDENTIFY, READY, GUILD_CREATE, heartbeats, RESUME with replay, and what may
// go wrong with a connection. Rule: a session that is cut keeps its events for the resume; one that
// said goodbye or was declared invalid keeps nothing. Next: discord.ts.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { guildPayload, messagePayload, userPayload } from './payloads.ts'
import type { Channel, Message, State } from './state.ts'

const frame = z.object({ op: z.number(), d: z.unknown() })
const identify = z.object({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).optional(),
})
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number() })

const INTENTS = { guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12, messageContent: 1 << 15 } as const
/** Needs a word from Discord first: members, presences, message content. */
const PRIVILEGED = (1 << 1) | (1 << 8) | INTENTS.messageContent

type Event = { readonly op: 0; readonly t: string; readonly s: number; readonly d: unknown }
/** A deaf session gets no events, as if another process had been first with each. */
export type Session = {
  readonly id: string
  readonly intents: number
  readonly log: Event[]
  /** When it signed in, milliseconds. */
  readonly began: number
  socket: WebSocket
  state: 'live' | 'ended'
  deaf: boolean
}
export type GatewayOptions = {
  readonly token: string
  readonly privileged: 'granted' | 'refused'
  readonly heartbeat: number
}

export type Gateway = {
  readonly sessions: readonly Session[]
  /** Opcodes received, heartbeats left out: 2 identify, 6 resume. */
  readonly received: readonly number[]
  readonly dispatch: (type: string, data: unknown) => void
  /**
   * To each session as its intents allow: without MESSAGE_CONTENT the words of others come empty,
   * but for direct messages and mentions.
   */
  readonly dispatchMessage: (message: Message, channel: Channel, what?: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE') => void
  /**
   * `cut`: the line breaks; `reconnect`: Discord asks (op 7); `invalid`: the session is forgotten
   * (op 9). `packet`: events that discord.js cannot parse; `frame`: what is not even one, an op
   * that says less than it has to.
   */
  readonly disturb: (how: 'cut' | 'reconnect' | 'invalid' | 'packet' | 'frame') => void
  /** Whether the newest session asked for the words of others. */
  readonly readsContent: () => boolean
  /** Answers every new connection with this status instead of opening it; undefined: opens them again. */
  readonly refuse: (status: number | undefined) => void
  readonly close: () => Promise<void>
}

const CUT = 4000
const AUTHENTICATION_FAILED = 4004
const SHARDING_REQUIRED = 4011
const DISALLOWED_INTENTS = 4014
/** A client that closes with these ends its session. */
const GOODBYES = [1000, 1001]

export function openGateway(server: Server, state: State, options: GatewayOptions): Gateway {
  const sessions: Session[] = []
  const received: number[] = []
  let refusing: number | undefined
  const sockets = new WebSocketServer({
    server,
    verifyClient: (_info: unknown, verdict: (ok: boolean, status?: number) => void) =>
      verdict(refusing === undefined, refusing),
  })
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined)
    tell(socket, { op: 10, d: { heartbeat_interval: options.heartbeat } })
    socket.on('message', (raw) => {
      const { op, d } = frame.parse(JSON.parse(String(raw)))
      if (op !== 1) received.push(op)
      if (op === 1) tell(socket, { op: 11, d: null })
      if (op === 2) begin(socket, d)
      if (op === 6) goOn(socket, d)
    })
    socket.on('close', (code) => {
      const ended = sessions.find((session) => session.socket === socket)
      if (ended !== undefined && GOODBYES.includes(code)) ended.state = 'ended'
    })
  })

  function begin(socket: WebSocket, d: unknown): unknown {
    const { token, intents, shard } = identify.parse(d)
    if (token !== options.token) return socket.close(AUTHENTICATION_FAILED, 'Authentication failed.')
    if (options.privileged === 'refused' && intents & PRIVILEGED)
      return socket.close(DISALLOWED_INTENTS, 'Disallowed intent(s).')
    if ((shard?.[1] ?? 1) < state.signIn.shards) return socket.close(SHARDING_REQUIRED, 'Sharding required.')
    const session: Session = {
      id: randomUUID(),
      intents,
      log: [],
      began: performance.now(),
      socket,
      state: 'live',
      deaf: false,
    }
    sessions.push(session)
    send(session, 'READY', {
      v: 10,
      user: { ...userPayload(state.bot), verified: true, mfa_enabled: false, email: null },
      guilds: [{ id: state.guild, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: gatewayUrl(server),
      session_type: 'normal',
      shard: shard ?? [0, 1],
      application: { id: state.bot.id, flags: options.privileged === 'granted' ? 1 << 19 : 0 },
    })
    return intents & INTENTS.guilds ? send(session, 'GUILD_CREATE', guildPayload(state)) : undefined
  }

  function goOn(socket: WebSocket, d: unknown): unknown {
    const { session_id, seq } = resume.parse(d)
    const session = sessions.find(({ id, state }) => id === session_id && state === 'live')
    if (session === undefined) return tell(socket, { op: 9, d: false })
    session.socket = socket
    for (const event of session.log.filter(({ s }) => s > seq)) tell(socket, event)
    return send(session, 'RESUMED', {})
  }

  const live = () => sessions.filter((session) => session.state === 'live')
  return {
    sessions,
    received,
    dispatch: (type, data) => {
      for (const session of live()) if (!session.deaf) send(session, type, data)
    },
    dispatchMessage(message, channel, what = 'MESSAGE_CREATE') {
      const payload = { ...messagePayload(state, message), ...(channel.kind === 'dm' ? { channel_type: 1 } : {}) }
      const heardAnyway =
        channel.kind === 'dm' || message.author.bot || payload.mentions.some(({ id }) => id === state.bot.id)
      for (const session of live()) {
        if (
          session.deaf ||
          !(session.intents & (channel.kind === 'dm' ? INTENTS.directMessages : INTENTS.guildMessages))
        )
          continue
        const heard = heardAnyway || session.intents & INTENTS.messageContent
        send(session, what, heard ? payload : { ...payload, content: '', components: [] })
      }
    },
    disturb(how) {
      for (const session of live()) {
        if (how === 'reconnect') tell(session.socket, { op: 7, d: null })
        if (how === 'cut') session.socket.close(CUT)
        if (how === 'invalid') {
          session.state = 'ended'
          tell(session.socket, { op: 9, d: false })
        }
        if (how === 'packet') for (const [type, data] of unparseable(state)) send(session, type, data)
        if (how === 'frame') {
          session.socket.send('{"op":0,"t":"MESSAGE_CREATE"')
          tell(session.socket, { op: 9 })
        }
      }
    },
    readsContent: () => ((sessions.at(-1)?.intents ?? 0) & INTENTS.messageContent) !== 0,
    refuse(status) {
      refusing = status
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        sockets.close(() => resolve())
      }),
  }
}

/** Seen in the field: fields that a library counts on, left out. */
function unparseable(state: State): readonly (readonly [string, unknown])[] {
  const channel = [...state.channels.values()].find(({ kind }) => kind === 'text')?.id
  const message = {
    id: state.snowflake(),
    channel_id: channel,
    guild_id: state.guild,
    author: { id: '1', username: 'x' },
    content: '',
  }
  return [
    ['MESSAGE_CREATE', { ...message, interaction_metadata: { id: '1', type: 2 } }],
    ['MESSAGE_CREATE', null],
    ['INTERACTION_CREATE', { type: 2 }],
    ['CHANNEL_UPDATE', { id: channel, permission_overwrites: [null] }],
  ]
}

export function gatewayUrl(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback server does not listen')
  return `ws://127.0.0.1:${address.port}`
}

function send(session: Session, type: string, data: unknown): void {
  const event: Event = { op: 0, t: type, s: session.log.length + 1, d: data }
  session.log.push(event)
  tell(session.socket, event)
}

function tell(socket: WebSocket, what: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...what }))
}
