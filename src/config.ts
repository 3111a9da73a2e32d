/**
 * The environment, parsed once. Rule: every problem is reported at once by the variable's name, its
 * value is never printed (it may be a secret). Next: config-variables.ts has the variables;
 * host/environment.ts reads .env and ends the command with code 78.
 */
import path from 'node:path'
import type { z } from 'zod'
import { given } from '#domain/base/given.ts'
import { type KeptKind, type Settings, schema } from './config-variables.ts'

export type Config = {
  /** Absent: the embedded PostgreSQL, with its data in `dataFolder`. */
  readonly databaseUrl?: string
  /** Absolute. */
  readonly dataFolder: string
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /** Signs buttons; absent: made once and kept in the data folder. */
  readonly secret?: string
  /** Of one person; 0 = as many as they like. */
  readonly messagesPerMinute: number
  /** How long is kept what is kept for a time (store/people/retention.ts); absent: as it is there. */
  readonly keepDays?: Readonly<Partial<Record<KeptKind, number>>>
  /** Counts of another place, taken over every so many minutes; absent: by hand only. */
  readonly stockSync?: { readonly place: string; readonly minutes: number }
  /** Tables of a newer version: refused, unless somebody goes back on purpose. */
  readonly newerSchema: 'refuse' | 'allow'
  /** A thread, or `mail:` and an address; absent: what is wrong is in the log only. */
  readonly alarmsTo?: string
  /** Absent: /metrics is off. */
  readonly metricsToken?: string
  readonly trustedProxies: number
  /** Absent: Discord is off. */
  readonly discord?: DiscordConfig
  /** Absent: no mail is sent. */
  readonly mail?: MailConfig
  /** Absent: Slack is off. */
  readonly slack?: SlackConfig
  /** Absent: people take and give back money by hand. */
  readonly stripe?: StripeConfig
  /** Webhooks may go to private addresses, and without https: for tests and inside one's own network. */
  readonly privateWebhooks?: true
}
export type StripeConfig = {
  readonly secretKey: string
  readonly webhookSecret?: string
  readonly apiUrl?: string
  readonly returnUrl: string
}
/** At least one of `appToken` (Socket Mode) and `signingSecret` (HTTP) is there. */
export type SlackConfig = {
  readonly botToken: string
  readonly appToken?: string
  readonly signingSecret?: string
  /** Absent: Slack's own. */
  readonly apiUrl?: string
  readonly ordersChannel?: string
  readonly approvalsChannel?: string
}
export type DiscordConfig = {
  readonly token: string
  /** Another place than Discord's own, without a slash at the end. */
  readonly apiUrl?: string
  /** The shop's own server, which links lead to. */
  readonly guildId?: string
  /** The Message Content Intent is switched on for the bot. */
  readonly messageContent: boolean
  /** Connections its servers are shared out over; `auto`: as many as Discord recommends. */
  readonly shards: 'auto' | number
}
/** A mail server, or Resend's API. */
export type MailConfig =
  | { readonly url: string; readonly from: string }
  | { readonly resendKey: string; readonly from: string; readonly apiUrl?: string }
export type ConfigProblem = { readonly variable: string; readonly message: string }
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Empty variables count as not set. `folder` is what a relative PARLEY_DATA is relative to. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): ConfigResult {
  const variables = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = schema.safeParse(variables)
  const problems = [
    ...unknownVariables(variables),
    ...(result.success
      ? [...slackProblems(result.data), ...stripeProblems(result.data), ...mailProblems(result.data)]
      : result.error.issues.map(problemOf)),
  ]
  if (!result.success || problems.length > 0) return { ok: false, problems }
  const { DATABASE_URL: databaseUrl, PARLEY_DATA, HOST: host, PORT, PARLEY_SECRET: secret } = result.data
  const slack = slackConfig(result.data)
  const config = {
    dataFolder: path.resolve(folder, PARLEY_DATA),
    host,
    port: Number(PORT),
    messagesPerMinute: Number(result.data.MESSAGES_PER_MINUTE),
    newerSchema: result.data.NEWER_SCHEMA,
    trustedProxies: Number(result.data.TRUSTED_PROXIES),
    ...given({ metricsToken: result.data.METRICS_TOKEN, keepDays: keepDaysOf(result.data.KEEP_DAYS) }),
  }
  return {
    ok: true,
    config: {
      ...config,
      ...given({ databaseUrl, secret, slack }),
      ...discordOf(result.data),
      ...stockSyncOf(result.data),
      ...mailOf(result.data),
      ...alarmsOf(result.data),
      ...stripeOf(result.data),
      ...(result.data.WEBHOOKS_PRIVATE === 'on' ? { privateWebhooks: true } : {}),
    },
  }
}

