import { forceCloseDatabase } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { DATABASE, openDisk } from '#src/device/db.ts'
import type { Closing } from '#src/device/types.ts'
import { breathe, makeClock, makeDevice, whenOpened } from '#tests/support/device.ts'
import { makeNetwork } from '#tests/support/device-network.ts'
import {
  draftOf,
  entriesOf,
  onDisk,
  type Paired,
  pairedTablet,
  rate,
  ratings,
  readStore,
  restart,
} from '#tests/support/device-paired.ts'

test.each<[string, (handle: IDBDatabase) => void]>([
  ['with an event', (handle) => forceCloseDatabase(handle as never)],
  ['silently', (handle) => handle.close()],
])('P1: a handle that dies %s is opened again, and the rating stands', async (_, kill) => {
  const paired = await pairedTablet()
  const opened = paired.device.faults.opened ?? 0
  kill(paired.device.faults.handle!)
  expect(await rate(paired)).toMatchObject({ ok: true })
  expect(await ratings(paired.device)).toBe(1)
  expect(paired.device.faults.opened).toBe(opened + 1)
})

test('P1: a transaction that fails once is tried again on a new handle', async () => {
  const paired = await pairedTablet()
  let failures = 1
  paired.device.faults.transaction = (tx) =>
    tx.mode === 'readwrite' && failures-- > 0 ? 'UnknownError' : undefined
  expect(await rate(paired)).toMatchObject({ ok: true })
  expect(await ratings(paired.device)).toBe(1)
})

test('P1 P6: after a write that failed nobody is thanked before a new file was begun', async () => {
  const paired = await pairedTablet()
  const { faults } = paired.device
  let renewals = 0
  let isFull = true
  faults.transaction = (tx) => (isFull && tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  faults.renewal = () => {
    renewals += 1
    return isFull ? 'QuotaExceededError' : undefined
  }
  expect(await rate(paired)).toEqual({ ok: false, why: 'full' })
  const torn = faults.transaction
  faults.transaction = undefined
  expect(await rate(paired), 'it would fit, but behind a torn one').toEqual({ ok: false, why: 'full' })
  expect(renewals).toBe(1)
  faults.transaction = torn
  isFull = false
  expect(await rate(paired)).toMatchObject({ ok: true })
  expect(renewals).toBe(2)
  expect(await rate(paired)).toMatchObject({ ok: true })
  expect(renewals, 'once a wound').toBe(2)
})

test('P12: a disk that always fails is opened three times again, then left', async () => {
  const { device, clock } = await pairedTablet()
  const disk = openDisk(device.worker())
  const before = device.faults.opened ?? 0
  device.faults.transaction = () => 'UnknownError'
  for (let i = 0; i < 5; i += 1) {
    expect(await disk.read(['logs'], (tx) => tx.objectStore('logs').getAll())).toEqual({
      ok: false,
      why: 'refused',
    })
  }
  expect((device.faults.opened ?? 0) - before).toBe(5 + 3)
  device.faults.transaction = undefined
  expect(await disk.read(['logs'], (tx) => tx.objectStore('logs').getAll())).toMatchObject({ ok: true })
  expect(clock.now()).toBeGreaterThan(0)
})

test('P12: an open that hangs is a timeout after five seconds: nobody is thanked', async () => {
  const clock = makeClock()
  const network = await makeNetwork(clock.now)
  const device = makeDevice(network.fetch, clock)
  device.faults.open = 'hang'
  const tablet = device.open()
  const kept = tablet.keepDraft(draftOf(clock))
  await clock.awaited(5_000)
  await clock.pass(4_900)
  expect(tablet.status()).toEqual({ kind: 'opening' })
  await clock.pass(200)
  expect(await kept).toEqual({ ok: false, why: 'timeout' })
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'timeout' })
})

test('P12: a tablet that broke is tried again by itself', async () => {
  const paired = await pairedTablet()
  const { clock, device } = paired
  device.kill()
  device.faults.open = 'refuse'
  const tablet = await whenOpened(device.open())
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'refused' })
  device.faults.open = undefined
  await clock.pass(10_000)
  await expect.poll(() => tablet.status().kind).toBe('paired')
  expect(await rate({ tablet, clock })).toMatchObject({ ok: true })
})

test('P2: a disk that breaks and heals in the middle of a rating leaves it one rating, with its end', async () => {
  const paired = await pairedTablet()
  const { clock, device, tablet } = paired
  const draft = draftOf(clock)
  await tablet.keepDraft(draft)
  device.faults.transaction = () => 'UnknownError'
  expect(await tablet.keepDraft(draft)).toEqual({ ok: false, why: 'refused' })
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'refused' })
  device.faults.transaction = undefined
  await clock.pass(10_000)
  await expect.poll(() => tablet.status().kind).toBe('paired')
  expect(await tablet.close(draft, 'done', undefined, 12_000)).toMatchObject({ ok: true })
  expect((await entriesOf(device, 'rating')).map(({ body }) => body.end)).toEqual(['done'])
})

