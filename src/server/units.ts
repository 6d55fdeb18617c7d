import { GROUP } from '#src/domain/release.ts'
import { TabletState } from '#src/protocol/log-schema.ts'
import type { DeviceView, UnitView } from '#src/protocol/session.ts'
import type { Deps, Trx } from './deps.ts'
import { UnitSettings } from './device-config.ts'
import { ownHealth } from './own-health.ts'
import { presentTime } from './trusted-time.ts'

const MINUTE = 60_000

/** The unit with its counters, officers and tablets, as its head sees it. */
export async function unitView(trx: Trx, deps: Deps, unit: string): Promise<UnitView> {
  const { settings, ...named } = await trx
    .selectFrom('unit')
    .select(['id', 'name', 'place', 'settings'])
    .where('id', '=', unit)
    .executeTakeFirstOrThrow()
  const { hours, meet } = UnitSettings.parse(JSON.parse(settings))
  const counters = await trx
    .selectFrom('counter')
    .select(['id', 'label', 'name', 'officer', 'closed_since as closedSince'])
    .where('unit', '=', unit)
    .execute()
  const officers = await trx
    .selectFrom('officer')
    .select(['id', 'name', 'title'])
    .where('unit', '=', unit)
    .execute()
  const vi = new Intl.Collator('vi', { numeric: true })
  return {
    unit: { ...named, hours, meet },
    counters: counters.sort((a, b) => vi.compare(a.label, b.label)),
    officers: officers.sort((a, b) => vi.compare(a.name, b.name)),
    devices: await devicesOf(trx, unit),
    server: await ownHealth(trx, deps),
    now: await presentTime(trx, deps),
  }
}

async function devicesOf(trx: Trx, unit: string): Promise<DeviceView[]> {
  const devices = await trx
    .selectFrom('device')
    .selectAll()
    .where('unit', '=', unit)
    .orderBy('paired_at')
    .orderBy('id')
    .execute()
  const logs = await trx.selectFrom('log').selectAll().where('unit', '=', unit).execute()
  const faults = await faultsOf(trx, unit, logs)
  return devices.map((device) => {
    const state = device.state === null ? undefined : TabletState.parse(JSON.parse(device.state))
    const own = logs.filter((log) => log.device === device.id)
    return {
      id: device.id,
      counter: device.counter,
      practice: device.practice === 1,
      retired: device.retired === 1,
      pairedAt: device.paired_at,
      lastSync: device.seen_at === null ? null : wholeMinute(device.seen_at),
      pending: state?.pending ?? null,
      clockOffset: state && device.seen_at !== null ? device.seen_at - state.wall : null,
      used: state?.used ?? null,
      quota: state?.quota ?? null,
      persisted: state?.persisted ?? null,
      build: state?.build ?? null,
      entries: Math.floor(own.reduce((sum, log) => sum + log.head - log.fork, 0) / GROUP) * GROUP,
      faults: faults.filter((fault) => fault.device === device.id).map(({ device: _, ...fault }) => fault),
    }
  })
}

/** What tells when a tablet spoke tells no more than the minute (P9). */
function wholeMinute(at: number): number {
  return at - (at % MINUTE)
}

type Fault = DeviceView['faults'][number] & { device: string }
type Log = {
  id: string
  device: string | null
  parent: string | null
  fork: number
  head: number
  folded: number
  held: number
}

async function faultsOf(trx: Trx, unit: string, logs: readonly Log[]): Promise<Fault[]> {
  const holes = await trx
    .selectFrom('hole')
    .innerJoin('log', 'log.id', 'hole.log')
    .select(['log.device', 'hole.from_n as from', 'hole.to_n as to', 'hole.at'])
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
    .select(['emptied.device', 'emptied.n', 'emptied.pending', 'emptied.at'])
    .where('device.unit', '=', unit)
    .execute()
  const apart = logs.filter((log) => log.parent !== null || (log.held === 1 && log.head > log.folded))
  const times = await firstBatches(
    trx,
    apart.map((log) => log.id),
  )
  const all: Fault[] = [
    ...holes.map((hole) => ({ ...hole, kind: 'hole' as const, device: hole.device ?? '', count: 1 })),
    ...apart.map((log) => ({
      kind: log.parent === null ? ('held' as const) : ('branch' as const),
      device: log.device ?? '',
      from: (log.parent === null ? log.folded : log.fork) + 1,
      to: log.head,
      at: times.get(log.id) ?? 0,
      count: 1,
    })),
    ...emptied.map((one) => ({
      ...one,
      kind: 'emptied' as const,
      from: one.n + 1,
      to: one.n + (one.pending ?? 0),
      count: 1,
    })),
    ...refusals.map((refused) => ({ ...refused, kind: 'refused' as const, from: 0, to: 0 })),
  ]
  return all.map(({ device, kind, from, to, at, count }) => ({
    device,
    kind,
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
