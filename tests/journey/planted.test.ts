import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, inject, it } from 'vitest'
import type { Tried } from '#tests/bank/named.ts'
import { forked } from '#tests/bank/planting.ts'

/** What the journey says with each of these bugs of the bank in the source. */
const SAYS = {
  'cursor-moved-on-a-lost-reply': /P6: the cursor is ahead of the server|P1: thanked \S+ is not there/,
  'repeated-entry-counted-twice': /P2: counted otherwise than stored|P8: the tallies differ/,
}

it('P1 P2 P8: the journey fails where a cursor moves on a lost request, and where a repeated entry counts twice', async () => {
  const child = fork(
    new URL('./planted-process.ts', import.meta.url),
    [inject('postgresUrl'), ...Object.keys(SAYS)],
    forked(),
  )
  const ended = new AbortController()
  child.once('exit', () => ended.abort())
  const [tried] = (await once(child, 'message', { signal: ended.signal })) as [readonly Tried[]]
  const ran = tried.filter(({ title }) => title.endsWith('(sqlite)'))
  for (const [project, says] of Object.entries(SAYS)) {
    const of = ran.filter((one) => one.project === project)
    expect(of).toMatchObject([{ state: 'failed', said: expect.stringMatching(says) }])
  }
}, 240_000)
