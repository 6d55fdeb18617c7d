import { chainText, type Link } from '#src/domain/entry.ts'
import { sha256Hex } from './bytes.ts'
import type { Also, Disk, Done, Writing } from './db.ts'
import { type Head, type LogRow, numbers } from './stored.ts'

/** A line that gets the next number, and the sealed comment that stands beside it. */
export type Addition = { line: string; sealed?: string | undefined }

/** Where the one writer stands, in memory. */
export type Pen = { log: string; head: Head }

export type Extra = {
  /** Add only while the draft is still there: else it was already closed by an attempt that landed late. */
  ifDraft?: boolean
  /** What else belongs into the same transaction. */
  alongside?: (tx: Writing, also: Also) => void
}

/** `gone`: there was no draft, nothing was added; `pen.head` then stands at the log's end. */
type Appended = { kind: 'written'; links: Link[] } | { kind: 'gone' }

const STORES: Parameters<Disk['write']>[0] = ['entries', 'sealed', 'logs', 'draft', 'meta']
const TRIES = 3

/**
 * Appends in one strict transaction: ok means that all of it is on the medium. Hashes are made before it, since a
 * transaction waits for nothing but its own requests; so it first checks that the stored head is still the one they
 * were made on. Where another writer has moved it, nothing is written and all starts again.
 */
export async function append(
  { disk, crypto }: { disk: Disk; crypto: Crypto },
  pen: Pen,
  additions: readonly Addition[],
  extra: Extra = {},
): Promise<Done<Appended>> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const links = await chain(crypto, pen, additions)
    const done = await disk.write(STORES, async (tx, also) => {
      const row = await tx.objectStore('logs').get(pen.log)
      const end = links.at(-1) ?? pen.head
      if (!row) return { kind: 'moved', head: pen.head } as const
      if (isSame(row.head, end)) return { kind: 'written' } as const // an attempt whose answer was lost
      if (!isSame(row.head, pen.head)) return { kind: 'moved', head: row.head } as const
      if (extra.ifDraft && !(await tx.objectStore('draft').get('open'))) return { kind: 'gone' } as const
      putLinks(tx, also, { ...row, head: { n: end.n, hash: end.hash } }, links, additions)
      extra.alongside?.(tx, also)
      return { kind: 'written' } as const
    })
    if (!done.ok) return done
    if (done.value.kind === 'gone') return { ok: true, value: { kind: 'gone' } }
    if (done.value.kind === 'written') {
      pen.head = headOf(links) ?? pen.head
      return { ok: true, value: { kind: 'written', links } }
    }
    pen.head = done.value.head
  }
  return { ok: false, why: 'second-writer' }
}

/** Numbers and hashes for lines that follow the pen. */
export async function chain(crypto: Crypto, pen: Pen, additions: readonly Addition[]): Promise<Link[]> {
  const links: Link[] = []
  let head = pen.head
  for (const { line } of additions) {
    const n = head.n + 1
    const hash = await sha256Hex(crypto, chainText(pen.log, n, head.hash, line))
    links.push({ n, hash, line })
    head = { n, hash }
  }
  return links
}

export function headOf(links: readonly Link[]): Head | undefined {
  const last = links.at(-1)
  return last && { n: last.n, hash: last.hash }
}

export function putLinks(
  tx: Writing,
  also: Also,
  row: LogRow,
  links: readonly Link[],
  additions: readonly Addition[],
): void {
  links.forEach((link, i) => {
    also(tx.objectStore('entries').add({ log: row.log, ...link }))
    const sealed = additions[i]?.sealed
    if (sealed) also(tx.objectStore('sealed').add({ log: row.log, n: link.n, sealed }))
  })
  also(tx.objectStore('logs').put(row))
}

function isSame(a: Head, b: Head): boolean {
  return a.n === b.n && a.hash === b.hash
}

/**
 * Follows the chain through stored entries, which begin after `before`. Answers the good ones; shorter than what was
 * given where a line or a number is not what it was. A hash that is right proves all lines before it, so where only a
 * stored hash was damaged it is made anew.
 */
export async function follow(
  crypto: Crypto,
  log: string,
  before: Head,
  entries: readonly Link[],
): Promise<Link[]> {
  const links = await chain(crypto, { log, head: before }, entries)
  return links.slice(0, entries.findLastIndex((entry, i) => isSame(entry, links[i]!)) + 1)
}

/**
 * Is what stands at the end of the log whole? Reads the last 64 entries, and where they begin at that very moment, since a page that
 * opens its log again may still be pruning it; the sender checks every line that it sends.
 */
export async function isTailWhole(
  disk: Disk,
  crypto: Crypto,
  { log, head }: Pick<LogRow, 'log' | 'head'>,
): Promise<Done<boolean>> {
  const read = await disk.read(['entries', 'logs'], async (tx) => {
    const from = Math.max((await tx.objectStore('logs').get(log))?.first ?? 1, head.n - 63)
    const isPruned = from > head.n // all of it was received
    return {
      from,
      entries: isPruned ? [] : await tx.objectStore('entries').getAll(numbers(log, from, head.n)),
    }
  })
  if (!read.ok) return read
  const { from, entries } = read.value
  if (from > head.n) return { ok: true, value: true }
  const [first, ...rest] = entries
  if (!first) return { ok: true, value: false }
  const good = await follow(crypto, log, first, rest)
  const end = headOf(good) ?? first
  return { ok: true, value: entries.length === head.n - from + 1 && isSame(end, head) }
}
