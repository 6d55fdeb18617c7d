import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite, { SqliteError } from 'better-sqlite3'

const POLL_MS = 200

/**
 * Does something that no two processes on this machine may do at once; `onWait` is told once where another one is at it. The
 * lock is SQLite's on an empty database: the operating system drops it with its holder, so none is ever left behind.
 */
export async function oneAtATime<T>(file: string, onWait: () => void, act: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true })
  const lock = new Sqlite(file, { timeout: 0 })
  try {
    if (!take(lock)) {
      onWait()
      do await pause(POLL_MS)
      while (!take(lock))
    }
    return await act()
  } finally {
    lock.close()
  }
}

function take(lock: Sqlite.Database): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
    throw error
  }
}
