import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { readLine } from '#src/domain/entry-schema.ts'
import { UnreadableFile } from '#src/server/backup/unreadable.ts'
import { MIGRATIONS } from '#src/server/db/migrations/index.ts'
import { openDatabase } from '#src/server/db/open.ts'
import { exportLog } from '#src/server/proof/export.ts'
import { openExport } from '#src/server/proof/exported-file.ts'
import { command, type Ended } from '#tests/support/command.ts'
import { eachDatabase, freshPlace, type TestDatabase } from '#tests/support/database.ts'
import { furnished, LOG } from '#tests/support/whole-office.ts'

/** As an auditor would, on a machine that has neither the database nor the key file. */
function elsewhere({ folder }: TestDatabase, args: readonly string[]): Promise<Ended> {
  return command('verify', { dialect: 'sqlite', url: '', folder: join(folder, 'nowhere') }, args)
}

eachDatabase((_name, open) => {
  test('P4: npm run export writes one new file, and npm run verify -- --export checks it where there is no database', {
    timeout: 180_000,
  }, async () => {
    const { office } = await furnished(open)
    const path = join(office.folder, 'all.export')
    const why = ['--reason', 'Thanh tra huyện, quý 4']
    const unasked = await command('export', office, [path])
    expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining('--reason') })
    const made = await command('export', office, [path, ...why])
    expect(made, made.err).toMatchObject({
      code: 0,
      out: expect.stringContaining('chỉ giao cho người kiểm tra'),
    })
    const key = office.deps.keys.sign.key
    expect(made.out).toContain(key)
    const again = await command('export', office, [path, ...why, '--json'])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('already') })
    const entries = await office.db
      .selectFrom('entry')
      .select('line')
      .where('log', 'in', (of) => of.selectFrom('log').select('id').where('device', 'is', null))
      .execute()
    const told = entries.map(({ line }) => readLine(Buffer.from(line).toString())?.body)
    expect(told.filter((body) => body?.deed === 'log-exported')).toEqual([
      { by: null, deed: 'log-exported', of: 'Thanh tra huyện, quý 4' },
    ])
    const whole = await elsewhere(office, ['--export', path, '--server-key', key])
    expect(whole, whole.err).toMatchObject({ code: 0, out: expect.stringContaining('everything is whole') })
    expect(existsSync(join(office.folder, 'nowhere'))).toBe(false)
    const { out } = await elsewhere(office, ['--export', path])
    expect(out).toContain(`key that each unit's log names itself`)
    expect(out).toContain(key)
    const { sign } = (await furnished(open)).office.deps.keys
    const strange = await elsewhere(office, ['--export', path, '--server-key', sign.key, '--json'])
    expect(strange.code).toBe(1)
    expect(JSON.parse(strange.out).faults.map(({ kind }: { kind: string }) => kind)).toContain(
      'closing-altered',
    )
  })

  test('P4: a rating changed in the file is named by log and number, with words that do not steer the terminal', {
    timeout: 120_000,
  }, async () => {
    const { office } = await furnished(open)
    const path = join(office.folder, 'all.export')
    await exportLog(office, path, { now: Date.now })
    const { hash, line } = await office.db
      .selectFrom('entry')
      .selectAll()
      .where('log', '=', LOG)
      .where('n', '=', 5)
      .executeTakeFirstOrThrow()
    const rowWith = (bytes: Uint8Array) => `${hash}","${Buffer.from(bytes).toString('base64')}`
    const said = rowWith(line)
    const other = rowWith(
      Buffer.from(
        Buffer.from(line)
          .toString()
          .replace(/"score":\d/, '"score":1'),
      ),
    )
    const text = gunzipSync(readFileSync(path)).toString()
    expect(text.split(said)).toHaveLength(2)
    const spoiled = text.replace(said, other).replace('"tabet333.1",2,', '"tabet333.1\\u001b[2J",2,')
    writeFileSync(path, gzipSync(spoiled))
    const found = await command('verify', office, ['--export', path])
    expect(found.code).toBe(1)
    expect(found.out).toContain(`log ${LOG}, entry 5: what is stored does not fit`)
    expect(found.out).toContain('tabet333.1?[2J')
    expect(found.out).not.toContain('\u001b')
  })
})

const HEAD = { export: 1, at: 0, version: MIGRATIONS.length, epoch: 'x', unit: null }
const rows = (...values: unknown[]) => gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
const RECEIPTS = { table: 'receipt', columns: ['log', 'n', 'code'], bytes: [] }

