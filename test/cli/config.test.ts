// The environment: defaults, every problem at once, and never a value in a message.
import { describe, expect, test } from 'vitest'
import { configProblemText, parseConfig } from '#config'

const parse = (environment: Record<string, string>) => parseConfig(environment, '/srv/shop')
const problems = (environment: Record<string, string>) => {
  const result = parse(environment)
  return result.ok ? [] : result.problems.map(configProblemText)
}

describe('settings', () => {
  test('nothing needs to be set', () => {
    expect(parse({})).toEqual({
      ok: true,
      config: {
        ...{ dataFolder: '/srv/shop/.data', host: '127.0.0.1', port: 3000 },
        ...{ messagesPerMinute: 60, newerSchema: 'refuse', trustedProxies: 0 },
      },
    })
  })

  test('an empty variable counts as not set', () => {
    expect(parse({ DATABASE_URL: '', PORT: ' ' })).toEqual(parse({}))
  })

  test('a PostgreSQL address, a folder and a port are taken', () => {
    const result = parse({ DATABASE_URL: 'postgresql://me:pw@db:5433/shop', PARLEY_DATA: '/var/lib/parley', PORT: '0' })
    expect(result).toMatchObject({
      ok: true,
      config: { databaseUrl: 'postgresql://me:pw@db:5433/shop', dataFolder: '/var/lib/parley', port: 0 },
    })
  })

  test('how long things are kept is a list of days; other words are refused', () => {
    expect(parse({ KEEP_DAYS: 'talk=7 contacts=0' })).toMatchObject({ config: { keepDays: { talk: 7, contacts: 0 } } })
    for (const KEEP_DAYS of ['talk=7, carts=3', 'words=7', 'talk=soon', '7'])
      expect(problems({ KEEP_DAYS })).toEqual([expect.stringContaining('KEEP_DAYS must be such as "talk=30')])
  })

  test('every problem is reported at once, by the name of the variable', () => {
    expect(
      problems({ DATABASE_URL: 'mysql://root:hunter2@db/x', PORT: '99999', PARLEY_SECRET: 'short', PARLEY_DATTA: 'x' }),
    ).toEqual([
      'PARLEY_DATTA is not a setting of Parley; known are PARLEY_DATA, PARLEY_SECRET',
      'DATABASE_URL must be an address such as postgresql://user:password@host:5432/database',
      'PORT must be a number from 0 to 65535',
      'PARLEY_SECRET must have at least 32 characters',
    ])
  })

  test('Slack is on with a bot token and one way in', () => {
    const socket = parse({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:1/api',
    })
    expect(socket).toMatchObject({
      config: { slack: { botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'http://127.0.0.1:1/api/' } },
    })
    const http = parse({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'sixteen or more characters',
      SLACK_ORDERS_CHANNEL: 'C0123ABCD',
    })
    expect(http).toMatchObject({
      config: { slack: { signingSecret: 'sixteen or more characters', ordersChannel: 'C0123ABCD' } },
    })
  })

  test('Stripe needs a key and a page to land on, mail one way to leave; half of it is said by name', () => {
    const stripe = { STRIPE_SECRET_KEY: 'rk_test_1', STRIPE_RETURN_URL: 'https://shop.example/thanks' }
    expect(parse(stripe)).toMatchObject({
      config: { stripe: { secretKey: 'rk_test_1', returnUrl: 'https://shop.example/thanks' } },
    })
    expect(problems({ STRIPE_SECRET_KEY: 'hunter2', STRIPE_WEBHOOK_SECRET: 'x' })).toEqual([
      'STRIPE_SECRET_KEY must begin with sk_ or rk_',
      'STRIPE_WEBHOOK_SECRET must begin with whsec_',
    ])
    expect(problems({ STRIPE_SECRET_KEY: 'sk_1' }).join()).toContain('STRIPE_RETURN_URL is missing')
    expect(problems({ STRIPE_RETURN_URL: 'https://shop.example' }).join()).toContain('STRIPE_SECRET_KEY is missing')
    expect(problems({ RESEND_API_KEY: 're_1' }).join()).toContain('MAIL_FROM is missing')
    expect(problems({ RESEND_API_KEY: 're_1', SMTP_URL: 'smtp://a:b@c:25', MAIL_FROM: 'a@b' }).join()).toContain(
      'both set',
    )
  })

  test('half of a connection to Slack is a mistake, said by name', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
      'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) besides',
    ])
    expect(problems({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual([
      'SLACK_BOT_TOKEN is missing; Slack needs it besides the other settings',
    ])
    expect(problems({ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1', SLACK_ORDERS_CHANNEL: '#orders' })).toEqual(
      [
        'SLACK_BOT_TOKEN must begin with xoxb-',
        'SLACK_APP_TOKEN must begin with xapp-',
        'SLACK_ORDERS_CHANNEL must be the ID of a channel, such as C0123ABCD (Slack shows it at the end of the channel details)',
      ],
    )
  })

  test('no value is ever in a message, since it may be a secret', () => {
    const values = { DATABASE_URL: 'hunter2-a', PORT: 'hunter2-b', HOST: 'hunter2 c', PARLEY_SECRET: 'hunter2-d' }
    expect(problems(values)).toHaveLength(4)
    expect(problems(values).join()).not.toContain('hunter2')
  })
})
