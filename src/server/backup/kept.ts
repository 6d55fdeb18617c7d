import { existsSync } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS, type Day, localTime } from '#src/domain/calendar.ts'
import { looksWhole } from './sealed-file.ts'

/** `at`: when it was made, ms, as its name says. */
export type BackupFile = { path: string; at: number; bytes: number }

const NAME = /^hailong-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.backup$/

/** What a backup is called until it is whole, with the process that makes it. */
const DRAFT = /^hailong-[\dTZ-]+\.backup(\.\d+)?\.part$/

/** Whoever makes a backup writes to it all the time. */
const ABANDONED_MS = 3_600_000

/** The name of a backup of that moment, ms. */
export function nameAt(at: number): string {
  return `hailong-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`
}

/** The backups in a folder, newest first; a folder that is not there has none. What is empty or cut off is none. */
export async function backupsIn(folder: string): Promise<BackupFile[]> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => NAME.test(name)) : []
  const files = await Promise.all(names.map((name) => wholeFile(folder, name)))
  return files.filter((file) => file !== undefined).sort((a, b) => b.at - a.at)
}

/** When the newest backup was made, ms; undefined: there is none. What is to be made after tomorrow says nothing of last night. */
export async function newestBackup(folder: string, now: number): Promise<number | undefined> {
  return made(await backupsIn(folder), now)[0]?.at
}

/**
 * Removes all but the newest of each of so many days: what is made by hand on one day pushes out no other. Of the present day all
 * stay, and so does what is dated after tomorrow, or damaged: those no rule of ours has counted.
 */
export async function keepDays(folder: string, { days, now }: { days: number; now: number }): Promise<void> {
  const files = made(await backupsIn(folder), now)
  const newest = new Map<Day, BackupFile>()
  for (const file of files) if (!newest.has(dayOf(file))) newest.set(dayOf(file), file)
  const kept = new Set([...newest.values()].slice(0, days))
  const today = localTime(now).day
  for (const file of files) if (!kept.has(file) && dayOf(file) !== today) await rm(file.path)
}

/** Removes what a backup left that had no time to: killed outright, or by a power cut. */
export async function removeDrafts(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => DRAFT.test(one))) {
    const path = join(folder, name)
    const written = await stat(path).catch(gone)
    if (written && Math.abs(now - written.mtimeMs) > ABANDONED_MS) await rm(path, { force: true })
  }
}

function made(files: readonly BackupFile[], now: number): BackupFile[] {
  return files.filter(({ at }) => at <= now + DAY_MS)
}

function dayOf({ at }: BackupFile): Day {
  return localTime(at).day
}

async function wholeFile(folder: string, name: string): Promise<BackupFile | undefined> {
  const path = join(folder, name)
  const file = await open(path, 'r').catch(gone)
  if (!file) return undefined
  try {
    const found = await file.stat()
    if (!found.isFile() || !(await looksWhole(file, found.size))) return undefined
    return { path, at: timeIn(name), bytes: found.size }
  } finally {
    await file.close()
  }
}

/** Removed meanwhile, or made by another user, who alone may read it: nobody can say that it is whole. */
function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'EACCES') throw error
}

function timeIn(name: string): number {
  const [, day, hour, minute, second] = NAME.exec(name) as RegExpExecArray
  return Date.parse(`${day}T${hour}:${minute}:${second}Z`)
}
