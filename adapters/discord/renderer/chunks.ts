/**
 * The blocks of a view as pieces of Discord markdown, none longer than a message takes, in reading
 * order. Amounts stand in front in fixed width, so that money is aligned on every screen size.
 * Next: pages.ts spreads the pieces over messages.
 */
import type { Block, LineRow, ListItem, TotalRow } from '#conversation/edge/view.ts'
import { bold, escaped, fixed, small } from './markdown.ts'

export type CardChunk = {
  readonly content: string
  /** A row of the cart: what is paged first when there is not room for all. */
  readonly row: boolean
  readonly image?: { readonly url: string; readonly alt: string }
  /** A picture of its own, not one beside a row. */
  readonly picture?: true
  /** Between pieces of different parts stands a line. */
  readonly part: CardPart
}
/** What belongs together: what the order is, what it comes to, where it goes and what is open, small print. */
export type CardPart = 'head' | 'lines' | 'totals' | 'about' | 'small'

/** Longer pieces are divided, at a space where there is one; characters. */
const MAX_CHUNK = 1_500

export function cardChunks(blocks: readonly Block[]): readonly CardChunk[] {
  const width = amountWidth(blocks)
  return blocks.flatMap((block) => blockChunks(block, width))
}

function blockChunks(block: Block, width: number): readonly CardChunk[] {
  const part = partOf(block)
  const said = (content: string): readonly CardChunk[] => pieces(content, part)
  switch (block.kind) {
    case 'text':
      return said(escaped(block.text))
    case 'heading':
      return said(`### ${escaped(block.text)}`)
    case 'fields':
      return block.fields.length === 0
        ? []
        : said(block.fields.map(({ label, value }) => `${bold(label)}: ${escaped(value)}`).join('\n'))
    case 'lines':
      return block.rows.flatMap((row) => rowChunk(row, width))
    case 'totals':
      return said(block.rows.map((row) => totalText(row, width)).join('\n'))
    case 'notice':
      return said(`${TONES[block.tone]}${escaped(block.text)}`)
    case 'image':
      return isPublic(block.url)
        ? [{ content: '', row: false, image: { url: block.url, alt: block.alt }, picture: true, part }]
        : block.alt === ''
          ? []
          : said(small(block.alt))
    case 'progress':
      return said(small(`Done: ${block.done.join(', ')}; next: ${block.next}`))
    case 'list':
      return said(block.items.map((item) => `- ${itemText(item)}`).join('\n'))
    case 'small-print':
      return said(
        [small(block.text), ...(block.links.length === 0 ? [] : [`-# ${block.links.map(itemText).join(' - ')}`])].join(
          '\n',
        ),
      )
    default:
      return block satisfies never
  }
}

function partOf({ kind }: Block): CardPart {
  switch (kind) {
    case 'lines':
    case 'totals':
      return kind
    case 'small-print':
      return 'small'
    case 'text':
    case 'heading':
    case 'fields':
    case 'notice':
    case 'image':
    case 'progress':
    case 'list':
      return 'about'
    default:
      return kind satisfies never
  }
}

const TONES = { info: '', success: '', warning: '**Note:** ', problem: '**Problem:** ' } as const

/** Only an address of the web becomes a link. */
function itemText(item: ListItem): string {
  if (typeof item === 'string') return escaped(item)
  return /^https:\/\/[^\s()]+$/.test(item.url) ? `[${escaped(item.text)}](${item.url})` : escaped(item.text)
}

function rowChunk({ quantity, name, detail, sku, amount, notes, image }: LineRow, width: number): readonly CardChunk[] {
  const what =
    `${fixed(amount.padStart(width))} ${quantity} × ` +
    `${bold(name)}${detail === undefined ? '' : `, ${escaped(detail)}`}`
  const below = [...(sku === undefined ? [] : [sku]), ...notes].join(' - ')
  const content = below === '' ? what : [what, small(below)].join('\n')
  return divided(content).map((piece, index) => ({
    ...{ content: piece, row: true, part: 'lines' as const },
    ...(index === 0 && image !== undefined && isPublic(image.url) ? { image } : {}),
  }))
}

/** The total is what is looked for first: a heading. */
function totalText({ label, amount, weight, unit }: TotalRow, width: number): string {
  const sum = unit === undefined ? amount : `${amount} ${unit}`
  return weight === 'strong'
    ? `### ${escaped(`${label} ${sum}`)}`
    : `${fixed(amount.padStart(width))} ${escaped(label)}`
}

function amountWidth(blocks: readonly Block[]): number {
  const amounts = blocks.flatMap((block) =>
    block.kind === 'lines' || block.kind === 'totals' ? block.rows.map(({ amount }) => amount.length) : [],
  )
  return Math.max(0, ...amounts)
}

const pieces = (content: string, part: CardPart): readonly CardChunk[] =>
  divided(content).map((piece) => ({ content: piece, row: false, part }))

/** At line ends where possible, else at a space, else anywhere: nothing is dropped. */
export function divided(content: string, max = MAX_CHUNK): readonly string[] {
  if (content.length <= max) return content.trim() === '' ? [] : [content]
  const head = content.slice(0, max)
  const cut = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > max / 2) ?? safeCut(head)
  return [content.slice(0, cut), ...divided(content.slice(cut).replace(/^[\n ]/, ''), max)]
}

/** Neither between an escape and its mark nor inside a character of two halves. */
function safeCut(head: string): number {
  const trailing = /\\+$/.exec(head)?.[0].length ?? 0
  const half = /[\uD800-\uDBFF]$/.test(head)
  return trailing % 2 === 1 || half ? head.length - 1 : head.length
}

/** Discord fetches pictures itself: only what it can reach is given to it. */
const isPublic = (url: string): boolean => /^https:\/\/\S+$/.test(url) && url.length <= 2_048
