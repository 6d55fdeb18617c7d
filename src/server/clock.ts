import { DAY_MS } from '#src/domain/calendar.ts'

const HOUR = 3_600_000

/** A clock that is further than this from the last sure time leapt, or the server was off: nothing tells which. */
export const LEAP_MS = 36 * HOUR

/** Two clocks that nobody set after each other and that say the same to half a day are not both wrong by chance. */
export const AGREE_MS = 12 * HOUR

/** This rule is younger than that. Two empty batteries agree on 1970, and are both wrong. */
const EARLIEST = Date.UTC(2026, 0, 1)

/** Clocks of one office drift by minutes, not by more. */
const DRIFT_MS = 5 * 60_000

/** The last sure time, and what the clock of the server that noted it said then: the same, unless that clock leapt. */
export type Sure = { trusted: number; reading: number }

/** All in ms. */
type Clocks = {
  /** The server's clock. */
  now: number
  /** Undefined in a new database. */
  sure: Sure | undefined
  /** What the tablet that just spoke takes for the server's time; undefined where it says none or nobody speaks. */
  said?: number | undefined
}

/** The time by which the server marks and closes, and whose word that is. */
export type Time = { at: number; by: 'clock' | 'agreed' | 'tablet' | 'elapsed' | 'last' }

/**
 * What time it is, where any clock may have leapt. Time goes on in steps that are no leap: by the server's clock, or where
 * that leapt by a tablet's, or by what the server's clock counted since the leap. Across a leap it goes only where two
 * clocks agree or a person says so. So a server that was off for ten days goes on at the first exchange, and one that
 * leaps to 2086 goes on in 2026.
 */
export function timeBy({ now, sure, said }: Clocks): Time {
  if (!sure || isNear(now, sure.trusted, LEAP_MS)) return { at: now, by: 'clock' }
  const { trusted, reading } = sure
  if (said !== undefined && isNear(said, now, AGREE_MS) && now >= EARLIEST) return { at: now, by: 'agreed' }
  if (said !== undefined && isNear(said, trusted, LEAP_MS)) return { at: said, by: 'tablet' }
  if (isNear(now, reading, LEAP_MS)) return { at: trusted + now - reading, by: 'elapsed' }
  return { at: trusted, by: 'last' }
}

/** Whether that is the time, and not only the best that there is: by it a tablet's clock is measured. */
export function isMeasured({ by }: Time): boolean {
  return by === 'clock' || by === 'agreed' || by === 'tablet'
}

/** Why the server's clock cannot be right, or must be confirmed, as sentences for the operator. */
export function clockTrouble(now: number, program: number, trusted: number | undefined): string | undefined {
  const wrong = `THE CLOCK OF THIS MACHINE IS WRONG: it says ${dateOf(now)} UTC, but`
  const next = 'Set it before anybody rates: days and closings follow it.'
  if (now < program - DAY_MS) return `${wrong} this program is of ${dateOf(program)}. ${next}`
  if (trusted === undefined) return undefined
  if (now < trusted - DRIFT_MS) return `${wrong} it was ${dateOf(trusted)} already. ${next}`
  if (isNear(now, trusted, LEAP_MS)) return undefined
  return (
    `THE CLOCK OF THIS MACHINE MAY BE WRONG: it says ${dateOf(now)} UTC, and the last sure time is ${dateOf(trusted)}. ` +
    'Until a tablet says the same, or you do, time goes on from there: npm run clock -- --help'
  )
}

function isNear(a: number, b: number, span: number): boolean {
  return Math.abs(a - b) <= span
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
}
