import { readLine } from '#src/domain/entry-schema.ts'
import { parseLogId } from '#src/domain/id.ts'
import { Genesis } from '#src/domain/kinds.ts'
import type { Trx } from './deps.ts'
import type { Log } from './lineage.ts'

/** Numbers of a tablet's earlier log of which this server once signed a receipt, and which it has no more. */
export type Shortfall = { device: string; log: string; from: number; to: number }

/**
 * What a restored server lacks although it once had it, by the first entry of a tablet's next log, which says how far the log
 * before had been received. While the tablet still holds that, it fills it in and nothing is named any more.
 */
export async function shortfalls(trx: Trx, logs: readonly Log[]): Promise<Shortfall[]> {
  const later = logs.filter(({ device, fork, hashed_as }) => device && fork === 0 && isLater(hashed_as))
  if (later.length === 0) return []
  const ids = later.map(({ id }) => id)
  const first = await trx
    .selectFrom('entry')
    .select(['log', 'line'])
    .where('n', '=', 1)
    .where('log', 'in', ids)
    .execute()
  return later.flatMap(({ id, device }) => {
    const line = first.find(({ log }) => log === id)?.line
    const after = Genesis.safeParse(line && readLine(Buffer.from(line).toString())?.body).data?.after
    if (!after || device === null) return []
    const stood = logs.flatMap(({ hashed_as, head }) => (hashed_as === after.log ? [head] : []))
    const from = Math.max(0, ...stood) + 1
    return from <= after.n ? [{ device, log: id, from, to: after.n }] : []
  })
}

function isLater(log: string): boolean {
  return parseLogId(log).generation > 1
}
