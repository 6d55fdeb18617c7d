import { readLine } from '#src/domain/entry-schema.ts'
import { ClosedBody } from './closed-entry.ts'
import type { Schema } from './db/schema.ts'
import type { Trx } from './deps.ts'

/** What the unit's last closing says; undefined where there is none, or where it is none any more. */
export async function lastClosed(trx: Trx, unit: string): Promise<ClosedBody | undefined> {
  const last = await trx
    .selectFrom('closing')
    .innerJoin('entry', (on) => on.onRef('entry.log', '=', 'closing.log').onRef('entry.n', '=', 'closing.n'))
    .select('entry.line')
    .where('closing.unit', '=', unit)
    .orderBy('closing.release', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && ClosedBody.safeParse(readLine(Buffer.from(last.line).toString())?.body).data
}

/** The unit's receive marks from that position on, in their order. */
export function marksFrom(trx: Trx, unit: string, position: number): Promise<Schema['receive_mark'][]> {
  return trx
    .selectFrom('receive_mark')
    .selectAll()
    .where('unit', '=', unit)
    .where('position', '>=', position)
    .orderBy('position')
    .execute()
}
