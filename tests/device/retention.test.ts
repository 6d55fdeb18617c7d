import { expect, test } from 'vitest'
import { openDisk } from '#src/device/db.ts'
import { oldReceipts, prunable, prune } from '#src/device/retention.ts'
import { DAY_MS } from '#src/domain/calendar.ts'
import { gap, lost } from '#tests/support/device-network.ts'
import { pairedTablet, rate, readStore, restart } from '#tests/support/device-paired.ts'

/** Days, by the server's clock, of the receipts in the order of their entries. */
const every = (step: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => from + i * step)
const SIXTY_YEARS = 60 * 365

test.each<[string, number[], number, number]>([
  ['none', [], 500, 0],
  ['89 days', every(1, 90), 89, 0],
  ['90 days', every(1, 90), 90, 1],
  ['the young stay', every(1, 140), 140, 51],
  ['a week between receipts', every(7, 14), 91, 1],
  ['ten days off at Tết count as a week', [...every(1, 80), ...every(1, 5, 90)], 94, 1],
  ['one receipt, long ago', [0], 500, 0],
  ['a leap of the server’s clock that lasts', every(1, 10), SIXTY_YEARS, 0],
  [
    'a leap of the server’s clock, and some days in it',
    [...every(1, 10), ...every(1, 10, SIXTY_YEARS)],
    SIXTY_YEARS + 10,
    0,
  ],
  ['a leap that was set right', [...every(1, 10), SIXTY_YEARS, ...every(1, 10, 10)], 20, 0],
  ['a clock that leaps to and fro', every(1, 60).flatMap((day) => [day, SIXTY_YEARS + day]), 60, 0],
  ['90 days after a leap that was set right', [0, SIXTY_YEARS, ...every(1, 90, 1)], 91, 3],
  [
    '90 days with a leap in them that was set right',
    [...every(1, 46), SIXTY_YEARS, ...every(1, 45, 46)],
    91,
    2,
  ],
  ['a server clock that fell back to 1970', [...every(1, 50), -20_000, ...every(1, 9, 51)], 60, 0],
  ['a server clock that went back and stays', every(1, 100, 1_000), 5, 0],
])('P6: which receipts are 90 days old: %s', (_, days, today, old) => {
  const receipts = days.map((day) => ({ at: day * DAY_MS }))
  expect(oldReceipts(receipts, today * DAY_MS)).toBe(old)
})

type Log = { cursor: number; first?: number; old?: number; pressed?: boolean }

test.each<[string, number[], Log, number]>([
  ['nothing was received', [], { cursor: 0 }, 0],
  ['nothing is old', [10], { cursor: 10 }, 0],
  ['what is old', [10, 20, 30], { cursor: 30, old: 2 }, 20],
  ['all is old', [10, 20], { cursor: 20, old: 9 }, 20],
  ['nothing behind the cursor', [10, 20], { cursor: 15, old: 2 }, 10],
  ['never the unsent', [], { cursor: 0, old: 5, pressed: true }, 0],
  ['pressed: the oldest received', [10, 3000], { cursor: 3_000, pressed: true }, 10],
  ['pressed: half', [2, 5, 6, 10], { cursor: 10, pressed: true }, 5],
  ['pressed: a step', [9, 1999, 2500, 9000], { cursor: 9_000, pressed: true }, 1_999],
  ['pressed: one receipt for all', [9000], { cursor: 9_000, pressed: true }, 9_000],
  ['pressed again', [1999, 2500], { cursor: 2_500, first: 2_000, pressed: true }, 2_500],
  ['pressed, all unsent', [1999], { cursor: 1_999, first: 2_000, pressed: true }, 1_999],
])('P6: what may be pruned: %s', (_, numbers, { cursor, first = 1, old = 0, pressed = false }, through) => {
  const row = { cursor: { n: cursor, hash: '' }, first }
  expect(
    prunable(
      numbers.map((n) => ({ n })),
      row,
      { old, pressed },
    ),
  ).toBe(through)
})

/** A tablet that beats so seldom that hours can pass at once. */
async function calmTablet() {
  const paired = await pairedTablet()
  paired.network.config = { ...paired.network.config, version: 2, heartbeat: 86_400 }
  await paired.tablet.syncNow()
  return paired
}

