import { freePort, newPlace } from '#tests/support/server.ts'
import { brokenReceipts, judgeOffice, settle } from './judge.ts'
import { addStand, type Office, openOffice, rate, reopen, type Stand } from './office.ts'
import { type Between, FAULTS, openProxy } from './proxy.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'

const FAULTS_AN_OFFICE = 2_000
const TABLETS = 10
/** So many requests go through unharmed, so that something comes of the weather. */
const UNHARMED = 0.15

/**
 * Real tablets and a real server with a proxy between them that harms most connections. Counted is each request that was
 * harmed. Again and again it is looked whether receipts hold, and in the end, when the sky is clear, the office is judged whole.
 */
export async function faultConnections(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const [behind, port] = [await freePort(), await freePort()]
    const proxy = await openProxy(behind, port)
    const place = await newPlace({ port: behind, publicUrl: `http://localhost:${port}` })
    const office = await openOffice(orders.dialect, place)
    for (let i = 0; i < TABLETS; i += 1) await addStand(office, fetch)
    await weather(orders, tally, office, proxy)
    tally.failures.push(...(await settle(office.stands)), ...(await brokenReceipts(office)))
    tally.failures.push(...(await judgeOffice(office)))
    for (const { thanked } of office.stands) count(tally, 'thanked', thanked.size)
  }
  return tally
}

async function weather(orders: Orders, tally: Tally, office: Office, proxy: Between): Promise<void> {
  const end = Math.min(orders.count, tally.done + FAULTS_AN_OFFICE)
  proxy.next = () => {
    if (Math.random() < UNHARMED || tally.done >= end) return undefined
    const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)]!
    tally.done += 1
    count(tally, fault)
    tellProgress(orders, tally, 1000)
    return fault
  }
  const isOver = () => tally.done >= end || !goesOn(orders, tally)
  await Promise.all(office.stands.map((stand) => live(office, stand, isOver)))
  proxy.next = () => undefined
  await proxy.deliver()
}

async function live(office: Office, stand: Stand, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (Math.random() < 0.7) await rate(office, stand, Math.random() < 0.2 ? 'Xin góp ý' : undefined)
    if (Math.random() < 0.02) await reopen(stand)
    await stand.tablet.syncNow()
  }
}
