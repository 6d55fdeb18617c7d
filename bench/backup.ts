import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Tablet } from '#tests/support/tablet.ts'
import { fill, newTablets, type Office, openOffice, rateSome } from './office.ts'

/**
 * `node bench/backup.ts --ratings 1000000 --rounds 20`: how fast a server takes in ratings while `npm run backup` of so many goes on
 * beside it, against the same server while it stands still. A round is a span of each, so that whatever else the machine does
 * falls on both; the medians count. Ends with 1 where the pace is under 0.7.
 */
const LEAST = 0.7
const LANES = 8
const A_BATCH = 20
const SPAN_MS = 5_000
const ROOT = new URL('..', import.meta.url).pathname

const { values } = parseArgs({
  options: { ratings: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '20' } },
})
const ratings = Number(values.ratings)

const office = await openOffice(await freePort())
process.on('exit', () => rmSync(office.config.dataDir, { recursive: true, force: true }))
await fill(office, ratings, (done) => done % 50_000 === 0 && say(`${done} ratings in ${seconds()} s`))
const tablets = await newTablets(office, LANES)
const server = await startServer(office)
try {
  const paces: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] }
  const backups = keepBackingUp(office)
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    backups.go('SIGCONT')
    paces.beside.push(await pace(office, tablets))
    backups.go('SIGSTOP')
    paces.alone.push(await pace(office, tablets))
    say(`round ${round}: ${paces.beside.at(-1)} ratings/s beside a backup, ${paces.alone.at(-1)} alone`)
  }
  const made = await backups.end()
  const [beside, alone] = [median(paces.beside), median(paces.alone)]
  const ratio = beside / alone
  say(
    `${ratings} ratings, ${made} backups: ${beside} of ${alone} ratings/s, × ${ratio.toFixed(2)} (at least ${LEAST})`,
  )
  if (ratio < LEAST) process.exitCode = 1
} finally {
  server.kill()
  await office.deps.db.destroy()
}

/** Ratings a second that the server answers for, over one span. */
async function pace(office: Office, tablets: readonly Tablet[]): Promise<number> {
  const began = performance.now()
  const until = began + SPAN_MS
  const sent = await Promise.all(tablets.map((tablet) => sendUntil(office, tablet, until)))
  const took = (performance.now() - began) / 1000
  return Math.round(sent.reduce((sum, one) => sum + one, 0) / took)
}

async function sendUntil(office: Office, tablet: Tablet, until: number): Promise<number> {
  let sent = 0
  while (performance.now() < until) {
    const from = tablet.links.length + 1
    rateSome(office, tablet, A_BATCH)
    const { authorization, tablet: said, contentEncoding, body } = tablet.post({ from })
    const headers = {
      Authorization: authorization!,
      'HaiLong-Tablet': said!,
      'Content-Encoding': contentEncoding!,
    }
    const answer = await fetch(`${office.config.publicUrl}/api/v1/log`, {
      method: 'POST',
      headers,
      body: Buffer.from(body),
    })
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
    sent += A_BATCH
  }
  return sent
}

/** One `npm run backup` after another, each of which may be made to stand still. `end` answers how many were made. */
function keepBackingUp({ env }: Office) {
  let made = 0
  let isOver = false
  const begin = (): ChildProcess => {
    const child = spawn(process.execPath, ['src/server/cli/backup.ts', '--json'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (part: Buffer) => {
      said = String(part)
    })
    child.once('close', (code) => {
      if (isOver) return
      if (code !== 0) throw new Error(`The backup ended with ${code}: ${said}`)
      made += 1
      running = begin()
    })
    return child
  }
  let running = begin()
  return {
    go: (signal: 'SIGSTOP' | 'SIGCONT') => running.kill(signal),
    end: async () => {
      isOver = true
      const gone = once(running, 'close')
      running.kill('SIGKILL')
      await gone
      return made
    },
  }
}

/** As `npm start` does; resolves when it listens. */
async function startServer({ env }: Office): Promise<ChildProcess> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  const child = spawn(process.execPath, scripts.start.split(' ').slice(1), {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => child.kill())
  for await (const part of child.stdout.iterator({ destroyOnReturn: false }))
    if (String(part).includes('/kiosk/')) return child
  throw new Error('The server ended before it listened.')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN
}

function seconds(): string {
  return (performance.now() / 1000).toFixed(0)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
