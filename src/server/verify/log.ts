import { sql } from 'kysely'
import { localTime } from '#src/domain/calendar.ts'
import { chainText, NO_HASH } from '#src/domain/entry.ts'
import type { Trx } from '../deps.ts'
import { isOfDuty } from '../duties/told.ts'
import type { Fold } from '../fold.ts'
import { heldOf } from '../held-left.ts'
import type { Log } from '../lineage.ts'
import { sha256 } from '../signature.ts'
import { checkBatch, checkGenesis, isProven } from './batch.ts'
import { type LogCheck, type Page, readPage, type Stored } from './page.ts'
import { checkRating } from './rating.ts'
import { checkReleases } from './release.ts'
import { compareTallies } from './tally.ts'

/**
 * How far a log was followed: the last number, and the hash that the next entry builds on, undefined where an entry before
 * it is missing. `unsigned`: numbers, from and to, for which no batch has vouched so far. `gaps`: where numbers are not there.
 */
type Followed = {
  n: number
  hash: string | undefined
  unsigned: [from: number, to: number][]
  gaps: Set<number>
}

/** Follows one log from its first entry to its head. */
export async function verifyLog(trx: Trx, check: LogCheck): Promise<{ entries: number; ratings: number }> {
  const { log } = check
  const at: Followed = { n: log.fork, hash: await startOf(trx, log), unsigned: [], gaps: new Set() }
  const rated = { ...check, isHeld: await heldOf(trx, log) }
  const fold: Fold = new Map()
  const seen = { entries: 0, ratings: 0 }
  if (log.parent !== null) check.note('branch', log.fork + 1, log.head)
  for (let page = await readPage(trx, log, at.n); page; page = await readPage(trx, log, at.n)) {
    for (const entry of page.entries) {
      follow(check, at, page, entry)
      seen.ratings += checkRating(rated, page, entry, fold)
      seen.entries += 1
    }
    checkBeside(check, page, at.gaps)
    checkDuties(check, page)
    checkReleases(check, page)
    check.onPage(seen.entries)
  }
  await checkEnd(trx, check, at)
  await compareTallies(trx, log, fold, check.note)
  return seen
}

function follow(check: LogCheck, at: Followed, page: Page, entry: Stored): void {
  const { log, note } = check
  if (entry.n !== at.n + 1) skip(check, at, page, entry.n - 1)
  const hash = at.hash && sha256(chainText(log.hashed_as, entry.n, at.hash, entry.text))
  if (hash !== undefined && hash !== entry.hash) note('altered', entry.n)
  if (!entry.said) note('unreadable', entry.n)
  if (log.device === null && entry.said?.kind === 'differs') noteDiffers(check, entry)
  if (entry.n === 1) checkGenesis(check, entry)
  if (log.device === null && entry.said?.kind === 'closed' && !page.closings.has(entry.n))
    note('closing-missing', entry.n)
  vouch(check, at, page, entry)
  at.n = entry.n
  at.hash = entry.hash
}

/** The server knows of each entry that tells of a duty, and of no other, that it does (P8). */
function checkDuties({ note }: LogCheck, { entries, duties }: Page): void {
  for (const { n, said } of entries)
    if (duties.has(n) !== (said !== undefined && isOfDuty(said))) note('duty', n)
}

/** Each number lies in a batch that the tablet signed. */
function vouch(check: LogCheck, { unsigned }: Followed, page: Page, entry: Stored): void {
  if (check.log.device === null) return
  const last = unsigned.at(-1)
  if (last?.[1] === entry.n - 1) last[1] = entry.n
  else unsigned.push([entry.n, entry.n])
  for (const batch of page.batches.get(entry.n) ?? []) {
    checkBatch(check, batch, entry)
    while (unsigned.length > 0 && unsigned.at(-1)![0] >= batch.from_n) unsigned.pop()
    const open = unsigned.at(-1)
    if (open && open[1] >= batch.from_n) open[1] = batch.from_n - 1
  }
}

