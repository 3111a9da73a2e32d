/**
 * What arrives from the gateway, by kind: commands, presses, filled forms, autocomplete and typed
 * messages. Each is worked on by itself; what goes wrong with one is reported and never stops
 * another.
 */
import { InteractionResponseType as Answer } from 'discord.js'
import { askedBy } from '#adapters/discord/commands.ts'
import { renderView } from '#adapters/discord/renderer/message.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { readId } from './custom-id.ts'
import { submitStep } from './form-steps.ts'
import type { Interaction, Written } from './inbound.ts'
import {
  acknowledge,
  answerNow,
  bodyOf,
  claim,
  type Deps,
  discordThread,
  finish,
  type InteractionTurn,
  inTime,
  said,
  threadOfPress,
} from './interactions.ts'
import { discordPlaceKey, discordUserKey } from './keys.ts'
import { continueMessage, postButton, press } from './presses.ts'
import { withTypeHere } from './type-here.ts'

const CHOICES = 25
const CHOICE = 100

export async function onInteraction(asked: Interaction, deps: Deps): Promise<void> {
  const turn: InteractionTurn = { asked, ack: deps.acks.keep(asked), deps }
  if (asked.kind === 'search') return autocomplete(turn, asked.text)
  await inTime(turn, async () => {
    switch (asked.kind) {
      case 'command':
        return command(turn, asked)
      case 'press':
        return press(turn, asked)
      case 'modal':
        return filled(turn, asked)
      default:
        asked satisfies never
    }
  })
}

/** Nothing is stored and nobody waits: a late or failed answer is an empty list. */
async function autocomplete({ asked, deps }: InteractionTurn, text: string): Promise<void> {
  const found = await deps.host.suggest({ user: discordUserKey(asked.user.id), what: 'product', text }).catch(() => [])
  const choices = found
    .slice(0, CHOICES)
    .map(({ value, label }) => ({ name: label.slice(0, CHOICE), value: value.slice(0, CHOICE) }))
  await deps.calls.answer(asked, Answer.ApplicationCommandAutocompleteResult, { choices }).catch(() => undefined)
}

async function command(
  turn: InteractionTurn,
  { name, options, target, manager }: Extract<Interaction, { kind: 'command' }>,
): Promise<void> {
  const wanted = askedBy(name, options, target)
  if (wanted === undefined)
    return answerNow(turn, bodyOf(said('That command is gone', 'Press Ctrl+R to see the commands there are.')))
  if (wanted.kind === 'post-button') return postButton(turn, manager)
  const thread = await discordThread(turn)
  const inbound = await claim(
    turn,
    thread,
    wanted.kind === 'open'
      ? { kind: 'open', place: 'thread' }
      : { kind: 'command', name: name.slice(0, 40), text: wanted.text },
  )
  if (inbound === undefined) return
  await acknowledge(turn, 'answer')
  await finish(turn, thread, await turn.deps.host.handle(inbound))
}

async function filled(
  turn: InteractionTurn,
  { customId, fields }: Extract<Interaction, { kind: 'modal' }>,
): Promise<void> {
  const id = readId(customId)
  const { text = '' } = fields
  switch (id?.kind) {
    case 'modal':
      return submitStep(turn, id, fields)
    case 'type': {
      const thread = await threadOfPress(turn)
      const inbound = await claim(turn, thread, { kind: 'message', text, mentionsBot: true })
      if (inbound === undefined) return
      await acknowledge(turn, 'quiet')
      return finish(turn, thread, await turn.deps.host.handle(inbound))
    }
    case 'search':
      return results(turn, id.token, text)
    default:
      return answerNow(turn, bodyOf(said('That form was not found', 'Nothing was changed.')))
  }
}

/** What was found, as a select that presses the search with it. */
async function results(turn: InteractionTurn, token: string, text: string): Promise<void> {
  const thread = await threadOfPress(turn)
  const inbound = await claim(turn, thread, { kind: 'search', token, text: text.slice(0, 300) })
  if (inbound === undefined) return
  const reply = await turn.deps.host.handle(inbound)
  const options = reply.outgoing.flatMap(({ placement }) =>
    placement.place === 'suggestions' ? placement.options : [],
  )
  const [body] = renderView(
    options.length === 0
      ? said('Nothing found', 'Try another word.')
      : {
          headline: 'Found',
          blocks: [],
          controls: [{ kind: 'select', label: 'Choose one', token, options: options.slice(0, CHOICES) }],
        },
  )
  if (body !== undefined) await answerNow(turn, body)
}

/** The conversation of a place; undefined: none is there. */
export async function threadOf({ guild, channel, user }: Written, { host }: Deps): Promise<ThreadKey | undefined> {
  return guild ? host.threadAt(channel) : discordPlaceKey({ kind: 'direct', user: user.id })
}

/**
 * A person is heard in direct messages and in the private threads of orders; elsewhere only who
 * mentions the bot, and only to go there.
 */
export async function onMessage(written: Written, thread: ThreadKey | undefined, deps: Deps): Promise<void> {
  const { id, edits, channel, guild, text, mentionsBot } = written
  if (thread === undefined) {
    if (mentionsBot && text !== '' && edits === undefined)
      await deps.calls.post(channel, continueMessage(), { key: `public:${id}`, about: id })
    return
  }
  deps.places.heard(thread, channel)
  if (guild && text === '' && !mentionsBot) return deps.reads ? undefined : hint(written, deps)
  await takeWords(written, thread, deps)
}

export async function takeWords(written: Written, thread: ThreadKey, deps: Deps): Promise<void> {
  const { id, edits, user, text, mentionsBot, mentionsOther } = written
  const about = {
    id,
    thread,
    user: discordUserKey(user.id),
    userName: user.name,
    locale: 'en-US',
    where: 'private',
  } as const
  const { inbound, fresh } = await deps.host.claim({
    ...about,
    kind: 'message',
    text,
    mentionsBot,
    mentionsOther,
    ...(edits === undefined ? {} : { edits }),
  })
  if (fresh) await deps.host.handle(inbound)
}

/** Taken back: as if it had been changed to say nothing. What was never heard has nothing to take back. */
export async function onDeleted(id: string, { host }: Deps): Promise<void> {
  const heard = await host.heardAs(id)
  if (heard?.kind !== 'message' || heard.edits !== undefined) return
  const { thread, user, userName, locale } = heard
  const about = { thread, user, userName, locale, where: 'private' } as const
  const { inbound, fresh } = await host.claim({ ...about, id: `${id}@deleted`, kind: 'message', text: '', edits: id })
  if (fresh) await host.handle(inbound)
}

/** Discord hands over no text here: said under the message, with the text box. */
async function hint({ id, channel }: Written, deps: Deps): Promise<void> {
  const view = withTypeHere(
    said('I cannot read messages in this thread', 'Press the button to type, or begin your message by mentioning me.'),
  )
  await deps.calls.post(channel, bodyOf(view), { key: `unread:${id}`, about: id })
}
