/**
 * A day that was, as people type it: "yesterday", "last night", "on Monday", "two days ago", "24
 * Nov". Rule: the last such day up to today; what names no day is none. Next: day-text.ts for days
 * to come.
 */
import { addDays, weekday } from './calendar.ts'
import { readDay } from './day-text.ts'
import { WEEKDAYS } from './day-words.ts'

const COUNTS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 }

/** YYYY-MM-DD from the shop's today (the same form). */
export function readPastDay(typed: string, today: string, country = ''): string | undefined {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:on|the|last)\s+(?!night\b)/, '')
  if (/^(?:today|this (?:morning|afternoon|evening)|just now|earlier|earlier today|a moment ago)$/.test(words))
    return today
  if (/^(?:yesterday|last night)/.test(words)) return addDays(today, -1)
  if (/^(?:the )?day before yesterday$/.test(words)) return addDays(today, -2)
  const [, count = '', of = ''] = /^(a|one|two|three|four|five|six|\d{1,2}) (day|week)s? ago$/.exec(words) ?? []
  if (of !== '') return addDays(today, 0 - (COUNTS[count] ?? Number(count)) * (of === 'week' ? 7 : 1))
  const named = WEEKDAYS.indexOf(words.slice(0, 3))
  if (named >= 0 && /^\p{L}+$/u.test(words)) return addDays(today, 0 - ((weekday(today) - named + 7) % 7 || 7))
  const next = readDay(words, today, country)
  if (next === undefined || next <= today) return next
  const before = `${Number(next.slice(0, 4)) - 1}${next.slice(4)}`
  return /\d{4}/.test(words) ? undefined : before
}
