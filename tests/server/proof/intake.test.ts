import { expect, test } from 'vitest'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase, unguarded } from '#tests/support/database.ts'
import { UNIT } from '#tests/support/ingest.ts'
import { faults, furnished, LOG, UNIT_LOG } from '#tests/support/whole-office.ts'

/** What came in since the last closing, which no closing binds yet. */
eachDatabase((_name, open) => {
  test('P4: the end of a tablet’s log cut off with every trace, after the last closing, is named', async () => {
    const { office, tablet } = await furnished(open)
    await unguarded(office, async () => {
      const { db } = office
      for (const table of ['entry', 'receive_mark'] as const)
        await db.deleteFrom(table).where('log', '=', LOG).where('n', '>', 13).execute()
      await db.deleteFrom('batch').where('log', '=', LOG).where('to_n', '>', 13).execute()
      await db.deleteFrom('tally').where('log', '=', LOG).where('release', '>', 41_560).execute()
      const to = { head: 13, folded: 13, hash: tablet.links[12]?.hash ?? '' }
      await db.updateTable('log').set(to).where('id', '=', LOG).execute()
      const { position } = await db
        .selectFrom('unit')
        .select('position')
        .where('id', '=', UNIT)
        .executeTakeFirstOrThrow()
      await db
        .updateTable('unit')
        .set({ position: position - 4 })
        .execute()
    })
    expect(await faults(office)).toContain(`intake ${LOG} 14–17`)
  })

  test('P4: a signature of what came in that was forged, or taken away, is named, also without the key file', async () => {
    const { office } = await furnished(open)
    const { db } = office
    await db.updateTable('intake').set({ position: 3 }).execute()
    expect(await faults(office)).toEqual([expect.stringMatching(/^intake-altered/)])
    expect((await verify(db)).faults.map(({ kind }) => kind)).toEqual(['intake-altered'])
    await db.deleteFrom('intake').execute()
    expect(await faults(office)).toEqual([expect.stringMatching(/^intake-altered/)])
  })

  test.each(['batch', 'closing'])(
    'P4: the next %s does not sign over what was changed meanwhile: the unit’s log says so for ever',
    async (next) => {
      const { office, tablet } = await furnished(open)
      await unguarded(office, async () => {
        if (next === 'batch')
          await office.db.updateTable('log').set({ held: 1 }).where('id', '=', 'tabet333.1').execute()
        else
          await office.db
            .updateTable('receive_mark')
            .set({ received_at: 1_795_413_600_001 })
            .where('log', '=', LOG)
            .where('n', '=', 17)
            .execute()
      })
      expect((await faults(office)).length).toBeGreaterThan(0)
      if (next === 'batch') {
        tablet.rate()
        await tablet.send({ from: 18 })
      } else await office.closeAt('2026-11-24', 13)
      expect(await faults(office)).toContain(`differs ${UNIT_LOG} 4`)
      tablet.rate()
      await tablet.send({ from: tablet.links.length })
      expect(await faults(office)).toContain(`differs ${UNIT_LOG} 4`)
    },
  )

  test('P4: a rebuild that marks a rating does not sign over what was changed meanwhile', async () => {
    const { office } = await furnished(open)
    const { db } = office
    await unguarded(office, async () => {
      await db.updateTable('log').set({ held: 1 }).where('id', '=', 'tabet333.1').execute()
      await db.deleteFrom('receive_mark').where('log', '=', LOG).where('n', '=', 17).execute()
    })
    await expect(rebuild({ db, dialect: office.dialect }), 'without the keys').rejects.toThrow('key file')
    expect(await faults(office)).toContain('intake tabet333.1 4')
    await rebuild(office.deps)
    expect(await faults(office)).toContain(`differs ${UNIT_LOG} 4`)
  })
})
