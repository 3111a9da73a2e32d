/**
 * Answers interactions. Rule: Discord's first answer comes within 3 s and what kind it is, is told
 * from the control alone; the delivery id is claimed before it, so that of two processes one
 * answers. Everything said goes through the outbox (deliver.ts); only what exists inside an
 * acknowledgement is answered here: the form, its errors, "your order is over there". Next:
 * form-steps.ts, presses.ts.
 */
import { InteractionResponseType as Answer, MessageFlags } from 'discord.js'
import type { DiscordEvent, DiscordHost } from '#adapters/discord/host.ts'
import { type Calls, discordFailure } from '#adapters/discord/outbound/calls.ts'
import type { Places } from '#adapters/discord/outbound/places.ts'
import { type Body, renderView } from '#adapters/discord/renderer/message.ts'
import type { Inbound, ThreadKey } from '#conversation/edge/inbound.ts'
import type { Reply, View } from '#conversation/edge/view.ts'
import { type Ack, type Acks, sayPrivately } from './acks.ts'
import type { Interaction } from './inbound.ts'
import { discordPlace, discordPlaceKey, discordUserKey } from './keys.ts'

export type Deps = {
  readonly host: DiscordHost
  readonly calls: Calls
  readonly acks: Acks
  readonly places: Places
  /** Text of messages can be read everywhere. */
  readonly reads: boolean
  readonly report: (event: DiscordEvent) => void
}

/** One interaction on its way. */
export type InteractionTurn = { readonly asked: Interaction; readonly ack: Ack; readonly deps: Deps }

/** Discord gives 3 s; the way there and back takes its part. Milliseconds. */
const PATIENCE = 2_200
/** How long the place of an order is waited for before it is described instead of linked, milliseconds. */
const PLACED = 8_000

export const said = (headline: string, text?: string): View => ({
  headline,
  blocks: text === undefined ? [] : [{ kind: 'text', text }],
  controls: [],
})
export const bodyOf = (view: View): Body => {
  const [body] = renderView(view)
  if (body === undefined) throw new Error('a view without a message')
  return body
}

/**
 * The conversation an interaction belongs to: where it happened, or the person's own. `opens`: one
 * is begun where there is none.
 */
export async function discordThread({ asked, deps }: InteractionTurn, opens: boolean): Promise<ThreadKey> {
  const direct = discordPlaceKey({ kind: 'direct', user: asked.user.id })
  if (!asked.guild) return direct
  const here = await deps.host.threadAt(asked.channel)
  if (here !== undefined) return here
  const open = await deps.host.openThread(asked.user.id)
  if (open !== undefined) return open
  return opens && deps.reads
    ? discordPlaceKey({ kind: 'thread', parent: asked.parent, user: asked.user.id, asked: asked.id })
    : direct
}

/** Where the control is, is where it works. */
export async function threadOfPress({ asked, deps }: InteractionTurn): Promise<ThreadKey> {
  if (!asked.guild) return discordPlaceKey({ kind: 'direct', user: asked.user.id })
  return (await deps.host.threadAt(asked.channel)) ?? discordPlaceKey({ kind: 'channel', channel: asked.channel })
}

export type DiscordSaid = Inbound extends infer One
  ? One extends { readonly kind: string }
    ? Omit<One, 'id' | 'thread' | 'user' | 'userName' | 'locale' | 'where'>
    : never
  : never

/** Undefined: somebody else answers this delivery. `part` tells several inbounds of one interaction apart. */
export async function claim(
  { asked, ack, deps }: InteractionTurn,
  thread: ThreadKey,
  what: DiscordSaid,
  part = '',
): Promise<Inbound | undefined> {
  const { user, locale } = asked
  const where = discordPlace(thread)?.kind === 'channel' ? ('shared' as const) : ('private' as const)
  const raw = {
    ...what,
    id: `${asked.id}${part}`,
    thread,
    user: discordUserKey(user.id),
    userName: user.name,
    locale,
    where,
  }
  const { inbound, fresh } = await deps.host.claim(raw)
  if (fresh) return inbound
  // Whoever claimed it acknowledges it: what is said can follow.
  if (ack.state === 'waiting') ack.state = 'quiet'
  ack.settle()
  return undefined
}

