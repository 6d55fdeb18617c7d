import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { closeDue } from '#src/server/closing.ts'
import { openDatabase } from '#src/server/db/open.ts'
import type { Deps } from '#src/server/deps.ts'
import { ingest } from '#src/server/ingest.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice } from '#tests/support/ingest.ts'
import { faults } from '#tests/support/whole-office.ts'

const COUNT = 12

eachDatabase((_, open) => {
  test('P2, P4, P8: two processes that take the same batches and close the same half days at once count each rating once', {
    timeout: 60_000,
  }, async () => {
    const office = await makeOffice(open)
    const others = await Promise.all([openDatabase(office.url), openDatabase(office.url)])
    const processes: Deps[] = [office.deps, ...others.map(({ db }) => ({ ...office.deps, db }))]
    const tablets = await Promise.all(['tabet222', 'tabet333', 'tabet444'].map((id) => office.tablet(id)))
    let sent = 0
    for (const [round, hour] of [9, 13, 15, 19].entries()) {
      for (const tablet of tablets) for (let i = 0; i < COUNT; i += 1) tablet.rate({ score: 4 })
      const end = tablets[0]?.links.length ?? 0
      office.clock.now = instantOf('2026-11-23', hour) + round
      const posts = tablets.flatMap((tablet) => [
        tablet.post({ from: sent + 1, to: end - 6 }),
        tablet.post({ from: end - 8, to: end }),
      ])
      const all = processes.flatMap((deps) => [
        closeDue(deps),
        ...posts.map((post) => ingest(deps, post)),
        closeDue(deps),
      ])
      await Promise.all(all)
      for (const tablet of tablets) await tablet.send({ from: end - 8 })
      sent = end
    }
    const rows = await office.db.selectFrom('tally').select('n').execute()
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(3 * 4 * COUNT)
    expect(await office.db.selectFrom('closing').select('release').execute()).toHaveLength(2)
    expect(await faults(office)).toEqual([])
    expect(await rebuild(office)).toMatchObject({ ratings: 3 * 4 * COUNT, changed: 0 })
    await Promise.all(others.map(({ db }) => db.destroy()))
  })
})
