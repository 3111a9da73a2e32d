/**
 * Spreads the pieces of a view over pages within Discord's limits: 4 000 characters of text and 40
 * components a message. The first page keeps everything but the rows that do not fit, so that
 * totals and controls are always in sight; nothing is ever left out.
 */
import type { CardChunk } from './chunks.ts'
import { small } from './markdown.ts'

/** Below Discord's 4 000, for the headline's marks, the mention and "page 1 of 3". */
const TEXT = 3_600
/** What a page of a paged cart keeps for rows even if the rest is long. */
const ROWS_AT_LEAST = 1_200
/** Lines of a cart at first, as many as a phone shows; a page for a line or two more helps nobody. */
const FIRST_ROWS = 8
const SPARE_ROWS = 2
/** A row beside a picture takes three components instead of sharing one. */
const PICTURES = 6

export type DiscordPage = readonly CardChunk[]

/** Always at least one page. `used` characters of the first page are taken already (the headline). */
export function discordPages(chunks: readonly CardChunk[], used: number): readonly DiscordPage[] {
  const shown = withPictures(chunks)
  const room = TEXT - used
  const rows = shown.filter(({ row }) => row)
  const most = rows.length > FIRST_ROWS + SPARE_ROWS ? FIRST_ROWS : rows.length
  if (most === rows.length && lengthOf(shown) <= room) return [shown]
  const rest = shown.filter(({ row }) => !row)
  if (rows.length === 0) return filled(rest, room)
  const kept = taken(rest, Math.max(room - ROWS_AT_LEAST, 0))
  const first = taken(rows.slice(0, most), room - lengthOf(kept))
  const before = rest.filter((chunk) => kept.includes(chunk) && shown.indexOf(chunk) < shown.indexOf(rows[0] ?? chunk))
  const after = kept.filter((chunk) => !before.includes(chunk))
  const later = [...rows.slice(first.length), ...rest.slice(kept.length)]
  const left = rows.length - first.length
  const goesOn = left === 0 ? [] : [{ content: small(`and ${left} more`), row: false, part: 'lines' as const }]
  return [[...before, ...first, ...goesOn, ...after], ...(later.length === 0 ? [] : filled(later, TEXT))]
}

/** Beside many rows pictures would be too many components: then there are none. */
function withPictures(chunks: readonly CardChunk[]): readonly CardChunk[] {
  const beside = chunks.filter(({ image, picture }) => image !== undefined && picture === undefined)
  if (beside.length <= PICTURES) return chunks
  return chunks.map((chunk) =>
    chunk.picture === true ? chunk : { content: chunk.content, row: chunk.row, part: chunk.part },
  )
}

function filled(chunks: readonly CardChunk[], firstRoom: number): readonly DiscordPage[] {
  const pages: CardChunk[][] = []
  let left = firstRoom
  for (const chunk of chunks) {
    const page = pages.at(-1)
    const cost = costOf(chunk)
    if (page === undefined || cost > left) {
      pages.push([chunk])
      left = (pages.length === 1 ? firstRoom : TEXT) - cost
    } else {
      page.push(chunk)
      left -= cost
    }
  }
  return pages
}

/** As many from the front as fit. */
function taken(chunks: readonly CardChunk[], room: number): readonly CardChunk[] {
  let left = room
  const end = chunks.findIndex((chunk) => {
    left -= costOf(chunk)
    return left < 0
  })
  return end === -1 ? chunks : chunks.slice(0, end)
}

const costOf = ({ content }: CardChunk): number => content.length + 1
const lengthOf = (chunks: readonly CardChunk[]): number => chunks.reduce((sum, chunk) => sum + costOf(chunk), 0)
