// The Web API of the fake: one function a method, answering what Slack answers, refusing what Slack
// refuses. Rule: a payload with problems is both refused and remembered as a violation. Next:
// faults.ts, what goes wrong on demand; messages.ts and views.ts, the methods.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Obj, obj, parsed, str } from '../json.ts'
import { type Answer, type Asked, json } from '../loopback.ts'
import type { Faults } from './faults.ts'
import { messageMethods } from './messages.ts'
import { peopleMethods } from './people.ts'
import { viewMethods } from './views.ts'
import type { Message, Workspace } from './workspace.ts'

export type Call = { readonly method: string; readonly args: Obj; readonly token: string; readonly at: number }
export type Tokens = { readonly bot: string; readonly app: string }

export type ApiContext = {
  readonly space: Workspace
  readonly tokens: Tokens
  readonly violate: (what: string) => void
  /** The app's own message comes back to it as an event. */
  readonly echo: (message: Message, change: 'posted' | 'changed' | 'deleted', before?: Message) => void
  readonly socketUrl: () => string
}
export type Method = (args: Obj, context: ApiContext) => Obj

const METHODS: Readonly<Record<string, Method>> = { ...messageMethods, ...viewMethods, ...peopleMethods }
/** Argument values that arrive as JSON inside a form. */
const JSON_ARGUMENTS = ['blocks', 'view', 'metadata', 'attachments']

/** What the manifest asks for is what was granted. */
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
const SCOPES = manifest.parse(parse(readFileSync(new URL('../../../slack-manifest.yaml', import.meta.url), 'utf8')))
  .oauth_config.scopes.bot

export type WebApi = {
  readonly calls: readonly Call[]
  /** The method of every call that came too soon. */
  readonly held: readonly string[]
  /** Some workspaces do not say which scopes a token has. */
  readonly reports: { scopes: boolean }
  readonly answer: (asked: Asked) => Promise<Answer>
}

/**
 * Calls of a method in the whole workspace in any `minute` (milliseconds); more are told to come
 * back when the minute is over.
 */
export type Tiers = { readonly most: Readonly<Record<string, number>>; readonly minute?: number }
const MINUTE = 60_000

function overTier(method: string, calls: readonly Call[], { most: tiers, minute = MINUTE }: Tiers): Answer | undefined {
  const most = tiers[method]
  const recent = calls.filter((call) => call.method === method && call.at > Date.now() - minute)
  if (most === undefined || recent.length <= most) return undefined
  const wait = Math.ceil(((recent[0]?.at ?? 0) + minute - Date.now()) / 1_000)
  return { kind: 'answer', status: 429, body: '', headers: { 'retry-after': String(wait) } }
}

export function webApi(context: ApiContext, faults: Faults, tiers: Tiers = { most: {} }): WebApi {
  const calls: Call[] = []
  const held: string[] = []
  const reports = { scopes: true }
  return {
    ...{ calls, held, reports },
    async answer({ path, headers, body }) {
      const method = path.replace(/^\/api\//, '').replace(/\?.*$/, '')
      const args = argumentsOf(body, str(headers['content-type']))
      const token = str(headers.authorization).replace(/^Bearer /, '')
      calls.push({ method, args, token, at: Date.now() })
      const limited = overTier(method, calls, tiers)
      if (limited !== undefined) {
        held.push(method)
        return limited
      }
      const fault = faults.take(method, args)
      const before = await fault?.before()
      if (before !== undefined) return before
      const said = respond({ method, args, token }, context)
      return fault?.after?.(said) ?? json(said, reports.scopes ? { 'x-oauth-scopes': SCOPES.join(',') } : {})
    },
  }
}

function respond({ method, args, token }: Omit<Call, 'at'>, context: ApiContext): Obj {
  const wanted = method === 'apps.connections.open' ? context.tokens.app : context.tokens.bot
  if (token === '') return { ok: false, error: 'not_authed' }
  if (token !== wanted) {
    context.violate(`${method} with a token of another kind`)
    return { ok: false, error: 'invalid_auth' }
  }
  const known = METHODS[method]
  if (known === undefined) {
    context.violate(`${method} is not a method the fake knows`)
    return { ok: false, error: 'unknown_method' }
  }
  return known(args, context)
}

function argumentsOf(body: string, type: string): Obj {
  const given: Record<string, unknown> = type.startsWith('application/json')
    ? { ...obj(parsed(body)) }
    : Object.fromEntries(new URLSearchParams(body))
  for (const key of JSON_ARGUMENTS) if (key in given) given[key] = parsed(given[key])
  return given
}
