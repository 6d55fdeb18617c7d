import type { AnyEntry } from '#src/domain/entry-schema.ts'
import { Mark } from '#src/domain/kinds.ts'
import { readRating, tappedAt } from '#src/domain/rating-schema.ts'
import type { Checked } from './checked.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { isOfDuty } from './duties/told.ts'
import { type Fold, foldInto, writeFold } from './fold.ts'
import { heldOf } from './held-left.ts'
import { fillHoles, noteHole } from './hole.ts'
import { marksAfter, signIntake } from './intake.ts'
import { checkIntake } from './intake-check.ts'
import { isStored, type Lineage, type Log, type Place } from './lineage.ts'
import { countTries, triedOf } from './pins/tries.ts'
import { correctedTime, received, releaseOf } from './receive-mark.ts'
import { type Device, offsetsOf } from './seen.ts'
import type { Unit } from './unit.ts'

type Appending = {
  checked: Checked
  where: Extract<Place, { kind: 'on' | 'leaves' }>
  lineage: Lineage
  unit: Unit
  device: Device
  now: number
}

type Appended = { log: Log; fresh: readonly AnyEntry[] }

/** An entry that the server did not have. */
type Fresh = { n: number; hash: string; line: string; entry: AnyEntry }

/**
 * Writes what is new of a batch: entries, receive marks, sealed comments, tallies, wrong PINs, which of them tell of duties, the batch's proof, where the log
 * then stands, and the signature over it. Answers the log as it then is, and what was new. What a retired tablet adds is stored without marks: it counts nowhere yet.
 */
export async function appendBatch(trx: Trx, deps: Deps, appending: Appending): Promise<Appended> {
  const { checked, where, lineage, unit, device, now } = appending
  const { batch, bodyHash, after } = checked
  const before = where.kind === 'on' ? where.log : branchOff(lineage, where, checked.key)
  const into = { trx, dialect: deps.dialect }
  await insertRows(into, 'sealed', sealedOf(before, checked), { orIgnore: true })
  const fresh = freshOf(appending, before)
  if (fresh.length === 0) return { log: before, fresh: [] }
  const taken = await checkIntake(trx, deps, unit)
  const { log, marks } = await count(trx, deps, { ...appending, before, fresh })
  const entries = fresh.map(({ n, hash, line }) => ({ log: log.id, n, hash, line: Buffer.from(line) }))
  await insertRows(into, 'entry', entries)
  if (after && batch.from - 1 > before.head) await noteHole(trx, before, batch, { ...after, at: now })
  if (batch.from <= before.head) await fillHoles(trx, before, batch, after)
  const { from: from_n, to: to_n, hash, sig } = batch
  const proof = { log: log.id, from_n, to_n, hash, body_hash: bodyHash, sig, received_at: now }
  await insertRows(into, 'batch', [proof], { orIgnore: true })
  const { head, folded, run, held } = log
  await trx
    .insertInto('log')
    .values(log)
    .onConflict((found) => found.column('id').doUpdateSet({ head, hash: log.hash, folded, run, held }))
    .execute()
  const position = unit.position + marks.length
  await signIntake(trx, deps, unit.id, { position, marks: marksAfter(taken.marks, marks) })
  if (log.parent !== null && before.head === before.fork)
    deps.log('branch', { device: device.id, log: log.id })
  return { log, fresh: fresh.map(({ entry }) => entry) }
}

/** A new branch, before its first entry. */
function branchOff(
  { logs }: Lineage,
  { parent, fork }: Extract<Place, { kind: 'leaves' }>,
  key: string,
): Log {
  const [main] = logs
  const id = `${main.hashed_as}~${logs.length}`
  return { ...main, id, key, parent: parent.id, fork, head: fork, hash: '', folded: fork, run: null, held: 0 }
}

function freshOf({ checked, where, lineage }: Appending, before: Log): Fresh[] {
  const { batch, content } = checked
  const isNew = (n: number) => n > before.fork && !isStored(lineage, before, n)
  return content.lines
    .map((line, i) => ({ n: batch.from + i, hash: where.hashes[i]!, line, entry: content.entries[i]! }))
    .filter(({ n }) => isNew(n))
}

