import { symbols } from '#src/domain/id.ts'
import type { Deps } from './types.ts'

/** Further apart than this, the wall clock was set. */
const DRIFT_MS = 60_000

/** A span in which wall and monotonic clock agree, so that one offset from the server's time serves all its entries. */
export type Run = { id: string; wall: number; mono: number }

export function startRun(deps: Pick<Deps, 'crypto' | 'now' | 'mono'>): Run {
  return { id: runId(deps.crypto), wall: deps.now(), mono: deps.mono() }
}

export function runId(crypto: Crypto): string {
  return symbols(crypto.getRandomValues(new Uint8Array(8)))
}

/** Do both clocks still say that the same time has passed? */
export function agrees(run: Run, wall: number, mono: number): boolean {
  return Math.abs(wall - run.wall - (mono - run.mono)) <= DRIFT_MS
}
