/**
 * Troubles of the machine around Parley, in one sentence for whoever starts it: what is in the way
 * and what to do. Rule: no stack for what a person can mend; anything else is a fault and keeps
 * its own. Next: cli/main.ts, which prints it.
 */
import { CommandError, EXIT, type ExitCode } from '#host/exit.ts'
import { NoShop } from '#store/shop/shop-read.ts'
import { codesIn, whyAgain } from '#store/turn/queue/retry.ts'

/** `url`: of the database, where it is not the embedded one. */
export function troubleOf(error: unknown, url: string | undefined): CommandError | undefined {
  if (error instanceof NoShop)
    return new CommandError(
      EXIT.config,
      'There is no shop yet: "parley start" brings the demo shop, "parley shop load FILE" your own.',
    )
  const codes = codesIn(error)
  const at = `The database at ${databasePlace(url)}`
  for (const code of codes) {
    const said = SAID[code]?.({ at, path: pathOf(error), name: nameOf(url), user: userOf(url) })
    if (said !== undefined) return new CommandError(said[0], said[1])
  }
  if (whyAgain(error) !== 'away') return undefined
  return new CommandError(
    EXIT.unavailable,
    `${at} cannot be reached (${codes[0] ?? 'no answer in time'}). Nothing was lost; try again once it is back.`,
  )
}

type Around = { readonly at: string; readonly path: string | undefined; readonly name: string; readonly user: string }
type Sentence = readonly [ExitCode, string]
/** Undefined where the code may as well be the network's. */
type Words = (around: Around) => Sentence | undefined

const file =
  (words: (path: string) => string): Words =>
  ({ path }) =>
    path === undefined ? undefined : [EXIT.config, words(path)]
const notWritable = file(
  (path) => `${path} cannot be written: give the account that runs Parley the right to, or set another PARLEY_DATA.`,
)
/** A file that may not be written, or the socket of a database that another account keeps for itself. */
const noAccess: Words = (around) =>
  around.path === undefined
    ? [
        EXIT.config,
        `${around.at} may not be opened by the account that runs Parley: use its host and port in DATABASE_URL.`,
      ]
    : notWritable(around)
const isFile = file((path) => `${path} is a file where a folder is needed: move it away, or set another PARLEY_DATA.`)
const noRight: Words = ({ at, user }) => [
  EXIT.config,
  `${at} does not let ${user} in: check the name and the password in DATABASE_URL, and what the role may do.`,
]
const fullDisk: Words = ({ at, path }) => [
  EXIT.unavailable,
  `The disk of ${path ?? at.slice(4)} is full: make room, then start again. What was saved is safe.`,
]

const SAID: Readonly<Record<string, Words>> = {
  ENOSPC: fullDisk,
  EDQUOT: fullDisk,
  53100: fullDisk,
  EACCES: noAccess,
  EPERM: noAccess,
  EROFS: notWritable,
  ENOTDIR: isFile,
  EEXIST: isFile,
  EISDIR: file((path) => `${path} is a folder where a file is needed.`),
  ENOENT: file((path) => `${path} is missing: make it, or set another one (TMPDIR for temporary files).`),
  28000: noRight,
  '28P01': noRight,
  42501: noRight,
  '3D000': ({ at, name }) => [
    EXIT.config,
    `${at} has no database ${name}: make it (createdb ${name}), or correct DATABASE_URL.`,
  ],
}

/** Of a fault of the file system; connecting to a socket is the network's. */
function pathOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return undefined
  return 'syscall' in error && error.syscall === 'connect' ? undefined : error.path
}

/** "db.example.com:5432", or the folder of a socket; never the password. */
export function databasePlace(given: string | undefined): string {
  if (given === undefined || !URL.canParse(given)) return 'this machine'
  const { hostname, port, searchParams } = new URL(given)
  return `${searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname)}:${port === '' ? '5432' : port}`
}
const nameOf = (url: string | undefined): string =>
  url !== undefined && URL.canParse(url) ? new URL(url).pathname.slice(1) : 'parley'
const userOf = (url: string | undefined): string =>
  (url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '') || 'Parley'
