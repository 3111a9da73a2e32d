/**
 * Registers the commands with Discord: one call that replaces the whole list, made only when the
 * list there says something else, so that any number of starts leaves it as it is. Rule: what
 * Discord fills in is no difference; what it has and we do not say is one. Next: commands.ts, the
 * list.
 */
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, type RouteLike, Routes } from 'discord.js'
import { z } from 'zod'

type Command = RESTPostAPIApplicationCommandsJSONBody
type Fields = Readonly<Record<string, unknown>>
/**
 * Words of another language by the English name of a command or option: `{ de: { cart: { name:
 * 'warenkorb', description: '...' } } }`.
 */
export type Translations = Readonly<
  Record<string, Readonly<Record<string, { readonly name: string; readonly description?: string }>>>
>

/**
 * Registered for one server, a command stands there beside the global one: those of earlier
 * versions are taken away.
 */
const MOST_GUILDS = 100

export async function registerCommands(
  rest: REST,
  application: string,
  { commands, guilds, translations = {} }: Registration,
): Promise<void> {
  const wanted = commands.map((command) => asSent(command, translations))
  const everywhere = Routes.applicationCommands(application)
  if (!same(await listed(rest, everywhere), wanted)) await rest.put(everywhere, { body: wanted })
  for (const guild of guilds.slice(0, MOST_GUILDS)) {
    const route = Routes.applicationGuildCommands(application, guild)
    if ((await listed(rest, route)).length > 0) await rest.put(route, { body: [] })
  }
}
export type Registration = {
  readonly commands: readonly Command[]
  readonly guilds: readonly string[]
  readonly translations?: Translations
}

const listed = async (rest: REST, route: RouteLike): Promise<readonly Fields[]> =>
  z
    .array(z.looseObject({}))
    .parse(await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) }))

/** Discord answers permissions as text, and describes what it takes as a number. */
function asSent(command: Command, translations: Translations): Fields {
  const { default_member_permissions: needs, ...rest } = command
  const options =
    'options' in command
      ? (command.options ?? []).map((option) => ({ ...option, ...translated(option.name, translations) }))
      : []
  return {
    ...rest,
    ...translated(command.name, translations),
    ...(options.length === 0 ? {} : { options }),
    ...(needs === undefined || needs === null ? {} : { default_member_permissions: Number(needs) }),
  }
}

function translated(name: string, translations: Translations): Fields {
  const found = Object.entries(translations).flatMap(([locale, words]) => {
    const said = words[name]
    return said === undefined ? [] : [{ locale, ...said }]
  })
  if (found.length === 0) return {}
  return {
    name_localizations: Object.fromEntries(found.map((said) => [said.locale, said.name])),
    description_localizations: Object.fromEntries(
      found.flatMap(({ locale, description }) => (description === undefined ? [] : [[locale, description]])),
    ),
  }
}

/**
 * What we decide about a command or an option. Discord's own fields (ids, versions, what it
 * derives) are not among them.
 */
const DECIDED = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'default_member_permissions',
  'contexts',
  'integration_types',
  'nsfw',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'choices',
] as const
/** Their order says nothing. */
const SETS: readonly string[] = ['contexts', 'integration_types']

function same(there: readonly Fields[], wanted: readonly Fields[]): boolean {
  const told = (list: readonly Fields[]) => list.map(decided).toSorted()
  return JSON.stringify(told(there)) === JSON.stringify(told(wanted))
}

/**
 * One command or option as text: every field we decide on, in one order, with nothing where it says
 * no more than its default.
 */
function decided(fields: Fields): string {
  const values = DECIDED.map((name) => plain(name, fields[name]))
  const options = z.array(z.looseObject({})).catch([]).parse(fields['options'])
  return JSON.stringify([...values, options.map(decided)])
}

function plain(name: string, value: unknown): unknown {
  if (value === undefined || value === null || value === false || value === '') return null
  if (Array.isArray(value))
    return value.length === 0 ? null : SETS.includes(name) ? value.map(String).toSorted() : value
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return entries.length === 0 ? null : entries
}
