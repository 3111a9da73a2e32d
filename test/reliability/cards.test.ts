// Card numbers through the whole product: whatever way somebody types one, no table, no backup and
// no log ever holds it. Rule: they end at the door (src/conversation/edge/receive.ts), so that nothing
// behind it has to know of them. Next: test/conversation/redact.test.ts, how they are found.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test, vi } from 'vitest'
import { backupTo } from '#store/admin/backup.ts'
import { message } from '#test/support/open-parley.ts'
import { world } from '#test/support/world.ts'

const shop = await world()
const folder = mkdtempSync(path.join(tmpdir(), 'parley-cards-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CARD = '4242424242424242'
const AMEX = '378282246310005'
const REP = 'terminal:sam'
const GUEST = 'terminal:guest:max'

/**
 * Everything typed here ends somewhere else: a comment, a memo, a note, an address, a name, a
 * reason, a contact, talk between people.
 */
const SAID: readonly (readonly [who: string, text: string])[] = [
  [REP, 'order for max@example.com: 2 blue 11oz mugs'],
  [REP, `comment charge ${CARD}exp 12/29cvv 123`],
  [REP, 'memo 4242|4242|4242|4242 he said'],
  [REP, 'note MUG-BLUE-11OZ engraved 4242•4242•4242•4242'],
  [REP, `take 1.00 off: paid with card${AMEX}by phone`],
  [REP, 'ship to Max 4242:4242:4242:4242, 9 Elm St, Salem, OR 97301, US'],
  [REP, `bill to Max, 4242 42424242 4242 Elm St, Salem, OR 97301, US`],
  [REP, `customer visa ${CARD}thanks`],
  [REP, 'coupon 4242424242424242'],
  [REP, `3782-822463-10005 is the one, and add 1 BEAN-BLACK`],
  [GUEST, '2 blue 11oz mugs'],
  [GUEST, 'my name is 4242.4242.4242.4242 and my phone 3782 822463 10005'],
  [GUEST, 'person'],
  [GUEST, `take ４２４２ ４２４２ ４２４２ ４２４２ please, cvc: 123`],
]

async function everything(): Promise<string> {
  const tables = await shop.rows<{ t: string }>(
    `select table_name as t from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  )
  const texts: string[] = []
  for (const { t } of tables)
    texts.push(
      ...(await shop.rows<{ row: string }>(`select "${t}"::text as row from "${t}"`)).map(({ row }) => `${t}: ${row}`),
    )
  return texts.join('\n')
}
/** Digits in their order, whatever stands between them, cut where letters do. */
const runs = (text: string): readonly string[] => text.split(/[\p{L}"]/u).map((part) => part.replace(/\D/g, ''))
const holdsCard = (text: string): boolean => runs(text).some((run) => run.includes(CARD) || run.includes(AMEX))

test('a card number, however it is written, is in no table, no backup and no log', async () => {
  const logged = vi.spyOn(console, 'log')
  const failed = vi.spyOn(console, 'error')
  for (const [who, text] of SAID) await shop.deliver(message(who, `terminal:cards-${who.length}`, text))
  await shop.deliver({ ...message(REP, 'terminal:cards-name', 'help'), userName: `Max ${CARD}` })
  await shop.deliver({
    ...message(REP, 'terminal:cards-x', ''),
    kind: 'command',
    name: 'order',
    text: `for C-1001: 1 white teapot, card ${CARD}`,
  })
  const stored = await everything()
  expect(stored.length).toBeGreaterThan(10_000)
  expect(stored).toContain('[card number removed]')
  expect(stored.split('\n').filter(holdsCard)).toEqual([])
  expect(stored).not.toMatch(/\bcv[vc]\W{0,2}123/i)

  const file = path.join(folder, 'backup.gz')
  await backupTo(shop.url, file)
  const backup = gunzipSync(readFileSync(file)).toString('utf8')
  expect(backup).toContain('[card number removed]')
  expect(backup.split('\n').filter(holdsCard)).toEqual([])

  expect(holdsCard(JSON.stringify([logged.mock.calls, failed.mock.calls]))).toBe(false)
  expect(shop.faults).toEqual([])
})
