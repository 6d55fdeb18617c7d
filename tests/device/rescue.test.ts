import { expect, test } from 'vitest'
import { makeClock, makeDevice, whenOpened } from '#tests/support/device.ts'
import { lost as cut } from '#tests/support/device-network.ts'
import { onDisk, pairedTablet, rate, ratings, readStore, restart } from '#tests/support/device-paired.ts'
import { saveRescue } from '#tests/support/rescue.ts'

const LOG = 'k3m9x2aq.1'

async function rated(count: number) {
  const paired = await pairedTablet()
  paired.network.always(cut)
  for (let i = 0; i < count; i += 1) await rate(paired)
  return paired
}

test('P6: a file needs no network, and asks for none', async () => {
  const paired = await rated(3)
  paired.network.seen.length = 0
  const { name, bytes, lost } = await saveRescue(paired.tablet)
  expect(name).toBe('hailong-k3m9x2aq-6.rescue')
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/^hailong-rescue\/1 sealkey2 [\w-]{150,300}\n/)
  expect(lost).toEqual([])
  expect(paired.network.seen).toEqual([])
  expect(await paired.tablet.health()).toMatchObject({ pending: 3 })
})

test('P6: while the file is written citizens go on rating', async () => {
  const paired = await rated(3)
  const [saved, kept] = await Promise.all([saveRescue(paired.tablet), rate(paired, { score: 2 })])
  expect(kept.ok).toBe(true)
  expect(saved.lost).toEqual([])
  expect(await ratings(paired.device)).toBe(4)
})

test('it says how far it is, and can be stopped', async () => {
  const paired = await rated(1_100)
  const shares: number[] = []
  const { signal } = new AbortController()
  const whole = await paired.tablet.rescue({ onProgress: (share) => shares.push(share), signal })
  expect(whole.ok).toBe(true)
  expect(shares.length).toBeGreaterThan(2)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  const stop = new AbortController()
  const stopped = paired.tablet.rescue({ onProgress: () => stop.abort(), signal: stop.signal })
  expect(await stopped).toEqual({ ok: false, why: 'stopped' })
})

test('P6: where only a stored hash was damaged nothing is lost, neither in a file nor on the wire', async () => {
  const paired = await rated(4)
  const entry = (await readStore(paired.device, 'entries')).find(({ n }) => n === 5)!
  await onDisk(paired.device, 'entries', (all) => all.put({ ...entry, hash: 'f'.repeat(64) }))
  expect((await saveRescue(paired.tablet)).lost).toEqual([])
  paired.network.always(undefined)
  await paired.tablet.syncNow()
  expect(await paired.tablet.health()).toMatchObject({ pending: 0, damaged: [] })
})

test.each([
  ['the last line', (n: number) => n === 7, [{ log: LOG, from: 7, to: 7 }]],
  ['all that was not sent', (n: number) => n > 3, [{ log: LOG, from: 4, to: 7 }]],
  ['every second line', (n: number) => n % 2 === 0, [2, 4, 6].map((n) => ({ log: LOG, from: n, to: n }))],
])('P4: where %s was changed the numbers are named', async (_, isChanged, spans) => {
  const paired = await rated(4)
  const entries = await readStore(paired.device, 'entries')
  for (const entry of entries.filter(({ n }) => isChanged(n)))
    await onDisk(paired.device, 'entries', (all) => all.put({ ...entry, line: `${entry.line} ` }))
  const { lost } = await saveRescue(paired.tablet)
  expect(lost).toMatchObject(spans)
  expect(lost.map(({ to, hash }) => ({ to, hash }))).toEqual(
    spans.map(({ to }) => ({ to, hash: entries.find(({ n }) => n === to)?.hash })),
  )
})

test('P4: a run of lines that is gone is named, far into the log', async () => {
  const paired = await rated(1_300)
  for (const n of [600, 601, 1_200, 1_303])
    await onDisk(paired.device, 'entries', (all) => all.delete([LOG, n]))
  expect((await saveRescue(paired.tablet)).lost).toMatchObject([
    { from: 600, to: 602 },
    { from: 1_200, to: 1_201 },
    { from: 1_303, to: 1_303 },
  ])
})

test('P6 P12: a tablet that starts on a full disk takes no rating, and its staff can still save what it holds', async () => {
  const paired = await rated(3)
  paired.device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  const tablet = await restart(paired)
  expect(tablet.status()).toEqual({ kind: 'broken', why: 'full' })
  expect(await tablet.checkPin('000000')).toEqual({ ok: false, triesLeft: 4 })
  const { name, lost } = await saveRescue(tablet)
  expect(name).toBe('hailong-k3m9x2aq-6.rescue')
  expect(lost).toEqual([])
})

test('a tablet that is not paired, or whose disk does not answer, says so', async () => {
  const clock = makeClock()
  const unpaired = await whenOpened(makeDevice(cut, clock).open())
  const quiet = { onProgress: () => undefined, signal: new AbortController().signal }
  expect(await unpaired.rescue(quiet)).toEqual({ ok: false, why: 'refused' })
  const paired = await rated(1)
  paired.device.faults.transaction = () => 'UnknownError'
  expect(await paired.tablet.rescue(quiet)).toMatchObject({ ok: false, why: 'refused' })
})
