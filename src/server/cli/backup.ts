import { constants, getPriority, setPriority } from 'node:os'
import { backUp } from '../backup/backup.ts'
import { keepDays } from '../backup/kept.ts'
import { DAMAGED, KEPT_DAYS } from '../backup/nightly.ts'
import { passphraseIn } from '../backup/passphrase.ts'
import type { Config } from '../config.ts'
import { DamagedDatabase } from '../db/damage.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf } from './database-args.ts'

const LATER = constants.priority.PRIORITY_BELOW_NORMAL

const HELP = `npm run backup -- [--json]
    writes the whole database and the key file into one file under a passphrase, all of one moment, while the server
    goes on. The newest of each of ${KEPT_DAYS} days are kept, of today all. npm start does the same every night. Ctrl-C
    stops it and leaves nothing behind.

    The passphrase is the first line of BACKUP_PASSPHRASE_FILE. Keep it elsewhere too: without it no backup can be read.

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 the backup is whole; 1 it is not; 2 the arguments are unusable; ${DAMAGED} the database is damaged: of such a
one no backup is made, and the earlier ones all stay.

${ENVIRONMENT}`

const COMMAND = { name: 'backup', help: HELP }

const asked = readArgs(process.argv.slice(2), process.env)
await obey(COMMAND, asked, ({ config, json }) => run(config, json))

async function run({ databaseUrl, keyFile, backup }: Config, json: boolean): Promise<void> {
  const { folder, passphraseFile } = backup
  // Who rates goes first: on two cores this process and its threads would take the server's.
  if (getPriority() < LATER) setPriority(LATER)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () =>
      stop.abort(new Error('Stopped: there is no new backup, and nothing is left behind.')),
    )
  try {
    const { passphrase, made } = passphraseIn(passphraseFile)
    const onRows = progress('Đang sao lưu / backing up')
    const file = await backUp(
      { databaseUrl, keyFile },
      { folder, passphrase, now: Date.now, onRows, signal: stop.signal },
    )
    await keepDays(folder, { days: KEPT_DAYS, now: file.at })
    if (json) process.stdout.write(`${JSON.stringify({ ...file, passphraseMade: made })}\n`)
    else process.stdout.write(`${file.path}: ${file.rows} rows, ${Math.ceil(file.bytes / 1024)} KiB.\n`)
    if (made)
      process.stderr.write(
        `A passphrase was made in ${passphraseFile}. Write it down and keep it elsewhere.\n`,
      )
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exitCode = error instanceof DamagedDatabase ? DAMAGED : 1
  }
}
