// Generates the database client into src/generated/prisma (run by npm after every install). Rule:
// nothing is downloaded. `prisma generate` asks for a schema engine it never runs, so any existing
// program will do as one; that substitute is set for this command only (with it `prisma migrate`
// would print nothing and claim success). Next: prisma/schema.prisma; scripts/migrate.ts for
// changing tables.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const out = path.join(root, 'src/generated/prisma')
const stamp = path.join(out, '.stamp')
const require = createRequire(import.meta.url)

/** What the generated client depends on: unchanged means there is nothing to do. */
function fingerprint() {
  const schema = fs.readFileSync(path.join(root, 'prisma/schema.prisma'))
  return createHash('sha256').update(schema).update(require('prisma/package.json').version).digest('hex')
}

function generate() {
  const cli = require.resolve('prisma/build/index.js')
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    ...process.env,
  }
  const run = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], { cwd: root, env, encoding: 'utf8' })
  if (run.status !== 0) {
    console.error(
      `${run.stdout ?? ''}${run.stderr ?? ''}\nThe database client could ` +
        `not be generated: see the message above, then npm run generate.`,
    )
    process.exit(run.status ?? 1)
  }
}

const want = fingerprint()
if (process.argv.includes('--force') || !fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== want) {
  generate()
  fs.writeFileSync(stamp, want)
}
