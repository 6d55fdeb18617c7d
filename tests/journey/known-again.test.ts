import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import type { Config } from '#src/protocol/config.ts'
import { signedText } from '#src/protocol/signed.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import { offerCode } from '#src/server/pairing.ts'
import { Refusal } from '#src/server/problems.ts'
import { importRescue } from '#src/server/rescue/import.ts'
import { signText } from '#src/server/signature.ts'
import { unitView } from '#src/server/units.ts'
import { verify } from '#src/server/verify/verify.ts'
import { restoreBackup, takeBackup } from '#tests/support/backup.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeDevice, whenOpened } from '#tests/support/device.ts'
import { saveRescue } from '#tests/support/rescue.ts'
import { empty, rate, withCookies } from './browser.ts'
import { type Office, openOffice, pairTablet } from './office.ts'

const viewOf = ({ deps, unit }: Office) => deps.db.transaction().execute((trx) => unitView(trx, deps, unit))

const deedsOf = async ({ deps, unit }: Office) => {
  const rows = await deps.db.selectFrom('entry').select('line').where('log', '=', `${unit}.1`).execute()
  return rows.map(
    ({ line }) => (JSON.parse(Buffer.from(line).toString()) as { body: { deed?: string } }).body.deed,
  )
}

async function headOf({ deps }: Office, tablet: Tablet): Promise<number> {
  const { log } = await tablet.health()
  const row = await deps.db.selectFrom('log').select('head').where('id', '=', log).executeTakeFirstOrThrow()
  return row.head
}

async function heal(tablet: Tablet): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) await tablet.syncNow()
  expect(await tablet.health()).toMatchObject({ pending: 0, lastTry: { outcome: 'received' } })
}

