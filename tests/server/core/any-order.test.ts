import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SCORES } from '#src/domain/conduct.ts'
import { rebuild } from '#src/server/rebuild.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'
import { receiptOf, type Tablet } from '#tests/support/tablet.ts'

/** What can happen between one tablet and the server. Numbers are shares of what the tablet holds. */
const Step = fc.oneof(
  fc.record({ kind: fc.constant('rate' as const), score: fc.constantFrom(...SCORES), tablet: fc.nat(1) }),
  fc.record({
    kind: fc.constant('restart' as const),
    jump: fc.integer({ min: -60, max: 60 }),
    tablet: fc.nat(1),
  }),
  fc.record({
    kind: fc.constant('send' as const),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    copies: fc.integer({ min: 1, max: 3 }),
    tablet: fc.nat(1),
  }),
  fc.record({ kind: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }),
)
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never

const YEAR = 31_557_600_000

async function take(step: Step, { clock }: Office, tablets: readonly [Tablet, Tablet]): Promise<void> {
  if (step.kind === 'pass') {
    clock.now += step.hours * 3_600_000
    return
  }
  const tablet = tablets[step.tablet as 0 | 1]
  const last = tablet.links.length
  switch (step.kind) {
    case 'rate':
      tablet.rate({ score: step.score })
      break
    case 'restart':
      tablet.skew = step.jump * YEAR
      tablet.mark(`runrun${(last % 8) + 2}2`)
      break
    case 'send': {
      const from = 1 + Math.floor(step.from * last)
      const to = Math.max(from - 1, Math.floor(step.to * last))
      await Promise.all(Array.from({ length: step.copies }, () => tablet.send({ from, to })))
    }
  }
}

eachDatabase((_name, open) => {
  test('P2, P4, P8: whatever part of a log comes, how often and in what order, each rating counts once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const office = await makeOffice(open)
        const tablets = [await office.tablet(), await office.tablet('tabet333')] as const
        for (const step of steps) await take(step, office, tablets)
        for (const tablet of tablets) {
          const { n } = receiptOf(await tablet.send({ to: 0 }))
          expect(receiptOf(await tablet.send({ from: n + 1 }))).toMatchObject({
            hash: tablet.links.at(-1)?.hash,
          })
        }
        const rated = tablets
          .flatMap(({ links }) => links)
          .filter(({ line }) => line.includes('"rating"')).length
        const found = await verify(office.db, { keys: office.deps.keys })
        expect(found).toMatchObject({ ratings: rated, faults: [] })
        expect(await rebuild(office)).toMatchObject({ ratings: rated, changed: 0 })
      }),
      { numRuns: 25 },
    )
  }, 300_000)
})
