import { join } from 'node:path'
import { createApp } from './app.ts'
import { clockTrouble, lastEntryAt } from './clock.ts'
import { closeDue } from './closing.ts'
import { type Config, configWarnings, readConfig, variablesHelp } from './config.ts'
import type { Deps } from './deps.ts'
import { ensureBuilt, programTime } from './main-build.ts'
import { openDeps, sentenceFor } from './main-deps.ts'
import { type Running, serve } from './serve.ts'
import { newSetupToken } from './setup.ts'
import { loadSite } from './static.ts'
import { loadCertificate } from './tls.ts'
import { transact } from './transact.ts'

const ROOT = join(import.meta.dirname, '../..')
const MINUTE = 60_000

/** Builds, opens, listens, prints two addresses, and stops in order when it is told to. */
export async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return say(`npm start\n\nEnvironment:\n${variablesHelp()}`)
  if (args.length > 0)
    return fail(`npm start takes no ${args[0]}: all is set by the environment. See: npm start -- --help`)
  const read = readConfig(process.env)
  if (!read.ok) return fail(read.wrong.join('\n'))
  try {
    await start(read.config)
  } catch (error) {
    fail(sentenceFor(error, read.config))
  }
}

async function start(config: Config): Promise<void> {
  await ensureBuilt(ROOT, warn)
  const certificate = config.tls && loadCertificate(config.tls)
  const deps = await openDeps(config)
  try {
    await checkClock(deps)
    for (const warning of configWarnings(config)) warn(warning)
    const app = createApp(deps, await loadSite(join(ROOT, 'dist')))
    const { host, port } = config
    const server = await serve((request) => app.fetch(request), { host, port, certificate })
    const closing = keepClosing(deps)
    await printAddresses(deps)
    deps.log('started', { dialect: deps.dialect, epoch: deps.epoch, port })
    stopWhenTold(deps, server, closing)
  } catch (error) {
    await deps.db.destroy()
    throw error
  }
}

async function checkClock(deps: Deps): Promise<void> {
  const trouble = clockTrouble(deps.now(), await programTime(ROOT), await lastEntryAt(deps.db))
  if (!trouble) return
  warn(`\n  !!! ${trouble}\n`)
  deps.log('wrong-clock', { level: 'error' })
}

async function printAddresses(deps: Deps): Promise<void> {
  const token = await transact(deps, (trx) => newSetupToken(trx, deps))
  const first = token
    ? `Set up (once):  ${deps.publicUrl}/setup#${token}`
    : `Dashboard:      ${deps.publicUrl}/`
  say(`\n  Hài Lòng\n\n  ${first}\n  Kiosk:          ${deps.publicUrl}/kiosk/\n`)
}

type Closing = { end: () => Promise<void> }

/** Closes what is due now and each minute, one run at a time. A run that fails is logged, and the next one tries again. */
function keepClosing(deps: Deps): Closing {
  const close = () =>
    closeDue(deps).then(
      () => undefined,
      (error: Error) =>
        deps.log('closing-failed', { level: 'error', name: error.name, stack: error.stack ?? error.message }),
    )
  let running = close()
  const timer = setInterval(() => {
    running = running.then(close)
  }, MINUTE)
  return {
    end: () => {
      clearInterval(timer)
      return running
    },
  }
}

function stopWhenTold(deps: Deps, server: Running, closing: Closing): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    deps.log('stopping')
    await Promise.all([server.stop(), closing.end()])
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
