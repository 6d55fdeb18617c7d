import { expect, test } from 'vitest'
import { Config } from '#src/protocol/config.ts'
import { configFor } from '#src/server/device-config.ts'
import { unlockPin, withdrawPin } from '#src/server/pins/offer.ts'
import { transact } from '#src/server/transact.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'
import { MORNING, makeOffice, OFFICER, type Office, UNIT } from '#tests/support/ingest.ts'
import { retireAll } from '#tests/support/retire.ts'
import type { Tablet } from '#tests/support/tablet.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An office whose officer has a PIN, at a counter where whoever has one may begin. */
async function start(open: Open): Promise<{ office: Office; tablet: Tablet; other: Tablet }> {
  const office = await makeOffice(open)
  const pin = {
    salt: 's',
    rounds: 600_000,
    stretched: 't',
    set_at: MORNING,
    locked_at: null,
    tries_from: MORNING,
  }
  await office.db
    .insertInto('officer_pin')
    .values({ officer: OFFICER, ...pin })
    .execute()
  await office.db.updateTable('counter').set({ officer: null }).execute()
  const [tablet, other] = [await office.tablet(), await office.tablet('tabet333')]
  office.clock.now += 6 * HOUR
  return { office, tablet, other }
}

/** So many wrong PINs, one a second from that instant on by the server's clock. */
function fail(
  tablet: Tablet,
  times: number,
  { from, officer = OFFICER }: { from: number; officer?: string },
) {
  for (let i = 0; i < times; i += 1)
    tablet.add('pin', { officer, failures: i + 1 }, from + i * 1000 + tablet.skew)
}

async function isLocked({ db }: Office): Promise<boolean> {
  const { locked_at } = await db.selectFrom('officer_pin').select('locked_at').executeTakeFirstOrThrow()
  return locked_at !== null
}

async function deeds({ db }: Office): Promise<unknown[]> {
  const entries = await db.selectFrom('entry').select('line').where('log', '=', `${UNIT}.1`).execute()
  return entries
    .map(({ line }) => JSON.parse(Buffer.from(line).toString()))
    .filter(({ kind, body }) => kind === 'deed' && /^pin-/.test(body.deed))
    .map(({ body }) => body)
}

const acting = (office: Office, act: typeof unlockPin) =>
  transact(office.deps, (trx) => act({ deps: office.deps, trx, unit: UNIT, by: null }, OFFICER))

/** Sends what was not sent; what was stored is 'stored'. */
async function send(tablet: Tablet, from: number): Promise<string> {
  return (await tablet.send({ from })).kind
}

