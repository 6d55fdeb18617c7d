import { join } from 'node:path'
import { newPlace, startServer } from '#tests/support/server.ts'
import { brokenReceipts, judgeOffice, settle } from './judge.ts'
import { addStand, type Office, openOffice, rate } from './office.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { count, goesOn, newTally, type Orders, type Tally } from './tally.ts'

const SIZE_MIB = 8
const TABLETS = 2

/**
 * A server whose disk fills up under it and is read-only at a start, real file systems both: it says so, takes nothing for
 * received that is not, and goes on without loss once there is room.
 */
export async function fillDisks(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const disk = await mountSmallDisk(SIZE_MIB)
    const place = await newPlace()
    place.env.DATA_DIR = join(disk.folder, 'data')
    const office = await openOffice(orders.dialect, place)
    const answers: number[] = []
    const listening: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      answers.push(response.status)
      return response
    }
    for (let i = 0; i < TABLETS; i += 1) await addStand(office, listening)
    await work(office)
    answers.length = 0
    tally.failures.push(...(await whileFull(office, disk)))
    if (!answers.includes(503)) tally.failures.push(`a full disk was answered with ${answers.join(', ')}`)
    tally.failures.push(...(await startReadOnly(office, disk)))
    await work(office)
    tally.failures.push(...(await settle(office.stands)), ...(await judgeOffice(office)))
    tally.done += 1
    for (const status of new Set(answers))
      count(tally, `answers ${status}`, answers.filter((one) => one === status).length)
  }
  return tally
}

async function work(office: Office): Promise<void> {
  for (const stand of office.stands) {
    for (let i = 0; i < 5; i += 1) await rate(office, stand)
    await stand.tablet.syncNow()
  }
}

/** What is received stays so, the server lives, and a start says what is wrong or waits for room. */
async function whileFull(office: Office, disk: SmallDisk): Promise<string[]> {
  disk.fill()
  for (let i = 0; i < 5; i += 1) await work(office)
  const wrong: string[] = []
  await office.server.stop('SIGKILL')
  const said = await startFails(office)
  if (said && !/is full/.test(said)) wrong.push(`a start on a full disk said: ${said}`)
  disk.free()
  if (said) office.server = await startServer(office.place)
  wrong.push(...(await brokenReceipts(office)), ...(await settle(office.stands)))
  return wrong
}

async function startReadOnly(office: Office, disk: SmallDisk): Promise<string[]> {
  await office.server.stop()
  await disk.setWritable(false)
  const said = await startFails(office)
  await disk.setWritable(true)
  office.server = await startServer(office.place)
  if (said === undefined) return ['it started on a read-only disk']
  return /may not write there/.test(said) ? [] : [`a start on a read-only disk said: ${said}`]
}

/** What a start says that fails; undefined where it works. */
async function startFails(office: Office): Promise<string | undefined> {
  const [started] = await Promise.allSettled([startServer(office.place)])
  if (started.status === 'rejected') return String(started.reason)
  office.server = started.value
  return undefined
}
