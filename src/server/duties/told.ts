import * as z from 'zod'
import { localTime } from '#src/domain/calendar.ts'
import { CORRECTIONS, type CorrectionWhy, minuteText, type Part, readMinute } from '#src/domain/duty.ts'
import type { AnyEntry } from '#src/domain/entry-schema.ts'
import { DeviceId, Id } from '#src/domain/id-schema.ts'
import { Deed, Duty, Objection } from '#src/domain/kinds.ts'

/** What the entries that tell of duties say. `duty`: by which a duty is named to people (read.ts), never its number. */

export type Decided = { by: string | null; duty: string } & (
  | { kept: true }
  | { kept: false; officer: string | null; why: CorrectionWhy; part: Part }
)

/** Does the entry tell of a duty? Of a tablet's log, or of a unit's. One that this program cannot read does not, until it can. */
export function isOfDuty(entry: AnyEntry): boolean {
  return [dutyIn, objectionIn, decidedIn, assignedIn].some((read) => read(entry) !== undefined)
}

export function dutyIn({ v, kind, body }: AnyEntry): Duty | undefined {
  return v === 1 && kind === 'duty' ? Duty.safeParse(body).data : undefined
}

export function objectionIn({ v, kind, body }: AnyEntry): Objection | undefined {
  return v === 1 && kind === 'objection' ? Objection.safeParse(body).data : undefined
}

/** What a deed decides of a duty: that it stays, or whom it, or a part of it, is credited to. */
export function decidedIn({ v, kind, body }: AnyEntry): Decided | undefined {
  const said = v === 1 && kind === 'deed' ? Deed.safeParse(body).data : undefined
  if (said?.deed === 'duty-kept') {
    const [duty] = Kept.safeParse(said.of?.split(' ')).data ?? []
    return duty === undefined ? undefined : { by: said.by, duty, kept: true }
  }
  if (said?.deed !== 'duty-corrected') return undefined
  const words = Corrected.safeParse(said.of?.split(' ')).data
  if (!words) return undefined
  const [duty, , whom, why, , since, until] = words
  const part = partOf(since, until)
  return part && { by: said.by, duty, kept: false, officer: whom === NOBODY ? null : whom, why, ...part }
}

/** Who sits at a counter from then on by the head's word, null: nobody; said in units whose hall has a tablet. */
export type Assigned = { counter: string; officer: string | null }

/** The words of the deed that says so; assignedIn reads the same back. */
export function assignedWords({ counter, officer }: Assigned): string {
  return `${counter} ${officer ?? NOBODY}`
}

export function assignedIn({ v, kind, body }: AnyEntry): Assigned | undefined {
  const said = v === 1 && kind === 'deed' ? Deed.safeParse(body).data : undefined
  if (said?.deed !== 'counter-officer') return undefined
  const words = Seat.safeParse(said.of?.split(' ')).data
  return words && { counter: words[0], officer: words[1] === NOBODY ? null : words[1] }
}

/** Of a duty what an entry names: whose it was by the tablet, and on which day, stand there for whoever reads the log. */
type Named = { id: string; officer: string; from: number }

/** The words of a correction's deed; decidedIn reads the same back. */
export function correctionWords(
  { id, officer, from }: Named,
  correction: { officer: string | null; why: CorrectionWhy; part: Part },
): string {
  const { officer: whom, why, part } = correction
  const ends = part ? [minuteText(part.from), minuteText(part.to)] : []
  return [id, officer, whom ?? NOBODY, why, localTime(from).day, ...ends].join(' ')
}

/** The same where a duty stays as it is. */
export function keptWords({ id, officer, from }: Named): string {
  return [id, officer, localTime(from).day].join(' ')
}

const NOBODY = '-'
const Whom = z.union([Id, z.literal(NOBODY)])
const Seat = z.tuple([Id, Whom])
const Kept = z.tuple([DeviceId, Id, z.string()])
const Corrected = z.union([
  z.tuple([DeviceId, Id, Whom, z.enum(CORRECTIONS), z.string()]),
  z.tuple([DeviceId, Id, Whom, z.enum(CORRECTIONS), z.string(), z.string(), z.string()]),
])

function partOf(since: string | undefined, until: string | undefined): { part: Part } | undefined {
  if (since === undefined || until === undefined) return { part: null }
  const [from, to] = [readMinute(since), readMinute(until)]
  return from === undefined || to === undefined ? undefined : { part: { from, to } }
}
