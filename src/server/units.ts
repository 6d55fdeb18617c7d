import { addDays, localTime } from '#src/domain/calendar.ts'
import { byName } from '#src/domain/name-order.ts'
import type { MachineView } from '#src/protocol/machine.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import { URGENT_NEWS_DAYS } from '#src/protocol/urgent.ts'
import { absencesOf } from './absences.ts'
import { lastClosed } from './closed-read.ts'
import type { Deps, Trx } from './deps.ts'
import { UnitSettings } from './device-config.ts'
import { openObjections } from './duties/list.ts'
import { lostOf } from './emptied.ts'
import type { Log } from './lineage.ts'
import { ownHealth } from './own-health.ts'
import { shortfalls } from './shortfall.ts'
import { healthOf, inFives } from './tablet-health.ts'
import { presentTime } from './trusted-time.ts'
import type { Acting } from './units-change.ts'
import { countUrgent } from './urgent.ts'
import { verifiedView } from './verify/verified.ts'

const MINUTE = 60_000

/** The unit with its counters, officers and tablets, as its head sees it; `asker`: who asks. */
export async function unitView(
  trx: Trx,
  deps: Deps,
  unit: string,
  asker?: { by: string; self: string | null },
): Promise<UnitView> {
  const { settings, above, ...named } = await trx
    .selectFrom('unit')
    .leftJoin('unit as over', 'over.id', 'unit.parent')
    .select(['unit.id', 'unit.name', 'unit.place', 'unit.settings', 'over.name as above'])
    .where('unit.id', '=', unit)
    .executeTakeFirstOrThrow()
  const settled = UnitSettings.parse(JSON.parse(settings))
  const counters = await trx
    .selectFrom('counter')
    .select(['id', 'label', 'name', 'officer', 'closed_since as closedSince', 'hall'])
    .where('unit', '=', unit)
    .execute()
  const now = await presentTime(trx, deps)
  return {
    unit: { ...named, ...settled, above },
    counters: counters
      .map(({ hall, ...counter }) => ({ ...counter, hall: hall === 1 }))
      .sort((a, b) => byName(a.label, b.label)),
    officers: await officersOf(trx, unit, now),
    devices: await devicesOf(trx, unit, now),
    objections: await openObjections(trx, unit, deps.now()),
    urgent:
      asker && settled.urgent.includes(asker.by)
        ? await countUrgent(trx, { unit, self: asker.self }, addDays(localTime(now).day, -URGENT_NEWS_DAYS))
        : null,
    server: await ownHealth(trx, deps),
    verified: await verifiedView(trx, deps, unit),
    now,
  }
}

/** How the server is doing, without anything of the unit but whether its logs are whole. */
export async function machineView({
  trx,
  deps,
  unit,
}: Pick<Acting, 'trx' | 'deps' | 'unit'>): Promise<MachineView> {
  return {
    server: await ownHealth(trx, deps),
    verified: await verifiedView(trx, deps, unit),
    now: await presentTime(trx, deps),
  }
}

async function officersOf(trx: Trx, unit: string, now: number): Promise<UnitView['officers']> {
  const officers = await trx
    .selectFrom('officer')
    .leftJoin('officer_pin as pin', 'pin.officer', 'officer.id')
    .leftJoin('pin_link as link', 'link.officer', 'officer.id')
    .select(['id', 'name', 'title', 'field', 'initials', 'absences'])
    .select(['pin.set_at', 'pin.locked_at', 'link.expires_at'])
    .where('unit', '=', unit)
    .execute()
  return officers
    .map(({ set_at, locked_at, expires_at, ...officer }) => ({
      ...officer,
      absences: absencesOf(officer),
      pin: set_at === null ? ('none' as const) : locked_at === null ? ('set' as const) : ('locked' as const),
      pinLink: expires_at !== null && expires_at > now ? expires_at : null,
    }))
    .sort((a, b) => byName(a.name, b.name))
}

