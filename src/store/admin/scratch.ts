/**
 * A database of its own for a moment, on the same server: to prove that a backup can be restored.
 * Rule: it is gone afterwards, whatever happened. Next: backup.ts.
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export async function withScratchDatabase<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `parley_check_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    await admin.query(`create database ${name}`)
    const own = new URL(url)
    own.pathname = `/${name}`
    try {
      return await work(own.href)
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`)
    }
  } finally {
    await admin.end().catch(() => undefined)
  }
}