const keepDaysOf = (text = ''): Config['keepDays'] =>
  text === ''
    ? undefined
    : Object.fromEntries([...text.matchAll(/(\w+)=(\d+)/g)].map(([, kind, n]) => [kind, Number(n)]))

const stockSyncOf = ({ STOCK_SYNC: place, STOCK_SYNC_MINUTES: minutes }: Settings): Pick<Config, 'stockSync'> =>
  place === undefined ? {} : { stockSync: { place, minutes: Number(minutes) } }

function alarmsOf({ ALARM_CHANNEL: to }: Settings): Pick<Config, 'alarmsTo'> {
  return to === undefined ? {} : { alarmsTo: to.includes('@') ? `mail:${to}` : to }
}

function discordOf(settings: Settings): Pick<Config, 'discord'> {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: api, DISCORD_GUILD_ID: guildId } = settings
  if (token === undefined) return {}
  const messageContent = settings.DISCORD_MESSAGE_CONTENT === 'on'
  const shards = settings.DISCORD_SHARDS === 'auto' ? 'auto' : Number(settings.DISCORD_SHARDS)
  return { discord: { token, messageContent, shards, ...given({ guildId, apiUrl: api?.replace(/\/+$/, '') }) } }
}

function mailOf(settings: Settings): Pick<Config, 'mail'> {
  const { SMTP_URL: url, MAIL_FROM: from, RESEND_API_KEY: resendKey, RESEND_API_URL: api } = settings
  if (resendKey !== undefined && from !== undefined)
    return { mail: { resendKey, from, ...given({ apiUrl: api?.replace(/\/+$/, '') }) } }
  return url === undefined ? {} : { mail: { url, from: from ?? `orders@${new URL(url).hostname}` } }
}

function mailProblems({ SMTP_URL: url, RESEND_API_KEY: key, MAIL_FROM: from }: Settings): readonly ConfigProblem[] {
  if (key !== undefined && url !== undefined)
    return [{ variable: 'RESEND_API_KEY', message: 'and SMTP_URL are both set; leave one of them out' }]
  if (key !== undefined && from === undefined)
    return [{ variable: 'MAIL_FROM', message: 'is missing; Resend needs it, such as "Shop <orders@shop.example>"' }]
  return []
}

function stripeOf(settings: Settings): Pick<Config, 'stripe'> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = settings
  const { STRIPE_RETURN_URL: returnUrl, STRIPE_API_URL: apiUrl } = settings
  if (secretKey === undefined || returnUrl === undefined) return {}
  return { stripe: { secretKey, returnUrl, ...given({ webhookSecret, apiUrl }) } }
}

/** Half a connection to Stripe is a mistake, not an absence. */
function stripeProblems(given: Settings): readonly ConfigProblem[] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: hook, STRIPE_RETURN_URL: back } = given
  if (key === undefined && (hook !== undefined || back !== undefined))
    return [{ variable: 'STRIPE_SECRET_KEY', message: 'is missing; Stripe needs it besides the other settings' }]
  if (key !== undefined && back === undefined)
    return [
      { variable: 'STRIPE_RETURN_URL', message: 'is missing: a web page of yours where customers land after paying' },
    ]
  return []
}

function slackConfig(settings: Settings): SlackConfig | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL,
  } = settings
  if (botToken === undefined) return undefined
  const { SLACK_ORDERS_CHANNEL: ordersChannel, SLACK_APPROVALS_CHANNEL: approvalsChannel } = settings
  return {
    botToken,
    // The SDK joins method names to it as they are.
    ...given({
      ...{ appToken, signingSecret, ordersChannel, approvalsChannel },
      apiUrl: SLACK_API_URL?.replace(/\/?$/, '/'),
    }),
  }
}

/** Half a connection to Slack is a mistake, not an absence. */
function slackProblems(given: Settings): readonly ConfigProblem[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = given
  if (bot === undefined && (app !== undefined || secret !== undefined))
    return [{ variable: 'SLACK_BOT_TOKEN', message: 'is missing; Slack needs it besides the other settings' }]
  if (bot !== undefined && app === undefined && secret === undefined)
    return [
      {
        variable: 'SLACK_BOT_TOKEN',
        message: 'needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) besides',
      },
    ]
  return []
}

export const configProblemText = ({ variable, message }: ConfigProblem): string => `${variable} ${message}`

const problemOf = (issue: z.core.$ZodIssue): ConfigProblem => ({
  variable: issue.path.map(String).join('.'),
  message: issue.message,
})

/** PARLEY_* names are ours: one we do not know is a typing mistake that would otherwise go unnoticed. */
function unknownVariables(given: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  const known = Object.keys(schema.shape).filter((name) => name.startsWith('PARLEY_'))
  return Object.keys(given)
    .filter((name) => name.startsWith('PARLEY_') && !known.includes(name))
    .map((variable) => ({ variable, message: `is not a setting of Parley; known are ${known.join(', ')}` }))
}
