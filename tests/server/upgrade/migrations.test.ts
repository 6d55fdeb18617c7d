import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '#src/server/db/migrate.ts'
import { MIGRATIONS } from '#src/server/db/migrations/index.ts'
import { openEmpty } from '#src/server/db/open.ts'
import { freshPlace } from '#tests/support/database.ts'
import { LANDED } from '#tests/support/landed.ts'

const FOLDER = new URL('../../../src/server/db/migrations/', import.meta.url)

/** SHA-256 of each migration that landed: databases were made by these bytes. */
const LANDED_FILES: Record<string, string> = {
  '001-first.ts': 'd11257e02cf6f84f6c4b4b7eeabae57b3fcc492b361603b94ddb4fcb0034e5bf',
  '002-receipts.ts': '9581d67826279f4ff2d2f17b78c1b4b633f00899d1d444d46dae10020f2cb484',
  '003-clock.ts': '6822b4e04aaddbbe36807ea70fadffdfc4503e011747885809e1c097760c70e0',
  '004-row-groups.ts': '00b200ac0e84859d53064b2711fe61fececbd2d5bdbbfca455b3a37d231fe917',
  '005-emptied.ts': '43e84a53394745f09e597aac478eb4844484bb7679cdb81c31b0af70c5df5ad5',
  '006-unit-head.ts': 'dde5781cab3163e659a2bba1af740c02f0641cb3f158643762201c1e9a026653',
  '007-intake.ts': '37f99c7303980d311be47347fd41c796f0705fcd24aac54e9f3fe9fc7edf690b',
  '008-known-again.ts': 'e30ebd3f85055072e3409f5a0282a024cc7660675810f57f116e62eaed8c4455',
  '009-run-mono.ts': '7639b6bd21927db76d8582bb06fab186fbb1a4b68fd0408b9ee877007c90d1e8',
  '010-verified.ts': 'c63cd89fbe7f7046190ac284c27e3a33301f8c31e88385cca5c9b85e503601d7',
  '011-refilled.ts': 'd291d297e1ad4b38183876dd716d1d7bccc76c99f5ab4f0da4585cc6b70db997',
  '012-replaces.ts': '79f9933facf53d0e8d6848b68247f3197d98f1e848c2bef6f4ade8270917ebc4',
  '013-accounts.ts': '8ff4483fd970db7e81677783483005ace314d315379c994146bc45782aedcb49',
  '014-tokens.ts': '072d70d70d87c81e95639a57b6826bc28c36a922ad8ff93488d894f24a0e34dc',
  '015-names.ts': '457456d6f2b3b7950617ab5898b1d7a6e68f5abd94e2ebea1f4de4449174907c',
  '016-officers.ts': 'e1f46aa83d29835afbe16c261b5f4def9c17619f43aebbfc6584dcbcbe8fffed',
  '017-pins.ts': '22f26cfe9ed5b5be93cec5a27421c809fcddef6bfcb739733df04d3bb3a2632b',
  '018-held.ts': '04c3b3092349df5ccfe8978bfabe7ad7e24a61a41e41658b6182fdd9b5222bae',
  '019-people.ts': '4d15e623ee7e1873a40186070b28f4057195eb89e3e261de4304d15eb17edb80',
  '020-tree.ts': '6924a21a4354fe45b94a06f53a9b5e68377eb43ec4cedadbe4119a45c864c7f5',
  '021-duties.ts': 'f75f0ff7fd337147cf1ac812f414f0bcaab261948c46b5d2a105424dcc487767',
  '022-row-level.ts': 'e634fd8c9d6077c8f35702c436a4d7cda08dbda608ced90f95d7a3215ba89bb1',
  '023-call.ts': 'b6f3b7fdedc937b8f0ce76f375a6742d20c4e13b07b1a6c229ecefe062acc002',
}

describe('a migration that landed', () => {
  const files = readdirSync(FOLDER).filter((name) => /^\d{3}-/.test(name))

  test('is listed here, and never changed', () => {
    const last = Math.max(...LANDED.map(({ facts }) => facts.migration))
    const landed = files.filter((name) => Number(name.slice(0, 3)) <= last)
    const now = landed.map((name) => [name, hash('sha256', readFileSync(new URL(name, FOLDER)))])
    expect(Object.fromEntries(now)).toEqual(LANDED_FILES)
  })

  test('stands in the list under the number of its file', () => {
    expect(MIGRATIONS.map(({ id, name }) => `${String(id).padStart(3, '0')}-${name}.ts`)).toEqual(files)
  })

  test.each(LANDED)('makes on SQLite the tables that version $name made, to the letter', async (landed) => {
    const { db, dialect } = openEmpty((await freshPlace('sqlite')).url)
    onTestFinished(() => db.destroy())
    await migrate(db, dialect, landed.facts.migration)
    const made = await sql<{ sql: string }>`
      select sql from sqlite_master where sql is not null order by rowid`.execute(db)
    expect(made.rows.map((row) => `${row.sql};\n`).join('')).toBe(landed.schema)
  })

  test.each(LANDED)('makes on PostgreSQL the columns that version $name had', async (landed) => {
    const { db, dialect } = openEmpty((await freshPlace('postgres')).url)
    onTestFinished(() => db.destroy())
    await migrate(db, dialect, landed.facts.migration)
    const made = await sql<{ name: string }>`
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as name
      from information_schema.columns where table_schema = current_schema()`.execute(db)
    expect(made.rows.map(({ name }) => name).sort()).toEqual(columnsIn(landed.schema).sort())
  })
})

const TYPES: Record<string, string> = { TEXT: 'text', INTEGER: 'bigint', BLOB: 'bytea' }

/** The columns of tables that were made on SQLite, as PostgreSQL would describe them. */
function columnsIn(schema: string): string[] {
  const db = new Sqlite(':memory:')
  db.exec(schema)
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const columns = tables.flatMap((table) => {
    const found = db.pragma(`table_info("${table}")`) as Record<'name' | 'type' | 'notnull' | 'pk', string>[]
    return found.map(({ name, type, notnull, pk }) => {
      const nullable = Number(notnull) + Number(pk) > 0 ? 'NO' : 'YES'
      return `${table}.${name} ${TYPES[type.toUpperCase()]} ${nullable}`
    })
  })
  db.close()
  return columns
}