eachDatabase((_, open) => {
  test('twenty wrong PINs within an hour at all tablets are borne; one more locks the PIN, tells the tablets and stands in the log', async () => {
    const { office, tablet, other } = await start(open)
    const from = office.clock.now - HOUR
    fail(tablet, 10, { from })
    fail(other, 10, { from: from + 30 * MINUTE })
    expect([await send(tablet, 1), await send(other, 1), await isLocked(office)]).toEqual([
      'stored',
      'stored',
      false,
    ])
    const before = await office.db.selectFrom('unit').select('config_version').executeTakeFirstOrThrow()
    fail(tablet, 1, { from: from + 40 * MINUTE })
    await send(tablet, 14)
    expect(await isLocked(office)).toBe(true)
    const { line } = await configFor(office.db, office.deps, { id: other.id, key: 'k'.repeat(87) })
    const config = Config.parse(JSON.parse(line))
    expect(config.version).toBe(before.config_version + 2)
    expect(config.roster).toMatchObject([{ id: OFFICER, locked: true }])
    expect(await deeds(office)).toEqual([{ by: null, deed: 'pin-locked', of: OFFICER }])
    expect((await verify(office.db, { keys: office.deps.keys })).faults).toEqual([])
  })

  test('by when they were entered, and not by when they came: in two hours they lock nothing, late ones of one hour do', async () => {
    const { office, tablet, other } = await start(open)
    // A clock that is two hours fast, as the offset of the run says.
    tablet.skew = 2 * HOUR
    fail(tablet, 15, { from: MORNING + 1000 })
    fail(other, 15, { from: MORNING + HOUR + 20_000 })
    await send(tablet, 1)
    await send(other, 1)
    expect(await isLocked(office)).toBe(false)
    fail(other, 6, { from: MORNING + 50 * MINUTE })
    await send(other, 19)
    expect(await isLocked(office)).toBe(true)
  })

  test('of a run that never met the server they count when they come', async () => {
    const { office, tablet } = await start(open)
    tablet.mark('runrun33')
    fail(tablet, 21, { from: 0 })
    tablet.mark('runrun44')
    await send(tablet, 1)
    expect(await isLocked(office)).toBe(true)
    const times = await office.db.selectFrom('pin_try').select('at').execute()
    expect(new Set(times.map(({ at }) => at))).toEqual(new Set([office.clock.now]))
  })

  test('P2: a try that comes twice counts once', async () => {
    const { office, tablet } = await start(open)
    fail(tablet, 20, { from: MORNING + MINUTE })
    for (let i = 0; i < 3; i += 1) await send(tablet, 1)
    expect(await isLocked(office)).toBe(false)
    expect(await office.db.selectFrom('pin_try').selectAll().execute()).toHaveLength(20)
  })

  test('what a retired tablet sends locks nobody', async () => {
    const { office, tablet } = await start(open)
    await retireAll(office.deps)
    fail(tablet, 30, { from: MORNING + MINUTE })
    expect([await send(tablet, 1), await isLocked(office)]).toEqual(['held', false])
  })

  test('the head’s word lifts the lock, and the count begins anew: earlier tries that come later are nothing', async () => {
    const { office, tablet, other } = await start(open)
    fail(tablet, 21, { from: office.clock.now - MINUTE })
    await send(tablet, 1)
    expect(await isLocked(office)).toBe(true)
    office.clock.now += MINUTE
    for (let i = 0; i < 2; i += 1) expect(await acting(office, unlockPin)).toEqual({ id: OFFICER })
    expect(await isLocked(office)).toBe(false)
    fail(other, 30, { from: office.clock.now - 2 * MINUTE })
    await send(other, 1)
    expect(await isLocked(office)).toBe(false)
    office.clock.now += MINUTE
    fail(other, 20, { from: office.clock.now - MINUTE })
    await send(other, 34)
    expect(await isLocked(office)).toBe(false)
    fail(tablet, 1, { from: office.clock.now - 1000 })
    await send(tablet, 25)
    expect(await isLocked(office)).toBe(true)
    expect((await deeds(office)).map((body) => (body as { deed: string }).deed)).toEqual([
      'pin-locked',
      'pin-unlocked',
      'pin-locked',
    ])
  })

  test('tries at an officer of another unit, at nobody’s PIN or at one that was withdrawn do nothing', async () => {
    const { office, tablet } = await start(open)
    const unit = await office.db.selectFrom('unit').selectAll().executeTakeFirstOrThrow()
    await office.db
      .insertInto('unit')
      .values({ ...unit, id: 'other2' })
      .execute()
    await office.db.updateTable('officer').set({ unit: 'other2' }).execute()
    fail(tablet, 30, { from: MORNING + MINUTE })
    fail(tablet, 30, { from: MORNING + MINUTE, officer: 'nobody' })
    await send(tablet, 1)
    expect([await isLocked(office), await deeds(office)]).toEqual([false, []])
    await office.db.updateTable('officer').set({ unit: UNIT }).execute()
    await acting(office, withdrawPin)
    fail(tablet, 30, { from: office.clock.now - MINUTE })
    expect(await send(tablet, 64)).toBe('stored')
    expect(await office.db.selectFrom('pin_try').selectAll().execute()).toEqual([])
  })

  test('P3: what cannot be read of a duty or a wrong PIN is stored as it came, and counts nowhere', async () => {
    const { office, tablet } = await start(open)
    for (const kind of ['pin', 'duty'])
      for (const body of [{}, { officer: null }, { officer: OFFICER }, { officer: OFFICER, failures: '1' }])
        for (let i = 0; i < 21; i += 1) tablet.add(kind, { ...body, i }, MORNING + MINUTE)
    tablet.add('duty', { officer: OFFICER, counter: 'quay22', change: 'start' })
    expect(await send(tablet, 1)).toBe('stored')
    const { n } = await office.db
      .selectFrom('entry')
      .select((of) => of.fn.countAll<number | string>().as('n'))
      .where('log', '=', tablet.log)
      .executeTakeFirstOrThrow()
    expect([Number(n), await isLocked(office)]).toEqual([tablet.links.length, false])
    expect((await verify(office.db, { keys: office.deps.keys })).faults).toEqual([])
  })
})
