/** Quantiles of the normal distribution: two-sided, and one-sided where it is said. */
const Z_95 = 1.959963984540054
const Z_998 = 3.090232306167813
const Z_ONE_SIDED_95 = 1.6448536269514722

/** So many in a row on one side of the centre are a signal. */
const RUN = 8

/** The mean range of two independent normal values, in standard deviations (d₂ of control charts, n = 2). */
const D2 = 1.128

/** A point of a chart, and whatever is compared, holds at least so many ratings. */
const LEAST = 5

export type Interval = { low: number; high: number }

/** So many of so many. */
export type Counted = { count: number; n: number }

/**
 * Wilson's score interval for a proportion (E. B. Wilson, JASA 22, 1927, 209–212), 95 % unless another quantile is given, as
 * fractions in [0, 1]. Undefined for no observations.
 */
export function wilson(successes: number, n: number, z = Z_95): Interval | undefined {
  if (n === 0) return undefined
  const p = successes / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/**
 * How probable at least so many of `n` are, exactly, where each is so with chance `p`, 0 < p < 1: the binomial distribution's upper tail.
 * Summed from logarithms, since its coefficients leave the numbers at 1,030.
 */
export function binomialTail(least: number, n: number, p: number): number {
  let log = n * Math.log1p(-p)
  let sum = 0
  for (let k = 0; k <= n; k += 1) {
    if (k >= least) sum += Math.exp(log)
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return Math.min(1, sum)
}

/** A share with its denominator and interval; undefined without a denominator. Fractions in [0, 1]. */
export type Share = Counted & { share: number } & Interval

export function share(count: number, n: number): Share | undefined {
  const interval = wilson(count, n)
  return interval && { count, n, share: count / n, ...interval }
}

/** How far one share lies above another, in fractions from −1 to 1; `isClear` where the interval does not hold zero. */
export type Change = Interval & { change: number; isClear: boolean }

/**
 * The change from `before` to `now` with its 95 % hybrid score interval (R. G. Newcombe, Statistics in Medicine 17, 1998, 873–890,
 * method 10). Undefined where one of them counted nothing.
 */
export function change(now: Counted, before: Counted): Change | undefined {
  const a = share(now.count, now.n)
  const b = share(before.count, before.n)
  if (!(a && b)) return undefined
  const change = a.share - b.share
  const low = Math.max(-1, change - Math.hypot(a.share - a.low, b.high - b.share))
  const high = Math.min(1, change + Math.hypot(a.high - a.share, b.share - b.low))
  return { change, low, high, isClear: low > 0 || high < 0 }
}

/** Neighbouring weeks, as places in what was given, both included, and what they hold together. */
export type Pooled = Counted & { first: number; last: number }

/**
 * Weeks joined in their order until each point holds five ratings. What is left at the end and holds fewer is no point yet.
 */
export function pool(weeks: readonly Counted[]): Pooled[] {
  const points: Pooled[] = []
  let open: Pooled | undefined
  for (const [last, { count, n }] of weeks.entries()) {
    open = { first: open?.first ?? last, last, count: (open?.count ?? 0) + count, n: (open?.n ?? 0) + n }
    if (open.n < LEAST) continue
    points.push(open)
    open = undefined
  }
  return points
}

/** Why a point is a signal: outside its limits, or one of eight and more in a row on one side of the centre. */
export type Signal = 'outside' | 'run'

/** Fractions in [0, 1]. `spread` is Laney's σ of z where the chart is his P′, and 1 where it is the plain one. */
export type ControlChart = {
  centre: number
  spread: number
  points: (Interval & { share: number; signal?: Signal })[]
}

/**
 * The p-chart of a series: its centre is the share of all, its limits three σ of each point's own size (W. A. Shewhart; NIST/SEMATECH
 * e-Handbook 6.3.3.2) times `spread`, kept in [0, 1]. A point on the centre ends a run.
 * Undefined for no points; each must have counted something (RangeError).
 */
export function pChart(counted: readonly Counted[], spread = 1): ControlChart | undefined {
  const centre = centreOf(counted)
  if (centre === undefined) return undefined
  const shares = counted.map(({ count, n }) => count / n)
  const inRun = runs(shares.map((share) => Math.sign(share - centre)))
  const points = counted.map(({ n }, i) => {
    const reach = 3 * spread * sigmaOf(centre, n)
    const low = Math.max(0, centre - reach)
    const high = Math.min(1, centre + reach)
    const share = shares[i]!
    const signal: Signal | undefined = share < low || share > high ? 'outside' : inRun[i] ? 'run' : undefined
    return { share, low, high, ...(signal && { signal }) }
  })
  return { centre, spread, points }
}

/** The P′-chart (D. B. Laney, Quality Engineering 14, 2002, 531–537): as `pChart`, with limits as wide as neighbours differ. */
export function pPrimeChart(counted: readonly Counted[]): ControlChart | undefined {
  return pChart(counted, spreadOf(counted))
}

/**
 * The chart that fits the series: Laney's where neighbours differ by more than chance gives in so short a series (5 %, one-sided), else
 * the plain one, which is never made narrower. The variance of the mean range: J. D. Cryer and T. P. Ryan, Journal of Quality Technology
 * 22, 1990, 187–192.
 */
export function controlChart(counted: readonly Counted[]): ControlChart | undefined {
  const k = counted.length
  const error = Math.sqrt(0.8264 * k - 1.0822) / (k - 1)
  return spreadOf(counted) > 1 + Z_ONE_SIDED_95 * error ? pPrimeChart(counted) : pChart(counted)
}

function centreOf(counted: readonly Counted[]): number | undefined {
  if (counted.length === 0) return undefined
  if (counted.some(({ n }) => !(n > 0)))
    throw new RangeError('A point without observations has no place on a chart.')
  return sum(counted.map(({ count }) => count)) / sum(counted.map(({ n }) => n))
}

function sigmaOf(centre: number, n: number): number {
  return Math.sqrt((centre * (1 - centre)) / n)
}

/** Laney's σ of z: the mean range of neighbouring z ÷ 1.128; 1 where there is no range. */
function spreadOf(counted: readonly Counted[]): number {
  const centre = centreOf(counted)
  if (centre === undefined || centre === 0 || centre === 1 || counted.length === 1) return 1
  const z = counted.map(({ count, n }) => (count / n - centre) / sigmaOf(centre, n))
  return sum(z.slice(1).map((next, i) => Math.abs(next - z[i]!))) / (z.length - 1) / D2
}

/** Of each place whether it stands in a run of eight and more of the same side (−1 or 1). */
function runs(sides: readonly number[]): boolean[] {
  const inRun = sides.map(() => false)
  let start = 0
  for (let end = 1; end <= sides.length; end += 1) {
    if (sides[end] === sides[start]) continue
    if (end - start >= RUN && sides[start] !== 0) inRun.fill(true, start, end)
    start = end
  }
  return inRun
}

/** Where a unit of so many ratings lies by chance alone; fractions in [0, 1]. */
export type Funnel = { warning: Interval; action: Interval }

/**
 * Funnel limits at 95 % (warning) and 99.8 % (action) about the share of all (D. J. Spiegelhalter, Statistics in Medicine 24, 2005,
 * 1185–1202), by the score test: a unit lies outside exactly where Wilson's interval of its own share does not hold the target.
 */
export function funnel(target: number, n: number): Funnel {
  const within = (z: number): Interval => {
    const half = z * Math.sqrt((target * (1 - target)) / n)
    return { low: Math.max(0, target - half), high: Math.min(1, target + half) }
  }
  return { warning: within(Z_95), action: within(Z_998) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
