import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { openExisting } from '../db/open.ts'
import { makeFolder } from '../folder.ts'
import { presentTime } from '../trusted-time.ts'
import { dump } from './dump.ts'
import { type BackupFile, nameAt, removeDrafts } from './kept.ts'
import { opening, sealing } from './sealed-file.ts'

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
 */
export async function backUp(
  source: { databaseUrl: string; keyFile: string },
  into: Into,
): Promise<BackupFile & { rows: number }> {
  const opened = await openExisting(source.databaseUrl)
  try {
    makeFolder(into.folder, 0o700)
    const at = await presentTime(opened.db, into)
    const path = join(into.folder, nameAt(at))
    const draft = `${path}.${process.pid}.part`
    await removeDrafts(into.folder, into.now())
    const keys = existsSync(source.keyFile) ? readFileSync(source.keyFile, 'utf8') : null
    try {
      const onRows = (done: number) => {
        into.signal?.throwIfAborted()
        into.onRows?.(done)
      }
      const rows = await writeSealed(draft, into.passphrase, (write) =>
        dump(opened, { at, epoch: opened.epoch, keys, onRows }, write),
      )
      await sync(draft)
      into.signal?.throwIfAborted()
      await rename(draft, path)
      await sync(into.folder)
      return { path, at, bytes: (await stat(path)).size, rows }
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  } finally {
    await opened.db.destroy()
  }
}

/** The text of a backup, piece by piece. Fails with UnreadableBackup. */
export async function* readSealed(path: string, passphrase: string): AsyncGenerator<string> {
  const text = createGunzip().setEncoding('utf8')
  const flow = pipeline(createReadStream(path), opening(passphrase), text)
  // The reader below hears of a failure too; without this one it would count as unhandled in between.
  flow.catch(() => undefined)
  for await (const part of text) yield part as string
  await flow
}

async function writeSealed<T>(
  path: string,
  passphrase: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const gzip = createGzip({ level: 4 })
  const flow = pipeline(gzip, sealing(passphrase), createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  const write = async (text: string) => {
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), flow])
  }
  try {
    const done = await work(write)
    gzip.end()
    await flow
    return done
  } catch (error) {
    gzip.destroy()
    await Promise.allSettled([flow, finished(gzip)])
    throw error
  }
}

/** A rename alone may be lost with the power; on Windows folders cannot be synced, and need not. */
async function sync(path: string): Promise<void> {
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}
