import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readLine } from '#src/domain/entry-schema.ts'
import { lostOf } from '#src/server/emptied.ts'
import { offerCode, retireDevice } from '#src/server/pairing.ts'
import { Refusal } from '#src/server/problems.ts'
import { importRescue } from '#src/server/rescue/import.ts'
import { unitView } from '#src/server/units.ts'
import { verify } from '#src/server/verify/verify.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeDevice, whenOpened } from '#tests/support/device.ts'
import { saveRescue } from '#tests/support/rescue.ts'
import { empty, rate, withCookies } from './browser.ts'
import { type Office, openOffice, pairTablet } from './office.ts'

const HOUR = 3_600_000

const devicesOf = async ({ deps, unit }: Office) =>
  (await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))).devices

eachDatabase((_, open) => {
  test('P4 P6 an emptied tablet is known by its cookie, goes on as its next generation, and what it lost is named', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device, tablet } = await pairTablet(office, browser.fetch)
    await rate(office, tablet, 4)
    await tablet.syncNow()
    const before = (await tablet.health()).log
    const head = await office.deps.db
      .selectFrom('log')
      .select(['head', 'hash'])
      .where('id', '=', before)
      .executeTakeFirstOrThrow()
    await rate(office, tablet, 3)

    const bare = await empty(device)
    expect(bare.status().kind).toBe('unpaired')
    browser.lose = 1
    expect(await bare.pairAgain()).toMatchObject({ ok: false, why: 'offline' })
    await office.clock.pass(1_000)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    expect(bare.status()).toMatchObject({ kind: 'paired', config: { practice: false } })
    const { log } = await bare.health()
    expect(log).toBe(before.replace(/\.1$/, '.2'))
    await rate(office, bare, 2)
    await bare.syncNow()

    const [{ faults, retired } = { faults: [], retired: true }] = await devicesOf(office)
    expect(retired).toBe(false)
    expect(faults).toMatchObject([{ kind: 'emptied', from: head.head + 1 }])
    const genesis = await office.deps.db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', log)
      .where('n', '=', 1)
      .executeTakeFirstOrThrow()
    expect(readLine(Buffer.from(genesis.line).toString())?.body).toMatchObject({
      after: { log: before, n: head.head, hash: head.hash },
    })
    const found = await verify(office.deps.db, { keys: office.deps.keys })
    expect(found).toMatchObject({ faults: [], ratings: 6 })
    device.kill()
    await office.deps.db.destroy()
  })

  test('P4 P6 what an emptied tablet had not sent, and a rescue file brings, is lost no more', async () => {
    const office = await openOffice(await open())
    const { device, tablet } = await pairTablet(office, withCookies(office.answer).fetch)
    await rate(office, tablet, 2)
    await tablet.syncNow()
    await rate(office, tablet, 3)
    const { bytes } = await saveRescue(tablet)
    const bare = await empty(device)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    const faults = async () => (await devicesOf(office))[0]?.faults
    const [lost] = (await faults()) ?? []
    expect(lost).toMatchObject({ kind: 'emptied' })
    const from = lost?.from ?? 0
    for (const added of [3, 0]) {
      const report = await importRescue(office.deps, Readable.from([bytes]), { by: null, unit: null })
      expect(report).toMatchObject({ added })
      expect(await faults()).toMatchObject([{ kind: 'refilled', from, to: from + 2 }])
    }
    expect(await verify(office.deps.db, { keys: office.deps.keys })).toMatchObject({ faults: [], ratings: 5 })
    device.kill()
    await office.deps.db.destroy()
  })

  test('P3 without the cookie, with another one, or after it was retired, an empty tablet stays unpaired', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device } = await pairTablet(office, browser.fetch)
    const [cookie] = [...browser.jar.values()]
    const [paired] = await devicesOf(office)
    const bare = await empty(device)
    browser.jar.clear()
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    browser.jar.set('__Host-device', `${cookie?.slice(1)}x`)
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    const acting = { deps: office.deps, unit: office.unit, by: null }
    await office.deps.db.transaction().execute((trx) => retireDevice({ ...acting, trx }, paired!.id))
    browser.jar.set('__Host-device', cookie!)
    expect(await bare.pairAgain()).toEqual({ ok: false, why: 'unknown-device' })
    expect(bare.status().kind).toBe('unpaired')
    device.kill()
    await office.deps.db.destroy()
  })

  test('P4 what it took on its newest log and never sent is named too, but not where only the answer was lost', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device } = await pairTablet(office, browser.fetch)
    await office.clock.pass(1)
    const bare = await empty(device)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    await rate(office, bare, 2)
    await office.clock.pass(1)
    const again = await empty(device)
    expect(await again.pairAgain()).toMatchObject({ ok: true })
    expect((await devicesOf(office))[0]?.faults).toHaveLength(1)
    await rate(office, again, 2)
    device.kill()
    await office.clock.pass(HOUR)
    const third = await empty(device)
    expect(await third.pairAgain()).toMatchObject({ ok: true })
    const named = (await devicesOf(office))[0]?.faults ?? []
    expect(named.map(({ kind, from }) => [kind, from === 1])).toEqual(
      expect.arrayContaining([
        ['emptied', false],
        ['emptied', true],
      ]),
    )
    expect(named).toHaveLength(2)
    expect((await third.health()).log).toMatch(/\.3$/)
    device.kill()
    await office.deps.db.destroy()
  })

  test('P4 where the server’s clock stood still meanwhile, what it took on its newest log is named as well', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device } = await pairTablet(office, browser.fetch)
    const bare = await empty(device)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    await rate(office, bare, 2)
    const again = await empty(device)
    expect(await again.pairAgain()).toMatchObject({ ok: true })
    expect((await devicesOf(office))[0]?.faults).toHaveLength(2)
    device.kill()
    await office.deps.db.destroy()
  })

  test('P4 a code that replaces a tablet closes its log, names what it owed, and holds what still comes', async () => {
    const office = await openOffice(await open())
    const browser = withCookies(office.answer)
    const { device, tablet } = await pairTablet(office, browser.fetch)
    const acting = { deps: office.deps, unit: office.unit, by: null }
    const old = (await devicesOf(office))[0]!.id
    const offer = (replaces: string) =>
      office.deps.db.transaction().execute((trx) => offerCode({ ...acting, trx }, office.counter, replaces))
    expect(await offer('zzzzzzzz')).toMatchObject({ code: 'invalid', fields: { replaces: 'no-device' } })
    const offered = await offer(old)
    if (offered instanceof Refusal) throw new Error(offered.code)
    expect((await devicesOf(office))[0]).toMatchObject({ retired: false, faults: [] })

    const other = await whenOpened(makeDevice(withCookies(office.answer).fetch, office.clock).open())
    expect(await other.pair(offered.code)).toMatchObject({ ok: true })
    expect(await other.pair(offered.code)).toMatchObject({ ok: false })
    await rate(office, tablet, 1)
    await tablet.syncNow()
    const [replaced] = (await devicesOf(office)).filter(({ id }) => id === old)
    expect(replaced).toMatchObject({ retired: true, faults: [{ kind: 'held' }, { kind: 'emptied' }] })
    expect((await tablet.health()).pending).toBe(0)
    await other.shut()
    device.kill()
    await office.deps.db.destroy()
  })
})

test.each([
  [
    { n: 10, pending: 5, refilled: null },
    { kind: 'emptied', from: 11, to: 15 },
  ],
  [
    { n: 10, pending: 5, refilled: 12 },
    { kind: 'emptied', from: 13, to: 15 },
  ],
  [
    { n: 10, pending: 5, refilled: 15 },
    { kind: 'refilled', from: 11, to: 15 },
  ],
  [
    { n: 10, pending: 0, refilled: 13 },
    { kind: 'refilled', from: 11, to: 13 },
  ],
  [
    { n: 10, pending: null, refilled: null },
    { kind: 'emptied', from: 11, to: 10 },
  ],
])('P4 of %j is said %j', (stood, said) => {
  expect(lostOf(stood)).toEqual(said)
})
