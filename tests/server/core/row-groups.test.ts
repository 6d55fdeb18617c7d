import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { rowGroups } from '#src/server/db/migrations/004-row-groups.ts'
import { eachDatabase } from '#tests/support/database.ts'
import type { Office } from '#tests/support/ingest.ts'
import { faults, furnished } from '#tests/support/whole-office.ts'

const stored = ({ db }: Office) =>
  db.selectFrom('released').selectAll().orderBy('kind').orderBy('log').orderBy('n').execute()

eachDatabase((_, open) => {
  test('P8: rows that went out before counters were summed from them get counter and score at the first start', async () => {
    const { office } = await furnished(open)
    const before = await stored(office)
    expect(before.filter(({ counter, score }) => counter !== null && score !== null)).toHaveLength(
      before.filter(({ kind }) => kind === 'row').length,
    )
    await sql`drop index released_by_unit_span_from`.execute(office.db)
    for (const column of ['counter', 'score']) {
      await sql`alter table released drop column ${sql.ref(column)}`.execute(office.db)
    }
    await office.db.transaction().execute((trx) => rowGroups({ trx, dialect: office.dialect }))
    expect(await stored(office)).toEqual(before)
    expect(await faults(office)).toEqual([])
  })
})
