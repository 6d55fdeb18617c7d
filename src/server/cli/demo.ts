import { join, resolve } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../db/open.ts'
import { keepAwake } from '../demo/awake.ts'
import { type Demo, demoEnd, lookInto, removeUnfinished } from '../demo/folder.ts'
import { makeDemo } from '../demo/make.ts'
import { greet } from '../demo/said.ts'
import { sentenceFor } from '../main-deps.ts'
import { start } from '../main-start.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { serve } from '../serve.ts'
import { loadCertificate } from '../tls.ts'
import { confirmTime } from '../trusted-time.ts'

const LOCK = join(import.meta.dirname, '../../../.cache/demo.lock')

const HELP = `npm run demo
    makes a commune that does not exist, with six counters and three months of simulated ratings up to yesterday, and serves it
    as npm start does. The next time it starts at once with what is there. Ctrl-C stops it; while it still makes the
    ratings, nothing is left.

Environment:
  DATA_DIR   Folder of the demo alone. Default: ./demo-data. To begin anew, delete it
  and HOST, PORT, PUBLIC_URL, TLS_CERT, TLS_KEY, TRUST_PROXY, LOG_LEVEL as for npm start. It makes no backups.
`

const args = process.argv.slice(2)
if (args.includes('--help')) process.stdout.write(HELP)
else if (args.length > 0) fail(`npm run demo takes no ${args[0]}. See: npm run demo -- --help`)
else if (process.env.DATABASE_URL)
  fail('The demo has a database of its own in a file. Start it without DATABASE_URL.')
else await run()

async function run(): Promise<void> {
  const read = readConfig(ownEnvironment())
  if (!read.ok) return fail(read.wrong.join('\n'))
  const { config } = read
  try {
    if (lookInto(config) === 'other') return fail(otherIn(config))
    if (config.tls) loadCertificate(config.tls, config.publicUrl)
    await checkPort(config)
    const demo = await oneAtATime(
      LOCK,
      () => say('Another demo is being made: waiting for it…'),
      () => ready(config),
    )
    if (demo) await start(config, { greet: (deps) => greet(deps, demo), eachMinute: keepAwake(demo) })
  } catch (error) {
    fail(sentenceFor(error, config))
  }
}

/** What the server's own processes beside it (that which verifies each night) are to find too. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { DATA_DIR, LOG_LEVEL } = process.env
  for (const name of ['SERVER_KEY_FILE', 'BACKUP_DIR', 'BACKUP_PASSPHRASE_FILE', 'MIGRATE_DATABASE_URL'])
    delete process.env[name]
  Object.assign(process.env, {
    DATA_DIR: resolve(DATA_DIR || './demo-data'),
    BACKUP: 'off',
    LOG_LEVEL: LOG_LEVEL || 'error',
  })
  return process.env
}

/** The demo in that folder, made now where there is none; undefined where that was stopped. */
async function ready(config: Config): Promise<Demo | undefined> {
  const found = lookInto(config)
  if (found === 'other') throw new Error(otherIn(config))
  if (found === 'unfinished') removeUnfinished(config)
  if (typeof found === 'string') return make(config)
  await takeUp(config, found)
  return found
}

/** A newer program migrates it as any database, and the days since it last ran are no leap of the clock. */
async function takeUp(config: Config, { end }: Demo): Promise<void> {
  const { db } = await openDatabase(config.databaseUrl)
  try {
    if ((await demoEnd(db)) !== end) throw new Error(otherIn(config))
    await confirmTime(db, Date.now())
  } finally {
    await db.destroy()
  }
}

async function make(config: Config): Promise<Demo | undefined> {
  say('Making three months of ratings (once, well under a minute); Ctrl-C stops it and leaves nothing…')
  const stop = new AbortController()
  const told = () => stop.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, told)
  const demo = await makeDemo(config, { now: Date.now(), signal: stop.signal, onDay })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, told)
  if (!demo) fail('Stopped. Nothing is left.')
  return demo
}

/** A line that moves where somebody looks, else one each tenth of the way. */
function onDay(done: number, of: number): void {
  const [tenth, before] = [done, done - 1].map((n) => Math.floor((10 * n) / of))
  const text = `  day ${done} of ${of}`
  if (process.stderr.isTTY) process.stderr.write(`\r${text}${done === of ? '\n' : ''}`)
  else if (tenth !== before) say(text)
}

/** Throws what the operating system says of a port that is taken, before anybody waits for a demo. */
async function checkPort(config: Config): Promise<void> {
  const tried = await serve(() => new Response(), { ...config, certificate: undefined })
  await tried.stop()
}

function otherIn({ dataDir }: Config): string {
  return `${dataDir} holds something that is no demo. Name another folder in DATA_DIR: npm run demo touches none but its own.`
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function fail(sentence: string): void {
  say(sentence)
  process.exitCode = 1
}
