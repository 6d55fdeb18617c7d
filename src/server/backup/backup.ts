import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { DamagedDatabase, damageIn } from '../db/damage.ts'
import { openExisting } from '../db/open.ts'
import { makeFolder } from '../folder.ts'
import { presentTime } from '../trusted-time.ts'
import { dump } from './dump.ts'
import { type BackupFile, nameAt, removeDrafts } from './kept.ts'
import { opening, sealing } from './sealed-file.ts'
import { writeWhole } from './whole-file.ts'

type Into = {
  folder: string
  passphrase: string
  now: () => number
  onRows?: (done: number) => void
  /** Ends it in the middle: nothing is left behind, and its reason is thrown. */
  signal?: AbortSignal
}

/**
 * Writes a backup of that database into the folder, under the passphrase, while the server goes on. It has its name only
 * when it is whole and on the disk, of the time that the server believes. The key file goes along where there is one.
 * Throws DamagedDatabase where the file of the database is not whole.
 */
export async function backUp(
  source: { databaseUrl: string; keyFile: string },
  into: Into,
): Promise<BackupFile & { rows: number }> {
  const opened = await openExisting(source.databaseUrl)
  try {
    // What is copied from a damaged file may lack rows, and looks like any other backup.
    const [damage] = await damageIn(opened.db, 'quick_check')
    if (damage !== undefined) throw new DamagedDatabase(damage)
    makeFolder(into.folder, 0o700)
    const at = await presentTime(opened.db, into)
    const path = join(into.folder, nameAt(at))
    await removeDrafts(into.folder, into.now())
    const keys = existsSync(source.keyFile) ? readFileSync(source.keyFile, 'utf8') : null
    const onRows = (done: number) => {
      into.signal?.throwIfAborted()
      into.onRows?.(done)
    }
    const how = { through: [sealing(into.passphrase)], ...(into.signal && { signal: into.signal }) }
    const { done, bytes } = await writeWhole(path, how, (write) =>
      dump(opened, { at, epoch: opened.epoch, keys, onRows }, write),
    )
    return { path, at, bytes, rows: done }
  } finally {
    await opened.db.destroy()
  }
}

/** The text of a backup, piece by piece. Fails with UnreadableFile. */
export async function* readSealed(path: string, passphrase: string): AsyncGenerator<string> {
  const text = createGunzip().setEncoding('utf8')
  const flow = pipeline(createReadStream(path), opening(passphrase), text)
  // The reader below hears of a failure too; without this one it would count as unhandled in between.
  flow.catch(() => undefined)
  for await (const part of text) yield part as string
  await flow
}
