import { NO_HASH } from '#src/domain/entry.ts'
import type { Batch } from '#src/protocol/log-schema.ts'
import { chain } from './chain.ts'
import type { Checked } from './checked.ts'
import type { Schema } from './db/schema.ts'
import type { After } from './tablet-said.ts'

export type Log = Schema['log']

/**
 * One log with its branches, and what is known of the numbers near a batch: `stored` the hashes of entries, `ends` the
 * hashes at the ends of holes. Keys are `<log> <n>`.
 */
export type Lineage = {
  /** The log itself first, then its branches in the order in which they were found. */
  logs: readonly [Log, ...Log[]]
  stored: ReadonlyMap<string, string>
  ends: ReadonlyMap<string, string>
}

/**
 * Where a batch belongs. `on`: it goes on (or repeats, or fills) that log. `leaves`: after `fork` it differs from what is
 * stored on `parent`. `gap`: the server needs earlier numbers. `broken`: no chain leads to the announced hash.
 */
export type Place =
  | { kind: 'on'; log: Log; hashes: readonly string[] }
  | { kind: 'leaves'; parent: Log; fork: number; hashes: readonly string[] }
  | { kind: 'gap' }
  | { kind: 'broken' }

type Said = Pick<Checked, 'batch' | 'content' | 'after'>

/**
 * Where a checked batch belongs. What it was hashed on may be stored; or its tablet lost it, and shows a signature for it
 * (`after`). Nothing is stored twice: what another log of this name holds already, behind a hole, waits for what is in the hole.
 */
export function place(lineage: Lineage, said: Said): Place {
  const found = placeOf(lineage, said)
  const isTaken = found.kind === 'on' || found.kind === 'leaves'
  return isTaken && isElsewhere(lineage, found, said.batch) ? { kind: 'gap' } : found
}

function placeOf(lineage: Lineage, { batch, content: { lines }, after }: Said): Place {
  const { logs } = lineage
  const starts = logs.map((log) => ({ log, previous: hashAt(lineage, log, batch.from - 1) }))
  const known = new Set(starts.map(({ previous }) => previous).filter((hash) => hash !== undefined))
  for (const previous of known) {
    const hashes = chain(batch.log, batch.from, previous, lines)
    if ((hashes.at(-1) ?? previous) !== batch.hash) continue
    const candidates = starts.filter((start) => start.previous === previous).map(({ log }) => log)
    return choose(lineage, batch, candidates, hashes)
  }
  const behind = after && placeBehind(lineage, { batch, lines, after })
  if (behind) return behind
  if (known.size === 0) return { kind: 'gap' }
  return { kind: 'broken' }
}

/** Whether another log holds an entry that would be new where the batch belongs. */
function isElsewhere(
  lineage: Lineage,
  to: Extract<Place, { kind: 'on' | 'leaves' }>,
  { from }: Batch,
): boolean {
  const { logs, stored } = lineage
  if (stored.size === 0) return false
  const hasIt = (n: number, hash: string) =>
    to.kind === 'on' ? hashAt(lineage, to.log, n) === hash : n <= to.fork
  return to.hashes.some(
    (hash, i) => !hasIt(from + i, hash) && logs.some(({ id }) => stored.get(key(id, from + i)) === hash),
  )
}

type Behind = { batch: Batch; lines: readonly string[]; after: After }

/**
 * Behind numbers that a tablet lost it goes on where it stood before them. Where the server has those numbers with another
 * hash at their end, what was lost was never here: it leaves the log there, with a hole at its beginning. What ends inside a
 * hole belongs to that log where they meet behind it. Undefined where nobody knows what stood before, or in the hole.
 */
function placeBehind(lineage: Lineage, { batch, lines, after }: Behind): Place | undefined {
  const { since, start, hash } = after
  const fork = since - 1
  const before = batch.from - 1
  const [main] = lineage.logs
  const isShown = after.before !== undefined && main.head < fork
  const knows = (log: Log) =>
    start === undefined ? log === main && log.head >= fork : hashAt(lineage, log, fork) === start
  const logs = lineage.logs.filter((log) => knows(log) || (isShown && log === main))
  const [parent] = logs
  if (!parent) return undefined
  const hashes = chain(batch.log, batch.from, hash, lines)
  if ((hashes.at(-1) ?? hash) !== batch.hash) return { kind: 'broken' }
  const open = logs.filter((log) => hashAt(lineage, log, before) === undefined)
  const isSaid = (log: Log) => hashes.map((said, i) => hashAt(lineage, log, batch.from + i) === said)
  if (lineage.logs.some((log) => isSaid(log).includes(true))) {
    const [within] = open.filter(
      (log) => isSaid(log).includes(true) && hashAt(lineage, log, fork) !== undefined,
    )
    return within && choose(lineage, batch, [within], hashes)
  }
  const [log] = logs.filter(({ head }) => head < before).toSorted((a, b) => a.head - b.head)
  if (log) return { kind: 'on', log, hashes }
  const isUnknown = (log: Log) => hashes.every((_, i) => hashAt(lineage, log, batch.from + i) === undefined)
  if (start === undefined || lines.length === 0 || open.some(isUnknown)) return undefined
  return { kind: 'leaves', parent, fork, hashes }
}

/** Of the logs that the chain can follow: the one with which the batch shares most. */
function choose(
  lineage: Lineage,
  { from }: Batch,
  candidates: readonly Log[],
  hashes: readonly string[],
): Place {
  const compared = candidates.map((log) => {
    const found = hashes.map((_, i) => hashAt(lineage, log, from + i))
    const conflict = found.findIndex((hash, i) => hash !== undefined && hash !== hashes[i])
    const last = found.findLastIndex((hash, i) => hash !== undefined && hash === hashes[i])
    return { log, conflict, last }
  })
  const best = compared.toSorted(
    (a, b) => Number(a.conflict !== -1) - Number(b.conflict !== -1) || b.last - a.last,
  )[0]!
  if (best.conflict === -1) return { kind: 'on', log: best.log, hashes }
  return { kind: 'leaves', parent: best.log, fork: from + best.last, hashes }
}

/** The hash at a number of a log, through what it branched from; undefined where the server has none. */
export function hashAt({ logs, stored, ends }: Lineage, log: Log, n: number): string | undefined {
  if (n === 0) return NO_HASH
  if (n === log.head) return log.hash
  const parent = n <= log.fork ? logs.find(({ id }) => id === log.parent) : undefined
  if (parent) return hashAt({ logs, stored, ends }, parent, n)
  if (stored.size + ends.size === 0) return undefined
  return stored.get(key(log.id, n)) ?? ends.get(key(log.id, n))
}

/** Whether that log itself holds that number: not what it branched from. */
export function isStored({ stored }: Lineage, log: Log, n: number): boolean {
  return stored.size > 0 && stored.has(key(log.id, n))
}

export function key(log: string, n: number): string {
  return `${log} ${n}`
}
