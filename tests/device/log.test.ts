import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { NO_HASH, receiptCode } from '#src/domain/entry.ts'
import { whenOpened } from '#tests/support/device.ts'
import {
  draftOf,
  entriesOf,
  onDisk,
  pairedTablet,
  rate,
  ratings,
  readStore,
  restart,
} from '#tests/support/device-paired.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('a log begins with genesis, assigned and mark, and anyone can follow its chain with sha256sum', async () => {
  const paired = await pairedTablet()
  await rate(paired)
  const entries = await readStore(paired.device, 'entries')
  expect(entries.map(({ line }) => JSON.parse(line).kind)).toEqual(['genesis', 'assigned', 'mark', 'rating'])
  let previous = NO_HASH
  for (const { log, n, hash, line } of entries) {
    expect(hash).toBe(sha256(`${log}\n${n}\n${previous}\n${line}`))
    previous = hash
  }
})

test('P1: the receipt code is that of the entry on disk, and the draft is gone with it', async () => {
  const paired = await pairedTablet()
  const closing = await rate(paired, { score: 4 })
  const last = (await readStore(paired.device, 'entries')).at(-1)!
  expect(closing).toEqual({ ok: true, code: receiptCode(sha256(`receipt${last.hash}`)), masked: false })
  expect(await readStore(paired.device, 'draft')).toEqual([])
})

test('P1: ok comes after complete, never before', async () => {
  const paired = await pairedTablet()
  const order: string[] = []
  paired.device.faults.transaction = (tx) => {
    if (tx.mode !== 'readwrite') return undefined
    tx.addEventListener('complete', () => order.push('complete'))
    completeLate(tx)
    return undefined
  }
  const draft = draftOf(paired.clock)
  await paired.tablet.keepDraft(draft)
  order.push('face shown')
  await paired.tablet.close(draft, 'done', undefined, 1)
  order.push('thanked')
  expect(order).toEqual(['complete', 'face shown', 'complete', 'thanked'])
})

/** So much is asked of that transaction before it ends that all else is done by then. */
function completeLate(tx: IDBTransaction): void {
  const commit = tx.commit.bind(tx)
  tx.commit = () => {
    const store = tx.objectStore(tx.objectStoreNames[0]!)
    for (let i = 0; i < 2_000; i += 1) store.count()
    commit()
  }
}

test('P1: every write is strict', async () => {
  const paired = await pairedTablet()
  const seen: string[] = []
  paired.device.faults.transaction = (tx) => {
    if (tx.mode === 'readwrite') seen.push(tx.durability)
    return undefined
  }
  const tablet = await restart(paired)
  await rate({ ...paired, tablet }, { score: 1 }, 'Chờ lâu')
  await tablet.syncNow()
  await tablet.checkPin('123456')
  expect(seen.length).toBeGreaterThan(5)
  expect(new Set(seen)).toEqual(new Set(['strict']))
})

test.each(['QuotaExceededError', 'UnknownError', 'AbortError'])(
  'P1, P12: a closing write that ends in %s is not ok, and nothing of it stands',
  async (error) => {
    const paired = await pairedTablet()
    const draft = draftOf(paired.clock)
    await paired.tablet.keepDraft(draft)
    const before = await readStore(paired.device, 'entries')
    paired.device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? error : undefined)
    const closing = await paired.tablet.close(draft, 'done', 'Một góp ý', 1)
    expect(closing).toEqual({ ok: false, why: error === 'QuotaExceededError' ? 'full' : 'refused' })
    paired.device.faults.transaction = undefined
    expect(await readStore(paired.device, 'entries')).toEqual(before)
    expect(await readStore(paired.device, 'sealed')).toEqual([])
    expect(await readStore(paired.device, 'draft')).toHaveLength(1)
  },
)

test('P6: a rating whose closing failed is closed by the next rating, once', async () => {
  const paired = await pairedTablet()
  const { clock, device, tablet } = paired
  const draft = draftOf(clock, { score: 2 })
  await tablet.keepDraft(draft)
  device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  expect(await tablet.close(draft, 'done', undefined, 1)).toEqual({ ok: false, why: 'full' })
  device.faults.transaction = undefined
  await clock.pass(60_000)
  expect(await rate(paired, { score: 5 })).toMatchObject({ ok: true })
  const found = await entriesOf(device, 'rating')
  expect(found.map(({ body }) => [body.score, body.end])).toEqual([
    [2, 'restart'],
    [5, 'done'],
  ])
})

test('P2: a closing that is tried again after a failure stands once', async () => {
  const paired = await pairedTablet()
  const draft = draftOf(paired.clock)
  await paired.tablet.keepDraft(draft)
  paired.device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  await paired.tablet.close(draft, 'done', undefined, 1)
  paired.device.faults.transaction = undefined
  expect(await paired.tablet.close(draft, 'done', undefined, 1)).toMatchObject({ ok: true })
  expect(await ratings(paired.device)).toBe(1)
})

test('P2: a write that landed although its answer was lost is found, not written again', async () => {
  const paired = await pairedTablet()
  const draft = draftOf(paired.clock)
  await paired.tablet.keepDraft(draft)
  let lied = false
  paired.device.faults.transaction = (tx) => {
    if (tx.mode === 'readonly' || lied) return undefined
    lied = true
    tellAbortInsteadOfComplete(tx)
    return undefined
  }
  const closing = await paired.tablet.close(draft, 'done', undefined, 1)
  expect(lied).toBe(true)
  expect(closing).toMatchObject({ ok: true })
  expect(await ratings(paired.device)).toBe(1)
})

