import { beginDevice } from '#src/server/pairing.ts'
import type { Place } from './story.ts'
import { addStand, asHead, deviceOf, finished, openWorld, pairStand, type World } from './world.ts'
import { keepKeys } from './world-crypto.ts'
import { type Copy, copyDisk, layDisk } from './world-disk.ts'
import { type Ground, setUpOffice } from './world-office.ts'
import { type Stand, turnOff, turnOn } from './world-tablet.ts'

/** An office with tablets that work: pairing costs a fifth of a story, and is the same in all. */
export type Furnished = Ground & { tablets: readonly { disk: Copy; cookie: string }[] }

const TABLETS = 6

/** Where a tablet stands, by its number. */
export function counterOf(tablet: number): number {
  return tablet % 3
}

export async function layGround(folder: string): Promise<Furnished> {
  const bare = await setUpOffice(folder)
  const world = await openWorld(bare, 'ground')
  const tablets = []
  for (let name = 0; name < TABLETS; name += 1) {
    const stand = addStand(world, name, { counter: counterOf(name), skew: 0 })
    await pairTablet(world, stand, { practice: false })
    turnOff(stand, true)
    tablets.push({ disk: await finished(copyDisk(stand.device)), cookie: stand.network.cookie })
  }
  await finished(world.office.leaveAsGround())
  keepKeys()
  return { ...bare, tablets }
}

/** Puts the tablets of a story where they stand. One in practice was paired this morning. */
export async function placeTablets(world: World, ground: Furnished, places: readonly Place[]): Promise<void> {
  for (const [name, { skew, practice }] of places.entries()) {
    const stand = addStand(world, name, { counter: counterOf(name), skew })
    const furnished = practice ? undefined : ground.tablets[name]
    if (!furnished) await pairTablet(world, stand, { practice })
    else {
      stand.network.cookie = furnished.cookie
      await finished(layDisk(stand.device, furnished.disk))
      await finished(turnOn(stand))
    }
  }
}

async function pairTablet(world: World, stand: Stand, { practice }: { practice: boolean }): Promise<void> {
  await pairStand(world, stand)
  if (!practice) await finished(asHead(world.office, (acting) => beginDevice(acting, deviceOf(stand)!)))
  await finished(stand.page!.tablet.syncNow())
}
