import { setTimeout as pause } from 'node:timers/promises'
import { parseAuthorization } from '#src/protocol/log-schema.ts'
import { startServer } from '#tests/support/server.ts'
import { brokenReceipts, headsOf, judgeOffice, settle } from './judge.ts'
import { addStand, type Office, openOffice, rate, type Stand } from './office.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'

/** Several offices at once, so that some start while others work; each is judged after so many kills. */
const OFFICES = 4
const KILLS_AN_OFFICE = 100
const TABLETS = 3
const SPAN_MOST_MS = 1_000

/** A batch that a server has in hand: sent, and not answered. */
type Sent = { log: string; to: number }

/** The network between tablets and server as it is; it only looks on. */
type Wire = {
  fetch: typeof fetch
  open: Set<Sent>
  /** Resolves when the next batch is sent. */
  next: () => Promise<void>
  /** How long at most a batch is in hand before the kill, ms. */
  span: number
}

/**
 * The real server, killed with SIGKILL while it has a batch in hand, and started again on what it left. Counted are only kills
 * at which a batch was sent and not answered. After each start no tablet takes for received what is not there; in the end the
 * office is judged whole.
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
    const hit = await killAtWork(office, wire)
    office.server = await startServer(office.place)
    count(tally, 'starts')
    tally.failures.push(...(await brokenReceipts(office)))
    if (hit.length === 0) {
      wire.span *= 0.8
      continue
    }
    tally.done += 1
    const heads = await headsOf(office.place)
    const isStored = hit.some(({ log, to }) => (heads.get(log) ?? 0) >= to)
    count(tally, isStored ? 'stored and not answered' : 'not stored')
    // On both sides of the commit: a kill comes later where all were before it, and sooner where all were behind.
    wire.span = Math.min(SPAN_MOST_MS, wire.span * (isStored ? 0.9 : 1.2))
    tellProgress(orders, tally, 50)
  }
  tally.failures.push(...(await settle(office.stands)))
  tally.failures.push(...(await judgeOffice(office)))
  for (const { thanked } of office.stands) count(tally, 'thanked', thanked.size)
}

/** The tablets rate and send until the server dies under them; answers the batches that it had in hand. */
async function killAtWork(office: Office, wire: Wire): Promise<Sent[]> {
  const day = { isOver: false }
  const work = office.stands.map((stand) => workAt(office, stand, day))
  await wire.next()
  await pause(Math.random() * wire.span)
  const hit = [...wire.open]
  const gone = office.server.stop('SIGKILL')
  day.isOver = true
  await Promise.all([gone, ...work])
  return hit
}

async function workAt(office: Office, stand: Stand, day: { isOver: boolean }): Promise<void> {
  while (!day.isOver) {
    const citizens = 1 + Math.floor(Math.random() * 5)
    for (let i = 0; i < citizens && !day.isOver; i += 1)
      await rate(office, stand, Math.random() < 0.2 ? 'Xin góp ý' : undefined)
    await stand.tablet.syncNow()
  }
}

function makeWire(): Wire {
  let heard: () => void = () => undefined
  const wire: Wire = {
    open: new Set(),
    span: 20,
    next: () =>
      new Promise((resolve) => {
        heard = resolve
      }),
    fetch: async (input, init) => {
      const batch = parseAuthorization(new Headers(init?.headers).get('Authorization') ?? '')
      if (!batch || batch.to < batch.from) return fetch(input, init)
      wire.open.add(batch)
      heard()
      try {
        return await fetch(input, init)
      } finally {
        wire.open.delete(batch)
      }
    },
  }
  return wire
}
