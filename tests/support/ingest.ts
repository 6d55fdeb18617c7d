import { join } from 'node:path'
import { instantOf, lastDue } from '#src/domain/calendar.ts'
import { closeDue } from '#src/server/closing.ts'
import type { Deps } from '#src/server/deps.ts'
import { loadKeys } from '#src/server/keys.ts'
import { confirmTime } from '#src/server/trusted-time.ts'
import type { TestDatabase } from './database.ts'
import { makeTablet, type Tablet } from './tablet.ts'

/** Monday 23 November 2026, 08:00 in Vietnam. */
export const MORNING = instantOf('2026-11-23', 8)
export const UNIT = 'dvhcc2'
export const COUNTERS = ['quay22', 'quay33'] as const
export const OFFICER = 'canba2'

/** One office on a fresh database, whose time moves only when it is told to. */
export type Office = TestDatabase & {
  deps: Deps
  clock: { now: number }
  tablet: (id?: string) => Promise<Tablet>
  /** Moves the clock to a local day and hour, as if the timer had run meanwhile, and closes what is due. */
  closeAt: (day: string, hour: number) => Promise<number>
}

export async function makeOffice(open: () => Promise<TestDatabase>): Promise<Office> {
  const database = await open()
  const { db, dialect, epoch, folder } = database
  const clock = { now: MORNING }
  let drawn = 0
  const deps: Deps = {
    db,
    dialect,
    epoch,
    keys: loadKeys(join(folder, 'server-key.jwk')),
    now: () => clock.now,
    random: (bytes) => new Uint8Array(bytes).map(() => (drawn = (drawn * 31 + 7) % 256)),
    publicUrl: 'https://hai-long.test',
    log: () => undefined,
  }
  await furnish(deps)
  return {
    ...database,
    deps,
    clock,
    tablet: (id) => makeTablet(deps, { id: id ?? 'tabet222', unit: UNIT, counter: COUNTERS[0] }),
    closeAt: async (day, hour) => {
      clock.now = instantOf(day, hour)
      await confirmTime(db, clock.now)
      return closeDue(deps)
    },
  }
}

async function furnish({ db, now }: Deps): Promise<void> {
  await db
    .insertInto('unit')
    .values({
      id: UNIT,
      parent: null,
      name: 'Trung tâm Phục vụ hành chính công phường Mẫu',
      place: 'Phường Mẫu',
      national_id: null,
      settings: '{}',
      staff_pin: JSON.stringify({ salt: 'c2FsdA', rounds: 1, hash: 'aGFzaA' }),
      position: 0,
      closed: lastDue(now()),
      config_version: 1,
    })
    .execute()
  await db
    .insertInto('officer')
    .values({
      ...{ id: OFFICER, unit: UNIT, name: 'Nguyễn Văn Mẫu', title: '' },
      ...{ field: '', initials: '', absences: '[]' },
    })
    .execute()
  for (const [i, id] of COUNTERS.entries()) {
    await db
      .insertInto('counter')
      .values({ id, unit: UNIT, label: `${i + 1}`, name: '', officer: OFFICER, closed_since: null, hall: 0 })
      .execute()
  }
}
