import type { Fault } from '#src/server/verify/fault.ts'
import { verify } from '#src/server/verify/verify.ts'
import { type Open, unguarded } from './database.ts'
import { makeOffice, type Office, UNIT } from './ingest.ts'
import type { Tablet } from './tablet.ts'

const DAY = '2026-11-23'
export const LOG = 'tabet222.1'
export const UNIT_LOG = `${UNIT}.1`

/** Two tablets, three batches, two closings, comments: what a real database holds. */
export async function furnished(open: Open): Promise<{ office: Office; tablet: Tablet }> {
  const office = await makeOffice(open)
  const tablet = await office.tablet()
  const other = await office.tablet('tabet333')
  for (let i = 0; i < 9; i += 1) tablet.rate({ score: i % 2 ? 5 : 2 })
  tablet.rate({ text: 'Rất tốt' })
  other.rate()
  await tablet.send({ to: 8 })
  await other.send()
  await office.closeAt(DAY, 13)
  await tablet.send({ from: 9 })
  await office.closeAt(DAY, 19)
  for (let i = 0; i < 4; i += 1) tablet.rate()
  await tablet.send({ from: 14 })
  return { office, tablet }
}

export async function faults({ db, deps }: Office): Promise<string[]> {
  const { faults } = await verify(db, { keys: deps.keys })
  return faults.map(named)
}

function named({ kind, log, from, to }: Fault): string {
  return `${kind} ${log} ${from === to ? from : `${from}–${to}`}`
}

/** Does what nobody may to a whole database, and answers what verify then names. */
export async function after(
  open: Open,
  change: (office: Office, tablet: Tablet) => Promise<unknown>,
): Promise<string[]> {
  const { office, tablet } = await furnished(open)
  const before = await faults(office)
  if (before.length > 0) throw new Error(`not whole before: ${before.join(', ')}`)
  await unguarded(office, () => change(office, tablet))
  return faults(office)
}
