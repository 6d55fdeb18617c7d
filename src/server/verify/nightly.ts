import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { isDue } from '../backup/nightly.ts'
import type { Deps } from '../deps.ts'
import { inTurn } from '../turn.ts'
import { keptFaults, lastVerified } from './verified.ts'

const VERIFY = join(import.meta.dirname, '../cli/verify.ts')
/** A process that died in the middle is not waited for until the next night. */
const TURN_MS = 12 * 3_600_000
/** So many faults stand in the log of the server; the others `npm run verify` names. */
const LOGGED = 20

/**
 * Reads all logs where that is due, once a night for all processes on the database: in a process of its own, which yields to
 * whoever serves, on one connection of its own that only reads. Logs what was found; a failure is logged, and the next
 * call tries again.
 */
export async function verifyWhenDue(
  deps: Pick<Deps, 'db' | 'epoch' | 'now' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return
  const unit = await deps.db.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (!unit || !(await isDueNow(deps))) return
  await inTurn(deps.db, { name: 'verify', now: deps.now(), forMs: TURN_MS }, async () => {
    if (await isDueNow(deps)) await verifyApart(deps, signal)
  })
}

async function isDueNow(deps: Pick<Deps, 'db' | 'epoch' | 'now'>): Promise<boolean> {
  return isDue(deps.now(), await lastVerified(deps.db, deps))
}

async function verifyApart(
  deps: Pick<Deps, 'db' | 'epoch' | 'now' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now()
  const before = await lastVerified(deps.db, deps)
  const said = await run(signal)
  if (signal.aborted) return
  if ((await lastVerified(deps.db, deps)) === before) {
    deps.log('verify-failed', { level: 'error', said: said.slice(-500) })
    return
  }
  const { count, faults } = await keptFaults(deps.db)
  const ms = Math.round(performance.now() - began)
  deps.log('verified', { faults: count, ms, ...(count > 0 && { level: 'error' }) })
  for (const { kind, unit, device, log, from, to } of faults.slice(0, LOGGED))
    deps.log('fault', { level: 'error', kind, unit, device: device ?? '', log, from, to })
}

/** What it said of how it went: whether all was read shows in what it has kept. */
async function run(signal: AbortSignal): Promise<string> {
  const child = spawn(process.execPath, [VERIFY, '--record', '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const ended = new Promise<string>((resolve) => {
    child.on('close', () => resolve(''))
    child.on('error', (error) => resolve(error.message))
  })
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  const said = await text(child.stderr)
  return `${said}${await ended}`
}
