import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { syncOnce } from '#src/device/sync.ts'
import { batchText, MAX_BODY, MAX_LINES } from '#src/protocol/log.ts'
import { breathe } from '#tests/support/device.ts'
import { lost, stored } from '#tests/support/device-network.ts'
import { onDisk, type Paired, pairedTablet, rate, readStore, restart } from '#tests/support/device-paired.ts'

const cursors = async ({ device }: Pick<Paired, 'device'>) =>
  (await readStore(device, 'logs')).map(({ log, head, cursor }) => `${log} ${cursor.n}/${head.n}`)

test('P2: a batch is signed over its very bytes, by the key that stands in genesis', async () => {
  const paired = await pairedTablet()
  await rate(paired, { score: 2 }, 'Chờ lâu')
  await paired.tablet.syncNow()
  const [first, second] = paired.network.batches()
  const key = JSON.parse(first!.lines[0]!).body.key
  for (const { batch, raw } of [first!, second!]) {
    const { sig, ...rest } = batch
    const digest = Buffer.from(
      await crypto.subtle.digest('SHA-256', raw as Uint8Array<ArrayBuffer>),
    ).toString('hex')
    expect(await verify(key, batchText(rest, digest), sig)).toBe(true)
  }
  expect(second?.batch).toMatchObject({ from: 4, to: 4 })
  expect(second?.lines).toHaveLength(1)
  expect(second?.comments.map(({ n }) => n)).toEqual([4])
  expect(second?.headers.get('Content-Encoding')).toBe('gzip')
  expect(gunzipSync(second!.raw).toString().split('\n')).toHaveLength(2)
  expect(second?.state).toMatchObject({
    pending: 1,
    config: 1,
    persisted: true,
    used: 3,
    quota: 1000,
    build: 'test',
  })
})

test('P2, P6: a cursor moves only on a receipt, together with it', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  expect(await cursors(paired)).toEqual(['k3m9x2aq.1 3/4'])
  await paired.tablet.syncNow()
  expect(await cursors(paired)).toEqual(['k3m9x2aq.1 4/4'])
  expect((await readStore(paired.device, 'receipts')).map(({ n }) => n)).toEqual([3, 4])
})

test('P2: after a lost reply the same bytes are sent again', async () => {
  const paired = await pairedTablet()
  await rate(paired, { score: 1 }, 'Góp ý')
  await rate(paired)
  paired.network.script(lost)
  await paired.tablet.syncNow()
  await paired.tablet.syncNow()
  const [, first, second] = paired.network.batches()
  expect(second?.raw).toEqual(first?.raw)
  expect(second?.batch).toMatchObject({
    from: first?.batch.from,
    to: first?.batch.to,
    hash: first?.batch.hash,
  })
})

test('P2: a batch that the server had already stored moves the cursor as far as its receipt', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  await rate(paired)
  const { head } = (await readStore(paired.device, 'logs'))[0]!
  await rate(paired)
  paired.network.script((seen) => stored(paired.network, seen, head))
  await paired.tablet.syncNow()
  expect(paired.network.batches().map(({ batch }) => [batch.from, batch.to])).toEqual([
    [1, 3],
    [4, 6],
    [6, 6],
  ])
})

test('P6: weeks offline are sent in batches within the limits of the wire, in order', {
  timeout: 60_000,
}, async () => {
  const paired = await pairedTablet()
  for (let i = 0; i < 1_200; i += 1) await rate(paired)
  for (let i = 0; i < 60; i += 1) await rate(paired, { score: 1 }, 'ấ'.repeat(500))
  await paired.tablet.syncNow()
  const batches = paired.network.batches()
  expect(batches.every(({ batch }) => batch.to - batch.from < MAX_LINES)).toBe(true)
  expect(batches.every(({ raw }) => raw.length < MAX_BODY)).toBe(true)
  expect(batches.flatMap(({ lines }) => lines)).toHaveLength(1_263)
  expect(batches.flatMap(({ comments }) => comments)).toHaveLength(60)
  expect((await paired.tablet.health()).pending).toBe(0)
})

test('nothing to send: the batch is empty and its hash is that of the last entry', async () => {
  const paired = await pairedTablet()
  await paired.tablet.syncNow()
  const [first, second] = paired.network.batches()
  expect(second?.batch).toMatchObject({ from: 4, to: 3, hash: first?.batch.hash })
  expect(gunzipSync(second!.raw).toString()).toBe('')
  expect(second?.state).toMatchObject({ pending: 0, oldest: 0 })
})

test('a held receipt moves the cursor, and the config says that the tablet is retired', async () => {
  const paired = await pairedTablet()
  const { network, tablet } = paired
  network.config = { ...network.config, version: 2, retired: true }
  await rate(paired)
  network.script((seen) => stored(network, seen, { held: true }))
  await tablet.syncNow()
  expect(await cursors(paired)).toEqual(['k3m9x2aq.1 4/4'])
  expect(tablet.status()).toMatchObject({ kind: 'paired', config: { retired: true } })
})

