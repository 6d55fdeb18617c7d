import type { Config } from '#src/protocol/config.ts'
import { parseConfig } from './config.ts'
import { type Disk, type Done, getMeta } from './db.ts'
import {
  assignedEntry,
  assignmentOf,
  beginLog,
  isSameAssignment,
  markEntry,
  nextGeneration,
} from './generation.ts'
import { type Addition, append, type Pen } from './log.ts'
import { agrees, type Run, startRun } from './run.ts'
import type { Assignment, DraftRow, Identity, LogRow, Meta } from './stored.ts'
import type { Deps } from './types.ts'

/** The tablet's log as the page that writes it holds it. Changed in turn only. */
export type Book = {
  deps: Deps
  disk: Disk
  identity: Identity
  config: Config
  pen: Pen
  run: Run
  assigned: Assignment | undefined
  /** As the disk says; whether it still stands, duty.ts. */
  duty: Meta['duty'] | undefined
  /** The sender found that this generation cannot go on. */
  ended: LogRow['ended']
  /** The draft that this page has on disk. `failed`: a later write of it did, so it may be left behind. */
  open: (DraftRow & { failed: boolean }) | undefined
  /** `tappedAt` of a first face that was said not to be recorded: where it lands after all, it is taken away again. */
  refused: number | undefined
}

/**
 * Before the next entry: begins the next generation, the next run or the next assignment where one is due.
 * The sender asks too, so that an exchange says the run in which it happens.
 */
export async function settle(book: Book): Promise<Done<void>> {
  if (book.ended) return succeed(book)
  const { deps } = book
  const entries: Addition[] = []
  const run = agrees(book.run, deps.now(), deps.mono()) ? book.run : startRun(deps)
  if (run !== book.run) entries.push(await markEntry(deps, run))
  return turnTo(book, run, entries)
}

/** Reads again what an exchange, here or in the service worker, has brought. */
export async function refresh(book: Book): Promise<Done<void>> {
  const read = await readBook(book.disk)
  if (!read.ok) return read
  const { identity, config, row, duty } = read.value
  if (identity) book.identity = identity
  if (config) book.config = config
  book.duty = duty
  book.ended = row?.ended
  return settle(book)
}

type Found = {
  identity: Identity | undefined
  config: Config | undefined
  row: LogRow | undefined
  assigned: Assignment | undefined
  left: DraftRow | undefined
  duty: Meta['duty'] | undefined
}

/** What the tablet is by its disk. */
export function readBook(disk: Disk): Promise<Done<Found>> {
  return disk.read(['meta', 'logs', 'draft'], async (tx) => {
    const [identity, envelope, assigned, left, duty] = await Promise.all([
      getMeta(tx, 'identity'),
      getMeta(tx, 'config'),
      getMeta(tx, 'assigned'),
      tx.objectStore('draft').get('open'),
      getMeta(tx, 'duty'),
    ])
    const row = identity && (await tx.objectStore('logs').get(identity.log))
    return { identity, config: envelope && parseConfig(envelope.signed), row, assigned, left, duty }
  })
}

/** The next generation begins: the log that ended stays, and the sender goes on bringing the rest of it. */
export async function succeed(book: Book): Promise<Done<void>> {
  const { identity, config, ended } = book
  const run = startRun(book.deps)
  const after = ended && { log: identity.log, ...ended.after, why: ended.why }
  const next = nextGeneration(identity)
  const begun = await beginLog(book.deps, book.disk, { identity: next, config, run, ...(after && { after }) })
  if (!begun.ok) return begun
  Object.assign(book, {
    identity: next,
    pen: begun.value,
    run,
    ended: undefined,
    assigned: assignmentOf(config),
  })
  return { ok: true, value: undefined }
}

/** Appends what is given and, where it is due, the new assignment; then the book is in that run. */
export async function turnTo(book: Book, run: Run, entries: readonly Addition[]): Promise<Done<void>> {
  const assignment = assignmentOf(book.config)
  const assigned = isSameAssignment(book.assigned, assignment) ? [] : [assignedEntry(book.deps, book.config)]
  const all = [...entries, ...assigned]
  if (all.length === 0) return { ok: true, value: undefined }
  const done = await append({ disk: book.disk, crypto: book.deps.crypto }, book.pen, all, {
    alongside: (tx, also) => also(tx.objectStore('meta').put(assignment, 'assigned')),
  })
  if (!done.ok) return done
  book.run = run
  book.assigned = assignment
  return { ok: true, value: undefined }
}