eachDatabase((_, open, openEmpty) => {
  test('P7 a tablet that was paired after the backup is taken up again by itself, and its log counts whole', async () => {
    const database = await open()
    const office = await openOffice(database)
    const browser = withCookies(office.answer)
    const backup = await takeBackup(database, office.deps)
    const { device, tablet } = await pairTablet(office, browser.fetch)
    const cookie = [...browser.jar.values()][0]
    await rate(office, tablet, 3)
    await tablet.syncNow()
    await office.restartServer((await restoreBackup(openEmpty, backup.path)).url)
    expect((await viewOf(office)).devices).toEqual([])

    await rate(office, tablet, 2)
    await heal(tablet)
    const [found] = (await viewOf(office)).devices
    const { log } = await tablet.health()
    expect(found).toMatchObject({ id: log.split('.')[0], practice: false, retired: false, faults: [] })
    expect(await deedsOf(office)).toContain('device-known-again')
    expect(await verify(office.deps.db, { keys: office.deps.keys })).toMatchObject({ faults: [], ratings: 5 })

    expect([...browser.jar.values()][0]).not.toBe(cookie)
    const bare = await empty(device)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    expect((await bare.health()).log).toBe(log.replace(/\.1$/, '.2'))
    device.kill()
    await office.deps.db.destroy()
  })

  test('P4 P7 one that was emptied after the backup is taken up with its new key, and what no one has any more is named', async () => {
    const database = await open()
    const office = await openOffice(database)
    const browser = withCookies(office.answer)
    const { device, tablet } = await pairTablet(office, browser.fetch)
    const kept = await headOf(office, tablet)
    const backup = await takeBackup(database, office.deps)
    await rate(office, tablet, 3)
    await tablet.syncNow()
    const lost = await headOf(office, tablet)
    const bare = await empty(device)
    expect(await bare.pairAgain()).toMatchObject({ ok: true })
    await rate(office, bare, 2)
    await bare.syncNow()
    await office.restartServer((await restoreBackup(openEmpty, backup.path)).url)

    await heal(bare)
    const [found] = (await viewOf(office)).devices
    expect(found?.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'missing', from: kept + 1, to: lost }),
        expect.objectContaining({ kind: 'emptied', from: lost + 1, to: lost }),
      ]),
    )
    expect(
      found?.faults.map(({ kind }) => kind),
      'it is no forger',
    ).not.toContain('refused')
    expect(await verify(office.deps.db, { keys: office.deps.keys })).toMatchObject({ faults: [], ratings: 2 })
    device.kill()
    await office.deps.db.destroy()
  })

  test.each([
    ['was paired', false],
    ['was emptied and paired again', true],
  ])(
    'P6 P7 what a tablet holds that %s after the backup comes in a rescue file, without its ever reaching the restored server',
    async (_, isEmptied) => {
      const database = await open()
      const office = await openOffice(database)
      const browser = withCookies(office.answer)
      const early = isEmptied ? undefined : await takeBackup(database, office.deps)
      const { device, tablet } = await pairTablet(office, browser.fetch)
      const backup = early ?? (await takeBackup(database, office.deps))
      const asked = isEmptied ? await empty(device) : tablet
      if (isEmptied) expect(await asked.pairAgain()).toMatchObject({ ok: true })
      await rate(office, asked, 2)
      await asked.syncNow()
      await rate(office, asked, 2)
      const { bytes } = await saveRescue(asked)
      await office.restartServer((await restoreBackup(openEmpty, backup.path)).url)

      const parts = async function* () {
        yield bytes
      }
      const brought = () => importRescue(office.deps, parts(), { by: null, unit: null })
      const stranger = await importRescue(office.deps, parts(), { by: 'abcdef', unit: 'zzzzzz' })
      expect(stranger).toMatchObject({ code: 'rescue-other-unit' })
      expect(await brought()).toMatchObject({ added: 4, known: 0, damaged: 0, gaps: [] })
      expect(await brought()).toMatchObject({ added: 0, known: 4, damaged: 0 })
      await heal(asked)
      expect(await verify(office.deps.db, { keys: office.deps.keys })).toMatchObject({
        faults: [],
        ratings: 4,
      })
      device.kill()
      await office.deps.db.destroy()
    },
  )

  test('P4 P7 one that came after the backup in the place of another says so, and what that one owed is named', async () => {
    const database = await open()
    const office = await openOffice(database)
    const first = await pairTablet(office, withCookies(office.answer).fetch)
    await rate(office, first.tablet, 4)
    await first.tablet.syncNow()
    const backup = await takeBackup(database, office.deps)
    await rate(office, first.tablet, 1)
    first.device.kill()
    const [old] = (await viewOf(office)).devices
    const acting = { deps: office.deps, unit: office.unit, by: null }
    const offer = await office.deps.db
      .transaction()
      .execute((trx) => offerCode({ ...acting, trx }, office.counter, old!.id))
    if (offer instanceof Refusal) throw new Error(offer.code)
    const other = await whenOpened(makeDevice(withCookies(office.answer).fetch, office.clock).open())
    expect(await other.pair(offer.code)).toMatchObject({ ok: true })
    await other.syncNow()
    await office.restartServer((await restoreBackup(openEmpty, backup.path)).url)

    await heal(other)
    const { devices } = await viewOf(office)
    expect(devices.find(({ id }) => id === old!.id)).toMatchObject({
      retired: true,
      faults: [{ kind: 'emptied' }],
    })
    await other.shut()
    await office.deps.db.destroy()
  })

  test('P3 who shows anything but what this server signed for that very key stays a stranger', async () => {
    const office = await openOffice(await open())
    const [mine, thief] = [makeKey(), makeKey()]
    const { sign } = office.deps.keys
    const config = { ...(await someConfig(office)), device: 'tabet234', paired: { key: mine.key, at: 1 } }
    const signed = (said: object) => sign.sign('config', JSON.stringify(said))
    const { paired: _, ...unnamed } = config
    const ask = async (shown: Signed, log = 'tabet234.1', by = mine) => {
      const line = JSON.stringify({ log, config: shown })
      const sig = signText(by.secret, signedText('known', line))
      const body = JSON.stringify({ line, sig })
      const headers = { 'Content-Type': 'application/json' }
      const request = new Request('https://hailong.test/api/v1/pair/known', { method: 'POST', headers, body })
      const response = await office.answer(request)
      return response.status === 204 ? 'known' : ((await response.json()) as { code: string }).code
    }
    const right = signed(config)
    for (const [why, asked] of [
      [
        'another key signed the config',
        ask({ ...right, sig: signText(thief.secret, signedText('config', right.line)) }),
      ],
      ['another key signed the claim', ask(right, undefined, thief)],
      ['another tablet', ask(right, 'zzzzzzzz.1')],
      ['no key is named', ask(signed(unnamed))],
      ['a unit that is not here', ask(signed({ ...config, unit: { ...config.unit, id: 'zzzzzz' } }))],
      ['a receipt for a config', ask(sign.sign('receipt', right.line))],
    ] as const)
      expect(`${why}: ${await asked}`).toBe(`${why}: unknown-device`)
    expect((await viewOf(office)).devices).toHaveLength(1)
    expect(await ask(right)).toBe('known')
    expect(await ask(right)).toBe('known')
    expect((await viewOf(office)).devices.map(({ id }) => id)).toContain('tabet234')
    expect((await viewOf(office)).devices).toHaveLength(2)
    await office.deps.db.destroy()
  })
})

/** What this server told a tablet that it knows. */
async function someConfig(office: Office): Promise<Config> {
  const { device, tablet } = await pairTablet(office, withCookies(office.answer).fetch)
  const status = tablet.status()
  device.kill()
  if (status.kind !== 'paired') throw new Error('not paired')
  return status.config
}

function makeKey(): { key: string; secret: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { key: point.toString('base64url'), secret: privateKey }
}
