import { expect, test } from 'vitest'
import { halfDayOf, instantOf, lastDue, ordinal } from '#src/domain/calendar.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { closeDue } from '#src/server/closing.ts'
import { verifySigned } from '#src/server/signature.ts'
import { eachRole, type Open } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import type { Tablet } from '#tests/support/tablet.ts'

const DAY = '2026-11-23'

async function start(open: Open): Promise<{ office: Office; tablet: Tablet }> {
  const office = await makeOffice(open)
  return { office, tablet: await office.tablet() }
}

function rate(tablet: Tablet, times: number, rating: Parameters<Tablet['rate']>[0] = {}): void {
  for (let i = 0; i < times; i += 1) tablet.rate(rating)
}

const closings = async ({ db }: Office) =>
  (await db.selectFrom('closing').select('release').orderBy('release').execute()).map(({ release }) => {
    const { day, half } = halfDayOf(release)
    return `${day} ${half}`
  })

const released = ({ db }: Office, kind: 'row' | 'feedback' = 'row') =>
  db
    .selectFrom('released')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('release')
    .orderBy('position')
    .execute()

eachRole((_name, open) => {
  test('half days close at 13:00 and 19:00, once, whoever asks and however often', async () => {
    const { office } = await start(open)
    expect(await office.closeAt(DAY, 12.999)).toBe(0)
    expect(await office.closeAt(DAY, 13)).toBe(1)
    expect(await office.closeAt(DAY, 13)).toBe(0)
    office.clock.now = instantOf(DAY, 19) - 1
    expect(await closeDue(office.deps)).toBe(0)
    office.clock.now += 1
    const both = await Promise.all([closeDue(office.deps), closeDue(office.deps)])
    expect(both.toSorted()).toEqual([0, 1])
    expect(await closings(office)).toEqual([`${DAY} am`, `${DAY} pm`])
  })

  test('after a long idle time one closing stands for all', async () => {
    const { office } = await start(open)
    expect(await office.closeAt('2027-02-01', 20)).toBe(1)
    expect(await closings(office)).toEqual(['2027-02-01 pm'])
  })

  test('P4, P8: a closing is signed and names the head of every log and the receive marks', async () => {
    const { office, tablet } = await start(open)
    rate(tablet, 6)
    await tablet.send()
    await office.closeAt(DAY, 13)
    const closing = await office.db.selectFrom('closing').selectAll().executeTakeFirstOrThrow()
    const entry = await office.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', `${UNIT}.1`)
      .where('n', '=', closing.n)
      .executeTakeFirstOrThrow()
    const line = Buffer.from(entry.line).toString()
    expect(verifySigned(office.deps.keys.sign.key, 'closing', { line, sig: closing.sig })).toBe(true)
    expect(readLine(line)).toMatchObject({
      kind: 'closed',
      body: {
        release: ordinal(DAY, 'am'),
        heads: [[tablet.log, 9, tablet.links[8]?.hash]],
        marks: [0, 6, expect.stringMatching(/^[0-9a-f]{64}$/)],
      },
    })
    await office.closeAt(DAY, 19)
    const next = await office.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', `${UNIT}.1`)
      .orderBy('n', 'desc')
      .executeTakeFirstOrThrow()
    const body = readLine(Buffer.from(next.line).toString())?.body
    expect(body).toMatchObject({
      heads: [
        [`${UNIT}.1`, closing.n, expect.any(String)],
        [tablet.log, 9, tablet.links[8]?.hash],
      ],
      marks: [6, 6, expect.any(String)],
    })
  })

  test('a batch that comes before the late timer closes the half day first, and counts in the next', async () => {
    const { office, tablet } = await start(open)
    rate(tablet, 5)
    await tablet.send()
    rate(tablet, 5)
    office.clock.now = instantOf(DAY, 14)
    await tablet.send()
    expect(await closings(office)).toEqual([`${DAY} am`])
    const marks = await office.db
      .selectFrom('receive_mark')
      .select(['release', 'day', 'hour'])
      .orderBy('position')
      .execute()
    expect(marks.map(({ release }) => release - ordinal(DAY, 'am'))).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    expect(await released(office)).toHaveLength(5)
  })

  test('a server whose clock goes back never puts a rating into a closed half day', async () => {
    const { office, tablet } = await start(open)
    await office.closeAt(DAY, 19)
    office.clock.now = instantOf(DAY, 9)
    rate(tablet, 1)
    await tablet.send()
    const mark = await office.db.selectFrom('receive_mark').select('release').executeTakeFirst()
    expect(mark?.release).toBe(ordinal(DAY, 'pm') + 1)
    expect(lastDue(office.clock.now)).toBeLessThan(ordinal(DAY, 'pm'))
  })

  test('P9: single rows go out in groups of five of one counter, in an order that is not the log’s', async () => {
    const { office, tablet } = await start(open)
    const other = await office.tablet('tabet333')
    rate(tablet, 20)
    rate(other, 4, { counter: 'quay33' })
    await tablet.send()
    await other.send()
    await office.closeAt(DAY, 13)
    const rows = await released(office)
    expect(rows).toHaveLength(20)
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(rows.map(({ n }) => n)).not.toEqual(rows.map(({ n }) => n).toSorted((a, b) => a - b))
    expect(
      new Set(rows.map(({ span, span_from, span_half }) => `${span} ${span_from} ${span_half}`)),
    ).toEqual(new Set([`half ${DAY} am`]))
    expect(await office.db.selectFrom('waiting').selectAll().execute()).toHaveLength(4)
    rate(other, 1, { counter: 'quay33' })
    await other.send()
    await office.closeAt(DAY, 19)
    const later = (await released(office)).filter(({ log }) => log === other.log)
    expect(later).toHaveLength(5)
    expect(later[0]).toMatchObject({ span: 'day', span_from: DAY, span_half: null })
    expect(await office.db.selectFrom('waiting').selectAll().execute()).toEqual([])
  })

  test('P9: reasons and comments go out with their row, alone at the close of the second working day', async () => {
    const { office, tablet } = await start(open)
    rate(tablet, 1, { score: 1, reasons: '1-------' })
    await tablet.send()
    await office.closeAt(DAY, 19)
    await office.closeAt('2026-11-25', 13)
    expect(await released(office, 'feedback')).toEqual([])
    await office.closeAt('2026-11-25', 19)
    expect(await released(office, 'feedback')).toMatchObject([
      { n: 4, span: 'month', span_from: '2026-11-01' },
    ])
    expect(await released(office)).toEqual([])
    office.clock.now = instantOf('2026-11-26', 9)
    rate(tablet, 4, { text: 'Rất tốt' })
    await tablet.send()
    await office.closeAt('2026-11-26', 19)
    expect(await released(office)).toHaveLength(5)
    const feedback = await released(office, 'feedback')
    expect(feedback).toHaveLength(5)
    expect(feedback.slice(1)).toMatchObject(
      Array.from({ length: 4 }, () => ({ span: 'week', span_from: DAY })),
    )
  })

  test('P9: a reason that comes late goes out with the half day in which it arrives', async () => {
    const { office, tablet } = await start(open)
    rate(tablet, 5)
    await tablet.send()
    rate(tablet, 1, { score: 1, reasons: '1-------' })
    await office.closeAt('2026-12-07', 9)
    await tablet.send()
    await office.closeAt('2026-12-07', 13)
    expect(await released(office, 'feedback')).toMatchObject([
      { n: 9, span: 'half', span_from: DAY, span_half: 'am' },
    ])
  })
})
