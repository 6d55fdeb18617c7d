import type { Hours } from '#src/protocol/config.ts'

/** A span as it is typed. */
export type TypedSpan = { from: string; to: string }
export type TypedWeek = readonly (readonly TypedSpan[])[]

/** A day of an office until its head says otherwise: Monday to Friday, morning and afternoon. */
const OFFICE_DAY: readonly TypedSpan[] = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:00' },
]
const EMPTY: TypedSpan = { from: '', to: '' }
const SPANS = 2

/** What the fields show for the hours of a unit; each day has equally many spans. */
export function typedOf(hours: Hours): TypedWeek {
  if (hours === null) return Array.from({ length: 7 }, (_, i) => (i < 5 ? OFFICE_DAY : [EMPTY, EMPTY]))
  const spans = Math.max(SPANS, ...hours.map((day) => day.length))
  return hours.map((day) =>
    Array.from({ length: spans }, (_, i) => {
      const span = day[i]
      return span ? { from: timeText(span[0]), to: timeText(span[1]) } : EMPTY
    }),
  )
}

/** The hours that were typed, or the places (weekday, span) that make no sense. Empty spans are free time. */
export function hoursOf(
  week: TypedWeek,
): { ok: true; hours: NonNullable<Hours> } | { ok: false; wrong: string[] } {
  const wrong: string[] = []
  const hours = week.map((day, weekday) =>
    day.flatMap((span, i): [number, number][] => {
      if (span.from.trim() === '' && span.to.trim() === '') return []
      const [from, to] = [minutesOf(span.from), minutesOf(span.to)]
      if (from !== undefined && to !== undefined && from < to) return [[from, to]]
      wrong.push(`hours.${weekday}.${i}`)
      return []
    }),
  )
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, hours }
}

/** Minutes since midnight: 7:30, 07:30, 7h30, 7 giờ 30, 7h and 24:00 are understood. */
export function minutesOf(text: string): number | undefined {
  const match = /^(\d{1,2})\s*(?:[:.h]|giờ)?\s*(\d{2})?$/i.exec(text.trim())
  if (!match) return undefined
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0)
  return Number(match[2] ?? 0) < 60 && minutes <= 1440 ? minutes : undefined
}

export function timeText(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
