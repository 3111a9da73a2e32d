/**
 * Days as people type them: "2026-12-04", "4 Dec", "the 5th of December", "12/12", "Friday week", "in
 * two weeks". Rule: the next such day from today on; a day that does not exist is no day. Whether
 * "5/12" is in May or in December is how the shop's country writes it.
 */
import { addDays, weekday } from './calendar.ts'
import { MONTHS, NTHS, WEEKDAYS } from './day-words.ts'

const COUNTS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10 }
/** Where the month is written first. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'PH', 'PW', 'FM', 'MH'])

/** YYYY-MM-DD from the shop's today (the same form); undefined: no day. */
export function readDay(typed: string, today: string, country = ''): string | undefined {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/\b(twenty|thirty) (?=\p{L}+(?:st|nd|rd|th)\b)/u, '$1-')
    .replace(/[,]|\.(?!\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:on|by|for|until|till|to)\s+)+/, '')
  return dated(words, today, country) ?? soon(words, today) ?? onWeekday(words, today) ?? ofMonth(words, today)
}

function dated(words: string, today: string, country: string): string | undefined {
  const iso = /^(\d{4})[-/](\d\d)[-/](\d\d)$/.exec(words)
  if (iso !== null) return real(`${iso[1]}-${iso[2]}-${iso[3]}`)
  const [, one, other, year] = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?$/.exec(words) ?? []
  if (one === undefined || other === undefined) return undefined
  const from = { year: year?.length === 2 ? `20${year}` : year, today }
  const first = MONTH_FIRST.has(country) && !words.includes('.')
  const [month, day] = first ? [Number(one), Number(other)] : [Number(other), Number(one)]
  return nextOf(day, month, from) ?? nextOf(month, day, from)
}

function soon(words: string, today: string): string | undefined {
  if (words === 'today') return today
  if (words === 'tomorrow') return addDays(today, 1)
  if (/^(?:the )?day after tomorrow$/.test(words)) return addDays(today, 2)
  if (/^christmas(?: day)?$/.test(words)) return nextOf(25, 12, { year: undefined, today })
  if (words === 'christmas eve') return nextOf(24, 12, { year: undefined, today })
  if (/^new year[\u2019']?s eve$/.test(words)) return nextOf(31, 12, { year: undefined, today })
  const [, count = '', of = ''] =
    /^(?:in )?(a|one|two|three|four|five|six|ten|\d{1,2}) (day|week)s?(?: (?:later|from (?:now|today)))?$/.exec(
      words,
    ) ?? []
  const many = COUNTS[count] ?? Number(count)
  if (of !== '') return addDays(today, of === 'week' ? many * 7 : many)
  return /^(?:in )?a week (?:from )?tomorrow$/.test(words) ? addDays(today, 8) : undefined
}

/**
 * "Friday" is the next one, "Friday week" the one after it, "Friday next week" that of the week
 * that begins on Monday.
 */
function onWeekday(words: string, today: string): string | undefined {
  const NAME = `(${WEEKDAYS.join('|')})${DAY_ENDS}`
  const alone = new RegExp(`^(?:(?:next|this|coming|the|this coming) )?${NAME}$`).exec(words)?.[1]
  if (alone !== undefined) return next(alone, today)
  const later =
    new RegExp(`^(?:the )?${NAME} (?:week|in a week)$`).exec(words)?.[1] ??
    new RegExp(`^a week (?:on |from )?(?:the )?${NAME}$`).exec(words)?.[1]
  if (later !== undefined) return addDays(next(later, today), 7)
  const following =
    new RegExp(`^${NAME} (?:of )?next week$`).exec(words)?.[1] ?? new RegExp(`^next week ${NAME}$`).exec(words)?.[1]
  if (following === undefined) return undefined
  const monday = next('mon', today)
  return addDays(monday, (WEEKDAYS.indexOf(following) + 6) % 7)
}
const next = (day: string, today: string): string =>
  addDays(today, (WEEKDAYS.indexOf(day) - weekday(today) + 7) % 7 || 7)

function ofMonth(words: string, today: string): string | undefined {
  const bare = words.replace(new RegExp(`^(?:(?:${WEEKDAYS.join('|')})${DAY_ENDS}\\s+)?(?:the )?`), '')
  const NTH = '(\\d{1,2}(?:st|nd|rd|th)?|[a-z-]+(?:st|nd|rd|th))'
  const dayFirst = new RegExp(`^${NTH}(?: of)? ([a-z]{3,9})(?: (\\d{4}))?$`).exec(bare)
  const monthFirst = new RegExp(`^([a-z]{3,9}) (?:the )?${NTH}(?: (\\d{4}))?$`).exec(bare)
  const [said = '', month, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  const index = MONTHS.findIndex((each) => isShortOf(month ?? '', each))
  if (index >= 0) return nextOf(nth(said), index + 1, { year, today })
  const alone = /^(?:\d{1,2}(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))$/.test(bare) ? nth(bare) : 0
  if (alone === 0) return undefined
  const now = today.slice(0, 7)
  const here = real(`${now}-${two(alone)}`)
  return here !== undefined && here >= today ? here : real(`${addDays(`${now}-28`, 7).slice(0, 7)}-${two(alone)}`)
}

/** "Wed", "weds", "wednesday", "wednesdays"; no "wedding". */
const DAY_ENDS = '(?:s|r|rs|day|sday|nesday|rsday|urday)?s?'
const isShortOf = (said: string, month: string): boolean =>
  said.length >= 3 && (month.startsWith(said) || (said === 'sept' && month === 'september'))
const nth = (said: string): number => NTHS.indexOf(said) + 1 || Number(/^\d{1,2}/.exec(said)?.[0] ?? 0)
const two = (part: number): string => String(part).padStart(2, '0')

type From = { readonly year: string | undefined; readonly today: string }
function nextOf(day: number, month: number, { year, today }: From): string | undefined {
  const on = (of: number): string => `${of}-${two(month)}-${two(day)}`
  const now = Number(today.slice(0, 4))
  const date = year === undefined ? (on(now) < today ? on(now + 1) : on(now)) : on(Number(year))
  return real(date)
}

function real(date: string): string | undefined {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date) ? date : undefined
}
