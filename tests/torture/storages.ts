import { type NoticeKind, noticesOf } from '#src/dashboard/tablets/condition.ts'
import { copyDisk, layDisk, rotDisk } from '#tests/simulate/world-disk.ts'
import { whenOpened } from '#tests/support/device.ts'
import { judgeOffice } from './judge.ts'
import { addStand, newDevice, type Office, openOffice, rate, reopen, type Stand } from './office.ts'
import { count, goesOn, newTally, type Orders, type Tally, tellProgress } from './tally.ts'

const CASES_AN_OFFICE = 24

type Scene = { office: Office; stand: Stand; browser: Browser }

/** Does it to a tablet that has sent all it had, and answers whether it was named after one exchange. */
type Case = (scene: Scene) => Promise<boolean>

const CASES: Record<string, Case> = {
  emptied,
  replaced,
  full,
  damaged,
  'rolled back': rolledBack,
  cloned,
}

/**
 * What befalls tablets' disks, at a real server over HTTP: each must be named after one exchange, on the head's page (a line that
 * rotted: in the tablet's staff corner), and what was thanked and had reached the server stays.
 */
export async function harmStorages(orders: Orders): Promise<Tally> {
  const tally = newTally()
  while (goesOn(orders, tally)) {
    const office = await openOffice(orders.dialect)
    for (let i = 0; i < CASES_AN_OFFICE && goesOn(orders, tally); i += 1) await harmOne(office, tally)
    tally.failures.push(...(await judgeOffice(office, true)))
    for (const { thanked } of office.stands) count(tally, 'thanked', thanked.size)
    tellProgress(orders, tally, 1)
  }
  return tally
}

async function harmOne(office: Office, tally: Tally): Promise<void> {
  const kinds = Object.entries(CASES)
  const [kind, harm] = kinds[tally.done % kinds.length]!
  const browser = makeBrowser()
  const stand = await addStand(office, browser.fetch)
  await rateSome(office, stand)
  await stand.tablet.syncNow()
  const isNamed = await harm({ office, stand, browser })
  tally.done += 1
  count(tally, kind)
  if (!isNamed) tally.failures.push(`${kind}: nothing names it, of ${stand.id}`)
  await rateSome(office, stand)
  await stand.tablet.syncNow()
}

/** One exchange, and then the head looks. */
async function headReads({ office, stand }: Scene, kind: NoticeKind): Promise<boolean> {
  await stand.tablet.syncNow()
  const notices = noticesOf(await office.head.view())
  return notices.some((notice) => notice.device.id === stand.id && notice.kind === kind)
}

/** All but the cookie is gone, with what was never sent: the tablet goes on in its next generation. */
async function emptied(scene: Scene): Promise<boolean> {
  const { office, stand } = scene
  await loseUnsent(office, stand)
  await empty(stand)
  const again = await stand.tablet.pairAgain()
  if (!again.ok) throw new Error(`not known again: ${again.why}`)
  await rateSome(office, stand)
  return headReads(scene, 'emptied')
}

/** The cookie is gone too: it shows pairing, and the head's code says whom the new tablet replaces. */
async function replaced(scene: Scene): Promise<boolean> {
  const { office, stand, browser } = scene
  await loseUnsent(office, stand)
  await empty(stand)
  browser.jar.clear()
  if ((await stand.tablet.pairAgain()).ok) throw new Error('known again without its cookie')
  const asked = { counter: office.made.counter, replaces: stand.id }
  const { code } = (await office.head.post('/pairing-codes', asked)) as { code: string }
  const pairing = await stand.tablet.pair(code)
  if (!pairing.ok) throw new Error(`not paired: ${pairing.why}`)
  const isNamed = await headReads(scene, 'emptied')
  stand.id = (await stand.tablet.health()).log.split('.')[0]!
  await office.head.post(`/devices/${stand.id}/begin`)
  await stand.tablet.syncNow()
  return isNamed
}

/** No room, though the browser says that there is: nobody is thanked, and there is room again. */
async function full(scene: Scene): Promise<boolean> {
  const { office, stand } = scene
  const { faults } = stand.device
  faults.transaction = ({ mode }) => (mode === 'readwrite' ? 'QuotaExceededError' : undefined)
  const why = await rate(office, stand)
  if (why !== 'full') throw new Error(`rated on a full disk: ${why}`)
  const isNamed = await headReads(scene, 'failing')
  faults.transaction = undefined
  return isNamed
}

/** A letter of the last line is another: it cannot be sent, and the next generation begins. */
async function damaged(scene: Scene): Promise<boolean> {
  const { office, stand } = scene
  await loseUnsent(office, stand, 1)
  stand.device.kill()
  await rotDisk(stand.device)
  await reopen(stand)
  await rateSome(office, stand)
  const isNamed = await headReads(scene, 'damaged')
  return isNamed && (await stand.tablet.health()).damaged.length > 0
}

/** The disk is as it was before the last writes, which the server has. */
async function rolledBack(scene: Scene): Promise<boolean> {
  const { office, stand, browser } = scene
  const copy = await copyDisk(stand.device)
  await rateSome(office, stand)
  await stand.tablet.syncNow()
  stand.device.kill()
  stand.device = newDevice(office, browser.fetch)
  await layDisk(stand.device, copy)
  await reopen(stand)
  await rateSome(office, stand)
  return headReads(scene, 'branch')
}

/** A profile was copied, and both go on. */
async function cloned(scene: Scene): Promise<boolean> {
  const { office, stand, browser } = scene
  const device = newDevice(office, browser.fetch)
  await layDisk(device, await copyDisk(stand.device))
  const clone: Stand = { ...stand, device, tablet: await whenOpened(device.open()) }
  await rateSome(office, clone)
  await clone.tablet.syncNow()
  device.kill()
  await rateSome(office, stand)
  return headReads(scene, 'branch')
}

async function rateSome(office: Office, stand: Stand): Promise<void> {
  const citizens = 1 + Math.floor(Math.random() * 4)
  for (let i = 0; i < citizens; i += 1) {
    const why = await rate(office, stand)
    if (why) throw new Error(`not thanked: ${why}`)
  }
}

/** Ratings that are thanked and never sent: the disk takes the last so many of them with it, or all. */
async function loseUnsent(office: Office, stand: Stand, last = Number.POSITIVE_INFINITY): Promise<void> {
  const before = stand.thanked.size
  await rateSome(office, stand)
  const unsent = [...stand.thanked.keys()].slice(before)
  for (const tap of unsent.slice(-last)) stand.thanked.delete(tap)
}

async function empty(stand: Stand): Promise<void> {
  stand.device.kill()
  const { factory } = stand.device
  for (const { name = '' } of await factory.databases())
    await new Promise((resolve) => {
      factory.deleteDatabase(name).onsuccess = resolve
    })
  await reopen(stand)
}

type Browser = { fetch: typeof fetch; jar: Map<string, string> }

/** A browser keeps the cookies that the server sets, whatever becomes of its databases. */
function makeBrowser(): Browser {
  const jar = new Map<string, string>()
  return {
    jar,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await fetch(input, { ...init, headers })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        jar.set(name, value)
      }
      return response
    },
  }
}
