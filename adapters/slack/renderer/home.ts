/**
 * The Home tab: a view with a button to begin an order. Home takes no table, so it is for lists; it
 * turns pages like a message.
 */
import type { HomeView, KnownBlock } from '@slack/types'
import { NEW_ORDER } from '#adapters/slack/inbound/pressed.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { View } from '#conversation/edge/view.ts'
import { blockId } from './controls.ts'
import { drawPage } from './message.ts'
import { slackPages } from './pages.ts'
import { plain } from './text-objects.ts'

export type HomeOptions = { readonly thread?: ThreadKey; readonly page?: number }

export function renderHome(view: View, { thread = '', page = 0 }: HomeOptions = {}): HomeView {
  const pages = slackPages(view)
  const shown = pages[Math.min(page, pages.length - 1)]
  if (shown === undefined) throw new Error('a view without a page')
  return { type: 'home', blocks: [newOrder(thread), ...drawPage(shown, { thread })] }
}

const newOrder = (thread: ThreadKey): KnownBlock => ({
  type: 'actions',
  block_id: blockId(98, thread),
  elements: [
    { type: 'button', action_id: NEW_ORDER, text: plain('New order', 75), style: 'primary', value: NEW_ORDER },
  ],
})
