import type { DeviceView, UnitView } from '#src/protocol/session.ts'

const HOUR = 3_600_000

/** Beyond these a tablet needs a look (SPEC U3). */
const SILENT_AFTER = 4 * HOUR
const PENDING_OVER = 10
const CLOCK_OFF = 60_000
const STORAGE_WARN = 0.8
const STORAGE_FULL = 0.95

export type Standing = 'retired' | 'never' | 'silent' | 'practice' | 'active'

/** What one tablet does at the moment; `now` on the server's clock. */
export function standingOf(device: DeviceView, now: number): Standing {
  if (device.retired) return 'retired'
  if (device.lastSync === null) return 'never'
  if (now - device.lastSync > SILENT_AFTER) return 'silent'
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

export type NoticeKind =
  | 'never'
  | 'silent'
  | 'practice'
  | 'clock'
  | 'storage'
  | 'pending'
  | DeviceView['faults'][number]['kind']

export type Notice = { kind: NoticeKind; level: Exclude<Level, 'fine'>; device: DeviceView; counter: string }

/** What of the tablets needs the head's attention, the gravest first; a retired tablet only where its log is not whole. */
export function noticesOf({
  devices,
  counters,
  now,
}: Pick<UnitView, 'devices' | 'counters' | 'now'>): Notice[] {
  const notices = devices.flatMap((device) => {
    const counter = counters.find(({ id }) => id === device.counter)?.label ?? device.id
    return kindsOf(device, now).map(({ kind, level }) => ({ kind, level, device, counter }))
  })
  return notices.sort((a, b) => Number(b.level === 'err') - Number(a.level === 'err'))
}

function kindsOf(device: DeviceView, now: number): Pick<Notice, 'kind' | 'level'>[] {
  const faults = [...new Set(device.faults.map(({ kind }) => kind))].map((kind) => ({
    kind,
    level: 'err' as const,
  }))
  if (device.retired) return faults
  const standing = standingOf(device, now)
  const levels: Pick<Notice, 'kind' | 'level'>[] = faults
  if (standing === 'never' || standing === 'silent') levels.push({ kind: standing, level: 'warn' })
  if (device.practice && standing !== 'never') levels.push({ kind: 'practice', level: 'warn' })
  for (const [kind, level] of [
    ['clock', clockLevel(device)],
    ['storage', storageLevel(device)],
    ['pending', standing === 'silent' ? 'fine' : pendingLevel(device)],
  ] as const) {
    if (level !== 'fine') levels.push({ kind, level })
  }
  return levels
}
