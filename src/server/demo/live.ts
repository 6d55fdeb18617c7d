import { addDays, closingTime, type Day, instantOf, ordinal } from '#src/domain/calendar.ts'
import { closeDue } from '../closing.ts'
import { changeCounter } from '../counters.ts'
import type { Deps } from '../deps.ts'
import { transact } from '../transact.ts'
import { OFFLINE } from './commune.ts'
import type { Office } from './office.ts'
import { isOpen, type Stories } from './stories.ts'
import { begin, rate, send } from './tablet.ts'
import { tapsOf } from './taps.ts'

const MINUTE = 60_000

/** Local minutes: tablets are switched on, and what a half day brought is sent. */
const SWITCHED_ON = 445
const SENT = { am: 712, pm: 1_042 } as const

/** The world of the demo: its clock is moved, never read from the machine. */
export type World = { deps: Deps; clock: { now: number }; seed: string; stories: Stories }

/** One day as it went: people rate, tablets send, and both half days are closed at their hour. */
export async function liveDay(world: World, office: Office, day: Day): Promise<void> {
  const { deps, clock, stories } = world
  const open = isOpen(day)
  if (open) await beginDay(world, office, day)
  for (const half of ['am', 'pm'] as const) {
    for (const [of, tablet] of open ? office.tablets.entries() : []) {
      const to = { officer: office.sits[of] ?? null, sealKey: deps.keys.seal.key }
      for (const tap of tapsOf(world.seed, { day, half }, of, stories)) rate(tablet, tap, to)
      clock.now = instantOf(day) + SENT[half] * MINUTE + of * 1_700
      if (!isOffline(world, of, day)) await send(deps, tablet)
    }
    clock.now = closingTime(ordinal(day, half))
    await closeDue(deps)
  }
}

async function beginDay({ deps, clock, stories }: World, office: Office, day: Day): Promise<void> {
  clock.now = instantOf(day) + SWITCHED_ON * MINUTE
  for (const { counter, officer } of stories.moves.filter((move) => move.day === day)) {
    const [id, who] = [office.counters[counter]!, office.officers[officer]!]
    await transact(deps, (trx) =>
      changeCounter({ trx, deps, unit: office.unit, by: office.head }, id, { officer: who }),
    )
    office.sits[counter] = who
  }
  for (const [of, tablet] of office.tablets.entries()) {
    // It is never switched off while it cannot send: a run that met the server tells when each rating was.
    const goesOn = isOffline({ stories }, of, day) || isOffline({ stories }, of, addDays(day, -1))
    if (!goesOn) begin(tablet, clock.now)
  }
}

function isOffline({ stories }: Pick<World, 'stories'>, of: number, day: Day): boolean {
  return of === OFFLINE && stories.offline.includes(day)
}
