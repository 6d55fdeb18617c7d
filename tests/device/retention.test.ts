import { expect, test } from 'vitest'
import { prunable } from '#src/device/retention.ts'
import { DAY_MS } from '#src/domain/calendar.ts'
import { lost } from '#tests/support/device-network.ts'
import { pairedTablet, rate, readStore, restart } from '#tests/support/device-paired.ts'

/** Number → day of its receipt by the server's clock. */
type Received = Record<number, number>
type Now = { cursor: number; first?: number; today: number; pressed?: boolean }

test.each<[string, Received, Now, number]>([
  ['nothing was received', {}, { cursor: 0, today: 500 }, 0],
  ['89 days', { 10: 0 }, { cursor: 10, today: 89 }, 0],
  ['90 days', { 10: 0 }, { cursor: 10, today: 90 }, 10],
  ['the young stay', { 10: 0, 20: 50, 30: 100 }, { cursor: 30, today: 140 }, 20],
  ['a server clock that went back', { 10: 0, 20: 100, 30: 5 }, { cursor: 30, today: 120 }, 10],
  ['nothing behind the cursor', { 10: 0, 20: 0 }, { cursor: 15, today: 200 }, 10],
  ['never the unsent', {}, { cursor: 0, today: 9_000, pressed: true }, 0],
  ['pressed: the oldest received', { 10: 0, 3000: 1 }, { cursor: 3_000, today: 2, pressed: true }, 10],
  ['pressed: half', { 2: 0, 5: 0, 6: 0, 10: 0 }, { cursor: 10, today: 0, pressed: true }, 5],
  ['pressed: a step', { 9: 0, 1999: 1, 2500: 1, 9000: 1 }, { cursor: 9_000, today: 2, pressed: true }, 1_999],
  ['pressed: one receipt for all', { 9000: 0 }, { cursor: 9_000, today: 0, pressed: true }, 9_000],
  ['pressed again', { 1999: 1, 2500: 1 }, { cursor: 2_500, first: 2_000, today: 2, pressed: true }, 2_500],
  ['pressed, all unsent', { 1999: 1 }, { cursor: 1_999, first: 2_000, today: 2, pressed: true }, 1_999],
])('P6: what may be pruned: %s', (_, received, { cursor, first = 1, today, pressed = false }, through) => {
  const receipts = Object.entries(received).map(([n, day]) => ({ n: Number(n), at: day * DAY_MS }))
  const row = { cursor: { n: cursor, hash: '' }, first }
  expect(prunable(receipts, row, { now: today * DAY_MS, pressed })).toBe(through)
})

/** A tablet that beats so seldom that hours can pass at once. */
async function calmTablet() {
  const paired = await pairedTablet()
  paired.network.config = { ...paired.network.config, version: 2, heartbeat: 86_400 }
  await paired.tablet.syncNow()
  return paired
}

test('P6: near a quarter of the quota the received goes, the unsent stays, and the tablet opens and sends on', async () => {
  const paired = await calmTablet()
  for (let i = 0; i < 3; i += 1) await rate(paired, { score: 1 }, 'Góp ý')
  await paired.tablet.syncNow()
  paired.network.always(lost)
  await rate(paired, { score: 2 }, 'Chưa gửi')
  paired.device.room.usage = 0.24 * paired.device.room.quota
  await paired.clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect((await readStore(paired.device, 'entries')).map(({ n }) => n)).toEqual([4, 5, 6, 7])
  await paired.clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect((await readStore(paired.device, 'entries')).map(({ n }) => n)).toEqual([7])
  expect((await readStore(paired.device, 'sealed')).map(({ n }) => n)).toEqual([7])
  expect((await readStore(paired.device, 'receipts')).map(({ n }) => n)).toEqual([6])
  const tablet = await restart(paired)
  paired.network.always(undefined)
  await tablet.syncNow()
  const { batch, lines } = paired.network.batches().at(-1)!
  expect([batch.from, batch.to, lines.length]).toEqual([7, 8, 2])
})

test('P6: a tablet whose clock jumps sixty years prunes nothing', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  await paired.tablet.syncNow()
  paired.device.jump(60 * 365 * DAY_MS)
  const tablet = await restart(paired)
  await tablet.syncNow()
  expect((await readStore(paired.device, 'entries')).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5])
})

test('a log of which all was pruned opens and goes on', async () => {
  const paired = await calmTablet()
  await rate(paired)
  await paired.tablet.syncNow()
  paired.device.room.usage = 0.3 * paired.device.room.quota
  for (let hour = 0; hour < 2; hour += 1) {
    await paired.clock.pass(3_600_000)
    await paired.tablet.syncNow()
  }
  expect(await readStore(paired.device, 'entries')).toEqual([])
  const tablet = await restart(paired)
  expect(await rate({ ...paired, tablet })).toMatchObject({ ok: true })
  await tablet.syncNow()
  expect(await tablet.health()).toMatchObject({ log: 'k3m9x2aq.1', pending: 0, damaged: [] })
})

test('P12: staff are told when the storage is nearly full', async () => {
  const paired = await pairedTablet()
  expect(paired.tablet.status()).toMatchObject({ storage: 'ok' })
  paired.device.room.usage = 0.81 * paired.device.room.quota
  await paired.tablet.syncNow()
  expect(paired.tablet.status()).toMatchObject({ storage: 'nearly-full' })
})
