import { type Disk, openDisk } from './db.ts'
import { drain } from './drain.ts'
import type { Heard } from './reply.ts'
import { runId } from './run.ts'
import { readStanding, type Standing } from './standing.ts'
import type { LogRow } from './stored.ts'
import type { Deps, StorageFailure } from './types.ts'

export const WRITER_LOCK = 'log-writer'
const SENDER_LOCK = 'log-sender'

/** How an exchange ended. Whatever it is, nothing is dropped, and only a receipt moved anything. */
export type SyncOutcome =
  /** All that can be sent stands on the server. */
  | { kind: 'received' }
  /** Page or worker is sending already. */
  | { kind: 'busy' }
  /** A page is open: it knows its clock's run, the worker does not. */
  | { kind: 'left-to-page' }
  | { kind: 'unpaired' }
  | { kind: 'storage'; why: StorageFailure }
  /** The server has another entry under one of our numbers and did not branch. */
  | { kind: 'differs' }
  /** The server's answers lead in a circle. */
  | { kind: 'stalled' }
  /** A stored line no longer has its hash: from there on this log cannot be sent. */
  | { kind: 'damaged' }
  | Exclude<Heard, { kind: 'receipt' }>

/** What the exchange needs; `run` names the run of the clock by which it says the time. */
export type Sender = { deps: Deps; disk: Disk; run: string }

/**
 * One exchange with the server, until nothing is left to send, for page and service worker alike.
 * The worker gives no page: it then opens the database itself, appends nothing, and says a run that the log does not
 * know, since nobody watched the clock since the page was closed.
 */
export async function syncOnce(deps: Deps, page?: { disk: Disk; run: string }): Promise<SyncOutcome> {
  if (!page && (await isHeld(deps.locks, WRITER_LOCK))) return { kind: 'left-to-page' }
  return deps.locks.request(SENDER_LOCK, { ifAvailable: true }, async (lock): Promise<SyncOutcome> => {
    if (!lock) return { kind: 'busy' }
    if (page) return exchangeAll({ deps, ...page })
    const disk = openDisk(deps)
    const outcome = await exchangeAll({ deps, disk, run: runId(deps.crypto) })
    disk.shut()
    return outcome
  })
}

/** One log after the other, the oldest first; a log that is stuck holds up no other. */
async function exchangeAll(sender: Sender): Promise<SyncOutcome> {
  const tried = new Set<string>()
  let outcome: SyncOutcome = { kind: 'received' }
  for (;;) {
    const standing = await readStanding(sender.disk)
    if (!standing.ok) return { kind: 'storage', why: standing.why }
    if (!standing.value.identity) return { kind: 'unpaired' }
    const next = standing.value.logs.find((row) => !tried.has(row.log) && isDue(row, standing.value))
    if (!next) return outcome
    tried.add(next.log)
    const drained = await drain(sender, next.log)
    if (drained.kind !== 'received') outcome = drained
    if (!(drained.kind === 'received' || isOfOneLog(drained))) return drained
  }
}

/** Each exchange speaks of the log that is written now; of an older one while it is not whole on the server, by whatever way. */
function isDue(row: LogRow, { identity, link }: Standing): boolean {
  if (row.log === identity?.log) return true
  return row.cursor.n < row.head.n || (link !== undefined && row.epoch !== link.epoch)
}

function isOfOneLog(outcome: SyncOutcome): boolean {
  return ['differs', 'stalled', 'damaged', 'refused'].includes(outcome.kind)
}

async function isHeld(locks: LockManager, name: string): Promise<boolean> {
  const { held = [] } = await locks.query()
  return held.some((lock) => lock.name === name)
}
