import { randomBytes } from 'node:crypto'
import { renameSync } from 'node:fs'
import { addDays, type Day, instantOf, localTime } from '#src/domain/calendar.ts'
import { symbols } from '#src/domain/id.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { ownFolder } from '../for-owner.ts'
import { openKeys } from '../known-keys.ts'
import { confirmTime } from '../trusted-time.ts'
import { type Demo, MARK, partOf, removeUnfinished, writeDemo } from './folder.ts'
import { liveDay } from './live.ts'
import { setUpOffice } from './office.ts'
import { storiesOf } from './stories.ts'

/** So many days, the last of them yesterday: three months. */
const DAYS = 91
const SEED = 'xã Mây Ngàn'

type Place = Pick<Config, 'dataDir' | 'databaseUrl' | 'keyFile' | 'publicUrl'>
type Making = {
  /** The machine's time, ms: the office lived until the evening before. */
  now: number
  days?: number
  signal: AbortSignal
  onDay: (done: number, of: number) => void
}

/**
 * Makes the office and lets it live until yesterday, in a database that bears its name only when all is there. Undefined where it
 * was stopped meanwhile: then nothing is left. Throws what hinders it, and leaves nothing either.
 */
export async function makeDemo(place: Place, making: Making): Promise<Demo | undefined> {
  ownFolder(place.dataDir)
  try {
    const demo = await live(place, making)
    if (demo) {
      writeDemo(place, demo)
      renameSync(partOf(place), place.databaseUrl)
    } else removeUnfinished(place)
    return demo
  } catch (error) {
    removeUnfinished(place)
    throw error
  }
}

async function live(place: Place, { now, days = DAYS, signal, onDay }: Making): Promise<Demo | undefined> {
  const end = addDays(localTime(now).day, -1)
  const first = addDays(end, 1 - days)
  const clock = { now: instantOf(first, 7) }
  const opened = await openDatabase(partOf(place))
  try {
    const deps: Deps = {
      ...opened,
      keys: await openKeys(opened.db, place.keyFile),
      now: () => clock.now,
      random: (bytes) => randomBytes(bytes),
      publicUrl: place.publicUrl,
      log: () => undefined,
    }
    await confirmTime(deps.db, clock.now)
    const secrets = {
      password: passwordOf(),
      staffPin: String(randomBytes(4).readUInt32LE() % 1e6).padStart(6, '0'),
    }
    const office = await setUpOffice(deps, secrets)
    const world = { deps, clock, seed: SEED, stories: storiesOf(end) }
    for (let done = 0; done < days; done += 1) {
      if (signal.aborted) return undefined
      await liveDay(world, office, addDays(first, done))
      onDay(done + 1, days)
    }
    await deps.db.insertInto('meta').values({ key: MARK, value: end }).execute()
    return demoOf(office, { ...secrets, end, days })
  } finally {
    await opened.db.destroy()
  }
}

/** Twelve symbols that are easily copied by hand: 60 bits. */
function passwordOf(): string {
  const all = symbols(randomBytes(12))
  return [all.slice(0, 4), all.slice(4, 8), all.slice(8)].join('-')
}

type Told = Pick<Demo, 'password' | 'staffPin' | 'days'> & { end: Day }

function demoOf({ unit, counters, tablets }: Awaited<ReturnType<typeof setUpOffice>>, told: Told): Demo {
  return {
    v: 1,
    ...told,
    unit,
    counters: [...counters],
    tablets: tablets.map(({ log, key, config }) => ({ log, config, key: key.export({ format: 'jwk' }) })),
  }
}
