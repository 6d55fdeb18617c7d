import { existsSync } from 'node:fs'
import { dumpTables, line } from '../backup/dump.ts'
import { writeWhole } from '../backup/whole-file.ts'
import { versionOf } from '../db/migrate.ts'
import type { Opened } from '../db/open.ts'
import type { Trx } from '../deps.ts'
import { exportedParts } from './exported.ts'
import type { ExportHead } from './exported-file.ts'

type Asked = {
  /** Of this unit alone. */
  unit?: string
  /** ms since 1970. */
  now: () => number
  onRows?: (done: number) => void
  /** Ends it in the middle: nothing is left behind, and its reason is thrown. */
  signal?: AbortSignal
}

export type Exported = ExportHead & { rows: number; bytes: number }

/**
 * Writes what verify reads, all of one moment, into a new file for an auditor; a million entries pass through without lying in memory.
 * The file has its name only when it is whole. Throws a sentence where there is such a file already, or no such unit.
 */
export async function exportLog(
  { db, dialect, epoch }: Opened,
  path: string,
  { unit, now, onRows, signal }: Asked,
): Promise<Exported> {
  if (existsSync(path)) throw new Error(`There is a file ${path} already. Nothing was written.`)
  const begin = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return begin.execute(async (trx) => {
    if (unit !== undefined) await refuseUnknown(trx, unit)
    const head: ExportHead = {
      export: 1,
      at: now(),
      version: await versionOf(trx),
      epoch,
      unit: unit ?? null,
    }
    const parts = await exportedParts(trx, dialect, unit)
    const { done, bytes } = await writeWhole(path, { ...(signal && { signal }) }, async (write) => {
      await write(line(head))
      const onPage = (rows: number) => {
        signal?.throwIfAborted()
        onRows?.(rows)
      }
      return dumpTables({ trx, dialect }, parts, { write, onRows: onPage })
    })
    return { ...head, rows: done, bytes }
  })
}

/** Throws a sentence that names the units where there is no such one. */
export async function refuseUnknown(trx: Trx, unit: string): Promise<void> {
  const units = await trx.selectFrom('unit').select('id').orderBy('id').execute()
  if (units.some(({ id }) => id === unit)) return
  throw new Error(`There is no unit ${unit}. There are: ${units.map(({ id }) => id).join(', ')}.`)
}
