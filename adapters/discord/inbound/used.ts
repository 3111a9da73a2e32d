/**
 * Takes used controls off a message that no turn draws anew: a note, or what was posted once. Rule:
 * cards are left to delivery, what only one person sees is replaced or taken away by its answer;
 * where a press asks back first, the message that was pressed is remembered until it is confirmed.
 * Next: presses.ts, conversation/edge/spent.ts.
 */
import { ComponentType } from 'discord.js'
import { z } from 'zod'
import { keepBounded } from '#adapters/discord/kept.ts'
import { discordFailure } from '#adapters/discord/outbound/calls.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { OnScreen, Pressed, Spends } from '#conversation/edge/spent.ts'
import { readId } from './custom-id.ts'
import type { InteractionTurn } from './interactions.ts'

type Message = { readonly channel: string; readonly id: string; readonly components: readonly unknown[] }

/** By the control that was asked back about. Forgotten by a restart: Discord says which message it was. */
const askedBack = keepBounded<Message>(1_000)

export const rememberAsked = ({ asked }: InteractionTurn, token: string): void => {
  if (asked.message !== undefined) askedBack.set(token, { ...asked.message, channel: asked.channel })
}

/** Asked before the turn, which may put the card elsewhere. Undefined: there is nothing to take off afterwards. */
export async function usedBy(
  { asked, deps }: InteractionTurn,
  thread: ThreadKey,
  pressed: Pressed,
): Promise<(() => Promise<void>) | undefined> {
  const on =
    asked.message?.private === true ? await askedFrom(asked.message.asks, { asked, deps }, pressed) : asked.message
  if (on === undefined) return undefined
  const message: Message = { channel: asked.channel, ...on }
  const components = without(message.components, pressed, deps.host.spends)
  if (components === message.components) return undefined
  const isDrawn = await deps.host.isDrawn(thread, `${message.channel}/${message.id}`).catch(() => true)
  return isDrawn ? undefined : () => takeOff(message, components, deps)
}

async function askedFrom(
  id: string | undefined,
  { asked: { channel }, deps: { calls } }: Pick<InteractionTurn, 'asked' | 'deps'>,
  { token }: Pressed,
): Promise<Omit<Message, 'channel'> | undefined> {
  const known = askedBack.get(token)
  if (known !== undefined || id === undefined) return known
  try {
    const { components } = await calls.read({ channel, message: id })
    return { id, components }
  } catch (error) {
    discordFailure(error)
    return undefined
  }
}

/** It only helps: a message that is gone, or may not be edited, stops nothing. */
async function takeOff(
  { channel, id }: Message,
  components: readonly unknown[],
  { calls }: InteractionTurn['deps'],
): Promise<void> {
  try {
    await calls.redraw({ channel, message: id }, components)
  } catch (error) {
    discordFailure(error)
  }
}

const holder = z.looseObject({ type: z.number(), components: z.array(z.unknown()) })

/** The same list where nothing in it was used. */
function without(components: readonly unknown[], pressed: Pressed, spends: Spends): readonly unknown[] {
  const left = components.flatMap((component) => {
    if (controlsIn(component).some((other) => spends(pressed, other))) return []
    const read = holder.safeParse(component)
    if (!read.success) return [component]
    const inside = without(read.data.components, pressed, spends)
    if (inside === read.data.components) return [component]
    return inside.length === 0 && read.data.type === ComponentType.ActionRow
      ? []
      : [{ ...read.data, components: inside }]
  })
  return left.length === components.length && left.every((each, at) => each === components[at]) ? components : left
}

const pressable = z.object({ custom_id: z.string(), options: z.array(z.object({ value: z.string() })).optional() })

/** None: a link, another page, or anything else that is no control of a turn. */
function controlsIn(component: unknown): readonly OnScreen[] {
  const read = pressable.safeParse(component)
  const id = read.success ? readId(read.data.custom_id) : undefined
  if (!read.success || (id?.kind !== 'token' && id?.kind !== 'confirm')) return []
  const { options } = read.data
  return [{ token: id.token, ...(options === undefined ? {} : { options: options.map(({ value }) => value) }) }]
}
