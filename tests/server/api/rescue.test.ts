import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Lost } from '#src/protocol/rescue-schema.ts'
import { createApp } from '#src/server/app.ts'
import { Refusal } from '#src/server/problems.ts'
import { importRescue } from '#src/server/rescue/import.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Api, type Head, ORIGIN, openApi, setUpAnother, setUpHead } from '#tests/support/api.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { importByRoute } from '#tests/support/rescue.ts'
import { type ForgedPart, forgeRescue, partOf } from '#tests/support/rescue-forge.ts'
import { sealFor } from '#tests/support/seal.ts'
import { authorize, makeTablet, type Tablet } from '#tests/support/tablet.ts'

const OPERATOR = { by: null, unit: null } as const

/** Three batches of a tablet with seven ratings: numbers 1–4, 5–7 and 8–10. */
function batches(tablet: Tablet): ForgedPart[] {
  for (let i = 0; i < 7; i += 1) tablet.rate({ score: 4, ...(i === 0 && { text: 'Chờ lâu quá' }) })
  return [
    partOf(tablet.post({ from: 1, to: 4 })),
    partOf(tablet.post({ from: 5, to: 7 })),
    partOf(tablet.post({ from: 8 }), { last: true }),
  ]
}

async function desk(api: Api, head: Head, id = 'tabet222') {
  const tablet = await makeTablet(api.deps, { id, unit: head.unit, counter: head.counter })
  const app = createApp(api.deps)
  const to = { origin: ORIGIN, unit: head.unit, cookie: head.cookie }
  const bring = (bytes: Uint8Array<ArrayBuffer>) =>
    importByRoute(async (request) => app.fetch(request), to, bytes)
  return { tablet, bring, forge: (parts: readonly ForgedPart[]) => forgeRescue(api.deps.keys.seal, parts) }
}