/**
 * The first answer; a second one, or one that comes too late, changes nothing: what is said then
 * goes to the conversation.
 */
export async function acknowledge(turn: InteractionTurn, how: 'answer' | 'quiet'): Promise<void> {
  const private_ = { flags: MessageFlags.Ephemeral }
  if (how === 'answer') await first(turn, 'answer', Answer.DeferredChannelMessageWithSource, private_)
  else await first(turn, turn.asked.message?.private === true ? 'answer' : 'quiet', Answer.DeferredMessageUpdate)
}

export async function first(
  { asked, ack, deps }: InteractionTurn,
  state: Ack['state'],
  type: Answer,
  data?: unknown,
): Promise<void> {
  if (ack.state !== 'waiting') return
  ack.state = state
  try {
    await deps.calls.answer(asked, type, data)
  } catch (error) {
    if (discordFailure(error).kind === 'unauthorized') throw error
  } finally {
    ack.settle()
  }
}

/** A private answer at once, instead of a deferred one. */
export const answerNow = (turn: InteractionTurn, body: Body): Promise<void> =>
  first(turn, 'filled', Answer.ChannelMessageWithSource, { ...body, flags: body.flags | MessageFlags.Ephemeral })

/** Does the work; when it takes too long for Discord, people are told so, and it goes on. */
export async function inTime(turn: InteractionTurn, work: () => Promise<void>): Promise<void> {
  const slow = said(
    'This takes longer than usual',
    'If nothing appears within a minute, please press or type it again.',
  )
  const timer = setTimeout(() => {
    answerNow(turn, bodyOf(slow)).catch((error: unknown) => turn.deps.report({ kind: 'error', error }))
  }, PATIENCE)
  try {
    await work()
  } catch (error) {
    turn.deps.report({ kind: 'error', error })
    const failed = said('Something went wrong on our side', 'Nothing was lost. Please try again in a moment.')
    await answerNow(turn, bodyOf(failed)).catch(() => undefined)
  } finally {
    clearTimeout(timer)
  }
}

/** What remains of an acknowledgement once the turn is done: a waiting answer is filled, or taken away. */
export async function finish(turn: InteractionTurn, thread: ThreadKey, reply: Reply): Promise<void> {
  const { asked, ack, deps } = turn
  const places = reply.outgoing.filter(({ to }) => to === thread).map(({ placement }) => placement.place)
  const shown = places.some(
    (place) => place === 'card' || place === 'new-card' || place === 'post' || place === 'collapse',
  )
  const here = await deps.host.threadAt(asked.channel)
  const same = !asked.guild || here === thread || discordPlace(thread)?.kind === 'channel'
  if (shown && !same) return pointTo(turn, thread)
  if (!places.includes('note') && ack.state === 'answer') {
    ack.state = 'filled'
    await ack.settled
    await deps.calls.deleteAnswer(asked.token).catch(() => undefined)
  }
}

async function pointTo({ asked, ack, deps }: InteractionTurn, thread: ThreadKey): Promise<void> {
  const channel = await deps.places.whenPlaced(thread, PLACED)
  const direct = channel !== undefined && (await deps.places.isDirect(thread, channel))
  const view: View = {
    headline: 'Your order is in a private place',
    blocks: [
      { kind: 'text', text: direct ? 'Look at our direct messages.' : 'Look at your private thread of this channel.' },
    ],
    controls:
      channel === undefined
        ? []
        : [{ kind: 'link', label: 'Go to your order', url: linkTo(channel, direct ? undefined : asked.guildId) }],
  }
  await sayPrivately(deps.calls, ack, bodyOf(view))
}

const linkTo = (channel: string, server: string | undefined): string =>
  `https://discord.com/channels/${server ?? '@me'}/${channel}`
