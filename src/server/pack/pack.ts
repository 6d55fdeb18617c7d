import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeFolder } from '../folder.ts'
import { FIRST_STEPS } from './first-steps.ts'
import { launcherOf } from './launcher.ts'
import { PLATFORMS, type Platform } from './platform.ts'

/** Where the pack lies, how large it is in bytes, and its SHA-256 in hexadecimal digits, which stands beside it too. */
export type Packed = { path: string; platform: string; bytes: number; sha256: string }

/** What of a checkout goes into a pack: the program, what it is built from, and what is written about it. */
const CONTENTS = [
  'src',
  'sw',
  'public',
  'dist',
  'docs',
  'package.json',
  'package-lock.json',
  'build',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'README.md',
  'ARCHITECTURE.md',
  'LICENSE',
]

type Asked = { root: string; platform: string; to: string; npm: string; say: (sentence: string) => void }

/**
 * Packs the program with its packages and the Node of that platform into one archive in the folder `to`, which needs no package
 * registry, no npm and no Node where it is unpacked. `npm`: the script of npm itself. The pages must be built. Throws a
 * sentence where it fails, and then leaves nothing.
 */
export async function pack({ root, platform, to, npm, say }: Asked): Promise<Packed> {
  const machine = PLATFORMS[platform]
  if (!machine)
    throw new Error(`No pack is made for ${platform}, only for ${Object.keys(PLATFORMS).join(', ')}.`)
  const { name, version, scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const title = `${name}-${version}-${platform}`
  makeFolder(to)
  const stage = await mkdtemp(join(tmpdir(), 'hai-long-pack-'))
  const path = join(to, `${title}.tar.gz`)
  try {
    const folder = join(stage, title)
    await mkdir(folder)
    for (const content of CONTENTS)
      await cp(join(root, content), join(folder, content), { recursive: true, preserveTimestamps: true })
    say('Fetching the packages…')
    await install(folder, machine, npm)
    await prune(folder, machine)
    const launcher = launcherOf(machine, scripts)
    await writeFile(join(folder, launcher.name), launcher.text, { mode: launcher.mode })
    await writeFile(join(folder, 'BAT-DAU.txt'), FIRST_STEPS[machine.os])
    say('Writing the archive…')
    await archive(stage, title, `${path}.part`)
    const sha256 = await digestOf(`${path}.part`)
    await rename(`${path}.part`, path)
    await writeFile(`${path}.sha256`, `${sha256}  ${title}.tar.gz\n`)
    return { path, platform, bytes: (await stat(path)).size, sha256 }
  } finally {
    await rm(stage, { recursive: true, force: true })
    await rm(`${path}.part`, { force: true })
  }
}

/** What package-lock.json names for running, as the registry has it for that platform; no script of a package runs. */
async function install(folder: string, { os, cpu }: Platform, npm: string): Promise<void> {
  const flags = [
    '--omit=dev',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `--os=${os}`,
    `--cpu=${cpu}`,
  ]
  const libc = os === 'linux' ? ['--libc=glibc'] : []
  const { code, said } = await run(process.execPath, [npm, 'ci', ...flags, ...libc], folder)
  if (code !== 0)
    throw new Error(
      `The packages could not be fetched: npm ci ended with ${code}. Make the pack where a package registry is reached, and carry the archive to the office.\n${said}`,
    )
}

/** Takes away what only other platforms, or who compiles, would need: more than half. */
async function prune(folder: string, { node, sqlite }: Platform): Promise<void> {
  if (!existsSync(join(folder, node)))
    throw new Error(`The registry gave no Node for this platform: ${node} is not there.`)
  const own = join(folder, node, '../..')
  for (const extra of ['include', 'share', 'CHANGELOG.md']) await remove(own, extra)
  const database = join(folder, 'node_modules/better-sqlite3')
  for (const extra of ['deps', 'src', 'build', 'binding.gyp']) await remove(database, extra)
  const prebuilds = join(database, 'prebuilds')
  for (const file of await readdir(prebuilds)) if (file !== sqlite) await remove(prebuilds, file)
}

function remove(folder: string, name: string): Promise<void> {
  return rm(join(folder, name), { recursive: true, force: true })
}

/** By the machine's own tar, which Linux has and Windows since its version 10. Nobody's user number goes with it. */
async function archive(stage: string, title: string, file: string): Promise<void> {
  const { said } = await run('tar', ['--version'], stage)
  const owner = said.startsWith('bsdtar')
    ? ['--uid', '0', '--gid', '0', '--uname', '', '--gname', '']
    : ['--owner=0', '--group=0', '--numeric-owner']
  const { code, said: why } = await run('tar', ['-czf', file, ...owner, '-C', stage, title], stage)
  if (code !== 0) throw new Error(`The archive could not be written: tar ended with ${code}.\n${why}`)
}

async function digestOf(file: string): Promise<string> {
  const sha256 = createHash('sha256')
  await pipeline(createReadStream(file), sha256)
  return sha256.digest('hex')
}

/** What a program said, and how it ended. */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)))
    child.on('close', (code) => resolve({ code, said: said.trim() }))
  })
}
