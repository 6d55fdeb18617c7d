import { readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { exportLog } from '#src/server/proof/export.ts'
import { openExport } from '#src/server/proof/exported-file.ts'
import { sentence } from '#src/server/verify/fault.ts'
import { type Options, verify } from '#src/server/verify/verify.ts'
import { type MutateOffice, OTHER_UNIT, openOffice } from '#tests/mutate/office.ts'
import { mutations } from '#tests/mutate/run.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { UNIT } from '#tests/support/ingest.ts'

const COUNTS = { sqlite: 30, postgres: 8 }

let files = 0

async function exported(office: MutateOffice, unit?: string): Promise<string> {
  files += 1
  const path = join(office.folder, `${files}.export`)
  await exportLog(office, path, { now: () => 1_795_413_600_000, ...(unit !== undefined && { unit }) })
  return path
}

/** What verify names in the file, and how much it read. */
async function verified(path: string, options: Options) {
  const { db } = await openExport(path)
  try {
    const { faults, ...counted } = await verify(db, options)
    return { faults: faults.map((fault) => sentence(fault).en).sort(), ...counted }
  } finally {
    await db.destroy()
  }
}

const linesIn = (path: string): unknown[] =>
  gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))

eachDatabase((name, open) => {
  test('P4, P8: verify reads an export as it reads the database: with the key file, the public key, and none', async () => {
    const office = await openOffice(open)
    const path = await exported(office)
    const { keys } = office.deps
    for (const options of [{ keys }, { keys: { sign: { key: keys.sign.key } } }, {}]) {
      const { faults, ...counted } = await verify(office.db, options)
      const said = faults.map((fault) => sentence(fault).en).sort()
      expect(await verified(path, options)).toEqual({ faults: said, ...counted })
    }
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  test(`P3, P4, P8: each of ${COUNTS[name]} mutations is found in an export of the database as it is in the database, by the same names`, {
    timeout: 240_000,
  }, async () => {
    const office = await openOffice(open)
    const whole = new Set((await verified(await exported(office), { keys: office.deps.keys })).faults)
    for await (const one of mutations(office, { seed: 'export', count: COUNTS[name] })) {
      const { faults } = await verified(await exported(office), { keys: office.deps.keys })
      const fresh = faults.filter((fault) => !whole.has(fault))
      const inDatabase = one.found.map((fault) => sentence(fault).en).sort()
      expect(fresh, `${one.seed} ${one.kind} ${one.what}`).toEqual(inDatabase)
      expect(fresh.length).toBeGreaterThan(0)
    }
  })

  test('P10: an export of one unit holds nothing of another, and verifies by itself', async () => {
    const office = await openOffice(open)
    const all = await verified(await exported(office), { keys: office.deps.keys })
    const [one, other] = [await exported(office, UNIT), await exported(office, OTHER_UNIT)]
    const found = [
      await verified(one, { keys: office.deps.keys }),
      await verified(other, { keys: office.deps.keys }),
    ]
    expect(found.flatMap(({ faults }) => faults).sort()).toEqual(all.faults)
    expect(found.reduce((sum, { entries }) => sum + entries, 0)).toBe(all.entries)
    expect(gunzipSync(readFileSync(one)).toString()).not.toMatch(new RegExp(`"${OTHER_UNIT}|"tabet555`))
    expect(gunzipSync(readFileSync(other)).toString()).not.toMatch(new RegExp(`"${UNIT}|"tabet222`))
    await expect(exported(office, 'dvhcc9')).rejects.toThrow(`There are: ${UNIT}, ${OTHER_UNIT}.`)
  })

  test('P9: an export says what it is, and holds no PIN, cookie, password, person or readable comment', async () => {
    const office = await openOffice(open)
    await office.db
      .updateTable('device')
      .set({ cookie: 'secret-cookie', state: '{"secret":"state"}' })
      .execute()
    await office.db.updateTable('unit').set({ settings: '{"secret":"settings"}' }).execute()
    const lines = linesIn(await exported(office, UNIT))
    expect(lines[0]).toEqual({
      export: 1,
      at: 1_795_413_600_000,
      version: expect.any(Number),
      epoch: office.epoch,
      unit: UNIT,
    })
    const text = JSON.stringify(lines)
    for (const secret of ['secret', 'Nguyễn Văn Mẫu', 'c2FsdA', 'Chờ lâu', 'rounds'])
      expect(text).not.toContain(secret)
    const entry = await office.db.selectFrom('entry').selectAll().where('log', '=', 'tabet222.1').execute()
    for (const { log, n, hash, line } of entry)
      expect(lines).toContainEqual([log, n, hash, Buffer.from(line).toString('base64')])
  })

  test('an export is never written over a file that is there, and one that fails leaves none', async () => {
    const office = await openOffice(open)
    const path = await exported(office)
    const before = readFileSync(path)
    await expect(exportLog(office, path, { now: Date.now })).rejects.toThrow('already')
    expect(readFileSync(path).equals(before)).toBe(true)
    const names = await readdir(office.folder)
    const onRows = () => {
      throw new Error('the disk is full')
    }
    const failing = exportLog(office, join(office.folder, 'none'), { now: Date.now, onRows })
    await expect(failing).rejects.toThrow('the disk is full')
    expect(await readdir(office.folder)).toEqual(names)
    const stopped = exportLog(office, join(office.folder, 'none'), {
      now: Date.now,
      signal: AbortSignal.abort(new Error('Ctrl-C')),
    })
    await expect(stopped).rejects.toThrow('Ctrl-C')
    expect(await readdir(office.folder)).toEqual(names)
  })
})
