import { makeLine, receiptCode, receiptText } from '#src/domain/entry.ts'
import { type Circumstances, type End, ratingBody } from '#src/domain/rating.ts'
import { type Book, settle } from './book.ts'
import { sha256Hex } from './bytes.ts'
import { prepareComment } from './comment.ts'
import type { Done } from './db.ts'
import { append, type Extra } from './log.ts'
import type { DraftRow } from './stored.ts'
import type { Closing, Draft, Kept } from './types.ts'

/** Writes the one open rating as it stands. Ok means on the medium: the next screen may show. */
export async function keepDraft(book: Book, draft: Draft): Promise<Kept> {
  const before = book.open
  if (before?.failed && before.draft.tappedAt !== draft.tappedAt) {
    const closed = await closeLeft(book, before)
    if (!closed.ok) return closed
  }
  const row = { draft, keptAt: book.deps.now() }
  const done = await book.disk.put('draft', 'open', row)
  if (done.ok) {
    book.open = { ...row, failed: false }
    book.refused = undefined
  } else if (book.open) book.open.failed = true
  else book.refused = draft.tappedAt
  return done.ok ? { ok: true } : done
}

/**
 * Appends the rating, with its sealed comment beside it, and deletes the draft, in one strict transaction. Only its
 * ok may be thanked. After a failure the draft stays on disk, and is closed by the next rating or the next start.
 */
export async function closeRating(
  book: Book,
  draft: Draft,
  { end, comment, tapToClose }: { end: End; comment: string | undefined; tapToClose: number },
): Promise<Closing> {
  const { crypto } = book.deps
  const ready = await settle(book)
  if (!ready.ok) return fail(book, ready)
  const kept = comment && (await prepareComment(crypto, book.config.keys.seal.key, comment))
  const line = ratingLine(draft, book.deps.now(), { end, tapToClose, comment: kept || undefined })
  const again = book.open?.failed && book.open.draft.tappedAt === draft.tappedAt
  const addition = { line, sealed: kept ? kept.sealed : undefined }
  const done = await append({ disk: book.disk, crypto }, book.pen, [addition], {
    ...WITH_DRAFT,
    ifDraft: again ?? false,
  })
  if (!done.ok) return fail(book, done)
  book.open = undefined
  const code = receiptCode(await sha256Hex(crypto, receiptText(book.pen.head.hash)))
  return { ok: true, code, masked: kept ? kept.masked : false }
}

/** A face of which the citizen was told that it is not recorded, and that came on the disk late, is none. */
export async function dropRefused(book: Book): Promise<Done<void>> {
  const done = await book.disk.write(['draft'], async (tx, also) =>
    also(tx.objectStore('draft').delete('open')),
  )
  if (done.ok) book.refused = undefined
  return done.ok ? { ok: true, value: undefined } : done
}

/**
 * Closes a draft as it stands on the disk, where a change may have landed that this page gave up waiting for. Safe to say
 * twice: where the draft is gone, it was closed already.
 */
export async function closeLeft(book: Book, known: DraftRow): Promise<Done<void>> {
  const read = await book.disk.read(['draft'], (tx) => tx.objectStore('draft').get('open'))
  if (!read.ok) return read
  const { draft, keptAt } = read.value ?? known
  const tapToClose = keptAt - draft.tappedAt
  const line = ratingLine(draft, keptAt, { end: 'restart', tapToClose, comment: undefined })
  const tools = { disk: book.disk, crypto: book.deps.crypto }
  const done = await append(tools, book.pen, [{ line }], { ...WITH_DRAFT, ifDraft: true })
  if (done.ok) book.open = undefined
  return done.ok ? { ok: true, value: undefined } : done
}

const WITH_DRAFT: Extra = {
  alongside: (tx, also) => also(tx.objectStore('draft').delete('open')),
}

type Ending = Pick<Circumstances, 'end' | 'tapToClose' | 'comment'>

function ratingLine(draft: Draft, at: number, ending: Ending): string {
  const { answers, kind, counter, officer, hall, shownToTap } = draft
  const of = { counter, officer, hall, shownToTap, ...ending }
  return makeLine(Math.round(at), kind, ratingBody(answers, of))
}

function fail<F extends { ok: false }>(book: Book, failure: F): F {
  if (book.open) book.open.failed = true
  return failure
}
