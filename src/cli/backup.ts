/**
 * `parley backup FILE` and `parley restore FILE`: everything, in one file that no other person may
 * read. How: store/admin/backup.ts.
 */
import { existsSync } from 'node:fs'
import { openDatabase } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import { backupTo, RestoreRefused, restoreFrom } from '#store/admin/backup.ts'
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
  usage: 'restore FILE',
  summary: 'Bring a backup into an empty database of the same version.',
  words: [1, 1],
  async run([file = '']) {
    if (!existsSync(file)) throw failed(`${file} cannot be read.`)
    const database = await openDatabase(readEnvironment(), say)
    try {
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
