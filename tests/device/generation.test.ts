import { expect, test } from 'vitest'
import { weigh } from '#src/device/receipts.ts'
import { DAY_MS } from '#src/domain/calendar.ts'
import { NO_HASH } from '#src/domain/entry.ts'
import { Signed } from '#src/protocol/signed-schema.ts'
import { breathe } from '#tests/support/device.ts'
import { gap, problem, stored } from '#tests/support/device-network.ts'
import {
  entriesOf,
  onDisk,
  type Paired,
  pairedTablet,
  rate,
  readStore,
} from '#tests/support/device-paired.ts'

const LOG = 'k3m9x2aq.1'
const at = async ({ device }: Paired, n: number) => {
  const entry = (await readStore(device, 'entries')).find((one) => one.log === LOG && one.n === n)
  return { log: LOG, n, hash: entry?.hash ?? NO_HASH }
}
const sent = ({ network }: Paired) =>
  network.batches().map(({ batch }) => `${batch.log} ${batch.from}-${batch.to}`)
const rows = async ({ device }: Paired) =>
  (await readStore(device, 'logs')).map(({ log, head, cursor }) => `${log} ${cursor.n}/${head.n}`)

async function synced(count: number): Promise<Paired> {
  const paired = await pairedTablet()
  for (let i = 0; i < count; i += 1) await rate(paired)
  await paired.tablet.syncNow()
  paired.network.seen.length = 0
  return paired
}

test('P7: a gap sets the cursor back to where the server stands, and what is missing is sent', async () => {
  const paired = await synced(5)
  await rate(paired)
  const there = await at(paired, 4)
  paired.network.script(() => gap(paired.network, there))
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 9-9`, `${LOG} 5-9`])
  expect(await rows(paired)).toEqual([`${LOG} 9/9`])
})

test('P7: a server that lost everything gets everything again', async () => {
  const paired = await synced(5)
  paired.network.epoch = 'e2'
  paired.network.script(() => gap(paired.network, { log: LOG, n: 0, hash: NO_HASH }))
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 9-8`, `${LOG} 1-8`])
  expect((await readStore(paired.device, 'receipts')).map(({ n, epoch }) => [n, epoch])).toEqual([[8, 'e2']])
})

test('P7: another epoch makes the tablet offer its older generations too', async () => {
  const paired = await branched()
  paired.network.seen.length = 0
  paired.network.epoch = 'e2'
  paired.network.script(
    (seen) => stored(paired.network, seen),
    () => gap(paired.network, { log: LOG, n: 0, hash: NO_HASH }),
  )
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual(['k3m9x2aq.2 4-3', `${LOG} 7-6`, `${LOG} 1-6`])
  await paired.tablet.syncNow()
  expect(sent(paired).at(-1)).toBe('k3m9x2aq.2 4-3')
})

test('P7: a receipt that stands before the cursor sets it back', async () => {
  const paired = await synced(5)
  const there = await at(paired, 6)
  paired.network.script((seen) => stored(paired.network, seen, there))
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 9-8`, `${LOG} 7-8`])
})

test('P4, P6: what was pruned is a hole that is shown by the receipt before it, and nothing waits behind it', async () => {
  const paired = await pairedTablet()
  paired.network.config = { ...paired.network.config, version: 2, heartbeat: 7_200 }
  await rate(paired)
  await rate(paired)
  await paired.tablet.syncNow()
  // The server's clock; the tablet's says nothing of it. A step between two receipts counts as a week at most.
  for (let week = 1; week <= 13; week += 1) {
    paired.network.now = () => paired.clock.now() + week * 7 * DAY_MS
    await rate(paired)
    await paired.tablet.syncNow()
  }
  await paired.clock.pass(3_600_000)
  await paired.tablet.syncNow()
  expect((await readStore(paired.device, 'entries')).map(({ n }) => n)).toEqual(
    Array.from({ length: 13 }, (_, i) => 6 + i),
  )
  await rate(paired)
  paired.network.seen.length = 0
  paired.network.script(() => gap(paired.network, { log: LOG, n: 2, hash: 'a'.repeat(64) }))
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 19-19`, `${LOG} 6-19`])
  const [asked, shown] = paired.network.batches()
  expect(asked?.headers.has('HaiLong-After')).toBe(false)
  const after = Signed.parse(
    JSON.parse(Buffer.from(shown!.headers.get('HaiLong-After')!, 'base64url').toString()),
  )
  expect(JSON.parse(after.line)).toMatchObject({ log: LOG, n: 5 })
  expect(await rows(paired)).toEqual([`${LOG} 19/19`])
})

