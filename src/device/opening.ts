import type { Book } from './book.ts'
import { readBook, succeed, turnTo } from './book.ts'
import type { Disk, Done } from './db.ts'
import { closeLeft, dropRefused } from './draft.ts'
import { markEntry } from './generation.ts'
import { isTailWhole } from './log.ts'
import { startRun } from './run.ts'
import type { DraftRow } from './stored.ts'
import type { Deps } from './types.ts'

/**
 * Opens the log for writing: verifies its tail, closes a draft that a crash has left, and marks a new run. Undefined
 * where the tablet is not paired. `before` is this very page's book before its disk failed: its open draft is not left over.
 */
export async function openBook(
  deps: Deps,
  disk: Disk,
  before: Pick<Book, 'open' | 'refused'> | undefined,
): Promise<Done<Book | undefined>> {
  const read = await readBook(disk)
  if (!read.ok) return read
  const { identity, config, row, assigned, left, duty } = read.value
  if (!identity) return { ok: true, value: undefined }
  if (!config || !row) return { ok: false, why: 'refused' }
  const whole = await isTailWhole(disk, deps.crypto, row)
  if (!whole.ok) return whole
  const book: Book = {
    deps,
    disk,
    identity,
    config,
    pen: { log: row.log, head: row.head },
    run: startRun(deps),
    assigned,
    duty,
    ended: whole.value ? row.ended : (row.ended ?? { why: 'damage', after: row.cursor }),
    open: before?.open,
    refused: before?.refused,
  }
  return greet(book, book.open ? undefined : left)
}

/** A left draft belongs to the run that tapped it, so it is closed, with the time of its last change, before the mark. */
async function greet(book: Book, left: DraftRow | undefined): Promise<Done<Book>> {
  const begun = book.ended ? await succeed(book) : undefined
  if (begun && !begun.ok) return begun
  const closed =
    left && (await (left.draft.tappedAt === book.refused ? dropRefused(book) : closeLeft(book, left)))
  if (closed && !closed.ok) return closed
  const mark = begun ? [] : [await markEntry(book.deps, book.run)]
  const turned = await turnTo(book, book.run, mark)
  return turned.ok ? { ok: true, value: book } : turned
}
