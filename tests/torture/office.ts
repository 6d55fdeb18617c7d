import { setTimeout as pause } from 'node:timers/promises'
import type { Tablet } from '#src/device/types.ts'
import type { Score } from '#src/domain/conduct.ts'
import type { Dialect } from '#src/server/deps.ts'
import { freshPlace } from '#tests/support/database.ts'
import { type Clock, type Device, makeDevice, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import { newPlace, type Place, type Server, startServer } from '#tests/support/server.ts'
import { type Head, type Office as Made, setUpOffice, signIn } from '#tests/support/server-head.ts'

/** A tablet's code on a disk in memory, over real HTTP, in real time; and what stands outside it: who tapped, who was thanked. */
export type Stand = {
  device: Device
  tablet: Tablet
  id: string
  /** Taps whose draft was kept, and those that were thanked: by number, with the receipt code. */
  tapped: Set<number>
  thanked: Map<number, { code: string; score: Score }>
}

/** A unit at a real server process, with a database of its own. */
export type Office = { place: Place; made: Made; server: Server; head: Head; stands: Stand[] }

const REAL_TIME: Clock = {
  now: () => Date.now(),
  later: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
  pass: (ms) => pause(ms),
}

const COMPILED = new URL('../../.cache/compiled', import.meta.url).pathname

/** A tap's number travels as the time from screen to tap, which holds five digits. */
const MOST_TAPS = 99_999
let taps = 0

/** A new office at that place, or at a fresh one. */
export async function openOffice(dialect: Dialect, given?: Place): Promise<Office> {
  const place = given ?? (await newPlace())
  // A start that need not compile anew takes three quarters of the time, and here there are thousands.
  place.env.NODE_COMPILE_CACHE = COMPILED
  if (dialect === 'postgres') place.env.DATABASE_URL = (await freshPlace(dialect)).url
  const made = await setUpOffice(place)
  const server = await startServer(place)
  const head = await signIn(server, made)
  return { place, made, server, head, stands: [] }
}

/** A tablet that is paired and past its practice, through that network. */
export async function addStand(office: Office, fetch: typeof globalThis.fetch): Promise<Stand> {
  const { head, made } = office
  const { code } = (await head.post('/pairing-codes', { counter: made.counter })) as { code: string }
  const device = newDevice(office, fetch)
  const tablet = await whenOpened(device.open())
  const pairing = await tablet.pair(code)
  if (!pairing.ok) throw new Error(`not paired: ${pairing.why}`)
  await tablet.syncNow()
  const id = (await tablet.health()).log.split('.')[0]!
  await head.post(`/devices/${id}/begin`)
  await tablet.syncNow()
  const status = tablet.status()
  if (status.kind !== 'paired' || status.config.practice) throw new Error('practice did not end')
  const stand: Stand = { device, tablet, id, tapped: new Set(), thanked: new Map() }
  office.stands.push(stand)
  return stand
}

/** A tablet with an empty disk. */
export function newDevice({ server }: Office, fetch: typeof globalThis.fetch): Device {
  return makeDevice(fetch, REAL_TIME, { origin: server.origin })
}

/** One citizen: a face, and thanks, or why there were none. */
export async function rate({ made }: Office, stand: Stand, comment?: string): Promise<string | undefined> {
  const tap = (taps++ % MOST_TAPS) + 1
  const score = (1 + (tap % 5)) as Score
  const circumstances = { score, counter: made.counter, officer: made.officer, shownToTap: tap }
  const draft = draftOf({ now: Date.now }, circumstances)
  const kept = await stand.tablet.keepDraft(draft)
  if (!kept.ok) return kept.why
  stand.tapped.add(tap)
  const closing = await stand.tablet.close(draft, 'done', comment, 1_500)
  if (!closing.ok) return closing.why
  stand.thanked.set(tap, { code: closing.code, score })
  return undefined
}

/** The page dies and is opened again. */
export async function reopen(stand: Stand): Promise<Tablet> {
  stand.device.kill()
  stand.tablet = await whenOpened(stand.device.open())
  return stand.tablet
}
