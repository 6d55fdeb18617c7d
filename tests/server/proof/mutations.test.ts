import { expect, test } from 'vitest'
import { openOffice } from '#tests/mutate/office.ts'
import { attacksApart, mutations } from '#tests/mutate/run.ts'
import { eachDatabase } from '#tests/support/database.ts'

/** `npm run mutate` makes more of them, from other seeds: docs/RELIABILITY.md. */
const COUNTS = {
  sqlite: { mutations: 250, apart: 24 },
  postgres: { mutations: 50, apart: 6 },
}

eachDatabase((name, open) => {
  test(`P3, P4, P8: verify finds each of ${COUNTS[name].mutations} mutations of a database, and names log and numbers`, {
    timeout: 240_000,
  }, async () => {
    const office = await openOffice(open)
    const missed: string[] = []
    for await (const { kind, seed, found, what } of mutations(office, {
      seed: 'npm test',
      count: COUNTS[name].mutations,
    })) {
      if (found.length === 0) missed.push(`${seed} ${kind} ${what}`)
      for (const fault of found) expect(fault.log).toMatch(/^\S+$/)
    }
    expect(missed).toEqual([])
  })

  test('P4: who holds every key leaves no trace in the database, and is found by the closings that were kept or by the tablet', {
    timeout: 240_000,
  }, async () => {
    const office = await openOffice(open)
    const count = { alone: 0, kept: 0, tablet: 0 }
    for await (const one of attacksApart(office, { seed: 'apart', count: COUNTS[name].apart })) {
      const { seed, kind, alone, kept, told, beforeClosing } = one
      if (alone.length > 0) count.alone += 1
      else if (beforeClosing) {
        expect(
          kept.map((fault) => fault.kind),
          `${seed} ${kind}`,
        ).toContain('kept-differs')
        count.kept += 1
      } else {
        expect(told, `${seed} ${kind}`).toMatch(/^(asked again|differs|refused)$/)
        count.tablet += 1
      }
    }
    expect(count.kept).toBeGreaterThan(count.alone)
    expect(count.tablet).toBeGreaterThan(0)
  })
})
