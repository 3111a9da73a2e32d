// What exists in the fake workspace: people, channels, messages, views, trigger and response
// addresses. Rule: only data and the smallest helpers; who changes it: web-api.ts (the app) and
// acts.ts (people). Next: transcript.ts reads it as people see it.
import type { Obj } from '../json.ts'

export const TEAM = 'T1'
export const BOT = { user: 'UBOT', bot: 'B1', app: 'A1' } as const

export type Person = { readonly id: string; readonly name: string; readonly team: string; deleted: boolean }
export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'channel' | 'im' | 'mpim'
  /** Shared with another company. */
  readonly external: boolean
  members: readonly string[]
  /** Its owners let no app post here. */
  restricted?: boolean
  archived: boolean
}
export type Message = {
  readonly channel: string
  readonly ts: string
  readonly threadTs: string | undefined
  readonly user: string
  /** Only this person sees it. */
  readonly onlyFor: string | undefined
  text: string
  blocks: readonly Obj[]
  metadata: Obj | undefined
  /** How often it was edited. */
  edits: number
  deleted: boolean
}
export type OpenView = {
  readonly id: string
  readonly user: string
  readonly type: 'modal' | 'home'
  content: Obj
  hash: string
  /** What stands under an input after a submission was refused, by block. */
  errors: Obj
  status: 'open' | 'closed'
}

/** Slack forgets a trigger after this, milliseconds. */
export const TRIGGER_LIFE = 3_000
const RESPONSES = 5

export type Workspace = {
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  readonly messages: Message[]
  readonly views: Map<string, OpenView>
  /** Grows, as Slack's do: also the order of everything in a channel. */
  readonly nextTs: () => string
  readonly nextId: (prefix: string) => string
  readonly trigger: (user: string) => string
  /** Who pressed, or why it is refused. */
  readonly useTrigger: (id: string) => { readonly user: string } | { readonly refused: string }
  readonly expireTriggers: () => void
  /** An address an answer may be posted to, five times. */
  readonly responseUrl: (about: Responding) => string
  readonly useResponseUrl: (id: string) => Responding | undefined
  /** What the app showed itself to be doing, oldest first. */
  readonly statuses: { readonly channel: string; readonly ts: string; readonly status: string }[]
  readonly channelOf: (id: string) => Channel | undefined
  readonly message: (channel: string, ts: string) => Message | undefined
  readonly dmWith: (user: string) => Channel
}
export type Responding = {
  readonly user: string
  readonly channel: string
  readonly threadTs: string | undefined
  /** The message whose control was pressed. */
  readonly ts: string | undefined
}

/** `issued`: how many ids a workspace gave away that this one goes on from. */
export function workspace(baseUrl: () => string, issued = 0): Workspace {
  let ids = issued
  let seconds = Math.floor(Date.now() / 1000)
  const triggers = new Map<string, { readonly user: string; readonly until: number; used: boolean }>()
  const responses = new Map<string, { readonly about: Responding; left: number }>()
  const channels = new Map<string, Channel>()
  const messages: Message[] = []
  const nextId = (prefix: string) => `${prefix}${String(++ids).padStart(6, '0')}`
  return {
    people: new Map(),
    channels,
    messages,
    views: new Map(),
    statuses: [],
    nextId,
    nextTs() {
      seconds = Math.max(seconds, Math.floor(Date.now() / 1000))
      return `${seconds}.${String(++ids).padStart(6, '0')}`
    },
    trigger(user) {
      const id = `${nextId('')}.${nextId('')}.trigger`
      triggers.set(id, { user, until: Date.now() + TRIGGER_LIFE, used: false })
      return id
    },
    useTrigger(id) {
      const found = triggers.get(id)
      if (found === undefined) return { refused: 'invalid_trigger_id' }
      if (found.used) return { refused: 'exchanged_trigger_id' }
      if (found.until < Date.now()) return { refused: 'expired_trigger_id' }
      found.used = true
      return { user: found.user }
    },
    expireTriggers() {
      for (const [id, trigger] of triggers) triggers.set(id, { ...trigger, until: 0 })
    },
    responseUrl(about) {
      const id = nextId('R')
      responses.set(id, { about, left: RESPONSES })
      return `${baseUrl()}/response/${id}`
    },
    useResponseUrl(id) {
      const found = responses.get(id)
      if (found === undefined || found.left === 0) return undefined
      found.left--
      return found.about
    },
    channelOf: (id) => channels.get(id),
    message: (channel, ts) => messages.find((each) => each.channel === channel && each.ts === ts && !each.deleted),
    dmWith(user) {
      const id = `D${user.slice(1)}`
      const known = channels.get(id)
      if (known !== undefined) return known
      const dm: Channel = {
        id,
        name: 'directmessage',
        kind: 'im',
        external: false,
        members: [user, BOT.user],
        archived: false,
      }
      channels.set(id, dm)
      return dm
    },
  }
}
