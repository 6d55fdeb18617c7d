import { spawn, spawnSync } from 'node:child_process'
import { styleText } from 'node:util'

/**
 * `npm run check`: everything that must hold, the same list here and in CI. The tests come last, so that their closing
 * line is the last one where all is well.
 */
type Step = { name: string; command: readonly [string, ...string[]]; env?: Record<string, string> }

/** In a room of mounts of its own, which Linux gives root, and mostly everybody. */
const OWN_MOUNTS = ['unshare', '--user', '--map-root-user', '--mount'] as const
const MOUNTS = spawnSync(OWN_MOUNTS[0], [...OWN_MOUNTS.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])

const OTHER_PARTS = ['kills', 'browser-kills', 'faults', 'restores', 'storages', 'profiles', 'migrations']
const SMALL_DISKS: Step = {
  name: 'small disks',
  command: [
    ...OWN_MOUNTS,
    ...['node', 'tests/torture/main.ts', '--disks', '2'],
    ...OTHER_PARTS.flatMap((part) => [`--${part}`, '0']),
  ],
}

const STEPS: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'dead code', command: ['knip'] },
  {
    name: "the bench's peers",
    command: ['npm', 'ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund'],
  },
  { name: 'bench, a little of each', command: ['node', 'bench/main.ts', '--quick'] },
  { name: 'bugs and crashes', command: ['node', 'tests/run-project.ts', 'hard'] },
  ...(MOUNTS.status === 0 ? [SMALL_DISKS] : []),
  {
    name: 'generated requests',
    command: ['node', 'tests/run-project.ts', 'node', 'tests/server/api/flood'],
    env: { FLOOD_REQUESTS: '100000' },
  },
  { name: 'simulation', command: ['node', 'tests/simulate/main.ts', '--seeds', '500'] },
  { name: 'tests', command: ['node', 'tests/run.ts'] },
]

/** Characters of a failed step's output that are said again at the end. */
const TAIL = 6000

const root = new URL('..', import.meta.url)
const PATH = `${new URL('node_modules/.bin', root).pathname}:${process.env.PATH}`

if (MOUNTS.status !== 0) console.log('Small disks are left out: this machine lets nobody mount one.')
const failed: { name: string; tail: string }[] = []
for (const step of STEPS) {
  console.log(`\n■ ${step.name}: ${step.command.join(' ')}`)
  const { status, tail } = await run(step)
  if (step.name !== 'tests' || status !== 0) console.log(status === 0 ? `✔ ${step.name}` : `✘ ${step.name}`)
  if (status !== 0) failed.push({ name: step.name, tail })
}

if (failed.length > 0) {
  for (const { name, tail } of failed)
    console.error(`\n${styleText('bold', `✘ ${name}, how it ended:`)}\n${tail}`)
  console.error(`\nNot well: ${failed.map((step) => step.name).join(', ')}`)
  process.exitCode = 1
}

/** Shows what a step prints while it runs, and keeps its end, which is said again under all the others where it failed. */
function run({ command, env }: Step): Promise<{ status: number | null; tail: string }> {
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
  })
  let tail = ''
  const show = (chunk: string) => {
    process.stdout.write(chunk)
    tail = (tail + chunk).slice(-TAIL)
  }
  child.stdout.setEncoding('utf8').on('data', show)
  child.stderr.setEncoding('utf8').on('data', show)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, tail }))
  })
}
