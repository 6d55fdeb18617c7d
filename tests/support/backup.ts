import { join } from 'node:path'
import { backUp, readSealed } from '#src/server/backup/backup.ts'
import { type Restored, restore } from '#src/server/backup/restore.ts'
import { openEmpty } from '#src/server/db/open.ts'
import type { Deps } from '#src/server/deps.ts'
import type { OpenEmpty, TestDatabase } from './database.ts'

export const PASSPHRASE = 'một mật khẩu đủ dài'

/** A backup of that database, as a file. */
export function takeBackup(
  { url, folder }: Pick<TestDatabase, 'url' | 'folder'>,
  { now }: Pick<Deps, 'now'>,
) {
  const source = { databaseUrl: url, keyFile: join(folder, 'server-key.jwk') }
  return backUp(source, { folder: join(folder, 'backups'), passphrase: PASSPHRASE, now })
}

/** What a file restores into a new database, whose address is answered too. */
export async function restoreBackup(
  openEmptyPlace: OpenEmpty,
  path: string,
  passphrase = PASSPHRASE,
): Promise<Restored & { url: string }> {
  const url = await openEmptyPlace()
  const opened = openEmpty(url)
  try {
    const ignore = () => undefined
    const watch = { onHead: ignore, beforeCommit: ignore }
    return { ...(await restore(opened, readSealed(path, passphrase), watch)), url }
  } finally {
    await opened.db.destroy()
  }
}
