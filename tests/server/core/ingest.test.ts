import { expect, test } from 'vitest'
import { eachRole } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import { receiptOf } from '#tests/support/tablet.ts'

/** Everything that a batch may add to, to see that nothing was added. */
async function rows({ db }: Office) {
  const count = async (name: 'entry' | 'receive_mark' | 'batch' | 'sealed') =>
    (await db.selectFrom(name).select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
  const tally = await db.selectFrom('tally').select(['n', 's5', 'met_xin_chao', 'counter', 'hour']).execute()
  return {
    entries: await count('entry'),
    marks: await count('receive_mark'),
    batches: await count('batch'),
    sealed: await count('sealed'),
    counted: tally.reduce((sum, { n }) => sum + n, 0),
  }
}

eachRole((_name, open) => {
  test('a batch is stored whole and answered with a signed receipt', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 7; i += 1) tablet.rate({ score: i % 2 ? 5 : 2, reasons: '1-------' })
    const last = tablet.rate({ text: 'Rất tốt 😀' })
    const outcome = await tablet.send()
    expect(outcome.kind).toBe('stored')
    expect(receiptOf(outcome)).toMatchObject({
      log: tablet.log,
      n: 11,
      hash: last.hash,
      epoch: office.epoch,
      config: 2,
    })
    expect(await rows(office)).toEqual({ entries: 11, marks: 8, batches: 1, sealed: 1, counted: 8 })
    const stored = await office.db
      .selectFrom('entry')
      .selectAll()
      .where('n', '=', 11)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(stored.line).toString()).toBe(last.line)
    const marks = await office.db.selectFrom('receive_mark').select('position').orderBy('position').execute()
    expect(marks.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const tally = await office.db.selectFrom('tally').selectAll().execute()
    expect(tally).toHaveLength(1)
    expect(tally[0]).toMatchObject({
      n: 8,
      s5: 4,
      s2: 4,
      why_gay_kho_khan: 7,
      comments: 1,
      met_xin_chao: 8,
      hour: 8,
    })
  })

  test('P2: the same batch again, also a copy in parallel, adds nothing', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 20; i += 1) tablet.rate()
    const post = tablet.post()
    const { ingest } = await import('#src/server/ingest.ts')
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => ingest(office.deps, post)))
    expect(new Set(outcomes.map((outcome) => receiptOf(outcome).hash))).toEqual(
      new Set([tablet.links.at(-1)?.hash]),
    )
    expect(await rows(office)).toMatchObject({ entries: 23, marks: 20, batches: 1, counted: 20 })
  })

  test('P2: batches that overlap store each entry once', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 20; i += 1) tablet.rate()
    for (const [from, to] of [
      [1, 10],
      [5, 15],
      [1, 12],
      [16, 23],
      [9, 23],
    ] as const) {
      expect((await tablet.send({ from, to })).kind).toBe('stored')
    }
    expect(await rows(office)).toMatchObject({ entries: 23, marks: 20, counted: 20 })
    const log = await office.db
      .selectFrom('log')
      .selectAll()
      .where('id', '=', tablet.log)
      .executeTakeFirstOrThrow()
    expect(log).toMatchObject({
      head: 23,
      hash: tablet.links[22]?.hash,
      folded: 23,
      run: 'runrun22',
      held: 0,
    })
  })

  test('P2: two batches that follow one another may come at once, in any order', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 20; i += 1) tablet.rate()
    const [late, early] = await Promise.all([tablet.send({ from: 11 }), tablet.send({ from: 1, to: 10 })])
    expect(early.kind).toBe('stored')
    if (late.kind === 'gap') await tablet.send({ from: 11 })
    expect(await rows(office)).toMatchObject({ entries: 23, marks: 20, counted: 20 })
  })

  test('tablets of one unit that send at once get one position each', async () => {
    const office = await makeOffice(open)
    const tablets = await Promise.all(
      ['tabet222', 'tabet333', 'tabet444', 'tabet555'].map((id) => office.tablet(id)),
    )
    for (const tablet of tablets) for (let i = 0; i < 10; i += 1) tablet.rate()
    await Promise.all(tablets.map((tablet) => tablet.send()))
    const marks = await office.db.selectFrom('receive_mark').select('position').orderBy('position').execute()
    expect(marks.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    const unit = await office.db
      .selectFrom('unit')
      .selectAll()
      .where('id', '=', UNIT)
      .executeTakeFirstOrThrow()
    expect(unit.position).toBe(40)
  })

  test('an exchange with nothing to send brings a receipt and keeps what the tablet says of itself', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    await tablet.send()
    const outcome = await tablet.send({ from: 4, to: 3, state: { pending: 7, config: 1, mono: 1 } })
    expect(receiptOf(outcome)).toMatchObject({ n: 3, hash: tablet.links[2]?.hash })
    expect(outcome.kind !== 'refused' && outcome.answer.config).toBeTruthy()
    const device = await office.db.selectFrom('device').selectAll().executeTakeFirstOrThrow()
    expect(JSON.parse(device.state ?? '')).toMatchObject({ pending: 7 })
    expect(device.seen_at).toBe(office.clock.now)
    expect((await tablet.send({ from: 9, to: 8 })).kind).toBe('gap')
  })

  test('practice, marks and kinds of a later version are stored and not counted', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.add('practice', JSON.parse(tablet.rate().line).body)
    tablet.add('dance', { with: 'whom' })
    tablet.add('rating', { from: 'a version to come' })
    expect((await tablet.send()).kind).toBe('stored')
    expect(await rows(office)).toMatchObject({ entries: 7, marks: 1, counted: 1 })
  })

  test('a state that is not one never costs a rating', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    const { ingest } = await import('#src/server/ingest.ts')
    for (const state of [null, '', '{', '[]', '{"run":1}', 'null']) {
      expect((await ingest(office.deps, { ...tablet.post(), tablet: state })).kind).toBe('stored')
    }
    expect(await rows(office)).toMatchObject({ counted: 1 })
  })

  test('NUL, lone surrogates and 500 combining marks stand in a line as they were written', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const odd = ['\u0000', '\ud800', `a${'\u0301'.repeat(500)}`, '\u202eabc', '😀']
    const links = odd.map((text) => tablet.add('note', { text }))
    expect((await tablet.send()).kind).toBe('stored')
    const stored = await office.db
      .selectFrom('entry')
      .select('line')
      .where('n', '>', 3)
      .orderBy('n')
      .execute()
    expect(stored.map(({ line }) => Buffer.from(line).toString())).toEqual(links.map(({ line }) => line))
  })

  test('a sealed comment that comes later heals; one that nobody asked for is dropped', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate({ text: 'Xin cảm ơn' })
    await tablet.send({ comments: false })
    expect(await rows(office)).toMatchObject({ sealed: 0, counted: 1 })
    await tablet.send()
    await tablet.send()
    expect(await rows(office)).toMatchObject({ sealed: 1, counted: 1, batches: 1 })
  })
})
