/**
 * What pressing a control does: the engine's own tokens become inbounds, this adapter's marks
 * (custom-id.ts) ask first, turn pages, open text boxes and start orders. Next: form-steps.ts for
 * everything that opens a form.
 */
import { InteractionResponseType as Answer, ButtonStyle, ComponentType, MessageFlags } from 'discord.js'
import { z } from 'zod'
import { discordFailure } from '#adapters/discord/outbound/calls.ts'
import { buttonRows } from '#adapters/discord/renderer/controls.ts'
import { type Body, renderPage } from '#adapters/discord/renderer/message.ts'
import { sayPrivately } from './acks.ts'
import { readId, writeId } from './custom-id.ts'
import { openForm } from './form-steps.ts'
import type { Interaction } from './inbound.ts'
import {
  acknowledge,
  answerNow,
  bodyOf,
  claim,
  discordThread,
  finish,
  first,
  type InteractionTurn,
  said,
  threadOfPress,
} from './interactions.ts'
import { discordUserKey } from './keys.ts'
import { renderTextBox } from './modal.ts'
import { rememberAsked, usedBy } from './used.ts'

type Press = Extract<Interaction, { kind: 'press' }>

export async function press(turn: InteractionTurn, { customId, value }: Press): Promise<void> {
  const id = readId(customId)
  switch (id?.kind) {
    case 'token':
      return turn.deps.host.peek(id.token, value) === 'form'
        ? openForm(turn, { token: id.token, value, step: 1 })
        : act(turn, id.token, value)
    case 'form':
      return openForm(turn, { token: id.token, step: id.step })
    case 'confirm':
      return ask(turn, id.token, customId)
    case 'keep':
      await acknowledge(turn, 'quiet')
      return turn.deps.calls.deleteAnswer(turn.asked.token)
    case 'page':
      return page(turn, id.page)
    case 'start':
      return start(turn)
    case 'type':
      return first(turn, 'filled', Answer.Modal, renderTextBox(customId, 'Your message', 'What would you like?'))
    case 'search':
      return first(turn, 'filled', Answer.Modal, renderTextBox(customId, 'Search', 'Words to look for'))
    case 'modal':
    case undefined:
      return answerNow(
        turn,
        bodyOf(said('That button was not found', 'Nothing was changed. Say "show" for the order as it is now.')),
      )
    default:
      return id satisfies never
  }
}

async function act(turn: InteractionTurn, token: string, value: string | undefined): Promise<void> {
  const thread = await threadOfPress(turn)
  const inbound = await claim(turn, thread, {
    kind: 'action',
    token,
    ...(value === undefined ? {} : { value }),
    ...(turn.asked.message === undefined ? {} : { on: turn.asked.message.id }),
  })
  if (inbound === undefined) return
  await acknowledge(turn, 'quiet')
  const used = await usedBy(turn, thread, value === undefined ? { token } : { token, value })
  await finish(turn, thread, await turn.deps.host.handle(inbound))
  await used?.()
}

/** The second step before something destructive: a private question with the real button. */
async function ask(turn: InteractionTurn, token: string, customId: string): Promise<void> {
  const label = labelOf(turn.asked.message?.components ?? [], customId) ?? 'do it'
  const body = bodyOf(said(`${label}: are you sure?`, 'Nothing has happened yet.'))
  const [container] = body.components
  if (container === undefined) return
  rememberAsked(turn, token)
  const yes = {
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    label: `Yes, ${label}`.slice(0, 80),
    custom_id: token,
  } as const
  const no = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: 'No, keep it',
    custom_id: writeId({ kind: 'keep' }),
  } as const
  await answerNow(turn, {
    ...body,
    components: [{ ...container, components: [...container.components, ...buttonRows([yes, no])] }],
  })
}

const part = z.object({
  custom_id: z.string().optional(),
  label: z.string().optional(),
  components: z.array(z.unknown()).default([]),
})

function labelOf(components: readonly unknown[], customId: string): string | undefined {
  for (const component of components) {
    const read = part.safeParse(component)
    if (!read.success) continue
    if (read.data.custom_id === customId) return read.data.label
    const inside = labelOf(read.data.components, customId)
    if (inside !== undefined) return inside
  }
  return undefined
}

