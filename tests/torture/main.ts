import { parseArgs } from 'node:util'
import { type Reporter, startVitest } from 'vitest/node'
import type { Dialect } from '#src/server/deps.ts'
import type { Asked, Part } from './parts.ts'

/**
 * `npm run torture -- --kills 1000 --faults 20000`: real processes are killed, real connections harmed, real disks filled. Each
 * number says how often, 0 leaves the part out; `--minutes` is all the time there is, `--at-once` how many parts run beside
 * each other, `--database postgres` another database. A line a part; ends with 1 where anything failed or was not reached.
 */
const root = new URL('../..', import.meta.url).pathname

const SHORT: Record<Part, number> = {
  kills: 20,
  'browser-kills': 6,
  faults: 500,
  restores: 3,
  storages: 12,
  disks: 1,
  profiles: 1,
  migrations: 5,
}

const options = parseArgs({
  options: {
    ...Object.fromEntries(Object.keys(SHORT).map((part) => [part, { type: 'string' as const }])),
    minutes: { type: 'string', default: '600' },
    'at-once': { type: 'string', default: '2' },
    database: { type: 'string', default: 'sqlite' },
  },
}).values as Record<string, string>

const until = Date.now() + Number(options.minutes) * 60_000
const dialect: Dialect = options.database === 'postgres' ? 'postgres' : 'sqlite'
const asked = (Object.keys(SHORT) as Part[])
  .map((part): Asked => ({ part, count: Number(options[part] ?? SHORT[part]), until, dialect }))
  .filter(({ count }) => count > 0)

/** A line as soon as a part is done, and beneath it what failed. */
const REPORTER: Reporter = {
  onUserConsoleLog: ({ content }) => void process.stdout.write(content),
  onTestCaseResult: (test) => {
    const { state, errors } = test.result()
    const { line = `${test.name}: broke off · FAILED` } = test.meta() as { line?: string }
    console.log(line)
    for (const { message, stack, diff } of errors ?? []) console.log(stack ?? message, diff ?? '')
    if (state !== 'passed') process.exitCode = 1
  },
  onTestModuleEnd: (module) => {
    for (const { message, stack } of module.errors()) console.log(stack ?? message)
    if (!module.ok()) process.exitCode = 1
  },
}

const vitest = await startVitest('test', [], {
  config: false,
  root,
  watch: false,
  maxWorkers: Number(options['at-once']),
  reporters: [REPORTER],
  projects: asked.map((torture) => ({
    test: {
      name: torture.part,
      include: ['tests/torture/long.ts'],
      globalSetup: torture.dialect === 'postgres' ? ['tests/support/postgres.ts'] : [],
      provide: { torture },
      hookTimeout: 60_000,
    },
  })),
})
const broken = vitest.state.getUnhandledErrors()
const begun = vitest.state.getTestModules().length
await vitest.close()
for (const error of broken) console.log(error)
if (broken.length > 0 || begun < asked.length) process.exitCode = 1
