import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import { startServer } from '#tests/support/server.ts'
import { brokenReceipts, headsOf, judgeOffice, settle, watchHeads } from './judge.ts'
import { addStand, type Office, openOffice, rate, type Stand } from './office.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'
import { makeWire, type Sent, type Wire } from './wire.ts'

/** Several offices at once, so that some start while others work; each is judged after so many kills. */
const OFFICES = 4
const KILLS_AN_OFFICE = 100
const TABLETS = 3
/** A batch takes about so long before one was measured; from an answer to what a tablet makes of it, ms. */
const BATCH_MS = 30
const ANSWER_MS = 5
/** A batch that is not stored by then is not waited for, ms. */
const PATIENCE_MS = 2_000

/** Where in the life of a batch the server dies: as it is sent, at any moment on the way, once it is stored, once it is answered. */
const MOMENTS = ['as one is sent', 'on the way', 'once one is stored', 'after an answer'] as const
type Moment = (typeof MOMENTS)[number]

/**
 * The real server, killed with SIGKILL while it has a batch in hand, and started again on what it left. Counted are only kills
 * at which a batch was sent and not answered, though one in four comes after the answer to another one.
 * After each start no tablet takes for received what is not there; in the end the office is judged whole.
 */
export async function killServers(orders: Orders): Promise<Tally> {
  const tally = newTally()
  const lives = Array.from({ length: Math.min(OFFICES, orders.count) }, async () => {
    while (goesOn(orders, tally)) await liveInOffice(orders, tally)
  })
  await Promise.all(lives)
  return tally
}

async function liveInOffice(orders: Orders, tally: Tally): Promise<void> {
  const wire = makeWire()
  const office = await openOffice(orders.dialect)
  for (let i = 0; i < TABLETS; i += 1) await addStand(office, wire.fetch)
  for (let kills = 0; kills < KILLS_AN_OFFICE && goesOn(orders, tally); kills += 1) {
    const moment = MOMENTS[Math.floor(Math.random() * MOMENTS.length)]!
    const before = await headsOf(office.place)
    const hit = await killAtWork(office, wire, moment)
    const after = await headsOf(office.place)
    office.server = await startServer(office.place)
    count(tally, `killed ${moment}`)
    tally.failures.push(...(await brokenReceipts(office)))
    const came = whatCame(hit, before, after)
    if (!came) continue
    tally.done += 1
    count(tally, came)
    tellProgress(orders, tally, 50)
  }
  tally.failures.push(...(await settle(office.stands)))
  tally.failures.push(...(await judgeOffice(office)))
  for (const { thanked } of office.stands) count(tally, 'thanked', thanked.size)
}

type Heads = ReadonlyMap<string, number>

/** What a kill met with; undefined where no batch was in hand. */
function whatCame(hit: readonly Sent[], before: Heads, after: Heads): string | undefined {
  const isIn = (heads: Heads) => (sent: Sent) => (heads.get(sent.log) ?? 0) >= sent.to
  const fresh = hit.filter((sent) => !isIn(before)(sent))
  if (fresh.some(isIn(after))) return 'stored and not answered'
  if (fresh.length > 0) return 'not stored'
  return hit.length > 0 ? 'stored before and sent again' : undefined
}

/** The tablets rate and send until the server dies under them; answers the batches that it had in hand. */
async function killAtWork(office: Office, wire: Wire, moment: Moment): Promise<Sent[]> {
  const heads = moment === 'once one is stored' ? await watchHeads(office.place) : undefined
  const day = { isOver: false }
  const came = wire.next(moment === 'after an answer' ? 'answered' : 'sent')
  const work = office.stands.map((stand) => workAt(office, stand, day))
  await came
  if (moment === 'on the way') await pause(Math.random() * usual(wire))
  if (moment === 'after an answer') await pause(Math.random() * ANSWER_MS)
  if (heads) await oneStored(wire, heads.look)
  const gone = office.server.stop('SIGKILL')
  const hit = wire.cut()
  day.isOver = true
  await Promise.all([gone, heads?.end(), ...work])
  return hit
}

/** A span from among those that were measured. */
function usual({ took }: Wire): number {
  return took[Math.floor(Math.random() * took.length)] ?? BATCH_MS
}

/** Looks from outside until a batch that was not there stands in the database and is not answered yet. */
async function oneStored({ open }: Wire, look: () => Promise<Heads>): Promise<void> {
  const before = await look()
  const isNew = ({ log, to }: Sent, heads: Heads) =>
    (before.get(log) ?? 0) < to && (heads.get(log) ?? 0) >= to
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const heads = await look()
    for (const sent of open) if (isNew(sent, heads)) return
    await turn()
  }
}

async function workAt(office: Office, stand: Stand, day: { isOver: boolean }): Promise<void> {
  while (!day.isOver) {
    const citizens = 1 + Math.floor(Math.random() * 5)
    for (let i = 0; i < citizens && !day.isOver; i += 1)
      await rate(office, stand, Math.random() < 0.2 ? 'Xin góp ý' : undefined)
    await stand.tablet.syncNow()
  }
}
