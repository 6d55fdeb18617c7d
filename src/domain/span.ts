import { type Day, type Half, halfDayOf, type Period, periodOf } from './calendar.ts'
import { remembered } from './remembered.ts'

/** What a single row carries instead of its time. */
export type Span = { kind: 'half' | 'day' | 'week' | 'month'; from: Day; half?: Half }

/** The span of that kind in which a half day lies. */
export function spanOf(kind: Span['kind'], release: number): Span {
  return SPANS[kind](release)
}

const SPANS = { half: spans('half'), day: spans('day'), week: spans('week'), month: spans('month') }

function spans(kind: Span['kind']): (release: number) => Span {
  return remembered((release) => {
    const { day, half } = halfDayOf(release)
    return kind === 'half' ? { kind, from: day, half } : { kind, from: periodOf(kind, day).from }
  })
}

/** The days that a span covers. */
export function daysOf({ kind, from }: Pick<Span, 'kind' | 'from'>): Period {
  return DAYS[kind](from)
}

const ofDay = remembered((day: Day) => periodOf('day', day))
const DAYS = {
  half: ofDay,
  day: ofDay,
  week: remembered((day: Day) => periodOf('week', day)),
  month: remembered((day: Day) => periodOf('month', day)),
}
