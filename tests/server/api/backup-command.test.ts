import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { localTime } from '#src/domain/calendar.ts'
import { backupsIn } from '#src/server/backup/kept.ts'
import { backUpWhenDue } from '#src/server/backup/nightly.ts'
import { openExisting } from '#src/server/db/open.ts'
import { COMPILED } from '#tests/support/compiled.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, UNIT } from '#tests/support/ingest.ts'

const ROOT = new URL('../../..', import.meta.url).pathname
const NODE = join(ROOT, 'node_modules/.bin/node')

type Ended = { code: number; stdout: string; stderr: string }

function run(command: string, args: string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      NODE,
      [join(ROOT, `src/server/cli/${command}.ts`), ...args],
      { env: { ...COMPILED, ...env }, cwd: ROOT },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

eachDatabase((dialect, open, openEmpty) => {
  const place = (folder: string, url: string) => ({
    DATA_DIR: folder,
    ...(dialect === 'postgres' && { DATABASE_URL: url }),
  })

  test('P7 from one machine to another: npm run backup, npm run restore, npm run verify', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 20; i += 1) tablet.rate({ text: 'Cảm ơn' })
    await tablet.send()
    const old = place(office.folder, office.url)
    const made = await run('backup', ['--json'], old)
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('Write it down') })
    const { path } = JSON.parse(made.stdout)

    const folder = newFolder()
    const fresh = place(folder, await openEmpty())
    const without = await run('restore', ['--from', path], fresh)
    expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining('put the passphrase') })
    writeFileSync(join(folder, 'backup-passphrase'), 'not the one of then\n')
    const wrong = await run('restore', ['--from', path], fresh)
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('is not that of this file') })
    expect(existsSync(join(folder, 'server-key.jwk'))).toBe(false)

    writeFileSync(join(folder, 'backup-passphrase'), readFileSync(join(office.folder, 'backup-passphrase')))
    const restored = await run('restore', ['--from', path, '--json'], fresh)
    expect(restored.code).toBe(0)
    expect(JSON.parse(restored.stdout).epoch).not.toBe(office.epoch)
    expect(readFileSync(join(folder, 'server-key.jwk'), 'utf8')).toBe(
      readFileSync(join(office.folder, 'server-key.jwk'), 'utf8'),
    )
    const whole = await run('verify', ['--json'], fresh)
    expect(JSON.parse(whole.stdout)).toMatchObject({ faults: [], ratings: 20 })
    const { db } = await openExisting(fresh.DATABASE_URL ?? join(folder, 'hailong.sqlite'))
    onTestFinished(() => db.destroy())
    const own = db.selectFrom('entry').select('line').where('log', '=', `${UNIT}.1`)
    const { line } = await own.orderBy('n', 'desc').limit(1).executeTakeFirstOrThrow()
    expect(JSON.parse(Buffer.from(line).toString()).body).toMatchObject({ by: null, deed: 'restored' })
    const again = await run('restore', ['--from', path], fresh)
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('in use') })
  }, 60_000)

  test('the server makes the backup that is due, one a day, and gives up when it is told to stop', async () => {
    const office = await makeOffice(open)
    for (const [name, value] of Object.entries(place(office.folder, office.url))) vi.stubEnv(name, value)
    onTestFinished(() => void vi.unstubAllEnvs())
    const folder = join(office.folder, 'backups')
    const logged: string[] = []
    const log = (event: string) => void logged.push(event)
    const deps = { ...office.deps, now: Date.now, log }
    await backUpWhenDue(deps, folder, AbortSignal.abort())
    expect(await backupsIn(folder)).toEqual([])
    const { signal } = new AbortController()
    const isNight = localTime(Date.now()).hour < 1
    await backUpWhenDue(deps, folder, signal)
    await backUpWhenDue(deps, folder, signal)
    expect(await backupsIn(folder)).toHaveLength(isNight ? 0 : 1)
    expect(logged).toEqual(isNight ? [] : ['backed-up', 'backup-passphrase-made'])
  }, 60_000)

  test('npm run backup lets who rates go first', async () => {
    const office = await makeOffice(open)
    const env = place(office.folder, office.url)
    const child = spawn(NODE, ['src/server/cli/backup.ts', '--json'], { cwd: ROOT, env, stdio: 'ignore' })
    const gone = once(child, 'close')
    let nice = 0
    for (; child.exitCode === null; await pause(5)) nice = Math.max(nice, getPriority(child.pid))
    expect(await gone).toEqual([0, null])
    expect(nice).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL)
  }, 60_000)
})

test.each([
  [[], 2, 'Which file?'],
  [['--from', 'nowhere.backup'], 1, 'There is no file'],
  [['--form', 'x'], 2, '--form'],
])('npm run restore -- %j says what is wrong', async (args, code, said) => {
  const ended = await run('restore', args, { DATA_DIR: newFolder() })
  expect(ended.code).toBe(code)
  expect(ended.stderr).toContain(said)
})

test('npm run backup where there is no database says so and leaves nothing', async () => {
  const folder = newFolder()
  const ended = await run('backup', [], { DATA_DIR: folder })
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database') })
})