test('the clock offset is server minus tablet at the middle of the exchange, and belongs to the run', async () => {
  const paired = await pairedTablet({ skew: -7_200_000 })
  const { network, clock, tablet, device } = paired
  expect(tablet.status()).toMatchObject({ clockOffset: 7_200_000 })
  network.script(async (seen) => {
    await clock.pass(400)
    const answer = await stored(network, seen)
    await clock.pass(400)
    return answer
  })
  await tablet.syncNow()
  expect((await tablet.health()).clockOffset).toBe(7_200_000)
  device.jump(7_200_000)
  await rate(paired)
  expect((await tablet.health()).clockOffset).toBeNull()
  await tablet.syncNow()
  expect((await tablet.health()).clockOffset).toBe(0)
})

test('P12: the dot goes offline and online again, and the pending are counted', async () => {
  const paired = await pairedTablet()
  const { network, tablet } = paired
  expect(tablet.status()).toMatchObject({ link: 'online' })
  network.always(lost)
  await rate(paired)
  await tablet.syncNow()
  expect(tablet.status()).toMatchObject({ link: 'offline' })
  expect(await tablet.health()).toMatchObject({ pending: 1, lastTry: { outcome: 'offline' } })
  network.always(undefined)
  await tablet.syncNow()
  expect(tablet.status()).toMatchObject({ link: 'online' })
})

test('P12: after a start the dot says neither until an exchange was tried', async () => {
  const paired = await pairedTablet()
  paired.network.always(lost)
  const tablet = await restart(paired)
  expect(tablet.status()).toMatchObject({ kind: 'paired', link: 'untried' })
  await tablet.syncNow()
  expect(tablet.status()).toMatchObject({ link: 'offline' })
})

test('an exchange that hangs is given up after thirty seconds', async () => {
  const { network, clock, tablet } = await pairedTablet()
  network.script(() => new Promise(() => undefined))
  const done = tablet.syncNow()
  await clock.awaited(30_000)
  await clock.pass(30_000)
  await done
  expect((await tablet.health()).lastTry?.outcome).toBe('offline')
})

test('P2: page and worker never send at the same time, and the worker leaves it to an open page', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  expect(await syncOnce(paired.device.worker())).toEqual({ kind: 'left-to-page' })
  paired.device.kill()
  const exchanges = paired.network.batches().length
  const [one, other] = [syncOnce(paired.device.worker()), syncOnce(paired.device.worker())]
  expect([await one, await other].map(({ kind }) => kind).sort()).toEqual(['busy', 'received'])
  expect(paired.network.batches()).toHaveLength(exchanges + 1)
  expect(await cursors(paired)).toEqual(['k3m9x2aq.1 4/4'])
})

test('the worker says a run that the log does not know: nobody watched the clock', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  paired.device.kill()
  await syncOnce(paired.device.worker())
  const runs = (await readStore(paired.device, 'entries')).flatMap(
    ({ line }) => JSON.parse(line).body.run ?? [],
  )
  expect(runs).not.toContain(paired.network.batches().at(-1)?.state.run)
})

test('the worker of a tablet that is not paired does nothing', async () => {
  const paired = await pairedTablet()
  paired.device.kill()
  await onDisk(paired.device, 'meta', (s) => s.delete('identity'))
  expect(await syncOnce(paired.device.worker())).toEqual({ kind: 'unpaired' })
})

test('P5, P6: what was rated offline before a restart is sent after it', async () => {
  const paired = await pairedTablet()
  paired.network.always(lost)
  for (let i = 0; i < 20; i += 1) await rate(paired)
  const tablet = await restart(paired)
  paired.network.always(undefined)
  await tablet.syncNow()
  const sent = paired.network.batches().at(-1)!
  expect(sent.lines.filter((line) => line.includes('"kind":"rating"'))).toHaveLength(20)
  expect((await tablet.health()).pending).toBe(0)
})

test('a rating is sent a second after it, and the next heartbeat comes by itself', async () => {
  const paired = await pairedTablet()
  const { network, clock, tablet } = paired
  const count = () => network.batches().length
  const before = count()
  await rate(paired)
  await clock.pass(900)
  expect(count()).toBe(before)
  await clock.pass(200)
  await expect.poll(count).toBe(before + 1)
  await expect.poll(async () => (await tablet.health()).pending).toBe(0)
  await breathe(50)
  await clock.pass(15_000)
  await expect.poll(count).toBe(before + 2)
})

async function verify(point: string, text: string, sig: string): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', Buffer.from(point, 'base64url'), algorithm, false, [
    'verify',
  ])
  return crypto.subtle.verify(algorithm, key, Buffer.from(sig, 'base64url'), Buffer.from(text))
}

test('P12: an exchange says how the service worker stands, where that is known', async () => {
  const { device, network } = await pairedTablet()
  device.kill()
  const worker = { state: 'activated', serves: false, update: true } as const
  await syncOnce({ ...device.worker(), worker: () => worker })
  await syncOnce(device.worker())
  const said = network.batches().map(({ state }) => state.worker)
  expect(said.slice(-2)).toEqual([worker, undefined])
})

test('P12: an exchange says that the last write failed, whatever the browser says of its room', async () => {
  const paired = await pairedTablet()
  paired.device.faults.transaction = ({ mode }) => (mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  await rate(paired)
  await paired.tablet.syncNow()
  expect(paired.network.batches().at(-1)?.state.failing).toBe('full')
  paired.device.faults.transaction = undefined
  await rate(paired)
  await paired.tablet.syncNow()
  expect(paired.network.batches().at(-1)?.state.failing).toBeUndefined()
})
