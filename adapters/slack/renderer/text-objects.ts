/**
 * Small pieces of Block Kit. Words of people and of the shop's data go into plain_text, raw cells
 * or rich text only, where Slack reads no mention, link or markup; nothing here ever makes mrkdwn
 * of them.
 */

import type { PlainTextElement, RichTextBlock, RichTextElement, RichTextSection, RichTextText } from '@slack/types'
import { drawMoments, saidMoments, splitMoments } from '#conversation/edge/moment.ts'

/** plain_text may not be empty. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: clippedText(saidMoments(text), max),
  emoji: false,
})

/** What is clipped is always said in full elsewhere in the same message. */
export function clippedText(text: string, max: number): string {
  const words = text === '' ? ' ' : text
  if (words.length <= max) return words
  const cut = words.slice(0, max - 1)
  // Never half of a character outside the basic plane.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

export const plainWords = (text: string, style?: RichTextText['style']): RichTextText => ({
  type: 'text',
  text: text === '' ? ' ' : text,
  ...(style === undefined ? {} : { style }),
})
export const boldMrkdwn = (text: string): RichTextText => plainWords(text, { bold: true })

/** Moments in its words are drawn by Slack, in the zone of who reads. */
export const section = (...elements: readonly RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: elements.flatMap((element) => (element.type === 'text' ? withMoments(element) : [element])),
})

/** "today at 14:02", "4 Dec at 09:00" */
const WHEN = '{date_short_pretty} at {time}'

const withMoments = (text: RichTextText): readonly RichTextElement[] =>
  splitMoments(text.text).map((piece) =>
    typeof piece === 'string'
      ? { ...text, text: piece }
      : {
          ...{ type: 'date', timestamp: piece.at, format: WHEN, fallback: piece.said },
          ...(text.style === undefined ? {} : { style: text.style }),
        },
  )

/** Of escaped words: what the text field draws itself. */
export const dated = (mrkdwn: string): string => drawMoments(mrkdwn, ({ at, said }) => `<!date^${at}^${WHEN}|${said}>`)

export const richText = (...elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements })

/** The text field is read as mrkdwn: the three characters Slack asks to escape make links and mentions inert. */
export const escapedMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
