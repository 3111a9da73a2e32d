/**
 * Slack's mrkdwn as elements: bold, italics, strikes, code, quotes, links, dates, mentions. Rule:
 * whatever is not surely one of these stays the characters it is. Next: blocks.ts.
 */
import { el } from './dom.ts'

/** Whom a mention names, by their ids; filled by each pane that is shown. */
export const people = new Map<string, string>()

const INLINE =
  /<(?<angle>[^<>\n]+)>|```(?<block>[\s\S]+?)```|`(?<code>[^`\n]+)`|(?<![\w*])\*(?<bold>[^*\n]+)\*(?![\w*])|(?<![\w_])_(?<italic>[^_\n]+)_(?![\w_])|(?<![\w~])~(?<strike>[^~\n]+)~(?![\w~])/g

/** Slack escapes three characters, and nothing else. */
export const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

export function mrkdwn(text: string): readonly Node[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at): readonly Node[] => {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line)?.[1]
    const end = at + 1 < lines.length && quote === undefined ? [el('br')] : []
    return quote === undefined ? [...inline(line), ...end] : [el('blockquote', {}, ...inline(quote))]
  })
}

function inline(text: string): readonly Node[] {
  const nodes: Node[] = []
  let at = 0
  for (const match of text.matchAll(INLINE)) {
    nodes.push(document.createTextNode(plain(text.slice(at, match.index))))
    nodes.push(piece(match.groups ?? {}))
    at = match.index + match[0].length
  }
  nodes.push(document.createTextNode(plain(text.slice(at))))
  return nodes
}

function piece(found: Readonly<Record<string, string | undefined>>): Node {
  const { angle, block, code, bold, italic, strike } = found
  if (angle !== undefined) return angled(angle)
  if (block !== undefined) return el('pre', {}, plain(block))
  if (code !== undefined) return el('code', {}, plain(code))
  if (bold !== undefined) return el('strong', {}, ...inline(bold))
  if (italic !== undefined) return el('em', {}, ...inline(italic))
  return el('s', {}, ...inline(strike ?? ''))
}

/** `<https://...|words>`, `<@U1>`, `<#C1|name>`, `<!date^1700000000^{date_short}|fallback>`. */
function angled(inside: string): Node {
  const [what = '', words] = inside.split('|', 2)
  if (/^(?:https?:|mailto:)/i.test(what)) return link(what, plain(words ?? what))
  const date = /^!date\^(\d+)\^([^^]*)/.exec(what)
  if (date !== null) return el('time', {}, dated(Number(date[1]), date[2] ?? ''))
  if (/^[@#!]/.test(what))
    return el(
      'span',
      { class: 'mention' },
      `${what.startsWith('#') ? '#' : '@'}${words ?? people.get(what.slice(1)) ?? what.slice(1)}`,
    )
  return document.createTextNode(plain(`<${inside}>`))
}

export const link = (url: string, words: string): HTMLElement =>
  /^https?:\/\//i.test(url)
    ? el('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, words)
    : el('span', {}, words)

export function dated(seconds: number, format: string): string {
  const date = new Date(seconds * 1000)
  const day = date.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
  return format.replace(/\{date[a-z_]*\}/g, day).replace(/\{time(?:_secs)?\}/g, time)
}
