// `npm run flood -- [--messages 3000]`: one guest floods while others talk, on a database of its own.
// Rule: its last line is the verdict; 1 when 99 of 100 of the others waited more than half a second,
// or anything went wrong in the log. Next: flood.ts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createFloods } from '#conversation/edge/floods.ts'
import { migrate } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { demoWith } from '#test/support/demo.ts'
import { openParley } from '#test/support/open-parley.ts'
import { flood, waitsText } from './flood.ts'

const MOST = 500
const { values } = parseArgs({ options: { messages: { type: 'string', default: '3000' } } })
const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-flood-'))
fs.chmodSync(base, 0o755)
const server = await embeddedPostgres({ folder: path.join(base, 'pg'), durability: 'full' })
try {
  const url = await server.openDatabase('parley')
  await migrate({ url })
  const parley = await openParley(url, {
    engine: { floods: createFloods({ perMinute: 60, now: () => performance.now() }) },
  })
  await parley.store.loadShop(demoWith({ plenty: 1_000_000 }))
  const how = { guest: 'web:flooder', thread: 'web:flood', least: 1 }
  await flood(parley, { ...how, messages: 0 })
  const waits = await flood(parley, { ...how, messages: Number(values.messages) })
  const wrong = [...parley.faults, ...(await parley.store.checkInvariants())]
  await parley.close()
  const passed = waits.p99 < MOST && wrong.length === 0
  console.log(`flood: ${values.messages} messages of one guest; ${waitsText(waits)}; ${wrong.length} faults`)
  console.log(`flood: ${passed ? 'PASSED' : 'FAILED'}`)
  process.exitCode = passed ? 0 : 1
} finally {
  await server.release()
  fs.rmSync(base, { recursive: true, force: true })
}
