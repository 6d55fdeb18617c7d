import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { halfDayOf } from '#src/domain/calendar.ts'
import type { ClosingProof } from '#src/protocol/proof.ts'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import { readKeys } from '../keys.ts'
import { allProofs } from '../proof/closings.ts'
import { ENVIRONMENT, readArgs, sentenceOf } from './database-args.ts'

const HELP = `npm run closings -- [--to <file>] [--print]
    gives out each closed half day of each unit with its number and hash, signed by the server: to be kept where nobody
    who has the database can change them. Later, npm run verify -- --closing <file> compares. No entry, time or figure
    is in it. The server may be running.

Options:
  --to <file>  a new file, one line of JSON a closing; without it they go to the screen
  --print      as a table for paper: unit, half day, number, hash
  --help

Exit status: 0 done; 2 the database, the key file or the arguments are unusable.

${ENVIRONMENT}`

const asked = readArgs(
  process.argv.slice(2).filter((arg) => arg !== '--print'),
  process.env,
  ['to'],
)
switch (asked.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    unusable(asked.sentence)
    break
  case 'run':
    await run(asked.config, asked.named.to)
}

async function run({ databaseUrl, keyFile }: Config, to: string | undefined): Promise<void> {
  const line = process.argv.includes('--print') ? printed : JSON.stringify
  try {
    const keys = readKeys(keyFile)
    const { db } = await openExisting(databaseUrl)
    const lines: string[] = []
    try {
      await db
        .transaction()
        .setAccessMode('read only')
        .execute(async (trx) => {
          const units = await trx.selectFrom('unit').select('id').orderBy('id').execute()
          for (const { id } of units)
            for await (const signed of allProofs(trx, { keys }, id)) lines.push(`${line(signed)}\n`)
        })
    } finally {
      await db.destroy()
    }
    if (to === undefined) process.stdout.write(lines.join(''))
    else write(to, lines.join(''))
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error
    unusable(sentenceOf(error))
  }
}

function printed({ line }: { line: string }): string {
  const { unit, release, n, hash } = JSON.parse(line) as ClosingProof
  const { day, half } = halfDayOf(release)
  return `${unit}  ${day} ${half}  ${String(n).padStart(6)}  ${hash.replace(/(.{8})(?=.)/g, '$1 ')}`
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

function unusable(why: string): void {
  process.stderr.write(`${why}\nSee: npm run closings -- --help\n`)
  process.exitCode = 2
}
