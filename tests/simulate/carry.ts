import type { RescueReport } from '#src/protocol/rescue-schema.ts'
import { Refusal } from '#src/server/problems.ts'
import { importRescue } from '#src/server/rescue/import.ts'
import { QUIET } from '#tests/support/rescue.ts'
import type { Loss } from './oracle.ts'
import { finished, type World } from './world.ts'
import { type Copy, copyDisk, ownerOf, tapsOn } from './world-disk.ts'
import type { Stand } from './world-tablet.ts'

/** A rescue file on a stick, and what of its tablet's disk it says is lost. */
export type Stick = { bytes: Uint8Array; lost: readonly Loss[] }

/** Puts what a tablet holds on a stick, under that number; nothing where it is off, or cannot. */
export async function saveFile({ files }: World, { page, device }: Stand, file: number): Promise<void> {
  const saved = await page?.tablet.rescue(QUIET)
  if (!saved?.ok) return
  const copy = await copyDisk(device)
  files.set(file, {
    bytes: new Uint8Array(await saved.file.arrayBuffer()),
    lost: saved.lost.map((span) => rotten(copy, span)),
  })
}

/** What a rescue file says is lost of the disk that it was saved from. */
export function rotten(copy: Copy, span: Parameters<typeof tapsOn>[1]): Loss {
  const { closed, stood } = tapsOn(copy, span)
  return { why: 'rotten', device: ownerOf(copy), taps: closed, stood }
}

/** Somebody takes a stick in, long after it was saved, before a later one or once more. */
export async function bringFile(world: World, file: number): Promise<void> {
  const stick = world.files.get(file)
  if (!stick) return
  const report = await finished(takeIn(world, stick.bytes))
  if (report instanceof Refusal) world.wrong.push({ kind: 'rescue', text: report.code })
  world.oracle.losses.push(...stick.lost)
}

export function takeIn({ office }: World, bytes: Uint8Array): Promise<RescueReport | Refusal> {
  return importRescue(office.deps, whole(bytes), { by: null, unit: null })
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
