import type { Clock } from '#tests/support/device.ts'
import type { Random } from './random.ts'
import { runTurns } from './turns.ts'

/** A Monday, 07:00 in Vietnam. */
export const START = Date.parse('2026-11-23T00:00:00Z')

type Timer = { at: number; then: () => void }

/** The world's time, which passes for all, and the timers of each part of it. */
export type WorldClock = {
  now: () => number
  /** A clock with timers of its own. Its `pass` is the world's. */
  part: () => Clock
  /**
   * Lets so many ms pass. Meanwhile all sleep, as a browser's page behind a dark screen does; then those parts wake: of all
   * that fell due each thing happens once, in the order in which it was due, and the next begins before the last is done.
   */
  pass: (ms: number, awake?: readonly Clock[]) => Promise<void>
}

export function makeWorldClock(random: Random): WorldClock {
  const parts = new Map<Clock, Set<Timer>>()
  let at = START
  const pass: WorldClock['pass'] = async (ms, awake = [...parts.keys()]) => {
    at += ms
    const due = awake
      .flatMap((part) => [...(parts.get(part) ?? [])].map((timer) => ({ part, timer })))
      .filter(({ timer }) => timer.at <= at)
      .sort((a, b) => a.timer.at - b.timer.at)
    const turns = random.fork(`${at}`)
    for (const { part, timer } of due) {
      if (!parts.get(part)?.delete(timer)) continue
      timer.then()
      await runTurns(turns.int(0, 40))
    }
  }
  return {
    now: () => at,
    part: () => {
      const timers = new Set<Timer>()
      const part: Clock = {
        now: () => at,
        later: (ms, then) => {
          const timer = { at: at + ms, then }
          timers.add(timer)
          return () => timers.delete(timer)
        },
        pass,
      }
      parts.set(part, timers)
      return part
    },
    pass,
  }
}
