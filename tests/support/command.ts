import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { COMPILED } from './compiled.ts'
import type { TestDatabase } from './database.ts'

type Name = 'certificate' | 'doctor' | 'verify' | 'export' | 'closings' | 'rebuild' | 'clock'
export type Ended = { code: number | null; out: string; err: string }

/** Runs a command of this program on that database, as `npm run` would; resolves when its process has ended. */
export async function command(
  name: Name,
  { dialect, url, folder }: Pick<TestDatabase, 'dialect' | 'url' | 'folder'>,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const place = dialect === 'postgres' ? { DATABASE_URL: url, DATA_DIR: folder } : { DATA_DIR: folder }
  const child = spawn(process.execPath, [join('src/server/cli', `${name}.ts`), ...args], {
    env: { PATH: process.env.PATH, ...COMPILED, ...place, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}
