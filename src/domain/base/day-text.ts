/**
 * Days as people type them: "2026-12-04", "4 Dec", "December 4th", "Friday", "tomorrow". Rule: the
 * next such day from today on; a day that does not exist is no day.
 */
import { addDays, weekday } from './calendar.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** YYYY-MM-DD from the shop's today (the same form); undefined: no day. */
export function readDay(typed: string, today: string): string | undefined {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:on|by|next|this|the)\s+/, '')
    .replace(/[.,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (/^\d{4}-\d\d-\d\d$/.test(words)) return isReal(words) ? words : undefined
  if (words === 'today') return today
  if (words === 'tomorrow') return addDays(today, 1)
  const named = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*$/.exec(words)?.[1]
  if (named !== undefined) return addDays(today, (WEEKDAYS.indexOf(named) - weekday(today) + 7) % 7 || 7)
  const bare = words.replace(/^(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\s+/, '')
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})(?: (\d{4}))?$/.exec(bare)
  const monthFirst = /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(bare)
  const [day, month, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  const index = MONTHS.indexOf((month ?? '').slice(0, 3))
  return day === undefined || index < 0 ? undefined : nextOf(Number(day), index + 1, { year, today })
}

type From = { readonly year: string | undefined; readonly today: string }
function nextOf(day: number, month: number, { year, today }: From): string | undefined {
  const on = (of: number): string => `${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const now = Number(today.slice(0, 4))
  const date = year === undefined ? (on(now) < today ? on(now + 1) : on(now)) : on(Number(year))
  return isReal(date) ? date : undefined
}

function isReal(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}
