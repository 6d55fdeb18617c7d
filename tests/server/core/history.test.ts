import { expect, test } from 'vitest'
import { eachDatabase, type Open } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'
import { retireAll } from '#tests/support/retire.ts'
import { makeTablet, receiptOf, type Tablet } from '#tests/support/tablet.ts'

async function start(open: Open, ratings: number): Promise<{ office: Office; tablet: Tablet }> {
  const office = await makeOffice(open)
  const tablet = await office.tablet()
  for (let i = 0; i < ratings; i += 1) tablet.rate()
  return { office, tablet }
}

async function counted({ db }: Office): Promise<number> {
  const rows = await db.selectFrom('tally').select('n').execute()
  return rows.reduce((sum, { n }) => sum + n, 0)
}

const logs = ({ db }: Office) =>
  db
    .selectFrom('log')
    .select(['id', 'fork', 'head', 'folded', 'held'])
    .where('device', 'is not', null)
    .orderBy('id')
    .execute()

/** As HaiLong-After carries it. */
function after(outcome: Awaited<ReturnType<Tablet['send']>>): string {
  if (outcome.kind === 'refused') throw new Error(outcome.code)
  return Buffer.from(JSON.stringify(outcome.answer.receipt)).toString('base64url')
}

/** The server as it was at the backup: nothing of this log. */
async function restore(office: Office, open: Open): Promise<Office> {
  const restored = await makeOffice(open)
  Object.assign(restored.deps, { keys: office.deps.keys })
  return restored
}

