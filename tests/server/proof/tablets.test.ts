import { expect, test } from 'vitest'
import { pairAgain } from '#src/server/pairing-again.ts'
import { sha256 } from '#src/server/signature.ts'
import type { FaultKind } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type MutateOffice, OTHER_UNIT, openOffice } from '#tests/mutate/office.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { COUNTERS, UNIT } from '#tests/support/ingest.ts'
import { makeTablet } from '#tests/support/tablet.ts'

eachDatabase((_, open) => {
  test('P4: a tablet that is on record as retired, or not, other than the unit’s log says, is named', async () => {
    const office = await openOffice(open)
    const { second, third } = office.tablets
    expect(await toldOf(office)).toEqual([])
    await office.db.updateTable('device').set({ retired: 0 }).where('id', '=', third.id).execute()
    await office.db.updateTable('device').set({ retired: 1 }).where('id', '=', second.id).execute()
    expect(await toldOf(office)).toEqual([`retired ${second.log} 1`, `retired ${third.log} 1`])
  })

  test('P3 P4: a key that only the database gives to a tablet is named, also once the server has signed what came under it', async () => {
    const office = await openOffice(open)
    const { second } = office.tablets
    expect(await toldOf(office)).toEqual([])
    const place = { id: second.id, unit: UNIT, counter: COUNTERS[0], generation: 2 }
    const forger = await makeTablet(office.deps, place)
    await office.db.insertInto('device_key').values({ device: second.id, key: forger.key }).execute()
    expect(await toldOf(office)).toEqual([`device-key ${second.log} 1`])
    forger.rate({ score: 1 })
    expect((await forger.send()).kind).toBe('stored')
    await office.closeAt('2026-11-26', 9)
    expect(await toldOf(office)).toEqual([`device-key ${forger.log} 1`])
  })

  test('P4: a key that a tablet was given, and has no more, is named', async () => {
    const office = await openOffice(open)
    const { first } = office.tablets
    await office.db.deleteFrom('device_key').where('device', '=', first.id).execute()
    await office.db.updateTable('device').set({ key: 'x' }).where('id', '=', first.id).execute()
    expect(await toldOf(office)).toContain(`device-key ${first.log} 1`)
  })

  test('P4: a tablet that is on record with an older log than its newest is named', async () => {
    const office = await openOffice(open)
    const { first, second } = office.tablets
    const record = (id: string, change: { generation?: number; cookie?: string }) =>
      office.db.updateTable('device').set(change).where('id', '=', id).execute()
    await record(first.id, { cookie: sha256('cookie') })
    const again = await pairAgain(office.deps, { key: first.key }, 'cookie')
    expect(again).toMatchObject({ log: `${first.id}.2` })
    const later = await makeTablet(office.deps, {
      ...second,
      unit: UNIT,
      counter: COUNTERS[0],
      generation: 3,
    })
    expect((await later.send()).kind).toBe('stored')
    expect(await toldOf(office)).toEqual([])
    await record(first.id, { generation: 1 })
    await record(second.id, { generation: 2 })
    expect(await toldOf(office), 'of the first nothing has come yet').toEqual([
      `generation ${first.id}.2 1`,
      `generation ${second.id}.3 1`,
    ])
  })

  test('P4 P10: a tablet that stands in another unit than its log is named', async () => {
    const office = await openOffice(open)
    const { first } = office.tablets
    await office.db.updateTable('device').set({ unit: OTHER_UNIT }).where('id', '=', first.id).execute()
    expect(await toldOf(office)).toContain(`device-altered ${first.log} 1`)
  })

  test('P4: a loss that was told to the head, and is told otherwise or no more, is named', async () => {
    const office = await openOffice(open)
    const { lost } = office.tablets
    const [told] = await office.db.selectFrom('emptied').selectAll().execute()
    const [stood, brought] = [lost.links.length - 2, lost.links.length]
    expect(told).toMatchObject({ log: lost.log, n: stood, refilled: brought })
    const changes = [
      { refilled: null },
      { refilled: brought - 1 },
      { n: stood - 1 },
      { hash: 'f'.repeat(64) },
      { log: `${lost.id}.2` },
    ]
    for (const change of changes) {
      await office.db.updateTable('emptied').set(change).execute()
      expect(await toldOf(office), JSON.stringify(change)).toContain(
        `emptied ${change.log ?? lost.log} ${change.n ?? stood}`,
      )
      await office.db.updateTable('emptied').set(told!).execute()
      expect(await toldOf(office)).toEqual([])
    }
    await office.db.deleteFrom('emptied').execute()
    expect(await toldOf(office)).toEqual([`emptied ${lost.log} 0`])
  })
})

const OF_TABLETS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'device-altered',
  'device-key',
  'emptied',
  'generation',
  'retired',
])

async function toldOf({ db, deps }: MutateOffice): Promise<string[]> {
  const { faults } = await verify(db, { keys: deps.keys })
  return faults
    .filter(({ kind }) => OF_TABLETS.has(kind))
    .map(({ kind, log, from }) => `${kind} ${log} ${from}`)
    .sort()
}
