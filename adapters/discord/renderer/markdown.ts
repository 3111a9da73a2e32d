/**
 * Discord's markup made harmless: everything that may come from a person or the shop's data is
 * escaped, so that mentions, links and formatting are only ever ours. Rule: `escaped` and
 * `unescaped` undo each other, a form in steps keeps its values that way. Next: chunks.ts.
 */

import { drawMoments, saidMoments } from '#conversation/edge/moment.ts'

/** Marks of markdown, mentions, custom emoji and timestamps; a colon, so that no address becomes a link. */
const MARKS = /[\\*_~`|<>[\]()#:@]/g
/** Only a list, a quote or small print at the start of a line. */
const LINE_START = /^(\s*(?:\d+(?=\.))?)([-+.])/gm

/** Moments are drawn by Discord, in the zone of who reads. */
export const escaped = (words: string): string =>
  drawMoments(words.replace(MARKS, '\\$&').replace(LINE_START, '$1\\$2'), ({ at }) => `<t:${at}:f>`)
export const unescaped = (markup: string): string => markup.replace(/\\([\\*_~`|<>[\]()#:@\-+.])/g, '$1')

/** In one fixed-width run: backticks cannot be escaped there, so they become look-alikes. */
export const fixed = (words: string): string => `\`${saidMoments(words).replaceAll('`', 'ˋ')}\``
export const bold = (words: string): string => `**${escaped(words)}**`
/** Discord's small grey print; one line. */
export const small = (words: string): string => `-# ${escaped(words)}`

/** A label that has to fit: the whole of it stands elsewhere on the message. */
export const clipped = (label: string, max: number): string => {
  const words = saidMoments(label)
  const letters = [...words]
  return words.length <= max
    ? words
    : `${letters
        .slice(0, max - 1)
        .join('')
        .slice(0, max - 1)
        .trimEnd()}…`
}
