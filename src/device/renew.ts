import { wrap } from 'idb'

/** Holds nothing; it is there to be deleted. */
const SCRATCH = 'scratch'

/**
 * Keeps what is written from now on apart from an old wound: where a power cut or a full disk tore a write, Chromium's database
 * (LevelDB, `reuse_logs`) goes on behind the torn one in the same file, and the start after the next takes that file for
 * damaged and deletes all. Deleting any database makes it begin a new file. Rejects with what the disk says.
 */
export async function renewStorage(factory: IDBFactory): Promise<void> {
  const scratch = await wrap(factory.open(SCRATCH))
  scratch?.close()
  await wrap(factory.deleteDatabase(SCRATCH))
}
