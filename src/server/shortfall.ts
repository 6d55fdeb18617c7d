import type { z } from 'zod'
import { readLine } from '#src/domain/entry-schema.ts'
import { parseLogId } from '#src/domain/id.ts'
import { Genesis } from '#src/domain/kinds.ts'
import type { Trx } from './deps.ts'
import type { Log } from './lineage.ts'

type After = NonNullable<z.infer<typeof Genesis>['after']>

/** What is not there of a tablet's earlier log; where `to` is before `from` nobody knows how much. */
export type Shortfall = {
  kind: 'missing' | 'damaged' | 'emptied'
  device: string
  log: string
  /** The later log that tells of it. */
  by: string
  from: number
  to: number
}

/** What a log's first entry tells of the one before, of which the server has `before`: that log and its branches. */
type Told = After & {
  device: string
  by: Log
  before: readonly Log[]
  /** A rescue file brought what stands behind the damage, which is a hole now. */
  isNamed: boolean
}

/** What says itself that it is not there: the logs of emptied tablets, and holes. */
type Named = { emptied: ReadonlySet<string>; holes: readonly { log: string; from: number }[] }

/**
 * What the first entry of a tablet's next log tells of the log before: how far it had been received, and why it ended. So a
 * server whose database was put back knows what it once had, until the tablet has filled it in; and that a tablet was emptied,
 * where its own `emptied` does not say so any more. And so a head hears of a disk that rots or forgets.
 */
export async function shortfalls(
  trx: Trx,
  logs: readonly Log[],
  { emptied, holes }: Named,
): Promise<Shortfall[]> {
  const later = logs.filter(({ device, fork, hashed_as }) => device && fork === 0 && isLater(hashed_as))
  if (later.length === 0) return []
  const ids = later.map(({ id }) => id)
  const first = await trx
    .selectFrom('entry')
    .select(['log', 'line'])
    .where('n', '=', 1)
    .where('log', 'in', ids)
    .execute()
  const told = later.flatMap((log): Told[] => {
    const line = first.find((entry) => entry.log === log.id)?.line
    const after = Genesis.safeParse(line && readLine(Buffer.from(line).toString())?.body).data?.after
    if (!after || log.device === null || emptied.has(after.log)) return []
    const before = logs.filter(({ hashed_as }) => hashed_as === after.log)
    const isNamed = holes.some((hole) => hole.log === after.log && hole.from === after.n + 1)
    return [{ ...after, device: log.device, by: log, before, isNamed }]
  })
  const others = await otherVersions(trx, told)
  return told.flatMap((one) => {
    const of = { device: one.device, log: one.log, by: one.by.id }
    return shortOf(one, others.has(one)).map((span) => ({ ...span, ...of }))
  })
}

/** Of those whose last number is here, which is here as another entry alone: what they were received as was put back with the server. */
async function otherVersions(trx: Trx, told: readonly Told[]): Promise<ReadonlySet<Told>> {
  if (told.length === 0) return new Set()
  const rows = await trx
    .selectFrom('entry')
    .select(['log', 'n', 'hash'])
    .where(
      'log',
      'in',
      told.flatMap(({ before, log }) => [log, ...before.map(({ id }) => id)]),
    )
    .where(
      'n',
      'in',
      told.map(({ n }) => n),
    )
    .execute()
  const isOther = ({ before, n, hash }: Told) => {
    const there = rows.filter((row) => row.n === n && before.some(({ id }) => id === row.log))
    return there.length > 0 && there.every((row) => row.hash !== hash)
  }
  return new Set(told.filter(isOther))
}

function isLater(log: string): boolean {
  return parseLogId(log).generation > 1
}

type Span = Pick<Shortfall, 'kind' | 'from' | 'to'>

function shortOf({ n, why, by, before, isNamed }: Told, isOther: boolean): Span[] {
  const head = Math.max(0, ...before.map((one) => one.head))
  const from = isOther ? n : head + 1
  const missing: Span[] = from <= n ? [{ kind: 'missing', from, to: n }] : []
  const last = Math.max(head, n)
  const beyond = { from: last + 1, to: last }
  switch (why) {
    case 'branch':
      if (before.length > 1) return missing
      return [{ kind: 'missing', from: isOther ? n : Math.min(head, n) + 1, to: n }]
    case 'behind':
    case 'damage':
      // What the server has from there on may be of a clone: another version than the one that is damaged.
      return [...missing, { kind: 'damaged', ...(isNamed ? beyond : { from: n + 1, to: n }) }]
    case undefined:
      return before.some((one) => one.key === by.key) ? missing : [...missing, { kind: 'emptied', ...beyond }]
  }
}
