import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from './app.ts'
import { backUpWhenDue } from './backup/nightly.ts'
import { atOffice } from './certificate/at-office.ts'
import { clockTrouble } from './clock.ts'
import { closeDue } from './closing.ts'
import { type Config, readConfig, variablesHelp } from './config.ts'
import { configWarnings } from './config-warnings.ts'
import { DamagedDatabase, damageIn } from './db/damage.ts'
import { openToChange } from './db/grants.ts'
import type { Deps } from './deps.ts'
import { ensureBuilt, programTime } from './main-build.ts'
import { openDeps, sentenceFor } from './main-deps.ts'
import { backupNote, noteAddress } from './main-notes.ts'
import { type Running, serve } from './serve.ts'
import { newSetupToken, setupAddress } from './setup.ts'
import { buildOf, loadSite } from './static.ts'
import { authorityOf, certificateWarnings, endOf, loadCertificate } from './tls.ts'
import { transact } from './transact.ts'
import { readSure } from './trusted-time.ts'
import { verifyWhenDue } from './verify/nightly.ts'

const ROOT = join(import.meta.dirname, '../..')
const MINUTE = 60_000
/** Bytes of a database that is read through at a start, well within a second. */
const LOOKED_AT = 64 * 1024 * 1024

/** Builds, opens, listens, prints two addresses, and stops in order when it is told to. */
export async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return say(`npm start\n\nEnvironment:\n${variablesHelp()}`)
  if (args.length > 0)
    return fail(`npm start takes no ${args[0]}: all is set by the environment. See: npm start -- --help`)
  const read = readConfig(atOffice(process.env))
  if (!read.ok) return fail(read.wrong.join('\n'))
  try {
    await start(read.config)
  } catch (error) {
    fail(sentenceFor(error, read.config))
  }
}

/** What a program that starts the server besides does with it: the demo, which nobody's tablets or backups depend on. */
export type Guest = {
  /** What is printed below the addresses. */
  greet: (deps: Deps) => Promise<string>
  /** Done at the start and each minute. */
  eachMinute: (deps: Deps) => Promise<void>
}

/** Opens, listens, prints, and stops in order when it is told to. Throws what hinders it: see `sentenceFor`. */
export async function start(config: Config, guest?: Guest): Promise<void> {
  await ensureBuilt(ROOT, warn)
  const certificate = config.tls && loadCertificate(config.tls, config.publicUrl)
  const deps = await openDeps(config)
  try {
    await checkClock(deps)
    for (const sentence of await openToChange(deps.db, deps.dialect)) warn(sentence)
    await checkFile(deps, config)
    const doubts = certificate ? certificateWarnings(certificate, deps.now()) : []
    const backups = guest ? [] : [backupNote(config)]
    for (const warning of [...configWarnings(config), ...doubts, ...backups]) warn(warning)
    const site = await loadSite(join(ROOT, 'dist'))
    const pages = buildOf(site)
    const shown = config.tls &&
      certificate && { ends: endOf(certificate), authority: authorityOf(config.tls.cert, certificate) }
    const known = { ...deps, ...(pages && { pages }), ...(shown && { certificate: shown }) }
    const app = createApp(known, site)
    const server = await serve((request, from) => app.fetch(request, from), { ...config, certificate })
    const moved = await noteAddress(deps.db, deps.publicUrl)
    if (moved && !guest) warn(`\n  !!! ${moved}\n`)
    const habits = keepHabits(known, config, guest)
    await printAddresses(deps)
    if (guest) say(await guest.greet(deps))
    deps.log('started', { dialect: deps.dialect, epoch: deps.epoch, port: config.port })
    stopWhenTold(deps, server, habits)
  } catch (error) {
    await deps.db.destroy()
    throw error
  }
}

async function checkClock(deps: Deps): Promise<void> {
  const sure = await readSure(deps.db)
  const trouble = clockTrouble(deps.now(), await programTime(ROOT), sure?.trusted)
  if (!trouble) return
  warn(`\n  !!! ${trouble}\n`)
  deps.log('wrong-clock', { level: 'error' })
}

/** A file of a gigabyte would keep everybody waiting: it is looked at each night. */
async function checkFile(deps: Deps, { databaseUrl }: Config): Promise<void> {
  if (deps.dialect === 'postgres' || (await stat(databaseUrl)).size > LOOKED_AT) return
  const [damage] = await damageIn(deps.db, 'quick_check')
  if (damage === undefined) return
  if (deps.damage) deps.damage.found = true
  warn(`\n  !!! ${new DamagedDatabase(damage).message}\n`)
  deps.log('database-damaged', { level: 'error' })
}

async function printAddresses(deps: Deps): Promise<void> {
  const token = await transact(deps, (trx) => newSetupToken(trx, deps))
  const first = token
    ? `Set up (once):  ${setupAddress(deps.publicUrl, token)}`
    : `Dashboard:      ${deps.publicUrl}/`
  say(`\n  Hài Lòng\n\n  ${first}\n  Kiosk:          ${deps.publicUrl}/kiosk/\n`)
}

type Habit = { end: () => Promise<void> }

/**
 * Half days are closed from the start on; a backup and a reading of all logs, which are processes of their own, one after the
 * other, are looked for once all is calm.
 */
function keepHabits(deps: Deps, { backup }: Config, guest: Guest | undefined): Habit {
  const stop = new AbortController()
  const closing = keepDoing(deps, MINUTE, async () => {
    await closeDue(deps)
    await guest?.eachMinute(deps)
  })
  const nights = keepDoing(deps, 10 * MINUTE, async () => {
    if (backup.nightly) await backUpWhenDue(deps, backup.folder, stop.signal)
    await verifyWhenDue(deps, stop.signal)
  })
  closing.now()
  return {
    end: async () => {
      stop.abort()
      await Promise.all([closing.end(), nights.end()])
    },
  }
}

/** Does it so often, one run at a time. A run that fails is logged, and the next one tries again. */
function keepDoing(deps: Deps, every: number, work: () => Promise<unknown>): Habit & { now: () => void } {
  const once = () =>
    work().then(
      () => undefined,
      (error: Error) =>
        deps.log('failed', { level: 'error', name: error.name, stack: error.stack ?? error.message }),
    )
  let running = Promise.resolve()
  const now = () => {
    running = running.then(once)
  }
  const timer = setInterval(now, every)
  return {
    now,
    end: () => {
      clearInterval(timer)
      return running
    },
  }
}

function stopWhenTold(deps: Deps, server: Running, habits: Habit): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    deps.log('stopping')
    await Promise.all([server.stop(), habits.end()])
    await deps.db.destroy()
    deps.log('stopped')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => stop().catch((error) => fail(String(error))))
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`)
}

function fail(text: string): void {
  warn(text)
  process.exitCode = 1
}
