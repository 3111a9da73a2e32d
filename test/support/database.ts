// A real database for one test file, cloned from the run's template in milliseconds and dropped
// when the file is done. Rule: tests share nothing, and nothing of ours is mocked. Use, at the top
// of a test file: `const { url } = await freshDatabase()`, then build the same clients from the
// address as the product does. Next: global.ts, which makes the template.
import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { withAdmin, withDatabase } from './server.ts'

export type TestDatabase = { readonly url: string; readonly name: string }

/**
 * `template` (default): every migration applied. `empty`: no table at all. Call it while the file
 * loads, not inside a hook or a test.
 */
export async function freshDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const { adminUrl, template, prefix } = inject('testDatabase')
  const name = `${prefix}${randomUUID().slice(0, 8)}`
  const source = from === 'template' ? `template ${template} strategy file_copy` : ''
  await withAdmin(adminUrl, (admin) => admin.query(`create database ${name} ${source}`))
  // Hooks run last in, first out: clients that a file opens after this call are closed before their database goes.
  afterAll(() => withAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`)))
  return { url: withDatabase(adminUrl, name), name }
}
