import { sql } from 'kysely'
import { logId } from '#src/domain/id.ts'
import type { Schema } from '../db/schema.ts'
import type { Trx } from '../deps.ts'
import type { Log } from '../lineage.ts'
import type { Faults } from './fault.ts'

type OnRecord = {
  units: readonly Schema['unit'][]
  logs: readonly Log[]
  devices: readonly Schema['device'][]
}

/** Whatever belongs to nobody on record: logs whose unit or tablet was removed, and rows whose log was. */
export async function verifyStrays(trx: Trx, faults: Faults, record: OnRecord): Promise<void> {
  checkOwners(faults, { ...record, given: await trx.selectFrom('device_key').selectAll().execute() })
  for (const [name, numbers] of Object.entries(OF_LOGS)) await findStrays(trx, faults, name, numbers)
  for (const name of ['unit_head', 'intake'] as const) {
    const rows = await trx.selectFrom(name).select('unit').execute()
    for (const { unit } of rows) {
      if (!record.units.some(({ id }) => id === unit))
        faults.of({ unit, device: null, log: `${unit}.1` })('stray', 0, 0, name)
    }
  }
}

type Given = { given: readonly Schema['device_key'][] }

/** Of a tablet also the key that it got last is one that it was given, and it stands in the unit whose logs are its own. */
function checkOwners(faults: Faults, { units, logs, devices, given }: OnRecord & Given): void {
  for (const log of logs) {
    const { id, unit, device, head } = log
    const note = faults.of({ log: id, unit, device })
    const ofNobody = device === null && !isUnitLog(log)
    if (ofNobody || !units.some((known) => known.id === unit)) note('stray', 1, head, 'log')
    const owner = devices.find((known) => known.id === device)
    const isGiven = given.some((row) => row.device === device && row.key === owner?.key)
    const isElsewhere = owner !== undefined && owner.unit !== unit
    if (device !== null && (!isGiven || isElsewhere)) note('device-altered', 1, head)
  }
}

/** As the server makes the row of a unit's own log, and never changes more than where it ends. */
function isUnitLog({ id, unit, key, hashed_as, parent, fork, head, folded, run, held }: Log): boolean {
  const plain = key === null && parent === null && run === null && fork === 0 && held === 0
  return plain && id === logId(unit, 1) && hashed_as === id && folded === head
}

/** Tables of which each row is of a log, with its first and last number, and its unit where it says one. */
const OF_LOGS = {
  entry: { from: 'n', to: 'n', unit: false },
  receive_mark: { from: 'n', to: 'n', unit: true },
  sealed: { from: 'n', to: 'n', unit: false },
  batch: { from: 'from_n', to: 'to_n', unit: false },
  held_left: { from: 'from_n', to: 'to_n', unit: false },
  hole: { from: 'from_n', to: 'to_n', unit: false },
  closing: { from: 'n', to: 'n', unit: true },
  waiting: { from: 'n', to: 'n', unit: true },
  leftover: { from: 'n', to: 'n', unit: true },
  released: { from: 'n', to: 'n', unit: true },
  duty_entry: { from: 'n', to: 'n', unit: true },
  tally: { from: undefined, to: undefined, unit: true },
} as const satisfies Partial<Record<keyof Schema, unknown>>
type Numbers = (typeof OF_LOGS)[keyof typeof OF_LOGS]

async function findStrays(
  trx: Trx,
  faults: Faults,
  name: string,
  { from, to, unit }: Numbers,
): Promise<void> {
  const first = from ? sql`min(${sql.ref(from)})` : sql`0`
  const last = to ? sql`max(${sql.ref(to)})` : sql`0`
  const same = unit ? sql`and log.unit = stray.unit` : sql``
  const { rows } = await sql<{ log: string; first: number; last: number }>`
    select log, ${first} as first, ${last} as last from ${sql.table(name)} as stray
    where not exists (select 1 from log where log.id = stray.log ${same}) group by log`.execute(trx)
  for (const row of rows) {
    const device = row.log.split('.')[0] ?? null
    faults.of({ log: row.log, unit: '', device })('stray', Number(row.first), Number(row.last), name)
  }
}
