import { type Day, type Half, halfDayOf, type Period, periodOf } from './calendar.ts'

/** What a single row carries instead of its time. */
export type Span = { kind: 'half' | 'day' | 'week' | 'month'; from: Day; half?: Half }

/** The span of that kind in which a half day lies. */
export function spanOf(kind: Span['kind'], release: number): Span {
  const { day, half } = halfDayOf(release)
  return kind === 'half' ? { kind, from: day, half } : { kind, from: periodOf(kind, day).from }
}

/** The days that a span covers. */
export function daysOf({ kind, from }: Pick<Span, 'kind' | 'from'>): Period {
  return periodOf(kind === 'half' ? 'day' : kind, from)
}
