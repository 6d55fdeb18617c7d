/** 95 % two-sided normal quantile. */
const Z = 1.959963984540054

export type Interval = { low: number; high: number }

/**
 * Wilson's score interval for a proportion (E. B. Wilson, JASA 22, 1927, 209–212), 95 %, as fractions in [0, 1].
 * Undefined for no observations.
 */
export function wilson(successes: number, n: number): Interval | undefined {
  if (n === 0) return undefined
  const p = successes / n
  const centre = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n)
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/** A share with its denominator and interval; undefined without a denominator. Fractions in [0, 1]. */
export type Share = { count: number; n: number; share: number } & Interval

export function share(count: number, n: number): Share | undefined {
  const interval = wilson(count, n)
  return interval && { count, n, share: count / n, ...interval }
}