/** A comment may come again after its entry: so a server that lost it heals. One without an entry that asks for it is nothing. */
function sealedOf(log: Log, { batch, content }: Checked): Schema['sealed'][] {
  return [...content.sealed].flatMap(([n, sealed]) => {
    const entry = content.entries[n - batch.from]
    return n > log.fork && entry?.body.comment !== undefined ? [{ log: log.id, n, sealed }] : []
  })
}

type Counting = Appending & { before: Log; fresh: readonly Fresh[] }

type Counted = { log: Log; marks: readonly Schema['receive_mark'][] }

/** Marks and folds the ratings among the new entries, and counts the wrong PINs; answers their marks, and where the log then stands. */
async function count(trx: Trx, deps: Deps, counting: Counting): Promise<Counted> {
  const { checked, before, fresh, unit, device } = counting
  const hold = device.retired === 1 || before.held === 1
  const isHeld = await heldOf(trx, { ...before, held: hold ? 1 : 0 })
  const offsets = await offsetsFor(trx, counting)
  const { marks, fold, tries, told, run } = markAll(counting, offsets, (n) => !isHeld(n))
  await insertRows({ trx, dialect: deps.dialect }, 'receive_mark', marks)
  await writeFold({ trx, dialect: deps.dialect }, fold)
  await insertRows({ trx, dialect: deps.dialect }, 'duty_entry', told)
  await countTries(trx, { ...deps, now: () => counting.now }, { unit: unit.id, tries })
  if (marks.length > 0) {
    const position = unit.position + marks.length
    await trx.updateTable('unit').set({ position }).where('id', '=', unit.id).execute()
  }
  const last = fresh.at(-1)!
  if (last.n <= before.head) return { log: before, marks }
  const stands = { head: last.n, hash: last.hash, run }
  const folded = hold ? { held: 1 } : { folded: checked.batch.to }
  return { log: { ...before, ...stands, ...folded }, marks }
}

/** The run in which the new entries begin: the log's own only where nothing lies between. */
function firstRun({ before, fresh }: Counting): string | null {
  return fresh[0]?.n === before.head + 1 ? before.run : null
}

async function offsetsFor(trx: Trx, counting: Counting): Promise<Map<string, number>> {
  const runs = counting.fresh.map(({ entry }) => runOf(entry))
  const named = [firstRun(counting), ...runs].filter((run) => run !== null)
  return offsetsOf(trx, counting.device.id, [...new Set(named)])
}

function markAll(counting: Counting, offsets: ReadonlyMap<string, number>, counts: (n: number) => boolean) {
  const { before, fresh, unit, device, now } = counting
  const release = releaseOf(now, unit.closed)
  const marks: Schema['receive_mark'][] = []
  const fold: Fold = new Map()
  const tries: Schema['pin_try'][] = []
  const told: Schema['duty_entry'][] = []
  let run = firstRun(counting)
  for (const { n, entry } of fresh) {
    run = runOf(entry) ?? run
    const offset = run === null ? null : (offsets.get(run) ?? null)
    if (isOfDuty(entry)) told.push({ log: before.id, n, unit: unit.id, at: entry.at + (offset ?? 0) })
    if (!counts(n)) continue
    const body = readRating(entry)
    const officer = triedOf(entry)
    const span = { pairedAt: device.paired_at, now }
    if (officer !== undefined)
      tries.push({ log: before.id, n, officer, at: correctedTime(entry.at, offset, span) })
    if (!body) continue
    const { received_at, offset_ms, day, hour } = received(tappedAt(entry, body), offset, span)
    const position = unit.position + marks.length
    const mark = { log: before.id, n, unit: unit.id, position, release, received_at, offset_ms, day, hour }
    marks.push(mark)
    foldInto(fold, mark, body)
  }
  return { marks, fold, tries, told, run }
}

/** The run that an entry begins, or null. */
export function runOf(entry: AnyEntry): string | null {
  return entry.kind === 'mark' ? (Mark.safeParse(entry.body).data?.run ?? null) : null
}
