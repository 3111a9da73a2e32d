/**
 * A CSV file row by row, never whole in memory. Rule: a row is known by the number a spreadsheet
 * shows, the header being row 1. Commas, semicolons or tabs, as the first line has them.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { failed } from '#host/exit.ts'

export type CsvRow = { readonly number: number; readonly cells: readonly string[] }

/** The header first. Empty rows are left out, but counted. */
export async function* csvRows(file: string): AsyncGenerator<CsvRow, undefined> {
  const delimiter = await delimiterOf(file)
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
    relax_quotes: true,
  })
  void feed(file, parser)
  let number = 0
  try {
    for await (const record of parser) {
      number += 1
      const cells: readonly unknown[] = Array.isArray(record) ? record : []
      const texts = cells.map(String)
      if (texts.some((cell) => cell !== '')) yield { number, cells: texts }
    }
  } catch (error) {
    throw inWords(file, number + 1, error)
  }
  return undefined
}

type Sink = ReturnType<typeof parse>
async function feed(file: string, parser: Sink): Promise<void> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of createReadStream(file))
      if (!parser.write(text.decode(chunk, { stream: true }))) await drained(parser)
    parser.end(text.decode())
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Whichever comes first; neither is listened for afterwards, or a long file would leave thousands behind. */
function drained(parser: Sink): Promise<void> {
  const ready = Promise.withResolvers<void>()
  parser.once('drain', ready.resolve)
  parser.once('close', ready.resolve)
  return ready.promise.finally(() => {
    parser.off('drain', ready.resolve)
    parser.off('close', ready.resolve)
  })
}

function inWords(file: string, row: number, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return failed(`${file} is not UTF-8: save it as "CSV UTF-8". Nothing was imported.`)
  if (/^(?:CSV|INVALID)_/.test(code))
    return failed(`${file} cannot be read from row ${row} on: a quote is not closed, or stands in the wrong place.`)
  return code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES'
    ? failed(`${file} cannot be read (${code}).`)
    : asError(error)
}
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file).catch((error: unknown) => {
    throw inWords(file, 1, error)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0)
    const [first = ''] = buffer.toString('utf8', 0, bytesRead).split(/\r|\n/)
    const count = (mark: string): number => first.split(mark).length
    return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ','
  } finally {
    await handle.close()
  }
}
