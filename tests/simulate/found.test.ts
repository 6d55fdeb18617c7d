import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { KNOWN } from './known.ts'
import type { Story } from './story.ts'
import { openWorker } from './workers.ts'

/** Stories that once failed, as the simulation shortened them: they stay for ever. */
const MENDED = [
  {
    story: 'damaged-log-and-restored-server.json',
    promise: 'P6 P7: what stands before a damaged line is offered again to a server that was restored',
  },
  {
    story: 'damaged-log-behind-server.json',
    promise:
      'P6: a damaged log of which the server has more is not asked for again and again without a pause',
  },
]

const PATIENCE = { timeout: 240_000 }

describe('found and mended', () => {
  it.each(MENDED)('$promise', PATIENCE, async ({ story }) => {
    expect(await wrongOf(story)).toEqual([])
  })
})

describe('found and open: what passes here is mended, and belongs above', () => {
  it.fails.each(KNOWN)('$kind: belongs in known.ts no more', PATIENCE, async ({ kind, story }) => {
    expect((await wrongOf(story)).map((wrong) => wrong.kind)).not.toContain(kind)
  })
})

async function wrongOf(file: string) {
  const story = JSON.parse(readFileSync(new URL(`found/${file}`, import.meta.url), 'utf8')) as Story
  const worker = await openWorker()
  onTestFinished(worker.end)
  return (await worker.run(story)).wrong
}
