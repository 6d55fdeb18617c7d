import { expect, test } from 'vitest'
import { DATABASE } from '#src/device/db.ts'
import { VERSION } from '#src/device/stored.ts'
import { syncOnce } from '#src/device/sync.ts'
import { putImage, takeImage } from '#tests/landed/image.ts'
import { breathe, type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf, pairedTablet, rate, ratings, restart } from '#tests/support/device-paired.ts'

test('P6, P12: what a newer version wrote is not touched by this one, which says so and thanks nobody', async () => {
  const paired = await pairedTablet()
  const { device, clock } = paired
  await rate(paired)
  await paired.tablet.shut()
  await writeNewer(device)
  const before = await takeImage(device)

  const tablet = await restart(paired)
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'newer' })
  expect(await rate({ tablet, clock })).toEqual({ ok: false, why: 'newer' })
  expect(await tablet.close(draftOf(clock), 'done', undefined, 1)).toEqual({ ok: false, why: 'newer' })
  await clock.pass(60_000)
  expect(tablet.status(), 'it tries again, for an update may come').toEqual({ kind: 'broken', why: 'newer' })
  device.kill()
  expect(await syncOnce(device.worker())).toEqual({ kind: 'storage', why: 'newer' })
  expect(await takeImage(device)).toEqual(before)

  // The newer program, which comes with the next update, finds all of it.
  await putImage(device, { ...before, version: VERSION })
  const updated = await restart(paired)
  expect(updated.status().kind).toBe('paired')
  expect(await ratings(device)).toBe(1)
})

test('P6: an open page lets go when another begins a newer version, and its open rating is not lost', async () => {
  const paired = await pairedTablet()
  const { device, clock, tablet } = paired
  expect(await tablet.keepDraft(draftOf(clock, { score: 2 }))).toEqual({ ok: true })
  await writeNewer(device)
  expect(await tablet.close(draftOf(clock, { score: 2 }), 'done', undefined, 1)).toEqual({
    ok: false,
    why: 'newer',
  })
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'newer' })
  device.kill()

  await putImage(device, { ...(await takeImage(device)), version: VERSION })
  await restart(paired)
  expect(await ratings(device), 'closed by the next start').toBe(1)
})

test('P12: while a newer version waits for a page that does not let go, a tap is told after five seconds', async () => {
  const paired = await pairedTablet()
  const { device, clock } = paired
  await paired.tablet.shut()
  const frozen = await openFrozen(device)
  const newer = writeNewer(device, () => undefined)
  const tablet = device.open()
  const told = rate({ tablet, clock })
  await breathe()
  await clock.pass(5_000)
  expect(await told).toEqual({ ok: false, why: 'timeout' })
  frozen.close()
  await newer
  await clock.pass(10_000)
  expect((await whenOpened(tablet)).status()).toEqual({ kind: 'broken', why: 'newer' })
})

/** As the next version would, whatever it adds: it waits until every page has let go. */
function writeNewer({ factory }: Device, blocked?: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(DATABASE, VERSION + 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('later')
    opening.onblocked = blocked ?? (() => reject(new Error('a page did not let go')))
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      opening.result.close()
      resolve()
    }
  })
}

/** A page that does not hear of a newer version, as one that the system froze does not. */
function openFrozen({ factory }: Device): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(DATABASE)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
