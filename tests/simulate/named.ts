import { noticesOf } from '#src/dashboard/tablets/condition.ts'
import { unitView } from '#src/server/units.ts'
import type { Loss, Oracle } from './oracle.ts'
import type { Final, Wrong } from './stored.ts'
import type { World } from './world.ts'

/** What of the head's page tells that a tablet may have lost something. */
const TELLING = ['hole', 'branch', 'emptied', 'missing', 'damaged', 'silent', 'never']

/**
 * A planted loss that cost a rating must be shown to the head on the page of tablets: which is not. What nobody can know
 * is excepted.
 */
export async function nameLosses({ office, oracle }: World, final: Final): Promise<Wrong[]> {
  const { deps, unit } = office
  const view = await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))
  const notices = noticesOf(view)
  return oracle.losses.flatMap((loss): Wrong[] => {
    const { why, device, hidden } = loss
    const cost = costOf(oracle, final, loss)
    const told = notices.some((notice) => notice.device.id === device && TELLING.includes(notice.kind))
    if (cost.length === 0 || told || hidden) return []
    return [{ kind: `unnamed: ${why}`, text: `device ${device} lost the taps ${cost.join(', ')}` }]
  })
}

/** How many ratings a hidden loss cost. */
export function hiddenOf({ oracle }: World, final: Final): number {
  const taps = oracle.losses.flatMap((loss) => (loss.hidden ? costOf(oracle, final, loss) : []))
  return new Set(taps).size
}

/** The ratings of a loss that were confirmed on a disk and are not there. */
function costOf({ taps: tapped }: Oracle, { ratings }: Final, { taps }: Loss): number[] {
  const found = new Set(ratings.map(({ id }) => id))
  return taps.filter((id) => !found.has(id) && (tapped.get(id)?.kept ?? 0) > 0)
}
