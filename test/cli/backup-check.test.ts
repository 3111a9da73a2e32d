// A backup is worth what its restore is worth: `restore --check` brings it into a database of its
// own, asks the doctor, and takes that away again. Next: src/store/admin/scratch.ts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { world } from '#test/support/world.ts'
import { runParley } from './parley.ts'

test('a backup is proved without touching anything; half of one, or one that does not add up, is not', {
  timeout: 90_000,
}, async () => {
  const shop = await world()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-backup-'))
  const inFolder = (name: string): string => path.join(folder, name)
  const [file, half, odd] = [inFolder('all.parley'), inFolder('half.parley'), inFolder('odd.parley')]
  const env = {
    DATABASE_URL: shop.url,
    PARLEY_SECRET: 'a secret that only tests know, 32 and more',
    PARLEY_DATA: folder,
  }
  expect((await runParley(['backup', file], { env })).code).toBe(0)
  const others = () => shop.rows(`select datname from pg_database where datname like 'parley\\_check%'`)
  const checked = await runParley(['restore', '--check', file], { env })
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('everything adds up')])
  fs.writeFileSync(half, fs.readFileSync(file).subarray(0, 2_000))
  expect((await runParley(['restore', '--check', half], { env })).code).not.toBe(0)
  await shop.rows(`update stock set allocated = allocated + 1 where sku = 'MUG-BLUE-11OZ'`)
  expect((await runParley(['backup', odd], { env })).code).toBe(0)
  const wrong = await runParley(['restore', '--check', odd], { env })
  expect([wrong.code, wrong.out]).toEqual([expect.any(Number), expect.stringContaining('MUG-BLUE-11OZ')])
  expect(wrong.code).not.toBe(0)
  expect(await others()).toEqual([])
})
