import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Tablet } from '#tests/support/tablet.ts'
import { fill, newTablets, type Office, openOffice, rateSome } from './office.ts'

/**
 * `node bench/backup.ts --ratings 1000000 --rounds 5`: how fast a server takes in ratings while a backup of so many is made beside
 * it, against the same server without one. Rounds take turns; the medians count. Ends with 1 where the pace is under 0.7.
 */
const LEAST = 0.7
const LANES = 8
const A_BATCH = 20
const ROOT = new URL('..', import.meta.url).pathname

const { values } = parseArgs({
  options: { ratings: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '5' } },
})
const ratings = Number(values.ratings)

const office = await openOffice(await freePort())
process.on('exit', () => rmSync(office.config.dataDir, { recursive: true, force: true }))
await fill(office, ratings, (done) => done % 50_000 === 0 && say(`${done} ratings in ${seconds()} s`))
const tablets = await newTablets(office, LANES)
const server = await startServer(office)
try {
  const paces: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] }
  await paceWhile(office, tablets, pause(2_000))
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const began = performance.now()
    const beside = await paceWhile(office, tablets, backup(office))
    const took = performance.now() - began
    const alone = await paceWhile(office, tablets, pause(took))
    paces.beside.push(beside)
    paces.alone.push(alone)
    say(
      `round ${round}: ${beside.toFixed(0)} ratings/s beside a backup of ${(took / 1000).toFixed(1)} s, ${alone.toFixed(0)} alone`,
    )
  }
  const [beside, alone] = [median(paces.beside), median(paces.alone)]
  const ratio = beside / alone
  say(
    `${ratings} ratings: ${beside.toFixed(0)} of ${alone.toFixed(0)} ratings/s, × ${ratio.toFixed(2)} (at least ${LEAST})`,
  )
  if (ratio < LEAST) process.exitCode = 1
} finally {
  server.kill()
  await office.deps.db.destroy()
}

/** Ratings a second that the server answers for until that is over. */
async function paceWhile(
  office: Office,
  tablets: readonly Tablet[],
  until: Promise<unknown>,
): Promise<number> {
  const now = { isOver: false }
  const over = until.finally(() => {
    now.isOver = true
  })
  const began = performance.now()
  const sent = await Promise.all(tablets.map((tablet) => sendUntil(office, tablet, now)))
  await over
  return sent.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1000)
}

async function sendUntil(office: Office, tablet: Tablet, now: { isOver: boolean }): Promise<number> {
  let sent = 0
  while (!now.isOver) {
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

/** `npm run backup`, to its end. */
async function backup({ env }: Office): Promise<void> {
  const child = spawn(process.execPath, ['src/server/cli/backup.ts', '--json'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (part: Buffer) => said.push(part))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The backup ended with ${code}: ${Buffer.concat(said)}`)
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function seconds(): string {
  return (performance.now() / 1000).toFixed(0)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
