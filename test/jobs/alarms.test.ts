// Alarms for the operator: once a cause, again after an hour, once when it is over, and again when it
// comes back; two processes and a restart say nothing twice. Next: src/jobs/alarms.ts.
import { expect, test } from 'vitest'
import { placementText } from '#conversation/edge/text.ts'
import { type AlarmStanding, alarmsOf, lookForAlarms } from '#jobs/alarms.ts'
import { world } from '#test/support/world.ts'

let ahead = 0
const shop = await world({ clock: () => new Date(Date.now() + ahead) })
const TO = 'mail:ops@shop.example'
const FINE: AlarmStanding = {
  ...{ channels: { slack: 'up' }, dead: 0, oldestInbox: 0, oldestOutbox: 0, clockAge: 0, violations: 0 },
}
const told = async () =>
  (await shop.store.outbox.list({ destination: TO })).map(({ placement }) => placementText(placement).split('\n')[0])
const look = (standing: AlarmStanding, down = new Map<string, number>()) =>
  lookForAlarms({ ...shop.store.alarms, to: TO, standing: async () => standing, now: shop.store.now }, down)

test('a cause is told once, hourly while it lasts, once when it is over, and again when it is back', async () => {
  const broken = { ...FINE, dead: 2 }
  await look(broken)
  await Promise.all([look(broken), look(broken)])
  expect(await told()).toEqual(['Alarm (dead letters): 2 messages were refused for good'])
  ahead += 3_601_000
  await Promise.all([look(broken), look(broken)])
  expect(await told()).toHaveLength(2)
  await look(FINE)
  await look(FINE)
  expect((await told()).slice(2)).toEqual(['Over (dead letters)'])
  await look(broken)
  expect(await told()).toHaveLength(4)
})

test('what is an alarm: after a minute, with the command to run', () => {
  const down = new Map<string, number>()
  const gone = { ...FINE, channels: { slack: 'reconnecting', discord: 'up' } } as const
  expect(alarmsOf(gone, down, 0)).toEqual([])
  expect(alarmsOf(gone, down, 61_000).map(({ cause }) => cause)).toEqual(['channel slack'])
  expect(alarmsOf(FINE, down, 62_000)).toEqual([])
  const all = { ...FINE, dead: 1, oldestInbox: 61, oldestOutbox: 61, clockAge: 61, violations: 3 }
  expect(alarmsOf(all, down, 63_000).map(({ cause }) => cause)).toEqual([
    'dead letters',
    'outbox',
    'inbox',
    'clock',
    'doctor',
  ])
})
