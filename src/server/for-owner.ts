import { chmodSync, closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './folder.ts'

const OWN_FOLDERS: ReadonlySet<string> = new Set(['backups', 'certificate'])
const BESIDE = ['-wal', '-shm']

/**
 * Makes the folder of the data where there is none, and shuts it to others (0700) where it is this user's: an earlier version left
 * it open. One in which there are other folders is more than that, as /var/lib is, and stays as it is. Throws as `makeFolder`.
 */
export function ownFolder(path: string): void {
  makeFolder(path, 0o700)
  const others = readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory())
  if (others.every(({ name }) => OWN_FOLDERS.has(name))) shut(path, 0o700)
}

/**
 * Makes an empty file for a SQLite database where there is none, for this user alone (0600), and shuts one that an earlier version
 * left open: SQLite gives what it keeps beside it the same mode. Where there is no folder nothing is made, and SQLite says so.
 */
export function ownDatabase(path: string): void {
  if (!existsSync(path) && existsSync(dirname(path))) closeSync(openSync(path, 'a', 0o600))
  for (const end of ['', ...BESIDE]) if (existsSync(`${path}${end}`)) shut(`${path}${end}`, 0o600)
}

/** On Windows there are no such modes; what belongs to another user is his to shut. */
function shut(path: string, mode: number): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (process.platform === 'win32' || found?.uid !== process.getuid?.()) return
  if (found && (found.mode & 0o777 & ~mode) !== 0) chmodSync(path, mode)
}
