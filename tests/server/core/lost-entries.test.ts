import { sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signedText } from '#src/protocol/signed.ts'
import { ingest, type Outcome } from '#src/server/ingest.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'
import { receiptOf, type Tablet } from '#tests/support/tablet.ts'

/** What stands behind `to`, as a rescue file brings it: of the numbers from `from` on the tablet says that they rotted. */
function carry(
  { deps }: Office,
  tablet: Tablet,
  [from, to]: [number, number],
  last?: number,
): Promise<Outcome> {
  const hashAt = (n: number) => tablet.links[n - 1]!.hash
  const line = JSON.stringify({ log: tablet.log, from, to, hash: hashAt(to), before: hashAt(from - 1) })
  const key = { key: tablet.keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
  const sig = sign('sha256', Buffer.from(signedText('lost', line)), key).toString('base64url')
  const post = tablet.post({ from: to + 1, ...(last && { to: last }) })
  return ingest(deps, { ...post, tablet: null, carried: { lost: { line, sig } } })
}

async function counted({ db }: Office): Promise<number> {
  const rows = await db.selectFrom('tally').select('n').execute()
  return rows.reduce((sum, { n }) => sum + n, 0)
}

const holes = ({ db }: Office) =>
  db.selectFrom('hole').select(['log', 'from_n as from', 'to_n as to']).orderBy('from_n').execute()

const faults = async ({ db, deps }: Office) => (await verify(db, { keys: deps.keys })).faults

/** What a file or an exchange brings of one of two tablets that parted, near to where they did: `rotted` lines first. */
const Bringing = fc.record({
  copied: fc.boolean(),
  at: fc.integer({ min: -2, max: 3 }),
  rotted: fc.integer({ min: 0, max: 5 }),
  length: fc.integer({ min: 1, max: 14 }),
})
type Bringing = typeof Bringing extends fc.Arbitrary<infer B> ? B : never

const END = 14

async function bring(
  office: Office,
  tablet: Tablet,
  fork: number,
  { at, rotted, length }: Bringing,
): Promise<void> {
  const from = Math.max(1, fork + 1 + at)
  const behind = from + rotted
  const last = Math.min(END, behind + length - 1)
  if (rotted === 0) await tablet.send({ from, to: last })
  else if (behind <= END) await carry(office, tablet, [from, behind - 1], last)
}

eachDatabase((_, open) => {
  test('P2 P6: an older file, of which less had rotted, is counted once after a newer one, and fills its hole', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 12; i += 1) tablet.rate()
    await tablet.send({ to: 4 })
    expect((await carry(office, tablet, [5, 8])).kind).toBe('stored')
    expect(await counted(office)).toBe(1 + 7)
    const older = await carry(office, tablet, [5, 5], 14)
    expect(receiptOf(older)).toMatchObject({ n: 15, log: tablet.log })
    expect(receiptOf(older).branch).toBeUndefined()
    expect(await counted(office)).toBe(1 + 7 + 3)
    expect(await holes(office)).toEqual([{ log: tablet.log, from: 5, to: 5 }])
    expect(await faults(office)).toMatchObject([{ kind: 'hole', from: 5, to: 5 }])
    expect((await tablet.send({ from: 5, to: 7 })).kind).toBe('stored')
    expect(await faults(office)).toEqual([])
    expect(await counted(office)).toBe(12)
  })

  test('P2 P6: of a tablet that was put back and lost again, an older file goes on with the branch of the newer one', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    const copy = tablet.copy()
    tablet.rate()
    tablet.rate()
    await tablet.send()
    for (let i = 0; i < 11; i += 1) copy.rate({ score: 2 })
    const newer = receiptOf(await carry(office, copy, [5, 6]))
    expect(newer).toMatchObject({ n: 15, branch: `${tablet.log}~1` })
    expect(receiptOf(await carry(office, copy, [5, 5]))).toEqual({ ...newer, has: undefined })
    expect(await counted(office)).toBe(3 + 10)
    expect(await holes(office)).toEqual([{ log: `${tablet.log}~1`, from: 5, to: 5 }])
    expect(await faults(office)).toMatchObject([{ kind: 'branch' }, { kind: 'hole', from: 5, to: 5 }])
  })

  test('P2: what ends in the middle of a hole waits, since nobody knows whether it is the same', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 12; i += 1) tablet.rate()
    await tablet.send({ to: 4 })
    await carry(office, tablet, [5, 10])
    expect((await carry(office, tablet, [5, 5], 8)).kind).toBe('gap')
    expect(await counted(office)).toBe(1 + 5)
    expect(receiptOf(await carry(office, tablet, [5, 5], 10))).toMatchObject({ n: 15 })
    expect(await counted(office)).toBe(1 + 10)
    expect(await faults(office)).toMatchObject([{ kind: 'hole', from: 5, to: 5 }])
  })

  test('P2 P4: what a branch has behind its hole is not stored again on another way to it', async () => {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    const copy = tablet.copy()
    tablet.rate()
    await tablet.send()
    for (const score of [1, 2] as const) copy.rate({ score })
    expect(receiptOf(await carry(office, copy, [3, 4])).branch).toBe(`${tablet.log}~1`)
    expect((await copy.send({ from: 4 })).kind).toBe('gap')
    expect(await counted(office)).toBe(2)
  })

  test('P2 P4: whatever rotted on two tablets that parted, and in whatever order it is brought, nothing is stored twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 7 }),
        fc.array(Bringing, { minLength: 2, maxLength: 6 }),
        async (fork, all) => {
          const office = await makeOffice(open)
          const tablet = await office.tablet()
          while (tablet.links.length < fork) tablet.rate()
          const copy = tablet.copy()
          while (tablet.links.length < END) tablet.rate()
          while (copy.links.length < END) copy.rate({ score: 1 })
          await tablet.send({ to: fork })
          for (const one of all) await bring(office, one.copied ? copy : tablet, fork, one)
          const stored = await office.db.selectFrom('entry').select('hash').execute()
          expect(new Set(stored.map(({ hash }) => hash)).size).toBe(stored.length)
          const named = (await faults(office)).map(({ kind }) => kind)
          expect(named.filter((kind) => kind !== 'hole' && kind !== 'branch')).toEqual([])
        },
      ),
      { numRuns: 6 },
    )
  }, 120_000)
})
