import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import type { Score } from '#src/domain/conduct.ts'
import { loadKeys } from '#src/server/keys.ts'
import { openRescue } from '#src/server/rescue/open.ts'
import { unitView } from '#src/server/units.ts'
import { verify } from '#src/server/verify/verify.ts'
import { restoreBackup, takeBackup } from '#tests/support/backup.ts'
import { eachDatabase, type Open } from '#tests/support/database.ts'
import { type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf, onDisk, readStore } from '#tests/support/device-paired.ts'
import { endGeneration, importByRoute, saveRescue } from '#tests/support/rescue.ts'
import { retireAll } from '#tests/support/retire.ts'
import { type Office, openOffice, pairTablet } from './office.ts'
import { makeWeather, type Weather } from './weather.ts'

const ORIGIN = 'https://hailong.test'
const DAY = 86_400_000

type Stand = { office: Office; weather: Weather; device: Device; tablet: Tablet; cookie: string }

/** An office with one tablet whose network was just cut, and its head at a desk. */
async function cutOff(open: Open): Promise<Stand> {
  const office = await openOffice(await open())
  const weather = makeWeather(office.answer)
  const paired = await pairTablet(office, weather.fetch)
  weather.cut(true)
  return { office, weather, ...paired, cookie: await signIn(office) }
}

const viewOf = ({ office: { deps, unit } }: Stand) =>
  deps.db.transaction().execute((trx) => unitView(trx, deps, unit))