test('P5: a tap before the database is open is held and written', async () => {
  const paired = await pairedTablet()
  paired.device.kill()
  const tablet = paired.device.open()
  expect(tablet.status()).toEqual({ kind: 'opening' })
  expect(await rate({ ...paired, tablet })).toMatchObject({ ok: true })
  expect(await ratings(paired.device)).toBe(1)
})

test('P12: a write that hangs is a timeout; when it lands after all, the rating stands once', async () => {
  const paired = await pairedTablet()
  const { clock, device, tablet } = paired
  const draft = draftOf(clock)
  await tablet.keepDraft(draft)
  const blocker = await holdEverything(device.factory)
  let closing: Closing | undefined
  const closed = tablet.close(draft, 'done', undefined, 1).then((answer) => {
    closing = answer
  })
  await clock.awaited(5_000)
  await clock.pass(5_000)
  await closed
  expect(closing).toEqual({ ok: false, why: 'timeout' })
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'timeout' })
  blocker()
  await healed(paired)
  expect(await tablet.close(draft, 'done', undefined, 1)).toMatchObject({ ok: true })
  expect(await rate(paired)).toMatchObject({ ok: true })
  expect(await ratings(device)).toBe(2)
})

test('P2 P12: a first face that lands after it was said not to be recorded is no rating', async () => {
  const paired = await pairedTablet()
  const { clock, device, tablet } = paired
  const blocker = await holdEverything(device.factory)
  const kept = tablet.keepDraft(draftOf(clock, { score: 5 }))
  await clock.awaited(5_000)
  await clock.pass(5_000)
  expect(await kept).toEqual({ ok: false, why: 'timeout' })
  blocker()
  await healed(paired)
  expect(await ratings(device)).toBe(0)
  expect(await rate(paired, { score: 4 })).toMatchObject({ ok: true })
  expect((await entriesOf(device, 'rating')).map(({ body }) => body.score)).toEqual([4])
})

test('P1: a face that was chosen again, and landed late, is the one that is recorded', async () => {
  const paired = await pairedTablet()
  const { clock, device, tablet } = paired
  const first = draftOf(clock, { score: 5 })
  expect(await tablet.keepDraft(first)).toEqual({ ok: true })
  const blocker = await holdEverything(device.factory)
  const again = { ...first, answers: { ...first.answers, score: 1 as const, rechosen: [5 as const] } }
  const kept = tablet.keepDraft(again)
  await clock.awaited(5_000)
  await clock.pass(5_000)
  expect(await kept).toEqual({ ok: false, why: 'timeout' })
  blocker()
  await healed(paired)
  expect(await rate(paired, { score: 3 })).toMatchObject({ ok: true })
  expect(
    (await entriesOf(device, 'rating')).map(({ body }) => [body.score, body.rechosen, body.end]),
  ).toEqual([
    [1, '5', 'restart'],
    [3, undefined, 'done'],
  ])
})

test('P4: a tail that was cut off is found at the start, and a new generation begins', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  await rate(paired)
  await onDisk(paired.device, 'entries', (s) => s.delete(['k3m9x2aq.1', 5]))
  const tablet = await restart(paired)
  expect((await tablet.health()).log).toBe('k3m9x2aq.2')
  const genesis = (await readStore(paired.device, 'entries')).find(({ log }) => log === 'k3m9x2aq.2')
  expect(JSON.parse(genesis!.line).body.after).toMatchObject({ log: 'k3m9x2aq.1', n: 3 })
  expect(await rate({ ...paired, tablet })).toMatchObject({ ok: true })
  await tablet.syncNow()
  expect((await tablet.health()).damaged).toEqual([{ log: 'k3m9x2aq.1', n: 5 }])
  const sent = paired.network.batches().map(({ batch }) => `${batch.log} ${batch.from}-${batch.to}`)
  expect(sent.slice(1)).toEqual(['k3m9x2aq.1 4-4', 'k3m9x2aq.2 1-4'])
})

/** Holds a lock on all stores, as a hung backing store does; the answer lets go. */
function holdEverything(factory: IDBFactory): Promise<() => void> {
  return new Promise((resolve) => {
    const opening = factory.open(DATABASE)
    opening.onsuccess = () => {
      const db = opening.result
      let held = true
      const store = db.transaction([...db.objectStoreNames], 'readwrite').objectStore('meta')
      const spin = () => {
        store.count().onsuccess = () => (held ? spin() : db.close())
      }
      spin()
      resolve(() => {
        held = false
      })
    }
  })
}

/** Time passes until the tablet has tried again by itself, and again where the machine was too busy for it. */
async function healed(paired: Paired): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    await passWithDisk(paired, 10_000)
    if (paired.tablet.status().kind === 'paired') return
  }
  throw new Error(`The tablet is ${JSON.stringify(paired.tablet.status())}.`)
}

/**
 * Lets that time pass a second at a time, and the disk do between them what was asked of it: real work takes real time, and a clock that
 * ran ahead of it on a busy machine would call a healthy disk hung.
 */
async function passWithDisk({ clock, device }: Pick<Paired, 'clock' | 'device'>, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    await readStore(device, 'logs')
    await breathe()
    await clock.pass(1_000)
  }
  await readStore(device, 'logs')
  await breathe(100) // what begins at the end opens the database, and begins a new file
}
