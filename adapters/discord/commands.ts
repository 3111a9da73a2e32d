/**
 * The commands people find under "/" and in a message's menu, and what each says to the engine: the
 * same plain words as typed ones. Everywhere, because orders live in direct messages, where
 * commands of one server do not exist. Next: registration.ts.
 */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { CommandOptions } from '#adapters/discord/inbound/inbound.ts'

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
  chat('order', 'Start an order, or add to the one you have', [
    text('items', 'What and how many, as you would say it', false),
  ]),
  chat('add', 'Add one item', [
    text('item', 'Begin to type its name', true, { autocomplete: true }),
    number('quantity', 'How many, 1 when left out', { min_value: 1, max_value: 999 }),
  ]),
  chat('cart', 'Show your cart'),
  chat('coupon', 'Use a coupon', [text('code', 'The code', true)]),
  chat('status', 'Where is my order', [
    number('order', 'Its number, or your last one', { min_value: 1, max_value: 999_999_999 }),
  ]),
  chat('orders', 'Your orders'),
  chat('help', 'What you can say'),
  { type: ApplicationCommandType.Message, name: ORDER_THIS, ...everywhere },
  {
    ...chat(BUTTON, 'Post a "Start an order" button in this channel'),
    default_member_permissions: MANAGE_GUILD,
    contexts: [InteractionContextType.Guild],
  },
]

export type AskedCommand =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'post-button' }

/** Undefined: a command of an older registration. */
export function askedBy(name: string, options: CommandOptions, target: string | undefined): AskedCommand | undefined {
  const { items = '', item = '', quantity = '1', code = '', order = '' } = options
  switch (name) {
    case 'order':
      return items.trim() === '' ? { kind: 'open' } : { kind: 'say', text: items }
    case ORDER_THIS:
      return target === undefined || target.trim() === '' ? { kind: 'open' } : { kind: 'say', text: target }
    case 'add':
      return { kind: 'say', text: isSku(item) ? `add ${quantity} ${item}` : `${quantity} ${item}` }
    case 'cart':
      return { kind: 'say', text: 'show' }
    case 'coupon':
      return { kind: 'say', text: `coupon ${code}` }
    case 'status':
      return { kind: 'say', text: `status ${order}`.trim() }
    case 'orders':
    case 'help':
      return { kind: 'say', text: name }
    case BUTTON:
      return { kind: 'post-button' }
    default:
      return undefined
  }
}

/** What autocomplete filled in; anything else is read like typed words. */
const isSku = (item: string): boolean => /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/.test(item)
