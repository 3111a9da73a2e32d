/**
 * A message of several lines that begins with a command. Rule: a line that is a command by itself is
 * that, and what stands between such lines is read together. Next: interpret.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { answersOnly, parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { given } from '#domain/base/given.ts'
import type { Shop } from '#domain/model/shop.ts'

type Read = { readonly requests: readonly Request[]; readonly unexplained: readonly string[] }

/**
 * Several lines that begin with a command ("order for jane@example.com", then one wish a line):
 * each command means what it says, and what stands between is read freely. Undefined: no command
 * begins it, so that a letter with the line "thanks" stays a letter; or an address goes on in the
 * next line.
 */
export function readLines(text: string, shop: Shop, readFreely: (text: string) => Read): Read | undefined {
  const lines = text.trim().split('\n')
  const each = lines.map((line) => ({ line, requests: commandOf(line, shop) }))
  if (lines.length === 1 || each[0]?.requests === undefined) return undefined
  const goesOn = each.some(
    ({ requests = [] }, at) => requests.some(isAddress) && at + 1 < each.length && each[at + 1]?.requests === undefined,
  )
  if (goesOn) return undefined
  const parts: Part[] = []
  for (const { line, requests } of each) {
    const last = parts.at(-1)
    if (requests === undefined && last !== undefined && last.requests === undefined)
      parts[parts.length - 1] = { text: `${last.text}\n${line}` }
    else parts.push({ text: line, ...given({ requests }) })
  }
  const read = readTogether(parts).map(({ text: words, requests }) =>
    requests === undefined ? readFreely(words) : { requests, unexplained: [] },
  )
  return {
    requests: read.flatMap(({ requests }) => requests),
    unexplained: read.flatMap(({ unexplained }) => unexplained),
  }
}

type Part = { readonly text: string; readonly requests?: readonly Request[] }
/** So many are read by themselves: each reading costs its own, however short it is. */
const BY_ITSELF = 8

/** What needs reading of very many parts is read together at the end. */
export function readTogether(parts: readonly Part[]): readonly Part[] {
  const unread = parts.filter(({ requests }) => requests === undefined)
  if (unread.length <= BY_ITSELF) return parts
  const rest = new Set(unread.slice(BY_ITSELF - 1))
  return [...parts.filter((part) => !rest.has(part)), { text: [...rest].map(({ text }) => text).join('\n') }]
}

/** The line as a command that is complete in itself; "2" and "yes" are not. */
function commandOf(line: string, { catalog }: Shop): readonly Request[] | undefined {
  const plain = parsePlain(line, catalog.variants)
  const complete = plain !== undefined && (plain.rest ?? '').trim() === '' && !answersOnly(plain)
  return complete ? plain.requests : undefined
}

const isAddress = ({ kind }: Request): boolean => kind === 'ship-to' || kind === 'bill-to'
