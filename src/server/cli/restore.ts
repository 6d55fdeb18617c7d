import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { localTime } from '#src/domain/calendar.ts'
import { readSealed } from '../backup/backup.ts'
import { passphraseIn } from '../backup/passphrase.ts'
import { type Head, type Restored, restore } from '../backup/restore.ts'
import type { Config } from '../config.ts'
import { openDatabase, openEmpty } from '../db/open.ts'
import { makeFolder } from '../folder.ts'
import { ownFolder } from '../for-owner.ts'
import { knownKeys } from '../known-keys.ts'
import { noteDeed } from '../note-deed.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf, unusable } from './database-args.ts'
import { sizeOfNamed } from './named-file.ts'

const HELP = `npm run restore -- --from <file> [--json]
    fills the database that "npm start" opens with a backup. It must not be there yet: stop the server and move the old
    file away first, and with it those of the same name that end in -wal and -shm, which hold its last ratings (on
    PostgreSQL name another, empty database). The key file is put back where there is none.
    Afterwards the tablets send again, by themselves, what came after the backup.

    The passphrase is the first line of BACKUP_PASSPHRASE_FILE.

Options:
  --from    the file of the backup
  --json    prints the result as one line of JSON
  --help

Exit status: 0 all is restored; 1 nothing was changed; 2 the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'restore', help: HELP }

/** What SQLite keeps beside its file; after a power cut it stays. */
const BESIDE = ['-wal', '-shm', '-journal']

const asked = readArgs(process.argv.slice(2), process.env, ['from'])
await obey(COMMAND, asked, async ({ config, json, named: { from } }) => {
  if (from === undefined) unusable(COMMAND, 'Which file?')
  else await run(config, from, json)
})

async function run(config: Config, from: string, json: boolean): Promise<void> {
  try {
    sizeOfNamed(from)
    if (!existsSync(config.backup.passphraseFile)) {
      throw new Error(
        `There is no ${config.backup.passphraseFile}: put the passphrase of the backup on its first line.`,
      )
    }
    const { passphrase } = passphraseIn(config.backup.passphraseFile)
    const restored = await restoreInto(config, readSealed(from, passphrase))
    process.stdout.write(json ? `${JSON.stringify(restored)}\n` : report(restored))
  } catch (error) {
    const left = isFile(config)
      ? 'Nothing was changed.'
      : 'Nothing was restored; empty tables may have stayed.'
    process.stderr.write(`${sentenceOf(error)}\n${left}\n`)
    process.exitCode = 1
  }
}

function isFile({ databaseUrl }: Config): boolean {
  return !/^postgres(ql)?:/.test(databaseUrl)
}

/** A file has its name only once it is whole: a server that starts after a failure finds none, and not an empty one. */
async function restoreInto(config: Config, text: AsyncIterable<string>): Promise<Restored> {
  ownFolder(config.dataDir)
  const { databaseUrl, keyFile } = config
  if (!isFile(config) || existsSync(databaseUrl)) return fill(config.ownerUrl ?? databaseUrl, config, text)
  const old = BESIDE.map((end) => `${databaseUrl}${end}`).filter((file) => existsSync(file))
  if (old.length > 0) throw new Error(leftBehind(old))
  const draft = `${databaseUrl}.part`
  const hadKeys = existsSync(keyFile)
  removeFile(draft)
  try {
    const restored = await fill(draft, config, text)
    renameSync(draft, databaseUrl)
    return restored
  } catch (error) {
    if (!hadKeys) rmSync(keyFile, { force: true })
    throw error
  } finally {
    removeFile(draft)
  }
}

/** SQLite would take them for the new file's own, and write what they hold into it. */
function leftBehind(files: readonly string[]): string {
  return `${files.join(' and ')} ${files.length === 1 ? 'belongs' : 'belong'} to the old database. Is a server running? Stop it, and move the old database away with all files of its name.`
}

function removeFile(path: string): void {
  for (const end of ['', ...BESIDE]) rmSync(`${path}${end}`, { force: true })
}

async function fill(url: string, config: Config, text: AsyncIterable<string>): Promise<Restored> {
  const opened = openEmpty(url)
  try {
    const restored = await restore(opened, text, {
      onHead: (head) => checkKeys(config.keyFile, head),
      beforeCommit: (head) => putKeys(config.keyFile, head),
      onRows: progress('Đang khôi phục / restoring'),
    })
    // Receipts that tablets hold were signed by its keys, also where the backup holds none.
    const keys = await knownKeys(opened.db, config.keyFile)
    await opened.db.transaction().execute((trx) => noteDeed(trx, { ...opened, keys }, noting(restored)))
    if (config.ownerUrl) await (await openDatabase(config.databaseUrl, config.ownerUrl)).db.destroy()
    return restored
  } finally {
    await opened.db.destroy()
  }
}

/** Whoever reads the log sees from where on it may lack what was there. */
function noting({ at }: Restored) {
  return { deed: 'restored', of: localTime(at).day, now: Date.now } as const
}

/** Receipts that tablets hold were signed by the keys of the backup: another key here would make them strangers. */
function checkKeys(keyFile: string, { keys }: Head): void {
  if (keys === null && !existsSync(keyFile)) {
    throw new Error(
      `The backup holds no key file, and there is none at ${keyFile}: put the server's own there first.`,
    )
  }
  if (keys === null || !existsSync(keyFile)) return
  if (JSON.stringify(JSON.parse(keys)) !== JSON.stringify(JSON.parse(readFileSync(keyFile, 'utf8')))) {
    throw new Error(
      `${keyFile} is not the key file of this backup: move it away, and the right one is put there.`,
    )
  }
}

function putKeys(keyFile: string, { keys }: Head): void {
  if (keys === null || existsSync(keyFile)) return
  makeFolder(dirname(keyFile))
  writeFileSync(keyFile, keys, { mode: 0o600, flag: 'wx' })
}

function report({ rows, at, epoch }: Restored): string {
  const day = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  return `${rows} rows as they were at ${day} UTC are restored (epoch ${epoch}). Start the server; the tablets fill in what came after.\n`
}
