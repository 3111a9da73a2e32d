/**
 * Under which account the database server runs, and whether that account can reach what it needs.
 * Rule: PostgreSQL refuses to run as root, so root borrows an account that exists; nothing is
 * created, moved or opened up silently, and every no comes with a way out. Next: server.ts.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { exitCodeOf } from './processes.ts'

/** `own`: the server runs as whoever runs Parley. `lent`: Parley runs as root, the server under this account. */
export type SystemAccount =
  | { readonly kind: 'own' }
  | { readonly kind: 'lent'; readonly name: string; readonly uid: number; readonly gid: number }

/** Something the person who starts Parley has to change; the message says what. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}

const WAY_OUT =
  'Set PARLEY_DATA to a folder it can reach (for example /var/lib/parley), or set DATABASE_URL to use a ' +
  'PostgreSQL server of your own.'

export function serverAccount(data: string): SystemAccount {
  const owner = ownerOf(data)
  const self = process.getuid?.()
  if (self === undefined) return { kind: 'own' }
  if (self !== 0) {
    if (owner && owner.uid !== self) {
      throw new EmbeddedPostgresError(
        `The database in ${data} belongs to another account (user number ${owner.uid}, you are ${self}). ` +
          'Start Parley as that user, or as root if root started it before; or set PARLEY_DATA to another folder ' +
          'for a new, empty database.',
      )
    }
    return { kind: 'own' }
  }
  if (owner && owner.uid !== 0) return { kind: 'lent', name: `user number ${owner.uid}`, ...owner }
  const account = existingAccount()
  if (owner) {
    throw new EmbeddedPostgresError(
      `The database in ${data} belongs to root, and PostgreSQL does not run as root. Give it to the account it ` +
        `can run as: chown -R ${account.uid}:${account.gid} ${data}`,
    )
  }
  return account
}

export const credentials = (account: SystemAccount): { uid?: number; gid?: number } =>
  account.kind === 'lent' ? { uid: account.uid, gid: account.gid } : {}

export function giveTo(account: SystemAccount, folder: string): void {
  if (account.kind === 'lent') fs.chownSync(folder, account.uid, account.gid)
}

/** Throws, naming the folder in the way, when the server's account cannot get at the program it has to run. */
export function checkPrograms(account: SystemAccount, program: string): void {
  const block = account.kind === 'lent' ? blockedAt(account, program) : undefined
  if (block === undefined || account.kind === 'own') return
  throw new EmbeddedPostgresError(
    `Parley runs as root, so its database has to run as ${account.name}; that account may not read ${block}, ` +
      `where the database programs are. ` +
      'Move the Parley folder out of there (for example to /opt/parley), start Parley as an ordinary user, or ' +
      'set DATABASE_URL to use a PostgreSQL server of your own.',
  )
}

/**
 * Makes the folder that will hold the data; throws, before making anything, when the server's
 * account could not reach it.
 */
export function prepareFolder(account: SystemAccount, folder: string): void {
  let existing = folder
  while (!fs.existsSync(existing) && path.dirname(existing) !== existing) existing = path.dirname(existing)
  const block = account.kind === 'lent' ? blockedAt(account, existing) : undefined
  if (block !== undefined && account.kind === 'lent') {
    throw new EmbeddedPostgresError(
      `Parley runs as root, so its database has to run as ${account.name}; that account may not enter ${block}, ` +
        `and the data would be in ${folder}. ${WAY_OUT}`,
    )
  }
  try {
    const first = fs.mkdirSync(folder, { recursive: true })
    // whatever the umask says
    for (let made = folder; first && made.startsWith(first); made = path.dirname(made)) fs.chmodSync(made, 0o755)
    fs.accessSync(folder, fs.constants.W_OK)
  } catch (error) {
    throw new EmbeddedPostgresError(
      `Parley cannot write in ${folder} (${exitCodeOf(error) ?? String(error)}), where it keeps its data. ${WAY_OUT}`,
    )
  }
}

/**
 * The outermost folder (or the file itself) the account may not enter or run; asks the system,
 * which also knows about access lists.
 */
function blockedAt(account: SystemAccount, target: string): string | undefined {
  const steps = [target]
  while (path.dirname(steps[0] ?? '/') !== steps[0]) steps.unshift(path.dirname(steps[0] ?? '/'))
  return steps.find((step) => !mayEnter(step, account))
}

function mayEnter(target: string, account: SystemAccount): boolean {
  try {
    execFileSync('test', ['-x', target], { ...credentials(account), cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Of a data folder that is in use; an empty one, made by hand or by a mount, has no say. */
function ownerOf(data: string): { readonly uid: number; readonly gid: number } | undefined {
  const found = fs.statSync(data, { throwIfNoEntry: false })
  if (!found) return undefined
  try {
    if (fs.readdirSync(data).length === 0) return undefined
  } catch {
    // closed to us: certainly in use
  }
  return { uid: found.uid, gid: found.gid }
}

function existingAccount(): SystemAccount & { kind: 'lent' } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { kind: 'lent', name: `the user "${name}"`, uid: number('-u'), gid: number('-g') }
    } catch {
      // no such account here: the next
    }
  }
  throw new EmbeddedPostgresError(
    'Parley runs as root, PostgreSQL refuses to, and there is neither a "postgres" nor a "nobody" account to run ' +
      'it as. Start Parley as an ordinary user, or set DATABASE_URL.',
  )
}
