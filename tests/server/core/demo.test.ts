import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, instantOf } from '#src/domain/calendar.ts'
import { type Config, readConfig } from '#src/server/config.ts'
import { openExisting } from '#src/server/db/open.ts'
import { COUNTERS, OFFLINE, WEAK } from '#src/server/demo/commune.ts'
import { lookInto, partOf } from '#src/server/demo/folder.ts'
import { makeDemo } from '#src/server/demo/make.ts'
import { isOpen, storiesOf } from '#src/server/demo/stories.ts'
import { tapsOf } from '#src/server/demo/taps.ts'
import { examineDatabase } from '#src/server/doctor/database.ts'
import type { Finding } from '#src/server/doctor/finding.ts'
import { knownKeys } from '#src/server/known-keys.ts'
import { verify } from '#src/server/verify/verify.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { freePort } from '#tests/support/server.ts'

/** Saturday 21 November 2026, in the afternoon: the office lived until Friday evening. */
const NOW = instantOf('2026-11-21', 15)
const END = '2026-11-20'

test('P4 P8 a demo lives a fortnight by the real way in: every counter is rated, one is weakest, and verify finds no fault', async () => {
  const config = await place()
  let last = 0
  const demo = await makeDemo(config, { ...UNSTOPPED, now: NOW, days: 14, onDay: (done) => (last = done) })
  expect(last).toBe(14)
  expect(lookInto(config)).toEqual(demo)
  expect(readdirSync(config.dataDir).sort()).toEqual(['demo.json', 'hailong.sqlite', 'server-key.jwk'])
  expect(statSync(join(config.dataDir, 'demo.json')).mode & 0o077).toBe(0)
  const { db } = await openExisting(config.databaseUrl)
  onTestFinished(() => db.destroy())

  const found = await verify(db, { keys: await knownKeys(db, config.keyFile) })
  expect(found.faults).toEqual([])
  expect(found).toMatchObject({ units: 1, logs: 1 + COUNTERS.length, closings: 28 })
  expect(found.ratings).toBeGreaterThan(500)

  const rows = await db
    .selectFrom('released')
    .select(['counter', 'score'])
    .where('kind', '=', 'row')
    .execute()
  const shares = demo!.counters.map((id) => {
    const own = rows.filter(({ counter }) => counter === id)
    expect(own.length).toBeGreaterThan(40)
    return own.filter(({ score }) => (score ?? 0) >= 4).length / own.length
  })
  expect(shares.indexOf(Math.min(...shares))).toBe(WEAK)

  const { offline } = storiesOf(END)
  const late = await db
    .selectFrom('receive_mark')
    .select(['day', 'received_at'])
    .where('log', '=', demo!.tablets[OFFLINE]!.log)
    .where('day', 'in', offline)
    .execute()
  expect(new Set(late.map(({ day }) => day))).toEqual(new Set(offline))
  for (const { received_at } of late) expect(received_at).toBeGreaterThan(instantOf('2026-11-13', 11))

  const findings: Finding[] = []
  for await (const finding of examineDatabase(config, { now: Date.now(), program: 0 })) findings.push(finding)
  expect(findings.filter(({ subject }) => subject === 'backup' || subject === 'passphrase')).toEqual([
    { subject: 'backup', level: 'fine', said: expect.stringContaining('This is the demo') },
  ])

  const port = String(await freePort())
  const server = demoIn({ DATA_DIR: config.dataDir, PORT: port })
  await expect.poll(server.said, { timeout: 60_000 }).toContain('/may-tinh-bang')
  expect(server.said()).toContain(`demo   password ${demo!.password}`)
  expect(server.said()).not.toContain('Making')
  expect(server.said(), 'the days since are no leap of the clock').not.toContain('CLOCK')
  expect(await (await fetch(`http://localhost:${port}/healthz`)).json()).toMatchObject({ clock: 'sure' })
  server.interrupt()
  expect(await server.ended).toBe(0)
}, 120_000)

test('what is to look at happens on days on which the office is open, whatever day the demo is made', () => {
  for (let days = 0; days < 1_461; days += 1) {
    const end = addDays(END, days)
    const { slow, offline, stuffed, moves } = storiesOf(end)
    const told = [...slow, ...offline, addDays(offline[3]!, 1), stuffed, ...moves.map(({ day }) => day)]
    expect([end, ...told.filter((day) => !isOpen(day))]).toEqual([end])
    expect(new Set([...slow, stuffed, ...offline]).size).toBe(10)
  }
})

