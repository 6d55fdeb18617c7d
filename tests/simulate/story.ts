import type { Reason, Score, Standard } from '#src/domain/conduct.ts'
import type { DiskFault } from './world-disk.ts'
import type { Weather } from './world-network.ts'

/**
 * What happens in a world, as plain JSON: it can be written down, replayed, and shortened by leaving out any event. `at` is
 * ms after the start. `wakes`: the tablets that wake just before, and do what fell due while they slept. `turns`: the next
 * event begins after so many turns of this one, though it is not done; absent: when all is quiet.
 */
export type Story = { seed: string; tablets: readonly Place[]; events: readonly Happening[] }

/** A tablet; its clock is ahead by `skew` ms. */
export type Place = { skew: number; practice: boolean }

export type Happening = { at: number; wakes?: readonly number[]; turns?: number } & Event

export type Event = ({ tablet: number } & TabletEvent) | OfficeEvent

/** `landed`: what was being written when the page ended has reached the disk. */
export type TabletEvent =
  | ({ do: 'tap' } & Tap)
  | { do: 'sync' | 'worker' | 'second page' | 'offline' | 'online' | 'deliver' | 'on' }
  | { do: 'off' | 'restart'; landed: boolean }
  | { do: 'weather'; weather: Weather }
  | { do: 'disk'; fault: DiskFault; times: number }
  | { do: 'disk heals' }
  | { do: 'clock'; ms: number }
  | { do: 'room'; used: number }
  /** From here on the medium may lose what is written; `put back` is the power cut by which it does. */
  | { do: 'cache' | 'put back' }
  /** A line on the disk is no longer what was written: the last, or so many before it. */
  | { do: 'rot'; back?: number }
  /** The disk is emptied. By its cookie the server knows the tablet again; without it the head pairs it anew. */
  | { do: 'wipe'; cookie: boolean }
  /** The disk is copied to another tablet, which gets that number. */
  | { do: 'clone'; as: number }
  | { do: 'begin' | 'retire' }
  /** An officer goes on duty by a PIN, or types a wrong one; whoever is on duty ends it. */
  | { do: 'duty'; officer: number; change: 'start' | 'wrong' }
  | { do: 'duty ends' }
  /** Somebody saves a rescue file of that number, to bring it whenever, and as often as they like. */
  | { do: 'save file'; file: number }

export type OfficeEvent =
  | { do: 'bring file'; file: number }
  | { do: 'server restart' | 'closing' | 'backup' | 'restore' }
  | { do: 'server clock'; ms: number }
  | { do: 'counter'; counter: number; closed: boolean }

/** `id` stands in the rating itself (as the time from screen to tap), so that the oracle knows each by sight. */
export type Tap = {
  id: number
  /** What is on the screen from the first touch to the last. */
  answers: readonly Answered[]
  /** What is typed, and what of it may be kept: without telephone numbers; '' for blanks, which are no comment. */
  comment?: { typed: string; kept: string }
  end: 'done' | 'timeout'
  /** ms between two touches, and before the rating is closed. */
  linger: number
}

export type Answered = {
  score: Score
  standards: Partial<Record<Standard, 'met' | 'unmet'>>
  all: boolean
  reasons: Reason[]
  rechosen: Score[]
}

/** What people mean to do, and what sets things right again. */
const MEANT = [
  'tap',
  'sync',
  'worker',
  'second page',
  'on',
  'online',
  'disk heals',
  'begin',
  'closing',
  'duty',
  'duty ends',
  'save file',
  'bring file',
]

export function isFault({ do: what }: Event): boolean {
  return !MEANT.includes(what)
}
