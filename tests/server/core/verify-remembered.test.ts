import { expect, test } from 'vitest'
import { readLine } from '#src/domain/entry-schema.ts'
import { readRating } from '#src/domain/rating-schema.ts'
import { type Remembered, roomFor } from '#src/server/verify/ratings.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { type Office, UNIT } from '#tests/support/ingest.ts'
import { furnished, LOG } from '#tests/support/whole-office.ts'

/** What verify remembers of ratings stands for a second look at the tables: only where it is all that they hold. */
eachDatabase((_name, open) => {
  test('P8: marks that were read along the logs are the table’s, in order of position', async () => {
    const { office } = await furnished(open)
    const known = await remember(office)
    expect(await isWhole(office, known)).toBe(true)
    expect([...known.marks(0)]).toEqual(await marksOf(office))
    expect([...known.marks(2, 5)]).toEqual((await marksOf(office)).slice(2, 5))
    expect([...known.marks(-3, 999)]).toHaveLength(15)
    expect([...known.ratings()].map(({ position }) => position)).toEqual([...Array(15).keys()])
  })

  test('P8: where a mark is missing, or there is one more, or one that does not fit, the tables are read again', async () => {
    const { office } = await furnished(open)
    expect(await isWhole(office, await remember(office, { skip: 3 }))).toBe(false)
    expect(await isWhole(office, await remember(office, { change: { position: 4 } }))).toBe(false)
    expect(await isWhole(office, await remember(office, { change: { position: 15 } }))).toBe(false)
    expect(await isWhole(office, await remember(office, { change: { position: -1 } }))).toBe(false)
    expect(await isWhole(office, await remember(office, { change: { hour: 256 } }))).toBe(false)
    expect(await isWhole(office, await remember(office, { change: { release: 2 ** 31 } }))).toBe(false)
    const known = await remember(office)
    const [mark] = await marksOf(office)
    const stray = { ...mark!, log: 'tabet999.1', position: 15 }
    await office.db.insertInto('receive_mark').values(stray).execute()
    expect(await isWhole(office, known)).toBe(false)
  })

  test('a unit of which nothing can be remembered has no place', async () => {
    const { office } = await furnished(open)
    const unit = await office.db
      .selectFrom('unit')
      .selectAll()
      .where('id', '=', UNIT)
      .executeTakeFirstOrThrow()
    const units = [-1, 4_000_001, 4_000_000, 1].map((position, i) => ({ ...unit, id: `dvhcc${i}`, position }))
    expect([...roomFor(units).keys()]).toEqual(['dvhcc2'])
  })
})

type Mark = Awaited<ReturnType<typeof marksOf>>[number]

function marksOf({ db }: Office) {
  return db.selectFrom('receive_mark').selectAll().where('unit', '=', UNIT).orderBy('position').execute()
}

/** As the logs are read; one mark left out, or the last of the first log other than it is stored. */
async function remember(
  office: Office,
  { skip, change }: { skip?: number; change?: Partial<Mark> } = {},
): Promise<Remembered> {
  const unit = await office.db.selectFrom('unit').selectAll().where('id', '=', UNIT).executeTakeFirstOrThrow()
  const known = roomFor([unit]).get(UNIT)!
  const entries = await office.db.selectFrom('entry').selectAll().orderBy('log').orderBy('n').execute()
  const marks = await marksOf(office)
  const last = marks.findLast(({ log }) => log === LOG)
  for (const { log, n, line } of entries) {
    const entry = readLine(Buffer.from(line).toString())
    const body = entry && readRating(entry)
    const mark = marks.find((one) => one.log === log && one.n === n)
    if (!body || !mark || mark.position === skip) continue
    known.keep(mark === last ? { ...mark, ...change } : mark, body)
  }
  return known
}

function isWhole({ db }: Office, known: Remembered): Promise<boolean> {
  return db.transaction().execute((trx) => known.isWhole(trx))
}
