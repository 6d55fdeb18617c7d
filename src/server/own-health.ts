import type { ServerView } from '#src/protocol/machine.ts'
import { isOverdue } from './backup/nightly.ts'
import { timeBy } from './clock.ts'
import type { Database, Deps, Trx } from './deps.ts'
import { endsSoon } from './tls.ts'
import { readSure } from './trusted-time.ts'

type Known = Pick<Deps, 'now' | 'pages' | 'damage' | 'lastBackup' | 'certificate'>

/**
 * How this server itself is doing: is its clock believed, is there a backup of the last two nights, does its certificate end soon, and which
 * pages does it give out?
 */
export async function ownHealth(db: Database | Trx, deps: Known): Promise<ServerView> {
  const { at, by } = timeBy({ now: deps.now(), sure: await readSure(db) })
  const clock = by === 'clock' ? 'sure' : 'unconfirmed'
  const ends = deps.certificate?.ends
  const certificateEnds = ends !== undefined && endsSoon(ends, at) ? ends : null
  const own = { clock, certificateEnds, build: deps.pages ?? null } as const
  const damaged = deps.damage?.found ? 'damaged' : undefined
  if (!deps.lastBackup) return { ...own, backup: damaged ?? 'off', lastBackup: null }
  const [last, since] = await Promise.all([deps.lastBackup(at), firstDay(db)])
  const overdue = since !== undefined && isOverdue(at, last, since)
  return { ...own, backup: damaged ?? (overdue ? 'overdue' : 'fine'), lastBackup: last ?? null }
}

/** Before anybody was set up there is nothing to lose. */
async function firstDay(db: Database | Trx): Promise<number | undefined> {
  const { at } = await db
    .selectFrom('account')
    .select((e) => e.fn.min<number | null>('created_at').as('at'))
    .executeTakeFirstOrThrow()
  return at === null ? undefined : Number(at)
}
