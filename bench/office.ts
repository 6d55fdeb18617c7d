import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_MS, instantOf, localTime } from '../src/domain/calendar.ts'
import type { Score } from '../src/domain/conduct.ts'
import { closeDue } from '../src/server/closing.ts'
import { type Config, readConfig } from '../src/server/config.ts'
import type { Deps } from '../src/server/deps.ts'
import { openDeps } from '../src/server/main-deps.ts'
import { Refusal } from '../src/server/problems.ts'
import { prepareSetup, setUpUnit } from '../src/server/setup.ts'
import { transact } from '../src/server/transact.ts'
import { confirmTime } from '../src/server/trusted-time.ts'
import { freePort } from '../tests/support/server.ts'
import { makeTablet, type Tablet } from '../tests/support/tablet.ts'
import type { Course } from './measure.ts'

/** So many tablets stand in the office at a time, each for so many half days. */
const TABLETS = 10
const HALF_DAYS = 100
const A_HALF_DAY = 100
const HALF_DAY_MS = DAY_MS / 2
const COMMENTED = 0.02
const A_MINUTE = 60_000

export type Office = { config: Config; env: Env; deps: Deps; at: Place }
type Env = NodeJS.ProcessEnv & { DATA_DIR: string }
type Place = { unit: string; counter: string; officer: string }

/** A folder that goes away with the measure. */
export function newFolder({ atEnd }: Pick<Course, 'atEnd'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hai-long-bench-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * An office with one counter on a fresh database in a folder of its own; no backup is made there by itself. It was set up
 * at `began` (ms): no half day before that is ever closed.
 */
export async function openOffice(
  course: Pick<Course, 'atEnd'>,
  { began = Date.now() }: { began?: number } = {},
): Promise<Office> {
  const folder = newFolder(course)
  const port = await freePort()
  const { PATH } = process.env
  const env = { PATH, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error', BACKUP: 'off' }
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.wrong.join('\n'))
  const deps = await openDeps(read.config)
  const prepared = await prepareSetup(deps, {
    unit: { name: 'UBND xã Hòa Bình', place: 'Hòa Bình' },
    head: { name: 'Trần Văn Nam', user: 'tran.nam', password: 'một mật khẩu đủ dài' },
    counter: { label: '1', name: 'Hộ tịch' },
    officer: { name: 'Nguyễn Thị Hoa', title: 'Công chức' },
    staffPin: '246810',
  })
  return { config: read.config, env, deps, at: await firstUnit({ ...deps, now: () => began }, prepared) }
}

async function firstUnit(deps: Deps, prepared: Awaited<ReturnType<typeof prepareSetup>>): Promise<Place> {
  const made = await transact(deps, (trx) => setUpUnit(trx, deps, prepared))
  if (made instanceof Refusal) throw new Error(made.code)
  return { ...made, officer: made.officer ?? '' }
}

/** An office with so many ratings, which `fill` puts there: it was set up on the morning from which they came. */
export function openFilled(course: Pick<Course, 'atEnd'>, ratings: number): Promise<Office> {
  return openOffice(course, { began: beginOf(ratings) })
}

/**
 * So many ratings through the ingest, signed batch by signed batch, over the half days before now, each closed and released.
 * `onHalfDay` hears how many are in.
 */
export async function fill(
  office: Office,
  ratings: number,
  onHalfDay: (done: number) => void,
): Promise<void> {
  const clock = { now: beginOf(ratings) }
  const deps: Deps = { ...office.deps, now: () => clock.now }
  let tablets: Tablet[] = []
  for (let half = 0, done = 0; done < ratings; half += 1) {
    if (half % HALF_DAYS === 0) tablets = await newTablets({ ...office, deps }, TABLETS)
    for (const tablet of tablets) {
      const some = Math.min(A_HALF_DAY, ratings - done)
      if (some > 0) await rateAndSend({ ...office, deps }, tablet, some)
      done += some
    }
    onHalfDay(done)
    clock.now += HALF_DAY_MS
    await confirmTime(deps.db, clock.now)
    await closeDue(deps)
  }
}

/** Eight o'clock of the morning from which so many ratings reach up to now (ms). */
function beginOf(ratings: number): number {
  const halfDays = Math.ceil(ratings / (TABLETS * A_HALF_DAY))
  return instantOf(localTime(Date.now() - (2 + Math.ceil(halfDays / 2)) * DAY_MS).day, 8)
}

/** Tablets whose logs have begun. */
export async function newTablets({ deps, at }: Office, count: number): Promise<Tablet[]> {
  const known = (await deps.db.selectFrom('device').select('id').execute()).length
  const tablets: Tablet[] = []
  for (let i = known; i < known + count; i += 1) {
    const id = `tab${String(i).padStart(5, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`
    const tablet = await makeTablet(deps, { id, ...at })
    await sendFrom(tablet, 1)
    tablets.push(tablet)
  }
  return tablets
}

/**
 * Writes that many ratings, with what citizens leave blank, and a few comments: a citizen a minute until now, so that a batch touches
 * as many hours' tallies as one that waited.
 */
export function rateSome({ deps, at }: Office, tablet: Tablet, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const score = (
      Math.random() < 0.8 ? 4 + Math.round(Math.random()) : 1 + Math.floor(Math.random() * 3)
    ) as Score
    const text = Math.random() < COMMENTED ? 'Tôi chờ lâu, cán bộ có xin lỗi.' : undefined
    tablet.rate({
      at: deps.now() - (count - i) * A_MINUTE,
      score,
      std: score > 3 ? '11--1-1-' : '1-0---0-',
      officer: at.officer,
      ...(text && { text }),
    })
  }
}

async function rateAndSend(office: Office, tablet: Tablet, count: number): Promise<void> {
  const from = tablet.links.length + 1
  rateSome(office, tablet, count)
  await sendFrom(tablet, from)
}

async function sendFrom(tablet: Tablet, from: number): Promise<void> {
  const outcome = await tablet.send({ from })
  if (outcome.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)}`)
}
