import type { Dialect } from '#src/server/deps.ts'

/** What a part is told: how often, until when (ms since 1970) it may begin something new, and on which database. */
export type Orders = { count: number; until: number; dialect: Dialect; say: (progress: string) => void }

/** What a part came to. `done` counts only what hit what it was for; `also` is what else was counted on the way. */
export type Tally = { done: number; failures: string[]; also: Record<string, number> }

export function newTally(): Tally {
  return { done: 0, failures: [], also: {} }
}

export function count(tally: Tally, what: string, by = 1): void {
  tally.also[what] = (tally.also[what] ?? 0) + by
}

/** Is there more to do, and time for it? A part that failed often enough to be understood stops too. */
export function goesOn({ count, until }: Orders, { done, failures }: Tally): boolean {
  return done < count && Date.now() < until && failures.length < 10
}

/** Says how far a part is, every so often: a run that is broken off has then told what it found. */
export function tellProgress({ count, say }: Orders, { done, failures }: Tally, every: number): void {
  if (done % every === 0) say(`${done} of ${count}, ${failures.length} failed`)
}

/** One line. With no failure in N, fewer than 3/N fail, with 95 % confidence. */
export function lineOf(
  part: string,
  { count }: Pick<Orders, 'count'>,
  tally: Tally,
  seconds: number,
): string {
  const { done, failures, also } = tally
  const others = Object.entries(also).map(([what, n]) => `${n} ${what}`)
  const bound = done > 0 ? `${Math.min(100, 300 / done).toFixed(2)} %` : 'none'
  const verdict = failures.length > 0 ? `${failures.length} FAILED` : `0 failed, bound 3/N ${bound}`
  return [`${part}: ${done} of ${count} in ${seconds.toFixed(0)} s`, ...others, verdict].join(' · ')
}
