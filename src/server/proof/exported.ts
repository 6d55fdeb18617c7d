import { type RawBuilder, sql } from 'kysely'
import type { Part } from '../backup/dump.ts'
import { keptTables } from '../backup/tables.ts'
import type { Dialect, Trx } from '../deps.ts'

/** What verify reads, and so what an export for an auditor holds. */
export const EXPORTED = [
  'unit',
  'device',
  'device_key',
  'log',
  'held_left',
  'entry',
  'receive_mark',
  'batch',
  'hole',
  'emptied',
  'closing',
  'unit_head',
  'intake',
  'sealed',
  'tally',
  'leftover',
  'waiting',
  'released',
  'receipt',
] as const

/** Of these only what proves something: no PIN, no cookie, no setting leaves the server. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  unit: ['id', 'name', 'position', 'closed'],
  device: ['id', 'unit', 'key', 'generation', 'retired', 'paired_at'],
}

/** The tables of an export, of all units or of one. */
export async function exportedParts(trx: Trx, dialect: Dialect, unit: string | undefined): Promise<Part[]> {
  const kept = await keptTables(trx, dialect)
  return EXPORTED.flatMap((name) => {
    const table = kept.find((one) => one.name === name)
    if (!table) return []
    const columns = table.columns.filter((column) => ONLY[name]?.includes(column) ?? true)
    return [{ ...table, columns, ...(unit !== undefined && { only: isOf(unit, { ...table, columns }) }) }]
  })
}

/**
 * Whatever says that it is of that unit, or of one of its logs or tablets; where these contradict each other both sides go
 * along, so that verify sees it.
 */
function isOf(unit: string, { name, columns }: Pick<Part, 'name' | 'columns'>): RawBuilder<boolean> {
  const id = sql.lit(unit)
  const logs = sql`select log.id from log where log.unit = ${id}`
  const tablets = sql`select log.device from log where log.unit = ${id}`
  const said: [boolean, RawBuilder<unknown>][] = [
    [name === 'unit', sql`id = ${id}`],
    [columns.includes('unit'), sql`unit = ${id}`],
    [columns.includes('log'), sql`log in (${logs})`],
    [name === 'device', sql`id in (${tablets})`],
    [name === 'emptied', sql`device in (select id from device where unit = ${id})`],
    [name === 'device_key', sql`device in (${tablets} union select id from device where unit = ${id})`],
  ]
  const of = said.flatMap(([is, condition]) => (is ? [condition] : []))
  return sql<boolean>`(${sql.join(of, sql` or `)})`
}
