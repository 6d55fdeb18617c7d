import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Writes a file that is there as a whole or as it was before, also after a power cut. Throws what the operating system says. */
export function writeAtOnce(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}.part`
  const file = openSync(draft, 'w', mode)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
