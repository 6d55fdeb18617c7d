import { type Batch, parseAuthorization } from '#src/protocol/log-schema.ts'
import type { PartHead, RescueReport } from '#src/protocol/rescue-schema.ts'
import type { Deps } from '../deps.ts'
import { noteRefilled } from '../emptied.ts'
import { ingest } from '../ingest.ts'
import { knowAgain } from '../known-again.ts'
import { type Refusal, refuse } from '../problems.ts'
import { findSender, type Sender } from '../sender.ts'
import { readLost } from '../tablet-said.ts'
import { transact } from '../transact.ts'
import { lockUnit } from '../unit.ts'
import { deed } from '../units-change.ts'
import { type Span, stillLost } from './lost.ts'
import { openRescue, type Part } from './open.ts'

/** Who imports: a head, for their own unit alone; or the operator in the terminal, for any. */
export type Importer = { by: string; unit: string } | { by: null; unit: null }

/** A file that is nothing but rubbish is not read to its end. */
const MAX_DAMAGED = 100

/** What has come of the file so far, in ratings and parts; `entries` that were new, of any kind; `gaps` by log. */
type Course = Pick<RescueReport, 'added' | 'known' | 'held' | 'damaged'> & {
  owner: Sender | undefined
  entries: number
  gaps: Map<string, Span>
  /** Of each log how far the file brought it. */
  brought: Map<string, number>
  lost: Span[]
}

/**
 * Takes a rescue file in, each of its batches by the very way of one that was sent, so that there is nothing new to trust: what
 * no tablet signed is not stored, and what is there already is not counted again. A file that was damaged or cut off brings
 * what can be read of it.
 */
export async function importRescue(
  deps: Deps,
  source: AsyncIterable<Uint8Array>,
  importer: Importer,
): Promise<RescueReport | Refusal> {
  const opened = await openRescue(deps.keys.seal, source)
  if (!opened.ok) return refuse(opened.code)
  const course: Course = {
    owner: undefined,
    ...{ added: 0, known: 0, held: 0, damaged: 0, entries: 0 },
    gaps: new Map(),
    brought: new Map(),
    lost: [],
  }
  for await (const part of opened.parts) {
    const refused = await takePart(deps, part, { importer, course })
    if (refused) return refused
    if (course.damaged > MAX_DAMAGED) break
  }
  const { owner, added, known, held, damaged, gaps } = course
  if (!owner) return refuse('rescue-unreadable')
  if (course.entries > 0) await writeDown(deps, owner, { importer, brought: course.brought })
  const lost = await stillLost(deps.db, course.lost)
  const { device } = owner
  return {
    device,
    added,
    known,
    held,
    lost: lost.map(numbers),
    gaps: [...gaps.values()].map(numbers),
    damaged,
  }
}

type Taking = { importer: Importer; course: Course }

/** The first batch says whose file it is: another unit's is refused before anything is stored. */
async function takePart(deps: Deps, part: Part, { importer, course }: Taking): Promise<Refusal | undefined> {
  const batch = part.kind === 'batch' ? parseAuthorization(part.head.authorization) : undefined
  if (part.kind === 'damaged' || !batch) {
    course.damaged += 1
    return undefined
  }
  // A server that was put back knows again who can show that it once did; the tablet may never be able to ask it itself.
  if (!course.owner && part.head.known) await knowAgain(deps, part.head.known, importer.unit)
  const sender = await findSender(deps.db, batch.log)
  const isOwn = sender && (importer.unit === null || sender.unit === importer.unit)
  if (!course.owner && !isOwn) return refuse(importer.unit === null ? 'unknown-device' : 'rescue-other-unit')
  course.owner ??= sender
  if (isOwn && sender.device === course.owner?.device) await takeBatch(deps, course, { batch, sender, part })
  else course.damaged += 1
  return undefined
}

type Taken = { batch: Batch; sender: Sender; part: { head: PartHead; body: Uint8Array } }

async function takeBatch(deps: Deps, course: Course, { batch, sender, part }: Taken): Promise<void> {
  const { log, from } = batch
  const { authorization, after = null, lost } = part.head
  const outcome = await ingest(deps, {
    authorization,
    tablet: null,
    after,
    contentEncoding: 'gzip',
    body: part.body,
    carried: { lost },
  })
  const behind = readLost(sender.key, lost, batch)
  if (behind) course.lost.push({ log, from: behind.since, to: from - 1 })
  switch (outcome.kind) {
    case 'refused':
      course.damaged += 1
      break
    case 'gap':
      if (!course.gaps.has(log)) course.gaps.set(log, gapBefore(batch, outcome.head))
      break
    case 'held':
    case 'stored':
      course.added += outcome.added.ratings
      course.known += outcome.added.of - outcome.added.ratings
      course.held += outcome.kind === 'held' ? outcome.added.ratings : 0
      course.entries += outcome.added.entries
      if (!outcome.added.isBranch) course.brought.set(log, Math.max(batch.to, course.brought.get(log) ?? 0))
  }
}

/** Where the server stands further on, in a hole, it is the batch itself that it cannot take. */
function gapBefore({ log, from, to }: Batch, head: number): Span {
  return head < from - 1 ? { log, from: head + 1, to: from - 1 } : { log, from, to }
}

function numbers({ from, to }: Span): { from: number; to: number } {
  return { from, to }
}

/** Who brought what no tablet sent is an entry of the unit's log. */
async function writeDown(
  deps: Deps,
  { device, unit }: Sender,
  { importer: { by }, brought }: { importer: Importer; brought: ReadonlyMap<string, number> },
): Promise<void> {
  deps.log('rescue-imported', { device })
  await transact(deps, async (trx) => {
    await lockUnit(trx, deps, unit)
    const act = { deps, trx, unit, by }
    await deed(act, 'rescue-imported', device)
    for (const [log, to] of brought) await noteRefilled(act, log, to)
  })
}
