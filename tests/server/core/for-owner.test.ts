import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#src/server/config.ts'
import { openDeps } from '#src/server/main-deps.ts'

const FILES = ['hailong.sqlite', 'hailong.sqlite-wal', 'hailong.sqlite-shm', 'server-key.jwk']
const MODES = { folder: '700', files: ['600', '600', '600', '600'] }

test.runIf(process.platform !== 'win32')(
  'P9 nobody else on the machine reads the database: a start makes it so, and mends what an earlier version left open',
  async () => {
    const folder = join(await home(), 'data')
    const first = await started(folder)
    expect(await modesIn(folder)).toEqual(MODES)
    // As after a start that was killed: what stands beside the database is still there.
    for (const name of FILES.slice(0, 3)) await chmod(join(folder, name), 0o644)
    await chmod(folder, 0o755)
    await started(folder)
    expect(await modesIn(folder)).toEqual(MODES)
    expect(first.epoch).toBe((await started(folder)).epoch)
  },
)

test.runIf(process.platform !== 'win32')(
  'a folder that holds other folders than those of the data stays as open as it was',
  async () => {
    const folder = await home()
    await chmod(folder, 0o755)
    await mkdir(join(folder, 'somebody-else'))
    await started(folder)
    expect(await modesIn(folder)).toEqual({ ...MODES, folder: '755' })
  },
)

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function started(folder: string) {
  const read = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  const deps = await openDeps(read.config)
  onTestFinished(() => deps.db.destroy())
  return deps
}

async function modesIn(folder: string) {
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  return {
    folder: await modeOf(folder),
    files: await Promise.all(FILES.map((name) => modeOf(join(folder, name)))),
  }
}
