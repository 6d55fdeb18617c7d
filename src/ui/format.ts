import { type Day, instantOf } from '#src/domain/calendar.ts'
import { TIME_ZONE } from './format-kiosk.ts'
import type { Lang } from './text/lang.ts'

/** How one language writes figures and days, always in the unit's zone. */
export type Formats = {
  /** 1.234,5 or 1,234.5 */
  number: (value: number, decimals?: 0 | 1) => string
  /** A share between 0 and 1, with one decimal unless told otherwise: 0.949 is 94,9% or 94.9%. */
  percent: (share: number, decimals?: 0 | 1) => string
  /** The day of an instant: 02/11/2026 or 02 Nov 2026. */
  date: (at: number) => string
  day: (day: Day) => string
  /** A day without its year: 02/11 or 02 Nov. */
  shortDay: (day: Day) => string
  /** Thứ Hai or Monday */
  weekday: (day: Day) => string
}

export const FORMATS: Readonly<Record<Lang, Formats>> = {
  vi: formatsOf('vi-VN', '2-digit'),
  en: formatsOf('en-GB', 'short'),
}

/** Days in numbers are written by the British too as Vietnamese do: with slashes and two digits. */
function formatsOf(locale: string, month: '2-digit' | 'short'): Formats {
  const parts = { day: '2-digit', month, timeZone: TIME_ZONE } as const
  const date = new Intl.DateTimeFormat('en-GB', { ...parts, year: 'numeric' })
  const short = new Intl.DateTimeFormat('en-GB', parts)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: TIME_ZONE })
  const numbers = [0, 1].map(
    (digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const number = (value: number, decimals: 0 | 1 = 0) => numbers[decimals]!.format(value)
  return {
    number,
    percent: (share, decimals = 1) => `${number(share * 100, decimals)}%`,
    date: (at) => date.format(at),
    day: (day) => date.format(instantOf(day)),
    shortDay: (day) => short.format(instantOf(day)),
    weekday: (day) => weekday.format(instantOf(day)),
  }
}
