import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { COMPILED } from './support/compiled.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const postgres = 'tests/support/postgres.ts'

// What they start begins sooner.
Object.assign(process.env, COMPILED)

/** What a busy machine takes for what is done at once on a quiet one. */
const POLLING = { poll: { timeout: 10_000 } }

/**
 * What runs in Node (with a real PostgreSQL beside it), and what runs in a real Chromium, one file at a time, because two
 * browsers on two cores starve each other: `npm test` runs both at once, each in a process of its own. The third, which
 * tries the tests themselves and breaks what it can, takes minutes more and is part of `npm run check`.
 */
export default defineConfig({
  root,
  cacheDir: '.cache/vitest',
  test: {
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'node',
          include: ['tests/*.test.ts', 'tests/{unit,device,server,journey,simulate}/**/*.test.{ts,tsx}'],
          globalSetup: existsSync(`${root}${postgres}`) ? [postgres] : [],
          expect: POLLING,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'chromium',
          include: ['tests/e2e/**/*.test.ts'],
          expect: POLLING,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'hard',
          include: ['tests/{bank,torture}/**/*.test.ts'],
          globalSetup: existsSync(`${root}${postgres}`) ? [postgres] : [],
          expect: POLLING,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
