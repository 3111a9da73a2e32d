/**
 * A message as tokens: words, numbers, marks, and pieces that are one thing as they stand (an SKU,
 * an e-mail address, a code). Rule: a hyphen, slash or point inside a word joins it. Offsets point
 * into the text given. Next: units.ts puts tokens together.
 */
export type ReaderToken = {
  /** Folded: lower case, no accents, no apostrophes. */
  readonly text: string
  readonly raw: string
  readonly start: number
  readonly end: number
  /** Written without a space after the token before it. */
  readonly glued: boolean
  readonly kind: 'word' | 'number' | 'mark' | 'piece'
}

export const LINE = '<nl>'
/** A code, an e-mail address, a SKU by its shape. */
export const PIECE = new RegExp(
  String.raw`^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-z]+(?:-[A-Za-z0-9./]+)+|[A-Za-z]{2,}-?\d{1,6}[A-Za-z]?` +
    String.raw`|[A-Z]{3,}|\d{3,}-[A-Z])$`,
)
/** What a SKU may consist of. */
const WRITTEN = /^[\p{L}\d][\p{L}\d_./'-]{1,39}$/u
const PART = /\d{1,3}(?:,\d{3})+(?!\d)|\d+,5(?!\d)|\d+(?:\.\d+)?|\p{L}+(?:'\p{L}+)*|[^\p{L}\d]/gu
const FACE = /\p{Extended_Pictographic}|[\u200d\ufe0f]/u

/** `isPiece` says whether what stands between two spaces is one token. */
export function readerTokens(text: string, isPiece: (piece: string) => boolean): readonly ReaderToken[] {
  const tokens: ReaderToken[] = []
  for (const { 0: piece, index } of text.matchAll(/\n|\t|[;|]|[^\s;|]+/g)) {
    if (piece === '\n' || piece === '\t') tokens.push(mark(piece === '\n' ? LINE : '<tab>', index, 1))
    else tokens.push(...(wholePiece(piece, index, isPiece) ?? parts(piece, index)))
  }
  return tokens.filter((token, i) => !joins(token, tokens[i - 1], tokens[i + 1]))
}

const mark = (text: string, start: number, length: number): ReaderToken => ({
  text,
  raw: text,
  start,
  end: start + length,
  glued: false,
  kind: 'mark',
})

function wholePiece(
  piece: string,
  at: number,
  isPiece: (piece: string) => boolean,
): readonly ReaderToken[] | undefined {
  const core = piece.replace(/^[("'*•]+|[)"',.;:!?*]+$/g, '')
  if (core === '' || !(PIECE.test(core) || WRITTEN.test(core)) || !isPiece(core)) return undefined
  const lead = piece.indexOf(core)
  const tail = piece.slice(lead + core.length)
  const start = at + lead
  return [
    ...(lead > 0 ? [mark(piece.slice(0, lead), at, lead)] : []),
    { text: core.toLowerCase(), raw: core, start, end: start + core.length, glued: false, kind: 'piece' },
    ...(tail === '' ? [] : [mark(tail.slice(0, 1), start + core.length, tail.length)]),
  ]
}

function parts(piece: string, at: number): readonly ReaderToken[] {
  const tokens: ReaderToken[] = []
  for (const { 0: raw, index } of piece.replace(/[’`]/g, "'").matchAll(PART)) {
    const start = at + index
    const kind = /^\d/.test(raw) ? 'number' : /^\p{L}/u.test(raw) ? 'word' : 'mark'
    if (kind === 'mark' && FACE.test(raw)) continue
    const text = kind === 'word' ? fold(raw) : digits(raw)
    tokens.push({ text, raw, start, end: start + raw.length, glued: tokens.length > 0, kind })
  }
  return tokens
}

/** "1,000" and "20.000" are thousands, "2,5" two and a half. */
const digits = (raw: string): string =>
  /,5$/.test(raw)
    ? raw.replace(',', '.')
    : /^\d{1,3}\.000$/.test(raw)
      ? raw.replace('.', '')
      : raw.replaceAll(/,(?=\d)/g, '')

const fold = (word: string): string => word.toLowerCase().replaceAll("'", '').normalize('NFD').replace(/\p{M}/gu, '')

const joins = (token: ReaderToken, before: ReaderToken | undefined, after: ReaderToken | undefined): boolean =>
  token.kind === 'mark' &&
  /^[-/.]$/.test(token.raw) &&
  token.glued &&
  after?.glued === true &&
  before !== undefined &&
  before.kind !== 'mark'
