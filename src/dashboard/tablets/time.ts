import { useEffect, useState } from 'preact/hooks'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The time now, renewed each `every` ms. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

/** Minutes and seconds left, 09:58. */
export function countdown(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000))
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** How long ago, in the largest whole unit: "2 phút trước". */
export function ago(ms: number, { tablets: words, format: { number } }: DashboardText): string {
  if (ms < MINUTE) return words.now
  if (ms < HOUR) return words.minutes(number(Math.floor(ms / MINUTE)))
  if (ms < 2 * DAY) return words.hours(number(Math.floor(ms / HOUR)))
  return words.days(number(Math.floor(ms / DAY)))
}

/** When a tablet was last heard, of which a quarter hour is known: one that is heard each minute, "trong nửa giờ qua". */
export function heard(ms: number, words: DashboardText): string {
  return ms < HOUR / 2 ? words.tablets.lately : ago(ms, words)
}

/** How far a tablet's clock is off; `offset` is the server's minus the tablet's, ms: "Chậm 90 giây", "Nhanh 3 giờ". */
export function clockText(offset: number, { tablets: words, format: { number } }: DashboardText): string {
  const size = Math.abs(offset)
  const seconds = number(size / 1000, 0)
  if (seconds === number(0, 0)) return words.seconds(seconds)
  const said =
    size < 10 * MINUTE
      ? words.seconds(seconds)
      : size < 2 * HOUR
        ? words.spanMinutes(number(Math.floor(size / MINUTE)))
        : size < 2 * DAY
          ? words.spanHours(number(Math.floor(size / HOUR)))
          : words.spanDays(number(Math.floor(size / DAY)))
  return offset > 0 ? words.slow(said) : words.fast(said)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
