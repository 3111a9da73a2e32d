/**
 * Small pieces of Block Kit. Words of people and of the shop's data go into plain_text, raw cells
 * or rich text only, where Slack reads no mention, link or markup; nothing here ever makes mrkdwn
 * of them.
 */
import type { PlainTextElement, RichTextBlock, RichTextElement, RichTextSection, RichTextText } from '@slack/types'

/** plain_text may not be empty. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: clippedText(text, max),
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

export const section = (...elements: readonly RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: [...elements],
})

export const richText = (...elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements })

/** The text field is read as mrkdwn: the three characters Slack asks to escape make links and mentions inert. */
export const escapedMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
