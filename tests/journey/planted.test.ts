import { expect, inject, it } from 'vitest'
import { runPlanted } from '#tests/bank/named.ts'

/** What the journey says with each of these bugs of the bank in the source. */
const SAYS = {
  'cursor-moved-on-a-lost-reply': /P6: the cursor is ahead of the server|P1: thanked \S+ is not there/,
  'repeated-entry-counted-twice': /P2: counted otherwise than stored|P8: the tallies differ/,
}

it('P1 P2 P8: the journey fails where a cursor moves on a lost request, and where a repeated entry counts twice', async () => {
  const bugs = Object.keys(SAYS).map((name) => ({ name, test: 'tests/journey/journey.test.ts' }))
  const tried = await runPlanted(inject('postgresUrl'), /\(sqlite\)$/, bugs)
  for (const [project, says] of Object.entries(SAYS)) {
    const of = tried.filter((one) => one.project === project)
    expect(of).toMatchObject([{ state: 'failed', said: expect.stringMatching(says) }])
  }
}, 240_000)
