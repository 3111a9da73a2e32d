/**
 * Shop-local days. A day is the text YYYY-MM-DD in the shop's time zone; an instant becomes a day
 * only here, through Intl. Working days are the shop's opening days (0 or 7 = Sunday, 1 = Monday
 * ... 6 = Saturday).
 */
export type LocalMoment = { readonly date: string; readonly time: string }

const clocks = new Map<string, Intl.DateTimeFormat>()
function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}

/** The moment asked for last: a turn asks for its own many times. */
let last: { readonly instant: string; readonly timeZone: string; readonly moment: LocalMoment } | undefined

/** Day and "HH:MM" of an ISO instant as a clock in the shop shows them. Throws RangeError on an invalid instant. */
export function localMoment(instant: string, timeZone: string): LocalMoment {
  if (last?.instant === instant && last.timeZone === timeZone) return last.moment
  const shown = clock(timeZone).format(new Date(instant))
  const moment = { date: `${shown.slice(6, 10)}-${shown.slice(3, 5)}-${shown.slice(0, 2)}`, time: shown.slice(-5) }
  last = { instant, timeZone, moment }
  return moment
}

/** "EST", "GMT+1": what a clock in the shop is set to at that instant. */
export const zoneName = (instant: string, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone

export const localDate = (instant: string, timeZone: string): string => localMoment(instant, timeZone).date

const DAY = 86_400_000
const asUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`)

export const addDays = (date: string, days: number): string =>
  new Date(asUtc(date) + days * DAY).toISOString().slice(0, 10)

const MINUTE = 60_000
/** No zone is further from UTC. */
const FARTHEST = 15 * 60

/**
 * The first instant of a day in the shop, to the minute: days begin when its clocks say so,
 * whatever summer time does.
 */
export function startOfDay(date: string, timeZone: string): string {
  let [before, at] = [-FARTHEST, FARTHEST]
  const instant = (minutes: number) => new Date(asUtc(date) + minutes * MINUTE).toISOString()
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2)
    if (localDate(instant(middle), timeZone) < date) before = middle
    else at = middle
  }
  return instant(at)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((asUtc(to) - asUtc(from)) / DAY)

/** 0 = Sunday ... 6 = Saturday. */
export const weekday = (date: string): number => new Date(asUtc(date)).getUTCDay()

export const isOpenDay = (date: string, openDays: readonly number[]): boolean =>
  openDays.some((day) => day % 7 === weekday(date))

/** The day itself when the shop is open on it, else the next open one; undefined for a shop that never opens. */
export function openDayFrom(date: string, openDays: readonly number[]): string | undefined {
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const day = addDays(date, ahead)
    if (isOpenDay(day, openDays)) return day
  }
  return undefined
}

/** The `count`-th open day after a day; the day itself for 0. */
export function addOpenDays(date: string, count: number, openDays: readonly number[]): string | undefined {
  let day: string | undefined = date
  for (let step = 0; step < count && day !== undefined; step += 1) day = openDayFrom(addDays(day, 1), openDays)
  return day
}

const names = new Map<string, Intl.DateTimeFormat>()
function partOf(date: string, locale: string, part: 'weekday' | 'day' | 'month'): string {
  const key = `${locale}/${part}`
  const format =
    names.get(key) ?? new Intl.DateTimeFormat(locale, { [part]: part === 'day' ? 'numeric' : 'short', timeZone: 'UTC' })
  names.set(key, format)
  return format.format(asUtc(date))
}

/** "Fri 4 Dec" */
export const formatDay = (date: string, locale: string): string =>
  `${partOf(date, locale, 'weekday')} ${partOf(date, locale, 'day')} ${partOf(date, locale, 'month')}`

/** "Wed 25 - Fri 27 Nov", "Mon 30 Nov - Wed 2 Dec", or one day. */
export function formatDayRange(from: string, to: string, locale: string): string {
  if (from === to) return formatDay(from, locale)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  const start = sameMonth
    ? `${partOf(from, locale, 'weekday')} ${partOf(from, locale, 'day')}`
    : formatDay(from, locale)
  return `${start} - ${formatDay(to, locale)}`
}
