import { remembered } from './remembered.ts'

/**
 * Local days of a unit. Vietnam keeps UTC+7 all year (no summer time since 1975), so a day is arithmetic, not a table.
 * A `Day` is `YYYY-MM-DD`; half days split at 12:00; weeks are ISO 8601.
 */
export type Day = string
export type Half = 'am' | 'pm'

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const ZONE_MS = 7 * HOUR_MS

/** When the server closes the two half days, in local hours. */
export const CLOSING_HOURS = { am: 13, pm: 19 } as const

/** Whether a text from outside is a day that exists, from 1900 to 2199: what is not would throw in the arithmetic below. */
export function isDay(text: string): text is Day {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

export type LocalTime = { day: Day; half: Half; hour: number }

/** Day, half day and hour at the unit of an instant (ms since 1970). */
export function localTime(at: number): LocalTime {
  const date = new Date(at + ZONE_MS)
  const hour = date.getUTCHours()
  return { day: date.toISOString().slice(0, 10), half: hour < 12 ? 'am' : 'pm', hour }
}

/** The day and hour of `localTime`, for whoever asks of many instants that share their hours. */
export function localHour(at: number): Pick<LocalTime, 'day' | 'hour'> {
  return timeOfHour(Math.floor(at / HOUR_MS))
}

/** By hours since 1970: the zone is whole hours away. */
const timeOfHour = /* @__PURE__ */ remembered((hour: number) => localTime(hour * HOUR_MS))

/** Minutes since local midnight. */
export function minuteOfDay(at: number): number {
  return Math.floor(((((at + ZONE_MS) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000)
}

/** The instant at which a local day begins, plus so many hours. */
export function instantOf(day: Day, hour = 0): number {
  return Date.parse(`${day}T00:00:00Z`) - ZONE_MS + hour * 3_600_000
}

/** Half days counted from 1970: even is morning, odd afternoon. What a closing entry calls `release`. */
export function ordinal(day: Day, half: Half): number {
  return morningOf(day) + (half === 'am' ? 0 : 1)
}

const morningOf = /* @__PURE__ */ remembered((day: Day) => (Date.parse(`${day}T00:00:00Z`) / DAY_MS) * 2)

export function halfDayOf(release: number): { day: Day; half: Half } {
  return { day: dayAfter1970(Math.floor(release / 2)), half: release % 2 === 0 ? 'am' : 'pm' }
}

const dayAfter1970 = /* @__PURE__ */ remembered((days: number) => addDays('1970-01-01', days))

/** The last half day whose hour of closing has passed at that instant. */
export function lastDue(at: number): number {
  return dueAtHour(Math.floor(at / HOUR_MS))
}

/** By hours since 1970: half days are closed at whole hours. */
const dueAtHour = /* @__PURE__ */ remembered((hour: number) => {
  const at = hour * HOUR_MS
  const { day } = localTime(at)
  const minute = minuteOfDay(at)
  if (minute >= CLOSING_HOURS.pm * 60) return ordinal(day, 'pm')
  if (minute >= CLOSING_HOURS.am * 60) return ordinal(day, 'am')
  return ordinal(addDays(day, -1), 'pm')
})

/** The instant at which a half day is due to be closed. */
export function closingTime(release: number): number {
  const { day, half } = halfDayOf(release)
  return instantOf(day, CLOSING_HOURS[half])
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** Monday to Friday. Holidays come with the unit's own calendar. */
export function isWorkingDay(day: Day): boolean {
  return weekday(day) <= 5
}

/** The day that is so many working days after the given one; `works` is true of some day of every year. */
export function addWorkingDays(day: Day, count: number, works = isWorkingDay): Day {
  let left = count
  let at = day
  while (left > 0) {
    at = addDays(at, 1)
    if (works(at)) left -= 1
  }
  return at
}

export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type PeriodKind = (typeof PERIODS)[number]

/** First and last day, both included. */
export type Period = { kind: PeriodKind; from: Day; to: Day }

/** The period of that kind in which the day lies. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  const from = periodStart(kind, day)
  return { kind, from, to: addDays(nextStart(kind, from), -1) }
}

/** The period before (−1) or after (1). */
export function neighbour(period: Period, step: -1 | 1): Period {
  return periodOf(period.kind, step === 1 ? addDays(period.to, 1) : addDays(period.from, -1))
}

/** ISO 8601 week: the year and number of the week in which the day lies. */
export function isoWeek(day: Day): { year: number; week: number } {
  const thursday = addDays(day, 4 - weekday(day))
  const year = Number(thursday.slice(0, 4))
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (7 * DAY_MS)) + 1
  return { year, week }
}

function periodStart(kind: PeriodKind, day: Day): Day {
  const month = Number(day.slice(5, 7))
  switch (kind) {
    case 'day':
      return day
    case 'week':
      return addDays(day, 1 - weekday(day))
    case 'month':
      return `${day.slice(0, 7)}-01`
    case 'quarter':
      return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
    case 'year':
      return `${day.slice(0, 4)}-01-01`
  }
}

function nextStart(kind: PeriodKind, from: Day): Day {
  const year = Number(from.slice(0, 4))
  const month = Number(from.slice(5, 7))
  const monthsOn = (n: number) => new Date(Date.UTC(year, month - 1 + n, 1)).toISOString().slice(0, 10)
  switch (kind) {
    case 'day':
      return addDays(from, 1)
    case 'week':
      return addDays(from, 7)
    case 'month':
      return monthsOn(1)
    case 'quarter':
      return monthsOn(3)
    case 'year':
      return monthsOn(12)
  }
}
