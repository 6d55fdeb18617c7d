import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { instantOf } from '#src/domain/calendar.ts'
import { UnreadableFile } from '#src/server/backup/unreadable.ts'
import { checkDeeds, type DeedsFault } from '#src/server/proof/deeds-file.ts'
import { type Api, type Head, openApi, setUpHead } from '#tests/support/api.ts'
import { pairTablet } from '#tests/support/api-tablet.ts'
import { command } from '#tests/support/command.ts'
import { eachDatabase, type Open, type TestDatabase } from '#tests/support/database.ts'

const exported = async (api: Api, { unit, cookie }: Head, query = 'format=lines') => {
  const response = await api.ask('GET', `/api/v1/units/${unit}/deeds/export?${query}`, { cookie })
  expect(response.status, await response.clone().text()).toBe(200)
  return Buffer.from(await response.arrayBuffer()).toString()
}
const check = (text: string, key?: string) => checkDeeds(parts(text), key)

/** Two half days of work, with a name that a spreadsheet would run. */
async function worked(open: Open) {
  let place: TestDatabase | undefined
  const api = await openApi(async () => {
    place = await open()
    return place
  })
  const head = await setUpHead(api)
  await api.deps.db.updateTable('session').set({ expires_at: Number.MAX_SAFE_INTEGER }).execute()
  const tablet = await pairTablet(api, head)
  tablet.rate({ score: 5 }, { score: 1 })
  await tablet.sendOk()
  await api.passTo(instantOf('2026-11-23', 19))
  await head.post('/officers', { name: '=HYPERLINK("http://x")', title: '' })
  return { api, head, place: place!, key: api.deps.keys.sign.key }
}

