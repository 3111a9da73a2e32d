/**
 * Takes used controls off a message that no turn draws anew: a private note, or what was posted
 * once. Rule: cards are left to delivery; what only one person sees is changed by the press's own
 * address, and goes where nobody knows any more what it said. Next: acts.ts,
 * conversation/edge/spent.ts.
 */
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { SlackHost } from '#adapters/slack/host.ts'
import { renderMessage, type SlackMessage } from '#adapters/slack/renderer/message.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { OnScreen, Pressed } from '#conversation/edge/spent.ts'
import type { PressedOn } from './heard.ts'
import { respondWith } from './page-turns.ts'
import { messageAt } from './place.ts'
import { pressedOf } from './pressed.ts'

type Deps = { readonly host: Pick<SlackHost, 'isDrawn' | 'noteOf' | 'spends'>; readonly client: WebClient }
export type UsedPress = { readonly thread: ThreadKey; readonly pressed: Pressed; readonly on: PressedOn }

/** Asked before the turn, which may put the card elsewhere. Undefined: there is nothing to take off afterwards. */
export async function usedOf(press: UsedPress, deps: Deps): Promise<(() => Promise<void>) | undefined> {
  const { pressed, thread, on } = press
  const { token, value } = pressed
  if (!deps.host.spends(pressed, value === undefined ? { token } : { token, options: [value] })) return undefined
  const isDrawn = await deps.host.isDrawn(thread, on.place).catch(() => true)
  return isDrawn ? undefined : () => takeOff(press, deps)
}

async function takeOff({ thread, pressed, on }: UsedPress, { host, client }: Deps): Promise<void> {
  const { place, content, note } = on
  const { channel, ts } = messageAt(place)
  if (content !== undefined) {
    const left = without(content, pressed, host)
    if (left !== content) await client.chat.update({ channel, ts, ...left })
  } else if (note !== undefined) {
    const said = await host.noteOf(note.key, note.user)
    const shown =
      said !== undefined && 'view' in said ? renderMessage(said.view, { thread, note: note.key }) : undefined
    if (note.respondTo === undefined) {
      if (shown !== undefined) await client.chat.update({ channel, ts, ...without(shown, pressed, host) })
    } else if (shown === undefined) await respondWith(note.respondTo, { delete_original: true })
    else await respondWith(note.respondTo, { replace_original: true, ...without(shown, pressed, host) })
  }
}

const element = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  options: z.array(z.object({ value: z.string() })).default([]),
})
const actions = z.looseObject({ type: z.string().regex(/^actions$/), elements: z.array(z.looseObject({})) })

type Block = SlackMessage['blocks'][number]

/** The same message where it has nothing that was used. */
function without(content: SlackMessage, pressed: Pressed, { spends }: Pick<SlackHost, 'spends'>): SlackMessage {
  let isLess = false
  const blocks = content.blocks.flatMap((block): readonly Block[] => {
    const row = actions.safeParse(block)
    if (!row.success) return [block]
    const left = row.data.elements.filter((each) => controlsIn(each).every((other) => !spends(pressed, other)))
    if (left.length === row.data.elements.length) return [block]
    isLess = true
    const less = { ...row.data, elements: left }
    return left.length === 0 ? [] : [less]
  })
  return isLess ? { text: content.text, blocks } : content
}

/** None: a link, or another page. */
function controlsIn(on: unknown): readonly OnScreen[] {
  const read = element.safeParse(on)
  if (!read.success) return []
  const { action_id, value, options } = read.data
  const said = [{ value }, ...options.map((option) => ({ selected_option: option }))]
    .map((each) => pressedOf({ action_id, block_id: '', action_ts: '', ...each }))
    .flatMap((press) => (press.kind === 'control' ? [press] : []))
  const [first] = said
  const values = said.flatMap(({ value: chosen }) => chosen ?? [])
  return first === undefined ? [] : [{ token: first.token, ...(values.length === 0 ? {} : { options: values }) }]
}
