/**
 * Delivers one thing said to Discord (Channel of the delivery job). A card is edited in place;
 * where Discord refuses the edit it is posted again. A private note answers the interaction while
 * its token lives, and is an ordinary message of the private conversation after that. What a
 * failure means for the row: wait, unsure (looked for next time), or refused for good.
 */

import { CHANNEL, discordPlace, discordUserId } from '#adapters/discord/inbound/keys.ts'
import { withTypeHere } from '#adapters/discord/inbound/type-here.ts'
import { type Body, renderView } from '#adapters/discord/renderer/message.ts'
import {
  type Channel,
  type Delivered,
  type Delivery,
  editedBy,
  isFar,
  type KnownSurface,
} from '#conversation/edge/channel.ts'
import { SIGNED_OUT } from '#conversation/edge/line.ts'
import type { Placement, View } from '#conversation/edge/view.ts'
import { discordFailure, GONE, type PostedMessage } from './calls.ts'
import { answered, inPlace, type PlaceDeps } from './in-place.ts'

export type DeliverDeps = PlaceDeps & {
  /** Text of messages can be read everywhere; without it people in threads need a text box. */
  readonly reads: boolean
  /** The token was refused: nothing works any more. */
  readonly onUnauthorized: () => void
}

/** Milliseconds. */
const SOON = 2_000
const MUCH_LATER = 60_000
const OLD = 3_600_000
/** A card is not kept waiting longer than this: it is posted again. */
const LONG_WAIT = 10_000

export function createChannel(deps: DeliverDeps): Channel {
  return {
    name: CHANNEL,
    async deliver(delivery) {
      try {
        return await place(delivery, deps)
      } catch (error) {
        const failure = discordFailure(error)
        switch (failure.kind) {
          case 'wait':
            return { kind: 'later', wait: failure.for, why: 'Discord asked to wait' }
          case 'unreachable':
            return { kind: 'later', wait: SOON, why: 'Discord is not reachable' }
          case 'unsure':
            return { kind: 'unsure', why: 'Discord did not say whether it arrived' }
          case 'unauthorized':
            deps.onUnauthorized()
            return { kind: 'later', wait: MUCH_LATER, why: `${SIGNED_OUT}token` }
          case 'refused':
            return { kind: 'refused', why: `Discord error ${failure.code}` }
          default:
            return failure satisfies never
        }
      }
    },
  }
}

async function place(delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  const { placement } = delivery
  switch (placement.place) {
    // They only exist inside an acknowledgement: interactions.ts answers them from the reply.
    case 'form':
    case 'form-errors':
    case 'suggestions':
    case 'outside':
      return { kind: 'sent' }
    case 'remove':
      return removed(placement.externalId, deps)
    case 'note':
      return note(placement, delivery, deps)
    case 'card':
    case 'new-card':
    case 'collapse':
    case 'post':
      return shared(placement, delivery, deps)
    default:
      return placement satisfies never
  }
}

/** Gone already, or not to be had any more: nothing of it is left to do. */
async function removed(externalId: string, deps: DeliverDeps): Promise<Delivered> {
  try {
    await deps.calls.remove(partsOf(externalId))
  } catch (error) {
    if (discordFailure(error).kind !== 'refused') throw error
  }
  return { kind: 'sent', gone: [externalId] }
}

/** While the token lives nobody else sees it; then it goes where only this person reads. */
async function note(
  placement: Extract<Placement, { place: 'note' }>,
  delivery: Delivery,
  deps: DeliverDeps,
): Promise<Delivered> {
  // Where somebody alone talks with Parley the card itself goes below their words.
  if (placement.above === true) return { kind: 'sent' }
  const ack = deps.acks.of(delivery.answers)
  const bodies = renderView(placement.view)
  if (ack !== undefined && (await answered(ack, bodies, deps))) return { kind: 'sent' }
  const own = discordPlace(delivery.thread)
  const user = discordUserId(placement.to)
  if (own?.kind === 'channel' && user !== undefined) {
    await post(await deps.calls.openDirect(user), bodies, delivery, deps)
    return { kind: 'sent' }
  }
  return inPlace(delivery, deps, {
    privately: () => bodies,
    say: async (channel) => {
      await post(channel, bodies, delivery, deps)
      if (placement.over === true) await putAway(channel, delivery, deps)
      return { kind: 'sent' }
    },
  })
}

type Shared = Extract<Placement, { place: 'card' | 'new-card' | 'collapse' | 'post' }>

async function shared(placement: Shared, delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  return inPlace(delivery, deps, {
    async say(channel) {
      const delivered = await saidIn(channel, placement, delivery, deps)
      if (placement.over === true && delivered.kind === 'sent') await putAway(channel, delivery, deps)
      return delivered
    },
    privately: () => renderView(withTypeHere(placement.view), { turns: placement.place !== 'post' }),
  })
}

