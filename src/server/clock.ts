import { DAY_MS } from '#src/domain/calendar.ts'
import type { Database } from './deps.ts'

/** Clocks of one office drift by minutes, not by more. */
const DRIFT_MS = 5 * 60_000

/** Why the server's clock cannot be right: it is before the program was made, or before what the database already holds. */
export function clockTrouble(now: number, program: number, lastEntry: number): string | undefined {
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  const said = `THE CLOCK OF THIS MACHINE IS WRONG: it says ${date(now)} UTC, but`
  const next = 'Set it before anybody rates: days and closings follow it.'
  if (now < program - DAY_MS) return `${said} this program is of ${date(program)}. ${next}`
  if (now < lastEntry - DRIFT_MS) return `${said} the last entry was received at ${date(lastEntry)}. ${next}`
  return undefined
}

/** When the server last received or closed something, ms; 0 for never. */
export async function lastEntryAt(db: Database): Promise<number> {
  const batch = await db
    .selectFrom('batch')
    .select((e) => e.fn.max<number | null>('received_at').as('at'))
    .executeTakeFirst()
  const closing = await db
    .selectFrom('closing')
    .select((e) => e.fn.max<number | null>('at').as('at'))
    .executeTakeFirst()
  return Math.max(Number(batch?.at ?? 0), Number(closing?.at ?? 0))
}
