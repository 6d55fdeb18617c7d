import { GROUP } from '#src/domain/release.ts'
import { TabletState } from '#src/protocol/log-schema.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import type { Schema } from './db/schema.ts'

const QUARTER = 15 * 60_000
const SECONDS = 10_000

type Health = Pick<
  DeviceView,
  'lastSync' | 'pending' | 'clockOffset' | 'used' | 'quota' | 'persisted' | 'build' | 'worker' | 'failing'
>

/**
 * What a head reads of a tablet's health. Every rating is sent at once and changes all of it a little, so a head who asks
 * each second could say which of today's ratings came from which counter (P9): it is told so coarsely that a tablet that
 * is heard says the same with and without a rating.
 */
export function healthOf({ seen_at, state: said }: Schema['device'], now: number): Health {
  const state = said === null ? undefined : TabletState.parse(JSON.parse(said))
  return {
    lastSync: seen_at === null ? null : lastQuarter(seen_at, now),
    pending: state ? inFives(state.pending) : null,
    clockOffset: state && seen_at !== null ? inSteps(seen_at - state.wall, SECONDS) : null,
    used: state ? inSteps(state.used, Math.max(1, Math.floor(state.quota / 100))) : null,
    quota: state?.quota ?? null,
    persisted: state?.persisted ?? null,
    build: state?.build ?? null,
    worker: state?.worker ? workerOf(state.worker) : null,
    failing: state?.failing !== undefined,
  }
}

/** One that is still being installed is on its way; one that was thrown away opens nothing without a network. */
function workerOf({ state }: NonNullable<TabletState['worker']>): NonNullable<Health['worker']> {
  return state === 'none' || state === 'redundant' ? 'missing' : 'there'
}

/** Where a whole five is all that is told. */
export function inFives(count: number): number {
  return inSteps(count, GROUP)
}

/**
 * A quarter hour since which the tablet has been heard. In the running one it is always the quarter before: a tablet that
 * is heard each minute gives it all the time, whenever in that minute it spoke.
 */
function lastQuarter(seen: number, now: number): number {
  const running = now - (now % QUARTER)
  return seen >= running ? running - QUARTER : seen - (seen % QUARTER)
}

/** Towards zero: a clock that is right to some seconds is right. */
function inSteps(value: number, step: number): number {
  return Math.trunc(value / step) * step
}
