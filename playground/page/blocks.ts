/**
 * Block Kit as elements: what Parley sent to Slack, drawn. A block or element of a kind nobody drew
 * yet is named in its place, so that it is seen. Rule: the payload is only read. Next: elements.ts
 * (what can be pressed), mrkdwn.ts.
 */
import type { Obj } from '../wire.ts'
import { el, list, obj, objs, str } from './dom.ts'
import { elementOf } from './elements.ts'
import type { Hands } from './hands.ts'
import { dated, link, mrkdwn, people, plain } from './mrkdwn.ts'
import { picture } from './picture.ts'

/** `errors`: what stands under an input, by block. */
export function drawBlocks(blocks: readonly Obj[], hands: Hands, errors: Obj = {}): readonly HTMLElement[] {
  return blocks.map((block, at) =>
    drawBlock(block, { hands, at: String(at), error: str(errors[str(block['block_id'])]) }),
  )
}

export type At = { readonly hands: Hands; readonly at: string; readonly error: string }

function drawBlock(block: Obj, place: At): HTMLElement {
  switch (block['type']) {
    case 'header':
      return el('p', { class: 'h1', role: 'heading', 'aria-level': '3' }, textOf(block['text']))
    case 'divider':
      return el('hr')
    case 'section':
      return section(block, place)
    case 'context':
      return el('div', { class: 'small context' }, ...objs(block['elements']).flatMap(contextElement))
    case 'actions':
      return el('div', { class: 'row' }, ...objs(block['elements']).map((element) => elementOf(element, place)))
    case 'image':
      return el(
        'figure',
        {},
        picture(str(block['image_url']), str(block['alt_text'])),
        el('figcaption', {}, textOf(block['title'])),
      )
    case 'rich_text':
      return el('div', {}, ...objs(block['elements']).map(rich))
    case 'table':
      return table(block)
    case 'markdown':
      return el('div', { class: 'pre' }, str(block['text']))
    case 'input':
      return input(block, place)
    default:
      return el('p', { class: 'unknown' }, `(a block of the kind ${str(block['type'])})`)
  }
}

export const textOf = (text: unknown): string => plain(str(obj(text)['text']))
const words = (text: unknown): readonly Node[] =>
  obj(text)['type'] === 'mrkdwn' ? mrkdwn(str(obj(text)['text'])) : lines(textOf(text))
const lines = (text: string): readonly Node[] =>
  text
    .split('\n')
    .flatMap((line, at) => (at === 0 ? [document.createTextNode(line)] : [el('br'), document.createTextNode(line)]))

function section(block: Obj, place: At): HTMLElement {
  const fields = objs(block['fields']).map((field) => el('div', {}, ...words(field)))
  const accessory = block['accessory'] === undefined ? undefined : elementOf(obj(block['accessory']), place)
  const body = el('div', { class: 'grow' }, ...words(block['text']))
  if (fields.length > 0) body.append(el('div', { class: 'fields' }, ...fields))
  return el('div', { class: 'section' }, body, accessory)
}

const contextElement = (element: Obj): readonly Node[] =>
  element['type'] === 'image'
    ? [picture(str(element['image_url']), str(element['alt_text']))]
    : [el('span', {}, ...words(element))]

function rich(element: Obj): HTMLElement {
  const inside = objs(element['elements'])
  switch (element['type']) {
    case 'rich_text_list': {
      const depth = Number(element['indent'] ?? 0)
      const kind = element['style'] === 'ordered' ? 'ol' : 'ul'
      return el(
        kind,
        { class: `indent${Math.min(depth, 3)}` },
        ...inside.map((item) => el('li', {}, ...objs(item['elements']).map(leaf))),
      )
    }
    case 'rich_text_quote':
      return el('blockquote', {}, ...inside.map(leaf))
    case 'rich_text_preformatted':
      return el('pre', {}, ...inside.map(leaf))
    default:
      return el('div', { class: 'pre' }, ...inside.map(leaf))
  }
}

/** Text of a rich text is not escaped. */
function leaf(element: Obj): Node {
  const { bold, italic, strike, code } = obj(element['style'])
  const text = str(element['text'])
  const styled = (node: Node): Node => {
    const tags = [
      bold === true ? 'strong' : '',
      italic === true ? 'em' : '',
      strike === true ? 's' : '',
      code === true ? 'code' : '',
    ]
    return tags.reduce((inner, tag) => (isTag(tag) ? el(tag, {}, inner) : inner), node)
  }
  switch (element['type']) {
    case 'link':
      return styled(link(str(element['url']), text || str(element['url'])))
    case 'emoji':
      return document.createTextNode(EMOJI[str(element['name'])] ?? `:${str(element['name'])}:`)
    case 'user':
      return el('span', { class: 'mention' }, `@${people.get(str(element['user_id'])) ?? str(element['user_id'])}`)
    case 'date':
      return el('time', {}, dated(Number(element['timestamp']), str(element['format'])))
    default:
      return styled(document.createTextNode(text))
  }
}
type Tag = 'strong' | 'em' | 's' | 'code'
const isTag = (tag: string): tag is Tag => tag !== ''
const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  warning: '⚠️',
  x: '❌',
  information_source: 'ℹ️',
  package: '📦',
}

function table(block: Obj): HTMLElement {
  const settings = objs(block['column_settings'])
  const rows = list(block['rows']).map((row) => {
    const cells = objs(row).map((cell, column) => {
      const align = settings[column]?.['align'] === 'right' ? 'right' : undefined
      return el('td', { class: align }, ...cellOf(cell))
    })
    return el('tr', {}, ...cells)
  })
  return el('div', { class: 'scroll' }, el('table', {}, ...rows))
}

const cellOf = (cell: Obj): readonly Node[] =>
  cell['type'] === 'rich_text'
    ? objs(cell['elements']).map(rich)
    : [document.createTextNode(String(cell['text'] ?? cell['value'] ?? ''))]

function input(block: Obj, place: At): HTMLElement {
  const label = textOf(block['label'])
  const optional = block['optional'] === true ? ' (optional)' : ''
  const hint = block['hint'] === undefined ? undefined : el('small', {}, textOf(block['hint']))
  const error = place.error === '' ? undefined : el('p', { class: 'error', role: 'alert' }, place.error)
  return el(
    'label',
    { class: 'field' },
    el('span', {}, `${label}${optional}`),
    elementOf(obj(block['element']), place, label),
    hint,
    error,
  )
}
