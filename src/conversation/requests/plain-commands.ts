/**
 * Plain commands: exact shapes that mean the same on every channel, whoever reads free wording. Keywords in any case; quantities and amounts
 * stay as typed, so that a bad one is named back. Anything that is not exactly one of the shapes is left to free wording (understanding/).
 * The shapes stand in plain-rules.ts, one row each.
 */
import { bareWord, RULES } from './plain-rules.ts'
import type { Skus } from './plain-skus.ts'
import type { Request } from './request.ts'

/** `rest` is text still to be read ("order for Jane: 2 blue mugs"). */
export type Plain = { readonly requests: readonly Request[]; readonly rest?: string }

/** Cleaned text (clean.ts). Several lines count when every one of them is a command; undefined: read it freely. */
export function parsePlain(text: string, skus: Skus): Plain | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const lines = trimmed.split('\n')
  if (lines.length > 1) {
    const each = lines.map((line) => parseLine(line.trim(), skus))
    if (each.every((plain) => plain !== undefined && plain.rest === undefined && !answersOnly(plain))) {
      return { requests: each.flatMap((plain) => plain?.requests ?? []) }
    }
  }
  return parseLine(trimmed, skus)
}

function parseLine(line: string, skus: Skus): Plain | undefined {
  const bare = bareWord(line)
  if (bare !== undefined) return { requests: [bare] }
  for (const rule of RULES) {
    const match = rule.shape.exec(line)
    const plain = match?.groups === undefined ? undefined : rule.read(match.groups, skus)
    if (plain !== undefined) return plain
  }
  return undefined
}

/** "2", "yes" and "no" answer questions; as one line among others they belong to an address or to free wording. */
export const answersOnly = (plain: Plain): boolean =>
  plain.requests.some(({ kind }) => kind === 'choose' || kind === 'yes' || kind === 'no')
