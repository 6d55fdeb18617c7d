import { spawn } from 'node:child_process'
import { build } from 'vite'
import { browserPath, NO_BROWSER } from './support/browser-path.ts'

/**
 * `npm test`: builds the pages, runs every test in Node and, beside it, in a real Chromium, and closes with one line for
 * everything together. `npm test -- tests/device` runs what lies under a path, tests/bank and tests/torture too, which else
 * `npm run check` runs. A test that was skipped counts as failed.
 */
export type Count = { passed: number; failed: number; failures: readonly string[] }

const root = new URL('..', import.meta.url).pathname

if (browserPath()) {
  await build({ configFile: `${root}vite.config.ts`, logLevel: 'warn' })
  const counts = await Promise.all([run('node'), run('chromium')])
  if (process.argv.length > 2) counts.push(await run('hard'))
  close({
    passed: sum(counts, 'passed'),
    failed: sum(counts, 'failed'),
    failures: counts.flatMap((count) => count.failures),
  })
} else {
  console.error(NO_BROWSER)
  close({ passed: 0, failed: 1, failures: [] })
}

/** One of the projects of tests/vitest.config.ts in a process of its own. What the browser's says is shown when it is done. */
function run(project: 'node' | 'chromium' | 'hard'): Promise<Count> {
  const output = project === 'chromium' ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, [`${root}tests/run-project.ts`, project, ...process.argv.slice(2)], {
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  })
  const said: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((resolve, reject) => {
    let count: Count = {
      passed: 0,
      failed: 1,
      failures: [`the project ${project} ended before it could say`],
    }
    child.on('message', (message) => {
      count = message as Count
    })
    child.on('error', reject)
    child.on('close', () => {
      process.stdout.write(Buffer.concat(said))
      resolve(count)
    })
  })
}

function sum(counts: readonly Count[], which: 'passed' | 'failed'): number {
  return counts.reduce((total, count) => total + count[which], 0)
}

function close({ passed, failed, failures }: Count): void {
  for (const failure of failures) console.error(`✘ ${failure}`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  console.log(`${passed} passed, ${failed} failed`)
}
