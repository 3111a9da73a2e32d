/**
 * The variables of the environment, each with its form and, where it is refused, its words. A new
 * setting: one entry of `schema`, one line in .env.example. Next: config.ts makes the configuration
 * of them.
 */
import { z } from 'zod'

/** Of what a shop says how many days it is kept. */
const KEPT = ['talk', 'carts', 'contacts', 'history'] as const
export type KeptKind = (typeof KEPT)[number]

const MIN_SECRET = 32
const MIN_SIGNING_SECRET = 16
const MIN_TOKEN = 16
const KEEP_DAYS = new RegExp(`^(?:(?:${KEPT.join('|')})=\\d{1,5}(?: +|$))+$`)
const ALARM_PLACE = /^(?:slack:approvals|terminal:[\w-]+|[^\s@:]+@[^\s@]+)$/

const postgresUrl = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:') && url.pathname.length > 1
}, 'must be an address such as postgresql://user:password@host:5432/database')

const web = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'must be an http(s) address')
const smtp = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol),
    'must be an address such as smtp://user:password@host:587',
  )
const snowflake = z.string().regex(/^\d{5,20}$/, 'must be the number Discord shows with "Copy Server ID"')
const startsWith = (prefix: string) => z.string().startsWith(prefix, `must begin with ${prefix}`)
const slackChannel = z
  .string()
  .regex(
    /^[CG][A-Z0-9]{2,}$/,
    'must be the ID of a channel, such as C0123ABCD (Slack shows it at the end of the channel details)',
  )

export const schema = z.object({
  DATABASE_URL: postgresUrl.optional(),
  PARLEY_DATA: z.string().default('.data'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or an address, such as 127.0.0.1')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a number from 0 to 65535')
    .default('3000'),
  ALARM_CHANNEL: z
    .string()
    .regex(ALARM_PLACE, 'must be an e-mail address, slack:approvals, or a terminal thread such as terminal:alarms')
    .optional(),
  METRICS_TOKEN: z.string().min(MIN_TOKEN, `must have at least ${MIN_TOKEN} characters`).optional(),
  TRUSTED_PROXIES: z.string().regex(/^\d$/, 'must be a number from 0 to 9').default('0'),
  NEWER_SCHEMA: z.enum(['refuse', 'allow'], 'must be refuse or allow').default('refuse'),
  MESSAGES_PER_MINUTE: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number, 0 for no limit')
    .default('60'),
  KEEP_DAYS: z
    .string()
    .regex(KEEP_DAYS, `must be such as "talk=30 carts=30 contacts=90 history=180"; 0: for ever`)
    .optional(),
  STOCK_SYNC: z.string().optional(),
  STOCK_SYNC_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a number of minutes')
    .default('15'),
  PARLEY_SECRET: z.string().min(MIN_SECRET, `must have at least ${MIN_SECRET} characters`).optional(),
  DISCORD_TOKEN: z.string().min(3).optional(),
  DISCORD_API_URL: web.optional(),
  DISCORD_GUILD_ID: snowflake.optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^(?:auto|[1-9]\d{0,2})$/, 'must be auto or a number from 1 to 999')
    .default('auto'),
  DISCORD_MESSAGE_CONTENT: z.enum(['on', 'off'], 'must be on or off').default('off'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_/, 'must begin with sk_ or rk_')
    .optional(),
  STRIPE_WEBHOOK_SECRET: startsWith('whsec_').optional(),
  STRIPE_RETURN_URL: web.optional(),
  STRIPE_API_URL: web.optional(),
  WEBHOOKS_PRIVATE: z.enum(['on', 'off'], 'must be on or off').default('off'),
  SMTP_URL: smtp.optional(),
  RESEND_API_KEY: startsWith('re_').optional(),
  RESEND_API_URL: web.optional(),
  MAIL_FROM: z.string().regex(/@/, 'must be an e-mail address, such as "Shop <orders@shop.example>"').optional(),
  SLACK_BOT_TOKEN: startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(MIN_SIGNING_SECRET, `must have at least ${MIN_SIGNING_SECRET} characters`)
    .optional(),
  SLACK_API_URL: z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'must be a web address')
    .optional(),
  SLACK_ORDERS_CHANNEL: slackChannel.optional(),
  SLACK_APPROVALS_CHANNEL: slackChannel.optional(),
})
export type Settings = z.infer<typeof schema>
