/**
 * `parley backup FILE` and `parley restore FILE`: everything, in one file that no other person may
 * read. How: store/admin/backup.ts.
 */
import { existsSync } from 'node:fs'
import { openDatabase } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import { backupTo, RestoreRefused, restoreFrom } from '#store/admin/backup.ts'
import { migrate } from '#store/admin/migrate.ts'
import { withScratchDatabase } from '#store/admin/scratch.ts'
import { openStore } from '#store/turn/open.ts'
import type { Command } from './command.ts'
import { print } from './print.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

export const backup: Command = {
  usage: 'backup FILE',
  summary: 'Copy everything into one new file, as it is at one moment; Parley may go on running.',
  words: [1, 1],
  async run([file = '']) {
    if (existsSync(file)) throw failed(`${file} exists already; a backup never writes over another.`)
    const database = await openDatabase(readEnvironment(), say)
    try {
      const { tables, rows } = await backupTo(database.url, file)
      print(`Wrote ${rows} rows of ${tables} tables to ${file}.`)
      return 0
    } finally {
      await database.release()
    }
  },
}

export const restore: Command = {
  usage: 'restore [--check] FILE',
  summary: 'Bring a backup into an empty database of the same version; --check only proves that it could be.',
  flags: { check: 'switch' },
  words: [1, 1],
  async run([file = ''], flags) {
    if (!existsSync(file)) throw failed(`${file} cannot be read.`)
    const database = await openDatabase(readEnvironment(), say)
    try {
      if (flags['check'] === true) return await proved(database.url, file)
      const { tables, rows } = await restoreFrom(database.url, file)
      print(`Restored ${rows} rows of ${tables} tables from ${file}.`)
      return 0
    } catch (error) {
      if (error instanceof RestoreRefused) throw failed(error.message)
      throw error
    } finally {
      await database.release()
    }
  },
}

/** Restored into a database of its own, looked at by the doctor, and taken away again. */
const proved = (url: string, file: string): Promise<number> =>
  withScratchDatabase(url, async (own) => {
    await migrate({ url: own })
    const { tables, rows } = await restoreFrom(own, file)
    const store = await openStore({ url: own })
    const violations = await store.checkInvariants().finally(() => store.close())
    for (const { area, rule, detail } of violations) print(`${area}: ${rule}: ${detail}`)
    if (violations.length > 0) throw failed(`${file} can be restored, and ${violations.length} things do not add up.`)
    print(`${file} can be restored: ${rows} rows of ${tables} tables, everything adds up.`)
    return 0
  })
