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
    expect(parse({})).toEqual({ ok: true, config: { dataFolder: '/srv/shop/.data', host: '127.0.0.1', port: 3000 } })
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

  test('every problem is reported at once, by the name of the variable', () => {
    expect(problems({ DATABASE_URL: 'mysql://root:hunter2@db/x', PORT: '99999', PARLEY_SECRET: 'short', PARLEY_DATTA: 'x' })).toEqual([
      'PARLEY_DATTA is not a setting of Parley; known are PARLEY_DATA, PARLEY_SECRET',
      'DATABASE_URL must be an address such as postgresql://user:password@host:5432/database',
      'PORT must be a number from 0 to 65535',
      'PARLEY_SECRET must have at least 32 characters',
    ])
  })

  test('no value is ever in a message, since it may be a secret', () => {
    const values = { DATABASE_URL: 'hunter2-a', PORT: 'hunter2-b', HOST: 'hunter2 c', PARLEY_SECRET: 'hunter2-d' }
    expect(problems(values)).toHaveLength(4)
    expect(problems(values).join()).not.toContain('hunter2')
  })
})