/** The person's own thread leaves their list of channels; direct messages just stay. */
async function putAway(channel: string, { thread }: Delivery, { calls, places }: DeliverDeps): Promise<void> {
  if (discordPlace(thread)?.kind === 'channel' || (await places.isDirect(thread, channel))) return
  await calls.archive(channel).catch(() => undefined)
}

async function saidIn(channel: string, placement: Shared, delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  const { subject, known, stays } = editedBy(placement, delivery.surfaces)
  const there = known !== undefined && partsOf(known.externalId).channel === channel ? known : undefined
  if (placement.place === 'card' && placement.follows === true && there === undefined) return { kind: 'sent' }
  if (delivery.superseded && there !== undefined) return { kind: 'sent' }
  const bodies = await bodiesOf(placement, { delivery, channel }, deps)
  if (placement.place === 'post' && subject === undefined) {
    const said = await post(channel, bodies, delivery, deps)
    return { kind: 'sent', posted: `${said.channel}/${said.message}` }
  }
  const about = {
    role: subject === undefined ? 'card' : 'subject',
    ...(subject === undefined ? {} : { subject }),
  } as const
  const edits = placement.place === 'card' || placement.place === 'collapse'
  if (
    edits &&
    there !== undefined &&
    (stays || !isFar(there, discordPlace(delivery.thread)?.kind !== 'channel')) &&
    (await edited(there, bodies, deps))
  )
    return { kind: 'sent', surface: { ...about, externalId: there.externalId, postedAt: there.postedAt } }
  const posted = await post(channel, bodies, delivery, deps)
  const moved = known !== undefined && !stays && placement.place !== 'post'
  if (moved) await retire(known, posted, deps)
  // Asked anew: only the newest can be answered.
  if (there !== undefined && placement.place === 'post') await retire(there, posted, deps, 'This is asked again below')
  const externalId = `${posted.channel}/${posted.message}`
  const gone = moved ? { gone: [known.externalId] } : {}
  return { kind: 'sent', surface: { ...about, externalId }, ...gone }
}

type There = { readonly delivery: Delivery; readonly channel: string }
async function bodiesOf(
  placement: Shared,
  { delivery: { thread }, channel }: There,
  deps: DeliverDeps,
): Promise<readonly Body[]> {
  const kind = discordPlace(thread)?.kind
  const mention =
    placement.place === 'post' && placement.mention !== undefined ? discordUserId(placement.mention) : undefined
  const turns = placement.place !== 'post'
  const unread = turns && kind !== 'channel' && !deps.reads && !(await deps.places.isDirect(thread, channel))
  const view = unread ? withTypeHere(placement.view) : placement.view
  return renderView(view, { turns, shared: kind === 'channel', ...(mention === undefined ? {} : { mention }) })
}

/** A view of several messages: the first carries the controls and is the one remembered. */
async function post(
  channel: string,
  bodies: readonly Body[],
  { key, attempt }: Delivery,
  { calls }: DeliverDeps,
): Promise<PostedMessage> {
  const posted: PostedMessage[] = []
  for (const [index, body] of bodies.entries()) {
    const own = index === 0 ? key : `${key}#${index}`
    const found = attempt === 'look' ? await calls.find(channel, own) : undefined
    posted.push(found ?? (await calls.post(channel, body, { key: own })))
  }
  const [first] = posted
  if (first === undefined) throw new Error('a view without a message')
  return first
}

/**
 * False: this message cannot be edited any more and has to be posted again. Edits of messages older
 * than an hour are capped, and what is beyond the cap is told as a limit to wait for (30046 comes
 * as a 429).
 */
async function edited(surface: KnownSurface, bodies: readonly Body[], { calls, now }: DeliverDeps): Promise<boolean> {
  const [first] = bodies
  if (first === undefined) return true
  try {
    await calls.edit(partsOf(surface.externalId), first)
    return true
  } catch (error) {
    const failure = discordFailure(error)
    if (failure.kind === 'refused' && failure.code === GONE.message) return false
    if (failure.kind === 'wait' && (failure.for > LONG_WAIT || now() - Date.parse(surface.postedAt) > OLD)) return false
    throw error
  }
}

const MOVED_DOWN = 'This order continues further down'

/**
 * The old card becomes a pointer without buttons, with what was told there; where that is refused
 * it is taken away. What cannot be done about it stops nothing.
 */
async function retire(
  old: KnownSurface,
  now: PostedMessage,
  { calls }: DeliverDeps,
  headline = MOVED_DOWN,
): Promise<void> {
  const parts = partsOf(old.externalId)
  if (parts.message === now.message) return
  const pointer: View = { headline, blocks: old.told ?? [], controls: [] }
  try {
    const [body] = renderView(pointer)
    if (body !== undefined) await calls.edit(parts, body)
  } catch (error) {
    const failure = discordFailure(error)
    if (failure.kind === 'wait') await calls.remove(parts).catch(() => undefined)
  }
}

const partsOf = (externalId: string): PostedMessage => {
  const [channel = '', message = ''] = externalId.split('/')
  return { channel, message }
}
