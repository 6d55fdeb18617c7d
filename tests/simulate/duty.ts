import type { World } from './world.ts'
import type { Stand } from './world-tablet.ts'

/** Where no officer sits by the head's word, and whoever goes on duty by a PIN is credited. */
export const COUNTER_BY_PIN = 2

const WRONG_PIN = '102938'

/**
 * Whom a tablet may credit, by what people did at it: nobody, who went on duty last, and who is just about to. `ever`: all who went on
 * duty since its disk was empty, which a disk that is put back may say again.
 */
export type Shift = { now: Set<string | null>; ever: Set<string> }

export function noShift(): Shift {
  return { now: new Set([null]), ever: new Set() }
}

/** An officer chooses their name and types a PIN. */
export async function goOnDuty(
  { office, wrong }: World,
  stand: Stand,
  { officer, change }: { officer: number; change: 'start' | 'wrong' },
): Promise<void> {
  const { page, shift } = stand
  const who = office.officers[officer]!
  const duty = await page?.tablet.duty()
  if (!page?.alive || !duty?.byPin || !duty.roster.some(({ id }) => id === who.id)) return
  if (change === 'wrong') {
    const done = await duty.start(who.id, WRONG_PIN)
    if (done.ok) wrong.push({ kind: 'pin', text: `tablet ${stand.name} takes a wrong PIN` })
    return
  }
  shift.now.add(who.id)
  shift.ever.add(who.id)
  page.starting.push(who.id)
  const done = await duty.start(who.id, who.pin)
  if (!page.alive) return
  page.starting.splice(page.starting.indexOf(who.id), 1)
  if (done.ok) shift.now = new Set([null, who.id, ...page.starting])
}

/** Whoever is on duty goes home. */
export async function goOffDuty({ page, shift }: Stand): Promise<void> {
  const duty = await page?.tablet.duty()
  if (!page?.alive || !duty?.byPin) return
  const done = await duty.end()
  if (page.alive && done.ok) shift.now = new Set([null, ...page.starting])
}

/** A disk that is put back may say again whatever it once said. */
export function recallShift({ shift }: Stand): void {
  for (const officer of shift.ever) shift.now.add(officer)
}

/** The copy of a tablet takes the same officer for on duty. */
export function copyShift({ shift: { now, ever } }: Stand): Shift {
  return { now: new Set(now), ever: new Set(ever) }
}

/** What the next citizen would see: at such a counter nobody who did not go on duty there. */
export function checkCredit({ wrong }: World, { name, counter, page, shift }: Stand): void {
  const status = page?.tablet.status()
  if (status?.kind !== 'paired' || counter !== COUNTER_BY_PIN) return
  const officer = status.config.officer?.id ?? null
  if (!shift.now.has(officer)) wrong.push({ kind: 'credit', text: `tablet ${name} credits ${officer}` })
}