test('P6 P7: near a quarter of the quota the oldest received go, and only when the server has just said that it has them', async () => {
  const paired = await calmTablet()
  const numbers = async (store: 'entries' | 'sealed' | 'receipts') =>
    (await readStore(paired.device, store)).map(({ n }) => n)
  for (let i = 0; i < 3; i += 1) await rate(paired, { score: 1 }, 'Góp ý')
  await paired.tablet.syncNow()
  paired.network.always(lost)
  await rate(paired, { score: 2 }, 'Chưa gửi')
  paired.device.room.usage = 0.24 * paired.device.room.quota
  for (let hour = 0; hour < 2; hour += 1) {
    await paired.clock.pass(3_600_000)
    await paired.tablet.syncNow()
  }
  expect(await numbers('entries'), 'it may have been put back meanwhile').toEqual([1, 2, 3, 4, 5, 6, 7])
  paired.network.always(undefined)
  await paired.tablet.syncNow()
  expect(await numbers('entries')).toEqual([4, 5, 6, 7])
  await paired.clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect(await numbers('entries')).toEqual([7])
  expect(await numbers('sealed')).toEqual([7])
  expect(await numbers('receipts')).toEqual([6, 7])
  const tablet = await restart(paired)
  await tablet.syncNow()
  const { batch, lines } = paired.network.batches().at(-1)!
  expect([batch.from, batch.to, lines.length]).toEqual([8, 8, 1])
})

test('P6 P7: nothing is pruned that a restored server lacks, though the disk could not take that down', async () => {
  const paired = await calmTablet()
  const { network, device, clock } = paired
  for (let i = 0; i < 3; i += 1) await rate(paired)
  await paired.tablet.syncNow()
  const held = await readStore(device, 'entries')
  const answers: string[] = []
  network.always(async ({ batch }) => {
    answers.push(batch!.log)
    return gap(network, { log: batch!.log, n: 0, hash: '0'.repeat(64) })
  })
  device.faults.transaction = (tx) =>
    answers.length > 0 && tx.mode === 'readwrite' && tx.objectStoreNames.contains('receipts')
      ? 'UnknownError'
      : undefined
  device.room.usage = 0.24 * device.room.quota
  await clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect(answers.length).toBeGreaterThan(0)
  device.faults.transaction = undefined
  network.always(lost)
  await clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect(await readStore(device, 'entries')).toEqual(held)
  network.always(undefined)
  await paired.tablet.syncNow()
  await clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect((await readStore(device, 'entries')).length, 'it goes on once the server has all').toBeLessThan(
    held.length,
  )
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

test('P6: the generations of a log age as one, in their order', async () => {
  const { device, network } = await pairedTablet()
  const disk = openDisk(device.worker())
  const days = {
    1: [100, 95],
    2: [90, 85],
    9: [80, 75, 70, 65, 60, 55, 50, 45],
    10: [40, 35, 30, 25, 20, 15, 10, 5],
  }
  const written = await disk.write(['logs', 'receipts'], async (tx, also) => {
    also(tx.objectStore('receipts').clear())
    for (const [generation, ago] of Object.entries(days)) {
      const log = `k3m9x2aq.${generation}`
      const head = { n: ago.length, hash: '' }
      also(tx.objectStore('logs').put({ log, head, cursor: head, epoch: 'e1', first: 1 }))
      for (const [i, day] of ago.entries()) {
        const row = { log, n: i + 1, hash: '', at: network.now() - day * DAY_MS, epoch: 'e1' }
        also(tx.objectStore('receipts').put({ ...row, signed: { line: '', sig: '', kid: '' } }))
      }
    }
  })
  expect(written).toMatchObject({ ok: true })
  await prune(disk, false)
  disk.shut()
  const first = (await readStore(device, 'logs')).map((row) => [row.log.split('.')[1], row.first])
  expect(Object.fromEntries(first)).toEqual({ 1: 3, 2: 2, 9: 1, 10: 1 })
})

test('P6: a tablet prunes nothing where the server’s clock leaps sixty years', async () => {
  const paired = await calmTablet()
  await rate(paired)
  await paired.tablet.syncNow()
  const { now } = paired.network
  paired.network.now = () => now() + SIXTY_YEARS * DAY_MS
  await rate(paired)
  await paired.clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect((await readStore(paired.device, 'receipts')).at(-1)?.at).toBeGreaterThan(SIXTY_YEARS * DAY_MS)
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