async function signIn({ answer }: Office): Promise<string> {
  const response = await answer(
    new Request(`${ORIGIN}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify({ user: 'huong', password: 'mot mat khau dai' }),
    }),
  )
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

async function rate({ office, tablet }: Stand, score: Score, comment?: string): Promise<void> {
  const draft = draftOf(office.clock, { score, counter: office.counter, officer: office.officer })
  expect((await tablet.keepDraft(draft)).ok).toBe(true)
  expect((await tablet.close(draft, 'done', comment, 900)).ok).toBe(true)
}

/** Twenty ratings of two generations, four of them with a comment. */
async function rateTwenty(stand: Stand): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    if (i === 12) {
      await endGeneration(stand.device)
      stand.device.kill()
      stand.tablet = await whenOpened(stand.device.open())
    }
    await rate(stand, ((i % 5) + 1) as Score, i % 5 === 0 ? `Chờ lâu quá, lần ${i}` : undefined)
  }
  expect((await stand.tablet.health()).log).toMatch(/\.2$/)
}

async function counted({ office }: Stand): Promise<{ ratings: number; entries: number; faults: unknown[] }> {
  const { ratings, faults } = await verify(office.deps.db, { keys: office.deps.keys })
  const { entries } = await office.deps.db
    .selectFrom('entry')
    .select((of) => of.fn.countAll<number | string>().as('entries'))
    .executeTakeFirstOrThrow()
  return { ratings, entries: Number(entries), faults }
}

const importFile = ({ office, cookie }: Stand, bytes: Uint8Array<ArrayBuffer>) =>
  importByRoute(office.answer, { origin: ORIGIN, unit: office.unit, cookie }, bytes)

eachDatabase((_, open, openEmpty) => {
  it('P6 P2 what cannot be sent is carried: twenty ratings in a file are counted once, however often they come', async () => {
    const stand = await cutOff(open)
    await rateTwenty(stand)
    const { name, bytes } = await saveRescue(stand.tablet)
    expect(name).toMatch(/^hailong-[2-9a-z]{8}-\d+\.rescue$/)
    const first = await importFile(stand, bytes)
    expect(first.report).toMatchObject({ added: 20, known: 0, held: 0, damaged: 0, lost: [], gaps: [] })
    const after = await counted(stand)
    expect(after).toMatchObject({ ratings: 20, faults: [] })
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 0, known: 20, damaged: 0 })
    expect(await counted(stand)).toEqual(after)
    stand.weather.cut(false)
    await stand.tablet.syncNow()
    expect((await stand.tablet.health()).pending).toBe(0)
    expect(await counted(stand)).toEqual(after)
    expect((await importFile(stand, (await saveRescue(stand.tablet)).bytes)).report).toMatchObject({
      added: 0,
      known: 20,
    })
    expect(await counted(stand)).toEqual(after)
  })

  it('P6 P4 what stands behind a damaged line is carried too, and the lost numbers are named', async () => {
    const stand = await cutOff(open)
    for (let i = 0; i < 6; i += 1) await rate(stand, 4, `Góp ý ${i}`)
    const [log] = await readStore(stand.device, 'logs')
    const end = log!.head.n
    const changed = (await readStore(stand.device, 'entries')).find(({ n }) => n === end - 4)!
    const line = changed.line.replace('"score":4', '"score":5')
    await onDisk(stand.device, 'entries', (entries) => entries.put({ ...changed, line }))
    await onDisk(stand.device, 'entries', (entries) => entries.delete([log!.log, end - 2]))
    const { bytes, lost } = await saveRescue(stand.tablet)
    // The entry behind one that is gone has nothing to be checked against.
    const spans = [
      { from: end - 4, to: end - 4 },
      { from: end - 2, to: end - 1 },
    ]
    expect(lost).toMatchObject(spans)
    expect((await importFile(stand, bytes)).report).toMatchObject({
      added: 3,
      lost: spans,
      damaged: 0,
      gaps: [],
    })
    const after = await counted(stand)
    expect(after.ratings).toBe(3)
    expect(after.faults).toMatchObject(spans.map((span) => ({ kind: 'hole', log: log!.log, ...span })))
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 0, known: 3, lost: spans })
    stand.weather.cut(false)
    for (let i = 0; i < 3; i += 1) await stand.tablet.syncNow()
    expect(await stand.tablet.health()).toMatchObject({ pending: 0, log: `${log!.log.split('.')[0]}.1` })
    expect(await counted(stand)).toEqual(after)
  })

  it('P6 P12 a tablet that found the damage itself is named to the head, goes on in its next generation, and both are carried', async () => {
    const stand = await cutOff(open)
    for (let i = 0; i < 4; i += 1) await rate(stand, 3)
    const [log] = await readStore(stand.device, 'logs')
    const entries = await readStore(stand.device, 'entries')
    const damaged = entries.find(({ n }) => n === log!.head.n - 2)!
    await onDisk(stand.device, 'entries', (all) =>
      all.put({ ...damaged, line: damaged.line.replace('"v":1', '"v":2') }),
    )
    stand.weather.cut(false)
    await stand.tablet.syncNow()
    await rate(stand, 2)
    await stand.tablet.syncNow()
    expect(await stand.tablet.health()).toMatchObject({ pending: 3, log: expect.stringMatching(/\.2$/) })
    const [device] = (await viewOf(stand)).devices
    expect(device?.faults).toMatchObject([{ kind: 'damaged', from: damaged.n }])
    stand.weather.cut(true)
    await rate(stand, 1)
    const { report } = await importFile(stand, (await saveRescue(stand.tablet)).bytes)
    expect(report).toMatchObject({ added: 3, known: 2, lost: [{ from: damaged.n, to: damaged.n }] })
    stand.weather.cut(false)
    await stand.tablet.syncNow()
    expect((await stand.tablet.health()).pending).toBe(0)
    expect((await counted(stand)).faults).toMatchObject([{ kind: 'hole', from: damaged.n, to: damaged.n }])
  })

  it('P7 a file heals a server that was put back to before what the tablet had sent', async () => {
    const database = await open()
    const stand = await cutOff(async () => database)
    await rate(stand, 5)
    const backup = await takeBackup(database, stand.office.deps)
    stand.weather.cut(false)
    await rate(stand, 4)
    await stand.tablet.syncNow()
    stand.weather.cut(true)
    await rate(stand, 3)
    await stand.office.restartServer((await restoreBackup(openEmpty, backup.path)).url)
    stand.cookie = await signIn(stand.office)
    const { bytes } = await saveRescue(stand.tablet)
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 3, gaps: [], damaged: 0 })
    expect(await counted(stand)).toMatchObject({ ratings: 3, faults: [] })
    await stand.office.deps.db.destroy()
  })

  it('P6 a full disk and a set clock change nothing of the file, and the file nothing of the disk', async () => {
    const stand = await cutOff(open)
    await rate(stand, 1, 'Xin góp ý')
    stand.device.jump(-40 * 365 * DAY)
    await rate(stand, 2)
    const disk = async () =>
      JSON.stringify([
        await readStore(stand.device, 'entries'),
        await readStore(stand.device, 'sealed'),
        await readStore(stand.device, 'logs'),
        await readStore(stand.device, 'receipts'),
      ])
    const before = await disk()
    stand.device.faults.transaction = (tx) => (tx.mode === 'readwrite' ? 'QuotaExceededError' : undefined)
    const { bytes } = await saveRescue(stand.tablet)
    stand.device.faults.transaction = undefined
    expect(await disk()).toBe(before)
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 2 })
    expect(await counted(stand)).toMatchObject({ ratings: 2, faults: [] })
  })

  it('P8 a rating counts when it was given where its run had met the server, else when it was carried here', async () => {
    const stand = await cutOff(open)
    await stand.office.clock.pass(DAY)
    await rate(stand, 5)
    stand.device.kill()
    stand.tablet = await whenOpened(stand.device.open())
    await stand.office.clock.pass(DAY)
    await rate(stand, 4)
    const seen = () =>
      stand.office.deps.db.selectFrom('device').select(['seen_at', 'state']).executeTakeFirst()
    const before = await seen()
    await stand.office.clock.pass(DAY)
    stand.cookie = await signIn(stand.office)
    await importFile(stand, (await saveRescue(stand.tablet)).bytes)
    const marks = await stand.office.deps.db
      .selectFrom('receive_mark')
      .select(['day', 'offset_ms'])
      .orderBy('n')
      .execute()
    expect(marks).toEqual([
      { day: '2026-11-24', offset_ms: expect.anything() },
      { day: '2026-11-26', offset_ms: null },
    ])
    expect(await seen(), 'nobody saw the tablet').toEqual(before)
  })

  it('P3 what a retired tablet carries here is kept apart, as when it sends', async () => {
    const stand = await cutOff(open)
    await rate(stand, 5)
    const { bytes } = await saveRescue(stand.tablet)
    await retireAll(stand.office.deps)
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 1, held: 1 })
    expect(await counted(stand)).toMatchObject({ ratings: 0, faults: [] })
    expect((await importFile(stand, bytes)).report).toMatchObject({ added: 0, known: 1, held: 0 })
  })

  it('who imported is an entry of the unit’s log, once for what was new', async () => {
    const stand = await cutOff(open)
    await rate(stand, 5)
    const { bytes } = await saveRescue(stand.tablet)
    await importFile(stand, bytes)
    await importFile(stand, bytes)
    const { db } = stand.office.deps
    const lines = await db
      .selectFrom('entry')
      .select('line')
      .where('log', '=', `${stand.office.unit}.1`)
      .execute()
    const deeds = lines
      .map(({ line }) => Buffer.from(line).toString())
      .filter((line) => line.includes('rescue'))
    const { id } = await db.selectFrom('account').select('id').executeTakeFirstOrThrow()
    const device = (await stand.tablet.health()).log.split('.')[0]
    expect(deeds.map((line) => JSON.parse(line).body)).toEqual([
      { by: id, deed: 'rescue-imported', of: device },
    ])
  })

  it('P9 without the server’s key a file yields no score, time or text, and with it no comment', async () => {
    const stand = await cutOff(open)
    const comment = 'Cán bộ ở quầy bắt chờ ba buổi, xin xem lại cách tiếp dân.'
    for (let i = 0; i < 5; i += 1) await rate(stand, ((i % 5) + 1) as Score, comment)
    const { bytes } = await saveRescue(stand.tablet)
    const file = Buffer.from(bytes).toString('latin1')
    const header = `hailong-rescue/1 ${stand.office.deps.keys.seal.kid} `
    expect(file.startsWith(header)).toBe(true)
    const lines = (await readStore(stand.device, 'entries')).map(({ line, hash }) => `${line} ${hash}`)
    const blobs = (await readStore(stand.device, 'sealed')).map(({ sealed }) => sealed)
    const rest = file.slice(header.length)
    for (const said of [...lines, ...blobs, comment].map((text) => Buffer.from(text).toString('latin1'))) {
      for (let i = 0; i + 6 <= said.length; i += 1) expect(rest).not.toContain(said.slice(i, i + 6))
    }
    const { seal } = stand.office.deps.keys
    const stranger = loadKeys(`${await mkdtemp(join(tmpdir(), 'hai-long-'))}/key.jwk`).seal
    const kinds = async (key: typeof seal) => {
      const found: string[] = []
      const opened = await openRescue({ ...key, kid: seal.kid }, chunk(bytes))
      for await (const { kind } of opened.ok ? opened.parts : []) found.push(kind)
      return found
    }
    expect(await kinds(stranger)).toEqual([])
    expect(await kinds(seal)).toEqual(['batch'])
    const opened = await openRescue(seal, chunk(bytes))
    for await (const part of opened.ok ? opened.parts : []) {
      const body = part.kind === 'batch' ? gunzipSync(part.body).toString() : ''
      expect(body).toContain('"score":')
      expect(body).not.toContain('bắt chờ')
    }
    expect(
      Buffer.from((await saveRescue(stand.tablet)).bytes).equals(bytes),
      'each file has its own key',
    ).toBe(false)
  })
})

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
