// Every *.txt beside this file is a conversation that must go as written, through the real command,
// each on a database of its own. See play.ts.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'vitest'
import { freshDatabase } from '#test/support/database.ts'
import { parseScenario, play } from './play.ts'

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'))
for (const file of files) {
  const scenario = parseScenario(readFileSync(path.join(import.meta.dirname, file), 'utf8'))
  const { url } = await freshDatabase()
  test(scenario.title, { timeout: 120_000 }, () =>
    play(scenario, { DATABASE_URL: url, PARLEY_SECRET: 'a secret that only tests know, 32 and more' }),
  )
}
