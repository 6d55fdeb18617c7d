import { addDays, type Day, instantOf, isWorkingDay } from '#src/domain/calendar.ts'
import type { Random } from '#tests/simulate/random.ts'
import { citizen, paced, type Tap, type Taste, USUAL } from './citizen.ts'

export const MINUTE = 60_000
/** The last day that is simulated, a Wednesday; the one before is a market day. */
export const END: Day = '2026-11-25'
/** Working hours of each day, in minutes since midnight. */
export const HOURS = [
  [450, 690],
  [810, 1020],
] as const

export type Office = {
  name: string
  /** Ratings of a half day, on average, not counting groups. */
  pace: number
  taste?: Taste
  /** Of those who come, how many are a family or neighbours with several dossiers. */
  families?: number
  /** So many of those who come rate each of their six to twelve dossiers. */
  businesses?: number
  /** On market days so many times as many come. */
  market?: number
  /** So many last working days are bad: a system stood still, and all who came waited. */
  bad?: number
  /** The tablet came only so many days before the end. */
  days?: number
  /** The office was closed for a week, and after it so many times as many come for two days. */
  crush?: number
}

export const OFFICES: readonly Office[] = [
  { name: 'a quiet commune', pace: 3, families: 0.05 },
  { name: 'an ordinary counter', pace: 12, families: 0.06 },
  { name: 'families with several dossiers', pace: 10, families: 0.3 },
  { name: 'market days', pace: 10, families: 0.12, market: 2.2 },
  { name: 'businesses with ten dossiers', pace: 12, families: 0.05, businesses: 0.02 },
  {
    name: 'a very liked officer',
    pace: 14,
    families: 0.06,
    taste: { faces: [0.3, 0.5, 2, 10, 87], shortcut: 0.75 },
  },
  { name: 'a strike of bad days', pace: 12, families: 0.06, bad: 3 },
  { name: 'a busy ward', pace: 30, families: 0.06 },
  { name: 'a new tablet', pace: 12, families: 0.06, days: 4 },
  { name: 'the crush after a holiday', pace: 12, families: 0.06, crush: 2 },
]

/** All that citizens say at one counter in the 45 days up to `END`, in the order of their taps. */
export function honestTaps(random: Random, office: Office): Tap[] {
  const days = Array.from({ length: office.days ?? 45 }, (_, i) => addDays(END, -i)).reverse()
  return days
    .filter((day) => isOpen(day, office))
    .flatMap((day) => HOURS.flatMap((_, half) => halfDay(random, office, day, half)))
}

function isOpen(day: Day, { crush }: Office): boolean {
  return isWorkingDay(day) && !(crush && day > addDays(END, -8) && day < addDays(END, -1))
}

function halfDay(random: Random, office: Office, day: Day, half: number): Tap[] {
  const isBad = office.bad !== undefined && day > addDays(END, -office.bad)
  const taste = isBad ? { faces: [30, 30, 22, 12, 6], shortcut: 0.45 } : (office.taste ?? USUAL)
  const taps: Tap[] = []
  let free = 0
  for (const came of arrivals(random, office, day, half).sort((a, b) => a - b)) {
    let at = Math.max(came, free + paced(random, 2 * MINUTE, 0.4))
    const first = citizen(random, at, taste)
    taps.push(first)
    const more = company(random, office)
    for (let i = 0; i < more.size; i += 1) {
      at = taps.at(-1)!.at + taps.at(-1)!.body.ms[1] + paced(random, more.each, 0.6)
      const next = citizen(random, at, taste)
      const { ms, ...said } = random.chance(more.alike) ? first.body : next.body
      const isPaceLike = said.end === next.body.end && said.all === next.body.all
      taps.push({ ...next, body: { ...said, ms: isPaceLike ? next.body.ms : ms } })
    }
    free = at
  }
  return taps
}

/** Who else rates with somebody: mostly nobody; each so long after the last thanks, ms, and alike so often. */
function company(random: Random, office: Office): { size: number; each: number; alike: number } {
  if (random.chance(office.families ?? 0)) return { size: random.int(1, 4), each: 25_000, alike: 0.5 }
  if (!random.chance(office.businesses ?? 0)) return { size: 0, each: 0, alike: 0 }
  const size = random.int(5, 11)
  return random.chance(0.5) ? { size, each: 4 * MINUTE, alike: 0.8 } : { size, each: 12_000, alike: 0.8 }
}

/** Two waves a half day; few come early or late by some minutes. */
function arrivals(random: Random, office: Office, day: Day, half: number): number[] {
  const [opens, closes] = HOURS[half]!
  const isMarket = /[38]$/.test(day)
  const busy = (isMarket ? (office.market ?? 1) : 1) * (day >= addDays(END, -1) ? (office.crush ?? 1) : 1)
  return Array.from({ length: poisson(random, office.pace * busy) }, () => {
    const wave = (random.next() + random.next()) / 2
    const minute = opens + (random.chance(0.6) ? wave * 0.8 : random.next()) * (closes - opens - 5)
    return instantOf(day) + minute * MINUTE
  })
}

/** Knuth's (The Art of Computer Programming 2, 3.4.1). */
export function poisson(random: Random, mean: number): number {
  let count = -1
  for (let left = 1; left > Math.exp(-mean); left *= random.next()) count += 1
  return count
}
