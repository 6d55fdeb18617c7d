import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openToChange } from '#src/server/db/grants.ts'
import { openDatabase, openExisting } from '#src/server/db/open.ts'
import { eachDatabase } from '#tests/support/database.ts'

eachDatabase((dialect, open) => {
  test('a database keeps its epoch and opens again', async () => {
    const { url, epoch } = await open()
    const again = await openDatabase(url)
    expect(again.epoch).toBe(epoch)
    expect(epoch).toMatch(/^[2-9a-hj-np-z]{8}$/)
    await again.db.destroy()
  })

  test('two processes that start at once agree', async () => {
    const { url } = await open()
    const both = await Promise.all([openDatabase(url), openDatabase(url)])
    expect(both[0].epoch).toBe(both[1].epoch)
    await Promise.all(both.map(({ db }) => db.destroy()))
  })

  test('a database of a newer program is refused with a sentence and left alone', async () => {
    const { db, url } = await open()
    await sql`insert into migration (id, name, at) values (99, 'later', 0)`.execute(db)
    await expect(openDatabase(url)).rejects.toThrow(/version 99.*newer/)
    await expect(openExisting(url)).rejects.toThrow(/version 99.*newer/)
  })

  test('P4: nobody updates or deletes an entry, a receive mark, a batch or a closing', async () => {
    const { db } = await open()
    await db
      .insertInto('entry')
      .values({ log: 'a', n: 1, hash: 'h', line: Buffer.from('x') })
      .execute()
    await db
      .insertInto('batch')
      .values({ log: 'a', from_n: 1, to_n: 1, hash: 'h', body_hash: 'b', sig: 's', received_at: 1 })
      .execute()
    await db
      .insertInto('closing')
      .values({ unit: 'u', release: 1, log: 'a', n: 1, sig: 's', kid: 'k', at: 1 })
      .execute()
    const of = { day: '2026-11-23', hour: 8, release: 1, received_at: 1, offset_ms: null }
    await db
      .insertInto('receive_mark')
      .values({ log: 'a', n: 1, unit: 'u', position: 0, ...of })
      .execute()
    for (const name of ['entry', 'batch', 'closing', 'receive_mark'] as const) {
      await expect(db.deleteFrom(name).execute()).rejects.toThrow(`${name} is only added to`)
      await expect(
        db
          .updateTable(name)
          .set({ n: 2, to_n: 2 } as object)
          .execute(),
      ).rejects.toThrow()
      if (dialect === 'sqlite')
        await expect(sql.raw(`replace into ${name} select * from ${name}`).execute(db)).rejects.toThrow(
          `${name} is only added to`,
        )
      expect(await db.selectFrom(name).selectAll().execute()).toHaveLength(1)
    }
  })

  test('a batch that fails leaves nothing', async () => {
    const { db } = await open()
    const failing = db.transaction().execute(async (trx) => {
      await trx.insertInto('meta').values({ key: 'half', value: 'done' }).execute()
      throw new Error('power cut')
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(await db.selectFrom('meta').select('key').where('key', '=', 'half').execute()).toEqual([])
  })

  if (dialect === 'postgres') return
  test('P4: that the triggers are gone which forbid a change of the log is said', async () => {
    const { db } = await open()
    const gone = expect.stringContaining('triggers that keep the log from being changed are gone')
    expect(await openToChange(db, dialect)).not.toContainEqual(gone)
    await sql
      .raw(`drop trigger ${dialect === 'sqlite' ? 'batch_no_delete' : 'batch_only_added_to on batch'}`)
      .execute(db)
    expect(await openToChange(db, dialect)).toContainEqual(gone)
  })

  test('what was asked of SQLite is what it does', async () => {
    const { db } = await open()
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
  })
})

test('a file that is no database, and one that is not there, are refused with a sentence', async () => {
  await expect(openExisting('/nonexistent/hai-long.db')).rejects.toThrow()
  await expect(openDatabase(import.meta.filename)).rejects.toThrow(/not a database/)
})
