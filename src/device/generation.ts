import { makeLine, NO_HASH } from '#src/domain/entry.ts'
import { logId, parseLogId } from '#src/domain/id.ts'
import type { Assigned } from '#src/domain/kinds.ts'
import type { Config } from '#src/protocol/config.ts'
import { type Disk, type Done, getMeta } from './db.ts'
import { type Addition, chain, headOf, type Pen, putLinks } from './log.ts'
import type { Run } from './run.ts'
import { lookAtStorage } from './storage.ts'
import type { Assignment, Head, Identity, LogRow, Meta } from './stored.ts'
import type { Deps } from './types.ts'

/** The life of a log begins: `after` is the last common receipt of the generation before, and why that ended. */
type Beginning = {
  identity: Identity
  config: Config
  run: Run
  after?: { log: string; why?: NonNullable<LogRow['ended']>['why'] } & Head
  /** At pairing the envelope of the config is stored with the log that it begins. */
  envelope?: Meta['config']
}

/**
 * Begins the log `identity.log` with genesis, assigned and mark, and stores the identity beside it, in one strict
 * transaction: either all of it is there afterwards, or the tablet is what it was. An earlier log stays untouched.
 */
export async function beginLog(deps: Deps, disk: Disk, from: Beginning): Promise<Done<Pen>> {
  const { identity, config, after } = from
  const start: Pen = { log: identity.log, head: { n: 0, hash: NO_HASH } }
  const genesis = { device: identity.device, key: identity.publicKey, ...(after && { after }) }
  const additions = [
    { line: makeLine(Math.round(deps.now()), 'genesis', genesis) },
    assignedEntry(deps, config),
    await markEntry(deps, from.run),
  ]
  const links = await chain(deps.crypto, start, additions)
  const head = headOf(links)!
  const done = await disk.write(['entries', 'sealed', 'logs', 'meta'], async (tx, also) => {
    const there = await tx.objectStore('logs').get(identity.log)
    if (there) return there.head // an attempt whose answer was lost
    const pinned = (await getMeta(tx, 'identity'))?.serverKeys ?? identity.serverKeys // the worker may have pinned more
    const row = { log: identity.log, head, cursor: start.head, epoch: '', first: 1 }
    putLinks(tx, also, row, links, additions)
    also(tx.objectStore('meta').put({ ...identity, serverKeys: pinned }, 'identity'))
    also(tx.objectStore('meta').put(assignmentOf(config), 'assigned'))
    if (from.envelope) also(tx.objectStore('meta').put(from.envelope, 'config'))
    return head
  })
  return done.ok ? { ok: true, value: { log: identity.log, head: done.value } } : done
}

/** The same tablet with the name of its next log. */
export function nextGeneration(identity: Identity): Identity {
  const { owner, generation } = parseLogId(identity.log)
  return { ...identity, log: logId(owner, generation + 1) }
}

export async function markEntry(deps: Deps, run: Run): Promise<Addition> {
  const { used, quota, persisted } = await lookAtStorage(deps.storage)
  const body = { build: deps.build.slice(0, 20), run: run.id, persisted, used, quota }
  return { line: makeLine(Math.round(deps.now()), 'mark', body) }
}

export function assignedEntry(deps: Deps, config: Config): Addition {
  const body: Assigned = { config: config.version, unit: config.unit.id, counter: config.counter.id }
  return { line: makeLine(Math.round(deps.now()), 'assigned', body) }
}

/** What of a config changes where its ratings count. */
export function assignmentOf(config: Config): Assignment {
  return { unit: config.unit.id, counter: config.counter.id, practice: config.practice }
}

export function isSameAssignment(a: Assignment | undefined, b: Assignment): boolean {
  return a?.unit === b.unit && a.counter === b.counter && a.practice === b.practice
}
