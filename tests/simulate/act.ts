import { closeDue } from '#src/server/closing.ts'
import { changeCounter } from '#src/server/counters.ts'
import { beginDevice, retireDevice } from '#src/server/pairing.ts'
import { bringFile, saveFile } from './carry.ts'
import { checkCredit, copyShift, goOffDuty, goOnDuty, noShift, recallShift } from './duty.ts'
import type { Loss } from './oracle.ts'
import { readFinal, tapsStored } from './stored.ts'
import type { Event, OfficeEvent, TabletEvent } from './story.ts'
import { textOf } from './unheard.ts'
import { addStand, asHead, deviceOf, finished, pairStand, type World } from './world.ts'
import {
  type At,
  type Copy,
  copyDisk,
  entriesOn,
  layDisk,
  ownerOf,
  remembers,
  rotDisk,
  tapsOn,
} from './world-disk.ts'
import { known } from './world-office.ts'
import { emptyDisk, type Stand, touch, turnOff, turnOn, wakeWorker } from './world-tablet.ts'

/**
 * Lets an event happen. What people and machines do at their own pace is only begun; what befalls a disk or a server is done
 * when this answers.
 */
export async function act(world: World, event: Event): Promise<void> {
  if (!('tablet' in event)) return actInOffice(world, event)
  const stand = world.stands.get(event.tablet)
  if (stand) await actAt(world, stand, event)
}

async function actAt(world: World, stand: Stand, event: TabletEvent): Promise<void> {
  const { network, disk, device, page } = stand
  switch (event.do) {
    case 'tap':
      checkCredit(world, stand)
      return begin(world, touch(stand, event, world.oracle))
    case 'sync':
      return begin(world, page?.tablet.syncNow())
    case 'worker':
      return begin(world, wakeWorker(stand))
    case 'second page':
      return begin(world, openSecond(stand))
    case 'on':
      return begin(world, turnOn(stand))
    case 'off':
      return turnOff(stand, event.landed)
    case 'restart':
      turnOff(stand, event.landed)
      return begin(world, turnOn(stand))
    case 'weather':
      return network.next(event.weather)
    case 'offline':
      return network.cut(true)
    case 'online':
      network.cut(false)
      return page?.tablet.poke('online')
    case 'deliver':
      return begin(world, network.deliver())
    case 'disk':
      return disk.fail(event.fault, event.times)
    case 'disk heals':
      return disk.heal()
    case 'clock':
      stand.skew += event.ms
      return device.jump(event.ms)
    case 'room':
      device.room.usage = event.used * device.room.quota
      return
    case 'cache':
      stand.flushed = await finished(copyDisk(device))
      return
    case 'put back':
      return putBack(world, stand)
    case 'rot':
      if (await finished(rotDisk(device, event.back))) {
        stand.rotten = true
        world.oracle.befallen.add(ownerOf(await finished(copyDisk(device))))
      }
      return
    case 'wipe':
      if (!event.cookie) network.cookie = ''
      return wipe(world, stand)
    case 'clone':
      return clone(world, stand, event.as)
    case 'begin':
      return askHead(world, stand, beginDevice)
    case 'retire':
      return askHead(world, stand, retireDevice)
    case 'duty':
      return begin(world, goOnDuty(world, stand, event))
    case 'duty ends':
      return begin(world, goOffDuty(stand))
    case 'save file':
      return begin(world, saveFile(world, stand, event.file))
  }
}

async function actInOffice(world: World, event: OfficeEvent): Promise<void> {
  const { office } = world
  switch (event.do) {
    case 'server restart':
      return finished(office.restart())
    case 'server clock':
      return office.jump(event.ms)
    case 'closing':
      await finished(closeDue(office.deps))
      return
    case 'backup':
      return finished(office.backup())
    case 'restore':
      return restore(world)
    case 'bring file':
      return bringFile(world, event.file)
    case 'counter': {
      const { counter, closed } = event
      known(
        await finished(
          asHead(office, (acting) => changeCounter(acting, office.counters[counter]!, { closed })),
        ),
      )
    }
  }
}

/** What throws is a bug of the product: expected failures are values. */
function begin(world: World, work: Promise<unknown> | undefined): void {
  work?.catch((error: unknown) => {
    world.wrong.push({ kind: 'thrown', text: textOf(error) })
  })
}

async function openSecond(stand: Stand): Promise<void> {
  const { page } = stand
  if (!page) return
  const second = await turnOn({ ...stand, page: undefined })
  await second.tablet.syncNow()
  await second.tablet.shut()
}

