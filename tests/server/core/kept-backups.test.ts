import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, onTestFinished, test } from 'vitest'
import { DAY_MS, instantOf } from '#src/domain/calendar.ts'
import { backupsIn, keepDays, nameAt, newestBackup } from '#src/server/backup/kept.ts'
import { isDue } from '#src/server/backup/nightly.ts'
import { sealing } from '#src/server/backup/sealed-file.ts'
import { ownHealth } from '#src/server/own-health.ts'
import { confirmTime, keepTime } from '#src/server/trusted-time.ts'
import { PASSPHRASE, takeBackup } from '#tests/support/backup.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { makeOffice } from '#tests/support/ingest.ts'

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hai-long-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function sealed(path: string, bytes: number): Promise<void> {
  const parts: Buffer[] = []
  await pipeline(Readable.from([Buffer.alloc(bytes, 7)]), sealing(PASSPHRASE), async (flow) => {
    for await (const part of flow) parts.push(part as Buffer)
  })
  await writeFile(path, Buffer.concat(parts))
}

/** A folder with whole backups of those times. */
async function folderWith(times: readonly number[]): Promise<string> {
  const folder = await newFolder()
  const one = join(folder, 'one')
  await sealed(one, 10)
  for (const at of times) await copyFile(one, join(folder, nameAt(at)))
  await rm(one)
  return folder
}

const NOW = instantOf('2026-11-23', 1.1)
const YESTERDAY = NOW - DAY_MS

test.each([
  ['is that of last night', [YESTERDAY], YESTERDAY],
  ['is not one that a leap of the clock left behind', [YESTERDAY, Date.UTC(2086, 0, 1)], YESTERDAY],
  ['may be of a clock that was a little ahead', [YESTERDAY, NOW + 3_600_000], NOW + 3_600_000],
  ['is none where all are of days to come', [NOW + 2 * DAY_MS], undefined],
  ['is none where there is none', [], undefined],
])('P12 the newest backup %s', async (_, times, newest) => {
  expect(await newestBackup(await folderWith(times), NOW)).toBe(newest)
})

test('P12 what is empty, cut off or something else is no backup, and none is made due by it', async () => {
  for (const length of [1, 65_536, 65_537, 200_000]) {
    const folder = await folderWith([YESTERDAY])
    const path = join(folder, nameAt(NOW))
    await sealed(path, length)
    const bytes = await readFile(path)
    expect(await newestBackup(folder, NOW), `${length}`).toBe(NOW)
    for (const cut of [0, 3, 38, 59, bytes.length - 1, bytes.length + 1]) {
      await truncate(path, cut)
      const last = await newestBackup(folder, NOW)
      expect(last, `${length} cut to ${cut}`).toBe(YESTERDAY)
      expect(isDue(NOW, last)).toBe(true)
      await writeFile(path, bytes)
    }
  }
  const folder = await folderWith([YESTERDAY])
  await writeFile(join(folder, nameAt(NOW)), 'SQLite format 3\u0000'.repeat(10))
  expect(await newestBackup(folder, NOW)).toBe(YESTERDAY)
}, 60_000)

test('of each of fourteen days the newest is kept, of today all, and whatever is no backup of ours', async () => {
  const nights = Array.from({ length: 20 }, (_, i) => NOW - i * DAY_MS)
  const byHand = Array.from({ length: 30 }, (_, i) => NOW - DAY_MS + (1 + i) * 60_000)
  const today = [NOW + 60_000, NOW + 120_000]
  const ahead = Date.UTC(2086, 0, 1)
  const folder = await folderWith([...nights, ...byHand, ...today, ahead])
  await writeFile(join(folder, 'notes.txt'), 'kept')
  await writeFile(join(folder, nameAt(NOW - 3 * DAY_MS + 60_000)), 'damaged')
  await keepDays(folder, { days: 14, now: NOW + 180_000 })
  const kept = [ahead, ...[...today].reverse(), NOW, byHand.at(-1)!, ...nights.slice(2, 14)]
  expect((await backupsIn(folder)).map(({ at }) => at)).toEqual(kept)
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['notes.txt', nameAt(NOW - 3 * DAY_MS + 60_000)]),
  )
})

eachDatabase((_name, open) => {
  test('P12 a backup is of the time that the server believes, also while its clock has leapt', async () => {
    const office = await makeOffice(open)
    await confirmTime(office.db, NOW)
    office.clock.now = Date.UTC(2086, 0, 1)
    await keepTime(office.deps)
    office.clock.now += 60_000
    expect((await takeBackup(office, office.deps)).at).toBe(NOW + 60_000)
  })

  test('P12 two nights without a backup are red also where a file says that it is of 2086', async () => {
    const office = await makeOffice(open)
    const at = NOW - 10 * DAY_MS
    const head = { id: 'dauvi2', unit: 'dvhcc2', role: 'head', user: 'a', name: 'A', password: '' } as const
    await office.db
      .insertInto('account')
      .values({ ...head, created_at: at })
      .execute()
    const folder = await folderWith([at, Date.UTC(2086, 0, 1)])
    const deps = { ...office.deps, now: () => NOW, lastBackup: (of: number) => newestBackup(folder, of) }
    expect(await ownHealth(office.db, deps)).toMatchObject({ backup: 'overdue', lastBackup: at })
  })
})
