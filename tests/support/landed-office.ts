import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { expect, onTestFinished } from 'vitest'
import { ALPHABET } from '#src/domain/id.ts'
import { createApp } from '#src/server/app.ts'
import { openDatabase } from '#src/server/db/open.ts'
import type { Deps, Dialect } from '#src/server/deps.ts'
import { readKeys } from '#src/server/keys.ts'
import { type Rebuilt, rebuild } from '#src/server/rebuild.ts'
import { sentence } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { PUBLIC_URL } from '#tests/landed/world.ts'
import { freshPlace } from './database.ts'
import { type Landed, layDown } from './landed.ts'

/** Today's program on the database that a landed version left behind, at the moment at which it was left. */
export type LandedOffice = {
  deps: Deps
  app: Hono
  clock: { now: number }
  /** What the next tablets that pair are called, where that is not left to the lot. */
  lot: { device: string | undefined }
  url: string
  folder: string
  /** As the head, with the session of that time, under /api/v1/units/<own unit>. */
  look: (path: string) => Promise<unknown>
}

export async function openLanded(
  landed: Landed,
  dialect: Dialect,
  clock: LandedOffice['clock'] = { now: landed.facts.at },
): Promise<LandedOffice> {
  const place = await freshPlace(dialect)
  await layDown(landed, dialect, place)
  return startLanded(landed, place, clock)
}

/** Today's program starts on a database of that version, wherever it came from. */
export async function startLanded(
  { facts }: Landed,
  { url, folder }: { url: string; folder: string },
  clock: LandedOffice['clock'] = { now: facts.at },
): Promise<LandedOffice> {
  const opened = await openDatabase(url)
  onTestFinished(() => opened.db.destroy())
  const lot: LandedOffice['lot'] = { device: undefined }
  const deps: Deps = {
    ...opened,
    keys: readKeys(join(folder, 'server-key.jwk')),
    now: () => clock.now,
    random: (bytes) => (lot.device && bytes === lot.device.length ? drawn(lot.device) : randomBytes(bytes)),
    publicUrl: PUBLIC_URL,
    log: () => undefined,
  }
  const app = createApp(deps)
  return {
    ...{ deps, app, clock, lot, url, folder },
    look: async (path) => {
      const headers = { Cookie: facts.cookie, 'Sec-Fetch-Site': 'same-origin' }
      const response = await app.request(`/api/v1/units/${facts.unit}${path}`, { headers })
      expect(response.status, `${path}: ${await response.clone().text()}`).toBe(200)
      return response.json()
    },
  }
}

/** Verify names what was planted and nothing else, and every fold is what the logs say (P8). */
export async function expectWhole({ deps }: Pick<LandedOffice, 'deps'>): Promise<Rebuilt> {
  const { faults } = await verify(deps.db, { keys: deps.keys })
  const others = faults.filter(({ kind }) => kind !== 'hole' && kind !== 'branch')
  expect(others.map((fault) => sentence(fault).en)).toEqual([])
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['hole', 'branch']))
  const rebuilt = await rebuild(deps)
  expect(rebuilt).toMatchObject({ changed: 0 })
  return rebuilt
}

/** Bytes that are drawn as that name. */
function drawn(name: string): Uint8Array {
  return Uint8Array.from(name, (symbol) => ALPHABET.indexOf(symbol))
}
