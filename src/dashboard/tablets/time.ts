import { useEffect, useState } from 'preact/hooks'
import { number } from '#src/ui/format.ts'
import type { DashboardText } from '#src/ui/text/dashboard.ts'

const MINUTE = 60_000

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
export function ago(ms: number, words: DashboardText['tablets']): string {
  const minutes = Math.floor(ms / MINUTE)
  if (minutes < 1) return words.now
  if (minutes < 60) return words.minutes(number(minutes))
  if (minutes < 48 * 60) return words.hours(number(Math.floor(minutes / 60)))
  return words.days(number(Math.floor(minutes / (24 * 60))))
}

/** How far the tablet's clock is ahead of the server's; `offset` is the server's minus the tablet's, ms: "+94,0 giây". */
export function aheadText(offset: number, words: DashboardText['tablets']): string {
  const size = number(Math.abs(offset) / 1000, 1)
  const sign = size === number(0, 1) ? '' : offset > 0 ? '−' : '+'
  return words.seconds(`${sign}${size}`)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
