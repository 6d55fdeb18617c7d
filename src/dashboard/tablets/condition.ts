import { byName } from '#src/domain/name-order.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { type OpenFault, openFaults } from './faults.ts'
import { workedBetween } from './working.ts'

const HOUR = 3_600_000

/** Beyond these a tablet needs a look (SPEC U3). Only working hours count as silence: an office is dark at night. */
const SILENT_AFTER = 4 * HOUR
const PENDING_OVER = 10
const CLOCK_OFF = 60_000
const STORAGE_WARN = 0.8
const STORAGE_FULL = 0.95
/** A tablet takes a new version when nobody rates, so at the latest in the night. */
const UPDATES_WITHIN = 24 * HOUR

/** `quiet`: not heard since it went dark for the night, a noon or a holiday, and not silent for long in working hours. */
export type Standing = 'retired' | 'never' | 'silent' | 'quiet' | 'practice' | 'active'

/** The moment at which tablets are looked at, on the server's clock, and when the unit works. */
export type Look = { now: number; unit: Pick<UnitView['unit'], 'hours' | 'days'> }

/** What one tablet does at that moment. */
export function standingOf(device: DeviceView, { now, unit }: Look): Standing {
  if (device.retired) return 'retired'
  if (device.lastSync === null) return 'never'
  if (workedBetween(unit, device.lastSync, now) > SILENT_AFTER) return 'silent'
  if (now - device.lastSync > SILENT_AFTER) return 'quiet'
  return device.practice ? 'practice' : 'active'
}

export type Level = 'fine' | 'warn' | 'err'

export function pendingLevel({ pending }: DeviceView): Level {
  return (pending ?? 0) > PENDING_OVER ? 'warn' : 'fine'
}

export function clockLevel({ clockOffset }: DeviceView): Level {
  return Math.abs(clockOffset ?? 0) > CLOCK_OFF ? 'warn' : 'fine'
}

/** The share of its storage that a tablet has used; undefined where it did not say. */
export function storageShare({ used, quota }: DeviceView): number | undefined {
  return used === null || quota === null || quota === 0 ? undefined : used / quota
}

export function storageLevel(device: DeviceView): Level {
  const share = storageShare(device) ?? 0
  return share > STORAGE_FULL ? 'err' : share > STORAGE_WARN ? 'warn' : 'fine'
}

/** Tablets by their counters, in Vietnamese order; those that are out of use last. */
export function listed({ devices, counters }: Pick<UnitView, 'devices' | 'counters'>): DeviceView[] {
  const labelOf = ({ counter }: DeviceView) => counters.find(({ id }) => id === counter)?.label ?? ''
  return [...devices].sort(
    (a, b) =>
      Number(a.retired) - Number(b.retired) || byName(labelOf(a), labelOf(b)) || a.pairedAt - b.pairedAt,
  )
}

/** How many tablets in use stand how, and how many ratings wait on them, as far as they said. */
export function tallied({ unit, devices, now }: Pick<UnitView, 'unit' | 'devices' | 'now'>): {
  inUse: number
  standings: Readonly<Record<Exclude<Standing, 'retired'>, number>>
  waiting: number
} {
  const used = devices.filter(({ retired }) => !retired)
  const standings = { active: 0, practice: 0, quiet: 0, silent: 0, never: 0 }
  for (const device of used) {
    const standing = standingOf(device, { now, unit })
    if (standing !== 'retired') standings[standing] += 1
  }
  return {
    inUse: used.length,
    standings,
    waiting: used.reduce((sum, { pending }) => sum + (pending ?? 0), 0),
  }
}

export type NoticeKind =
  | 'never'
  | 'silent'
  | 'practice'
  | 'clock'
  | 'storage'
  | 'pending'
  | 'outdated'
  | 'unkept'
  | 'noWorker'
  | 'failing'
  | OpenFault['kind']

export type Notice = { kind: NoticeKind; level: Exclude<Level, 'fine'>; device: DeviceView; counter: string }

type Build = UnitView['server']['build']

/** Does it still run other pages than the server has given out for a day, though it is heard? */
export function isOutdated({ build, lastSync }: DeviceView, given: Build): boolean {
  if (given === null || build === null || lastSync === null) return false
  return build !== given.id && lastSync - given.at > UPDATES_WITHIN
}

/** What of the tablets needs the head's attention, the gravest first; a retired tablet only where its log is not whole. */
export function noticesOf({
  unit,
  devices,
  counters,
  server,
  now,
}: Pick<UnitView, 'unit' | 'devices' | 'counters' | 'now'> & {
  server: Pick<UnitView['server'], 'build'>
}): Notice[] {
  const notices = devices.flatMap((device) => {
    const counter = counters.find(({ id }) => id === device.counter)?.label ?? device.id
    return kindsOf(device, { now, unit }, server.build).map(({ kind, level }) => ({
      kind,
      level,
      device,
      counter,
    }))
  })
  return notices.sort((a, b) => Number(b.level === 'err') - Number(a.level === 'err'))
}

function kindsOf(device: DeviceView, look: Look, given: Build): Pick<Notice, 'kind' | 'level'>[] {
  const faults = [...new Set(openFaults(device).map(({ kind }) => kind))].map((kind) => ({
    kind,
    level: 'err' as const,
  }))
  if (device.retired) return faults
  const standing = standingOf(device, look)
  const levels: Pick<Notice, 'kind' | 'level'>[] = faults
  if (standing === 'never' || standing === 'silent') levels.push({ kind: standing, level: 'warn' })
  if (device.practice && standing !== 'never') levels.push({ kind: 'practice', level: 'warn' })
  for (const [kind, level] of [
    ['failing', device.failing ? 'err' : 'fine'],
    ['clock', clockLevel(device)],
    ['storage', storageLevel(device)],
    ['pending', standing === 'silent' ? 'fine' : pendingLevel(device)],
    ['outdated', isOutdated(device, given) ? 'warn' : 'fine'],
    ['unkept', device.persisted === false ? 'warn' : 'fine'],
    ['noWorker', device.worker === 'missing' ? 'warn' : 'fine'],
  ] as const) {
    if (level !== 'fine') levels.push({ kind, level })
  }
  return levels
}
