import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database, Dialect } from '#src/server/deps.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'

const LOG = ['entry', 'receive_mark', 'sealed', 'tally', 'batch', 'log'] as const

/** How many rows stand in each table that a batch adds to. */
async function rows({ db }: Office): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of LOG) counts[name] = (await db.selectFrom(name).selectAll().execute()).length
  return counts
}

/** The last table that a batch is written to takes nothing more, as on a disk that is full in the middle of it. */
async function refuseLast(db: Database, dialect: Dialect): Promise<() => Promise<unknown>> {
  if (dialect === 'postgres') {
    await sql`alter table log add constraint full_disk check (false) not valid`.execute(db)
    return () => sql`alter table log drop constraint full_disk`.execute(db)
  }
  await sql`create trigger full_disk before insert on log begin select raise(abort, 'full_disk'); end`.execute(
    db,
  )
  return () => sql`drop trigger full_disk`.execute(db)
}

eachDatabase((dialect, open) => {
  test('P2 P8: a batch that fails at its last step leaves nothing, and is stored whole when it comes again', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 5; i += 1) tablet.rate()
    tablet.rate({ text: 'Rất tốt' })
    const before = await rows(office)
    const heal = await refuseLast(office.db, dialect)
    await expect(tablet.send()).rejects.toThrow('full_disk')
    expect(await rows(office)).toEqual(before)
    await heal()
    expect((await tablet.send()).kind).toBe('stored')
    expect(await rows(office)).toMatchObject({ receive_mark: 6, sealed: 1, tally: 1, batch: 1, log: 1 })
  })
})
