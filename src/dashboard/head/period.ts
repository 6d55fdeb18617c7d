import {
  type Day,
  isoWeek,
  neighbour,
  PERIODS,
  type Period,
  type PeriodKind,
  periodOf,
} from '#src/domain/calendar.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'
import { writeAddress } from '../router.ts'

/** What stands between "previous" and "next": "Tháng 11/2026". */
export function periodText({ kind, from, to }: Period, { overview, format }: DashboardText): string {
  const [year = '', month = ''] = from.split('-')
  switch (kind) {
    case 'day':
      return `${format.weekday(from)}, ${format.day(from)}`
    case 'week': {
      const iso = isoWeek(from)
      return `${overview.week(iso.week, iso.year)} (${format.shortDay(from)} – ${format.shortDay(to)})`
    }
    case 'month':
      return overview.month(month, year)
    case 'quarter':
      return overview.quarter(Math.ceil(Number(month) / 3), year)
    case 'year':
      return overview.year(year)
  }
}

/** The pages whose addresses name a period; that of one unit names it too. */
export type PeriodPage = 'overview' | 'closings' | 'own' | 'below' | { page: 'unit'; unit: string }

export type PeriodLinks = {
  kinds: { kind: PeriodKind; href: string }[]
  previous: string
  /** Undefined in the period that holds today: no later one has begun. */
  next: string | undefined
}

/** Where the period chooser leads. The period of today is named without a day, so that its address stays the current one. */
export function periodLinks(
  kind: PeriodKind,
  day: Day | undefined,
  { today, page }: { today: Day; page: PeriodPage },
): PeriodLinks {
  const here = periodOf(kind, day ?? today)
  const of = typeof page === 'string' ? { page } : page
  const href = (period: PeriodKind, at: Day) =>
    writeAddress({ ...of, period, day: holds(periodOf(period, at), today) ? undefined : at })
  return {
    kinds: PERIODS.map((other) => ({ kind: other, href: href(other, day ?? today) })),
    previous: href(kind, neighbour(here, -1).from),
    next: here.to < today ? href(kind, neighbour(here, 1).from) : undefined,
  }
}

function holds({ from, to }: Period, day: Day): boolean {
  return from <= day && day <= to
}
