import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { ClosedBody } from '../closed-entry.ts'
import type { KnownKeys, Trx } from '../deps.ts'
import { isSignedHead } from '../unit-head.ts'
import { keyInLog } from './closings.ts'
import type { Note } from './fault.ts'

/**
 * The unit's own log ends where the server signed that it does. A log to which this version has added nothing yet has no such
 * row; from the first closing that says so it must have one. Who kept an older row may still put that back with the older log.
 */
export async function verifyUnitHead(
  trx: Trx,
  unit: string,
  { keys, note }: { keys: KnownKeys | undefined; note: Note },
): Promise<void> {
  const id = logId(unit, 1)
  const log = await trx.selectFrom('log').select(['head', 'hash']).where('id', '=', id).executeTakeFirst()
  const row = await trx.selectFrom('unit_head').selectAll().where('unit', '=', unit).executeTakeFirst()
  const head = log?.head ?? 0
  if (!row) {
    if (await mustBeSigned(trx, unit)) note('unit-head-altered', head)
    return
  }
  const key = keys?.sign.key ?? (await keyInLog(trx, unit))
  if (!isSignedHead(key, row)) note('unit-head-altered', row.n)
  else if (row.n !== head) note('unit-head', Math.min(row.n, head) + 1, Math.max(row.n, head))
  else if (row.hash !== log?.hash) note('unit-head', row.n)
}

/** The last closing, which nobody alters without the key, says whether ends are signed. */
async function mustBeSigned(trx: Trx, unit: string): Promise<boolean> {
  const closing = await trx
    .selectFrom('closing')
    .innerJoin('entry', (on) => on.onRef('entry.log', '=', 'closing.log').onRef('entry.n', '=', 'closing.n'))
    .select('entry.line')
    .where('closing.unit', '=', unit)
    .orderBy('closing.release', 'desc')
    .executeTakeFirst()
  if (!closing) return false
  return ClosedBody.safeParse(readLine(Buffer.from(closing.line).toString())?.body).data?.end === 1
}
