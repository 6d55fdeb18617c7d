import { NO_HASH } from '#src/domain/entry.ts'
import type { Batch } from '#src/protocol/log-schema.ts'
import { chain } from './chain.ts'
import type { Schema } from './db/schema.ts'

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

/** `after`: the hash at `from − 1` that the server itself once signed, for a tablet that no longer holds what is missing. */
export function place(
  { logs, ...known }: Lineage,
  batch: Batch,
  lines: readonly string[],
  after: string | undefined,
): Place {
  const [main] = logs
  const before = batch.from - 1
  const starts = logs.map((log) => ({ log, previous: hashAt({ logs, ...known }, log, before) }))
  const claim = after !== undefined && before > main.head ? [{ log: main, previous: after }] : []
  const all = [...starts, ...claim].filter(({ previous }) => previous !== undefined)
  if (all.length === 0) return { kind: 'gap' }
  for (const previous of new Set(all.map((start) => start.previous!))) {
    const hashes = chain(batch.log, batch.from, previous, lines)
    if ((hashes.at(-1) ?? previous) !== batch.hash) continue
    const candidates = all.filter((start) => start.previous === previous).map(({ log }) => log)
    return choose({ logs, ...known }, batch, candidates, hashes)
  }
  return { kind: 'broken' }
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
  return stored.get(key(log.id, n)) ?? ends.get(key(log.id, n))
}

export function key(log: string, n: number): string {
  return `${log} ${n}`
}
