import type { Trx } from '../deps.ts'
import type { TabletCheck } from './tablets.ts'

/** What the unit's log says of entries that were held apart: `<log> <from> <to>`. */
type Said = { counted: ReadonlySet<string>; left: ReadonlySet<string> }

/** What a head left is left and nothing else is, and a log counts as far as a head decided. */
export async function verifyHeld(
  trx: Trx,
  { unit, logs, noteOf }: Pick<TabletCheck, 'unit' | 'logs' | 'noteOf'>,
  said: Said,
): Promise<void> {
  const rows = await trx
    .selectFrom('held_left')
    .innerJoin('log', 'log.id', 'held_left.log')
    .select(['held_left.log', 'from_n', 'to_n'])
    .where('log.unit', '=', unit)
    .execute()
  const left = new Set(rows.map(({ log, from_n, to_n }) => `${log} ${from_n} ${to_n}`))
  const differing = [...new Set([...left, ...said.left])].filter(
    (one) => !(left.has(one) && said.left.has(one)),
  )
  const behind = [...said.counted, ...said.left].filter((one) => {
    const [id, , to] = one.split(' ')
    return (logs.find((log) => log.id === id)?.folded ?? 0) < Number(to)
  })
  for (const one of new Set([...differing, ...behind])) {
    const [log = '', from, to] = one.split(' ')
    noteOf(log, unit)('held', Number(from), Number(to))
  }
}
