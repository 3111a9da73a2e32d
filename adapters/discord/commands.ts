/**
 * The commands people find under "/" and in a message's menu, and what each says to the engine: the same plain words as typed ones. Registered in one
 * call that replaces the whole list, only when it differs, so that any number of starts leaves it as it is.
 */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import type { Options } from './inbound.ts'

const MANAGE_GUILD = '32'
const BUTTON = 'order-button'
const ORDER_THIS = 'Order this'

const everywhere = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
}
const text = (name: string, description: string, required: boolean, more: { readonly autocomplete?: true } = {}) =>
  ({ type: ApplicationCommandOptionType.String, name, description, required, ...more }) as const
const chat = (
  name: string,
  description: string,
  options: readonly (ReturnType<typeof text> | ReturnType<typeof number>)[] = [],
): RESTPostAPIApplicationCommandsJSONBody => ({
  type: ApplicationCommandType.ChatInput,
  name,
  description,
  options: [...options],
  ...everywhere,
})
const number = (name: string, description: string, range: { readonly min_value: number; readonly max_value: number }) =>
  ({ type: ApplicationCommandOptionType.Integer, name, description, required: false, ...range }) as const

export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  chat('order', 'Start an order, or add to the one you have', [text('items', 'Like "2 blue mugs and a cream tote"', false)]),
  chat('add', 'Add one item', [
    text('item', 'Begin to type its name', true, { autocomplete: true }),
    number('quantity', 'How many, 1 when left out', { min_value: 1, max_value: 999 }),
  ]),
  chat('cart', 'Show your cart'),
  chat('coupon', 'Use a coupon', [text('code', 'The code', true)]),
  chat('status', 'Where is my order', [number('order', 'Its number, or your last one', { min_value: 1, max_value: 999_999_999 })]),
  chat('orders', 'Your orders'),
  chat('help', 'What you can say'),
  { type: ApplicationCommandType.Message, name: ORDER_THIS, ...everywhere },
  {
    ...chat(BUTTON, 'Post a "Start an order" button in this channel'),
    default_member_permissions: MANAGE_GUILD,
    contexts: [InteractionContextType.Guild],
  },
]

export type Asked =
  /** `opens`: starts an order where none is open; the others only look or change one. */
  { readonly kind: 'say'; readonly text: string; readonly opens: boolean } | { readonly kind: 'open' } | { readonly kind: 'post-button' }

/** Undefined: a command of an older registration. */
export function askedBy(name: string, options: Options, target: string | undefined): Asked | undefined {
  const { items = '', item = '', quantity = '1', code = '', order = '' } = options
  switch (name) {
    case 'order':
      return items.trim() === '' ? { kind: 'open' } : { kind: 'say', text: items, opens: true }
    case ORDER_THIS:
      return target === undefined || target.trim() === '' ? { kind: 'open' } : { kind: 'say', text: target, opens: true }
    case 'add':
      return { kind: 'say', text: isSku(item) ? `add ${quantity} ${item}` : `${quantity} ${item}`, opens: true }
    case 'cart':
      return { kind: 'say', text: 'show', opens: false }
    case 'coupon':
      return { kind: 'say', text: `coupon ${code}`, opens: false }
    case 'status':
      return { kind: 'say', text: `status ${order}`.trim(), opens: false }
    case 'orders':
    case 'help':
      return { kind: 'say', text: name, opens: false }
    case BUTTON:
      return { kind: 'post-button' }
    default:
      return undefined
  }
}

/** What autocomplete filled in; anything else is read like typed words. */
const isSku = (item: string): boolean => /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/.test(item)

/** Global registrations reach every server after a while, those of one server at once. */
export async function registerCommands(rest: REST, application: string, guild: string | undefined): Promise<void> {
  const route = guild === undefined ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild)
  const there = z
    .array(z.looseObject({}))
    .catch([])
    .parse(await rest.get(route))
  if (same(there, COMMANDS)) return
  await rest.put(route, { body: COMMANDS.map(asSent) })
}

/** Discord answers permissions as text, and describes what it takes as a number. */
const asSent = ({ default_member_permissions: needs, ...command }: (typeof COMMANDS)[number]): Readonly<Record<string, unknown>> => ({
  ...command,
  ...(needs === undefined || needs === null ? {} : { default_member_permissions: Number(needs) }),
})

/** Discord adds fields of its own: only ours count. */
function same(there: readonly Readonly<Record<string, unknown>>[], wanted: typeof COMMANDS): boolean {
  if (there.length !== wanted.length) return false
  return wanted.every((command) => there.some((known) => covers(known, command)))
}
function covers(known: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(known)
      ? wanted.length === known.length && wanted.every((each, at) => covers(known[at], each))
      : wanted.length === 0
  if (typeof wanted !== 'object' || wanted === null) return known === wanted || (wanted === false && known === undefined)
  const fields: Readonly<Record<string, unknown>> = typeof known === 'object' && known !== null ? { ...known } : {}
  return Object.entries(wanted).every(([name, value]) => covers(fields[name], value))
}
