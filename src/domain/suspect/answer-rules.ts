import { DAY_MS } from '../calendar.ts'
import { SATISFIED_FROM } from '../conduct.ts'
import { binomialTail } from '../statistics.ts'
import { halfDays, KNOWN_FROM, type Look, runsOf, type Seen } from './seen.ts'

/** A standard is two words, and a word takes 300 ms to read (C. Zhang and F. Conrad, Survey Research Methods 8, 2014, 127–135). */
const READ_MS = 600
/** Faces and one shortcut, without reading any. */
const SHORTCUT_MS = 900

/** More rarely than so, by chance, are so many of a half day of one kind. */
const RARE = 1e-4
const LEAST = 5

/** Answered faster than a person reads. */
export function hurried({ today }: Look): Seen[] {
  return today.filter(({ body }) => {
    if (body.all) return body.ms[1] < SHORTCUT_MS
    const answers = body.std.replaceAll('-', '').length
    return answers >= 4 && body.ms[1] < answers * READ_MS
  })
}

/** Far more than usual are answered as fast as the fastest tenth of the 28 days: one hand that knows the screens. */
export function oneHand({ today, before }: Look): Seen[] {
  return [true, false].flatMap((isShort) => {
    const alike = (ratings: readonly Seen[]) =>
      ratings.filter((r) => r.body.end === 'done' && !!r.body.all === isShort)
    const past = alike(before)
      .map(({ body }) => body.ms[1])
      .sort((a, b) => a - b)
    const now = alike(today)
    if (past.length < KNOWN_FROM / 2) return []
    const fast = past[Math.floor(past.length / 10)] ?? 0
    return many(
      now.filter(({ body }) => body.ms[1] <= fast),
      now.length,
      0.1,
    )
  })
}

/** Low faces were changed upwards far more often than usual: another hand may have chosen. */
export function changedUp({ today, before }: Look): Seen[] {
  const isChanged = ({ body }: Seen) => {
    const first = Number(body.rechosen?.[0] ?? body.score)
    return first < SATISFIED_FROM && body.score >= SATISFIED_FROM
  }
  return many(today.filter(isChanged), today.length, usual(before, isChanged))
}

/** Who comes together rates so soon after each other, ms. */
const TOGETHER = 40_000

/** Far more than usual come right after another one, one here and one there: somebody adds to what a citizen said. */
export function closeBehind({ today, before }: Look): Seen[] {
  const isCompany = (party: readonly Seen[]) => party.length > 1
  const past = partiesOf(before)
  const now = partiesOf(today)
  const share = Math.max(0.1, (past.filter(isCompany).length + 1) / (past.length + 2))
  const those = now.filter(isCompany)
  if (those.length < LEAST || binomialTail(those.length, now.length, share) >= 1e-5) return []
  return those.flatMap(([, ...others]) => others)
}

/** Low faces as never before, while as many as ever are satisfied: were the day bad, fewer would be. */
export function blackened({ today, before }: Look): Seen[] {
  const isLow = ({ body }: Seen) => body.score <= 2
  const isGood = ({ body }: Seen) => body.score >= SATISFIED_FROM
  const good = halfDays(before).map((half) => partiesOf(half).filter((party) => party.some(isGood)).length)
  if (good.length < 10) return []
  const { mean, deviation } = spread(good)
  const now = partiesOf(today)
  if (now.filter((party) => party.some(isGood)).length < mean - deviation) return []
  const past = partiesOf(before)
  const low = (party: readonly Seen[]) => party.some(isLow)
  const share = (past.filter(low).length + 1) / (past.length + 2)
  const isRare = binomialTail(now.filter(low).length, now.length, share) < RARE
  return isRare ? today.filter(isLow) : []
}

/** So many deviations above the mean of the half days before: two in a thousand, were they normal. */
const CROWD = 2.9
/** Offices rest two days a week; after a longer silence more people come. */
const SILENCE_MS = 4 * DAY_MS

/** More parties than any half day of the 28 days had, by far. Families and businesses count as one; after a silence it says nothing. */
export function crowded({ today, before }: Look): readonly Seen[] {
  const counts = halfDays(before).map((half) => partiesOf(half).length)
  if (counts.length < 20 || !today[0] || wasSilent([...before, today[0]])) return []
  const { mean, deviation } = spread(counts)
  const variance = Math.max(deviation ** 2, mean)
  // The last term is Cornish and Fisher's (Revue de l'ISI 5, 1938, 307–320), for the skewness of a negative binomial count.
  const skewed = ((CROWD ** 2 - 1) / 6) * ((2 * variance) / mean - 1)
  const most = mean + CROWD * Math.sqrt(variance) + skewed
  const now = partiesOf(today).length
  return now > Math.max(...counts) && now >= most ? today : []
}

function wasSilent(ratings: readonly Seen[]): boolean {
  const now = ratings.at(-1)?.at ?? 0
  return ratings.some(({ at }, i) => now - at < 8 * DAY_MS && at - (ratings[i - 1]?.at ?? at) > SILENCE_MS)
}

function partiesOf(ratings: readonly Seen[]): Seen[][] {
  return runsOf(ratings, TOGETHER)
}

/** Those, where so many of `n` are rarer than `rare` when `p` is what is usual. */
function many(those: Seen[], n: number, p: number, rare = RARE): Seen[] {
  return those.length >= LEAST && binomialTail(those.length, n, p) < rare ? those : []
}

/** The share of those before that are so, never so small that one alone is rare (Laplace's rule of succession). */
function usual(before: readonly Seen[], is: (rating: Seen) => boolean): number {
  return (before.filter(is).length + 1) / (before.length + 2)
}

function spread(counts: readonly number[]): { mean: number; deviation: number } {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / Math.max(1, counts.length - 1)) }
}
