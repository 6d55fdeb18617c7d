import { existsSync, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { newestBackup } from '../backup/kept.ts'
import { passphraseIn } from '../backup/passphrase.ts'
import { clockTrouble } from '../clock.ts'
import type { Config } from '../config.ts'
import { DamagedDatabase, damageIn } from '../db/damage.ts'
import { type Opened, openExisting } from '../db/open.ts'
import { demoEnd } from '../demo/folder.ts'
import type { Database } from '../deps.ts'
import { knownKeys } from '../known-keys.ts'
import { sentenceFor } from '../main-deps.ts'
import { ownHealth } from '../own-health.ts'
import { dayOf } from '../tls.ts'
import { readSure } from '../trusted-time.ts'
import { err, type Finding, fine, warn } from './finding.ts'

/** `program`: when this program was last changed; both ms. */
type Moment = { now: number; program: number }

/** Is the database whole, are its keys here, does this machine's clock fit its last sure time, and is there a backup? */
export async function* examineDatabase(config: Config, moment: Moment): AsyncGenerator<Finding> {
  const opened = await openedOr(config)
  if ('level' in opened) {
    yield opened
    yield clockFinding(moment, undefined)
    return
  }
  const { db } = opened
  try {
    yield await whole(db)
    yield await keys(db, config)
    yield clockFinding(moment, (await readSure(db))?.trusted)
    yield* backups(db, config, moment.now)
  } finally {
    await db.destroy()
  }
}

async function openedOr(config: Config): Promise<Opened | Finding> {
  const { databaseUrl } = config
  const isFile = !/^postgres(ql)?:\/\//.test(databaseUrl)
  if (isFile && !existsSync(databaseUrl))
    return warn('database', `There is no database ${databaseUrl} yet: npm start makes it.`)
  if (isFile && statSync(databaseUrl).size === 0)
    return warn(
      'database',
      `${databaseUrl} is empty: a start that broke off, as on a full disk, left it. npm start goes on with it.`,
    )
  try {
    return await openExisting(databaseUrl, { readOnly: true })
  } catch (error) {
    return err('database', sentenceFor(error, config))
  }
}

async function whole(db: Database): Promise<Finding> {
  const [damage] = await damageIn(db, 'quick_check')
  return damage === undefined
    ? fine('database', 'It opens, and its file is whole.')
    : err('database', new DamagedDatabase(damage).message)
}

async function keys(db: Database, { keyFile }: Config): Promise<Finding> {
  try {
    await knownKeys(db, keyFile)
    return fine('keys', `${keyFile} holds the keys of this database.`)
  } catch (error) {
    return err('keys', error instanceof Error ? error.message : String(error))
  }
}

function clockFinding({ now, program }: Moment, trusted: number | undefined): Finding {
  const trouble = clockTrouble(now, program, trusted)
  if (trouble) return err('clock', trouble)
  const said = `This machine's clock says ${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return trusted === undefined
    ? fine('clock', `${said}. Compare it with your telephone's.`)
    : fine('clock', `${said}, which fits the last entry of the database.`)
}

async function* backups(db: Database, config: Config, now: number): AsyncGenerator<Finding> {
  const { folder, passphraseFile, nightly } = config.backup
  const unreadable = nightly ? await unreadableFolder(folder) : undefined
  if (unreadable) {
    yield unreadable
    return
  }
  const lastBackup = (at: number) => newestBackup(folder, at)
  const { backup, lastBackup: last } = await ownHealth(db, {
    now: () => now,
    ...(nightly && { lastBackup }),
  })
  if (last === null && (await demoEnd(db)) !== undefined) {
    yield fine('backup', 'This is the demo (npm run demo), which makes none and loses nothing.')
    return
  }
  const made = last === null ? 'there is none yet' : `the newest is of ${dayOf(new Date(last))} (UTC)`
  if (backup === 'off')
    yield warn('backup', 'This server makes none (BACKUP=off). Make sure that somebody else does.')
  else if (backup === 'overdue')
    yield err('backup', `In ${folder} ${made}, and two nights have passed: npm run backup says why.`)
  else yield fine('backup', `In ${folder} ${made}${(await isSameDisk(config)) ? SAME_DISK : ''}.`)
  if (nightly) yield passphrase(passphraseFile, last !== null)
}

/** A folder that is not there yet is no trouble: the first backup makes it. */
async function unreadableFolder(folder: string): Promise<Finding | undefined> {
  try {
    if (existsSync(folder)) await readdir(folder)
    return undefined
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return err(
      'backup',
      `BACKUP_DIR (${folder}) cannot be read: ${said}. Name a folder there that this user may read and write.`,
    )
  }
}

const SAME_DISK = ', on the same disk as the database; BACKUP_DIR can name another'

async function isSameDisk({ dataDir, backup }: Config): Promise<boolean> {
  return existsSync(backup.folder) && (await stat(backup.folder)).dev === (await stat(dataDir)).dev
}

/** One that is missing is made by the next backup, and does not open the earlier ones. */
function passphrase(path: string, hasBackups: boolean): Finding {
  if (!existsSync(path)) {
    return hasBackups
      ? err(
          'passphrase',
          `There is no ${path}, and only it opens the backups. Bring it back from where it is kept.`,
        )
      : fine('passphrase', `The first backup makes ${path}: keep it elsewhere then.`)
  }
  try {
    passphraseIn(path)
    return fine(
      'passphrase',
      `${path} is here; keep it elsewhere too, or no backup can be read without this disk.`,
    )
  } catch (error) {
    return err('passphrase', error instanceof Error ? error.message : String(error))
  }
}
