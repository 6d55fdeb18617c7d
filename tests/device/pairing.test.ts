import { expect, test } from 'vitest'
import { isBareAddress } from '#src/device/preflight.ts'
import { openTablet } from '#src/device/tablet.ts'
import { type DeviceOptions, makeClock, makeDevice, whenOpened } from '#tests/support/device.ts'
import {
  type Answer,
  lost,
  makeNetwork,
  makeTestKey,
  type Network,
  problem,
} from '#tests/support/device-network.ts'
import { draftOf, pairedTablet, readStore, restart } from '#tests/support/device-paired.ts'

async function fresh(options: DeviceOptions = {}) {
  const clock = makeClock()
  const network = await makeNetwork(clock.now)
  const device = makeDevice(network.fetch, clock, options)
  return { clock, network, device, tablet: await whenOpened(device.open()) }
}

test('P5: a paired tablet stays paired over a restart, with a key that nobody can read', async () => {
  const paired = await pairedTablet()
  const tablet = await restart(paired)
  expect(tablet.status()).toMatchObject({ kind: 'paired', config: { counter: { label: '3' } } })
  const meta = await readStore(paired.device, 'meta')
  const keys = meta.flatMap((value) => ('keys' in value ? [value.keys] : []))
  expect(keys[0]?.privateKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('pkcs8', keys[0]!.privateKey)).rejects.toThrow()
})

test('the code is sent without its dash, in small letters', async () => {
  const { network, tablet } = await fresh()
  await tablet.pair(' hs7k-2mQD ')
  expect(JSON.parse(Buffer.from(network.seen[0]!.raw).toString())).toMatchObject({ code: 'hs7k2mqd' })
})

const forgedConfig =
  (network: Network): Answer =>
  async () => {
    const stranger = await makeTestKey('strange2')
    const { kid, key } = network.key
    const config = await network.sign('config', network.config, stranger)
    const serverKeys = [{ kid, key }]
    return Response.json({ device: 'k3m9x2aq', log: 'k3m9x2aq.1', epoch: 'e1', config, serverKeys, at: 0 })
  }

test.each<[string, string, (network: Network) => Answer]>([
  ['no network', 'offline', () => lost],
  ['a captive portal', 'offline', () => () => new Response('<html>')],
  ['a wrong code', 'code-wrong', () => () => problem('code-wrong', 404)],
  ['an expired code', 'code-expired', () => () => problem('code-expired', 410)],
  ['a used code', 'code-used', () => () => problem('code-used', 410)],
  ['a failing server', 'internal', () => () => problem('internal', 500)],
  ['a config that its keys did not sign', 'bad-signature', forgedConfig],
])('%s: not paired, nothing kept, and the next code works', async (_, why, answer) => {
  const { network, device, tablet } = await fresh()
  network.script(answer(network))
  expect(await tablet.pair('ABCD-EFGH')).toEqual({ ok: false, why })
  expect(tablet.status()).toEqual({ kind: 'unpaired' })
  expect([...(await readStore(device, 'meta')), ...(await readStore(device, 'entries'))]).toEqual([])
  expect(await tablet.pair('ABCD-EFGH')).toMatchObject({ ok: true })
})

test('a code that cannot be one is not sent', async () => {
  const { network, tablet } = await fresh()
  expect(await tablet.pair('ABC')).toEqual({ ok: false, why: 'code-wrong' })
  expect(network.seen).toEqual([])
})

test('P1, P12: without a secure context or a disk that keeps there is no pairing', async () => {
  const { clock, network, device, tablet } = await fresh()
  await tablet.shut()
  const insecure = await whenOpened(openTablet({ ...device.worker(), secure: false }))
  expect(await insecure.pair('ABCD-EFGH')).toEqual({ ok: false, why: 'insecure' })
  await insecure.shut()
  const refusing = await whenOpened(device.open())
  device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  expect(await refusing.pair('ABCD-EFGH')).toEqual({ ok: false, why: 'storage' })
  expect(network.seen).toEqual([])
  expect(await refusing.keepDraft(draftOf(clock))).toEqual({ ok: false, why: 'refused' })
})

test('what is doubtful is warned of and stops nothing', async () => {
  const { device, tablet, clock } = await fresh({ origin: 'https://192.168.1.5', skew: 600_000 })
  await tablet.shut()
  device.room.persisted = false
  const page = await whenOpened(
    openTablet({ ...device.worker(), serviceWorker: () => new Promise(() => undefined) }),
  )
  let isPaired = false
  const pairing = page.pair('ABCD-EFGH').finally(() => {
    isPaired = true
  })
  // Only now nothing but the warnings is waited for.
  await expect.poll(() => readStore(device, 'entries')).toHaveLength(3)
  while (!isPaired) await clock.pass(1_000)
  expect(await pairing).toEqual({
    ok: true,
    warnings: ['not-persistent', 'bare-address', 'wrong-clock', 'no-service-worker'],
  })
})

test.each([
  ['https://hailong.hoabinh.gov.vn', false],
  ['https://192.168.1.5:8443', true],
  ['https://[fd00::5]', true],
  ['http://127.0.0.1:8080', false],
  ['http://localhost:8080', false],
  ['http://[::1]:8080', false],
])('is %s a bare address? %s', (origin, bare) => {
  expect(isBareAddress(origin)).toBe(bare)
})

test('a paired tablet does not pair again', async () => {
  const { tablet } = await pairedTablet()
  expect(await tablet.pair('ABCD-EFGH')).toMatchObject({ ok: false })
})
