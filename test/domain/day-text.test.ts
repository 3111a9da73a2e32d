// Days as people say them, and no day where there is none.
import { expect, test } from 'vitest'
import { readDay } from '#domain/base/day-text.ts'

/** A Saturday. */
const TODAY = '2026-11-28'

test.each([
  ['2026-12-04', '2026-12-04'],
  ['4 Dec', '2026-12-04'],
  ['on the 5th of december', '2026-12-05'],
  ['the fifth of December', '2026-12-05'],
  ['December the 5th', '2026-12-05'],
  ['Monday 14 December', '2026-12-14'],
  ['Monday the 7th', '2026-12-07'],
  ['the 9th', '2026-12-09'],
  ['the 28th', '2026-11-28'],
  ['12/12', '2026-12-12'],
  ['12/4', '2026-12-04'],
  ['24.12.', '2026-12-24'],
  ['24.12.2026', '2026-12-24'],
  ['friday', '2026-12-04'],
  ['next friday', '2026-12-04'],
  ['friday week', '2026-12-11'],
  ['a week on friday', '2026-12-11'],
  ['friday next week', '2026-12-04'],
  ['next week monday', '2026-11-30'],
  ['tomorrow', '2026-11-29'],
  ['the day after tomorrow', '2026-11-30'],
  ['in two weeks', '2026-12-12'],
  ['in 3 days', '2026-12-01'],
  ['christmas eve', '2026-12-24'],
  ['the twenty-first of January', '2027-01-21'],
])('%s is %s', (said, day) => {
  expect(readDay(said, TODAY, 'US')).toBe(day)
})

test('how a country writes its days decides between two that could be meant', () => {
  expect([readDay('5/12', TODAY, 'US'), readDay('5/12', TODAY, 'GB'), readDay('31/12', TODAY, 'US')]).toEqual([
    '2027-05-12',
    '2026-12-05',
    '2026-12-31',
  ])
})

test.each(['31/2', '30 February', 'someday', 'soon', '', 'the 45th', '13.13.', 'fry'])('%s is no day', (said) => {
  expect(readDay(said, TODAY, 'US')).toBeUndefined()
})