async function devicesOf(trx: Trx, unit: string, now: number): Promise<DeviceView[]> {
  const devices = await trx
    .selectFrom('device')
    .selectAll()
    .where('unit', '=', unit)
    .orderBy('paired_at')
    .orderBy('id')
    .execute()
  const logs = await trx.selectFrom('log').selectAll().where('unit', '=', unit).execute()
  const faults = await faultsOf(trx, unit, logs)
  const closed = new Map((await lastClosed(trx, unit))?.heads.map(([log, n]) => [log, n]))
  return devices.map((device) => {
    const own = logs.filter((log) => log.device === device.id)
    return {
      id: device.id,
      counter: device.counter,
      practice: device.practice === 1,
      retired: device.retired === 1,
      pairedAt: device.paired_at,
      ...healthOf(device, now),
      entries: inFives(own.reduce((sum, { id, fork }) => sum + (closed.get(id) ?? fork) - fork, 0)),
      faults: faults.filter((fault) => fault.device === device.id).map(({ device: _, ...fault }) => fault),
    }
  })
}

/** A fault is of a log, and no figure holds what came with it. */
function wholeMinute(at: number): number {
  return at - (at % MINUTE)
}

type Fault = DeviceView['faults'][number] & { device: string }
async function faultsOf(trx: Trx, unit: string, logs: readonly Log[]): Promise<Fault[]> {
  const holes = await trx
    .selectFrom('hole')
    .innerJoin('log', 'log.id', 'hole.log')
    .select(['log.device', 'log.hashed_as as log', 'hole.from_n as from', 'hole.to_n as to', 'hole.at'])
    .where('log.unit', '=', unit)
    .execute()
  const refusals = await trx
    .selectFrom('refusal')
    .innerJoin('device', 'device.id', 'refusal.device')
    .select(['refusal.device', 'refusal.count', 'refusal.last_at as at'])
    .where('device.unit', '=', unit)
    .execute()
  const emptied = await trx
    .selectFrom('emptied')
    .innerJoin('device', 'device.id', 'emptied.device')
    .select([
      'emptied.device',
      'emptied.log',
      'emptied.n',
      'emptied.pending',
      'emptied.at',
      'emptied.refilled',
    ])
    .where('device.unit', '=', unit)
    .execute()
  const apart = logs.filter((log) => log.parent !== null || (log.held === 1 && log.head > log.folded))
  const short = await shortfalls(trx, logs, { emptied: new Set(emptied.map(({ log }) => log)), holes })
  const times = await firstBatches(trx, [...apart.map(({ id }) => id), ...short.map(({ by }) => by)])
  const all: Fault[] = [
    ...holes.map((hole) => ({ ...hole, kind: 'hole' as const, device: hole.device ?? '', count: 1 })),
    ...apart.map((log) => ({
      kind: log.parent === null ? ('held' as const) : ('branch' as const),
      device: log.device ?? '',
      log: log.hashed_as,
      from: (log.parent === null ? log.folded : log.fork) + 1,
      to: log.head,
      at: times.get(log.id) ?? 0,
      count: 1,
    })),
    ...emptied.map(({ device, log, at, ...one }) => ({ device, log, at, ...lostOf(one), count: 1 })),
    ...short.map((lost) => ({ ...lost, at: times.get(lost.by) ?? 0, count: 1 })),
    ...refusals.map((refused) => ({ ...refused, kind: 'refused' as const, log: null, from: 0, to: 0 })),
  ]
  return all.map(({ device, kind, log, from, to, at, count }) => ({
    device,
    kind,
    log,
    from,
    to,
    at: wholeMinute(at),
    count,
  }))
}

async function firstBatches(trx: Trx, logs: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (logs.length === 0) return new Map()
  const rows = await trx
    .selectFrom('batch')
    .select((e) => ['log', e.fn.min('received_at').as('at')])
    .where('log', 'in', logs)
    .groupBy('log')
    .execute()
  return new Map(rows.map(({ log, at }) => [log, Number(at)]))
}
