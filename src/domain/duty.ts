import { addDays, type Day, instantOf, localTime } from './calendar.ts'
import type { Duty } from './kinds.ts'

/** What an officer may say of a duty that is credited to them: it was none of theirs, or a part of it was not. */
export const OBJECTIONS = ['not-me', 'part'] as const
export type ObjectionWhy = (typeof OBJECTIONS)[number]

/** Why a head corrects a duty: another one served; it was ended or handed over too late; nobody was served, it was a trial. */
export const CORRECTIONS = ['not-me', 'part', 'trial'] as const
export type CorrectionWhy = (typeof CORRECTIONS)[number]

const DAY_MS = 86_400_000
/** An officer objects within so many days of a duty's end, so that people still remember it. */
export const OBJECTION_DAYS = 14
/** A head decides within so many days of it. */
export const DECISION_DAYS = 60
/** A correction begins and ends at a quarter of an hour: nobody picks single ratings out by the minute. */
export const STEP_MS = 15 * 60_000

/** An entry of one log that begins or ends a duty; `at`: ms since 1970, as near to the true time as is known. */
export type Turn = Duty & { n: number; at: number }

/**
 * A duty of one log: from entry `n` to entry `ends`, which ends it or hands over, at `to`; both null: nothing says that it ended. `until`: the
 * entry that begins the same officer's next one. The ratings that it credits: `isIn`.
 */
export type Served = {
  n: number
  ends: number | null
  until: number | null
  officer: string
  counter: string
  from: number
  to: number | null
}

/** The duties that the entries of one log tell of, which come in order. */
export function dutiesOf(turns: readonly Turn[]): Served[] {
  return turns.flatMap((turn, i) => {
    if (!begins(turn)) return []
    const { n, officer, counter, at } = turn
    const end = turns[i + 1]
    const again = turns.slice(i + 1).find((next) => begins(next) && next.officer === officer)
    const until = again?.n ?? null
    return [{ n, ends: end?.n ?? null, until, officer, counter, from: at, to: end?.at ?? null }]
  })
}

function begins({ change }: Duty): boolean {
  return change === 'start' || change === 'takeover'
}

/** When a duty was surely over, ms: none lasts beyond its day. */
export function overAt({ from, to }: Pick<Served, 'from' | 'to'>): number {
  return to ?? instantOf(addDays(localTime(from).day, 1))
}

/** From and to, ms, of a part of a duty; null: all of it. */
export type Part = { from: number; to: number } | null

/** Whom a duty, or a part of it, is credited to from then on; null: nobody. `release`: the half day whose closing first knows of it. */
export type Correction = { part: Part; officer: string | null; release: number }

/** What keeps a head from deciding on a duty now; undefined where nothing does. */
export function decisionTrouble(duty: Served, now: number): 'duty-open' | 'duty-late' | undefined {
  if (duty.to === null && now < overAt(duty)) return 'duty-open'
  return now - overAt(duty) > DECISION_DAYS * DAY_MS ? 'duty-late' : undefined
}

/**
 * What is wrong with crediting that part of a duty to that officer. Parts never overlap, since two that did would tell whose the ratings
 * between their ends are; the same part may be credited anew.
 */
export function correctionTrouble(
  duty: Served,
  earlier: readonly Correction[],
  { part, officer }: Pick<Correction, 'part' | 'officer'>,
): 'duty-part' | 'duty-overlap' | 'same-officer' | undefined {
  if (part && !liesIn(duty, part)) return 'duty-part'
  const others = earlier.filter((one) => !isSame(one.part, part))
  if (others.some((one) => overlap(one.part, part))) return 'duty-overlap'
  return creditedIn(duty, earlier, part) === officer ? 'same-officer' : undefined
}

/** Whom that very part is credited to as things stand. */
export function creditedIn(duty: Served, corrections: readonly Correction[], part: Part): string | null {
  const last = corrections.findLast((one) => isSame(one.part, part))
  return last ? last.officer : duty.officer
}

/** The quarters of an hour within which a duty lies, ms. */
export function boundsOf(duty: Pick<Served, 'from' | 'to'>): { from: number; to: number } {
  return {
    from: Math.floor(duty.from / STEP_MS) * STEP_MS,
    to: Math.ceil(overAt(duty) / STEP_MS) * STEP_MS,
  }
}

function liesIn(duty: Served, { from, to }: NonNullable<Part>): boolean {
  const bounds = boundsOf(duty)
  const isWhole = from % STEP_MS === 0 && to % STEP_MS === 0
  return isWhole && from < to && from >= bounds.from && to <= bounds.to
}

function isSame(a: Part, b: Part): boolean {
  return a === null || b === null ? a === b : a.from === b.from && a.to === b.to
}

function overlap(a: Part, b: Part): boolean {
  return a === null || b === null || (a.from < b.to && b.from < a.to)
}

/** A rating of a log: whom the tablet says that it is for, and when it was tapped, ms, null where nobody knows how far the clock was off. */
export type Tapped = { n: number; officer: string | null; at: number | null }

/**
 * The corrections that a rating is of, in their order. One that the citizen gave to the counter alone, and one of another officer, is of
 * none; nor is one of which nobody knows the time, where only a part is corrected.
 */
export function correctionsOf<C extends Correction>(
  duty: Served,
  corrections: readonly C[],
  tapped: Tapped,
): C[] {
  if (!isIn(duty, tapped)) return []
  return reaching(corrections, tapped.at)
}

/** Those of a duty's corrections that reach a rating tapped then; null: nobody knows when. */
export function reaching<C extends Correction>(corrections: readonly C[], at: number | null): C[] {
  return corrections.filter(({ part }) => part === null || (at !== null && part.from <= at && at < part.to))
}

/**
 * A rating of its officer that stands before the duty's end, or was under a citizen's hands then: tapped before it, as far as is known, and
 * closed after.
 */
function isIn(duty: Served, { n, officer, at }: Tapped): boolean {
  if (officer !== duty.officer || n <= duty.n || n >= (duty.until ?? Number.POSITIVE_INFINITY)) return false
  return duty.ends === null || n < duty.ends || at === null || duty.to === null || at <= duty.to
}

const MINUTE = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/

/** `2026-11-23T10:15`, at the unit. */
export function minuteText(at: number): string {
  const { day } = localTime(at)
  const minutes = Math.floor((at - instantOf(day)) / 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The instant, ms; undefined for what `minuteText` never writes. */
export function readMinute(text: string): number | undefined {
  const [, day, hour, minute] = MINUTE.exec(text) ?? []
  if (day === undefined) return undefined
  const at = instantOf(day as Day) + (Number(hour) * 60 + Number(minute)) * 60_000
  return Number.isFinite(at) ? at : undefined
}
