import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes that folder, and those that it lies in, where they are not there. One by one: Node's own `recursive` goes round for ever
 * where a folder takes none, as /proc does. Throws a sentence, or what the operating system says.
 */
export function makeFolder(path: string, mode?: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const above = dirname(path)
  if (above !== path) makeFolder(above, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process may have made it meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`No folder can be made at ${path}. Name another one.`, { cause: error })
    throw error
  }
}
