/**
 * Discord's markdown as elements: headings, small print, lists, quotes, bold, italics, code, links,
 * times, mentions, and escapes. Rule: whatever is not surely one of these stays the characters it
 * is. Next: components.ts.
 */
import { el } from './dom.ts'
import { link } from './mrkdwn.ts'

const INLINE =
  /\\(?<escaped>[^\w\s])|`(?<code>[^`\n]+)`|\*\*(?<bold>(?:\\.|[^*\n])+)\*\*|__(?<under>(?:\\.|[^_\n])+)__|~~(?<strike>(?:\\.|[^~\n])+)~~|\*(?<italic>(?:\\.|[^*\n])+)\*|(?<![\w])_(?<slant>(?:\\.|[^_\n])+)_(?![\w])|\[(?<words>(?:\\.|[^\]\n])+)\]\((?<url>https?:[^)\s]+)\)|<t:(?<time>-?\d+)(?::(?<style>[tTdDfFR]))?>|<@!?(?<user>\d+)>/g

/** Lines that follow each other in one list become one list. */
export function markdown(text: string): readonly Node[] {
  const nodes: Node[] = []
  let items: HTMLElement | undefined
  for (const line of text.split('\n')) {
    const item = /^- (.*)$/.exec(line)?.[1]
    if (item === undefined) {
      items = undefined
      nodes.push(lineOf(line))
      continue
    }
    if (items === undefined) {
      items = el('ul')
      nodes.push(items)
    }
    items.append(el('li', {}, ...inline(item)))
  }
  return nodes
}

function lineOf(line: string): HTMLElement {
  const [, marks = '', heading] = /^(#{1,3}) (.*)$/.exec(line) ?? []
  if (heading !== undefined)
    return el(
      'p',
      { class: `h${marks.length}`, role: 'heading', 'aria-level': String(marks.length + 2) },
      ...inline(heading),
    )
  const small = /^-# (.*)$/.exec(line)?.[1]
  if (small !== undefined) return el('p', { class: 'small' }, ...inline(small))
  const quote = /^> (.*)$/.exec(line)?.[1]
  if (quote !== undefined) return el('blockquote', {}, ...inline(quote))
  return line === '' ? el('br') : el('p', {}, ...inline(line))
}

function inline(text: string): readonly Node[] {
  const nodes: Node[] = []
  let at = 0
  for (const match of text.matchAll(INLINE)) {
    nodes.push(document.createTextNode(text.slice(at, match.index)))
    nodes.push(piece(match.groups ?? {}))
    at = match.index + match[0].length
  }
  nodes.push(document.createTextNode(text.slice(at)))
  return nodes
}

function piece(found: Readonly<Record<string, string | undefined>>): Node {
  const { escaped, code, bold, under, strike, italic, slant, words, url, time, style, user } = found
  if (escaped !== undefined) return document.createTextNode(escaped)
  if (code !== undefined) return el('code', {}, code)
  if (bold !== undefined) return el('strong', {}, ...inline(bold))
  if (under !== undefined) return el('u', {}, ...inline(under))
  if (strike !== undefined) return el('s', {}, ...inline(strike))
  if (url !== undefined) return link(url, (words ?? url).replace(/\\(.)/g, '$1'))
  if (time !== undefined) return el('time', {}, timeOf(Number(time), style))
  if (user !== undefined) return el('span', { class: 'mention' }, '@you')
  return el('em', {}, ...inline(italic ?? slant ?? ''))
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

function timeOf(seconds: number, style = 'f'): string {
  const date = new Date(seconds * 1000)
  if (style !== 'R') return date.toLocaleString(undefined, STYLES[style] ?? { dateStyle: 'long', timeStyle: 'short' })
  const minutes = Math.round((date.getTime() - Date.now()) / 60_000)
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  if (Math.abs(minutes) < 90) return format.format(minutes, 'minute')
  return Math.abs(minutes) < 2_880
    ? format.format(Math.round(minutes / 60), 'hour')
    : format.format(Math.round(minutes / 1_440), 'day')
}
