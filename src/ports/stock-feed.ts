/**
 * A stock count as CSV, from a file or an address: a column for the SKU and one for what is on hand,
 * under the names shops and Shopify exports give them, and maybe one for when it was counted. Every
 * mistake is named with its line. Next: store/shop/stock-sync.ts, cli/stock/stock.ts.
 */

import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Instant, Sku } from '#domain/base/flavour.ts'

/** `asOf`: when it was counted, an ISO instant. */
export type FeedCount = { readonly sku: Sku; readonly quantity: number; readonly asOf: string }
export type StockCounts = { readonly counts: readonly FeedCount[]; readonly problems: readonly string[] }
/** `at`: when it was written, as far as its place knows; an ISO instant. */
export type FeedText = { readonly text: string; readonly at: Instant }

/** The feed cannot be had; the message says why, without a password. */
export class FeedError extends Error {
  override name = 'FeedError'
}

const PATIENCE = 60_000
const MOST = 64 * 1024 * 1024

/** `place`: a file, or an http(s) address, whose name and password are sent as Basic authorization. */
export const readFeed = (place: string): Promise<FeedText> =>
  /^https?:\/\//i.test(place) ? fetched(new URL(place)) : onDisk(place)

/** For people to read. */
export function feedName(place: string): string {
  if (!URL.canParse(place) || !/^https?:/i.test(place)) return place
  const url = new URL(place)
  return `${url.origin}${url.pathname}`
}

async function onDisk(file: string): Promise<FeedText> {
  try {
    const { mtime, size } = await stat(file)
    if (size > MOST) throw tooLong(file)
    return { text: await readFile(file, 'utf8'), at: mtime.toISOString() }
  } catch (error) {
    throw error instanceof FeedError ? error : new FeedError(`${file} cannot be read.`)
  }
}

async function fetched(url: URL): Promise<FeedText> {
  const place = feedName(url.href)
  const { username, password } = url
  const who = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const asked = new URL(url)
  asked.username = ''
  asked.password = ''
  const headers = { accept: 'text/csv', ...(username === '' ? {} : { authorization: `Basic ${who}` }) }
  const answer = await fetch(asked, { headers, signal: AbortSignal.timeout(PATIENCE) }).catch((error: unknown) => {
    const timed = error instanceof Error && error.name === 'TimeoutError'
    throw new FeedError(`${place} ${timed ? `did not answer within ${PATIENCE / 1_000} s` : 'cannot be reached'}.`)
  })
  if (!answer.ok) throw new FeedError(`${place} answered ${answer.status}.`)
  const text = await textOf(answer, place)
  const written = Date.parse(answer.headers.get('last-modified') ?? answer.headers.get('date') ?? '')
  return { text, at: new Date(Number.isNaN(written) ? Date.now() : written).toISOString() }
}

async function textOf(answer: Response, place: string): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of answer.body ?? []) {
      size += part.byteLength
      if (size > MOST) throw tooLong(place)
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof FeedError ? error : new FeedError(`${place} broke off.`)
  }
  return Buffer.concat(parts).toString('utf8')
}
const tooLong = (place: string): FeedError => new FeedError(`${place} is longer than ${MOST / 1024 / 1024} MB.`)

const SKU = ['sku', 'variant sku', 'item', 'article']
const COUNT = [
  ...['on hand', 'on_hand', 'onhand', 'quantity', 'qty', 'stock', 'available'],
  ...['variant inventory qty', 'inventory'],
]
const WHEN = ['as of', 'as_of', 'counted at', 'counted_at', 'updated at', 'updated_at']

/** `asOf`: of rows that do not say when they were counted; absent: when the text was written. */
export function stockCounts({ text, at: written }: FeedText, asOf = written): StockCounts {
  const [head = [], ...rows] = cellsOf(text)
  const names = head.map((name) => name.toLowerCase())
  const [sku, count, when] = [SKU, COUNT, WHEN].map((known) => names.findIndex((name) => known.includes(name)))
  if (sku === undefined || count === undefined || when === undefined || sku < 0 || count < 0)
    return { counts: [], problems: [HEAD] }
  const seen = new Set<string>()
  const problems: string[] = []
  const counts = rows.flatMap((row, index): readonly FeedCount[] => {
    const [name, typed, at] = [(row[sku] ?? '').toUpperCase(), row[count] ?? '', row[when] ?? '']
    if (name === '' && typed === '') return []
    const wrong = problemOf({ name, typed, at }, seen)
    seen.add(name)
    if (wrong !== undefined) {
      problems.push(`row ${index + 2}: ${wrong}`)
      return []
    }
    const counted = at === '' ? asOf : new Date(at).toISOString()
    return [{ sku: name, quantity: Number(typed), asOf: counted }]
  })
  return { counts, problems }
}
const HEAD =
  'The first line must name a column "SKU" and a column "On hand" (or "Variant SKU" and "Variant Inventory Qty").'

type Typed = { readonly name: string; readonly typed: string; readonly at: Instant }
function problemOf({ name, typed, at }: Typed, seen: ReadonlySet<string>): string | undefined {
  if (name === '') return 'there is no SKU'
  if (seen.has(name)) return `${name} is there twice`
  if (!/^\d{1,7}$/.test(typed)) return `"${typed}" of ${name} is not a whole number from 0 to 9999999`
  return at === '' || isInstant(at) ? undefined : `"${at}" of ${name} is not a time such as 2026-12-31T08:00:00Z`
}

/** Without its zone a time is another one on every machine. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text))

/** Commas, semicolons or tabs, as the first line has them; empty lines keep their number. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const [first = ''] = text.split(/\r|\n/, 1)
  const times = (mark: string): number => first.split(mark).length
  const delimiter = [',', ';', '\t'].sort((a, b) => times(b) - times(a))[0] ?? ','
  try {
    const rows: unknown[] = parse(text, { bom: true, delimiter, relax_column_count: true, trim: true })
    return rows.map((row) => (Array.isArray(row) ? row.map(String) : []))
  } catch (error) {
    throw new FeedError(`The file is no CSV: ${error instanceof Error ? error.message : 'it cannot be read'}.`)
  }
}