function* waysToSpoil(bytes: Buffer): Generator<[string, Buffer, RegExp]> {
  yield ['empty', Buffer.alloc(0), /empty/]
  yield ['no gzip', Buffer.from('SQLite format 3\u0000'.repeat(50)), /no export/]
  for (const at of [0, 2, bytes.length >> 1, bytes.length - 9, bytes.length - 5]) {
    const flipped = Buffer.from(bytes)
    flipped[at] = flipped[at]! ^ 1
    yield [`byte ${at} flipped`, flipped, /damaged|no export|cut off/]
  }
  for (const length of [1, 9, 30, bytes.length >> 1, bytes.length - 1])
    yield [`cut after ${length}`, bytes.subarray(0, length), /cut off/]
  yield ['doubled', Buffer.concat([bytes, bytes]), /damaged/]
  yield ['one enormous line', gzipSync(Buffer.alloc(2 ** 28, 'x')), /damaged/]
  yield ['a bomb of true lines', bomb(), /more than an export ever does/]
  yield ['a backup', rows({ backup: 1, version: 9 }), /no export/]
  yield ['of a newer form', rows({ ...HEAD, export: 2 }), /newer/]
  yield ['of a newer database', rows({ ...HEAD, version: 999 }), /newer/]
  yield ['of a version before there were any', rows({ ...HEAD, version: 0 }), /damaged/]
  yield ['without its end', rows(HEAD, RECEIPTS), /cut off/]
  yield ['short of a row', rows(HEAD, RECEIPTS, { end: 1 }), /damaged/]
  yield ['the same row twice', rows(HEAD, RECEIPTS, ['a', 1, 'x'], ['a', 1, 'y'], { end: 2 }), /UNIQUE/]
  yield ['a row too long', rows(HEAD, RECEIPTS, ['a', 1, 'x', 'y'], { end: 1 }), /damaged/]
  yield ['no number', rows(HEAD, RECEIPTS, ['a', 1.5, 'x'], { end: 1 }), /damaged/]
  yield ['a thing in a cell', rows(HEAD, RECEIPTS, ['a', { b: 1 }, 'x'], { end: 1 }), /damaged/]
  yield ['another table', rows(HEAD, { table: 'account', columns: [], bytes: [] }, { end: 0 }), /damaged/]
  yield [
    'no such column',
    rows(HEAD, { ...RECEIPTS, columns: ['log', 'n', 'x'] }, ['a', 1, 'x'], { end: 1 }),
    /No database/,
  ]
  yield [
    'a column of its own making',
    rows(HEAD, { ...RECEIPTS, columns: ['log"', 'n', 'x'] }, { end: 0 }),
    /damaged/,
  ]
}

/** Seventy megabytes of rows that could be true, in some hundred kilobytes. */
function bomb(): Buffer {
  const code = 'x'.repeat(70_000)
  const many = Array.from({ length: 1_000 }, (_, n) => ['a', n, code])
  return rows(HEAD, RECEIPTS, ...many, { end: many.length })
}

test('an export that is truncated, bit-flipped, empty, a bomb, from the future or something else is one sentence', {
  timeout: 180_000,
}, async () => {
  const place = await freshPlace('sqlite')
  const opened = await openDatabase(place.url)
  onTestFinished(() => opened.db.destroy())
  const { office } = await furnished(async () => ({ ...opened, ...place }))
  const path = join(place.folder, 'all.export')
  await exportLog(office, path, { now: Date.now })
  for (const [how, spoiled, sentence] of waysToSpoil(readFileSync(path))) {
    writeFileSync(path, spoiled)
    const error = await openExport(path).catch((thrown: unknown) => thrown)
    expect(error, how).toBeInstanceOf(UnreadableFile)
    expect((error as Error).message, how).toMatch(sentence)
  }
  for (const [how, args] of [
    ['the last of these', ['--export', path]],
    ['no such file', ['--export', `${path}.none`]],
    ['no such key', ['--export', path, '--server-key', 'x']],
  ] as const) {
    const { code, out, err } = await command('verify', { ...place, dialect: 'sqlite' }, args)
    expect([code, out], how).toEqual([2, ''])
    expect(err, how).toMatch(/^[^\n]+\nSee: npm run verify -- --help\n$/)
  }
})
