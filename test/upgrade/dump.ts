// A dump of a shop in full swing, as files: the database as `parley backup` writes it (unpacked, so
// that a change can be read) and the screens of the platforms. Rule: brought in at the schema it
// was made with, every instant moved so that the dump was taken a moment ago: what runs out does
// not, however old the dump is. Next: make.ts writes one, upgrade.test.ts loads each.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { backupTo, restoreFrom } from '#store/admin/backup.ts'
import { migrate } from '#store/admin/migrate.ts'
import type { Platforms } from './house.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations')
export const DUMPS = path.join(import.meta.dirname, 'dumps')
const DAY = 86_400_000
/** Recovery leaves alone what came in within the last seconds. Milliseconds. */
const AGE = 10_000
/** An instant as PostgreSQL or JSON writes it, or a day alone. */
const TIMES = /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00\b))?/g

/** `platforms.txt`: when the dump was taken, then what stands on Slack and on Discord, a line each. */
export async function writeDump(url: string, folder: string, { slack, discord }: Platforms): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const packed = path.join(folder, 'database.gz')
  await backupTo(url, packed)
  writeFileSync(path.join(folder, 'database.txt'), gunzipSync(readFileSync(packed)))
  rmSync(packed)
  const lines = [{ taken: new Date().toISOString() }, slack, discord].map((each) => JSON.stringify(each))
  writeFileSync(path.join(folder, 'platforms.txt'), `${lines.join('\n')}\n`)
}

/** `later`: by how much its instants are moved, milliseconds. */
export type Dump = { readonly later: number; readonly platforms: Platforms }

export function readDump(folder: string): Dump {
  const [head = '', slack = '', discord = ''] = readFileSync(path.join(folder, 'platforms.txt'), 'utf8').split('\n')
  const { taken }: { readonly taken: string } = JSON.parse(head)
  const later = Date.now() - AGE - Date.parse(taken)
  const aged = discord.replace(/"(createdAt|editedAt)":(\d+)/g, (_, name, at) => `"${name}":${Number(at) + later}`)
  return { later, platforms: { slack: JSON.parse(slack), discord: JSON.parse(aged) } }
}

/** Into a database without tables: the migrations that the dump knows, then its rows. */
export async function loadDump(url: string, folder: string, later: number): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'parley-dump-'))
  try {
    const text = readFileSync(path.join(folder, 'database.txt'), 'utf8')
    const { migrations }: { readonly migrations: readonly string[] } = JSON.parse(text.slice(0, text.indexOf('\n')))
    for (const name of migrations)
      cpSync(path.join(MIGRATIONS, name), path.join(scratch, 'migrations', name), { recursive: true })
    await migrate({ url, folder: path.join(scratch, 'migrations') })
    const packed = path.join(scratch, 'database.gz')
    writeFileSync(packed, gzipSync(moved(text, later)))
    await restoreFrom(url, packed)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const moved = (text: string, by: number): string =>
  text.replace(TIMES, (found) => (found.length > DAY_ALONE ? later(found, by) : dayLater(found, by)))
const DAY_ALONE = 10
const dayLater = (day: string, by: number): string =>
  new Date(Date.parse(day) + Math.round(by / DAY) * DAY).toISOString().slice(0, DAY_ALONE)
function later(found: string, by: number): string {
  const iso = found.replace(' ', 'T').replace('+00', 'Z')
  const moved = new Date(Date.parse(iso) + by).toISOString()
  return found === iso ? moved : moved.replace('T', ' ').replace('Z', '+00')
}
