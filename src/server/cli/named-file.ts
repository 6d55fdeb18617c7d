import { statSync } from 'node:fs'

/** The length of a file that somebody named. Throws a sentence where there is none, or it is a folder. */
export function sizeOfNamed(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Error(`There is no file ${path}.`)
  if (found.isDirectory()) throw new Error(`${path} is a folder; name a file in it.`)
  return found.size
}
