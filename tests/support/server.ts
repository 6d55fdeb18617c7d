import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { atEnd } from './at-end.ts'
import { COMPILED } from './compiled.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const NODE = join(ROOT, 'node_modules/.bin/node')

/** What `npm start` gives to Node: the program, and before it what keeps its memory small. */
export const START: readonly string[] = startOf(readFileSync(join(ROOT, 'package.json'), 'utf8'))

export type Place = { port: number; env: NodeJS.ProcessEnv }
export type Server = {
  origin: string
  pid: number
  /** What it printed when it began to listen: its two addresses. */
  printed: string
  /** Ends it as an operator would, or as a power cut would; resolves when it is gone. */
  stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

/** A port and an empty folder of data, for one server that may be stopped and started again there. */
export async function newPlace(given?: { port: number; publicUrl: string }): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-data-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const port = given?.port ?? (await freePort())
  const { PATH } = process.env
  const env = { PATH, ...COMPILED, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error' }
  return { port, env: given ? { ...env, PUBLIC_URL: given.publicUrl } : env }
}

/** The real program, in a process of its own; resolves when it answers. */
export async function startServer({ port, env }: Place): Promise<Server> {
  const child = spawn(NODE, START, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop: Server['stop'] = async (signal = 'SIGTERM') => {
    child.kill(signal)
    await gone
  }
  atEnd(() => stop('SIGKILL'))
  const printed = await listening(child)
  const origin = env.PUBLIC_URL ?? `http://localhost:${port}`
  const health = await fetch(`http://localhost:${port}/healthz`)
  if (!health.ok) throw new Error(`/healthz answered ${health.status}`)
  return { origin, pid: child.pid!, printed, stop }
}

/** Runs one of package.json's scripts in that place; resolves to what it printed, and rejects where it failed. */
export async function runScript({ env }: Place, script: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', script, '--', ...args], {
    cwd: ROOT,
    env: { ...env, HOME: process.env.HOME },
  })
  return stdout
}

/** The same machine, its clock so many ms ahead. */
export function ahead({ port, env }: Place, ms: number): Place {
  const shift = new URL('./shift-clock.ts', import.meta.url).href
  return { port, env: { ...env, NODE_OPTIONS: `--import ${shift}`, CLOCK_AHEAD_MS: String(ms) } }
}

const DAY = 86_400_000
/** Nine o'clock in Vietnam. */
const NINE = 2 * 3_600_000

/** A place where it is nine in the morning, whenever the test runs: what comes after 19:00 is in no figure before the next closing. */
export async function morningPlace(): Promise<Place> {
  return ahead(await newPlace(), (NINE - (Date.now() % DAY) + DAY) % DAY)
}

function startOf(manifest: string): string[] {
  const { scripts } = JSON.parse(manifest) as { scripts: { start: string } }
  return scripts.start.split(' ').slice(1)
}

/** The server prints its addresses when it listens, the kiosk's last. */
function listening(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it listened:\n${said}`)),
    )
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes('/kiosk/')) resolve(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
}

export function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
