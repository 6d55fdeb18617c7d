import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tablet } from '#src/device/types.ts'
import { openDatabase } from '#src/server/db/open.ts'
import { verify } from '#src/server/verify/verify.ts'
import { restoreBackup, takeBackup } from '#tests/support/backup.ts'
import { eachDatabase } from '#tests/support/database.ts'
import { breathe, type Device, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import { endGeneration } from '#tests/support/rescue.ts'
import { rate, withCookies } from './browser.ts'
import { type Office, openOffice, pairTablet } from './office.ts'
import { makeWeather } from './weather.ts'

type Stand = { device: Device; tablet: Tablet; thanked: string[] }

/** How many each of two tablets rates in a part of the day; sent where `sent` says so. */
const part = fc.record({
  ratings: fc.tuple(fc.nat(4), fc.nat(4)),
  sent: fc.tuple(fc.boolean(), fc.boolean()),
  restarts: fc.boolean(),
  hours: fc.nat(30),
})
type Part = typeof part extends fc.Arbitrary<infer T> ? T : never

async function live(
  office: Office,
  stands: readonly Stand[],
  { ratings, sent, restarts, hours }: Part,
): Promise<void> {
  for (const [i, stand] of stands.entries()) {
    for (let n = 0; n < ratings[i]!; n += 1) {
      const draft = draftOf(office.clock, { score: 4, counter: office.counter, officer: office.officer })
      expect((await stand.tablet.keepDraft(draft)).ok).toBe(true)
      const closing = await stand.tablet.close(draft, 'done', n === 1 ? 'Xin góp ý' : undefined, 900)
      if (closing.ok) stand.thanked.push(closing.code)
    }
    if (sent[i]) await stand.tablet.syncNow()
    stand.device.kill()
  }
  await office.clock.pass(hours * 3_600_000)
  for (const stand of stands) stand.tablet = await whenOpened(stand.device.open())
  if (restarts) await office.restartServer()
}

const RUNS = Number(process.env.RESTORE_RUNS ?? 6)

eachDatabase((dialect, open, openEmpty) => {
  it(`P7 a database that was put back as a copy of itself, in the same epoch, is filled in with earlier generations too (${dialect})`, async () => {
    const database = await open()
    const office = await openOffice(database)
    const { epoch } = office.deps
    const paired = await pairTablet(office, withCookies(office.answer).fetch)
    await rate(office, paired.tablet, 2)
    await paired.tablet.syncNow()
    const backup = await takeBackup(database, office.deps)
    await rate(office, paired.tablet, 5)
    await paired.tablet.syncNow()
    paired.device.kill()
    await endGeneration(paired.device)
    const tablet = await whenOpened(paired.device.open())
    await rate(office, tablet, 3)
    await tablet.syncNow()

    const { url } = await restoreBackup(openEmpty, backup.path)
    const copy = await openDatabase(url)
    await copy.db.updateTable('meta').set({ value: epoch }).where('key', '=', 'epoch').execute()
    await copy.db.destroy()
    await office.restartServer(url)
    expect(office.deps.epoch).toBe(epoch)
    for (let tries = 0; tries < 3; tries += 1) await tablet.syncNow()
    const { faults, ratings } = await verify(office.deps.db, { keys: office.deps.keys })
    expect({ faults, ratings }).toEqual({ faults: [], ratings: 10 })
    paired.device.kill()
    await office.deps.db.destroy()
  })

  it(`P7 after a restore from an old backup the tablets fill in by themselves what is missing (${dialect})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 3 }),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        async (before, after) => {
          const database = await open()
          const office = await openOffice(database)
          const { fetch } = makeWeather(office.answer)
          const stands: Stand[] = []
          for (let i = 0; i < 2; i += 1) stands.push({ ...(await pairTablet(office, fetch)), thanked: [] })
          for (const now of before) await live(office, stands, now)
          const backup = await takeBackup(database, office.deps)
          for (const now of after) await live(office, stands, now)
          const { url } = await restoreBackup(openEmpty, backup.path)
          await office.restartServer(url)
          for (const { tablet } of stands) {
            for (let tries = 0; tries < 3; tries += 1) await tablet.syncNow()
            await breathe()
            expect((await tablet.health()).pending).toBe(0)
          }
          const { faults, ratings } = await verify(office.deps.db, { keys: office.deps.keys })
          expect(faults).toEqual([])
          expect(ratings).toBe(stands.reduce((sum, { thanked }) => sum + thanked.length, 0))
          for (const { device } of stands) device.kill()
          await office.deps.db.destroy()
        },
      ),
      { numRuns: dialect === 'sqlite' ? RUNS : Math.ceil(RUNS / 3), endOnFailure: true },
    )
  }, 300_000)
})
