import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'

/** `npm test` runs these few seeds; CI and the record in docs/RELIABILITY.md run more of them. */
const SEEDS = process.env.SIMULATE_SEEDS ?? '20'
const TRIES = process.env.SIMULATE_TRIES ?? '250'

const ROOT = new URL('../..', import.meta.url).pathname

it(`P1 P2 P3 P4 P6 P8 P12: ${SEEDS} simulated offices lose nothing, double nothing, make up nothing and count right`, async () => {
  const { code, output } = await simulate(['--seeds', SEEDS, '--tries', TRIES])
  expect(output).toContain(`${SEEDS} seeds in `)
  expect(output).toContain('0 failed')
  expect(code).toBe(0)
}, 1_200_000)

/** The command, as a person runs it. */
function simulate(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['tests/simulate/main.ts', ...args], { cwd: ROOT })
  let output = ''
  const hear = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
