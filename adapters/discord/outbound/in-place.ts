/**
 * Says something where the conversation is: makes the place where there is none yet, another one
 * where Discord closed it, and where none can be had says it privately under the command or card it
 * answers. Next: places.ts (which place), deliver.ts (what is said).
 */
import { type Ack, type Acks, sayPrivately } from '#adapters/discord/inbound/acks.ts'
import { type DiscordPlace, discordPlace } from '#adapters/discord/inbound/keys.ts'
import { type KeptMap, keepBounded } from '#adapters/discord/kept.ts'
import type { Body } from '#adapters/discord/renderer/message.ts'
import type { Delivered, Delivery } from '#conversation/edge/channel.ts'
import { type Calls, discordFailure, GONE, OVER } from './calls.ts'
import type { Places } from './places.ts'

export type PlaceDeps = {
  readonly calls: Calls
  readonly acks: Acks
  readonly places: Places
  readonly now: () => number
}
export type Saying = {
  readonly say: (channel: string) => Promise<Delivered>
  /** The same for one person alone, under what it answers. */
  readonly privately: () => readonly Body[]
}

/** After these the place is left for another one: closed, gone, locked, or nothing may be said there. */
const MOVES: readonly number[] = [
  ...[GONE.archived, GONE.locked, GONE.channel, GONE.access, GONE.direct, GONE.stranger, GONE.permission],
]
/** These are about one thread; another one in the same channel may do. */
const ONLY_IT: readonly number[] = [GONE.archived, GONE.locked, GONE.channel]
/** Places closed to a delivery on its way, by its key. */
const closedTo: KeptMap<ReadonlySet<string>> = keepBounded(1_000)

export async function inPlace(delivery: Delivery, deps: PlaceDeps, saying: Saying): Promise<Delivered> {
  const { thread, surfaces } = delivery
  const own = discordPlace(thread)
  if (own === undefined) return { kind: 'refused', why: 'not a place on Discord' }
  const root = surfaces.find(({ role }) => role === 'root')
  if (root === undefined && own.kind !== 'channel') return made(delivery, deps, saying)
  const channel = own.kind === 'channel' ? own.channel : (deps.places.heardIn(thread) ?? root?.externalId ?? '')
  try {
    return shownIn(channel, delivery, deps, await saying.say(channel))
  } catch (error) {
    const failure = discordFailure(error)
    if (failure.kind !== 'refused') throw error
    if (failure.code === GONE.archived && (await unarchived(channel, deps)))
      return shownIn(channel, delivery, deps, await saying.say(channel))
    if (own.kind === 'channel' || !MOVES.includes(failure.code)) throw error
    deps.places.closed(thread, channel)
    const closed = closedTo.get(delivery.key) ?? new Set()
    const counts = !ONLY_IT.includes(failure.code) || (await deps.places.isDirect(thread, channel))
    closedTo.set(delivery.key, counts ? new Set([...closed, channel]) : closed)
    return made(delivery, deps, saying)
  }
}

function shownIn(channel: string, { thread }: Delivery, { places }: PlaceDeps, delivered: Delivered): Delivered {
  if (delivered.kind === 'sent') places.shown(thread, { kind: 'channel', channel })
  return delivered
}

async function made(delivery: Delivery, deps: PlaceDeps, saying: Saying): Promise<Delivered> {
  const ack = deps.acks.of(delivery.answers)
  const channel = await deps.places.make(delivery.thread, ack, closedTo.get(delivery.key) ?? new Set())
  if (channel === undefined) return here(delivery, ack, deps, saying)
  return { kind: 'part', surface: { role: 'root', externalId: channel } }
}

async function here(
  { thread }: Delivery,
  ack: Ack | undefined,
  deps: PlaceDeps,
  { privately }: Saying,
): Promise<Delivered> {
  if (ack === undefined || !isOf(discordPlace(thread), ack) || !(await answered(ack, privately(), deps)))
    return { kind: 'refused', why: 'no place to reach this person' }
  deps.places.shown(thread, { kind: 'here' })
  return { kind: 'sent' }
}

/** What is somebody's own is never said under what another person pressed. */
const isOf = (place: DiscordPlace | undefined, { user }: Ack): boolean =>
  place !== undefined && place.kind !== 'channel' && place.user === user

/** False: the token is over. */
export async function answered(ack: Ack, bodies: readonly Body[], { calls }: PlaceDeps): Promise<boolean> {
  try {
    for (const body of bodies) await sayPrivately(calls, ack, body)
    return true
  } catch (error) {
    const failure = discordFailure(error)
    if (failure.kind === 'refused' && OVER.includes(failure.code)) return false
    throw error
  }
}

async function unarchived(channel: string, { calls }: PlaceDeps): Promise<boolean> {
  try {
    await calls.unarchive(channel)
    return true
  } catch (error) {
    if (discordFailure(error).kind === 'refused') return false
    throw error
  }
}
