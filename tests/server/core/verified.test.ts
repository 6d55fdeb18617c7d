import { expect, onTestFinished, test, vi } from 'vitest'
import { DAY_MS, instantOf, localTime } from '#src/domain/calendar.ts'
import { openDatabase } from '#src/server/db/open.ts'
import { snapshot } from '#src/server/transact.ts'
import { inTurn } from '#src/server/turn.ts'
import { verifyWhenDue } from '#src/server/verify/nightly.ts'
import { keepVerified, verifiedView } from '#src/server/verify/verified.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase, type Open, unguarded } from '#tests/support/database.ts'
import { type Office, UNIT } from '#tests/support/ingest.ts'
import { furnished, LOG } from '#tests/support/whole-office.ts'

/** Late on the real day: the process that reads goes by the machine's clock. */
const LATE = instantOf(localTime(Date.now()).day, 23) + 3_599_000

type Line = { event: string } & Record<string, unknown>

/** An office whose server reads its logs by night, what it logs, and what its head then sees. */
async function watched(open: Open) {
  const { office, tablet } = await furnished(open)
  vi.stubEnv('DATA_DIR', office.folder)
  vi.stubEnv('DATABASE_URL', office.dialect === 'postgres' ? office.url : '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const lines: Line[] = []
  const deps = {
    ...office.deps,
    now: () => LATE,
    log: (event: string, facts = {}) => void lines.push({ event, ...facts }),
  }
  return {
    office,
    tablet,
    deps,
    lines,
    night: (signal = new AbortController().signal) => verifyWhenDue(deps, signal),
    seen: () => view(office),
  }
}

function view({ deps }: Office, now = LATE) {
  return snapshot(deps, (trx) => verifiedView(trx, { epoch: deps.epoch, now: () => now }, UNIT))
}

/** As if what was found had been found so long ago. */
function age({ db }: Office, ms: number) {
  return db
    .updateTable('verified')
    .set((of) => ({ at: of('verified.at', '-', ms) }))
    .execute()
}

eachDatabase((_, open) => {
  test('P4: each night the server reads all logs once, and the head reads when and how far', {
    timeout: 60_000,
  }, async () => {
    const { night, seen, lines, office } = await watched(open)
    expect(await seen()).toEqual({ state: 'waiting', at: null, n: null, count: 0, faults: [] })
    await night(AbortSignal.abort())
    expect(await seen()).toMatchObject({ state: 'waiting' })
    const before = Date.now()
    await night()
    const found = await seen()
    expect(found).toMatchObject({ state: 'whole', count: 0, faults: [] })
    expect(found.at).toBeGreaterThanOrEqual(before)
    const { head } = await office.db
      .selectFrom('log')
      .select('head')
      .where('id', '=', `${UNIT}.1`)
      .executeTakeFirstOrThrow()
    expect(found.n).toBe(head)
    await night()
    expect(lines).toEqual([{ event: 'verified', faults: 0, ms: expect.any(Number) }])
  })

  test('P4: what somebody changed in the database is named the next night, and no more once it is mended', {
    timeout: 90_000,
  }, async () => {
    const { night, seen, lines, office } = await watched(open)
    await night()
    const stored = await office.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', LOG)
      .where('n', '=', 5)
      .executeTakeFirstOrThrow()
    const put = (line: Uint8Array) =>
      unguarded(office, () =>
        office.db.updateTable('entry').set({ line }).where('log', '=', LOG).where('n', '=', 5).execute(),
      )
    await put(
      Buffer.from(
        Buffer.from(stored.line)
          .toString()
          .replace(/"score":\d/, '"score":3'),
      ),
    )
    await age(office, DAY_MS)
    expect(await seen()).toMatchObject({ state: 'whole' })
    await night()
    const found = await seen()
    expect(found).toMatchObject({
      state: 'faults',
      faults: expect.arrayContaining([
        { device: 'tabet222', vi: expect.stringContaining('mục 5'), en: expect.stringContaining('entry 5') },
      ]),
    })
    expect(found.count).toBe(found.faults.length)
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'verified', level: 'error', faults: found.count }),
    )
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'fault', kind: 'altered', device: 'tabet222', from: 5 }),
    )
    await age(office, 3 * DAY_MS)
    expect(await seen(), 'what was found stays said').toMatchObject({ state: 'faults' })
    await put(stored.line)
    await night()
    expect(await seen()).toMatchObject({ state: 'whole', count: 0 })
  })

  test('of several processes on one database one reads it, also after one that died while it read', {
    timeout: 60_000,
  }, async () => {
    const { deps, lines, office } = await watched(open)
    const other = await openDatabase(office.url)
    onTestFinished(() => other.db.destroy())
    const { signal } = new AbortController()
    await office.db
      .insertInto('turn')
      .values({ name: 'verify', began_at: LATE - 3_600_000 })
      .execute()
    await verifyWhenDue(deps, signal)
    expect(lines, 'another reads').toEqual([])
    await office.db
      .updateTable('turn')
      .set({ began_at: LATE - DAY_MS })
      .execute()
    await Promise.all([deps, { ...deps, db: other.db }].map((one) => verifyWhenDue(one, signal)))
    expect(lines.map(({ event }) => event)).toEqual(['verified'])
    expect(await office.db.selectFrom('turn').selectAll().execute()).toEqual([])
  })

  test('of what is done in turn a failure is told, and the turn is free again', async () => {
    const { office } = await watched(open)
    const turn = { name: 'work', now: 1_000, forMs: 100 }
    const fails = inTurn(office.db, turn, () => Promise.reject(new Error('no')))
    await expect(fails).rejects.toThrow('no')
    const within = inTurn(office.db, turn, () =>
      inTurn(office.db, { ...turn, now: 1_100 }, async () => 'second'),
    )
    expect(await within, 'the first still has it').toBeUndefined()
    expect(await inTurn(office.db, turn, async () => 'done')).toBe('done')
  })

  test('P2, P4: while the logs are read tablets send, and a reading that cannot be done is said', {
    timeout: 90_000,
  }, async () => {
    const { night, seen, lines, office, tablet } = await watched(open)
    const reading = night()
    for (let i = 0; i < 20; i += 1) {
      tablet.rate()
      await tablet.send({ from: tablet.links.length })
    }
    await reading
    expect(await seen()).toMatchObject({ state: 'whole' })
    expect((await verify(office.db, { keys: office.deps.keys })).faults).toEqual([])
    await age(office, 3 * DAY_MS)
    vi.stubEnv('DATA_DIR', `${office.folder}/nowhere`)
    vi.stubEnv('DATABASE_URL', '')
    await night()
    expect(lines.at(-1)).toMatchObject({
      event: 'verify-failed',
      said: expect.stringContaining('no database'),
    })
    expect(await seen()).toMatchObject({ state: 'overdue' })
  })

  test('what was found before a restore is not said of what was restored; of no reading for two nights the head hears', async () => {
    const { office } = await watched(open)
    const { db, deps, epoch } = office
    const found = await verify(db, { keys: deps.keys })
    await keepVerified(db, found, { at: LATE, epoch: 'another2' })
    expect(await view(office)).toMatchObject({ state: 'waiting' })
    expect(await view(office, LATE + 3 * DAY_MS)).toMatchObject({ state: 'overdue', at: null })
    await keepVerified(db, found, { at: LATE, epoch })
    expect(await view(office)).toMatchObject({ state: 'whole', at: LATE })
    expect(await view(office, LATE + 3 * DAY_MS)).toMatchObject({ state: 'overdue', at: LATE })
  })

  test('P10: of what was found each unit reads its own, and what belongs to nobody', async () => {
    const { office } = await watched(open)
    const { db, epoch } = office
    const fault = { kind: 'altered', device: null, log: 'x.1', from: 1, to: 2 } as const
    const faults = [
      { ...fault, unit: 'dvkhac2' },
      { ...fault, unit: UNIT, detail: 'canba2 9' },
      { ...fault, unit: '', device: 'tabet333' },
      { ...fault, unit: '', device: 'nobody22' },
      { ...fault, unit: UNIT, kind: 'hole' as const },
    ]
    await db
      .insertInto('unit')
      .columns(['id', 'name', 'place', 'settings', 'staff_pin', 'position', 'closed', 'config_version'])
      .expression((of) =>
        of
          .selectFrom('unit')
          .select((e) => [
            e.val('dvkhac2').as('id'),
            'name',
            'place',
            'settings',
            'staff_pin',
            'position',
            'closed',
            'config_version',
          ]),
      )
      .execute()
    const ends = [UNIT, 'dvkhac2'].map((unit) => ({ unit, n: 3, hash: '' }))
    await keepVerified(db, { ends, faults }, { at: LATE, epoch })
    const mine = await view(office)
    expect(mine.faults.map(({ device }) => device)).toEqual([null, 'tabet333', 'nobody22'])
    expect(mine.faults[0]?.en).toContain(`Unit ${UNIT}`)
    expect(JSON.stringify(mine)).not.toContain('canba2')
    const other = await snapshot(office.deps, (trx) =>
      verifiedView(trx, { epoch, now: () => LATE }, 'dvkhac2'),
    )
    expect(other).toMatchObject({ count: 2, faults: [{ device: null }, { device: 'nobody22' }] })
  })
})
