import * as z from 'zod/mini'
import { yearOf } from '#src/domain/calendar.ts'
import { USUAL_DEADLINES } from '#src/domain/deadlines.ts'
import { daysOff } from '#src/domain/holidays.ts'
import { Config, Hours, PinVerifier } from '#src/protocol/config.ts'
import type { Signed } from '#src/protocol/signed-schema.ts'
import type { Schema } from './db/schema.ts'
import type { Database, Deps, Trx } from './deps.ts'
import { openDay, rosterFor } from './pins/roster.ts'

/** Seconds over which the tablets of one office spread their first exchange. */
const SPREAD = 3

/** Seconds between exchanges; in practice shorter, so that a head who ends it sees the tablet follow. */
const HEARTBEAT = { real: 60, practice: 15 }

/** `unit.settings` */
export const UnitSettings = z.object({
  urgent: z._default(z.array(z.string()), []),
  word: z._default(z.string(), ''),
  patience: z._default(z.literal([1, 2, 3]), 1),
  deadlines: z._default(z.object({ acknowledge: z.int(), conclude: z.int() }), USUAL_DEADLINES),
  hours: z._default(Hours, null),
  days: z._default(z.object({ off: z.array(z.string()), work: z.array(z.string()) }), { off: [], work: [] }),
  /** With neither a room nor a telephone there is no way to say. */
  meet: z.pipe(
    z._default(Config.shape.meet, null),
    z.transform((meet) => (meet?.room || meet?.phone ? meet : null)),
  ),
})

export type UnitSettings = z.infer<typeof UnitSettings>

/** What the unit has set; what it has not is as usual. */
export async function settingsOf(trx: Database, unit: string): Promise<UnitSettings> {
  const { settings } = await trx
    .selectFrom('unit')
    .select('settings')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  return UnitSettings.parse(JSON.parse(settings))
}

/** All that this tablet is told, signed; `key` is its own. Throws where there is no such device. */
export async function configFor(
  db: Database,
  deps: Pick<Deps, 'keys' | 'publicUrl'>,
  { id: device, key }: Pick<Schema['device'], 'id' | 'key'>,
): Promise<Signed> {
  const row = await db
    .selectFrom('device')
    .innerJoin('unit', 'unit.id', 'device.unit')
    .innerJoin('counter', 'counter.id', 'device.counter')
    .leftJoin('officer', 'officer.id', 'counter.officer')
    .where('device.id', '=', device)
    .select(['device.practice', 'device.retired', 'device.paired_at', 'device.config_version as of_device'])
    .select(['device.replaces', 'device.called_until'])
    .select(['unit.id as unit', 'unit.name as unit_name', 'unit.place', 'unit.settings', 'unit.staff_pin'])
    .select('unit.closed')
    .select(['unit.config_version as of_unit', 'counter.id as counter', 'counter.label'])
    .select(['counter.name as counter_name', 'counter.closed_since', 'counter.hall'])
    .select(['officer.id as officer', 'officer.name as officer_name', 'officer.title', 'officer.initials'])
    .executeTakeFirstOrThrow()
  const { hours, days, meet, word, patience } = UnitSettings.parse(JSON.parse(row.settings))
  const { sign, seal } = deps.keys
  const open = (await openCounters(db, row.unit)).filter(({ id }) => id !== row.counter)
  const isHall = row.hall === 1
  const roster = row.officer === null && !isHall ? await rosterFor(db, { device, ...row }) : undefined
  const config: Config = {
    version: row.of_unit + row.of_device,
    device,
    paired: { key, at: row.paired_at, ...(row.replaces && { replaces: row.replaces }) },
    unit: { id: row.unit, name: row.unit_name, place: row.place },
    counter: { id: row.counter, label: row.label, name: row.counter_name },
    officer: officerIn(row),
    ...(roster && { roster }),
    ...(isHall && { hall: fitting(open) }),
    practice: row.practice === 1,
    retired: row.retired === 1,
    closedSince: row.closed_since,
    elsewhere: open[0]?.label ?? null,
    hours,
    ...(hours && { daysOff: daysOff(yearOf(openDay(row.closed)), days) }),
    ...(word && { word }),
    ...(patience > 1 && { patience }),
    ...(row.called_until !== null && { called: row.called_until }),
    meet,
    origin: deps.publicUrl,
    keys: { sign: [{ kid: sign.kid, key: sign.key }], seal: { kid: seal.kid, key: seal.key } },
    staffPin: PinVerifier.parse(JSON.parse(row.staff_pin)),
    spread: SPREAD,
    heartbeat: row.practice === 1 ? HEARTBEAT.practice : HEARTBEAT.real,
  }
  return sign.sign('config', JSON.stringify(config))
}

type Credited = Record<'officer' | 'officer_name' | 'title' | 'initials', string | null>

function officerIn({ officer, officer_name, title, initials }: Credited): Config['officer'] {
  if (!officer) return null
  return { id: officer, name: officer_name ?? '', title: title ?? '', ...(initials && { initials }) }
}

const byLabel = new Intl.Collator('vi', { numeric: true })

/** What a config has room for of its 20,000 characters, beside the longest of everything else. */
const MOST_HALL = 17_500

/** All counters of a unit fit whatever they are called, once what they are for is left out. */
function fitting(counters: NonNullable<Config['hall']>): NonNullable<Config['hall']> {
  if (JSON.stringify(counters).length <= MOST_HALL) return counters
  return counters.map((counter) => ({ ...counter, name: '' }))
}

/** The counters at which somebody may be served now, in the order of their labels. */
async function openCounters(db: Database, unit: string): Promise<NonNullable<Config['hall']>> {
  const rows = await db
    .selectFrom('counter')
    .where('unit', '=', unit)
    .where('hall', '=', 0)
    .where('closed_since', 'is', null)
    .select(['id', 'label', 'name'])
    .execute()
  return rows.sort((a, b) => byLabel.compare(a.label, b.label))
}

/** Something that all tablets of the unit are told has changed. */
export async function bumpConfig(trx: Trx, unit: string): Promise<void> {
  await trx
    .updateTable('unit')
    .set((of) => ({ config_version: of('config_version', '+', 1) }))
    .where('id', '=', unit)
    .execute()
}

/** Something that only this tablet is told has changed: its counter, practice, retirement. */
export async function bumpDeviceConfig(trx: Trx, device: string): Promise<void> {
  await trx
    .updateTable('device')
    .set((of) => ({ config_version: of('config_version', '+', 1) }))
    .where('id', '=', device)
    .execute()
}
