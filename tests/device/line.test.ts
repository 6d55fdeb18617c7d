import { expect, test } from 'vitest'
import type { Draft } from '#src/device/types.ts'
import { STANDARDS } from '#src/domain/conduct.ts'
import { MAX_LINE } from '#src/domain/entry.ts'
import { pairedTablet, readStore } from '#tests/support/device-paired.ts'

const met = Object.fromEntries(STANDARDS.map((s) => [s, 'met'])) as Draft['answers']['standards']
const FULL: Draft = {
  kind: 'rating',
  answers: { score: 5, standards: met, all: true, reasons: ['tho_o', 'keo_dai'], rechosen: [] },
  counter: 'c2n3m4',
  officer: 'f2n3m4',
  shownToTap: 8_400,
  tappedAt: 0,
}

async function lineOf(draft: Draft, comment: string | undefined, tapToClose: number): Promise<string> {
  const { tablet, device } = await pairedTablet()
  expect(await tablet.close(draft, 'timeout', comment, tapToClose)).toMatchObject({ ok: true })
  return (await readStore(device, 'entries')).at(-1)!.line
}

test('a line with all eight standards, all, officer, time-out and reasons stays within 210 bytes', async () => {
  const line = await lineOf(FULL, undefined, 30_000)
  console.log(`full line: ${Buffer.byteLength(line)} bytes`)
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(210)
})

test('the longest line that can be: comment, nine faces before the last, and clocks at their ends', async () => {
  const answers = { ...FULL.answers, rechosen: [1, 2, 3, 4, 5, 1, 2, 3, 4] as const }
  const longest = { ...FULL, kind: 'practice' as const, answers, shownToTap: Number.NaN }
  const line = await lineOf(longest, 'x'.repeat(600), Number.POSITIVE_INFINITY)
  console.log(`longest line: ${Buffer.byteLength(line)} bytes`)
  expect(line).toContain('"ms":[99999,999999]')
  expect(Buffer.byteLength(line)).toBe(299)
  expect(line.length).toBeLessThan(MAX_LINE)
})
