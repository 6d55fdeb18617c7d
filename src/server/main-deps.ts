import { randomBytes } from 'node:crypto'
import { refuseEmpty } from './backup/beside.ts'
import { newestBackup } from './backup/kept.ts'
import type { Config } from './config.ts'
import { DamagedDatabase } from './db/damage.ts'
import { openDatabase } from './db/open.ts'
import type { Database, Deps, ServerKeys } from './deps.ts'
import { ownFolder } from './for-owner.ts'
import { openKeys } from './known-keys.ts'
import { jsonLog } from './log.ts'

/** The real world: the configured database (migrated), the key file, the clock, the machine's randomness. */
export async function openDeps(config: Config): Promise<Deps> {
  ownFolder(config.dataDir)
  const now = () => Date.now()
  await refuseEmpty(config)
  const opened = await openDatabase(config.databaseUrl, config.ownerUrl)
  return {
    ...opened,
    keys: await keysOf(opened.db, config),
    now,
    random: (bytes) => randomBytes(bytes),
    publicUrl: config.publicUrl,
    damage: { found: false },
    ...(config.backup.nightly && {
      lastBackup: (at: number) => newestBackup(config.backup.folder, at),
    }),
    log: jsonLog(config.logLevel, (line) => process.stderr.write(line), now),
  }
}

async function keysOf(db: Database, config: Config): Promise<ServerKeys> {
  try {
    await refuseEmpty(config, db)
    return await openKeys(db, config.keyFile)
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** What a person can do about it, for what an operating system or database says; else what was thrown. */
export function sentenceFor(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' && isOfListening(error))
    return `This user may not listen on port ${config.port}: those below 1024 are kept for the system. Set PORT to a higher number.`
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${config.port} is in use: another server runs there. Stop it, or set PORT to another number.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${config.host}, or the database's host is not found. Check HOST and DATABASE_URL.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return `${messageOf(error)}: this user may not write there. Check DATA_DIR (${config.dataDir}), and who starts the server.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR (${config.dataDir}) is not a folder. Name a folder there, or one that can be made.`
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return `The disk of ${config.dataDir} is full. Make room on it, or put DATA_DIR with all that is in it on a larger one.`
    case 'ECONNREFUSED':
      return 'The database in DATABASE_URL does not answer. Is PostgreSQL running?'
    case '28P01':
    case '28000':
      return 'PostgreSQL refused the user or password in DATABASE_URL.'
    case '42501':
      return 'The role in DATABASE_URL may not do this in PostgreSQL. Where it does not own the tables, set MIGRATE_DATABASE_URL to the one that does, for this start.'
    case '3D000':
      return 'The database named in DATABASE_URL does not exist. Create it first.'
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new DamagedDatabase(error).message
    default:
      return messageOf(error)
  }
}

function isOfListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
