import { expect, it } from 'vitest'
import { type Planted, runPlanted } from '#tests/support/planted.ts'

/** The journey's property is worth what it catches: each of these bugs must make it fail. */
const BUGS: readonly (Planted & { caughtBy: string })[] = [
  {
    name: 'cursor-moved-on-a-lost-request',
    file: 'src/device/drain.ts',
    find: `  if (heard.kind !== 'receipt') return heard\n`,
    replace: `  if (heard.kind !== 'receipt') {
    await disk.write(['logs'], async (tx, also) => {
      const stored = await tx.objectStore('logs').get(row.log)
      if (stored) also(tx.objectStore('logs').put({ ...stored, cursor: load.end }))
    })
    return heard
  }\n`,
    caughtBy: 'P6: the cursor is ahead of the server',
  },
  {
    name: 'repeated-entry-counted-twice',
    file: 'src/server/append.ts',
    find: `  if (fresh.length === 0) return { log: before, fresh: [] }\n`,
    replace: `  if (fresh.length === 0) {
    if (checked.content.lines.length > 0)
      await trx.updateTable('tally').set((eb) => ({ n: eb('n', '+', 1) })).where('log', '=', before.id).execute()
    return { log: before, fresh: [] }
  }\n`,
    caughtBy: 'P2: counted otherwise than stored',
  },
]

it.each(BUGS)('P1 P2 P6: the journey catches a planted bug: $name', { timeout: 300_000 }, async (bug) => {
  const { code, output } = await runPlanted(bug, 'tests/journey/journey.test.ts')
  expect(output).toContain(bug.caughtBy)
  expect(output, 'the failing seed is printed').toMatch(/seed: -?\d+/)
  expect(code).toBe(1)
})
