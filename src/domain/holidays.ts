import { addDays, type Day, isWorkingDay, yearOf } from './calendar.ts'

/** The days on which offices in Vietnam rest, for the years that are known here, and what a unit makes of them. */

export const HOLIDAYS = [
  'new-year',
  'tet',
  'hung-kings',
  'reunification',
  'labour',
  'national',
  'culture',
  'in-lieu',
] as const
export type HolidayName = (typeof HOLIDAYS)[number]
export type Holiday = { day: Day; name: HolidayName }

/** The first day of the lunar year, and the tenth of its third month, by the new moons of UTC+7. */
const LUNAR: Readonly<Record<number, readonly [tet: string, hungKings: string]>> = {
  2026: ['02-17', '04-26'],
  2027: ['02-06', '04-16'],
  2028: ['01-26', '04-04'],
  2029: ['02-13', '04-23'],
  2030: ['02-02', '04-12'],
  2031: ['01-23', '04-01'],
  2032: ['02-11', '04-19'],
  2033: ['01-31', '04-09'],
  2034: ['02-19', '04-28'],
  2035: ['02-08', '04-17'],
  2036: ['01-28', '04-06'],
  2037: ['02-15', '04-24'],
  2038: ['02-04', '04-13'],
  2039: ['01-24', '04-03'],
  2040: ['02-12', '04-20'],
}

/** Tết is its eve and four days more, the national day has the one before: so it is most years, and the Prime Minister says it each year. */
const TET = [-1, 0, 1, 2, 3]

/**
 * The public holidays of a year, in order, and the working days off for those that fall on a weekend (Labour Code 45/2019/QH14, articles
 * 111 and 112; 24 November by Resolution 80-NQ/TW of 7 January 2026). None for a year that is not known here.
 */
export function publicHolidays(year: number): Holiday[] {
  const [tet, hungKings] = LUNAR[year] ?? []
  if (!tet || !hungKings) return []
  const on = (date: string) => `${year}-${date}`
  const named: Holiday[] = [
    { day: on('01-01'), name: 'new-year' },
    ...TET.map((days) => ({ day: addDays(on(tet), days), name: 'tet' as const })),
    { day: on(hungKings), name: 'hung-kings' },
    { day: on('04-30'), name: 'reunification' },
    { day: on('05-01'), name: 'labour' },
    { day: on('09-01'), name: 'national' },
    { day: on('09-02'), name: 'national' },
    { day: on('11-24'), name: 'culture' },
  ]
  return [...named, ...inLieu(named)].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** For each holiday on a weekend the next working day that is not off already. */
function inLieu(holidays: readonly Holiday[]): Holiday[] {
  const off = new Set(holidays.map(({ day }) => day))
  return holidays.flatMap(({ day }) => {
    if (isWorkingDay(day)) return []
    let next = day
    while (!isWorkingDay(next) || off.has(next)) next = addDays(next, 1)
    off.add(next)
    return [{ day: next, name: 'in-lieu' as const }]
  })
}

/** What a unit changes in the calendar: days on which it rests besides, and holidays on which it works. */
export type OwnDays = { off: readonly Day[]; work: readonly Day[] }

/** The days of that year and the next on which the unit rests, in order. */
export function daysOff(year: number, { off, work }: OwnDays): Day[] {
  const known = [year, year + 1].flatMap((one) => publicHolidays(one).map(({ day }) => day))
  const own = off.filter((day) => [year, year + 1].includes(yearOf(day)))
  return [...new Set([...known, ...own])].filter((day) => !work.includes(day)).sort()
}