/** It commits, and then the connection dies before anybody hears of it. */
function tellAbortInsteadOfComplete(tx: IDBTransaction): void {
  const listen = tx.addEventListener.bind(tx)
  const onAbort: ((event: Event) => void)[] = []
  tx.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    const call = listener as (event: Event) => void
    if (type === 'abort') onAbort.push(call)
    listen(type, type === 'complete' ? (event) => void onAbort.map((tell) => tell(event)) : listener)
  }
}

test('P5: a draft that a dead battery left is closed at the next start, in the run that tapped it', async () => {
  const paired = await pairedTablet()
  const { clock, device } = paired
  const draft = draftOf(clock, { score: 1 })
  await paired.tablet.keepDraft(draft)
  await clock.pass(4_000)
  const answers = { ...draft.answers, standards: { xin_chao: 'unmet' as const } }
  await paired.tablet.keepDraft({ ...draft, answers })
  device.kill()
  await clock.pass(3 * 86_400_000)
  const tablet = await whenOpened(device.open())
  const [left] = await entriesOf(device, 'rating')
  expect(left).toMatchObject({
    at: draft.tappedAt + 4_000,
    body: { score: 1, end: 'restart', ms: [900, 4_000] },
  })
  expect(left?.body.std).toBe('0-------')
  const kinds = (await readStore(device, 'entries')).map(({ line }) => JSON.parse(line).kind)
  expect(kinds).toEqual(['genesis', 'assigned', 'mark', 'rating', 'mark'])
  expect(await rate({ ...paired, tablet })).toMatchObject({ ok: true })
})

test('P4: a head that another writer moved is found, and the rating follows it', async () => {
  const paired = await pairedTablet()
  const draft = draftOf(paired.clock)
  await paired.tablet.keepDraft(draft)
  const entries = await readStore(paired.device, 'entries')
  const last = entries.at(-1)!
  const line = '{"v":1,"at":1,"kind":"foreign","body":{}}'
  const hash = sha256(`${last.log}\n${last.n + 1}\n${last.hash}\n${line}`)
  await onDisk(paired.device, 'entries', (s) => s.add({ log: last.log, n: last.n + 1, hash, line }))
  const [row] = await readStore(paired.device, 'logs')
  await onDisk(paired.device, 'logs', (s) => s.put({ ...row, head: { n: last.n + 1, hash } }))
  expect(await paired.tablet.close(draft, 'done', undefined, 1)).toMatchObject({ ok: true })
  const [rating] = await entriesOf(paired.device, 'rating')
  expect(rating?.n).toBe(last.n + 2)
})

test('P12: a second page says that it is the second, records nothing, and takes over', async () => {
  const { clock, device, tablet } = await pairedTablet()
  const second = await whenOpened(device.open())
  expect(second.status()).toEqual({ kind: 'second' })
  expect(await second.keepDraft(draftOf(clock))).toEqual({ ok: false, why: 'second-writer' })
  await tablet.shut()
  await expect.poll(() => second.status().kind).toBe('paired')
  expect(await rate({ tablet: second, clock })).toMatchObject({ ok: true })
})

test.each([60 * 365 * 86_400_000, -60 * 365 * 86_400_000, 61_000])(
  'a wall clock that jumps by %d ms begins a new run before the next entry',
  async (jump) => {
    const paired = await pairedTablet()
    await rate(paired)
    paired.device.jump(jump)
    await rate(paired)
    const kinds = (await readStore(paired.device, 'entries')).map(({ line }) => JSON.parse(line).kind)
    expect(kinds).toEqual(['genesis', 'assigned', 'mark', 'rating', 'mark', 'rating'])
    const runs = (await entriesOf(paired.device, 'mark')).map(({ body }) => body.run)
    expect(new Set(runs).size).toBe(2)
  },
)

test('a wall clock that is half a minute off stays in its run', async () => {
  const paired = await pairedTablet()
  paired.device.jump(30_000)
  await rate(paired)
  expect(await entriesOf(paired.device, 'mark')).toHaveLength(1)
})

test('a config that moves the tablet is assigned before the next rating', async () => {
  const paired = await pairedTablet()
  const { network, tablet, device } = paired
  const counter = { id: 'c9x8w7', label: '9', name: 'Đất đai' }
  network.config = { ...network.config, version: 2, counter, practice: true }
  await tablet.syncNow()
  await rate(paired, { kind: 'practice', counter: counter.id })
  const kinds = (await readStore(device, 'entries')).map(({ line }) => JSON.parse(line).kind)
  expect(kinds).toEqual(['genesis', 'assigned', 'mark', 'assigned', 'practice'])
  expect((await entriesOf(device, 'assigned')).at(-1)?.body).toEqual({
    config: 2,
    unit: 'u2n3m4',
    counter: 'c9x8w7',
  })
})

test('ratings that come together stand in one chain', async () => {
  const paired = await pairedTablet()
  const closings = await Promise.all([1, 2, 3, 4, 5].map((score) => rate(paired, { score: score as 1 })))
  expect(closings.every(({ ok }) => ok)).toBe(true)
  const entries = await readStore(paired.device, 'entries')
  expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const tablet = await restart(paired)
  expect((await tablet.health()).damaged).toEqual([])
})
