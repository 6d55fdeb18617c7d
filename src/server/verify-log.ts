import { chainText, NO_HASH } from '#src/domain/entry.ts'
import type { Trx } from './deps.ts'
import type { Fold } from './fold.ts'
import type { Log } from './lineage.ts'
import { sha256 } from './signature.ts'
import { checkBatch, checkGenesis, isProven } from './verify-batch.ts'
import { type LogCheck, type Page, readPage, type Stored } from './verify-page.ts'
import { checkRating } from './verify-rating.ts'
import { checkReleases } from './verify-release.ts'
import { compareTallies } from './verify-tally.ts'

/**
 * How far a log was followed: the last number, and the hash that the next entry builds on, undefined where an entry before
 * it is missing. `signed`: the last number that a batch vouches for.
 */
type Followed = { n: number; hash: string | undefined; signed: number }

/** Follows one log from its first entry to its head. */
export async function verifyLog(trx: Trx, check: LogCheck): Promise<{ entries: number; ratings: number }> {
  const { log } = check
  const at: Followed = { n: log.fork, hash: await startOf(trx, log), signed: log.fork }
  const fold: Fold = new Map()
  const seen = { entries: 0, ratings: 0 }
  if (log.parent !== null) check.note('branch', log.fork + 1, log.head)
  for (let page = await readPage(trx, log, at.n); page; page = await readPage(trx, log, at.n)) {
    for (const entry of page.entries) {
      follow(check, at, page, entry)
      seen.ratings += checkRating(check, page, entry, fold)
      seen.entries += 1
    }
    for (const n of page.marks.keys()) if (!page.numbers.has(n)) check.note('mark-stray', n)
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
  if (entry.n === 1) checkGenesis(check, entry)
  if (log.device === null && entry.said?.kind === 'closed' && !page.closings.has(entry.n))
    note('closing-missing', entry.n)
  for (const batch of page.batches.get(entry.n) ?? []) {
    checkBatch(check, batch, entry)
    at.signed = entry.n
  }
  at.n = entry.n
  at.hash = entry.hash
}

/** Numbers that are not there: a hole that is proven by a signature, or missing. */
function skip({ log, keys, note }: LogCheck, at: Followed, page: Page, to: number): void {
  const hole = page.holes.get(at.n + 1)
  const proven = hole?.to_n === to && isProven(log, hole, keys)
  note(proven ? 'hole' : 'missing', at.n + 1, to)
  if (log.device !== null && at.signed < at.n) note('unsigned', at.signed + 1, at.n)
  at.hash = proven ? hole.hash : undefined
  at.signed = to
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
  if (log.device !== null && at.signed < at.n) note('unsigned', at.signed + 1, at.n)
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

async function startOf(trx: Trx, log: Log): Promise<string | undefined> {
  if (log.fork === 0) return NO_HASH
  for (let id = log.parent; id !== null; ) {
    const parent = await trx.selectFrom('log').selectAll().where('id', '=', id).executeTakeFirst()
    if (!parent) return undefined
    if (log.fork > parent.fork) return hashOf(trx, id, log.fork)
    id = parent.parent
  }
  return undefined
}
