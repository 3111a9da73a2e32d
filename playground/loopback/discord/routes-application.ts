// The application itself: where the gateway is, and its commands, which are replaced as a whole.
// Rule: putting the same commands again is no change, and a test can see whether there was one.
// Next: discord.ts, whose verbs use only registered commands.
import type { Server } from 'node:http'
import { z } from 'zod'
import { gatewayUrl } from './gateway.ts'
import { bits, guildPayload } from './payloads.ts'
import { no, ok, type Route, read } from './rest.ts'
import type { State } from './state.ts'

const name = z.string().regex(/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u, 'names are 1 to 32 lower case characters')
const words = z.string().min(1).max(100)
const localized = z.record(z.string(), z.string()).nullish()
const option = z.strictObject({
  type: z.literal([3, 4, 5, 10]),
  name,
  name_localizations: localized,
  description: words,
  description_localizations: localized,
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z
    .array(z.looseObject({ name: words, value: z.union([z.string().max(100), z.number()]) }))
    .max(25)
    .optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.number().int().min(0).max(6000).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
})
const options = z
  .array(option)
  .max(25)
  .refine(
    (list) => list.every((each, at) => !each.required || list.slice(0, at).every((before) => before.required)),
    'required options stand first',
  )
const shared = {
  name_localizations: localized,
  default_member_permissions: z.int().nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).nullish(),
  nsfw: z.boolean().optional(),
}
const command = z.discriminatedUnion('type', [
  z.strictObject({
    ...shared,
    type: z.literal(1),
    name,
    description: words,
    description_localizations: localized,
    options: options.optional(),
  }),
  z.strictObject({
    ...shared,
    type: z.literal(3),
    name: z.string().min(1).max(32),
    description: z.literal('').optional(),
    options: z.tuple([]).optional(),
  }),
])
const commandsSchema = z
  .array(
    z.preprocess(
      (each) => (typeof each === 'object' && each !== null && !('type' in each) ? { ...each, type: 1 } : each),
      command,
    ),
  )
  .max(100)
  .refine(
    (list) => new Set(list.map((each) => `${each.type} ${each.name}`)).size === list.length,
    'command names must be unique',
  )

export type Command = z.infer<typeof command> & { readonly id: string; readonly version: string }
/** `scope`: `global`, or a guild's id. `changes` counts the times they became different. */
export type Commands = { readonly list: Map<string, readonly Command[]>; changes: number; puts: number }

export function applicationRoutes(state: State, commands: Commands, server: () => Server): readonly Route[] {
  const bot = (method: string, path: RegExp, answer: Route['answer']): Route => ({ method, path, auth: 'bot', answer })
  const put = (scope: string, body: unknown) => {
    const given = read(commandsSchema, body)
    if (!given.ok) return given.answer
    commands.puts += 1
    const before = commands.list.get(scope) ?? []
    const bare = (list: readonly object[]) => JSON.stringify(list.map((each) => ({ ...each, id: 0, version: 0 })))
    if (bare(before) !== bare(given.value)) {
      commands.changes += 1
      commands.list.set(
        scope,
        given.value.map((each) => ({
          ...each,
          id: before.find((old) => old.name === each.name)?.id ?? state.snowflake(),
          version: state.snowflake(),
        })),
      )
    }
    return ok(wire(scope))
  }
  const wire = (scope: string, localized = true) =>
    (commands.list.get(scope) ?? []).map((each) => filledIn(each, { scope, localized, state }))
  const gateway = () => ({
    url: gatewayUrl(server()),
    shards: state.signIn.shards,
    session_start_limit: {
      total: 1000,
      remaining: state.signIn.remaining,
      reset_after: state.signIn.resetAfter,
      max_concurrency: state.signIn.concurrency,
    },
  })
  return [
    bot('GET', /^\/gateway(?:\/bot)?$/, () => ok(gateway())),
    bot('GET', /^\/users\/@me\/guilds$/, () =>
      ok([
        {
          id: state.guild,
          name: 'Harbor Goods',
          icon: null,
          owner: false,
          permissions: bits(state.permissions),
          features: [],
        },
      ]),
    ),
    bot('GET', /^\/guilds\/(\d+)$/, ([id = '']) =>
      id === state.guild ? ok(guildPayload(state)) : no(404, 10004, 'Unknown Guild'),
    ),
    bot('GET', /^\/(?:applications\/@me|oauth2\/applications\/@me)$/, () =>
      ok({ id: state.bot.id, name: 'Parley', icon: null, description: '', flags: 0 }),
    ),
    bot('PUT', /^\/applications\/\d+\/commands$/, (_, { body }) => put('global', body)),
    bot('PUT', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, ([guild = ''], { body }) => put(guild, body)),
    bot('GET', /^\/applications\/\d+\/commands$/, (_, { query }) =>
      ok(wire('global', query.get('with_localizations') === 'true')),
    ),
    bot('GET', /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, ([guild = ''], { query }) =>
      ok(wire(guild, query.get('with_localizations') === 'true')),
    ),
  ]
}

type FilledIn = { readonly scope: string; readonly localized: boolean; readonly state: State }
/**
 * As Discord tells it back: fields of its own, defaults spoken out or left out, sets in its own
 * order. Contexts count for global commands only.
 */
function filledIn(each: Command, { scope, localized, state }: FilledIn): Readonly<Record<string, unknown>> {
  const words = (of: { readonly name_localizations?: unknown; readonly description_localizations?: unknown }) =>
    localized
      ? {
          name_localizations: of.name_localizations ?? null,
          description_localizations: of.description_localizations ?? null,
        }
      : {}
  return {
    id: each.id,
    application_id: state.bot.id,
    version: each.version,
    default_permission: true,
    default_member_permissions:
      each.default_member_permissions == null ? null : String(each.default_member_permissions),
    type: each.type,
    name: each.name,
    ...words({ ...each }),
    description: each.description ?? '',
    dm_permission: each.contexts?.includes(1) ?? true,
    contexts: scope === 'global' ? (each.contexts?.toSorted() ?? null) : null,
    integration_types: each.integration_types?.toSorted() ?? [0],
    nsfw: each.nsfw ?? false,
    ...(each.options === undefined || each.options.length === 0
      ? {}
      : { options: each.options.map((given) => told(given, words(given))) }),
    ...(scope === 'global' ? {} : { guild_id: scope }),
  }
}
const told = ({ required, autocomplete, ...given }: z.infer<typeof option>, words: object) => ({
  ...given,
  ...words,
  ...(required === true ? { required } : {}),
  ...(autocomplete === true ? { autocomplete } : {}),
})