test('the same seed and day are the same ratings again, one citizen at a time', () => {
  const half = { day: '2026-11-18', half: 'am' } as const
  const taps = tapsOf('a', half, 0, storiesOf(END))
  expect(tapsOf('a', half, 0, storiesOf(END))).toEqual(taps)
  expect(tapsOf('b', half, 0, storiesOf(END))).not.toEqual(taps)
  for (const [i, { at, tapToClose }] of taps.entries())
    expect(taps[i + 1]?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(at + tapToClose)
})

test('a demo that is stopped while it is made leaves nothing, and one that was killed is made anew', async () => {
  const config = await place()
  const stop = new AbortController()
  const onDay = () => stop.abort()
  expect(await makeDemo(config, { now: NOW, signal: stop.signal, onDay })).toBeUndefined()
  expect(existsSync(config.dataDir)).toBe(false)

  const broken = () => {
    throw new Error('the disk is full')
  }
  await expect(makeDemo(config, { ...UNSTOPPED, now: NOW, onDay: broken })).rejects.toThrow('disk')
  expect(existsSync(config.dataDir)).toBe(false)

  const again = await place(true)
  writeFileSync(partOf(again), 'half')
  writeFileSync(again.keyFile, 'half')
  expect(lookInto(again)).toBe('unfinished')
  writeFileSync(join(again.dataDir, 'letter.docx'), 'mine')
  expect(lookInto(again)).toBe('other')
})

test.each([
  ['a database', 'hailong.sqlite'],
  ['keys', 'server-key.jwk'],
  ['a file', 'letter.docx'],
])('a folder that holds %s of somebody is left alone, and said so', async (_, name) => {
  const config = await place(true)
  writeFileSync(join(config.dataDir, name), 'mine')
  const { code, said } = await demo({ DATA_DIR: config.dataDir })
  expect(code).toBe(1)
  expect(said).toContain('holds something that is no demo')
  expect(readdirSync(config.dataDir)).toEqual([name])
})

test('the demo does not start on the database of an office', async () => {
  const { code, said } = await demo({ DATABASE_URL: 'postgres://localhost/office' })
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('without DATABASE_URL') })
})

test('a certificate that cannot be used is told before anybody waits for a demo', async () => {
  const { dataDir } = await place()
  const none = join(dataDir, 'none.crt')
  const env = { DATA_DIR: dataDir, PUBLIC_URL: 'https://demo.lan:3000', TLS_CERT: none, TLS_KEY: none }
  const { code, said } = await demo({ ...env, PORT: String(await freePort()) })
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('TLS_CERT: the file') })
  expect(said).not.toContain('Making')
})

test('Ctrl-C in the middle leaves nothing', async () => {
  const { dataDir } = await place()
  const env = { DATA_DIR: dataDir, PORT: String(await freePort()) }
  const { code, said } = await demo(env, () => existsSync(join(dataDir, 'hailong.sqlite.part-wal')))
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('Nothing is left') })
  expect(existsSync(dataDir)).toBe(false)
}, 120_000)

const UNSTOPPED = { signal: new AbortController().signal, onDay: () => undefined }

/** A folder that goes away with the test; there is none yet unless it is asked for. */
async function place(isThere = false): Promise<Config> {
  const above = await mkdtemp(join(tmpdir(), 'hai-long-demo-'))
  onTestFinished(() => rm(above, { recursive: true, force: true }))
  const read = readConfig({ DATA_DIR: isThere ? above : join(above, 'demo') })
  if (!read.ok) throw new Error(read.wrong.join())
  return read.config
}

type Ended = { code: number | null; said: string }

/** Runs the command until it ends, interrupted once that is so. */
async function demo(env: NodeJS.ProcessEnv, when?: () => boolean): Promise<Ended> {
  const { ended, said, interrupt } = demoIn(env)
  if (when) {
    await expect.poll(when, { timeout: 60_000, interval: 20 }).toBe(true)
    interrupt()
  }
  return { code: await ended, said: said() }
}

/** Starts the command as `npm run demo` does. */
function demoIn(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['src/server/cli/demo.ts'], {
    env: { PATH: process.env.PATH, ...COMPILED, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk))
  return {
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    said: () => said,
    interrupt: () => child.kill('SIGINT'),
  }
}