/** A power cut after which the medium has only what it had flushed. */
async function putBack(world: World, stand: Stand): Promise<void> {
  const { flushed } = stand
  if (!flushed) return
  turnOff(stand, true)
  const copy = await finished(copyDisk(stand.device))
  const { closed, stood, open } = tapsOn(copy)
  const left = tapsOn(flushed)
  const still = new Set([...left.closed, ...left.open])
  const taps = [...closed, ...open].filter((id) => !still.has(id))
  const there = new Set(entriesOn(flushed).map(({ hash }) => hash))
  const beyond = entriesOn(copy).filter(({ hash }) => !there.has(hash))
  const hidden = !(await reached(world, beyond))
  await plant(world, { why: 'put back', device: ownerOf(flushed), taps, stood, beyond, hidden })
  world.oracle.copies.push(...left.open)
  Object.assign(stand, emptyDisk(stand), { flushed: undefined })
  recallShift(stand)
  await finished(layDisk(stand.device, flushed))
  begin(world, turnOn(stand))
}

/** Has the server anything of what a disk held and does not hold any more? */
async function reached({ office }: World, beyond: readonly At[]): Promise<boolean> {
  const rows = await finished(office.deps.db.selectFrom('entry').select('hash').execute())
  const stored = new Set(rows.map(({ hash }) => String(hash)))
  return beyond.some(({ hash }) => stored.has(hash))
}

async function wipe(world: World, stand: Stand): Promise<void> {
  turnOff(stand, true)
  const copy = await finished(copyDisk(stand.device))
  const { closed, stood, open } = tapsOn(copy)
  const device = ownerOf(copy)
  await plant(world, { why: 'wiped', device, taps: [...closed, ...open], stood })
  Object.assign(stand, emptyDisk(stand), {
    flushed: undefined,
    rotten: false,
    was: device || stand.was,
    shift: noShift(),
  })
  await pairStand(world, stand)
  await askHead(world, stand, beginDevice)
}

/** Lost is only what the server did not have. */
async function plant(world: World, { taps, ...loss }: Loss): Promise<void> {
  const stored = await finished(tapsStored(world.office.deps.db))
  world.oracle.losses.push({ ...loss, taps: taps.filter((id) => !stored.has(id)) })
  world.oracle.befallen.add(loss.device)
  await hideForgotten(world)
}

/** Of a tablet that a restored server does not know, and that was emptied before it could show itself, nothing is left anywhere. */
async function hideForgotten({ office, oracle }: World): Promise<void> {
  if (!oracle.isRestored) return
  const rows = await finished(office.deps.db.selectFrom('device').select('id').execute())
  for (const loss of oracle.losses) loss.hidden ||= !rows.some(({ id }) => id === loss.device)
}

/** Both tablets take themselves for the same one. */
async function clone(world: World, stand: Stand, as: number): Promise<void> {
  if (world.stands.has(as)) return
  const copy = await finished(copyDisk(stand.device))
  world.oracle.copies.push(...tapsOn(copy).open)
  world.oracle.befallen.add(ownerOf(copy))
  const other = addStand(world, as, { skew: stand.skew, counter: stand.counter })
  other.rotten = stand.rotten
  other.shift = copyShift(stand)
  other.network.cookie = stand.network.cookie
  await finished(layDisk(other.device, copy))
  begin(world, turnOn(other))
}

async function askHead(world: World, stand: Stand, change: typeof beginDevice): Promise<void> {
  const device = deviceOf(stand)
  if (device) await finished(asHead(world.office, (acting) => change(acting, device)))
}

/** What only the server had, since its tablet lost it, goes with the disk of the server. */
async function restore(world: World): Promise<void> {
  const { office, oracle, stands } = world
  const { ratings } = await finished(readFinal(office.deps.db))
  if (!(await finished(office.restore()))) return
  oracle.isRestored = true
  const disks: Copy[] = []
  for (const { device } of stands.values()) disks.push(await finished(copyDisk(device)))
  const held = new Set(disks.map((disk) => tapsOn(disk)).flatMap(({ closed, open }) => [...closed, ...open]))
  for (const { id, log, n, hash } of ratings) {
    if (held.has(id)) continue
    const name = log.split('~')[0]!
    const hidden = !disks.some((disk) => remembers(disk, name, n))
    const stood = new Map([[id, { log: name, n, hash }]])
    oracle.losses.push({ why: 'restored', device: name.split('.')[0]!, taps: [id], stood, hidden })
  }
  // What told of an older loss may have been on the server alone.
  for (const loss of oracle.losses) {
    const { beyond } = loss
    if (!beyond || loss.hidden || (await reached(world, beyond))) continue
    loss.hidden = !beyond.some(({ log, n }) => disks.some((disk) => remembers(disk, log, n)))
  }
  await hideForgotten(world)
}