/** What belongs to no entry or gap of the page. */
function checkBeside({ log, note }: LogCheck, page: Page, gaps: ReadonlySet<number>): void {
  for (const n of page.marks.keys()) if (!page.numbers.has(n)) note('mark-stray', n)
  for (const [n, batches] of page.batches) {
    if (!page.numbers.has(n) || log.device === null)
      for (const { from_n } of batches) note('proof-stray', from_n, n)
  }
  for (const { from_n, to_n } of page.holes.values()) {
    if (!gaps.has(from_n)) note('proof-stray', from_n, to_n)
  }
  const asksFor = new Map(page.entries.map(({ n, said }) => [n, said?.body.comment !== undefined]))
  for (const n of page.sealed.keys()) if (!asksFor.get(n)) note('comment-stray', n)
  for (const n of page.closings) if (log.device !== null) note('proof-stray', n)
}

function noteDiffers({ note }: LogCheck, { n, said }: Stored): void {
  note('differs', n, n, `${localTime(said?.at ?? 0).day}: ${String(said?.body.of)}`)
}

/** Numbers that are not there: holes that are proven by a signature each, or missing. */
function skip({ log, keys, note }: LogCheck, at: Followed, page: Page, to: number): void {
  for (let from = at.n + 1; from <= to; ) {
    const hole = page.holes.get(from)
    const proven = hole !== undefined && hole.to_n <= to && isProven(log, hole, keys)
    const end = proven ? hole.to_n : to
    at.gaps.add(from)
    at.hash = proven ? hole.hash : undefined
    note(proven ? 'hole' : 'missing', from, end)
    from = end + 1
  }
}

/** The log must end where its row says, and no signed batch may reach beyond. */
async function checkEnd(trx: Trx, { log, note }: LogCheck, at: Followed): Promise<void> {
  const { last } = await trx
    .selectFrom('batch')
    .select((of) => of.fn.max('to_n').as('last'))
    .where('log', '=', log.id)
    .executeTakeFirstOrThrow()
  const end = Math.max(log.head, last ?? 0)
  if (at.n < end) note('missing', at.n + 1, end)
  else if (at.n !== log.head || (at.hash !== log.hash && at.n > log.fork)) note('head', log.head)
  for (const [from, to] of at.unsigned) note('unsigned', from, to)
  await checkBeyond(trx, { log, note }, at.n)
}

const BESIDE = {
  entry: 'n',
  batch: 'to_n',
  hole: 'from_n',
  sealed: 'n',
  receive_mark: 'n',
  closing: 'n',
  duty_entry: 'n',
} as const

/** What stands beside numbers that are before the log's first entry, or after its last. */
async function checkBeyond(
  trx: Trx,
  { log, note }: Pick<LogCheck, 'log' | 'note'>,
  last: number,
): Promise<void> {
  for (const [name, column] of Object.entries(BESIDE)) {
    const { rows } = await sql<{ n: number }>`
      select ${sql.ref(column)} as n from ${sql.table(name)}
      where log = ${log.id} and (${sql.ref(column)} <= ${log.fork} or ${sql.ref(column)} > ${last})
      order by n`.execute(trx)
    for (const { n } of rows) note(name === 'entry' ? 'altered' : 'proof-stray', n, n, name)
  }
  const { rows } = await sql<{ n: number }>`
    select n from waiting
    where unit = ${log.unit} and kind in ('row', 'feedback') and log = ${log.id} and (n <= ${log.fork} or n > ${last})
    union select n from released
    where kind in ('row', 'feedback') and log = ${log.id} and (n <= ${log.fork} or n > ${last})
    order by n`.execute(trx)
  for (const { n } of rows) note('release', n)
}

/** The hash at a number of that very log: of its entry, or of the hole that ends there. */
async function hashOf(trx: Trx, log: string, n: number): Promise<string | undefined> {
  const at = await trx
    .selectFrom('entry')
    .select('hash')
    .where('log', '=', log)
    .where('n', '=', n)
    .unionAll(trx.selectFrom('hole').select('hash').where('log', '=', log).where('to_n', '=', n))
    .executeTakeFirst()
  return at?.hash
}

/** The hash that a branch goes on from. Undefined where nobody says it, or where parents lead round in a circle. */
async function startOf(trx: Trx, log: Log): Promise<string | undefined> {
  if (log.fork === 0) return NO_HASH
  const passed = new Set([log.id])
  for (let id = log.parent; id !== null && !passed.has(id); ) {
    passed.add(id)
    const parent = await trx.selectFrom('log').selectAll().where('id', '=', id).executeTakeFirst()
    if (!parent) return undefined
    if (log.fork > parent.fork) return hashOf(trx, id, log.fork)
    id = parent.parent
  }
  return undefined
}