eachDatabase((_, open) => {
  test('P4: the unit’s log is verified with the public key alone; each line that is missing or changed is found', {
    timeout: 120_000,
  }, async () => {
    const { api, head, key } = await worked(open)
    const text = await exported(api, head)
    const lines = text.trimEnd().split('\n')
    const whole = await check(text, key)
    expect(whole).toMatchObject({ unit: head.unit, faults: [], entries: lines.length - 2, key })
    expect(await check(text)).toMatchObject({ faults: [], key })
    for (const [how, spoiled, at] of waysToSpoil(lines)) {
      const found = await check(spoiled, key).catch((error: unknown) => error)
      if (found instanceof UnreadableFile) continue
      const { faults } = found as { faults: DeedsFault[] }
      expect(faults, how).not.toEqual([])
      if (at !== undefined) expect([faults[0]?.from, faults[0]?.to], how).toEqual([at, at])
    }
    const other = await worked(open)
    const { faults } = await check(text, other.key)
    expect(faults.map(({ kind }) => kind)).toEqual(['unsigned'])
    const foreignEnd = [
      ...lines.slice(0, -1),
      (await exported(other.api, other.head)).trimEnd().split('\n').at(-1),
    ]
    expect((await check(`${foreignEnd.join('\n')}\n`, key)).faults).not.toEqual([])
  })

  test('P9: of a closing it holds number and hash and nothing of a tablet’s entries; that it was taken is its last entry', async () => {
    const { api, head } = await worked(open)
    const text = await exported(api, head)
    expect(text).not.toMatch(/heads|marks|score/)
    const rows = text
      .split('\n')
      .slice(1, -2)
      .map((line) => JSON.parse(line) as { n: number; line?: string })
    const hidden = rows.filter(({ line }) => line === undefined)
    expect(hidden.length).toBeGreaterThan(0)
    const entries = await api.deps.db
      .selectFrom('entry')
      .select(['n', 'line'])
      .where('log', '=', `${head.unit}.1`)
      .execute()
    const kindAt = new Map(
      entries.map(({ n, line }) => [n, JSON.parse(Buffer.from(line).toString()).kind as string]),
    )
    expect(new Set(hidden.map(({ n }) => kindAt.get(n)))).toEqual(new Set(['closed']))
    expect(JSON.parse(rows.at(-1)?.line ?? '')).toMatchObject({
      kind: 'deed',
      body: { by: head.account, deed: 'deeds-exported', of: 'lines' },
    })
  })

  test('as a table it holds what was asked for, with the names of then, and starts no formula', async () => {
    const { api, head } = await worked(open)
    const csv = await exported(api, head, 'format=csv&deed=officer-added')
    const [first, second, third, end] = csv.split('\r\n')
    expect(first).toBe('\ufeffentry,day,time,by,name,deed,said,of,names')
    expect(second).toMatch(
      /,2026-11-23,19:00,\w{6},Trần Văn Nam,officer-added,Thêm cán bộ,\w{6},"'=HYPERLINK\(""http:\/\/x""\)"$/,
    )
    expect(third).toMatch(/,2026-11-23,08:00,.*,Nguyễn Thị Hoa$/)
    expect(end).toBe('')
    const all = await exported(api, head, 'format=csv')
    expect(all.split('\r\n')[1]).toContain('deeds-exported')
  })

  test('the command says so in a sentence, and compares with closings that were kept elsewhere', {
    timeout: 120_000,
  }, async () => {
    const { api, head, place, key } = await worked(open)
    const path = join(place.folder, 'log.deeds')
    const text = await exported(api, head)
    writeFileSync(path, text)
    const whole = await command('verify', place, ['--deeds', path, '--server-key', key])
    expect(whole, whole.err).toMatchObject({ code: 0, out: expect.stringContaining('everything is whole') })
    const closings = await api.ask('GET', `/api/v1/units/${head.unit}/closings?format=lines`, {
      cookie: head.cookie,
    })
    const kept = join(place.folder, 'kept.closings')
    writeFileSync(kept, await closings.text())
    const compared = await command('verify', place, ['--deeds', path, '--closing', kept, '--json'])
    expect(JSON.parse(compared.out)).toMatchObject({ faults: [], key })
    writeFileSync(path, text.replace('officer-added', 'officer-aided'))
    const changed = await command('verify', place, ['--deeds', path])
    expect(changed).toMatchObject({ code: 1, out: expect.stringMatching(/Đơn vị \w+, mục \d+: nội dung/) })
    writeFileSync(path, 'x')
    const none = await command('verify', place, ['--deeds', path])
    expect(none).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^[^\n]+\nSee: npm run verify -- --help\n$/),
    })
  })
})

/** How, the file, and which entry is then named; undefined where it is another line than an entry’s own. */
function* waysToSpoil(lines: readonly string[]): Generator<[string, string, number | undefined]> {
  const file = (all: readonly string[]) => `${all.join('\n')}\n`
  const last = lines.length - 2
  for (const [i, line] of lines.entries()) {
    const n = i > 0 && i < last ? i : undefined
    yield [`line ${i} gone`, file(lines.toSpliced(i, 1)), n]
    yield [`line ${i} twice`, file(lines.toSpliced(i, 0, line)), undefined]
    yield [`cut before line ${i}`, file(lines.slice(0, i)), undefined]
    // Around what is signed a space says nothing.
    if (i <= last) yield [`line ${i} with a space`, file(lines.with(i, `${line} `)), undefined]
    for (const at of [1, line.length >> 1, line.length - 3]) {
      const flipped = line.slice(0, at) + (line[at] === 'x' ? 'y' : 'x') + line.slice(at + 1)
      yield [`line ${i}, letter ${at}`, file(lines.with(i, flipped)), undefined]
    }
    const row = JSON.parse(line) as { n?: number; hash?: string; line?: string }
    if (row.line === undefined || row.n === undefined) continue
    const { line: own, ...hidden } = row
    yield [`entry ${row.n} as if it were a closing`, file(lines.with(i, JSON.stringify(hidden))), undefined]
    const told = JSON.stringify({ ...row, line: own.replace(/"at":\d/, '"at":9') })
    yield [`entry ${row.n} at another time`, file(lines.with(i, told)), row.n]
  }
}

async function* parts(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 1_000) yield text.slice(at, at + 1_000)
}
