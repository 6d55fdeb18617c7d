import type { Trx } from './deps.ts'
import type { Log } from './lineage.ts'

/** Whether a number of that log is in no figure: it waits for the head, or the head left it. */
export async function heldOf(
  trx: Trx,
  { id, held, folded }: Pick<Log, 'id' | 'held' | 'folded'>,
): Promise<(n: number) => boolean> {
  if (held === 0) return () => false
  const left = await trx.selectFrom('held_left').select(['from_n', 'to_n']).where('log', '=', id).execute()
  return (n) => n > folded || left.some(({ from_n, to_n }) => from_n <= n && n <= to_n)
}
