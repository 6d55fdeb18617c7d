import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Write } from './dump.ts'

/**
 * Writes a file for this user alone, packed and then passed through `through`. It has its name only when it is whole and on
 * the disk; after a failure, or where `signal` ends it, nothing is there. Answers what `work` answers, and the size in bytes.
 */
export async function writeWhole<T>(
  path: string,
  { through = [], signal }: { through?: readonly Transform[]; signal?: AbortSignal },
  work: (write: Write) => Promise<T>,
): Promise<{ done: T; bytes: number }> {
  const draft = `${path}.${process.pid}.part`
  try {
    const done = await writePacked(draft, through, work)
    await sync(draft)
    signal?.throwIfAborted()
    await rename(draft, path)
    await sync(dirname(path))
    return { done, bytes: (await stat(path)).size }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function writePacked<T>(
  path: string,
  through: readonly Transform[],
  work: (write: Write) => Promise<T>,
): Promise<T> {
  const gzip = createGzip({ level: 4 })
  const flow = pipeline([gzip, ...through, createWriteStream(path, { mode: 0o600, flags: 'wx' })])
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
