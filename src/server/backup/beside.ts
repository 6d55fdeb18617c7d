import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Database } from '../deps.ts'
import { backupsIn } from './kept.ts'

/**
 * Throws a sentence where an empty office would begin beside backups of one that was at work: its file is gone or elsewhere, and new
 * keys and a new epoch would make strangers of its tablets. `db`: the database once it is open.
 */
export async function refuseEmpty(config: Config, db?: Database): Promise<void> {
  const { databaseUrl, startEmpty, backup } = config
  if (startEmpty) return
  if (db ? await hasUnit(db) : /^postgres(ql)?:/.test(databaseUrl) || existsSync(databaseUrl)) return
  const [newest] = await backupsIn(backup.folder)
  if (!newest) return
  const what = db ? 'This database is empty' : `There is no database ${databaseUrl}`
  throw new Error(
    `${what}, but ${backup.folder} holds backups. To bring back the newest: npm run restore -- --from ${newest.path} ` +
      'To begin an empty office all the same: START_EMPTY=yes, or name another BACKUP_DIR.',
  )
}

async function hasUnit(db: Database): Promise<boolean> {
  return (await db.selectFrom('unit').select('id').limit(1).executeTakeFirst()) !== undefined
}
