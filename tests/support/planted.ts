import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A bug that somebody could write: one place in the source, replaced. */
export type Planted = { name: string; file: string; find: string; replace: string }

const ROOT = new URL('../..', import.meta.url).pathname

/**
 * Runs one test file, or those of its tests whose name holds `only`, against a copy of the tree in which the bug is planted.
 * Answers vitest's exit code and what it printed; throws where the place in the source is not found exactly once.
 */
export async function runPlanted(
  bug: Planted,
  testFile: string,
  only = '',
): Promise<{ code: number; output: string }> {
  const copy = join(ROOT, '.cache', 'planted', bug.name)
  await rm(copy, { recursive: true, force: true })
  await mkdir(copy, { recursive: true })
  for (const part of ['src', 'tests', 'package.json', 'tsconfig.base.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true })
  }
  const path = join(copy, bug.file)
  const source = await readFile(path, 'utf8')
  if (source.split(bug.find).length !== 2) {
    throw new Error(
      `${bug.name}: the place to plant it stands ${source.split(bug.find).length - 1} times in ${bug.file}`,
    )
  }
  await writeFile(
    path,
    source.replace(bug.find, () => bug.replace),
  )
  try {
    return await run(copy, testFile, only)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

function run(copy: string, testFile: string, only: string): Promise<{ code: number; output: string }> {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [
    vitest,
    'run',
    '--root',
    copy,
    '--config',
    join(copy, 'tests', 'vitest.config.ts'),
    testFile,
    '-t',
    only,
  ]
  const child = spawn(process.execPath, args, { env: { ...process.env, VITEST: undefined, NO_COLOR: '1' } })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
}
