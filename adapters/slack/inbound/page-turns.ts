/**
 * Another page of a message: shown besides the outbox, since nothing changed. Of a card by editing
 * it, of a private note through the press's own address, because nobody else can see it. Rule: a
 * note is found by the key it was said under, for whom it was said to. Next: acts.ts.
 */
import type { WebClient } from '@slack/web-api'
import type { SlackHost } from '#adapters/slack/host.ts'
import { renderHome } from '#adapters/slack/renderer/home.ts'
import { renderMessage, type SlackMessage } from '#adapters/slack/renderer/message.ts'
import type { View } from '#conversation/edge/view.ts'
import type { SlackPageTurn } from './heard.ts'
import { messageAt, slackPlace } from './place.ts'

type Deps = { readonly host: Pick<SlackHost, 'shownAt' | 'noteOf'>; readonly client: WebClient }

/** Where the card changed meanwhile, the page was one of yesterday's and is turned again. */
const TURNS = 3
const PATIENCE = 3_000

export async function turnPage(turn: SlackPageTurn, deps: Deps): Promise<void> {
  if (turn.note !== undefined) return turnNote(turn, turn.note, deps)
  const { host, client } = deps
  const { thread, place } = turn
  let shown = await host.shownAt(thread, place)
  for (let tried = 0; tried < TURNS && shown !== undefined && 'view' in shown; tried++) {
    await showPage(turn, shown.view, client)
    const now = await host.shownAt(thread, place)
    if (JSON.stringify(now) === JSON.stringify(shown)) return
    shown = now
  }
}

async function showPage({ thread, place, page }: SlackPageTurn, view: View, client: WebClient): Promise<void> {
  const where = slackPlace(thread)
  if (where?.kind === 'home') {
    await client.views.publish({ user_id: where.user, view: renderHome(view, { thread, page }) })
    return
  }
  const { channel, ts } = messageAt(place)
  const { text, blocks } = renderMessage(view, { thread, page })
  await client.chat.update({ channel, ts, text, blocks })
}

type Note = NonNullable<SlackPageTurn['note']>

async function turnNote(turn: SlackPageTurn, note: Note, { host, client }: Deps): Promise<void> {
  const { thread, place, page } = turn
  const said = await host.noteOf(note.key, note.user)
  if (said === undefined || !('view' in said)) return
  const message = renderMessage(said.view, { thread, page, note: note.key })
  const { channel, ts } = messageAt(place)
  if (channel.startsWith('D')) await client.chat.update({ channel, ts, text: message.text, blocks: message.blocks })
  else if (note.respondTo !== undefined)
    await respondWith(note.respondTo, { replace_original: true, text: message.text, blocks: message.blocks })
}

/** A private note becomes another, or goes, by the address of a press on it. It only helps: a failure stops nothing. */
export async function respondWith(
  url: string,
  what: { readonly delete_original: true } | ({ readonly replace_original: true } & SlackMessage),
): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', ...what }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => undefined)
}
