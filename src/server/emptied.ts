import { NO_HASH } from '#src/domain/entry.ts'
import { logId } from '#src/domain/id.ts'
import { TabletState } from '#src/protocol/log-schema.ts'
import type { DeviceView } from '#src/protocol/session.ts'
import { insertRows } from './db/insert.ts'
import type { Schema } from './db/schema.ts'
import type { Deps, Trx } from './deps.ts'
import { type Acting, deed } from './units-change.ts'

type Device = Schema['device']
type Stood = Pick<Schema['log'], 'head' | 'hash'>

/** Where the log that a tablet writes now stands here; undefined where nothing of it ever came. */
export function standOf(trx: Trx, { id, generation }: Device): Promise<Stood | undefined> {
  const log = logId(id, generation)
  return trx.selectFrom('log').select(['head', 'hash']).where('id', '=', log).executeTakeFirst()
}

/**
 * Names to the head a tablet that lost what it held: how far its log had come here, and how much more it had said that it had; it
 * may have taken more since. Answers the log and number. `at`: now, ms.
 */
export async function noteEmptied(
  trx: Trx,
  { dialect }: Pick<Deps, 'dialect'>,
  { device, stood, at }: { device: Device; stood: Stood | undefined; at: number },
): Promise<string> {
  const log = logId(device.id, device.generation)
  const n = stood?.head ?? 0
  const pending = device.state === null ? null : TabletState.parse(JSON.parse(device.state)).pending
  const row = { device: device.id, log, n, hash: stood?.hash ?? NO_HASH, pending, at, refilled: null }
  await insertRows({ trx, dialect }, 'emptied', [row], { orIgnore: true })
  return `${log} ${n}`
}

/** Notes that a rescue file brought a log's entries up to that number: what an emptied tablet was thought to have lost with them. */
export async function noteRefilled(act: Acting, log: string, to: number): Promise<void> {
  const { numUpdatedRows } = await act.trx
    .updateTable('emptied')
    .set({ refilled: to })
    .where('log', '=', log)
    .where('n', '<', to)
    .where((e) => e.or([e('refilled', 'is', null), e('refilled', '<', to)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0) await deed(act, 'log-refilled', `${log} ${to}`)
}

type Lost = Pick<DeviceView['faults'][number], 'kind' | 'from' | 'to'>

/** What is still lost of what the tablet had said that it had; where all of that was brought, what was brought. */
export function lostOf({
  n,
  pending,
  refilled,
}: Pick<Schema['emptied'], 'n' | 'pending' | 'refilled'>): Lost {
  const to = n + (pending ?? 0)
  if (refilled !== null && refilled >= to) return { kind: 'refilled', from: n + 1, to: refilled }
  return { kind: 'emptied', from: (refilled ?? n) + 1, to }
}
