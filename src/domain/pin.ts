/** Six digits by which an officer goes on duty at a tablet. */
export const PIN = /^\d{6}$/

/** So many officers of a unit may have one: the config of a tablet has room for no more (roster.ts). */
export const MOST_PINS = 50

/** Whether the PIN is among those that are tried first: a run, up or down, or one, two or three digits over and over. */
export function isEasyPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, i) => (digit - digits[i]! + 10) % 10)
  const isRun = [1, 9].some((step) => steps.every((one) => one === step))
  const repeats = [1, 2, 3].some((of) => digits.every((digit, i) => digit === digits[i % of]))
  return isRun || repeats
}

/** So many wrong tries at one officer's PIN within an hour are borne, at all tablets of the unit together. */
const MOST_TRIES = 20
const HOUR_MS = 3_600_000

/** Whether more were made within any one hour; `tries` are instants, ms, in any order. */
export function areTooMany(tries: readonly number[]): boolean {
  const sorted = tries.toSorted((a, b) => a - b)
  return sorted.some((at, i) => (sorted[i + MOST_TRIES] ?? Number.POSITIVE_INFINITY) - at <= HOUR_MS)
}
