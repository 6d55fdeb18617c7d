import type { Link } from '#src/domain/entry.ts'
import { logId } from '#src/domain/id.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { verifyNamed } from './signature.ts'

/**
 * Signs where the unit's own log ends now, in place of what was signed before: no tablet vouches for that log, and a
 * closing only for what lies before it.
 */
export async function signUnitHead(
  trx: Trx,
  { keys }: Pick<Deps, 'keys'>,
  unit: string,
  { n, hash }: Pick<Link, 'n' | 'hash'>,
): Promise<void> {
  const { sig, kid } = keys.sign.sign('unit-head', headLine({ unit, n, hash }))
  const row = { n, hash, sig, kid }
  await trx
    .insertInto('unit_head')
    .values({ unit, ...row })
    .onConflict((found) => found.column('unit').doUpdateSet(row))
    .execute()
}

/** Is that row what the server with that key signed? */
export function isSignedHead(key: string | undefined, row: Schema['unit_head']): boolean {
  return key !== undefined && verifyNamed(key, 'unit-head', { ...row, line: headLine(row) })
}

function headLine({ unit, n, hash }: Pick<Schema['unit_head'], 'unit' | 'n' | 'hash'>): string {
  return JSON.stringify({ log: logId(unit, 1), n, hash })
}
