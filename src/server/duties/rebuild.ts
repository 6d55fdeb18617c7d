import { sql } from 'kysely'
import { readLine } from '#src/domain/entry-schema.ts'
import { insertRows } from '../db/insert.ts'
import type { Dialect, Trx } from '../deps.ts'
import type { Log } from '../lineage.ts'
import { isOfDuty } from './told.ts'

type Into = { trx: Trx; dialect: Dialect }

/**
 * Makes anew which entries of a log tell of duties; answers how many rows were wrong. A row that is right keeps its time: how far the
 * tablet's clock was off is not in the log.
 */
export async function rebuildDuties(into: Into, { id: log, unit }: Log): Promise<number> {
  const { trx } = into
  const stored = await trx.selectFrom('duty_entry').selectAll().where('log', '=', log).execute()
  const right = await toldIn(into, log)
  const wrong = stored.filter((row) => row.unit !== unit || !right.has(row.n))
  for (const { n } of wrong)
    await trx.deleteFrom('duty_entry').where('log', '=', log).where('n', '=', n).execute()
  const kept = new Set(stored.filter((row) => !wrong.includes(row)).map(({ n }) => n))
  const missing = [...right].filter(([n]) => !kept.has(n))
  await insertRows(
    into,
    'duty_entry',
    missing.map(([n, at]) => ({ log, n, unit, at })),
  )
  return new Set([...wrong.map(({ n }) => n), ...missing.map(([n]) => n)]).size
}

const MARKS = ['"kind":"duty"', '"kind":"objection"', '"deed":"duty-', '"deed":"counter-officer"']

/** Numbers of the entries that tell of duties, with the time that they say, ms. */
async function toldIn({ trx, dialect }: Into, log: string): Promise<Map<number, number>> {
  const holds = (mark: string) =>
    dialect === 'sqlite'
      ? sql<boolean>`instr(line, ${Buffer.from(mark)}) > 0`
      : sql<boolean>`position(${Buffer.from(mark)} in line) > 0`
  const rows = await trx
    .selectFrom('entry')
    .select(['n', 'line'])
    .where('log', '=', log)
    .where((is) => is.or(MARKS.map(holds)))
    .execute()
  return new Map(
    rows.flatMap(({ n, line }) => {
      const entry = readLine(Buffer.from(line).toString())
      return entry && isOfDuty(entry) ? [[n, entry.at] as const] : []
    }),
  )
}
