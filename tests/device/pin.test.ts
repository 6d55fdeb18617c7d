import { expect, test } from 'vitest'
import { failOnce } from '#src/device/pin.ts'
import { type Paired, pairedTablet, rate, restart } from '#tests/support/device-paired.ts'

const MINUTE = 60_000

async function guarded(): Promise<Paired> {
  const paired = await pairedTablet()
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await crypto.subtle.importKey('raw', Buffer.from('482913'), 'PBKDF2', false, ['deriveBits'])
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 1_000 }
  const hash = Buffer.from(await crypto.subtle.deriveBits(derivation, key, 256)).toString('base64url')
  const staffPin = { salt: Buffer.from(salt).toString('base64url'), rounds: 1_000, hash }
  paired.network.config = { ...paired.network.config, version: 2, staffPin, heartbeat: 7_200 }
  await paired.tablet.syncNow()
  return paired
}

test.each([
  [0, 1, 0],
  [3, 4, 0],
  [4, 5, 5],
  [5, 6, 15],
  [6, 7, 60],
  [7, 8, 60],
  [90, 91, 60],
])('after %d wrong tries one more makes %d and locks for %d minutes', (before, failures, minutes) => {
  expect(failOnce({ failures: before, lockedMs: 0 })).toEqual({ failures, lockedMs: minutes * MINUTE })
})

test('the right PIN opens and forgets the wrong tries', async () => {
  const { tablet } = await guarded()
  expect(await tablet.checkPin('000000')).toEqual({ ok: false, triesLeft: 4 })
  expect(await tablet.checkPin('111111')).toEqual({ ok: false, triesLeft: 3 })
  expect(await tablet.checkPin('482913')).toEqual({ ok: true })
  expect(await tablet.checkPin('111111')).toEqual({ ok: false, triesLeft: 4 })
})

test('five wrong tries lock for 5, 15 and 60 minutes, and the right PIN does not open a lock', async () => {
  const { tablet, clock } = await guarded()
  const wrong = []
  for (let i = 0; i < 5; i += 1) wrong.push(await tablet.checkPin('000000'))
  expect(wrong.map((check) => ('triesLeft' in check ? check.triesLeft : check))).toEqual([
    4,
    3,
    2,
    1,
    { ok: false, lockedMinutes: 5 },
  ])
  await clock.pass(4 * MINUTE)
  expect(await tablet.checkPin('482913')).toEqual({ ok: false, lockedMinutes: 1 })
  await clock.pass(MINUTE)
  expect(await tablet.checkPin('000000')).toEqual({ ok: false, lockedMinutes: 15 })
  await clock.pass(15 * MINUTE)
  expect(await tablet.checkPin('000000')).toEqual({ ok: false, lockedMinutes: 60 })
  await clock.pass(60 * MINUTE)
  expect(await tablet.checkPin('482913')).toEqual({ ok: true })
})

test('neither a set clock nor a restart shortens a lock', async () => {
  const paired = await guarded()
  for (let i = 0; i < 5; i += 1) await paired.tablet.checkPin('000000')
  paired.device.jump(3_600_000)
  expect(await paired.tablet.checkPin('482913')).toEqual({ ok: false, lockedMinutes: 5 })
  await paired.clock.pass(2 * MINUTE)
  await paired.tablet.checkPin('482913')
  const tablet = await restart(paired)
  expect(await tablet.checkPin('482913')).toEqual({ ok: false, lockedMinutes: 3 })
})

test('a try is on disk before it is judged: pulling the plug gains none', async () => {
  const paired = await guarded()
  let tablet = paired.tablet
  for (let i = 0; i < 4; i += 1) {
    await tablet.checkPin('000000')
    tablet = await restart(paired)
  }
  expect(await tablet.checkPin('000000')).toEqual({ ok: false, lockedMinutes: 5 })
})

test('tries at the same moment count one by one', async () => {
  const { tablet } = await guarded()
  const checks = await Promise.all(['1', '2', '3', '4', '5', '482913'].map((pin) => tablet.checkPin(pin)))
  expect(checks.at(-1)).toEqual({ ok: false, lockedMinutes: 5 })
})

test('P12: with a broken disk the corner still opens, and tries are counted', async () => {
  const paired = await guarded()
  paired.device.faults.transaction = () => 'UnknownError'
  expect(await rate(paired)).toMatchObject({ ok: false })
  expect(await paired.tablet.checkPin('000000')).toEqual({ ok: false, triesLeft: 4 })
  expect(await paired.tablet.checkPin('482913')).toEqual({ ok: true })
})
