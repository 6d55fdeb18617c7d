import type { Draft, Tablet } from '#src/device/types.ts'
import type { Reason, Score } from '#src/domain/conduct.ts'
import { closeDue } from '#src/server/closing.ts'
import { type Device, makeDevice, whenOpened } from '#tests/support/device.ts'
import { draftOf } from '#tests/support/device-paired.ts'
import { PUBLIC_URL, type World } from './world.ts'

/** One tablet of the office, and how many were thanked on it. */
export type Stand = { device: Device; tablet: Tablet; id: string; counter: string; thanked: string[] }

/** In practice until the head says otherwise. */
export async function pairStand(world: World, counter: string, given?: string): Promise<Stand> {
  const code = given ?? (await offerCode(world, counter))
  const device = makeDevice(world.fetch, world.clock, { origin: PUBLIC_URL, build: 'landed' })
  const tablet = await whenOpened(device.open())
  const paired = await tablet.pair(code)
  if (!paired.ok) throw new Error(`not paired: ${paired.why}`)
  await tablet.syncNow()
  const [id = ''] = (await tablet.health()).log.split('.')
  return { device, tablet, id, counter, thanked: [] }
}

export async function offerCode(world: World, counter: string): Promise<string> {
  return (await world.ask<{ code: string }>('POST', '/pairing-codes', { counter })).code
}

/** Battery out and in: the page that was there is dead. */
export async function restart(stand: Stand): Promise<void> {
  stand.device.kill()
  stand.tablet = await whenOpened(stand.device.open())
}

type Said = {
  score?: Score
  reasons?: readonly Reason[]
  comment?: string
  kind?: 'rating' | 'practice'
  at?: number
}

/** What a citizen does: a face, some standards, perhaps a reason and a comment. */
export async function rate(
  world: World,
  stand: Stand,
  { comment, kind = 'rating', ...said }: Said = {},
): Promise<void> {
  const draft = draftFor(world, stand, { kind, ...said })
  const kept = await stand.tablet.keepDraft(draft)
  const closing = kept.ok ? await stand.tablet.close(draft, 'done', comment, 2_500) : kept
  if (!closing.ok) throw new Error(`not recorded: ${closing.why}`)
  if (kind === 'rating') stand.thanked.push(closing.code)
}

export function draftFor(
  world: World,
  stand: Stand,
  { score = 4, reasons = [], kind = 'rating' }: Said = {},
): Draft {
  return draftOf(world.clock, {
    kind,
    counter: stand.counter,
    officer: world.officer,
    answers: {
      score,
      standards: { xin_chao: 'met', giup_do: score > 2 ? 'met' : 'unmet' },
      all: false,
      reasons,
      rechosen: [],
    },
  })
}

/** Night falls: pages are shut off, half days close at their time, and in the morning the tablets are switched on. */
export async function passTo(
  world: World,
  stands: readonly Stand[],
  instant: number,
  closings: readonly number[],
) {
  for (const { device } of stands) device.kill()
  for (const at of closings) {
    await world.clock.pass(at - world.clock.now())
    await closeDue(world.deps)
  }
  await world.clock.pass(instant - world.clock.now())
  for (const stand of stands) stand.tablet = await whenOpened(stand.device.open())
}
