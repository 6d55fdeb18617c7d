import * as z from 'zod/mini'
import { NO_HASH } from '#src/domain/entry.ts'
import { markLine } from './closed-entry.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { readJson } from './json.ts'
import { sha256, verifyNamed } from './signature.ts'

export type Intake = Schema['intake']
type Mark = Schema['receive_mark']
type Log = Schema['log']

/** Where the receive marks of a unit stand: the position after the last, and the hash over those since the last closing. */
export type Marked = Pick<Intake, 'position' | 'marks'>

/** No mark since the last closing. */
export const NO_MARKS = NO_HASH

/** Each tablet's log: its name, its last number, and the hash over its row. */
const Logs = z.array(z.tuple([z.string(), z.int(), z.string()]))

/** The hash over receive marks, which goes on from what it was. */
export function marksAfter(hash: string, fresh: readonly Mark[]): string {
  return fresh.reduce((before, mark) => sha256(`${before}\n${markLine(mark)}`), hash)
}

/**
 * Signs what the unit has taken in, in place of what was signed before: its marks since the last closing, and where each of
 * its tablets' logs stands. So between two closings nobody adds or takes away without the server's key. The caller
 * holds the unit's lock.
 */
export async function signIntake(
  trx: Trx,
  { keys }: Pick<Deps, 'keys'>,
  unit: string,
  { position, marks }: Marked,
): Promise<void> {
  const logs = (await logsOf(trx, unit)).map((log) => [log.id, log.head, rowHash(log)])
  const row = { position, marks, logs: JSON.stringify(logs) }
  const { sig, kid } = keys.sign.sign('intake', intakeLine({ unit, ...row }))
  const signed = { ...row, sig, kid }
  await trx
    .insertInto('intake')
    .values({ unit, ...signed })
    .onConflict((found) => found.column('unit').doUpdateSet(signed))
    .execute()
}

/** What the server signed last, or undefined where it has signed nothing yet. */
export function readIntake(trx: Trx, unit: string): Promise<Intake | undefined> {
  return trx.selectFrom('intake').selectAll().where('unit', '=', unit).executeTakeFirst()
}

/** Is that row what the server with that key signed? */
export function isSignedIntake(key: string | undefined, row: Intake): boolean {
  return key !== undefined && verifyNamed(key, 'intake', { ...row, line: intakeLine(row) })
}

/** A log that does not stand as it was signed, with the numbers that are too many, missing, or the last one. */
export type Differing = { log: string; from: number; to: number }

/** The unit's logs as they are stored against what the server signed of them. */
export async function differingLogs(trx: Trx, { unit, logs }: Intake): Promise<Differing[]> {
  const signed = new Map((readJson(Logs, logs) ?? []).map(([id, head, hash]) => [id, { head, hash }]))
  const stored = new Map((await logsOf(trx, unit)).map((log) => [log.id, log]))
  return [...new Set([...signed.keys(), ...stored.keys()])].sort().flatMap((id) => {
    const [was, is] = [signed.get(id), stored.get(id)]
    if (was && is && was.hash === rowHash(is)) return []
    const [a, b] = [was?.head ?? 0, is?.head ?? 0]
    return { log: id, from: a === b ? a : Math.min(a, b) + 1, to: Math.max(a, b) }
  })
}

function logsOf(trx: Trx, unit: string): Promise<Log[]> {
  return trx
    .selectFrom('log')
    .selectAll()
    .where('unit', '=', unit)
    .where('device', 'is not', null)
    .orderBy('id')
    .execute()
}

function rowHash(log: Log): string {
  const { id, device, key, hashed_as, parent, fork, head, hash, folded, run, held } = log
  return sha256(JSON.stringify([id, device, key, hashed_as, parent, fork, head, hash, folded, run, held]))
}

function intakeLine({ unit, position, marks, logs }: Omit<Intake, 'sig' | 'kid'>): string {
  return JSON.stringify({ unit, position, marks, logs })
}
