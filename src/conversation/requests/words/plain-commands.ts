/**
 * Plain commands: exact shapes that mean the same on every channel, whoever reads free wording.
 * Keywords in any case; quantities and amounts stay as typed, so that a bad one is named back.
 * Anything that is not exactly one of the shapes is left to free wording (understanding/). The
 * shapes stand in the rows (request.ts); turn/reading/interpret.ts asks for a command badly begun where
 * none fits, screens/usage.ts words it.
 */

import { type Request, type RequestKind, ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { glued, loose, type Skus } from './plain-skus.ts'
import type { Shape, Usage } from './shape.ts'

/** `rest` is text still to be read ("order for Jane: 2 blue mugs"). */
export type Plain = { readonly requests: readonly Request[]; readonly rest?: string }

/** One view of the rows, whatever their arguments. */
type AnyRow = {
  readonly as: Room
  readonly said?: Readonly<Record<string, object>>
  readonly typed?: readonly Shape<object>[]
  readonly usage?: Readonly<Record<string, Usage>>
}
const KINDS = Object.entries<AnyRow>(ROWS)
const made = (kind: string, args: object): Request => ({ kind, ...args }) as Request

/** Commands of one word or phrase. */
export const SAID_COMMANDS: ReadonlyMap<string, Request> = new Map(
  KINDS.flatMap(([kind, { said = {} }]) =>
    Object.entries(said).map(([phrase, args]) => [phrase, made(kind, args)] as const),
  ),
)
export const SHAPES = KINDS.flatMap(([kind, { typed = [] }]) => typed.map((each) => ({ kind, ...each })))

/** What was asked for last: a turn asks for its words many times. */
let last: { readonly text: string; readonly skus: Skus; readonly plain: Plain | undefined } | undefined

/** Cleaned text (clean.ts). Several lines count when every one of them is a command; undefined: read it freely. */
export function parsePlain(text: string, skus: Skus): Plain | undefined {
  if (last?.text !== text || last.skus !== skus) last = { text, skus, plain: parseAnew(text, skus) }
  return last.plain
}

function parseAnew(text: string, skus: Skus): Plain | undefined {
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
  const whole = glued(line, skus)
  for (const { kind, shape, read } of SHAPES) {
    const match = shape.exec(whole)
    const words = loose(match?.groups ?? {})
    const args = match === null ? undefined : read(words, skus)
    if (args === undefined) continue
    const rest = words['rest']?.trim()
    return { requests: [args].flat().map((each) => made(kind, each)), ...(rest && { rest }) }
  }
  return undefined
}

/**
 * A whole line that is a keyword or a bare number. Numbers of three digits and more are values (a
 * postcode), not choices.
 */
function bareWord(line: string): Request | undefined {
  const number = /^#?(\d{1,2})[.)]?$/.exec(line)
  if (number?.[1] !== undefined) return { kind: 'choose', option: Number(number[1]) }
  const words = line.toLowerCase().replace(/\s+/g, ' ')
  const asked = words.replace(/ ?\?$/, '')
  return SAID_COMMANDS.get(words.replace(/ ?[.!]+$/, '')) ?? (ASKED.test(asked) ? SAID_COMMANDS.get(asked) : undefined)
}
const ASKED = /^(?:show|show cart|cart|why|help|drafts|orders|status)$/

/** "2", "yes" and "no" answer questions; as one line among others they belong to an address or to free wording. */
export const answersOnly = (plain: Plain): boolean =>
  plain.requests.some(({ kind }) => kind === 'choose' || kind === 'yes' || kind === 'no')

type UsageOf<R> = R extends { readonly usage: infer U } ? keyof U : never
/** The words a command that takes something begins with. */
export type CommandName = { readonly [K in RequestKind]: UsageOf<(typeof ROWS)[K]> }[RequestKind]

/** What each of them needs. */
export const USAGE = Object.fromEntries(KINDS.flatMap(([, { usage = {} }]) => Object.entries(usage))) as Readonly<
  Record<CommandName, Usage>
>
const NAMES = (Object.keys(USAGE) as CommandName[]).sort((a, b) => b.length - a.length)

export type Begun = {
  readonly command: CommandName
  readonly given: string
  readonly usage: Usage
  readonly sure: boolean
}

/** More than one thing is said: the reader takes it apart. */
const SEVERAL = /[,;\n]|\s(?:and|then|but)\s/i

/** The command these words begin with. `sure`: whatever follows, nothing else can be meant. */
export function begunCommand(text: string, staff: boolean): Begun | undefined {
  const said = text.trim()
  const command = NAMES.find(
    (name) => said.toLowerCase().startsWith(name) && !/^[\p{L}\d_]/u.test(said.slice(name.length)),
  )
  if (command === undefined) return undefined
  const usage = USAGE[command]
  if (usage.staff === true && !staff) return undefined
  const given = said.slice(command.length).replace(/^\s*:?\s*/, '')
  return {
    command,
    given,
    usage,
    sure: given === '' ? usage.bare !== true : !SEVERAL.test(given) && usage.only?.test(given) === true,
  }
}

/** One that no sentence begins with, badly typed: no wish about an order is looked for in it. */
export function badCommand(text: string, staff: boolean): Begun | undefined {
  const begun = begunCommand(text, staff)
  return begun?.sure === true && begun.usage.first === true ? begun : undefined
}
