import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTime, PERIODS, periodOf } from '#src/domain/calendar.ts'
import { SCORES } from '#src/domain/conduct.ts'
import { ClosedFigures } from '#src/protocol/tree.ts'
import { openApi, setUpHead } from '#tests/support/api.ts'
import { signedInAs } from '#tests/support/api-people.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { newWorld, staySignedIn, steps, take, type World } from '#tests/support/figures-office.ts'

const RUNS = Number(process.env.STEPS_RUNS ?? 8)

eachDatabase((_, open) => {
  test('P9: whatever comes in and whenever a superior looks, every figure is made of whole blocks of days that are over', {
    timeout: 20_000 * RUNS,
  }, async () => {
    const api = await openApi(open)
    const top = await setUpHead(api)
    const cookie = await signedInAs(api, top, 'superior')
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (size, all) => {
        run += 1
        const world = await newWorld(api, `head.${run}`, size)
        const { unit } = world.head
        await api.deps.db.updateTable('unit').set({ parent: top.unit }).where('id', '=', unit).execute()
        await staySignedIn(api)
        for (const next of [...all, { kind: 'look' as const }]) {
          if (next.kind === 'look') await look(world, cookie)
          else await take(world, next)
        }
      }),
      { numRuns: RUNS, endOnFailure: !process.env.STEPS_SHRINK },
    )
  })
})

async function look({ api, head, blocks }: World, cookie: string): Promise<void> {
  const { day } = localTime(api.clock.now)
  for (const kind of PERIODS) {
    const asked = await api.ask('GET', `/api/v1/units/${head.unit}/closed?period=${kind}&day=${day}`, {
      cookie,
    })
    const { figures } = ClosedFigures.parse(await asked.json())
    const ought = blocks.shownAbove(periodOf(kind, day)).flat()
    expect(figures?.levels ?? SCORES.map(() => 0), `${kind} ${day}`).toEqual(
      SCORES.map((level) => ought.filter(({ score }) => score === level).length),
    )
    expect(figures?.comments ?? 0).toBe(ought.filter(({ comment }) => comment).length)
  }
}
