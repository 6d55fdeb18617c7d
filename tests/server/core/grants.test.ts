import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { isHeldToAdding, NOT_HELD } from '#src/server/db/grants.ts'
import { openDatabase, openEmpty } from '#src/server/db/open.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { takeBackup } from '#tests/support/backup.ts'
import { command } from '#tests/support/command.ts'
import { freshPlace, openGranted } from '#tests/support/database.ts'
import { faults, furnished } from '#tests/support/whole-office.ts'

const LOG = ['entry', 'receive_mark', 'batch', 'closing']

test('P4: the everyday role of PostgreSQL is denied every change of the log, and of what forbids it', async () => {
  const { office } = await furnished(openGranted)
  const { db } = office
  const rows = async () =>
    (await Promise.all(LOG.map((name) => sql`select * from ${sql.table(name)}`.execute(db)))).map(
      (found) => found.rows,
    )
  const before = await rows()
  for (const name of LOG) {
    for (const text of [
      `update ${name} set log = log`,
      `delete from ${name}`,
      `truncate ${name}`,
      `drop trigger ${name}_only_added_to on ${name}`,
      `alter table ${name} disable trigger all`,
      `drop table ${name}`,
      `create trigger mine before insert on ${name} for each row execute function only_added_to()`,
    ])
      await expect(sql.raw(text).execute(db), text).rejects.toThrow(/permission denied|must be owner/)
  }
  await expect(sql`delete from migration`.execute(db)).rejects.toThrow('permission denied')
  await expect(sql`drop function only_added_to() cascade`.execute(db)).rejects.toThrow('must be owner')
  expect(await rows()).toEqual(before)
  expect(await isHeldToAdding(db, 'postgres')).toBe(true)
})

test('P2, P8: under the everyday role batches, closings, figures, people, verify, rebuild, backup and another start work', {
  timeout: 120_000,
}, async () => {
  const { office, tablet } = await furnished(openGranted)
  tablet.rate()
  await tablet.send({ from: tablet.links.length })
  expect(await faults(office)).toEqual([])
  expect(await rebuild(office)).toMatchObject({ changed: 0 })
  expect((await takeBackup(office, office.deps)).rows).toBeGreaterThan(50)
  const again = await openDatabase(office.url)
  expect(again.epoch).toBe(office.epoch)
  await again.db.destroy()
  const api = await openApi(openGranted)
  const head = await setUpHead(api)
  expect((await api.ask('GET', `/api/v1/units/${head.unit}/closings`, { cookie: head.cookie })).status).toBe(
    200,
  )
})

test('a new start with the owner grants what a migration brought, and takes back what nobody ought to have', async () => {
  const { db, url, owner } = await openGranted()
  const owning = openEmpty(owner).db
  onTestFinished(() => owning.destroy())
  const role = new URL(url).username
  await sql`grant update (line), delete on entry to ${sql.id(role)}`.execute(owning)
  expect(await isHeldToAdding(db, 'postgres')).toBe(false)
  await sql`revoke all on receipt from ${sql.id(role)}`.execute(owning)
  const again = await openDatabase(url, owner)
  expect(await isHeldToAdding(again.db, 'postgres')).toBe(true)
  expect(await again.db.selectFrom('receipt').selectAll().execute()).toEqual([])
  await again.db.destroy()
  await expect(openDatabase(owner, owner)).rejects.toThrow('same role')
  const { url: elsewhere } = await freshPlace('postgres')
  await expect(openDatabase(url, elsewhere)).rejects.toThrow('do not lead to the same database')
})

test('with one role alone all works as before, and verify says in one line that grants are not in force', async () => {
  const { url, folder } = await freshPlace('postgres')
  const { db } = await openDatabase(url)
  expect(await isHeldToAdding(db, 'postgres')).toBe(false)
  await db.destroy()
  const place = { dialect: 'postgres', url, folder } as const
  expect(await command('verify', place)).toMatchObject({ code: 0, out: expect.stringContaining(NOT_HELD) })
})
