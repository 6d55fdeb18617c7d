import { hash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { chainText, NO_HASH } from '../src/domain/entry.ts'
import { rebuild } from '../src/server/rebuild.ts'
import { verify as verifyAll } from '../src/server/verify/verify.ts'
import type { Measure } from './measure.ts'
import { fill, type Office, openFilled } from './office.ts'

/** What `npm run verify` and `npm run rebuild` do, beside the least that either could do. */
export const verify: Measure = {
  name: 'verify',
  title: 'Verifying and rebuilding',
  how: `A database that was filled through the ingest, half day by half day, closed and released. **verify** and **rebuild** do all of what
\`npm run verify\` and \`npm run rebuild\` do, after the program's start. **bare SHA-256** hashes each entry of the same database onto the one
before, from memory. **bare scan** reads the table of entries from first to last, by better-sqlite3 alone.`,
  packages: ['better-sqlite3'],
  open: async (course) => {
    const ratings = course.size(100_000, 2_000)
    const office = await openFilled(course, ratings)
    const { deps, config } = office
    course.atEnd(() => deps.db.destroy())
    await fill(office, ratings, () => undefined)
    const bare = new Sqlite(config.databaseUrl, { readonly: true })
    course.atEnd(() => bare.close())
    const entries = readEntries(bare)
    const each = async (act: () => unknown) => {
      const began = performance.now()
      await act()
      return { read: (entries.length * 1000) / (performance.now() - began) }
    }
    return {
      sides: [
        { name: 'verify', once: () => each(() => verifyWhole(office)) },
        { name: 'rebuild', once: () => each(() => rebuild(deps)) },
        { name: 'bare SHA-256', once: () => each(() => hashAll(entries)) },
        { name: 'bare scan', once: () => each(() => readEntries(bare)) },
      ],
      figures: [{ name: 'read', unit: 'entries/s', digits: 0 }],
      goals: [
        { figure: 'read', of: 'verify', atLeast: 50_000 },
        { figure: 'read', of: 'rebuild', atLeast: 50_000 },
        { figure: 'read', of: 'verify', to: 'bare SHA-256' },
        { figure: 'read', of: 'verify', to: 'bare scan' },
        { figure: 'read', of: 'rebuild', to: 'bare SHA-256' },
        { figure: 'read', of: 'rebuild', to: 'bare scan' },
      ],
    }
  },
}

async function verifyWhole({ deps }: Office): Promise<void> {
  const { faults, closings } = await verifyAll(deps.db, { keys: deps.keys })
  if (faults.length > 0) throw new Error(`verify found ${JSON.stringify(faults[0])}`)
  if (closings === 0) throw new Error('no half day was closed, so that most of verify had nothing to do')
}

type Entry = { log: string; n: number; hash: string; line: Buffer }

function readEntries(db: Sqlite.Database): Entry[] {
  return db.prepare<[], Entry>('select log, n, hash, line from entry order by log, n').all()
}

/** Throws where a hash is another, so that what is hashed is what verify hashes. */
function hashAll(entries: readonly Entry[]): void {
  let before = NO_HASH
  for (const { log, n, hash: stored, line } of entries) {
    if (n === 1) before = NO_HASH
    before = hash('sha256', chainText(log, n, before, line.toString()), 'hex')
    if (before !== stored) throw new Error(`${log} ${n} has another hash`)
  }
}
