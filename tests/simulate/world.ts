import { offerCode } from '#src/server/pairing.ts'
import type { Acting } from '#src/server/units-change.ts'
import type { Stick } from './carry.ts'
import { makeOracle, type Oracle } from './oracle.ts'
import { makeRandom, type Random } from './random.ts'
import type { Wrong } from './stored.ts'
import { runTurns } from './turns.ts'
import { makeWorldClock, type WorldClock } from './world-clock.ts'
import { type Ground, known, type Office, openOffice } from './world-office.ts'
import { type Stand, type Standing, setStand, turnOn } from './world-tablet.ts'

/** One office and all that can happen to it. */
export type World = {
  clock: WorldClock
  random: Random
  office: Office
  stands: Map<number, Stand>
  oracle: Oracle
  /** Rescue files on sticks, by number. */
  files: Map<number, Stick>
  /** What went wrong on the way. */
  wrong: Wrong[]
}

export async function openWorld(ground: Ground, seed: string): Promise<World> {
  const random = makeRandom(`world of ${seed}`)
  const clock = makeWorldClock(random.fork('clock'))
  const office = await finished(openOffice(ground, clock.now, random.fork('office')))
  return { clock, random, office, stands: new Map(), oracle: makeOracle(), files: new Map(), wrong: [] }
}

/** A stand without anything on its disk. */
export function addStand(world: World, name: number, at: Standing): Stand {
  const { clock, random, office, stands } = world
  const answer = (request: Request) => office.answer(request)
  const stand = setStand(name, at, { clock, random, answer })
  stands.set(name, stand)
  return stand
}

/**
 * An emptied tablet asks whether it is known; else the head mints a code, which replaces that tablet where the server knows it, and
 * somebody types it in until it is taken.
 */
export function pairStand({ clock, office }: World, stand: Stand): Promise<void> {
  const pairing = async () => {
    const page = await turnOn(stand)
    for (let tries = 0; tries < 5; tries += 1) {
      const again = stand.network.cookie ? await page.tablet.pairAgain() : undefined
      if (again?.ok) return
      if (again && again.why !== 'unknown-device') continue
      const code = await asHead(office, async (act) => {
        const old = await act.trx
          .selectFrom('device')
          .select('id')
          .where('id', '=', stand.was)
          .executeTakeFirst()
        return offerCode(act, office.counters[stand.counter]!, old?.id)
      })
      if ((await page.tablet.pair(known(code).code)).ok) return
    }
  }
  return finished(pairing(), () => clock.pass(10_000, [stand.clock]))
}

/** The device that a tablet is to the server; undefined where its page does not know. */
export function deviceOf({ page }: Stand): string | undefined {
  const status = page?.tablet.status()
  return status?.kind === 'paired' ? status.config.device : undefined
}

/** What a head does from a desk, in one transaction. */
export function asHead<T>({ deps, unit }: Office, act: (acting: Acting) => Promise<T>): Promise<T> {
  return deps.db.transaction().execute((trx) => act({ deps, trx, unit, by: null }))
}

/** Lets the world turn until this is done. Where it waits for time, `goOn` lets some pass; without it time stands still. */
export async function finished<T>(work: Promise<T>, goOn?: () => Promise<void>): Promise<T> {
  let done: PromiseSettledResult<T> | undefined
  void Promise.allSettled([work]).then(([settled]) => {
    done = settled
  })
  while (!done) {
    if ((await runTurns()) > 0 || done) continue
    if (!goOn) throw new Error('the world stands still')
    await goOn()
  }
  if (done.status === 'rejected') throw done.reason
  return done.value
}
