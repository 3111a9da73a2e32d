/** The shop's hours and what runs out when: Monday to Friday, 9 to 17 in Chicago (UTC-6 in winter). */
import { describe, expect, test } from 'vitest'
import { addDays, localDate, startOfDay } from '#domain/base/calendar.ts'
import { isOpen, openBefore, remindAt } from '#domain/base/hours.ts'
import { draftEnds, holdWarning } from '#domain/draft/idle.ts'
import { shopOf } from '#test/support/shop-fixtures.ts'

const { settings } = shopOf()
const HOUR = 60 * 60_000

describe("the shop's hours", () => {
  test.each([
    ['2026-11-23T15:00:00.000Z', true, 'Monday 9:00'],
    ['2026-11-23T14:59:00.000Z', false, 'Monday 8:59'],
    ['2026-11-23T22:59:00.000Z', true, 'Monday 16:59'],
    ['2026-11-23T23:00:00.000Z', false, 'Monday 17:00'],
    ['2026-11-22T18:00:00.000Z', false, 'Sunday noon'],
  ])('%s: open %s (%s)', (instant, open) => {
    expect(isOpen(instant, settings)).toBe(open)
  })

  test('the last open moment before a Sunday is Friday, to a quarter of an hour', () => {
    expect(openBefore('2026-11-22T18:00:00.000Z', settings)).toBe('2026-11-20T22:45:00.000Z')
  })

  test('a shop that never opens reminds when it is time', () => {
    const never = { ...settings, hours: { ...settings.hours, days: [] } }
    expect(openBefore('2026-11-22T18:00:00.000Z', never)).toBe('2026-11-22T18:00:00.000Z')
  })
})

describe('a reminder', () => {
  test('comes an hour before; for a customer at night in the last open hour, with time to be said', () => {
    expect(remindAt('2026-11-23T18:00:00.000Z', HOUR, settings, true)).toBe('2026-11-23T17:00:00.000Z')
    expect(remindAt('2026-11-22T18:00:00.000Z', HOUR, settings, false)).toBe('2026-11-22T17:00:00.000Z')
    expect(remindAt('2026-11-23T23:50:00.000Z', HOUR, settings, true)).toBe('2026-11-23T21:50:00.000Z')
    const friday = remindAt('2026-11-22T18:00:00.000Z', HOUR, settings, true)
    expect(friday).toBe('2026-11-20T21:45:00.000Z')
    expect(isOpen(friday, settings)).toBe(true)
  })

  test('of an hour of holding comes in its last quarter', () => {
    expect(holdWarning(settings)).toBe(15 * 60_000)
    expect(holdWarning({ ...settings, linkHoldMinutes: 60 * 24 })).toBe(HOUR)
  })
})

test('a draft ends seven days after it was touched, and not before its quote', () => {
  const updatedAt = '2026-11-23T15:00:00.000Z'
  expect(draftEnds({ updatedAt }, settings)).toBe('2026-11-30T15:00:00.000Z')
  expect(draftEnds({ updatedAt, quote: { until: '2026-11-25T15:00:00.000Z' } }, settings)).toBe(
    '2026-11-30T15:00:00.000Z',
  )
  expect(draftEnds({ updatedAt, quote: { until: '2026-12-25T15:00:00.000Z' } }, settings)).toBe(
    '2026-12-25T15:00:00.000Z',
  )
})

test('a day begins when the shop’s clocks say so, also where summer time begins at midnight', () => {
  for (const zone of [
    'America/Chicago',
    'America/Santiago',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Asia/Kathmandu',
    'UTC',
  ]) {
    for (let day = 0; day < 366; day++) {
      const date = addDays('2026-01-01', day)
      const begins = startOfDay(date, zone)
      expect([zone, localDate(begins, zone)]).toEqual([zone, date])
      expect(localDate(new Date(Date.parse(begins) - 1).toISOString(), zone) < date).toBe(true)
    }
  }
})