/** A tablet whose log the server holds otherwise: entries 4 to 6 stand in a branch. */
async function branched(): Promise<Paired> {
  const paired = await pairedTablet()
  for (let i = 0; i < 3; i += 1) await rate(paired)
  paired.network.seen.length = 0
  paired.network.script((seen) => stored(paired.network, seen, { branch: `${LOG}~1` }))
  await paired.tablet.syncNow()
  await breathe(30)
  await paired.tablet.syncNow()
  return paired
}

test('P4: a branch ends the generation; the next begins after the last common receipt, and nothing is sent twice', async () => {
  const paired = await branched()
  expect(sent(paired)).toEqual([`${LOG} 4-6`, 'k3m9x2aq.2 1-3'])
  expect((await entriesOf(paired.device, 'genesis')).map(({ log, body }) => [log, body.after])).toEqual([
    [LOG, undefined],
    ['k3m9x2aq.2', { ...(await at(paired, 3)), why: 'branch' }],
  ])
  await rate(paired)
  await paired.tablet.syncNow()
  expect(sent(paired).at(-1)).toBe('k3m9x2aq.2 4-4')
  expect((await paired.tablet.health()).pending).toBe(0)
})

test('P6: what a branch has not yet of the old generation goes there first', async () => {
  const paired = await pairedTablet()
  for (let i = 0; i < 3; i += 1) await rate(paired)
  paired.network.seen.length = 0
  const part = await at(paired, 5)
  paired.network.script(
    (seen) => stored(paired.network, seen, { ...part, branch: `${LOG}~1` }),
    () => problem('unavailable', 503),
  )
  await paired.tablet.syncNow()
  await rate(paired)
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 4-6`, `${LOG} 6-6`, `${LOG} 6-6`, 'k3m9x2aq.2 1-4'])
})

test('P4: where the server has another entry, all that is held is offered until it finds the place', async () => {
  const paired = await synced(3)
  await rate(paired)
  const other = { log: LOG, n: 5, hash: 'b'.repeat(64) }
  paired.network.script(
    () => gap(paired.network, other),
    (seen) => stored(paired.network, seen, { branch: `${LOG}~1` }),
  )
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 7-7`, `${LOG} 1-7`])
  expect(await rows(paired)).toEqual([`${LOG} 7/7`, 'k3m9x2aq.2 0/3'])
})

test('P4: a chain that the server cannot follow is offered again from its beginning', async () => {
  const paired = await synced(3)
  await rate(paired)
  paired.network.script(() => problem('broken-chain', 422))
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 7-7`, `${LOG} 1-7`])
  expect(await rows(paired)).toEqual([`${LOG} 7/7`])
})

test('P4: a tablet that was put back to an earlier state begins its next generation', async () => {
  const paired = await synced(2)
  const ahead = { n: 9, hash: 'c'.repeat(64), has: await at(paired, 5) }
  paired.network.script((seen) => stored(paired.network, seen, ahead))
  await paired.tablet.syncNow()
  await rate(paired)
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 6-5`, 'k3m9x2aq.2 1-4'])
  const [, genesis] = await entriesOf(paired.device, 'genesis')
  expect(genesis?.body.after).toEqual({ ...(await at(paired, 5)), why: 'behind' })
})

test('P7: a server that has more of a log, and does not say that it has ours, is offered all that is held', async () => {
  const paired = await synced(2)
  const ahead = { n: 9, hash: 'c'.repeat(64) }
  paired.network.script((seen) => stored(paired.network, seen, ahead))
  await paired.tablet.syncNow()
  expect(sent(paired).slice(0, 2)).toEqual([`${LOG} 6-5`, `${LOG} 1-5`])
})

