import { closeDue } from '#src/server/closing.ts'
import { Refusal } from '#src/server/problems.ts'
import type { Clock } from '#tests/support/device.ts'
import { saveRescue } from '#tests/support/rescue.ts'
import { act } from './act.ts'
import { rotten, takeIn } from './carry.ts'
import { type Furnished, placeTablets } from './ground.ts'
import type { Happening, Story } from './story.ts'
import { runTurns } from './turns.ts'
import { finished, openWorld, pairStand, type World } from './world.ts'
import { START } from './world-clock.ts'
import { copyDisk, entriesOn, receivedOn } from './world-disk.ts'
import { type Stand, turnOff, turnOn } from './world-tablet.ts'

const HOUR = 3_600_000

/** Lets a story happen from its first event to its last, and comes to rest. */
export async function play(ground: Furnished, story: Story): Promise<World> {
  const world = await openWorld(ground, story.seed)
  const { clock } = world
  await placeTablets(world, ground, story.tablets)
  for (const event of story.events) {
    const wait = START + event.at - clock.now()
    if (wait > 0) await clock.pass(wait, awake(world, event))
    await act(world, event)
    await runTurns(event.turns)
  }
  await checkReceived(world)
  await settle(world)
  return world
}

/** In the middle of everything: what a tablet takes for received is on the server, unless that was put back. */
async function checkReceived({ office, oracle, stands, wrong }: World): Promise<void> {
  if (oracle.isRestored) return
  const received = []
  for (const { name, device } of stands.values())
    received.push(...receivedOn(await finished(copyDisk(device))).map((head) => ({ ...head, name })))
  const rows = await finished(office.deps.db.selectFrom('entry').select('hash').execute())
  const stored = new Set(rows.map(({ hash }) => String(hash)))
  for (const { name, log, n, hash } of received)
    if (!stored.has(hash))
      wrong.push({ kind: 'ahead', text: `tablet ${name} takes ${log} ${n} for received` })
}

/** Who wakes before an event: whom the story says, and always a tablet on which the next citizen taps too soon. */
function awake({ stands }: World, event: Happening): Clock[] {
  const isWaitedFor = ({ name, page }: Stand) => event.do === 'tap' && event.tablet === name && page?.tap
  return [...stands.values()]
    .filter((stand) => event.wakes?.includes(stand.name) || isWaitedFor(stand))
    .map(({ clock }) => clock)
}

/** The sky clears, disks work, and everybody comes to rest. */
async function settle(world: World): Promise<void> {
  const { clock, office, oracle, stands } = world
  for (const stand of stands.values()) {
    stand.disk.heal()
    stand.device.room.usage = 0
    await finished(stand.network.deliver())
    stand.network.clear()
  }
  for (const stand of stands.values()) await comeToRest(world, stand)
  for (const stand of stands.values()) await carryDamaged(world, stand)
  await clock.pass(24 * HOUR, [])
  // the next day whoever lives speaks, so that who is silent can be seen
  if (oracle.losses.some(({ taps }) => taps.length > 0))
    for (const { page } of stands.values()) await finished(page!.tablet.syncNow())
  await finished(closeDue(office.deps))
}

/**
 * From a line on that is not what was written nothing of its log can be sent: the tablet must say so itself, and a rescue file
 * brings what stands behind it. Lost is only what the file says is lost.
 */
async function carryDamaged(world: World, { name, device, page, rotten: isRotten }: Stand): Promise<void> {
  const { oracle, wrong } = world
  const { tablet } = page!
  const { damaged } = await finished(tablet.health())
  if (damaged.length === 0) return
  if (!isRotten)
    return void wrong.push({ kind: 'damage', text: `tablet ${name} says ${JSON.stringify(damaged)}` })
  const copy = await finished(copyDisk(device))
  const { bytes, lost } = await finished(saveRescue(tablet))
  const report = await finished(takeIn(world, bytes))
  if (report instanceof Refusal) return void wrong.push({ kind: 'rescue', text: report.code })
  oracle.losses.push(...lost.map((span) => rotten(copy, span)))
  await finished(tablet.syncNow())
}

/** Citizens go home, the page is opened anew, as after a night, and what is left is sent. */
async function comeToRest(world: World, stand: Stand): Promise<void> {
  const { clock } = world
  for (let tries = 0; stand.page?.tap && tries < 12; tries += 1) await clock.pass(30_000, [stand.clock])
  await runTurns()
  turnOff(stand, true)
  for (let tries = 0; tries < 9; tries += 1) {
    const { tablet } = await finished(turnOn(stand))
    if (tablet.status().kind === 'unpaired') await pairStand(world, stand)
    await clock.pass(30_000, [stand.clock])
    await runTurns()
    if (tablet.status().kind === 'broken') {
      turnOff(stand, true)
      continue
    }
    const { pending, damaged, lastTry } = await finished(tablet.health())
    if (lastTry && (pending === 0 || (damaged.length > 0 && tries > 4))) return
  }
  await noteUnsent(world, stand)
}

/** What a tablet still takes for unsent when all is well: on the server already, or truly stuck. */
async function noteUnsent({ office, wrong }: World, stand: Stand): Promise<void> {
  const { tablet } = await finished(turnOn(stand))
  const { pending, lastTry } = await finished(tablet.health())
  const copy = await finished(copyDisk(stand.device))
  const rows = await finished(office.deps.db.selectFrom('entry').select('hash').execute())
  const stored = new Set(rows.map(({ hash }) => String(hash)))
  const kind = entriesOn(copy).every(({ hash }) => stored.has(hash)) ? 'untold' : 'stuck'
  wrong.push({ kind, text: `tablet ${stand.name} has ${pending} to send: ${lastTry?.outcome}` })
}
