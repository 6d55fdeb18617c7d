import { expect, test } from 'vitest'
import { receipts } from '#src/server/db/migrations/002-receipts.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { eachDatabase } from '#tests/support/database.ts'
import type { Office } from '#tests/support/ingest.ts'
import { faults, furnished, LOG } from '#tests/support/whole-office.ts'

const stored = ({ db }: Office) => db.selectFrom('receipt').selectAll().orderBy('log').orderBy('n').execute()

const CODE = '5XQD-JE88-3PVA'

/** What can go wrong with the table, and whom verify names. */
const CHANGES: [string, (office: Office) => Promise<unknown>, string[], number][] = [
  [
    'lost a code',
    ({ db }) => db.deleteFrom('receipt').where('log', '=', LOG).where('n', 'in', [5, 6]).execute(),
    [`receipt ${LOG} 5–6`],
    2,
  ],
  [
    'holds another code',
    ({ db }) =>
      db.updateTable('receipt').set({ code: CODE }).where('log', '=', LOG).where('n', '=', 9).execute(),
    [`receipt ${LOG} 9`],
    1,
  ],
  [
    'knows a rating of a half day that is open',
    ({ db }) => db.insertInto('receipt').values({ log: LOG, n: 15, code: CODE }).execute(),
    [`receipt ${LOG} 15`],
    1,
  ],
  [
    'knows an entry that is no rating',
    ({ db }) => db.insertInto('receipt').values({ log: LOG, n: 1, code: CODE }).execute(),
    [`receipt ${LOG} 1`],
    1,
  ],
  [
    'knows a log that there is not',
    ({ db }) => db.insertInto('receipt').values({ log: 'tabet999.1', n: 1, code: CODE }).execute(),
    ['receipt tabet999.1 1'],
    1,
  ],
  [
    'is empty',
    ({ db }) => db.deleteFrom('receipt').execute(),
    [`receipt ${LOG} 4–13`, 'receipt tabet333.1 4'],
    11,
  ],
]

eachDatabase((_name, open) => {
  test('each rating of a closed half day has a code, and no other entry', async () => {
    const { office } = await furnished(open)
    const numbers = (await stored(office)).map(({ log, n }) => `${log} ${n}`)
    expect(numbers).toEqual([...Array.from({ length: 10 }, (_, i) => `${LOG} ${i + 4}`), 'tabet333.1 4'])
  })

  test.each(CHANGES)('P8: a table that %s is named and made anew', async (_, change, named, changed) => {
    const { office } = await furnished(open)
    const before = await stored(office)
    await change(office)
    expect((await faults(office)).toSorted()).toEqual(named)
    expect(await rebuild(office)).toMatchObject({ changed })
    expect(await faults(office)).toEqual([])
    expect(await stored(office)).toEqual(before)
  })

  test('a code that somebody planted keeps no half day from closing, and is named', async () => {
    const { office } = await furnished(open)
    await office.db.insertInto('receipt').values({ log: LOG, n: 15, code: CODE }).execute()
    expect(await office.closeAt('2026-11-24', 13)).toBe(1)
    expect(await faults(office)).toEqual([`receipt ${LOG} 15`])
  })

  test('P8: a database with closings from before there were codes gets them at its first start', async () => {
    const { office } = await furnished(open)
    const before = await stored(office)
    await office.db.schema.dropTable('receipt').execute()
    await office.db.transaction().execute((trx) => receipts({ trx, dialect: office.dialect }))
    expect(await stored(office)).toEqual(before)
    expect(await faults(office)).toEqual([])
  })
})