test('P6: of a log of which the server has more the tablet hears that all of its own is there, and sends it no more', async () => {
  const paired = await synced(1)
  await rate(paired)
  const end = await at(paired, 5)
  const ahead = { n: 9, hash: 'c'.repeat(64) }
  paired.network.script((seen) => stored(paired.network, seen, { ...ahead, has: { n: 5, hash: end.hash } }))
  await paired.tablet.syncNow()
  await paired.tablet.syncNow()
  expect(sent(paired)).toEqual([`${LOG} 5-5`, 'k3m9x2aq.2 1-3'])
  expect(await rows(paired)).toEqual([`${LOG} 5/5`, 'k3m9x2aq.2 3/3'])
})

test('P3: what the server says that it has moves no cursor to an entry that is not ours', async () => {
  const paired = await synced(1)
  await rate(paired)
  const ahead = { n: 9, hash: 'c'.repeat(64), has: { n: 5, hash: 'd'.repeat(64) } }
  paired.network.script((seen) => stored(paired.network, seen, ahead))
  await paired.tablet.syncNow()
  expect((await rows(paired))[0]).toBe(`${LOG} 4/5`)
})

test('P4, P6: a line that was changed on the tablet stops its own log only', async () => {
  const paired = await synced(1)
  for (let i = 0; i < 3; i += 1) await rate(paired)
  const [entry] = (await readStore(paired.device, 'entries')).filter(({ n }) => n === 6)
  await onDisk(paired.device, 'entries', (s) =>
    s.put({ ...entry, line: entry!.line.replace('"score":5', '"score":1') }),
  )
  await paired.tablet.syncNow()
  await rate(paired)
  await paired.tablet.syncNow()
  // Of its own log it only asks where the server stands, which may have got what is behind the damage in a rescue file.
  expect(sent(paired)).toEqual([`${LOG} 5-5`, `${LOG} 6-5`, 'k3m9x2aq.2 1-4'])
  expect(await paired.tablet.health()).toMatchObject({ damaged: [{ log: LOG, n: 6 }], pending: 2 })
  expect((await paired.tablet.health()).lastTry?.outcome).toBe('received')
})

test('a server that contradicts itself is left alone until the next exchange', async () => {
  const paired = await synced(3)
  await rate(paired)
  const there = await at(paired, 5)
  paired.network.always(() => gap(paired.network, there))
  await paired.tablet.syncNow()
  expect(sent(paired).length).toBeLessThan(6)
  expect((await paired.tablet.health()).lastTry?.outcome).toBe('stalled')
  paired.network.always(undefined)
  await paired.tablet.syncNow()
  expect((await paired.tablet.health()).pending).toBe(0)
})

const HEAD = { n: 9, hash: '9' }
const ROW = { log: LOG, head: HEAD, cursor: { n: 6, hash: '6' }, epoch: 'e1', first: 4 }
test.each<[string, number, string, string | undefined, string]>([
  ['the same entry', 8, '8', '8', 'ours'],
  ['the head', 9, '9', '9', 'ours'],
  ['the cursor', 6, '6', '6', 'ours'],
  ['just before what is held', 3, '3', '3', 'ours'],
  ['another entry', 8, 'x', '8', 'differs'],
  ['another one just before what is held', 3, 'x', '3', 'differs'],
  ['a number that nobody vouches for', 3, '3', undefined, 'differs'],
  ['before what is held', 2, '2', undefined, 'pruned'],
  ['nothing', 0, NO_HASH, NO_HASH, 'pruned'],
  ['more than there is', 10, 'x', undefined, 'ahead'],
])('a receipt for %s', (_, n, hash, own, weight) => {
  const receipt = { log: LOG, n, hash, epoch: 'e1', config: 1, at: 0 }
  expect(weigh(receipt, ROW, own)).toBe(weight)
})
