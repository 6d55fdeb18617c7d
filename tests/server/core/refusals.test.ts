import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { formatAuthorization, MAX_BODY, MAX_INFLATED } from '#src/protocol/log.ts'
import { parseAuthorization } from '#src/protocol/log-schema.ts'
import { ingest, type LogPost } from '#src/server/ingest.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office } from '#tests/support/ingest.ts'
import { authorize, type Tablet } from '#tests/support/tablet.ts'

async function nothingStored({ db }: Office): Promise<void> {
  for (const name of ['entry', 'receive_mark', 'batch', 'sealed', 'tally', 'log', 'hole'] as const) {
    expect(await db.selectFrom(name).selectAll().execute(), name).toEqual([])
  }
}

const refusals = ({ db }: Office) => db.selectFrom('refusal').select(['device', 'code', 'count']).execute()

/** A batch with any body, rightly signed. */
function signed(tablet: Tablet, body: Uint8Array, { lines = 4, encoding = 'gzip' } = {}): LogPost {
  const hash = tablet.links.at(-1)?.hash ?? ''
  const batch = { log: tablet.log, from: 1, to: lines, hash }
  const authorization = authorize(tablet, batch, body)
  return { authorization, tablet: null, after: null, contentEncoding: encoding, body }
}

eachDatabase((_name, open) => {
  async function start(): Promise<{ office: Office; tablet: Tablet }> {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    tablet.rate()
    return { office, tablet }
  }

  test('P3: an unsigned batch and one of an unknown tablet add nothing', async () => {
    const { office, tablet } = await start()
    const post = tablet.post()
    const stranger = post.authorization?.replaceAll('tabet222', 'tabet999') ?? ''
    for (const [authorization, code] of [
      [null, 'unsigned'],
      ['', 'unsigned'],
      ['Bearer x', 'unsigned'],
      ['HaiLong log=x', 'malformed'],
      [stranger, 'unknown-device'],
      [post.authorization?.replace('tabet222', 'dvhcc2') ?? '', 'unknown-device'],
    ] as const) {
      expect(await ingest(office.deps, { ...post, authorization })).toEqual({ kind: 'refused', code })
    }
    await nothingStored(office)
    expect(await refusals(office)).toEqual([])
  })

  test('P3: a batch signed with another key adds nothing and is shown to the head', async () => {
    const { office, tablet } = await start()
    const other = await office.tablet('tabet333')
    const post = tablet.post()
    const batch = parseAuthorization(post.authorization ?? '')
    if (!batch) throw new Error('no batch')
    const authorization = authorize(other, batch, post.body)
    expect(await ingest(office.deps, { ...post, authorization })).toEqual({
      kind: 'refused',
      code: 'bad-signature',
    })
    await ingest(office.deps, { ...post, authorization })
    await nothingStored(office)
    expect(await refusals(office)).toEqual([{ device: tablet.id, code: 'bad-signature', count: 2 }])
  })

  test('P3: an altered body, number or hash adds nothing', async () => {
    const { office, tablet } = await start()
    const post = tablet.post()
    const batch = parseAuthorization(post.authorization ?? '')
    if (!batch) throw new Error('no batch')
    const body = Buffer.from(post.body)
    body[body.length - 9]! ^= 1
    const altered = [
      { ...post, body },
      { ...post, authorization: formatAuthorization({ ...batch, from: 2 }) },
      { ...post, authorization: formatAuthorization({ ...batch, to: 3 }) },
      { ...post, authorization: formatAuthorization({ ...batch, hash: '0'.repeat(64) }) },
      { ...post, authorization: formatAuthorization({ ...batch, log: 'tabet222.2' }) },
    ]
    for (const one of altered) {
      expect(await ingest(office.deps, one)).toEqual({ kind: 'refused', code: 'bad-signature' })
    }
    await nothingStored(office)
  })

  test('P3: a chain that does not lead to the announced hash adds nothing', async () => {
    const { office, tablet } = await start()
    const lines = tablet.links.map(({ line }) => line)
    const swapped = [lines[0], lines[2], lines[1], lines[3]].join('\n')
    expect(await ingest(office.deps, signed(tablet, gzipSync(swapped)))).toEqual({
      kind: 'refused',
      code: 'broken-chain',
    })
    await nothingStored(office)
    expect(await refusals(office)).toEqual([{ device: tablet.id, code: 'broken-chain', count: 1 }])
  })

  test('what is too large, a bomb, or not what it says is refused, signed or not', async () => {
    const { office, tablet } = await start()
    const [genesis] = tablet.links
    const lines = tablet.links.map(({ line }) => line).join('\n')
    const cases: [LogPost, string][] = [
      [signed(tablet, Buffer.alloc(MAX_BODY + 1)), 'too-large'],
      [signed(tablet, gzipSync(Buffer.alloc(MAX_INFLATED + 1, 'x'))), 'too-large'],
      [signed(tablet, gzipSync(Buffer.alloc((200 * MAX_INFLATED) / 2, 0))), 'too-large'],
      [signed(tablet, gzipSync('x'), { lines: 501 }), 'too-large'],
      [signed(tablet, Buffer.from('no gzip')), 'malformed'],
      [signed(tablet, gzipSync(lines).subarray(0, 40)), 'malformed'],
      [signed(tablet, Buffer.alloc(0)), 'malformed'],
      [signed(tablet, brotliCompressSync(lines), { encoding: 'br' }), 'unsupported-encoding'],
      [signed(tablet, gzipSync('not JSON'), { lines: 1 }), 'malformed'],
      [signed(tablet, gzipSync('{"v":1}'), { lines: 1 }), 'malformed'],
      [signed(tablet, gzipSync('['.repeat(1900)), { lines: 1 }), 'malformed'],
      [signed(tablet, gzipSync(`{"v":1,"at":1e400,"kind":"x","body":{}}`), { lines: 1 }), 'malformed'],
      [
        signed(tablet, gzipSync(`{"v":1,"at":1,"kind":"x","body":{"a":"${'x'.repeat(2000)}"}}`), {
          lines: 1,
        }),
        'malformed',
      ],
      [signed(tablet, gzipSync(Buffer.from([0xff, 0xfe, 0x7b])), { lines: 1 }), 'malformed'],
      [signed(tablet, gzipSync(`${lines}\n~4 not base64!`)), 'malformed'],
      [signed(tablet, gzipSync(`${lines}\n~5 AAAA`)), 'malformed'],
      [signed(tablet, gzipSync(lines), { lines: 3 }), 'malformed'],
      [signed(tablet, gzipSync(genesis!.line.replace('genesis', 'rating')), { lines: 1 }), 'malformed'],
    ]
    for (const [post, code] of cases) {
      expect(await ingest(office.deps, post)).toEqual({ kind: 'refused', code })
    }
    await nothingStored(office)
    expect((await tablet.send()).kind).toBe('stored')
  })

  test('a body that is not compressed is taken as it is', async () => {
    const { office, tablet } = await start()
    const lines = Buffer.from(tablet.links.map(({ line }) => line).join('\n'))
    expect((await ingest(office.deps, signed(tablet, lines, { encoding: 'identity' }))).kind).toBe('stored')
  })

  test('a log of a tablet that begins with the key of another is refused', async () => {
    const { office, tablet } = await start()
    const other = await office.tablet('tabet333')
    const forged = tablet.copy()
    forged.links.length = 0
    forged.add('genesis', { device: tablet.id, key: other.key })
    expect(await forged.send()).toEqual({ kind: 'refused', code: 'malformed' })
    await nothingStored(office)
  })
})
