import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Config } from '../config.ts'
import { sentenceFor } from '../main-deps.ts'
import { err, type Finding, fine, warn } from './finding.ts'

const WRITES = 21
const BYTES = 4096
/** No disk that keeps what it says answers within this, µs; memory and caches that pretend do. */
const TOO_FAST_US = 20
const MIB = 1024 * 1024
/** Beneath this, bytes, nothing can be promised. */
const NEEDED = 100 * MIB
/** For months of ratings and a night's work. */
const COMFORTABLE = 1024 * MIB

/** Can this server write where its data lie, does the disk keep what it says that it keeps, and is there room? */
export async function examineDisk(config: Config): Promise<Finding[]> {
  const { dataDir, databaseUrl } = config
  try {
    const found = statSync(dataDir, { throwIfNoEntry: false })
    if (!found)
      return [
        warn('data', `There is no folder ${dataDir} yet: npm start makes it. Or is DATA_DIR another one?`),
      ]
    if (!found.isDirectory())
      return [err('data', `DATA_DIR (${dataDir}) is not a folder. Name a folder there.`)]
    const took = timeToDisk(dataDir)
    const { bavail, bsize } = await statfs(dataDir)
    const size = statSync(databaseUrl, { throwIfNoEntry: false })?.size ?? 0
    return [
      fine('data', `${dataDir} can be written.`),
      durability(took),
      room({ free: bavail * bsize, database: size, folder: dataDir, ends: 'nothing can be received soon' }),
    ]
  } catch (error) {
    return [err('data', sentenceFor(error, config))]
  }
}

/** Is there room in BACKUP_DIR too, where it is on another disk than the data? */
export async function examineBackupDisk({ dataDir, databaseUrl, backup }: Config): Promise<Finding[]> {
  const { folder, nightly } = backup
  if (!nightly) return []
  try {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (!found) return folder.startsWith(dataDir + sep) ? [] : [warn('disk', noBackupFolder(folder))]
    // That it is no folder is said where the backups are looked at.
    if (!found.isDirectory()) return []
    if (found.dev === statSync(dataDir, { throwIfNoEntry: false })?.dev) return []
    const { bavail, bsize } = await statfs(folder)
    const database = statSync(databaseUrl, { throwIfNoEntry: false })?.size ?? 0
    return [room({ free: bavail * bsize, database, folder, ends: 'no backup can be made soon' })]
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return [err('disk', `BACKUP_DIR (${folder}) cannot be looked at: ${said}. Check who starts the server.`)]
  }
}

function noBackupFolder(folder: string): string {
  return `There is no folder ${folder} (BACKUP_DIR): the next backup makes it, on whatever disk is there then. Is its own disk connected?`
}

/** What it says about a disk that a write of 4 KiB and its fsync take so long there, µs, in the middle of many. */
export function durability(us: number): Finding {
  const measured = `A write of 4 KiB is on the disk after ${Math.round(us)} µs`
  if (us >= TOO_FAST_US) return fine('durability', `${measured}, fsync included.`)
  return warn(
    'durability',
    `${measured}, faster than any disk: this is memory, or a disk that only says that it keeps what it is told. A power cut may then take ratings that were received. Put DATA_DIR on a disk of this machine and switch off its write cache.`,
  )
}

/** `free`, `database`: bytes. `ends`: what is over when the disk is full. */
type Room = { free: number; database: number; folder: string; ends: string }

/** Is that enough? A backup is as large as the database at worst, and may be written beside it. */
export function room({ free, database, folder, ends }: Room): Finding {
  const left = `${Math.floor(free / MIB)} MiB are free on the disk of ${folder}`
  if (free < NEEDED) return err('disk', `${left}: ${ends}. Make room.`)
  if (free < Math.max(COMFORTABLE, 3 * database))
    return warn('disk', `${left}, and the database has ${Math.ceil(database / MIB)} MiB. Make room.`)
  return fine('disk', `${left}.`)
}

/** The median of some writes, µs. Throws what the operating system says where nothing can be written. */
function timeToDisk(folder: string): number {
  const path = join(folder, `doctor.${process.pid}.part`)
  const file = openSync(path, 'wx', 0o600)
  try {
    const bytes = Buffer.alloc(BYTES, 1)
    const times = Array.from({ length: WRITES }, () => {
      const start = performance.now()
      writeSync(file, bytes)
      fsyncSync(file)
      return (performance.now() - start) * 1000
    })
    return times.toSorted((a, b) => a - b)[(WRITES - 1) / 2]!
  } finally {
    closeSync(file)
    rmSync(path)
  }
}
