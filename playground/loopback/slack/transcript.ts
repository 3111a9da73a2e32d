// The workspace as people see it, as text: a channel with its threads, a direct message, the Home
// tab, an open modal. Rule: blocks first, since that is what a screen shows; controls stand in
// brackets. Next: acts.ts presses them.
import { list, type Obj, obj, objs, str } from '../json.ts'
import type { Message, OpenView, Workspace } from './workspace.ts'

/** A button, an option of an overflow menu or of a select, as it can be pressed. */
export type Pressable = {
  readonly label: string
  readonly element: Obj
  readonly blockId: string
  /** Of a menu or a select: what is chosen. */
  readonly option?: Obj
}

const textOf = (value: unknown): string => str(obj(value)['text'])
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Of a select, a menu, or the answer to a search. */
export const optionsOf = (element: Obj): readonly Obj[] => [
  ...objs(element['options']),
  ...objs(element['option_groups']).flatMap((group) => objs(group['options'])),
]

/** Everything that can be pressed or chosen there. */
export function pressables(blocks: readonly Obj[]): readonly Pressable[] {
  return blocks.flatMap((block) => {
    const blockId = str(block['block_id'])
    return elementsOf(block).flatMap((element): readonly Pressable[] => {
      if (element['type'] === 'button') return [{ label: textOf(element['text']), element, blockId }]
      return optionsOf(element).map((option) => ({ label: textOf(option['text']), element, blockId, option }))
    })
  })
}

/** Interactive elements of a block. */
export function elementsOf(block: Obj): readonly Obj[] {
  switch (block['type']) {
    case 'actions':
      return objs(block['elements'])
    case 'section':
      return objs([block['accessory']]).filter(({ type }) => type !== 'image')
    case 'input':
      return objs([block['element']])
    default:
      return []
  }
}

function elementText(element: Obj): string {
  if (element['type'] === 'button') return `[${textOf(element['text'])}]`
  const name = textOf(element['placeholder']) || str(element['type'])
  const options = optionsOf(element).map((option) => textOf(option['text']))
  return options.length === 0 ? `[${name}...]` : `[${name}: ${options.join(' | ')}]`
}

function blockText(block: Obj): string {
  const controls = elementsOf(block).map(elementText).join(' ')
  switch (block['type']) {
    case 'divider':
      return '---'
    case 'header':
      return textOf(block['text'])
    case 'section':
      return [textOf(block['text']), ...objs(block['fields']).map(textOf), controls]
        .filter((part) => part !== '')
        .join('\n')
    case 'context':
      return objs(block['elements'])
        .map((element) => (element['type'] === 'image' ? `(${str(element['alt_text'])})` : textOf(element)))
        .join(' ')
    case 'image':
      return `(${str(block['alt_text'])})`
    case 'input':
      return `${textOf(block['label'])}: ${controls}${block['hint'] === undefined ? '' : ` (${textOf(block['hint'])})`}`
    case 'rich_text':
      return objs(block['elements']).map(richText).join('\n')
    case 'table':
      return list(block['rows']).map(rowText).join('\n')
    case 'markdown':
      return str(block['text'])
    default:
      return controls
  }
}

const rowText = (row: unknown): string =>
  objs(row)
    .map((cell) =>
      cell['type'] === 'raw_text' || cell['type'] === 'raw_number'
        ? String(cell['text'] ?? cell['value'] ?? '')
        : objs(cell['elements']).map(richText).join(' '),
    )
    .join('  ')

/**
 * Sections, lists and quotes of a rich text, and what stands in them; a person or a broadcast there
 * is a live mention.
 */
function richText(element: Obj): string {
  switch (element['type']) {
    case 'rich_text_list':
      return objs(element['elements'])
        .map((item) => `- ${richText(item)}`)
        .join('\n')
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return objs(element['elements']).map(richText).join('')
    case 'user':
      return `<@${str(element['user_id'])}>`
    case 'broadcast':
      return `<!${str(element['range'])}>`
    case 'link':
      return str(element['text']) || str(element['url'])
    case 'emoji':
      return `:${str(element['name'])}:`
    case 'date':
      return readersTime(Number(element['timestamp']))
    default:
      return str(element['text'])
  }
}

/** As a reader in UTC has it drawn. */
export const readersTime = (seconds: number): string =>
  `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Blocks as they read on a screen. */
export const screenText = (blocks: readonly Obj[]): string => unescaped(blocks.map(blockText).join('\n'))

/** What a message shows: its blocks, or its text where it has none. */
export const messageText = ({ text, blocks }: Message): string =>
  blocks.length === 0 ? unescaped(text) : screenText(blocks)

export function viewText(view: OpenView): string {
  const { content, errors } = view
  const wrong = Object.entries(errors).map(([block, said]) => `! ${labelOf(content, block)}: ${str(said)}`)
  const title = content['title'] === undefined ? [] : [`# ${textOf(content['title'])}`]
  const submit = content['submit'] === undefined ? [] : [`[${textOf(content['submit'])}]`]
  return [...title, screenText(objs(content['blocks'])), ...wrong, ...submit].join('\n')
}

const labelOf = (content: Obj, block: string): string =>
  textOf(objs(content['blocks']).find(({ block_id: id }) => id === block)?.['label']) || block

/** What one person sees in a channel, oldest first, threads indented under their first message. */
export function channelText(channel: string, reader: string, { messages, people }: Workspace): string {
  const visible = messages.filter(
    (each) => each.channel === channel && !each.deleted && (each.onlyFor === undefined || each.onlyFor === reader),
  )
  const line = (message: Message, indent: string): string => {
    const who = people.get(message.user)?.name ?? 'Parley'
    const marks = `${message.onlyFor === undefined ? '' : ' (only you)'}${message.edits > 0 ? ' (edited)' : ''}`
    return `${indent}${who}${marks}> ${messageText(message).replaceAll('\n', `\n${indent}  `)}`
  }
  const roots = visible.filter(({ threadTs }) => threadTs === undefined)
  return roots
    .flatMap((root) => [
      line(root, ''),
      ...visible.filter(({ threadTs }) => threadTs === root.ts).map((reply) => line(reply, '    ')),
    ])
    .join('\n')
}
