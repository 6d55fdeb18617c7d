import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { readSealed } from '#src/server/backup/backup.ts'
import { isDue, isOverdue } from '#src/server/backup/nightly.ts'
import { keptTables, LEFT, ownTables } from '#src/server/backup/tables.ts'
import { UnreadableFile } from '#src/server/backup/unreadable.ts'
import { openDatabase } from '#src/server/db/open.ts'
import type { Database, Dialect } from '#src/server/deps.ts'
import { verify } from '#src/server/verify/verify.ts'
import { PASSPHRASE, restoreBackup, takeBackup } from '#tests/support/backup.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'

/** An office with something in every kind of table that ratings fill. */
async function busyOffice(office: Office): Promise<void> {
  const tablet = await office.tablet()
  for (let i = 0; i < 12; i += 1)
    tablet.rate({ score: (1 + (i % 5)) as 1, ...(i % 4 === 0 && { text: `Góp ý ${i} 🙂\u0000` }) })
  await tablet.send()
  await office.closeAt('2026-11-23', 13.1)
  tablet.rate({ score: 2, reasons: '1-------' })
  await tablet.send()
}

async function contents(db: Database, dialect: Dialect): Promise<Record<string, string[]>> {
  const tables = await keptTables(db, dialect)
  const rows = tables.map(async ({ name, columns }) => {
    const found = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    const plain = found.rows.map((row) => JSON.stringify(columns.map((column) => row[column])))
    return [name, plain.filter((row) => !row.includes('"epoch"')).sort()] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

eachDatabase((_name, open, openEmpty) => {
  test('P8 a restored backup is the database of that moment, in another epoch, and verifies', async () => {
    const office = await makeOffice(open)
    await busyOffice(office)
    const before = await contents(office.db, office.dialect)
    const { path, rows } = await takeBackup(office, office.deps)
    const restored = await restoreBackup(openEmpty, path)
    expect(restored.rows).toBe(rows)
    const { db, epoch } = await openDatabase(restored.url)
    expect(await contents(db, office.dialect)).toEqual(before)
    expect(Object.values(before).filter((found) => found.length > 0).length).toBeGreaterThan(10)
    expect(epoch).toBe(restored.epoch)
    expect(epoch).not.toBe(office.epoch)
    expect((await verify(db, { keys: office.deps.keys })).faults).toEqual([])
    await db.destroy()
  })

  test('every table is named: kept, or left out for a reason', async () => {
    const { db, dialect } = await open()
    const known = [...(await keptTables(db, dialect)).map(({ name }) => name), ...LEFT]
    expect((await ownTables(db, dialect)).map(({ name }) => name).sort()).toEqual(known.sort())
    await sql`create table "forgotten" (id integer)`.execute(db)
    await expect(keptTables(db, dialect)).rejects.toThrow('forgotten')
  })

  test('a database that is in use is not restored into', async () => {
    const office = await makeOffice(open)
    await busyOffice(office)
    const { path } = await takeBackup(office, office.deps)
    const before = await contents(office.db, office.dialect)
    await expect(restoreBackup(async () => office.url, path)).rejects.toThrow('in use')
    expect(await contents(office.db, office.dialect)).toEqual(before)
  })

  test('P8 a backup that is made while ratings come in is of one moment', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 200; i += 1) tablet.rate()
    await tablet.send()
    const making = takeBackup(office, office.deps)
    let isMade = false
    making.finally(() => {
      isMade = true
    })
    let sent = 0
    for (; !isMade || sent === 0; sent += 1) {
      tablet.rate({ text: 'Trong lúc sao lưu' })
      await tablet.send({ from: tablet.links.length })
    }
    const restored = await restoreBackup(openEmpty, (await making).path)
    const { db } = await openDatabase(restored.url)
    const { faults, ratings } = await verify(db, { keys: office.deps.keys })
    expect(faults).toEqual([])
    expect(ratings).toBeGreaterThanOrEqual(200)
    expect(ratings).toBeLessThanOrEqual(200 + sent)
    await db.destroy()
  })

  test('a spoiled file restores nothing, and says why', async () => {
    const office = await makeOffice(open)
    await busyOffice(office)
    const { path } = await takeBackup(office, office.deps)
    const bytes = await readFile(path)
    for (const [how, spoiled] of waysToSpoil(bytes)) {
      await writeFile(path, spoiled)
      await expect(restoreBackup(openEmpty, path), how).rejects.toThrow(UnreadableFile)
    }
    await writeFile(path, bytes)
    await expect(restoreBackup(openEmpty, path, 'another passphrase')).rejects.toThrow(
      'The passphrase is not',
    )
    expect((await restoreBackup(openEmpty, path)).rows).toBeGreaterThan(0)
  }, 120_000)
})

test('comments, exact times and keys stand in no backup as they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const url = join(folder, 'hailong.sqlite')
  const opened = await openDatabase(url)
  const office = await makeOffice(async () => ({ ...opened, url, folder }))
  await busyOffice(office)
  const { path } = await takeBackup(office, office.deps)
  await opened.db.destroy()
  const sealed = (await readFile(path)).toString('latin1')
  expect(sealed).not.toMatch(/"score"|"kty"|tabet222|Phường/)
  let open = ''
  for await (const part of readSealed(path, PASSPHRASE)) open += part
  expect(open).toContain('"kty')
  expect((await stat(path)).mode & 0o077).toBe(0)
})

test.each([
  ['at night', instantOf('2026-11-23', 0.5), instantOf('2026-11-22', 1.1), false],
  ['after one', instantOf('2026-11-23', 1.1), instantOf('2026-11-22', 1.1), true],
  ['again the same day', instantOf('2026-11-23', 9), instantOf('2026-11-23', 1.1), false],
  ['after a night without power', instantOf('2026-11-23', 7.5), instantOf('2026-11-21', 1.1), true],
  ['never yet', instantOf('2026-11-23', 9), undefined, true],
])('is a backup due %s?', (_, now, last, due) => {
  expect(isDue(now, last)).toBe(due)
})

test('two nights without a backup are too many', () => {
  const now = instantOf('2026-11-23', 9)
  expect(isOverdue(now, instantOf('2026-11-22', 1), 0)).toBe(false)
  expect(isOverdue(now, instantOf('2026-11-21', 1), 0)).toBe(true)
  expect(isOverdue(now, undefined, instantOf('2026-11-22', 12))).toBe(false)
  expect(isOverdue(now, undefined, instantOf('2026-11-20', 12))).toBe(true)
})

function* waysToSpoil(bytes: Buffer): Generator<[string, Buffer]> {
  yield ['empty', Buffer.alloc(0)]
  yield ['a byte longer', Buffer.concat([bytes, Buffer.of(0)])]
  yield ['doubled', Buffer.concat([bytes, bytes])]
  yield ['something else', Buffer.from('SQLite format 3\u0000'.repeat(50))]
  for (const at of [0, 4, 5, 6, 7, 22, 23, 38, 39, 42, 43, bytes.length >> 1, bytes.length - 1]) {
    const flipped = Buffer.from(bytes)
    flipped[at] = flipped[at]! ^ 1
    yield [`byte ${at} flipped`, flipped]
  }
  for (const length of [3, 38, 39, 43, 60, bytes.length >> 1, bytes.length - 17, bytes.length - 1]) {
    yield [`cut after ${length}`, bytes.subarray(0, length)]
  }
}
