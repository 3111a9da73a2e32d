// What Discord checks across a whole message: forty components, four thousand characters, unique
// ids, no old fields beside Components V2, and whom a text would really call. Rule: answers
// problems in words, empty when Discord would take it. Next: components.ts (limits of one
// component).
import { z } from 'zod'
import {
  type AllowedMentions,
  type MessageBody,
  type ModalBody,
  messageSchema,
  partsOf,
  type Select,
} from './components.ts'

export const V2 = 1 << 15
export const EPHEMERAL = 1 << 6
const MAX_PARTS = 40
const MAX_TEXT = 4000
const MAX_ROWS = 5
/** Flags a bot may set itself: suppress embeds, ephemeral, suppress notifications, Components V2. */
const SETTABLE = (1 << 2) | EPHEMERAL | (1 << 12) | V2

export function messageProblems(body: MessageBody, before?: { readonly flags: number }): readonly string[] {
  // An edit says its flags anew: what it does not say, it has not.
  const draws = (body.components ?? []).length > 0
  const flags = body.flags ?? (draws ? 0 : before?.flags) ?? 0
  const parts = partsOf(body.components ?? [])
  const known = parts
    .filter((part) => part.type !== 1 && 'custom_id' in part)
    .map((part) => ('custom_id' in part ? part.custom_id : ''))
  return [
    ...((body.flags ?? 0) & ~SETTABLE ? ['flags a bot cannot set'] : []),
    ...known
      .filter((id, at) => id !== undefined && known.indexOf(id) !== at)
      .map((id) => `custom_id used twice: ${id}`),
    ...parts.flatMap((part) => (part.type === 2 ? buttonProblems(part) : [])),
    ...parts.flatMap((part) => (part.type === 3 ? selectProblems(part) : [])),
    ...parts.flatMap((part) => (part.type === 10 && part.content.trim() === '' ? ['a text without words'] : [])),
    ...twice(parts.flatMap(({ id = 0 }) => (id === 0 ? [] : [id]))).map((id) => `component id used twice: ${id}`),
    ...mentionProblems(body.allowed_mentions),
    ...(before !== undefined && before.flags & V2 && !(flags & V2)
      ? ['the flag IS_COMPONENTS_V2 cannot be removed']
      : []),
    ...(flags & V2 ? v2Problems(body, before === undefined) : plainProblems(body, before === undefined)),
  ]
}

function buttonProblems(button: {
  readonly style: number
  readonly custom_id?: unknown
  readonly url?: unknown
  readonly label?: unknown
}) {
  const link = button.style === 5
  return [
    ...(link === (button.custom_id === undefined) && link === (typeof button.url === 'string')
      ? []
      : ['a link has a url, any other button a custom_id']),
    ...(typeof button.label === 'string' && button.label.trim() !== '' ? [] : ['a button without words']),
  ]
}

const twice = (ids: readonly number[]): readonly number[] => ids.filter((id, at) => ids.indexOf(id) !== at)

function selectProblems({ options, min_values: least = 1, max_values: most = 1 }: Select): readonly string[] {
  const chosen = options.filter((option) => option.default === true).length
  return [
    ...(most > options.length || least > most ? ['more to choose than there is'] : []),
    ...(chosen > most ? [`${chosen} chosen already, at most ${most}`] : []),
    ...options.flatMap(({ label }) => (label.trim() === '' ? ['an option without words'] : [])),
  ]
}

const mentionProblems = (allowed: AllowedMentions | null | undefined): readonly string[] =>
  (allowed?.parse?.includes('users') === true && (allowed.users ?? []).length > 0) ||
  (allowed?.parse?.includes('roles') === true && (allowed.roles ?? []).length > 0)
    ? ['allowed_mentions says all and some at once']
    : []

function v2Problems(body: MessageBody, created: boolean): readonly string[] {
  const parts = partsOf(body.components ?? [])
  const text = parts.reduce((sum, part) => sum + (part.type === 10 ? part.content.length : 0), 0)
  return [
    ...(parts.length > MAX_PARTS ? [`${parts.length} components, at most ${MAX_PARTS}`] : []),
    ...(text > MAX_TEXT ? [`${text} characters of text, at most ${MAX_TEXT}`] : []),
    ...((body.content ?? '') !== '' || (body.embeds ?? []).length > 0
      ? ['content and embeds cannot stand beside Components V2']
      : []),
    ...(created && parts.length === 0 ? ['an empty message'] : []),
  ]
}

