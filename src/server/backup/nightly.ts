import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { DAY_MS, localTime } from '#src/domain/calendar.ts'
import type { Deps } from '../deps.ts'
import { presentTime } from '../trusted-time.ts'
import { newestBackup } from './kept.ts'

/** A fortnight: of each day the newest. */
export const KEPT_DAYS = 14

/** How `npm run backup` ends where the file of the database is damaged. */
export const DAMAGED = 3

/** From this hour on, when nobody rates. */
const HOUR = 1
/** Two nights without a backup are said in red. */
const OVERDUE_MS = 2 * DAY_MS

const run = promisify(execFile)

/** What `npm run backup` says of a passphrase, which somebody has to keep elsewhere from that night on. */
const Made = z.object({ passphraseMade: z.boolean() })

/** Is a backup due? One a day, from one o'clock on; a machine that slept through the night makes it when it wakes. */
export function isDue(now: number, last: number | undefined): boolean {
  const { day, hour } = localTime(now)
  return hour >= HOUR && (last === undefined || localTime(last).day < day)
}

/** Is the newest backup so old, or missing for so long since the first start, that people must be told? */
export function isOverdue(now: number, last: number | undefined, since: number): boolean {
  return now - (last ?? since) > OVERDUE_MS
}

/**
 * Makes the backup that is due, in a process of its own, so that nobody who rates waits for it. A failure is logged, and the
 * next call tries again.
 */
export async function backUpWhenDue(
  deps: Pick<Deps, 'db' | 'now' | 'log' | 'damage'>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const unit = await deps.db.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (!unit) return
  const now = await presentTime(deps.db, deps)
  if (!isDue(now, await newestBackup(folder, now))) return
  try {
    const { stdout } = await run(
      process.execPath,
      [join(import.meta.dirname, '../cli/backup.ts'), '--json'],
      { signal },
    )
    noteDamage(deps, false)
    deps.log('backed-up', { folder })
    if (Made.parse(JSON.parse(stdout)).passphraseMade) deps.log('backup-passphrase-made', { folder })
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof Error && 'code' in error && error.code === DAMAGED) noteDamage(deps, true)
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    deps.log('backup-failed', { level: 'error', said: said.slice(-500) })
  }
}

function noteDamage({ damage }: Pick<Deps, 'damage'>, found: boolean): void {
  if (damage) damage.found = found
}
