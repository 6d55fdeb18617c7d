import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { oneAtATime } from './one-at-a-time.ts'

const SOURCES = [
  'src/domain',
  'src/protocol',
  'src/device',
  'src/ui',
  'src/kiosk',
  'src/dashboard',
  'sw',
  'public',
  'build',
  'vite.config.ts',
]

/** What the build writes last, and takes away first: pages without it are half a build. */
const LAST = 'dist/sw.js'

/**
 * Builds the pages where they are missing, unfinished or older than their sources; of several starts at once one builds and the
 * others wait. Throws a sentence where that fails.
 */
export async function ensureBuilt(root: string, say: (sentence: string) => void): Promise<void> {
  if (await isBuilt(root)) return
  const vite = findVite(root)
  if (!vite) {
    if (!existsSync(join(root, LAST)))
      throw new Error('The pages are not built and Vite is not installed. Run "npm ci".')
    return say(
      'The pages in dist/ are older than their sources, and Vite is not installed: going on with them.',
    )
  }
  const waiting = () => say('Another start is building the pages: waiting for it…')
  await oneAtATime(join(root, '.cache/build.lock'), waiting, async () => {
    if (!(await isBuilt(root))) await build(root, vite, say)
  })
}

async function isBuilt(root: string): Promise<boolean> {
  const changed = await Promise.all(SOURCES.map((name) => newest(join(root, name))))
  return (await newest(join(root, LAST))) > Math.max(...changed)
}

async function build(root: string, vite: string, say: (sentence: string) => void): Promise<void> {
  const before = existsSync(join(root, LAST))
  say(before ? 'The sources changed: building the pages…' : 'Building the pages (once, some ten seconds)…')
  const code = await run(vite, root)
  if (code !== 0) throw new Error(`Building the pages failed (vite build ended with ${code}). See above.`)
}

/** When the program was last changed, ms: its newest source. */
export async function programTime(root: string): Promise<number> {
  return Math.max(await newest(join(root, 'src')), await newest(join(root, 'package.json')))
}

/** The latest change under a file or folder, ms; 0 where there is none. */
async function newest(path: string): Promise<number> {
  if (!existsSync(path)) return 0
  const found = await stat(path)
  if (!found.isDirectory()) return found.mtimeMs
  const files = (await readdir(path, { recursive: true, withFileTypes: true })).filter((e) => e.isFile())
  const times = await Promise.all(files.map(async (e) => (await stat(join(e.parentPath, e.name))).mtimeMs))
  return Math.max(0, ...times)
}

function findVite(root: string): string | undefined {
  try {
    return join(
      dirname(createRequire(join(root, 'package.json')).resolve('vite/package.json')),
      'bin/vite.js',
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** Its words go to stderr: stdout carries the addresses. */
function run(vite: string, root: string): Promise<number> {
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
