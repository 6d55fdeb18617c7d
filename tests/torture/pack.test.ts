import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { PLATFORMS } from '#src/server/pack/platform.ts'
import { freePort, newPlace, runScript } from '#tests/support/server.ts'

const exec = promisify(execFile)

/** There is no Node and no npm to be found, and no registry would answer. */
const BARE = { PATH: '/nonexistent', npm_config_registry: 'http://127.0.0.1:9' }

test('a pack runs where there is neither Node nor npm nor a registry: it serves, backs up, verifies, and stops in order', async () => {
  const { folder, packed } = await made()
  await exec('tar', ['-xzf', packed.path, '-C', folder])
  const program = join(folder, `hai-long-0.1.0-${packed.platform}/hai-long`)
  const sums = await exec('sha256sum', ['-c', `${packed.path}.sha256`], { cwd: folder })
  expect(sums.stdout).toContain('OK')
  const port = await freePort()
  const env = { ...BARE, DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'error' }

  const child = spawn(program, [], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.once('close', resolve))
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes('/kiosk/')) resolve(text)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk
    })
    child.once('close', () => reject(new Error(text)))
  })
  expect(said).not.toContain('uilding')
  for (const path of ['/', '/kiosk/', '/sw.js', '/healthz'])
    expect((await fetch(`http://localhost:${port}${path}`)).status, path).toBe(200)

  const { path } = JSON.parse((await exec(program, ['backup', '--json'], { env })).stdout) as { path: string }
  expect((await stat(path)).size).toBeGreaterThan(1000)
  expect(JSON.parse((await exec(program, ['verify', '--json'], { env })).stdout)).toMatchObject({
    faults: [],
  })
  await expect(exec(program, ['nothing'], { env })).rejects.toMatchObject({ code: 2 })

  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 300_000)

test('a pack that cannot be made says why, and leaves nothing', async () => {
  const folder = await room()
  const place = await newPlace()
  await expect(runScript(place, 'pack', ['--platform', 'amiga'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(Object.keys(PLATFORMS).join(', ')),
  })
  const offline = {
    ...place,
    env: {
      ...place.env,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(folder, 'cache'),
      npm_config_fetch_retries: '0',
    },
  }
  await expect(
    runScript(offline, 'pack', ['--to', join(folder, 'to'), '--platform', 'linux-x64']),
  ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('The packages could not be fetched') })
  expect(await readdir(join(folder, 'to'))).toEqual([])
}, 300_000)

async function room(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-pack-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function made() {
  const folder = await room()
  const said = await runScript(await newPlace(), 'pack', ['--to', folder, '--json'])
  return { folder, packed: JSON.parse(said) as { path: string; platform: string } }
}
