/**
 * The blocks of a view as Block Kit. A new kind of block breaks the build here until it is handled.
 * The cart is one table with its amounts right aligned; pictures stand in a strip under it, since a
 * table takes none. Controls: controls.ts.
 */
import type { KnownBlock, RichTextElement, Block as SlackBlock, TableBlock } from '@slack/types'
import type { Block, LineRow, ListItem, Tone, TotalRow } from '#conversation/edge/view.ts'
import { boldMrkdwn, clippedText, plain, plainWords, richText, section } from './text-objects.ts'

export type Drawn = readonly (KnownBlock | SlackBlock)[]

/** Lines and the totals after them are one table; Slack takes one a message, so any other is said in words. */
export function drawBlocks(blocks: readonly Block[]): Drawn {
  const drawn: (KnownBlock | SlackBlock)[] = []
  const table = (rows: readonly LineRow[], totals: readonly TotalRow[]): Drawn =>
    drawn.some(({ type }) => type === 'table') ? inWords(rows, totals) : cart(rows, totals)
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]
    if (block === undefined) break
    const next = blocks[at + 1]
    if (block.kind === 'lines') {
      const totals = next?.kind === 'totals' ? next.rows : []
      drawn.push(...table(block.rows, totals))
      if (next?.kind === 'totals') at++
    } else if (block.kind === 'totals') drawn.push(...table([], block.rows))
    else drawn.push(...draw(block))
  }
  return drawn
}

function draw(block: Exclude<Block, { kind: 'lines' | 'totals' }>): Drawn {
  switch (block.kind) {
    case 'text':
      return block.text === '' ? [] : [richText(section(plainWords(block.text)))]
    case 'heading':
      return [richText(section(boldMrkdwn(block.text)))]
    case 'fields':
      return block.fields.length === 0 ? [] : [richText(section(...block.fields.flatMap(fieldWords)))]
    case 'notice':
      return [richText(section(...toneWords(block.tone), plainWords(block.text)))]
    case 'image':
      return isPublic(block.url)
        ? [{ type: 'image', image_url: block.url, alt_text: clippedText(block.alt, 2_000) }]
        : []
    case 'progress':
      return [richText(section(plainWords(`Progress: ${block.done.join(', ')}; next: `), boldMrkdwn(block.next)))]
    case 'list':
      return block.items.length === 0
        ? []
        : [
            richText({
              type: 'rich_text_list',
              style: 'bullet',
              elements: block.items.map((item) => section(itemWords(item))),
            }),
          ]
    case 'small-print':
      return [
        richText(section(plainWords(block.text), ...block.links.flatMap((link) => [plainWords(' '), itemWords(link)]))),
      ]
    default:
      return block satisfies never
  }
}

const fieldWords = (
  { label, value }: { readonly label: string; readonly value: string },
  at: number,
): readonly RichTextElement[] => [boldMrkdwn(`${at === 0 ? '' : '\n'}${label}: `), plainWords(value)]

const itemWords = (item: ListItem): RichTextElement =>
  typeof item === 'string' ? plainWords(item) : { type: 'link', url: item.url, text: item.text }

const SIGNS = {
  info: undefined,
  success: 'white_check_mark',
  warning: 'warning',
  problem: 'no_entry',
} as const satisfies Record<Tone, string | undefined>

function toneWords(tone: Tone): readonly RichTextElement[] {
  const name = SIGNS[tone]
  return name === undefined ? [] : [{ type: 'emoji', name }, plainWords(' ')]
}

type Cell = TableBlock['rows'][number][number]

function cart(rows: readonly LineRow[], totals: readonly TotalRow[]): Drawn {
  if (rows.length + totals.length === 0) return []
  return [
    {
      type: 'table',
      column_settings: [{ align: 'right' }, { align: 'left', is_wrapped: true }, { align: 'right' }],
      rows: [...rows.map(lineCells), ...totals.map(totalCells)],
    },
    ...pictures(rows),
  ]
}

function inWords(rows: readonly LineRow[], totals: readonly TotalRow[]): Drawn {
  const lines = rows.map(({ quantity, name, detail, sku, amount, notes }) => [
    `${quantity} x ${detail === undefined ? name : `${name}, ${detail}`}: ${amount}`,
    ...below(sku, notes),
  ])
  const amounts = totals.map((row) => [`${row.label}: ${row.amount}${row.unit === undefined ? '' : ` ${row.unit}`}`])
  const items = [...lines, ...amounts].map((parts) => section(plainWords(parts.join('\n'))))
  return items.length === 0 ? [] : [richText({ type: 'rich_text_list', style: 'bullet', elements: items })]
}

const below = (sku: string | undefined, notes: readonly string[]): readonly string[] =>
  sku === undefined ? notes : [sku, ...notes]

const lineCells = ({ quantity, name, detail, sku, amount, notes }: LineRow): Cell[] => [
  cell(plainWords(String(quantity))),
  cell(
    boldMrkdwn(detail === undefined ? name : `${name}, ${detail}`),
    ...below(sku, notes).map((note) => plainWords(`\n${note}`)),
  ),
  cell(plainWords(amount)),
]

function totalCells({ label, amount, weight, unit }: TotalRow): Cell[] {
  const told = (text: string) =>
    cell(weight === 'strong' ? boldMrkdwn(text) : plainWords(text, weight === 'muted' ? { italic: true } : undefined))
  return [cell(plainWords(' ')), told(label), told(unit === undefined ? amount || ' ' : `${amount} ${unit}`)]
}

const cell = (...elements: readonly RichTextElement[]): Cell => richText(section(...elements))

const STRIP = 10
/**
 * Slack fetches pictures itself: only public addresses can be shown. The strip shows the first ten,
 * each once; each line's words say the same.
 */
function pictures(rows: readonly LineRow[]): Drawn {
  const all = rows.flatMap(({ image }) => (image !== undefined && isPublic(image.url) ? [image] : []))
  const shown = all.filter(({ url }, at) => all.findIndex((each) => each.url === url) === at)
  if (shown.length === 0) return []
  return [
    {
      type: 'context',
      elements: shown
        .slice(0, STRIP)
        .map(({ url, alt }) => ({ type: 'image', image_url: url, alt_text: clippedText(alt, 2_000) })),
    },
  ]
}

const isPublic = (url: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !url.endsWith('.svg')

export const smallPrint = (text: string): KnownBlock => ({ type: 'context', elements: [plain(text, 2_000)] })