async function stored({ deps }: Api, log: string): Promise<number[]> {
  const rows = await deps.db.selectFrom('entry').select('n').where('log', '=', log).orderBy('n').execute()
  return rows.map(({ n }) => Number(n))
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

eachDatabase((_, open) => {
  test('P3: a file that is cut off anywhere brings the batches before the cut, and the whole file then the rest', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const lengths = [0, 1, 17, 26, 100, 300, 400]
    for (const [i, cut] of [...lengths, ...upTo(12).map(() => undefined)].entries()) {
      const { tablet, bring, forge } = await desk(api, head, `tabet22${'23456789abcdefghjkmnp'[i]}`)
      const pieces = forge(batches(tablet))
      const whole = Buffer.concat(pieces)
      const at = cut ?? Math.floor(((i - lengths.length) / 12) * whole.length)
      const answer = await bring(whole.subarray(0, at))
      const ends = [4, 7].filter((_, k) => at >= Buffer.concat(pieces.slice(0, k + 2)).length)
      expect(await stored(api, tablet.log)).toEqual(upTo(ends.at(-1) ?? 0))
      if (ends.length === 0) expect(answer).toMatchObject({ status: 422, code: 'rescue-unreadable' })
      else expect(answer.report).toMatchObject({ added: ends.at(-1)! - 3, damaged: 1 })
      expect((await bring(whole)).report).toMatchObject({ damaged: 0, gaps: [] })
      expect(await stored(api, tablet.log)).toEqual(upTo(10))
    }
    expect(await verify(api.deps.db, { keys: api.deps.keys })).toMatchObject({ faults: [] })
  })

  test('P3: whatever bit is flipped, nothing is stored that no tablet signed', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const whole = Buffer.concat(forge(batches(tablet)))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const flipped = Buffer.from(whole)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        const { status, report } = await bring(flipped)
        expect([200, 422]).toContain(status)
        if (report) expect(report.damaged).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
    expect(await verify(api.deps.db, { keys: api.deps.keys })).toMatchObject({ faults: [] })
    expect((await bring(whole)).report).toMatchObject({ damaged: 0 })
    expect(await stored(api, tablet.log)).toEqual(upTo(10))
    expect(await verify(api.deps.db, { keys: api.deps.keys })).toMatchObject({ faults: [], ratings: 7 })
  })

  test('a part in the middle that cannot be read leaves a gap that is named, and a new file fills it', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const parts = [
      ...batches(tablet).slice(0, 2),
      partOf(tablet.post({ from: 8, to: 9 })),
      partOf(tablet.post({ from: 10 }), { last: true }),
    ]
    const pieces = forge(parts)
    pieces[2]![40]! ^= 1
    const { report } = await bring(Buffer.concat(pieces))
    expect(report).toMatchObject({ added: 1, damaged: 1, gaps: [{ from: 5, to: 7 }] })
    expect(await stored(api, tablet.log)).toEqual(upTo(4))
    expect((await bring(Buffer.concat(forge(parts)))).report).toMatchObject({ added: 6, known: 1, gaps: [] })
  })

  test('P3: parts that were exchanged or doubled are not read', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const [header, first, second, third] = forge(batches(tablet)) as [Buffer, Buffer, Buffer, Buffer]
    const { report } = await bring(Buffer.concat([header, first, first, second, third]))
    expect(report).toMatchObject({ added: 1, damaged: 4 })
    expect(await stored(api, tablet.log)).toEqual(upTo(4))
  })

  test('a file that is mostly rubbish is not read to its end', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const [header, first] = forge(batches(tablet))
    const { report } = await bring(Buffer.concat([header!, first!, ...crumbs(50_000)]))
    expect(report).toMatchObject({ added: 1, damaged: 101 })
  })

  test('what is no rescue file is refused with a sentence, and nothing is stored', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const [header, ...parts] = forge(batches(tablet))
    const { kid } = api.deps.keys.seal
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const key = Buffer.concat([
      Buffer.of(4),
      Buffer.from(other.x!, 'base64url'),
      Buffer.from(other.y!, 'base64url'),
    ])
    const comment = sealFor(api.deps.keys.seal.key, { salt: 'x', text: 'y' })
    const foreign = { kid: 'anther22', key: key.toString('base64url') }
    const files: [string, Uint8Array<ArrayBuffer>, string][] = [
      ['nothing', Buffer.alloc(0), 'rescue-unreadable'],
      ['noise', randomBytes(5_000), 'rescue-unreadable'],
      ['a page', Buffer.from('<!doctype html><title>Wi-Fi</title>'), 'rescue-unreadable'],
      ['a line that never ends', Buffer.alloc(1_000_000, 'a'), 'rescue-unreadable'],
      ['a header', Buffer.from(`hailong-rescue/1 ${kid}\n`), 'rescue-unreadable'],
      [
        'a key that is none',
        Buffer.from(`hailong-rescue/1 ${kid} ${'a'.repeat(200)}\n`),
        'rescue-unreadable',
      ],
      ['a comment for a key', Buffer.from(`hailong-rescue/1 ${kid} ${comment}\n`), 'rescue-unreadable'],
      ['no part', header!, 'rescue-unreadable'],
      ['parts of noise', Buffer.concat([header!, randomBytes(100_000)]), 'rescue-unreadable'],
      ['a length beyond all', Buffer.concat([header!, Buffer.alloc(4, 255), ...parts]), 'rescue-unreadable'],
      ['many crumbs', Buffer.concat([header!, ...crumbs(50_000)]), 'rescue-unreadable'],
      ['a later version', Buffer.from(`hailong-rescue/2 ${kid} more\nxyz`), 'rescue-newer'],
      ['another server’s', Buffer.concat(forgeRescue(foreign, batches(tablet))), 'rescue-other-server'],
      [
        'its name forged',
        Buffer.concat(forgeRescue({ ...foreign, kid }, batches(tablet))),
        'rescue-unreadable',
      ],
    ]
    for (const [name, bytes, code] of files) {
      const answer = await bring(bytes)
      expect(answer.code, name).toBe(code)
      expect(answer.status, name).toBe(422)
    }
    expect(await stored(api, tablet.log)).toEqual([])
  })

  test('P3: what the tablet did not sign, or signed for other bytes, adds nothing, and the head sees it', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const [first, second, third] = batches(tablet)
    const stranger = { ...tablet, keys: generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
    const changed = gzipSync(
      tablet.links
        .slice(4, 7)
        .map(({ line }) => line.replace('"score":4', '"score":1'))
        .join('\n'),
    )
    const { hash } = tablet.links[6]!
    const said = { log: tablet.log, from: 5, to: 7, hash }
    // A part that is shorter than any true one ends the file; how far three lines are packed is chance.
    const longer = randomBytes(300)
    const forged: ForgedPart[] = [
      { head: { authorization: authorize(stranger, said, changed) }, body: changed },
      { head: { authorization: authorize(tablet, said, changed) }, body: changed },
      { ...second!, body: changed },
      { head: { authorization: 'HaiLong log=tabet222.1' }, body: longer },
      { head: '{"authorization":7}', body: longer },
      { head: 'x'.repeat(70_000), body: changed },
    ]
    const { report } = await bring(Buffer.concat(forge([first!, ...forged, third!])))
    expect(report).toMatchObject({ added: 1, damaged: 6, gaps: [{ from: 5, to: 7 }] })
    expect(await stored(api, tablet.log)).toEqual(upTo(4))
    const view = await head.get<{ devices: { faults: { kind: string; count: number }[] }[] }>('')
    const seen = view.devices[0]!.faults.filter(({ kind }) => kind === 'refused')
    expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    expect(await verify(api.deps.db, { keys: api.deps.keys })).toMatchObject({ faults: [] })
  })

  test('P3: bombs and endless files are refused within the memory that a part takes', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    tablet.rate()
    const bomb = gzipSync(Buffer.alloc(200_000_000, '\n'))
    expect(bomb.length).toBeLessThan(256 * 1024)
    const said = { log: tablet.log, from: 1, to: 4, hash: tablet.links[3]!.hash }
    const part = { head: { authorization: authorize(tablet, said, bomb) }, body: bomb }
    const before = process.memoryUsage.rss()
    expect((await bring(Buffer.concat(forge([part, part])))).report).toMatchObject({ added: 0, damaged: 3 })
    expect(await stored(api, tablet.log)).toEqual([])
    const good = partOf(tablet.post())
    const endless = forge(Array.from({ length: 40 }, () => ({ ...good, body: randomBytes(250_000) })))
    let sent = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = endless[sent % endless.length]!
        sent += 1
        controller.enqueue(piece)
        if (sent > 1_000_000) throw new Error('read for ever')
      },
    })
    const app = createApp(api.deps)
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Sec-Fetch-Site': 'same-origin',
      Cookie: head.cookie,
    }
    const path = `/api/v1/units/${head.unit}/rescue`
    const post = { method: 'POST', headers, duplex: 'half' }
    expect((await app.request(path, { ...post, body: stream })).status).toBe(413)
    expect(sent).toBeLessThan(200)
    const long = { ...post, headers: { ...headers, 'Content-Length': '40000000' }, body: 'hailong-rescue/1' }
    expect((await app.request(path, long)).status).toBe(413)
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20)
  })

  test('P3: times of the far future and past do no harm', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    for (const at of [8.64e15, -8.64e15, 253_402_300_800_000, 0, -1]) tablet.rate({ at })
    const { report } = await bring(Buffer.concat(forge([partOf(tablet.post(), { last: true })])))
    expect(report).toMatchObject({ added: 5, damaged: 0 })
    const days = await api.deps.db.selectFrom('receive_mark').select('day').distinct().execute()
    expect(days).toEqual([{ day: '2026-11-23' }])
    expect(await verify(api.deps.db, { keys: api.deps.keys })).toMatchObject({ faults: [] })
  })

  test('P10: another unit’s file is refused for a head, and goes to its own unit in the terminal', async () => {
    const api = await openApi(open)
    const own = await setUpHead(api)
    const { tablet, forge } = await desk(api, own)
    const other = await setUpAnother(api, 'le.hoa')
    const { bring } = await desk(api, other, 'tabet333')
    const file = Buffer.concat(forge(batches(tablet)))
    expect(await bring(file)).toMatchObject({ status: 403, code: 'rescue-other-unit' })
    expect(await stored(api, tablet.log)).toEqual([])
    expect(await importRescue(api.deps, chunks(file), OPERATOR)).toMatchObject({
      device: tablet.id,
      added: 7,
    })
    const { unit } = await api.deps.db
      .selectFrom('log')
      .select('unit')
      .where('id', '=', tablet.log)
      .executeTakeFirstOrThrow()
    expect(unit).toBe(own.unit)
    await api.deps.db.updateTable('device').set({ id: 'tabet444' }).where('id', '=', 'tabet333').execute()
    const strange = { ...tablet, log: 'tabet333.1' }
    const unknown = Buffer.concat(forge([partOf(Object.assign(tablet, strange).post())]))
    expect((await bring(unknown)).code).toBe('rescue-other-unit')
    const refused = await importRescue(api.deps, chunks(unknown), OPERATOR)
    expect(refused instanceof Refusal && refused.code).toBe('unknown-device')
  })

  test('P10: a file that mixes tablets brings only those of the first', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const one = await desk(api, head)
    const two = await desk(api, await setUpAnother(api, 'le.hoa'), 'tabet333')
    const three = await desk(api, head, 'tabet444')
    const parts = [batches(one.tablet)[0]!, batches(two.tablet)[0]!, batches(three.tablet)[0]!]
    expect((await one.bring(Buffer.concat(one.forge(parts)))).report).toMatchObject({ added: 1, damaged: 3 })
    expect(await stored(api, two.tablet.log)).toEqual([])
    expect(await stored(api, three.tablet.log)).toEqual([])
  })

  test('P4: a gap that nobody signed for stays one; only the tablet itself says that its lines were damaged', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const [first, , third] = batches(tablet)
    const lost = { log: tablet.log, from: 5, to: 7, hash: tablet.links[6]!.hash }
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const wrong = [
      signedLost(lost, stranger.privateKey),
      signedLost({ ...lost, to: 6 }, tablet.keys.privateKey),
      signedLost({ ...lost, log: 'tabet333.1' }, tablet.keys.privateKey),
      signedLost({ ...lost, hash: tablet.links[5]!.hash }, tablet.keys.privateKey),
      signedLost({ ...lost, from: 6 }, tablet.keys.privateKey),
      { ...signedLost(lost, tablet.keys.privateKey), line: JSON.stringify({ ...lost, from: 4 }) },
    ]
    for (const claim of wrong) {
      await bring(Buffer.concat(forge([first!, { ...third!, head: { ...headOf(third!), lost: claim } }])))
      expect(await stored(api, tablet.log)).toEqual(upTo(4))
    }
    expect(await api.deps.db.selectFrom('hole').selectAll().execute()).toEqual([])
    const right = { ...headOf(third!), lost: signedLost(lost, tablet.keys.privateKey) }
    const { report } = await bring(Buffer.concat(forge([first!, { ...third!, head: right }])))
    expect(report).toMatchObject({ added: 3, lost: [{ from: 5, to: 7 }] })
    const { faults } = await verify(api.deps.db, { keys: api.deps.keys })
    expect(faults).toMatchObject([{ kind: 'hole', from: 5, to: 7 }])
    await api.deps.db
      .updateTable('hole')
      .set({ receipt: JSON.stringify(wrong[0]) })
      .execute()
    expect((await verify(api.deps.db, { keys: api.deps.keys })).faults).toMatchObject([
      { kind: 'missing', from: 5, to: 7 },
    ])
  })

  test('a server whose sealing key is kept elsewhere says so, and one that has it takes the file', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, bring, forge } = await desk(api, head)
    const file = Buffer.concat(forge(batches(tablet)))
    api.deps.keys.seal.holds = false
    expect(await bring(file)).toMatchObject({ status: 422, code: 'rescue-no-key' })
    api.deps.keys.seal.holds = true
    expect((await bring(file)).report).toMatchObject({ added: 7 })
  })

  test('P10: without a session, or for another unit’s address, the file is not even looked at', async () => {
    const api = await openApi(open)
    const head = await setUpHead(api)
    const { tablet, forge } = await desk(api, head)
    const raw = Buffer.concat(forge(batches(tablet)))
    const headers = { 'Content-Type': 'application/octet-stream' }
    const path = (unit: string) => `/api/v1/units/${unit}/rescue`
    expect((await api.ask('POST', path(head.unit), { raw, headers })).status).toBe(401)
    expect((await api.ask('POST', path('zzzzzz'), { raw, headers, cookie: head.cookie })).status).toBe(404)
    const foreign = { ...headers, 'Sec-Fetch-Site': 'cross-site' }
    expect(
      (await api.ask('POST', path(head.unit), { raw, headers: foreign, cookie: head.cookie })).status,
    ).toBe(403)
    const form = { 'Content-Type': 'multipart/form-data' }
    expect((await api.ask('POST', path(head.unit), { raw, headers: form, cookie: head.cookie })).status).toBe(
      400,
    )
    expect(await stored(api, tablet.log)).toEqual([])
  })
})

function headOf({ head }: ForgedPart) {
  if (typeof head === 'string') throw new Error('no head')
  return head
}

function signedLost(lost: Lost, key: Tablet['keys']['privateKey']) {
  const line = JSON.stringify(lost)
  const sig = sign('sha256', Buffer.from(`hailong-lost/1\n${line}`), { key, dsaEncoding: 'ieee-p1363' })
  return { line, sig: sig.toString('base64url') }
}

function crumbs(count: number): Buffer[] {
  return Array.from({ length: count }, () => Buffer.concat([Buffer.of(0, 0, 0, 200), randomBytes(200)]))
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}
