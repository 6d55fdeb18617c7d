import { halfDayOf } from '#src/domain/calendar.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { ClosedBody, marksHash } from '../closed-entry.ts'
import type { Schema } from '../db/schema.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import { verifyNamed } from '../signature.ts'
import type { Unit } from '../unit.ts'
import type { Note } from './fault.ts'
import type { Remembered } from './ratings.ts'

type ClosingCheck = {
  unit: Unit
  keys: KnownKeys | undefined
  /** All the unit's marks, where they are known already. */
  known: Remembered | undefined
  note: Note
  noteOf: (log: string, unit: string) => Note
}

/** Every closing is signed, and what it named is still so: the heads of the logs, and the receive marks. Answers how many. */
export async function verifyClosings(trx: Trx, check: ClosingCheck): Promise<number> {
  const { unit, known, note } = check
  const key = check.keys?.sign.key ?? (await keyInLog(trx, unit.id))
  const named = new Map<string, string>()
  let from = 0
  const closings = await trx
    .selectFrom('closing')
    .selectAll()
    .where('unit', '=', unit.id)
    .orderBy('release')
    .execute()
  for (const closing of closings) {
    const { release, n } = closing
    const half = nameOf(release)
    const line = await lineOf(trx, closing)
    const body = line === undefined ? undefined : ClosedBody.safeParse(readLine(line)?.body).data
    const right = line !== undefined && key !== undefined && verifyNamed(key, 'closing', { ...closing, line })
    if (!right || body?.release !== release || !standsIn(closing, line)) note('closing-altered', n, n, half)
    if (!body) continue
    await checkHeads(trx, check, body, named)
    const [first, after, hash] = body.marks
    const marks = known ? [...known.marks(first, after)] : await marksBetween(trx, unit.id, first, after)
    if (first !== from || marksHash(marks) !== hash) note('mark-altered', first, after, half)
    from = after
  }
  const last = closings.at(-1)
  if (last && last.release !== unit.closed) note('closing-missing', last.n)
  return closings.length
}

/** Each entry that the closing names is stored with that hash. `named`: what an earlier closing named already. */
async function checkHeads(
  trx: Trx,
  { unit, noteOf }: ClosingCheck,
  { release, heads }: ClosedBody,
  named: Map<string, string>,
): Promise<void> {
  const news = heads.filter(([log, n, hash]) => named.get(log) !== `${n} ${hash}`)
  for (const [log, n, hash] of news) {
    named.set(log, `${n} ${hash}`)
    const entry = await trx
      .selectFrom('entry')
      .select('hash')
      .where('log', '=', log)
      .where('n', '=', n)
      .executeTakeFirst()
    if (entry?.hash !== hash) noteOf(log, unit.id)('closing-differs', n, n, nameOf(release))
  }
}

/** The unit's own log, and the moment of the entry. The first version kept another moment. */
function standsIn({ unit, log, at }: Schema['closing'], line: string): boolean {
  const said = readLine(line)
  return log === logId(unit, 1) && (said?.body.taken === undefined || said.at === at)
}

function nameOf(release: number): string {
  if (Math.abs(release) > 1e6) return `${release}`
  const { day, half } = halfDayOf(release)
  return `${day} ${half}`
}

function marksBetween(
  trx: Trx,
  unit: string,
  from: number,
  after: number,
): Promise<Schema['receive_mark'][]> {
  return trx
    .selectFrom('receive_mark')
    .selectAll()
    .where('unit', '=', unit)
    .where('position', '>=', from)
    .where('position', '<', after)
    .orderBy('position')
    .execute()
}

async function lineOf(trx: Trx, { log, n }: Schema['closing']): Promise<string | undefined> {
  const entry = await trx
    .selectFrom('entry')
    .select('line')
    .where('log', '=', log)
    .where('n', '=', n)
    .executeTakeFirst()
  return entry && Buffer.from(entry.line).toString()
}

/** What the unit's log says of itself: for whoever has the database alone. */
export async function keyInLog(trx: Trx, unit: string): Promise<string | undefined> {
  const line = await lineOf(trx, { unit, release: 0, log: `${unit}.1`, n: 1, sig: '', kid: '', at: 0 })
  const key = line === undefined ? undefined : readLine(line)?.body.key
  return typeof key === 'string' ? key : undefined
}
