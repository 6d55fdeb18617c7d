import { execFile } from 'node:child_process'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

export type SmallDisk = {
  folder: string
  /** Leaves so many bytes free; where it is not said, none. */
  fill: (spare?: number) => void
  /** Makes room again. */
  free: () => void
  /** Of the whole disk. Nobody may be writing there. */
  setWritable: (is: boolean) => Promise<void>
}

/** A disk of its own, so many MiB, that is gone when the test is finished. Mounting needs root: rejects where that is not so. */
export async function mountSmallDisk(mib: number): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder])
  onTestFinished(async () => {
    await run('umount', [folder])
    rmSync(folder, { recursive: true })
  })
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: (spare = 0) => fill(ballast, spare),
    free: () => rmSync(ballast, { force: true }),
    setWritable: async (is) => {
      await run('mount', ['-o', `remount,${is ? 'rw' : 'ro'}`, folder])
    },
  }
}

function fill(path: string, spare: number): void {
  const file = openSync(path, 'a')
  try {
    for (let size = 65_536; size >= 1; ) {
      try {
        writeSync(file, Buffer.alloc(size))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        size = Math.floor(size / 2)
      }
    }
    ftruncateSync(file, fstatSync(file).size - spare)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