eachDatabase((_name, open) => {
  test('P4: a gap is answered with where the server stands, and nothing is stored behind it', async () => {
    const { office, tablet } = await start(open, 10)
    expect(receiptOf(await tablet.send({ from: 6 }))).toMatchObject({ n: 0, hash: '0'.repeat(64) })
    await tablet.send({ to: 5 })
    const gap = await tablet.send({ from: 8 })
    expect(gap.kind).toBe('gap')
    expect(receiptOf(gap)).toMatchObject({ n: 5, hash: tablet.links[4]?.hash })
    expect(await counted(office)).toBe(2)
    expect((await tablet.send({ from: 6 })).kind).toBe('stored')
    expect(await counted(office)).toBe(10)
  })

  test('P4, P6: after a signed receipt what is missing is named as a hole, and nothing waits behind it', async () => {
    const { office, tablet } = await start(open, 10)
    const proof = after(await tablet.send({ to: 8 }))
    const restored = await restore(office, open)
    const again = await makeTablet(restored.deps, { ...placeOf(tablet), keys: tablet.keys })
    again.links.splice(0, again.links.length, ...tablet.links)
    await again.send({ to: 3 })
    expect((await again.send({ from: 9 })).kind).toBe('gap')
    expect((await again.send({ from: 9, after: proof.replace('e', 'f') })).kind).toBe('gap')
    expect((await again.send({ from: 10, after: proof })).kind).toBe('gap')
    const outcome = await again.send({ from: 9, after: proof })
    expect(receiptOf(outcome)).toMatchObject({ n: 13, hash: tablet.links[12]?.hash })
    const holes = await restored.db.selectFrom('hole').select(['log', 'from_n', 'to_n']).execute()
    expect(holes).toEqual([{ log: tablet.log, from_n: 4, to_n: 8 }])
    expect(await counted(restored)).toBe(5)
  })

  test('P2, P7: what turns up later fills the hole, each rating once', async () => {
    const { office, tablet } = await start(open, 10)
    const proof = after(await tablet.send({ to: 8 }))
    const restored = await restore(office, open)
    const again = await makeTablet(restored.deps, { ...placeOf(tablet), keys: tablet.keys })
    again.links.splice(0, again.links.length, ...tablet.links)
    await again.send({ to: 3 })
    await again.send({ from: 9, after: proof })
    expect((await again.send({ from: 4, to: 6 })).kind).toBe('stored')
    expect(await restored.db.selectFrom('hole').select(['from_n', 'to_n']).execute()).toEqual([
      { from_n: 7, to_n: 8 },
    ])
    expect((await again.send({ from: 2 })).kind).toBe('stored')
    expect(await restored.db.selectFrom('hole').selectAll().execute()).toEqual([])
    expect(await counted(restored)).toBe(10)
    expect(await logs(restored)).toEqual([{ id: tablet.log, fork: 0, head: 13, folded: 13, held: 0 }])
  })

  test('P2, P6: what begins inside a hole fills the rest of it where it is the same, and is a gap where it is not', async () => {
    const { office, tablet } = await start(open, 10)
    const inside = after(await tablet.send({ to: 6 }))
    const end = after(await tablet.send({ to: 8 }))
    const restored = await restore(office, open)
    const again = await makeTablet(restored.deps, { ...placeOf(tablet), keys: tablet.keys })
    again.links.splice(0, again.links.length, ...tablet.links)
    const copy = again.copy()
    copy.links.splice(9)
    copy.rate({ score: 1 })
    await again.send({ to: 3 })
    await again.send({ from: 9, after: end })
    expect((await copy.send({ from: 7, to: 7, after: inside })).kind).toBe('gap')
    expect(receiptOf(await again.send({ from: 7, after: inside }))).toMatchObject({ n: 13 })
    const holes = await restored.db.selectFrom('hole').select(['from_n', 'to_n']).execute()
    expect(holes).toEqual([{ from_n: 4, to_n: 6 }])
    expect(await counted(restored)).toBe(7)
    expect(receiptOf(await copy.send({ from: 7, after: inside })).branch).toBe(`${tablet.log}~1`)
    expect(await counted(restored)).toBe(8)
  })

  test('P2, P4: another entry at a number is kept as a branch; sent again or continued it stays that branch', async () => {
    const { office, tablet } = await start(open, 5)
    const copy = tablet.copy()
    tablet.rate({ score: 1 })
    tablet.rate({ score: 1 })
    for (let i = 0; i < 4; i += 1) copy.rate({ score: 3 })
    await tablet.send()
    const outcome = await copy.send({ from: 7 })
    expect(outcome.kind).toBe('stored')
    expect(receiptOf(outcome)).toMatchObject({
      log: tablet.log,
      n: 12,
      hash: copy.links[11]?.hash,
      branch: `${tablet.log}~1`,
    })
    expect(receiptOf(await copy.send({ from: 1 }))).toMatchObject({ n: 12, branch: `${tablet.log}~1` })
    copy.rate({ score: 3 })
    expect(receiptOf(await copy.send({ from: 13 }))).toMatchObject({ n: 13, branch: `${tablet.log}~1` })
    expect(receiptOf(await copy.send({ from: 14, to: 13 }))).toMatchObject({
      n: 13,
      branch: `${tablet.log}~1`,
    })
    tablet.rate({ score: 1 })
    expect(receiptOf(await tablet.send({ from: 11 })).branch).toBeUndefined()
    expect(await logs(office)).toMatchObject([
      { id: tablet.log, fork: 0, head: 11 },
      { id: `${tablet.log}~1`, fork: 8, head: 13 },
    ])
    expect(await counted(office)).toBe(5 + 3 + 5)
  })

  test('P2: a branch of a branch, and a second branch of the log, are kept apart', async () => {
    const { office, tablet } = await start(open, 2)
    const copies = [tablet.copy(), tablet.copy()] as const
    tablet.rate({ score: 1 })
    await tablet.send()
    for (const [i, copy] of copies.entries()) {
      for (let k = 0; k < 3; k += 1) copy.rate({ score: 3, ms: [i, k] })
      expect(receiptOf(await copy.send()).branch).toBe(`${tablet.log}~${i + 1}`)
    }
    const third = copies[0].copy()
    third.links.pop()
    third.rate({ score: 4 })
    expect(receiptOf(await third.send()).branch).toBe(`${tablet.log}~3`)
    expect(receiptOf(await third.send({ from: 7 })).branch).toBe(`${tablet.log}~3`)
    expect(await logs(office)).toMatchObject([
      { head: 6 },
      { fork: 5, head: 8 },
      { fork: 5, head: 8 },
      { fork: 7, head: 8 },
    ])
    expect(await counted(office)).toBe(3 + 3 + 3 + 1)
  })

  test('what a retired tablet still sends is held: kept whole, in no figure, and never refused', async () => {
    const { office, tablet } = await start(open, 5)
    await tablet.send()
    await retireAll(office.deps)
    expect((await tablet.send()).kind).toBe('stored')
    for (let i = 0; i < 4; i += 1) tablet.rate()
    const outcome = await tablet.send()
    expect(outcome.kind).toBe('held')
    expect(receiptOf(outcome)).toMatchObject({ n: 12, held: true })
    expect((await tablet.send()).kind).toBe('held')
    expect(await counted(office)).toBe(5)
    expect(await logs(office)).toEqual([{ id: tablet.log, fork: 0, head: 12, folded: 8, held: 1 }])
    const unit = await office.db
      .selectFrom('unit')
      .select('position')
      .where('id', '=', UNIT)
      .executeTakeFirst()
    expect(unit?.position).toBe(5)
  })

  test('the next generation begins with the same key; the one before may still finish', async () => {
    const { office, tablet } = await start(open, 5)
    await tablet.send({ to: 6 })
    const next = await makeTablet(office.deps, { ...placeOf(tablet), keys: tablet.keys, generation: 2 })
    next.rate()
    expect(receiptOf(await next.send())).toMatchObject({ log: `${tablet.id}.2`, n: 4 })
    const device = await office.db.selectFrom('device').select('generation').executeTakeFirst()
    expect(device?.generation).toBe(2)
    expect(receiptOf(await tablet.send({ from: 7 }))).toMatchObject({ log: tablet.log, n: 8 })
    const stranger = await makeTablet(office.deps, { ...placeOf(tablet), generation: 3 })
    expect(await stranger.send()).toEqual({ kind: 'refused', code: 'bad-signature' })
    expect(await counted(office)).toBe(6)
  })
})

function placeOf(tablet: Tablet) {
  return { id: tablet.id, unit: UNIT, counter: 'quay22' }
}
