import { createReadStream } from 'node:fs'
import type { Config } from '../config.ts'
import { openExisting } from '../db/open.ts'
import type { Database } from '../deps.ts'
import { type Kept, readKept, UnusableClosings } from '../proof/kept.ts'
import { sentence } from '../verify/fault.ts'
import { keepVerified } from '../verify/verified.ts'
import { type Options, type Verification, verify } from '../verify/verify.ts'
import { ENVIRONMENT, obey, progress, readArgs, sentenceOf, unusable } from './database-args.ts'
import { sizeOfNamed } from './named-file.ts'
import { deedsReport, verifyDeeds } from './verify-deeds.ts'
import { openSource, type Source } from './verify-source.ts'

const HELP = `npm run verify -- [--export <file> | --deeds <file>] [--closing <file>] [--server-key <key>]
                  [--record] [--json]
    reads the whole database, changes nothing in it, and names whatever is not as the tablets and the server signed it:
    which tablet, which log, which numbers. The server may be running. Ctrl-C stops it.

Options:
  --export <file>     reads what npm run export wrote, and no database: the same checks, the same names of faults.
                      Where the key file is not here, give --server-key
  --deeds <file>      reads a unit's log as the page "Sổ ghi" gives it out, and no database: names each entry of it that is
                      missing or was changed. With --closing it is compared with closings that were kept elsewhere
  --closing <file>    closings that were kept elsewhere, as a head downloads them or npm run closings prints them: names
                      each that the database has not, or has otherwise. So a log that was written anew with the
                      server's own key is found too
  --server-key <key>  the server's public key, as npm run export prints it, in place of the key file. Comments, and
                      the order of what was released, are seen only with the key file
  --record            tells the heads' pages the result, as npm start does by itself each night
  --json              prints the result as one line of JSON
  --help

Exit status: 0 everything is whole; 1 something is not; 2 the database, a file or the arguments are unusable.

${ENVIRONMENT}`

const COMMAND = { name: 'verify', help: HELP }

const asked = readArgs(
  process.argv.slice(2).filter((arg) => arg !== '--record'),
  process.env,
  ['export', 'deeds', 'closing', 'server-key'],
)
await obey(COMMAND, asked, (given) =>
  given.named.deeds === undefined ? run(given.config, given) : runDeeds(given, given.named.deeds),
)

async function runDeeds({ config, json, named }: Given & { config: Config }, path: string): Promise<void> {
  if (named.export !== undefined || process.argv.includes('--record')) {
    unusable(COMMAND, '--deeds goes with neither --export nor --record.')
    return
  }
  try {
    const kept = named.closing === undefined ? undefined : await keptIn(named.closing)
    const found = await verifyDeeds(config, { path, given: named['server-key'], kept })
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : printable(deedsReport(found)))
    process.exitCode = found.faults.length > 0 ? 1 : 0
  } catch (error) {
    unusable(COMMAND, `${path}: ${sentenceOf(error)}`)
  }
}

type Given = { json: boolean; named: Record<string, string> }

async function run(config: Config, { json, named }: Given): Promise<void> {
  if (named.export !== undefined && process.argv.includes('--record')) {
    unusable(COMMAND, '--record tells of the database: it does not go with --export.')
    return
  }
  let source: Source
  let kept: Kept[] | undefined
  try {
    kept = named.closing === undefined ? undefined : await keptIn(named.closing)
    source = await openSource(config, named)
  } catch (error) {
    unusable(COMMAND, sentenceOf(error))
    return
  }
  const { db, keys, epoch, head, said } = source
  const at = Date.now()
  const found = await verifyIn(db, { ...(keys && { keys }), ...(kept && { kept }) })
  await db.destroy()
  if (found instanceof Error) {
    const where = found instanceof UnusableClosings ? `${named.closing}` : 'Reading the database broke off'
    unusable(COMMAND, `${where}: ${found.message}`)
    return
  }
  if (process.argv.includes('--record')) await record(config, found, { at, epoch })
  const facts = { ...found, keys: keys !== undefined, ...(head && { export: head }) }
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : printable(report(found, said)))
  process.exitCode = found.faults.length > 0 ? 1 : 0
}

/** Closings of another database, and whatever in a spoiled one ends all reading, is a sentence too. */
async function verifyIn(db: Database, given: Options): Promise<Verification | Error> {
  try {
    return await verify(db, { ...given, onProgress: progress('Đang kiểm tra / checking') })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
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
    sizeOfNamed(path)
    return await readKept(createReadStream(path, 'utf8'))
  } catch (error) {
    throw error instanceof UnusableClosings ? new UnusableClosings(`${path}: ${error.message}`) : error
  }
}

function report(
  { faults, units, logs, entries, ratings, closings }: Verification,
  said: readonly string[],
): string {
  const lines = faults.map((fault) => {
    const { vi, en } = sentence(fault)
    return `✗ ${vi}\n  ${en}`
  })
  const read = [
    many(units, 'unit'),
    many(logs, 'log'),
    many(entries, 'entry', 'entries'),
    many(ratings, 'rating'),
    many(closings, 'closing'),
  ].join(', ')
  const verdict = faults.length > 0 ? many(faults.length, 'fault') : 'everything is whole'
  return `${[...lines, `${read}: ${verdict}.`, ...said].join('\n')}\n`
}

function many(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`
}

/** What a file says must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '?')
}
