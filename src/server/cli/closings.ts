import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { halfDayOf } from '#src/domain/calendar.ts'
import type { ClosingProof } from '#src/protocol/proof.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import { readKeys } from '../keys.ts'
import { allProofs } from '../proof/closings.ts'
import { ENVIRONMENT, obey, readArgs, sentenceOf, unusable } from './database-args.ts'

const HELP = `npm run closings -- [--to <file>] [--print]
    gives out each closed half day of each unit with its number and hash, signed by the server: to be kept where nobody
    who has the database can change them. Later, npm run verify -- --closing <file> compares. No entry, time or figure
    is in it. The server may be running.

Options:
  --to <file>  a new file, one line of JSON a closing; without it they go to the screen
  --print      as a table for paper: unit, half day, number, hash, how its signature begins, as the head's page prints it
  --help

Exit status: 0 done; 2 the database, the key file or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'closings', help: HELP }

const asked = readArgs(
  process.argv.slice(2).filter((arg) => arg !== '--print'),
  process.env,
  ['to'],
)
await obey(COMMAND, asked, ({ config, named }) => run(config, named.to))

async function run({ databaseUrl, keyFile }: Config, to: string | undefined): Promise<void> {
  const onPaper = process.argv.includes('--print')
  try {
    const keys = readKeys(keyFile)
    const { db } = await openExisting(databaseUrl)
    const lines: string[] = []
    try {
      await db
        .transaction()
        .setAccessMode('read only')
        .execute(async (trx) => {
          const units = await trx.selectFrom('unit').select(['id', 'name', 'place']).orderBy('id').execute()
          for (const unit of units) {
            if (onPaper) lines.push(headed(unit))
            for await (const proof of allProofs(trx, { keys }, unit.id))
              lines.push(onPaper ? printed(proof) : `${JSON.stringify(proof.signed)}\n`)
          }
        })
    } finally {
      await db.destroy()
    }
    if (to === undefined) process.stdout.write(lines.join(''))
    else write(to, lines.join(''))
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error
    unusable(COMMAND, sentenceOf(error))
  }
}

/** The words of the page that a head prints. */
function headed({ id, name, place }: { id: string; name: string; place: string }): string {
  return `Mã chốt sổ / Closing hashes: ${name}, ${place} (${id})
Buổi / Half day   Mục / Entry   Mã băm / Hash (SHA-256)   Đầu chữ ký / Signature begins\n`
}

function printed({ signed, signature }: { signed: Signed; signature: string }): string {
  const { unit, release, n, hash } = JSON.parse(signed.line) as ClosingProof
  const { day, half } = halfDayOf(release)
  const spaced = hash.replace(/(.{8})(?=.)/g, '$1 ')
  return `${unit}  ${day} ${half}  ${String(n).padStart(6)}  ${spaced}  ${signature}\n`
}

/** Never over a file that is there: it may be the very one that ought to be compared with. */
function write(path: string, text: string): void {
  const file = openSync(path, 'wx')
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
