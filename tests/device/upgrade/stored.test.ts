import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hear } from '#src/device/reply.ts'
import type { Identity, LogRow, ReceiptRow } from '#src/device/stored.ts'
import { syncOnce } from '#src/device/sync.ts'
import { chainText, type Link, NO_HASH, receiptCode, receiptText } from '#src/domain/entry.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { heardOf } from '#src/protocol/log.ts'
import type { TabletState } from '#src/protocol/log-schema.ts'
import type { Image } from '#tests/landed/image.ts'
import { putImage, readImage, takeImage } from '#tests/landed/image.ts'
import { type Exchange, PUBLIC_URL } from '#tests/landed/world.ts'
import { type Device, makeClock, makeDevice, whenOpened } from '#tests/support/device.ts'
import { LANDED, type Landed } from '#tests/support/landed.ts'
import { expectWhole, type LandedOffice, openLanded } from '#tests/support/landed-office.ts'

type Entry = Link & { log: string }

describe.each(LANDED)('a tablet of version $name', (landed) => {
  test('P1, P2, P6: opens in this version, closes what was open, and sends all that was unsent, once', async () => {
    const { office, device, before } = await stand(landed)
    expect(unsentIn(before)).toEqual(['genesis', 'assigned', 'mark', 'rating', 'rating', 'rating'])
    const ratings = await ratingsIn(office)
    const tablet = await whenOpened(device.open())
    expect(tablet.status()).toMatchObject({ kind: 'paired', config: { practice: false } })
    await tablet.syncNow()
    expect(await tablet.health()).toMatchObject({ pending: 0, damaged: [] })
    expect(await ratingsIn(office)).toBe(ratings + 3 + 1)
    await tablet.syncNow()
    expect(await ratingsIn(office), 'a second exchange').toBe(ratings + 3 + 1)
    await expectWhole(office)
    await tablet.shut()

    const after = await takeImage(device)
    expect(rowsOf(after, 'draft')).toEqual([])
    const entries = rowsOf<Entry>(after, 'entries')
    expect(entries).toEqual(expect.arrayContaining(rowsOf<Entry>(before, 'entries')))
    expect(entries.slice(-2).map(({ line }) => readLine(line))).toMatchObject([
      { kind: 'rating', body: { score: 2, rechosen: '3', end: 'restart' } },
      { kind: 'mark' },
    ])
    expectChained(after)
    const codes = entries.map((entry) => receiptCode(hash('sha256', receiptText(entry.hash))))
    const thanked = landed.facts.thanked.find(({ device: id }) => id === landed.facts.device)?.codes ?? []
    expect(codes, 'thanked means kept').toEqual(expect.arrayContaining(thanked.slice(-3)))
  })

  test('P6: the service worker of this version sends what waits before any page has been opened', async () => {
    const { office, device, before } = await stand(landed)
    const ratings = await ratingsIn(office)
    expect(await syncOnce(device.worker())).toEqual({ kind: 'received' })
    expect(await ratingsIn(office)).toBe(ratings + 3)
    const after = await takeImage(device)
    expect(rowsOf(after, 'draft'), 'it never appends').toEqual(rowsOf(before, 'draft'))
    expect(rowsOf(after, 'entries')).toEqual(rowsOf(before, 'entries'))
    expectChained(after)
  })

  test('P6, P11: believes each answer that the server of that version gave', async () => {
    const image = await readImage(landed.tablet)
    const identity = image.stores
      .find(({ name }) => name === 'meta')
      ?.rows.find(({ key }) => key === 'identity')?.value as Identity
    for (const exchange of landed.requests) await expectBelieved(identity, exchange)
    expect(landed.requests.length).toBeGreaterThan(20)
  })
})

/** A new tablet pairs by it, or a paired one takes it for the receipt that it is. */
async function expectBelieved(identity: Identity, exchange: Exchange): Promise<void> {
  const { at, path, headers, status, answer } = exchange
  const body = JSON.parse(answer)
  if (path === '/api/v1/pair') {
    const device = makeDevice(async () => new Response(answer, { status }), makeClock(at))
    const tablet = await whenOpened(device.open())
    expect(await tablet.pair(JSON.parse(exchange.body).code)).toMatchObject({ ok: true })
    expect(tablet.status()).toMatchObject({ kind: 'paired', config: { practice: true } })
    await tablet.shut()
    return
  }
  const log = /log=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
  const [device = ''] = log.split('.')
  const reply = { kind: 'reply', status, body, retryAfter: undefined } as const
  const said = JSON.parse(headers['hailong-tablet'] ?? '{}') as Pick<TabletState, 'run' | 'mono'>
  const heard = await hear(crypto, { ...identity, device }, reply, { log, heard: heardOf(said) })
  expect(heard).toMatchObject({ kind: 'receipt', receipt: JSON.parse(body.receipt.line) })
  if (body.config) expect(heard).toMatchObject({ config: { config: JSON.parse(body.config.line) } })
}

type Stand = { office: LandedOffice; device: Device; before: Image }

/** The tablet as that version left it, and beside it a server of this version on what that version's server left. */
async function stand(landed: Landed): Promise<Stand> {
  const clock = makeClock(landed.facts.at)
  const now = {
    get now() {
      return clock.now()
    },
  }
  const office = await openLanded(landed, 'sqlite', now)
  const fetch = async (...[input, init]: Parameters<typeof globalThis.fetch>) =>
    office.app.fetch(new Request(input, init))
  const device = makeDevice(fetch, clock, { origin: PUBLIC_URL })
  const before = await readImage(landed.tablet)
  await putImage(device, before)
  return { office, device, before }
}

function rowsOf<T>({ stores }: Image, name: string): T[] {
  return stores.find((store) => store.name === name)?.rows.map(({ value }) => value as T) ?? []
}

/** The kinds of what has no receipt. */
function unsentIn(image: Image): (string | undefined)[] {
  const cursors = new Map(rowsOf<LogRow>(image, 'logs').map(({ log, cursor }) => [log, cursor.n]))
  return rowsOf<Entry>(image, 'entries')
    .filter(({ log, n }) => n > (cursors.get(log) ?? 0))
    .map(({ line }) => readLine(line)?.kind)
}

/** Each log holds all from its first number to its head, each hashed to the one before, and a receipt for its end. */
function expectChained(image: Image): void {
  const entries = rowsOf<Entry>(image, 'entries')
  const receipts = rowsOf<ReceiptRow>(image, 'receipts')
  for (const { log, first, head, cursor } of rowsOf<LogRow>(image, 'logs')) {
    const own = entries.filter((entry) => entry.log === log)
    expect(own.map(({ n }) => n)).toEqual(Array.from(own, (_, i) => first + i))
    let previous = receipts.find((row) => row.log === log && row.n === first - 1)?.hash ?? NO_HASH
    for (const { n, line, hash: said } of own) {
      expect(hash('sha256', chainText(log, n, previous, line)), `${log} ${n}`).toBe(said)
      previous = said
    }
    expect(head).toEqual({ n: first - 1 + own.length, hash: previous })
    expect(cursor).toEqual(head)
    expect(receipts.findLast((row) => row.log === log)).toMatchObject(head)
  }
}

async function ratingsIn({ deps }: LandedOffice): Promise<number> {
  const units = await deps.db.selectFrom('unit').select('position').execute()
  return units.reduce((sum, { position }) => sum + Number(position), 0)
}
