import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { confine, unconfined } from '#src/server/db/confine.ts'
import type { Trx } from '#src/server/deps.ts'
import { transact } from '#src/server/transact.ts'
import { unitView } from '#src/server/units.ts'
import { type Api, openApi, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { openGranted } from '#tests/support/database.ts'

/** Of one unit too, and asked for beyond it: whether a name to sign in with is free, who asks, what a unit was called, where it stood, and whose code that is. */
const OPEN_TABLES = ['account', 'place_code', 'token', 'unit_name', 'unit_parent']

/** Two units in one PostgreSQL under the everyday role, each with ratings that are closed. */
async function twoUnits() {
  const api = await openApi(openGranted)
  const own = await setUpHead(api)
  const other = await setUpAnother(api, 'le.hoa')
  for (const head of [own, other]) {
    const tablet = await pairTablet(api, head)
    tablet.rate(...Array.from({ length: 7 }, () => ({ score: 5 as const })))
    await tablet.sendOk()
    await head.post('/pairing-codes', { counter: head.counter })
  }
  await api.passTo(instantOf('2026-11-23', 19))
  return { api, own: own.unit, other: other.unit }
}

async function guarded({ deps }: Api): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_policies where schemaname = current_schema() and policyname = 'of_units'
    order by tablename`.execute(deps.db)
  return rows.map(({ name }) => name)
}

async function unitsIn(trx: Trx, table: string): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    select distinct unit from ${sql.table(table)} order by unit`.execute(trx)
  return rows.map(({ unit }) => unit)
}

test('P10 each table of which the rows are of a unit has a policy, or is named with its reason', async () => {
  const { api } = await twoUnits()
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'unit' order by table_name`.execute(api.deps.db)
  expect(rows.map(({ name }) => name)).toEqual([...(await guarded(api)), ...OPEN_TABLES].toSorted())
})

test('P10 a transaction of one unit sees no row of another, and writes none', async () => {
  const { api, own, other } = await twoUnits()
  const tables = await guarded(api)
  await transact(api.deps, async (trx) => {
    const seen = new Set<string>()
    for (const table of tables) for (const unit of await unitsIn(trx, table)) seen.add(unit)
    expect(seen, 'without a word all is seen').toEqual(new Set([own, other]))
    await confine(trx, 'postgres', [own])
    for (const table of tables)
      expect([own], table).toEqual(expect.arrayContaining(await unitsIn(trx, table)))
    expect(await unitsIn(trx, 'counter')).toEqual([own])
    expect(await unconfined(trx, 'postgres', () => unitsIn(trx, 'counter'))).toEqual([own, other].toSorted())
    expect(await unitsIn(trx, 'counter')).toEqual([own])
    const changed = await trx
      .updateTable('officer')
      .set({ name: '' })
      .where('unit', '=', other)
      .executeTakeFirst()
    expect(Number(changed.numUpdatedRows)).toBe(0)
  })
  await transact(api.deps, async (trx) => {
    expect(await unitsIn(trx, 'counter'), 'the next transaction begins anew').toHaveLength(2)
  })
  const added = transact(api.deps, async (trx) => {
    await confine(trx, 'postgres', [own])
    await trx
      .insertInto('officer')
      .values({ id: 'zzzzzz', unit: other, name: 'x', title: '', field: '', initials: '', absences: '[]' })
      .execute()
  })
  await expect(added).rejects.toThrow('row-level security')
})

test('P10 a route that forgot whose unit is asked for would find it empty', async () => {
  const { api, own, other } = await twoUnits()
  const seen = (confined: string) =>
    transact(api.deps, async (trx) => {
      await confine(trx, 'postgres', [confined])
      const { counters, officers, devices } = await unitView(trx, api.deps, other)
      return [counters.length, officers.length, devices.length]
    })
  expect(await seen(own)).toEqual([0, 0, 0])
  expect((await seen(other)).every((length) => length > 0)).toBe(true)
})
