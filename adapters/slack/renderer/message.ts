/**
 * A view as a Slack message: heading, status, blocks, controls, and the complete text beside them,
 * which notifications and screen readers get. Pure. Next: pages.ts (what does not fit one message),
 * blocks.ts, controls.ts.
 */
import type { KnownBlock, RichTextElement, Block as SlackBlock } from '@slack/types'
import { PAGE, pageValue } from '#adapters/slack/inbound/pressed.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { hasMoment } from '#conversation/edge/moment.ts'
import { markedText } from '#conversation/edge/text.ts'
import type { View } from '#conversation/edge/view.ts'
import { drawBlocks, smallPrint } from './blocks.ts'
import { blockId, drawControls } from './controls.ts'
import { type SlackPage, slackPages } from './pages.ts'
import { boldMrkdwn, clippedText, dated, escapedMrkdwn, plain, plainWords, richText, section } from './text-objects.ts'

export type SlackMessage = { readonly text: string; readonly blocks: (KnownBlock | SlackBlock)[] }
export type MessageOptions = {
  readonly thread?: ThreadKey
  /** From 0. */
  readonly page?: number
  /** Of a private note: the key it was said under, by which its other pages are found. */
  readonly note?: string
  /** Its other pages stand beside it: nothing is turned. */
  readonly whole?: true
  /** The one who must act: the only live mention there is. A name where they are not in this workspace. */
  readonly mention?: { readonly user: string } | { readonly name: string }
}

const MESSAGE_TEXT = 4_000
const HEADER = 150

export function renderMessage(view: View, options: MessageOptions = {}): SlackMessage {
  const { page = 0, mention } = options
  const pages = slackPages(view)
  const shown = pages[Math.min(page, pages.length - 1)]
  if (shown === undefined) throw new Error('a view without a page')
  const more = pages.length > 1 ? ` (page ${shown.page + 1} of ${pages.length})` : ''
  return {
    text: dated(clippedText(`${spokenMention(mention)}${escapedMrkdwn(markedText(shown.view))}${more}`, MESSAGE_TEXT)),
    blocks: [...drawPage(shown, options)],
  }
}

/** Every page as a message of its own, for what cannot be turned over in place. */
export const renderAll = (view: View, options: MessageOptions = {}): readonly SlackMessage[] =>
  slackPages(view).map(({ page }) => renderMessage(view, { ...options, page, whole: true }))

/** One line and nothing else: the root of a thread. */
export const renderLine = (line: string): SlackMessage => ({
  text: dated(clippedText(escapedMrkdwn(line), MESSAGE_TEXT)),
  blocks: [richText(section(plainWords(line)))],
})

export function drawPage(
  shown: SlackPage,
  options: Omit<MessageOptions, 'page'>,
): readonly (KnownBlock | SlackBlock)[] {
  const { headline, change, status, blocks, controls } = shown.view
  const { thread = '', mention, note } = options
  return [
    mention === undefined && headline.length <= HEADER && !hasMoment(headline)
      ? { type: 'header', text: plain(headline, HEADER) }
      : richText(section(...mentioned(mention), boldMrkdwn(headline))),
    ...(change === undefined ? [] : [richText(section(plainWords(change)))]),
    ...(status === undefined ? [] : [hasMoment(status) ? richText(section(plainWords(status))) : smallPrint(status)]),
    ...drawBlocks(blocks),
    ...drawControls(controls, thread, note),
    ...pager(shown, options),
  ]
}

function pager({ page, pages }: SlackPage, { thread = '', note, whole }: MessageOptions): readonly KnownBlock[] {
  if (pages === 1) return []
  const count = smallPrint(`Page ${page + 1} of ${pages}`)
  if (whole === true) return [count]
  const turn = (to: number, label: string) =>
    ({ type: 'button', action_id: `${PAGE}:${to}`, text: plain(label, 75), value: pageValue(to, note) }) as const
  const elements = [
    ...(page > 0 ? [turn(page - 1, 'Back')] : []),
    ...(page < pages - 1 ? [turn(page + 1, 'Next page')] : []),
  ]
  return [count, { type: 'actions', block_id: blockId(99, thread), elements }]
}

/** In the first line, with what it is about. */
const mentioned = (mention: MessageOptions['mention']): readonly RichTextElement[] =>
  mention === undefined
    ? []
    : 'user' in mention
      ? [{ type: 'user', user_id: mention.user }, plainWords(' ')]
      : [plainWords(`@${mention.name} `)]

const spokenMention = (mention: MessageOptions['mention']): string =>
  mention === undefined ? '' : 'user' in mention ? `<@${mention.user}> ` : `@${escapedMrkdwn(mention.name)} `
