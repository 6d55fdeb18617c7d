import { spawnSync } from 'node:child_process'

/**
 * `npm run check`: everything that must hold, the same list here and in CI. The tests come last, so that their closing
 * line is the last one where all is well.
 */
type Step = { name: string; command: readonly [string, ...string[]]; env?: Record<string, string> }

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
  {
    name: 'generated requests',
    command: ['node', 'tests/run-project.ts', 'node', 'tests/server/api/flood'],
    env: { FLOOD_REQUESTS: '100000' },
  },
  { name: 'simulation', command: ['node', 'tests/simulate/main.ts', '--seeds', '500'] },
  { name: 'tests', command: ['node', 'tests/run.ts'] },
]

const root = new URL('..', import.meta.url)
const PATH = `${new URL('node_modules/.bin', root).pathname}:${process.env.PATH}`

const failed = STEPS.filter((step) => {
  console.log(`\n■ ${step.name}: ${step.command.join(' ')}`)
  const [program, ...args] = step.command
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH, ...step.env },
  })
  if (error) throw error
  if (step.name !== 'tests' || status !== 0) console.log(status === 0 ? `✔ ${step.name}` : `✘ ${step.name}`)
  return status !== 0
})

if (failed.length > 0) {
  console.error(`\nNot well: ${failed.map((step) => step.name).join(', ')}`)
  process.exitCode = 1
}
