/**
 * What can be asked of Slack about the connection itself, for `parley test-order`: each answer is a
 * sentence, and what to do where it is a no.
 */
import type { WebClient } from '@slack/web-api'
import { slackClient, slackFailure } from '#adapters/slack/outbound/client.ts'
import type { SlackLog, SlackSettings } from './host.ts'

export type Check = { readonly ok: boolean; readonly unknown?: true; readonly what: string; readonly fix?: string }

/** As in slack-manifest.yaml. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'users:read',
]

export async function checkSlack(client: WebClient, settings: SlackSettings, log: SlackLog): Promise<readonly Check[]> {
  const checks = [await signedIn(client)]
  if (checks[0]?.ok !== true) return checks
  checks.push(await scopes(client), await arrival(settings, log))
  for (const [name, id] of [
    ['orders', settings.ordersChannel],
    ['approvals', settings.approvalsChannel],
  ] as const) {
    checks.push(await channel(client, name, id))
  }
  return checks
}

async function signedIn(client: WebClient): Promise<Check> {
  try {
    const { user = '?', team = '?' } = await client.auth.test()
    return { ok: true, what: `Signed in as ${user} in the workspace ${team}.` }
  } catch (error) {
    return {
      ok: false,
      what: `Slack refused the bot token (${slackFailure(error).why}).`,
      fix: 'Copy SLACK_BOT_TOKEN again from "OAuth & Permissions".',
    }
  }
}

async function scopes(client: WebClient): Promise<Check> {
  const { response_metadata: metadata } = await client.auth.test()
  const given = metadata?.scopes
  if (given === undefined)
    return {
      ok: true,
      unknown: true,
      what:
        'Slack does not say which permissions the app has, so this cannot be told: compare them with ' +
        'slack-manifest.yaml.',
    }
  const missing = SCOPES.filter((scope) => !given.includes(scope))
  return missing.length === 0
    ? { ok: true, what: 'The app has every permission it needs.' }
    : {
        ok: false,
        what: `Permissions are missing: ${missing.join(', ')}.`,
        fix: 'Paste slack-manifest.yaml into "App Manifest" and install the app again.',
      }
}

/** Whether events can come in: over a socket this can be tried, over HTTP only Slack can say. */
async function arrival({ appToken, apiUrl }: SlackSettings, log: SlackLog): Promise<Check> {
  if (appToken === undefined)
    return {
      ok: true,
      what:
        'Events come over HTTP: Slack says "Verified" at the Request URL where they arrive (this cannot be ' +
        'tried from here).',
    }
  const client = slackClient({ token: appToken, log, ...(apiUrl === undefined ? {} : { apiUrl }) })
  try {
    await client.apps.connections.open()
    return { ok: true, what: 'Events come over Socket Mode: the app token opens a connection.' }
  } catch (error) {
    return {
      ok: false,
      what: `Slack refused the app token (${slackFailure(error).why}).`,
      fix:
        'Make one with connections:write under "Basic Information", App-Level Tokens, for SLACK_APP_TOKEN; ' +
        'switch Socket Mode on.',
    }
  }
}

async function channel(client: WebClient, name: 'orders' | 'approvals', id: string | undefined): Promise<Check> {
  const setting = `SLACK_${name.toUpperCase()}_CHANNEL`
  if (id === undefined) return { ok: true, what: `No ${name} channel is set (${setting}).` }
  try {
    const { channel: found } = await client.conversations.info({ channel: id })
    const label = `#${found?.name ?? id}`
    if (found?.is_archived === true)
      return { ok: false, what: `The ${name} channel ${label} is archived.`, fix: `Set another ${setting}.` }
    return found?.is_member === true
      ? { ok: true, what: `In the ${name} channel ${label}.` }
      : { ok: false, what: `Not in the ${name} channel ${label}.`, fix: `Say "/invite @Parley" there.` }
  } catch (error) {
    return {
      ok: false,
      what: `The ${name} channel ${id} was not found (${slackFailure(error).why}).`,
      fix: `Invite Parley there, or set another ${setting}.`,
    }
  }
}