function plainProblems(body: MessageBody, created: boolean): readonly string[] {
  const components = body.components ?? []
  return [
    ...(components.length > MAX_ROWS ? [`${components.length} rows, at most ${MAX_ROWS}`] : []),
    ...(components.some(({ type }) => type !== 1) ? ['such components need the flag IS_COMPONENTS_V2'] : []),
    ...(created && (body.content ?? '') === '' && components.length === 0 && (body.embeds ?? []).length === 0
      ? ['an empty message']
      : []),
  ]
}

export function modalProblems(modal: ModalBody): readonly string[] {
  const ids = modal.components.flatMap((part) => (part.type === 18 ? [part.component.custom_id] : []))
  const texts = modal.components.flatMap((part) =>
    part.type === 18 && part.component.type === 4 ? [part.component] : [],
  )
  return [
    ...(new Set(ids).size === ids.length ? [] : ['custom_id used twice in a modal']),
    ...texts
      .filter(({ value, max_length = 4000, min_length = 0 }) => (value?.length ?? min_length) > max_length)
      .map(({ custom_id }) => `${custom_id} is filled in with more than it may hold`),
  ]
}

export const textOf = (body: Pick<MessageBody, 'content' | 'components'>): string =>
  [
    body.content ?? '',
    ...partsOf(body.components ?? []).flatMap((part) => (part.type === 10 ? [part.content] : [])),
  ].join('\n')

const CODE = /```[\s\S]*?```|``[^`]*``|`[^`\n]+`/g
const LIVE =
  /(?<!\\)(?:\\\\)*(@everyone|@here|<@!?\d+>|<@&\d+>|<#\d+>|<\/[^:>]+:\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|<id:\w+>)/g
const MASKED_LINK = /(?<!\\)\[[^\]\n]+\]\(<?https?:[^)\n]*\)/g

/**
 * Everything in a text that Discord would turn into something else than these characters: mentions,
 * custom emoji, times, masked links.
 */
export function liveMarkup(text: string): readonly string[] {
  const bare = text.replace(CODE, '')
  return [...[...bare.matchAll(LIVE)].map((match) => match[1] ?? ''), ...(bare.match(MASKED_LINK) ?? [])]
}

export type Called = { readonly users: readonly string[]; readonly everyone: boolean; readonly roles: boolean }
/** Whom it calls. Discord reads the raw text, code or not; without `allowed_mentions` everything in it is live. */
export function calledBy(text: string, allowed: AllowedMentions | null | undefined): Called {
  const parse = allowed === null || allowed === undefined ? ['users', 'roles', 'everyone'] : (allowed.parse ?? [])
  const named = [...text.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '')
  return {
    users: parse.includes('users') ? named : named.filter((id) => allowed?.users?.includes(id)),
    everyone: parse.includes('everyone') && /@(everyone|here)\b/.test(text),
    roles: /<@&\d+>/.test(text) && (parse.includes('roles') || (allowed?.roles?.length ?? 0) > 0),
  }
}

/** The bot's own links: to conversations, and to the demo shop's terms and privacy notice. */
const OWN_LINKS = /\(https:\/\/(?:discord\.com\/channels\/[^)]*|harbor-goods\.example\/(?:terms|privacy))\)$/
/** Moments as Parley draws them; other styles are somebody's words that came alive. */
const OWN_TIMES = /^<t:\d{10}:f>$/
const callback = z.object({ type: z.number(), data: z.unknown() })

/**
 * What in a request's body would come alive. Whom `allowed_mentions.users` names may be called, by
 * this id and in this way only.
 */
export function aliveIn(body: unknown): readonly string[] {
  const answer = callback.safeParse(body)
  const message = messageSchema.safeParse(answer.success ? answer.data.data : body)
  if (!message.success) return []
  const text = textOf(message.data)
  const { allowed_mentions: allowed } = message.data
  const named = allowed?.users ?? []
  const called = calledBy(text, allowed)
  return [
    ...(text.trim() !== '' && (allowed === undefined || allowed === null) ? ['text without allowed_mentions'] : []),
    ...(called.everyone || called.roles ? ['calls everyone or a role'] : []),
    ...called.users.filter((id) => !named.includes(id)).map((id) => `calls ${id}`),
    ...liveMarkup(text).filter(
      (live) => !named.some((id) => live === `<@${id}>`) && !OWN_LINKS.test(live) && !OWN_TIMES.test(live),
    ),
  ]
}
