import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { COMPILED } from '#tests/support/compiled.ts'
import { freePort, START } from '#tests/support/server.ts'

const ROOT = new URL('../../..', import.meta.url).pathname

test('a start that was killed in the middle of the build, then two at once: one builds, both serve whole pages', async () => {
  const clone = await freshClone()
  const killed = await start(clone)
  await expect.poll(() => existsSync(join(clone, 'dist/index.html')), SOON).toBe(true)
  killed.kill()
  await killed.gone
  expect(existsSync(join(clone, 'dist/sw.js')), 'the build was not finished').toBe(false)

  const both = [await start(clone), await start(clone)]
  for (const { said } of both) await expect.poll(said, SOON).toContain('/kiosk/\n')
  const words = both.map(({ said }) => said())
  expect(words.filter((text) => text.includes('Building the pages'))).toHaveLength(1)
  expect(words.filter((text) => text.includes('Another start is building'))).toHaveLength(1)
  for (const { port } of both) {
    for (const path of ['/', '/kiosk/', '/sw.js'])
      expect((await fetch(`http://localhost:${port}${path}`)).status, path).toBe(200)
  }
}, 120_000)

const SOON = { timeout: 60_000, interval: 20 }

/** What git would give, with this tree's packages. */
async function freshClone(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-clone-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  for (const name of [
    'src',
    'sw',
    'public',
    'build',
    'package.json',
    'vite.config.ts',
    'tsconfig.base.json',
    'tsconfig.json',
  ])
    await cp(join(ROOT, name), join(folder, name), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

type Start = { port: number; said: () => string; kill: () => void; gone: Promise<void> }

/** `npm start` there, in a group of processes of its own. */
async function start(clone: string): Promise<Start> {
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    ...COMPILED,
    PORT: String(port),
    DATA_DIR: join(clone, `data-${port}`),
  }
  const child: ChildProcess = spawn(join(ROOT, 'node_modules/.bin/node'), START, {
    cwd: clone,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
  }
  onTestFinished(async () => {
    kill()
    await gone
  })
  return { port, said: () => said, kill, gone }
}
