import { existsSync } from 'node:fs'
import { type Opened, openExisting } from '../db/open.ts'
import type { ServerKeys } from '../deps.ts'
import { sentence } from '../fault.ts'
import { readKeys } from '../keys.ts'
import { type Verification, verify } from '../verify.ts'
import { ENVIRONMENT, progress, readArgs, sentenceOf } from './database-args.ts'

const HELP = `npm run verify -- [--json]
    reads the whole database, changes nothing, and names whatever is not as the tablets and the server signed it:
    which tablet, which log, which numbers. The server may be running. Ctrl-C stops it.

Options:
  --json    prints the result as one line of JSON
  --help

Exit status: 0 everything is whole; 1 something is not; 2 the database or the arguments are unusable.

${ENVIRONMENT}`

const NO_KEYS = `The server's key file is not here: closings were checked with the key that each unit's log names itself.`

const asked = readArgs(process.argv.slice(2), process.env)
switch (asked.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    unusable(asked.sentence)
    break
  case 'run':
    await run(asked.config.databaseUrl, asked.config.keyFile, asked.json)
}

async function run(url: string, keyFile: string, json: boolean): Promise<void> {
  let keys: ServerKeys | undefined
  let opened: Opened
  try {
    keys = existsSync(keyFile) ? readKeys(keyFile) : undefined
    opened = await openExisting(url)
  } catch (error) {
    unusable(sentenceOf(error))
    return
  }
  const { db } = opened
  const found = await verify(db, { ...(keys && { keys }), onProgress: progress('Đang kiểm tra / checking') })
  await db.destroy()
  process.stdout.write(json ? `${JSON.stringify({ ...found, keys: keys !== undefined })}\n` : report(found))
  if (!keys && !json) process.stdout.write(`${NO_KEYS}\n`)
  process.exitCode = found.faults.length > 0 ? 1 : 0
}

function report({ faults, units, logs, entries, ratings, closings }: Verification): string {
  const lines = faults.map((fault) => {
    const { vi, en } = sentence(fault)
    return `✗ ${vi}\n  ${en}`
  })
  const read = `${units} units, ${logs} logs, ${entries} entries, ${ratings} ratings, ${closings} closings`
  const verdict = faults.length > 0 ? `${faults.length} faults` : 'everything is whole'
  return `${[...lines, `${read}: ${verdict}.`].join('\n')}\n`
}

function unusable(why: string): void {
  process.stderr.write(`${why}\nSee: npm run verify -- --help\n`)
  process.exitCode = 2
}
