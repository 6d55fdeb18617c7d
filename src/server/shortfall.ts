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
  /** The log that tells of it. */
  log: string
  from: number
  to: number
}

/**
 * What the first entry of a tablet's next log tells of the log before: how far it had been received, and why it ended. So a
 * server whose database was put back knows what it once had, until the tablet has filled it in; and that a tablet was emptied,
 * where its own `emptied` does not say so any more. And so a head hears of a disk that rots or forgets.
 */
export async function shortfalls(
  trx: Trx,
  logs: readonly Log[],
  emptied: ReadonlySet<string>,
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
  return later.flatMap((log) => {
    const line = first.find((entry) => entry.log === log.id)?.line
    const after = Genesis.safeParse(line && readLine(Buffer.from(line).toString())?.body).data?.after
    if (!after || log.device === null || emptied.has(after.log)) return []
    const of = { device: log.device, log: log.id }
    return shortOf(logs, log, after).map((span) => ({ ...span, ...of }))
  })
}

function isLater(log: string): boolean {
  return parseLogId(log).generation > 1
}

type Span = Pick<Shortfall, 'kind' | 'from' | 'to'>

function shortOf(logs: readonly Log[], { key }: Log, { log, n, why }: After): Span[] {
  const before = logs.filter(({ hashed_as }) => hashed_as === log)
  const head = Math.max(0, ...before.map((one) => one.head))
  const missing: Span[] = head < n ? [{ kind: 'missing', from: head + 1, to: n }] : []
  const last = Math.max(head, n)
  const beyond = { from: last + 1, to: last }
  switch (why) {
    case 'branch':
      return before.length > 1 ? missing : [{ kind: 'missing', from: Math.min(head, n) + 1, to: n }]
    case 'behind':
    case 'damage':
      return [...missing, { kind: 'damaged', ...beyond }]
    case undefined:
      return before.some((one) => one.key === key) ? missing : [...missing, { kind: 'emptied', ...beyond }]
  }
}
