import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite, { SqliteError } from 'better-sqlite3'

const POLL_MS = 200

/**
 * Does something that no two processes on this machine may do at once; `onWait` is told once where another one is at it. The
 * lock is SQLite's on an empty database: the operating system drops it with its holder, so none is ever left behind. Throws a
 * sentence where this user cannot hold it.
 */
export async function oneAtATime<T>(file: string, onWait: () => void, act: () => Promise<T>): Promise<T> {
  const lock = openLock(file)
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

function openLock(file: string): Sqlite.Database {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return new Sqlite(file, { timeout: 0 })
  } catch (cause) {
    throw new Error(
      `Nothing can be written in ${dirname(file)}, where this program works. Give its folder to the user who starts it, and look whether that disk is full.`,
      { cause },
    )
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
