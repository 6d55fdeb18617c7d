import type { Disk } from './db.ts'
import { readStanding } from './standing.ts'
import { lookAtStorage } from './storage.ts'
import type { Deps, Health } from './types.ts'

/** What the page alone knows: its last try, and the run of its clock. */
export type Seen = { lastTry: Health['lastTry']; run: string | undefined }

/** For the staff corner. `entries` are those that are held, of all generations. A dead disk shows as an empty log. */
export async function readHealth(deps: Deps, disk: Disk, seen: Seen): Promise<Health> {
  const [standing, room] = await Promise.all([readStanding(disk), lookAtStorage(deps.storage)])
  const { identity, logs, link, config, pending } = standing.ok ? standing.value : NOTHING
  return {
    log: identity?.log ?? '',
    entries: logs.reduce((sum, { head, first }) => sum + head.n - first + 1, 0),
    pending,
    lastReceipt: link?.heardAt ?? null,
    lastTry: seen.lastTry,
    ...room,
    clockOffset: link && link.run === seen.run ? link.offset : null,
    build: deps.build,
    config,
    damaged: logs.flatMap(({ log, damagedAt: n }) => (n === undefined ? [] : [{ log, n }])),
  }
}

const NOTHING = { identity: undefined, logs: [], link: undefined, config: 0, pending: 0 }
