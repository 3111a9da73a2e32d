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
import type { Places, Shown } from '#adapters/discord/outbound/places.ts'
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
/** How long it is waited for that something was shown, before that is described instead of linked; milliseconds. */
const SHOWN = 8_000

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

/** The conversation an interaction belongs to: where it happened, or the person's own. */
export async function discordThread({ asked, deps }: InteractionTurn): Promise<ThreadKey> {
  return (await placeAt(asked, deps)) ?? ownOf(asked, deps)
}

/** Where the control is, is where it works; what only this person sees in a channel is about their own order. */
export async function threadOfPress({ asked, deps }: InteractionTurn): Promise<ThreadKey> {
  const here = await placeAt(asked, deps)
  if (here !== undefined) return here
  return asked.message?.private === true
    ? ownOf(asked, deps)
    : discordPlaceKey({ kind: 'channel', channel: asked.channel })
}

/** Undefined: a channel where nobody's order is. */
async function placeAt({ guild, channel, user }: Interaction, { host, places }: Deps): Promise<ThreadKey | undefined> {
  const here = guild ? await host.threadAt(channel) : discordPlaceKey({ kind: 'direct', user: user.id })
  if (here !== undefined) places.heard(here, channel)
  return here
}

const ownOf = async ({ user }: Interaction, { host }: Deps): Promise<ThreadKey> =>
  (await host.openThread(user.id)) ?? discordPlaceKey({ kind: 'direct', user: user.id })

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
  const where = await deps.places.whenShown(thread, ack.since, SHOWN)
  if (where?.kind !== 'here') await sayPrivately(deps.calls, ack, bodyOf(await pointer(asked, thread, { where, deps })))
}

type Pointing = { readonly where: Exclude<Shown, { kind: 'here' }> | undefined; readonly deps: Deps }
async function pointer(asked: Interaction, thread: ThreadKey, { where, deps }: Pointing): Promise<View> {
  if (where === undefined)
    return said('Your order is safe', 'I could not show it yet: look at our direct messages, or use /cart in a minute.')
  const direct = await deps.places.isDirect(thread, where.channel)
  const url = linkTo(where.channel, direct ? undefined : asked.guildId)
  return {
    ...said('Your order is in a private place', direct ? 'In our direct messages.' : 'In your private thread.'),
    controls: [{ kind: 'link', label: 'Go to your order', url }],
  }
}

const linkTo = (channel: string, server: string | undefined): string =>
  `https://discord.com/channels/${server ?? '@me'}/${channel}`
