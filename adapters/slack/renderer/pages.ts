/**
 * A view in pages that each fit one Slack message: the first has everything that matters and all
 * controls, rows that do not fit follow on later ones. Nothing is cut. The measure is the text
 * fallback, which holds every fact: as long as it fits, the blocks do.
 */
import { markedText } from '#conversation/edge/text.ts'
import type { Block, View } from '#conversation/edge/view.ts'
import { dated, escapedMrkdwn } from './text-objects.ts'

/** Slack shows 4 000 characters of a message's text. */
const PAGE_TEXT = 3_600
/** Lines of a cart at first, as many as a phone shows; 100 rows a table is Slack's limit. */
const FIRST_ROWS = 8
const MORE_ROWS = 60
/** Blocks of a message are at most 50; heading, status, controls and pager besides. */
const PAGE_BLOCKS = 25
const HEADLINE = 300

export type SlackPage = { readonly view: View; readonly page: number; readonly pages: number }

export function slackPages(view: View): readonly SlackPage[] {
  const views = split(view)
  return views.map((each, page) => ({ view: each, page, pages: views.length }))
}

/** As it is sent: escaping and the marks of moments make it longer. */
const length = (view: View): number => dated(escapedMrkdwn(markedText(view))).length

/**
 * Amounts, address, payment and what to know stand on the first page whatever else there is; rows
 * take the room that is left.
 */
function split(view: View): readonly View[] {
  const { headline, goesOn } = headed(view)
  const blocks = [...(goesOn === undefined ? [] : [goesOn]), ...view.blocks]
  const base: View = { ...view, headline, blocks: [] }
  const kept = new Map<Block, Taken>()
  const firstOf = (): readonly Block[] => blocks.flatMap((block) => kept.get(block)?.[0] ?? [])
  const rank = (block: Block): number => (block === goesOn ? 2 : isPaged(block) ? 1 : 0)
  for (const block of [...blocks].sort((one, other) => rank(one) - rank(other))) {
    const suits = (part: Block): boolean => {
      kept.set(block, [part, undefined])
      return fits({ ...base, blocks: firstOf() })
    }
    kept.set(block, takeFrom(block, firstRows(block), suits))
  }
  const rest = blocks.flatMap((block) => kept.get(block)?.[1] ?? [])
  return [{ ...base, blocks: counted(firstOf(), rest) }, ...continued(headline, rest)]
}

/** Above the amounts: how many lines the next pages have. */
function counted(first: readonly Block[], rest: readonly Block[]): readonly Block[] {
  const left = rest.reduce((sum, block) => sum + (block.kind === 'lines' ? block.rows.length : 0), 0)
  if (left === 0) return first
  const more = { label: `and ${left} more`, amount: '', weight: 'muted' } as const
  return first.map((block) => (block.kind === 'totals' ? { ...block, rows: [more, ...block.rows] } : block))
}

/** A page for a line or two more helps nobody. */
const firstRows = (block: Block): number =>
  block.kind === 'lines' && block.rows.length > FIRST_ROWS + 2 ? FIRST_ROWS : MORE_ROWS

const isPaged = ({ kind }: Block): boolean => kind === 'lines' || kind === 'list' || kind === 'image'

/** A headline that tells of many changes goes on as text under it. */
function headed({ headline }: View): { readonly headline: string; readonly goesOn?: Block } {
  if (headline.length <= HEADLINE) return { headline }
  const cut = headline.lastIndexOf(' ', HEADLINE)
  const at = cut < HEADLINE / 2 ? HEADLINE : cut
  return { headline: headline.slice(0, at), goesOn: { kind: 'text', text: headline.slice(at).trim() } }
}

const fits = (view: View): boolean => view.blocks.length <= PAGE_BLOCKS && length(view) <= PAGE_TEXT

/** Later pages repeat whose they are, and have no controls of their own. */
function continued(headline: string, blocks: readonly Block[]): readonly View[] {
  const base: View = { headline, blocks: [], controls: [] }
  const pages: View[] = []
  let page = base
  const waiting = [...blocks]
  for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
    const tableTaken = hasTable(page) && isTable(block)
    const here = page
    const [kept, left] = tableTaken
      ? [undefined, block]
      : takeFrom(block, MORE_ROWS, (part) => fits({ ...here, blocks: [...here.blocks, part] }))
    if (kept !== undefined) page = { ...page, blocks: [...page.blocks, kept] }
    if (left === undefined) continue
    if (kept === undefined && page.blocks.length === 0) {
      // A row that does not even fit an empty page gets one to itself.
      const [alone, others] = takeFrom(block, 1, () => true)
      page = { ...page, blocks: alone === undefined ? [] : [alone] }
      if (others !== undefined) waiting.unshift(others)
    } else waiting.unshift(left)
    pages.push(page)
    page = base
  }
  return page.blocks.length > 0 ? [...pages, page] : pages
}

const isTable = (block: Block): boolean => block.kind === 'lines' || block.kind === 'totals'
const hasTable = (view: View): boolean => view.blocks.some(isTable)

type Taken = readonly [kept: Block | undefined, left: Block | undefined]

/** As much of a block as fits, and what is left of it. */
function takeFrom(block: Block, most: number, suits: (part: Block) => boolean): Taken {
  switch (block.kind) {
    case 'lines':
      return take(block.rows, most, (rows) => ({ ...block, rows }), suits)
    case 'list':
      return take(block.items, most, (items) => ({ ...block, items }), suits)
    case 'fields':
      return take(block.fields, most, (fields) => ({ ...block, fields }), suits)
    case 'text':
      return take(pieces(block.text), most, (parts) => ({ ...block, text: parts.join('') }), suits)
    case 'notice':
      return take(pieces(block.text), most, (parts) => ({ ...block, text: parts.join('') }), suits)
    case 'totals':
      return take(block.rows, most, (rows) => ({ ...block, rows }), suits)
    case 'heading':
    case 'image':
    case 'progress':
    case 'small-print':
      return suits(block) ? [block, undefined] : [undefined, block]
    default:
      return block satisfies never
  }
}

const PIECE = 500
const pieces = (text: string): readonly string[] => text.match(new RegExp(`[\\s\\S]{1,${PIECE}}`, 'gu')) ?? []

function take<T>(
  all: readonly T[],
  most: number,
  make: (some: readonly T[]) => Block,
  suits: (part: Block) => boolean,
): Taken {
  if (all.length <= most && suits(make(all))) return [make(all), undefined]
  let low = 0
  let high = Math.min(all.length, most)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (suits(make(all.slice(0, middle)))) low = middle
    else high = middle - 1
  }
  if (low === 0) return [undefined, make(all)]
  return [make(all.slice(0, low)), low < all.length ? make(all.slice(low)) : undefined]
}