/** The order as it is now, from that page on; private, so that everybody turns pages for themselves. */
async function page(turn: InteractionTurn, number: number): Promise<void> {
  const thread = await threadOfPress(turn)
  const inbound = await claim(turn, thread, { kind: 'command', name: 'cart', text: 'show' })
  if (inbound === undefined) return
  await acknowledge(turn, turn.asked.message?.private === true ? 'quiet' : 'answer')
  const reply = await turn.deps.host.handle(inbound)
  const card = reply.outgoing.map(({ placement }) => placement).find(({ place }) => place === 'card')
  const body =
    card !== undefined && 'view' in card ? (renderPage(card.view, number) ?? renderPage(card.view, 1)) : undefined
  if (body !== undefined) await sayPrivately(turn.deps.calls, turn.ack, body)
  await finish(turn, thread, reply)
}

/**
 * "Start an order" in a channel, or "Continue privately" under what was typed in public: that text
 * goes along if it is theirs.
 */
async function start(turn: InteractionTurn): Promise<void> {
  const { asked, deps } = turn
  const thread = await discordThread(turn)
  const inbound = await claim(turn, thread, { kind: 'open', place: 'thread' })
  if (inbound === undefined) return
  await acknowledge(turn, 'answer')
  const reply = await deps.host.handle(inbound)
  const typed = await typedBefore(turn)
  if (typed !== undefined) {
    const { user, locale } = asked
    deps.acks.also(typed.id, turn.ack)
    const about = {
      id: typed.id,
      thread,
      user: discordUserKey(user.id),
      userName: user.name,
      locale,
      where: 'private',
    } as const
    const { inbound: message, fresh } = await deps.host.claim({ ...about, kind: 'message', text: typed.text })
    if (fresh) await deps.host.handle(message)
  }
  await finish(turn, thread, reply)
}

async function typedBefore({
  asked,
  deps,
}: InteractionTurn): Promise<{ readonly id: string; readonly text: string } | undefined> {
  const about = asked.message?.about
  if (about === undefined) return undefined
  try {
    const { content, author } = await deps.calls.read(about)
    const text = content.replace(/^\s*<@!?\d+>/, '').trim()
    return author.id === asked.user.id && text !== '' ? { id: about.message, text } : undefined
  } catch (error) {
    if (discordFailure(error).kind === 'refused') return undefined
    throw error
  }
}

const START =
  'You go on in your direct messages with me; if those are closed, in a private thread that you, our team and ' +
  'the moderators of this server can read.'

/** The message with the button an admin posts in the shop channel. */
export function startMessage(): Body {
  const body = bodyOf(said('Start an order', START))
  return withStart(body, 'Start an order')
}

/** What is typed in public is never answered with an order. */
export function continueMessage(): Body {
  const body = bodyOf(
    said('Let us do that privately', 'Press the button and I go on with what you wrote, where nobody else reads it.'),
  )
  return withStart(body, 'Continue privately')
}

function withStart(body: Body, label: string): Body {
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label,
    custom_id: writeId({ kind: 'start' }),
  } as const
  return {
    ...body,
    components: body.components.map((each) => ({ ...each, components: [...each.components, ...buttonRows([button])] })),
  }
}

/** Only who may manage the server; it is posted for everybody, and the presser is told. */
export async function postButton(turn: InteractionTurn, manager: boolean): Promise<void> {
  const { asked, deps } = turn
  if (!asked.guild || !manager)
    return answerNow(turn, bodyOf(said('Only who may manage this server can post the button')))
  await first(turn, 'answer', Answer.DeferredChannelMessageWithSource, { flags: MessageFlags.Ephemeral })
  try {
    await deps.calls.post(asked.channel, startMessage(), { key: asked.id })
    await sayPrivately(
      deps.calls,
      turn.ack,
      bodyOf(said('The button is posted', 'Pin the message, so that people find it.')),
    )
  } catch (error) {
    if (discordFailure(error).kind !== 'refused') throw error
    const help = 'Give the bot the rights "View Channel" and "Send Messages" in this channel, then try again.'
    await sayPrivately(deps.calls, turn.ack, bodyOf(said('I may not write in this channel', help)))
  }
}
