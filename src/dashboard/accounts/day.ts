import type { Day } from '#src/domain/calendar.ts'

/** A day as people write it here, whatever the browser's own language: 24/11/2026. */
export function dayText(day: Day): string {
  return day.split('-').reverse().join('/')
}

/** The day that was typed, with or without leading zeros, `2026-11-24`; what is none stays as it was typed. */
export function dayIn(typed: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed.trim()) ?? []
  return year === '' ? typed.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
