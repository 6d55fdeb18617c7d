import type { Look, Seen } from './seen.ts'

const LEAST_BEATS = 8
const SHORTEST_BEAT = 30_000
const SLACK = 3_000
const SLACK_SHARE = 0.03

/**
 * So far each rating is compared, and so long a row is followed: more than one tablet takes in an ordinary half day. In a fuller one
 * a longer row is found in parts, and the work grows with the ratings, not with their square.
 */
const AHEAD = 120

/**
 * By the clock: eight and more, each as long after the last as the next, within 3 % (at least 3 s). Citizens come by chance; where
 * so many come that chance alone puts one on each beat, it says nothing.
 */
export function beat({ today }: Look): Seen[] {
  const inTime = [...today].sort((a, b) => a.at - b.at || a.n - b.n)
  const end = inTime.at(-1)?.at ?? 0
  const perMs = inTime.length / (end - (inTime[0]?.at ?? 0))
  const found = new Set<number>()
  for (const [i, { at }] of inTime.entries()) {
    for (const second of inTime.slice(i + 1, i + 1 + AHEAD)) {
      const step = second.at - at
      if (step < SHORTEST_BEAT) continue
      const slack = Math.max(SLACK, SLACK_SHARE * step)
      if ((LEAST_BEATS - 1) * step - slack > end - at || 2 * slack * perMs >= 1) break
      const beats = beatsFrom(inTime, i, { at, step, slack })
      if (beats.length >= LEAST_BEATS) for (const one of beats) found.add(one)
    }
  }
  return inTime.filter((_, i) => found.has(i))
}

type Row = { at: number; step: number; slack: number }

function beatsFrom(inTime: readonly Seen[], first: number, { at, step, slack }: Row): number[] {
  const beats = [first]
  while (beats.length < AHEAD) {
    const due = at + beats.length * step
    const next = firstFrom(inTime, due - slack, beats.at(-1) ?? first)
    const found = inTime[next]
    if (!found || found.at > due + slack) break
    beats.push(next)
  }
  return beats
}

/** The place after `low` of the first that is no earlier: by steps that double, then by halving, since the next beat is near. */
function firstFrom(inTime: readonly Seen[], earliest: number, low: number): number {
  const isEarlier = (place: number) => (inTime[place]?.at ?? Number.POSITIVE_INFINITY) < earliest
  let reach = 1
  while (isEarlier(low + reach)) reach *= 2
  let [from, to] = [low + Math.floor(reach / 2) + 1, low + reach]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isEarlier(middle)) from = middle + 1
    else to = middle
  }
  return from
}
