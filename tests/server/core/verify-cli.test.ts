import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { localTime } from '#src/domain/calendar.ts'
import { confirmTime, readSure } from '#src/server/trusted-time.ts'
import { command } from '#tests/support/command.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice, type Office, UNIT } from '#tests/support/ingest.ts'

eachDatabase((_name, open) => {
  async function start(): Promise<Office> {
    const office = await makeOffice(open)
    const tablet = await office.tablet()
    for (let i = 0; i < 6; i += 1) tablet.rate()
    await tablet.send()
    await office.closeAt('2026-11-23', 13)
    return office
  }

  test('P4, P8: npm run verify says that all is whole, then names what is not; rebuild repairs the figures', async () => {
    const office = await start()
    expect(await command('verify', office)).toMatchObject({
      code: 0,
      out: expect.stringContaining('everything is whole'),
    })
    await office.db.updateTable('tally').set({ n: 7 }).execute()
    const named = await command('verify', office)
    expect(named.code).toBe(1)
    expect(named.out).toContain('Máy tính bảng tabet222, sổ tabet222.1')
    const json = await command('verify', office, ['--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      ratings: 6,
      keys: true,
      faults: [{ kind: 'tally', device: 'tabet222' }],
    })
    expect(await command('rebuild', office)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 tallies'),
    })
    expect((await command('verify', office)).code).toBe(0)
  })

  test('npm run clock says whether the clock is sure, and takes a person’s word where it is today’s', async () => {
    const office = await start()
    const before = Date.now() - 10 * 86_400_000
    await confirmTime(office.db, before)
    const today = localTime(Date.now()).day
    expect(await command('clock', office)).toMatchObject({
      code: 1,
      out: expect.stringContaining('The clock is not sure'),
    })
    expect(await command('clock', office, ['--confirm', '2026-02-30'])).toMatchObject({ code: 2 })
    expect(await command('clock', office, ['--confirm'])).toMatchObject({ code: 2 })
    const refused = await command('clock', office, ['--confirm', '2026-02-17', '--json'])
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`clock says ${today}`) })
    expect(JSON.parse(refused.out)).toMatchObject({ trusted: before, sure: false, confirmed: false })
    const confirmed = await command('clock', office, ['--confirm', localTime(Date.now()).day, '--json'])
    expect(confirmed.code).toBe(0)
    expect(JSON.parse(confirmed.out)).toMatchObject({ sure: true, confirmed: true })
    expect((await command('clock', office)).code).toBe(0)
    expect((await readSure(office.db))?.trusted).toBeGreaterThan(before)
    const { line } = await lastOf(office)
    expect(JSON.parse(Buffer.from(line).toString()).body).toEqual({
      by: null,
      deed: 'clock-confirmed',
      of: today,
    })
    expect((await command('clock', office, ['--help'])).out).toContain('DATA_DIR')
  })

  test('P4: npm run verify -- --closing compares with what was kept elsewhere, and names what differs', {
    timeout: 120_000,
  }, async () => {
    const office = await start()
    const kept = join(office.folder, 'kept.jsonl')
    expect(await command('closings', office, ['--to', kept])).toMatchObject({ code: 0, err: '' })
    expect(await command('verify', office, ['--closing', kept])).toMatchObject({
      code: 0,
      out: expect.stringContaining('everything is whole'),
    })
    const { line } = JSON.parse(await readFile(kept, 'utf8'))
    const proof = { ...JSON.parse(line), hash: 'a'.repeat(64) }
    const signed = office.deps.keys.sign.sign('proof', JSON.stringify(proof))
    await writeFile(kept, `${JSON.stringify(signed)}\n`)
    expect(await command('verify', office, ['--closing', kept])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/log dvhcc2\.1, entry 2: .*rewritten \(2026-11-23 am\)/),
    })
    for (const unreadable of [
      office.folder,
      join(office.folder, 'none'),
      join(office.folder, 'server-key.jwk'),
    ]) {
      const { code, out, err } = await command('verify', office, ['--closing', unreadable])
      expect([code, out], unreadable).toEqual([2, ''])
      expect(err, unreadable).toMatch(/^[^\n]+\nSee: npm run verify -- --help\n$/)
    }
  })

  test('without the key file verify says so and checks what it can', async () => {
    const office = await start()
    await rename(join(office.folder, 'server-key.jwk'), join(office.folder, 'elsewhere'))
    const found = await command('verify', office)
    expect(found.code).toBe(0)
    expect(found.out).toContain('key file is not here')
  })

  test('unusable arguments and databases end with 2 and a sentence', async () => {
    const office = await start()
    expect(await command('verify', office, ['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('DATA_DIR'),
    })
    expect(await command('verify', office, ['--jsn'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--help'),
    })
    const nowhere = { DATA_DIR: join(office.folder, 'nowhere'), DATABASE_URL: '' }
    expect(await command('verify', office, [], nowhere)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no database'),
    })
    expect((await command('verify', office, [], { DATABASE_URL: 'mysql://x' })).code).toBe(2)
    await writeFile(join(office.folder, 'server-key.jwk'), '{}')
    expect((await command('verify', office)).code).toBe(2)
  })
})

/** The last entry of the unit's log. */
function lastOf({ db }: Office) {
  const own = db.selectFrom('entry').select('line').where('log', '=', `${UNIT}.1`)
  return own.orderBy('n', 'desc').limit(1).executeTakeFirstOrThrow()
}
