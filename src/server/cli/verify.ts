import { createReadStream } from 'node:fs'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import type { Database } from '../deps.ts'
import { sentence } from '../fault.ts'
import { type Kept, readKept, UnusableClosings } from '../proof/kept.ts'
import { keepVerified } from '../verified/verified.ts'
import { type Options, type Verification, verify } from '../verify.ts'
import { ENVIRONMENT, progress, readArgs, sentenceOf } from './database-args.ts'
import { openKnown } from './open-known.ts'

const HELP = `npm run verify -- [--closing <file>] [--record] [--json]
    reads the whole database, changes nothing in it, and names whatever is not as the tablets and the server signed it:
    which tablet, which log, which numbers. The server may be running. Ctrl-C stops it.

Options:
  --closing <file>  closings that were kept elsewhere, as a head downloads them or npm run closings prints them: names
                    each that the database has not, or has otherwise. So a log that was written anew with the
                    server's own key is found too
  --record          tells the heads' pages the result, as npm start does by itself each night
  --json            prints the result as one line of JSON
  --help

Exit status: 0 everything is whole; 1 something is not; 2 the database, the file or the arguments are unusable.

${ENVIRONMENT}`

const NO_KEYS = `The server's key file is not here: closings were checked with the key that each unit's log names itself.`

const asked = readArgs(
  process.argv.slice(2).filter((arg) => arg !== '--record'),
  process.env,
  ['closing'],
)
switch (asked.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    unusable(asked.sentence)
    break
  case 'run':
    await run(asked.config, asked)
}

type Given = { json: boolean; named: Record<string, string> }

async function run(config: Config, { json, named }: Given): Promise<void> {
  let opened: Awaited<ReturnType<typeof openKnown>>
  let kept: Kept[] | undefined
  try {
    kept = named.closing === undefined ? undefined : await keptIn(named.closing)
    opened = await openKnown(config, { readOnly: true })
  } catch (error) {
    unusable(sentenceOf(error))
    return
  }
  const { db, keys, epoch } = opened
  const at = Date.now()
  const found = await verifyIn(db, { ...(keys && { keys }), ...(kept && { kept }) })
  await db.destroy()
  if (found instanceof UnusableClosings) {
    unusable(`${named.closing}: ${found.message}`)
    return
  }
  if (process.argv.includes('--record')) await record(config, found, { at, epoch })
  process.stdout.write(json ? `${JSON.stringify({ ...found, keys: keys !== undefined })}\n` : report(found))
  if (!keys && !json) process.stdout.write(`${NO_KEYS}\n`)
  process.exitCode = found.faults.length > 0 ? 1 : 0
}

/** What the file of closings turns out not to be of this database is a sentence too. */
async function verifyIn(db: Database, given: Options): Promise<Verification | UnusableClosings> {
  try {
    return await verify(db, { ...given, onProgress: progress('Đang kiểm tra / checking') })
  } catch (error) {
    if (error instanceof UnusableClosings) return error
    throw error
  }
}

/** On a connection that may write, once all is read. */
async function record(
  config: Config,
  found: Verification,
  read: { at: number; epoch: string },
): Promise<void> {
  const { db } = await openExisting(config.databaseUrl, { readOnly: false })
  await keepVerified(db, found, read).finally(() => db.destroy())
}

async function keptIn(path: string): Promise<Kept[]> {
  try {
    return await readKept(createReadStream(path, 'utf8'))
  } catch (error) {
    throw error instanceof UnusableClosings ? new UnusableClosings(`${path}: ${error.message}`) : error
  }
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
