import { expect, test } from 'vitest'
import type { Schema } from '#src/server/db/schema.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { type Office, UNIT } from '#tests/support/ingest.ts'
import { after, faults, furnished, LOG, UNIT_LOG } from '#tests/support/whole-office.ts'

/** What stands beside the entries: tallies, receive marks, sealed comments, closings. */
eachDatabase((_name, open) => {
  test('P8: an altered, removed or invented tally is named, and a rebuild repairs it', async () => {
    for (const change of [
      ({ db }: Office) => db.updateTable('tally').set({ s5: 99 }).where('log', '=', LOG).execute(),
      ({ db }: Office) => db.deleteFrom('tally').where('log', '=', LOG).execute(),
      ({ db }: Office) => db.updateTable('tally').set({ officer: 'canba9' }).where('log', '=', LOG).execute(),
      ({ db }: Office) => db.updateTable('tally').set({ log: 'tabet999.1' }).where('log', '=', LOG).execute(),
    ]) {
      const { office } = await furnished(open)
      await change(office)
      expect((await faults(office))[0]).toMatch(/^(tally|stray) tabet/)
      expect((await rebuild(office)).changed).toBeGreaterThan(0)
      expect(await faults(office)).toEqual([])
      expect(await rebuild(office)).toEqual({ logs: 3, ratings: 15, changed: 0 })
    }
  })

  test('P4, P8: an altered, removed or moved receive mark is named', async () => {
    const at = (office: Office, n: number) =>
      office.db.updateTable('receive_mark').where('log', '=', LOG).where('n', '=', n)
    expect(await after(open, (office) => at(office, 5).set({ day: '2026-11-20' }).execute())).toContain(
      `mark-altered ${LOG} 5`,
    )
    expect(await after(open, (office) => at(office, 5).set({ hour: 9 }).execute())).toContain(
      `mark-altered ${LOG} 5`,
    )
    expect(await after(open, (office) => at(office, 5).set({ release: 1 }).execute())).toContain(
      `mark-altered ${LOG} 5`,
    )
    const consistent = await after(open, (office) =>
      at(office, 5).set({ offset_ms: 86_400_000, received_at: 1 }).execute(),
    )
    expect(consistent).toContain(`mark-altered ${UNIT_LOG} 0–6`)
    expect(await after(open, (office) => at(office, 17).set({ position: 99 }).execute())).toContain(
      `position ${UNIT_LOG} 14–98`,
    )
    expect(
      await after(open, ({ db }) =>
        db.deleteFrom('receive_mark').where('log', '=', LOG).where('n', '=', 6).execute(),
      ),
    ).toContain(`mark-missing ${LOG} 6`)
    expect(await after(open, (office) => at(office, 17).set({ n: 2 }).execute())).toContain(
      `mark-stray ${LOG} 2`,
    )
  })

  test('P8: a closed rating that is neither released nor waiting, or is both, is named', async () => {
    const { office } = await furnished(open)
    const { n, release } = await office.db
      .selectFrom('released')
      .select(['n', 'release'])
      .where('kind', '=', 'row')
      .where('log', '=', LOG)
      .executeTakeFirstOrThrow()
    const where = `${LOG} ${n}`
    const waiting = { unit: UNIT, kind: 'row' as const, log: LOG, n, counter: 'quay22', half: release }
    await office.db.insertInto('waiting').values(waiting).execute()
    expect(await faults(office)).toEqual([`release ${where}`])
    await office.db
      .deleteFrom('released')
      .where('kind', '=', 'row')
      .where('log', '=', LOG)
      .where('n', '=', n)
      .execute()
    expect(await faults(office), 'it waits, and ought to be released').toEqual([`release ${where}`])
    await office.db.deleteFrom('waiting').where('n', '=', n).execute()
    expect(await faults(office)).toEqual([`release ${where}`])
    await office.db.insertInto('waiting').values(waiting).execute()
    await office.db
      .insertInto('waiting')
      .values({ ...waiting, n: 17 })
      .execute()
    expect(await faults(office), 'not closed yet').toEqual([`release ${LOG} 17`, `release ${where}`])
    await office.db.updateTable('waiting').set({ kind: 'feedback', n: 2 }).where('n', '=', 17).execute()
    expect(await faults(office), 'no rating').toEqual([`release ${LOG} 2`, `release ${where}`])
    await office.db.deleteFrom('waiting').where('n', '=', 2).execute()
    const comment = ['waiting', 'released'] as const
    for (const table of comment) await office.db.deleteFrom(table).where('kind', '=', 'feedback').execute()
    expect(await faults(office), 'a comment that no head will see').toEqual([
      `release ${LOG} 13`,
      `release ${where}`,
    ])
  })

  test('P8: a released row with another span, closing, counter or score is named, and a rebuild repairs what is summed', async () => {
    const changes: [Partial<Schema['released']>, boolean][] = [
      [{ span: 'month', span_from: '2026-11-01', span_half: null }, false],
      [{ release: 1 }, false],
      [{ counter: 'quay33' }, true],
      [{ score: 1 }, true],
    ]
    for (const [change, repaired] of changes) {
      const { office } = await furnished(open)
      const { log, n } = await office.db
        .selectFrom('released')
        .select(['log', 'n'])
        .where('kind', '=', 'row')
        .orderBy('position')
        .executeTakeFirstOrThrow()
      await office.db
        .updateTable('released')
        .set(change)
        .where('kind', '=', 'row')
        .where('log', '=', log)
        .where('n', '=', n)
        .execute()
      expect((await faults(office))[0]).toBe(`release ${log} ${n}`)
      expect((await rebuild(office)).changed).toBe(repaired ? 1 : 0)
      if (repaired) expect(await faults(office)).toEqual([])
    }
  })

  test('P8: a leftover that is missing, extra or in another place is named, and a rebuild repairs it', async () => {
    const changes: [(office: Office) => Promise<unknown>, RegExp][] = [
      [({ db }) => db.deleteFrom('leftover').where('seq', '=', 0).execute(), /^release tabet/],
      [
        ({ db }) =>
          db
            .insertInto('leftover')
            .values({ unit: UNIT, seq: 99, log: LOG, n: 17, day: '2026-11-23' })
            .execute(),
        /^release tabet222.1 17$/,
      ],
      [
        ({ db }) => db.updateTable('leftover').set({ seq: 7 }).where('seq', '=', 0).execute(),
        /^release tabet/,
      ],
      [({ db }) => db.updateTable('leftover').set({ day: '2026-11-22' }).execute(), /^release tabet/],
    ]
    for (const [change, expected] of changes) {
      const { office } = await furnished(open)
      await change(office)
      expect((await faults(office))[0]).toMatch(expected)
      expect((await rebuild(office)).changed).toBeGreaterThan(0)
      expect(await faults(office)).toEqual([])
    }
  })

  test('P4: a sealed comment that is missing or not the one that was left is named', async () => {
    expect(await after(open, ({ db }) => db.deleteFrom('sealed').execute())).toEqual([
      `comment-missing ${LOG} 13`,
    ])
    expect(
      await after(open, ({ db }) =>
        db
          .updateTable('sealed')
          .set({ sealed: Buffer.alloc(200, 4) })
          .execute(),
      ),
    ).toEqual([`comment-altered ${LOG} 13`])
  })

  test('P4: a closing that was changed, unsigned or removed is named', async () => {
    const sig = 'A'.repeat(86)
    expect(
      await after(open, ({ db }) => db.updateTable('closing').set({ sig }).where('n', '=', 2).execute()),
    ).toEqual([`closing-altered ${UNIT_LOG} 2`])
    expect(await after(open, ({ db }) => db.deleteFrom('closing').where('n', '=', 3).execute())).toContain(
      `closing-missing ${UNIT_LOG} 3`,
    )
    const found = await after(open, async ({ db }) => {
      const entry = await db
        .selectFrom('entry')
        .select('line')
        .where('log', '=', UNIT_LOG)
        .where('n', '=', 2)
        .executeTakeFirstOrThrow()
      const line = Buffer.from(Buffer.from(entry.line).toString().replace(`"${LOG}",8`, `"${LOG}",7`))
      await db.updateTable('entry').set({ line }).where('log', '=', UNIT_LOG).where('n', '=', 2).execute()
    })
    expect(found).toEqual([
      `altered ${UNIT_LOG} 2`,
      `closing-altered ${UNIT_LOG} 2`,
      `closing-differs ${LOG} 7`,
    ])
  })
})
