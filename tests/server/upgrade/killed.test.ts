import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { dump } from '#src/server/backup/dump.ts'
import { restore } from '#src/server/backup/restore.ts'
import { ownTables } from '#src/server/backup/tables.ts'
import { versionOf } from '#src/server/db/migrate.ts'
import { MIGRATIONS } from '#src/server/db/migrations/index.ts'
import { openDatabase, openEmpty } from '#src/server/db/open.ts'
import { eachDatabase, freshPlace } from '#tests/support/database.ts'
import { LANDED, layDown } from '#tests/support/landed.ts'
import { expectWhole, startLanded } from '#tests/support/landed-office.ts'

const ROOT = new URL('../../..', import.meta.url).pathname

const ROW_GROUPS = 4

describe.each(LANDED.filter(({ facts }) => facts.migration < ROW_GROUPS))('from version $name', (landed) => {
  eachDatabase((dialect) => {
    test('P6: a migration that fails at its last statement leaves nothing of itself, and the next start does it', async () => {
      const place = await freshPlace(dialect)
      await layDown(landed, dialect, place)
      const raw = openEmpty(place.url).db
      onTestFinished(() => raw.destroy())
      await sql`create index released_by_unit_span_from on released (unit)`.execute(raw)
      await expect(openDatabase(place.url)).rejects.toThrow(/already exists/)
      expect(await versionOf(raw), 'the ones before it stand').toBe(ROW_GROUPS - 1)
      const tables = await ownTables(raw, dialect)
      const columns = tables.find(({ name }) => name === 'released')?.columns.map(({ name }) => name)
      expect(columns).not.toContain('score')
      await sql`drop index released_by_unit_span_from`.execute(raw)
      await expectWhole(await startLanded(landed, place))
    })
  })
})

describe.each(LANDED.filter(({ facts }) => facts.migration < MIGRATIONS.length))(
  'from version $name',
  (landed) => {
    eachDatabase((dialect) => {
      test('P6: a process that is killed in the middle of migrating, again and again, leaves what the next start brings on', async () => {
        const place = await freshPlace(dialect)
        await layDown(landed, dialect, place)
        let killed = 0
        for (let before = 3; ; before += 4) {
          const child = slowly(place.url, before)
          const said = await child.said()
          await child.kill()
          if (said === 'done') break
          expect(said).toBe('still')
          killed += 1
        }
        expect(killed).toBeGreaterThan(2)
        await expectWhole(await startLanded(landed, place))
      }, 120_000)
    })
  },
)

describe.each(LANDED)('from version $name', (landed) => {
  eachDatabase((dialect) => {
    test('P7, P8: a backup of that version is restored into this one, and verifies', async () => {
      const place = await freshPlace(dialect)
      await layDown(landed, dialect, place)
      const old = openEmpty(place.url)
      const pieces: string[] = []
      const head = { at: landed.facts.at, epoch: landed.facts.epoch, keys: null }
      await dump(old, head, async (text) => void pieces.push(text))
      await old.db.destroy()
      expect(JSON.parse(pieces[0] ?? '')).toMatchObject({ version: landed.facts.migration })

      const other = { ...(await freshPlace(dialect)), folder: place.folder }
      const opened = openEmpty(other.url)
      const ignore = () => undefined
      const restored = await restore(opened, piecewise(pieces), { onHead: ignore, beforeCommit: ignore })
      await opened.db.destroy()
      const office = await startLanded(landed, other)
      expect(office.deps.epoch).toBe(restored.epoch)
      expect(office.deps.epoch).not.toBe(landed.facts.epoch)
      await expectWhole(office)
    })
  })
})

async function* piecewise(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces
}

type Slow = { said: () => Promise<string>; kill: () => Promise<void> }

/** A process of its own that migrates that database and stands still before that statement. */
function slowly(url: string, before: number): Slow {
  const node = join(ROOT, 'node_modules/.bin/node')
  const program = fileURLToPath(new URL('../../support/migrate-slowly.ts', import.meta.url))
  const args = [program, url, String(before)]
  const child: ChildProcess = spawn(node, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  return {
    kill,
    said: async () => {
      const [said] = await Promise.race([once(child.stdout!, 'data'), gone.then(() => ['failed'])])
      return String(said).trim()
    },
  }
}
