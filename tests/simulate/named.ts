import { noticesOf } from '#src/dashboard/tablets/condition.ts'
import { unitView } from '#src/server/units.ts'
import type { Final, Wrong } from './stored.ts'
import type { World } from './world.ts'

/** What of the head's page tells that a tablet may have lost something. */
const TELLING = ['hole', 'branch', 'emptied', 'silent', 'never']

/**
 * A planted loss that cost a rating must be shown to the head on the page of tablets: which is not. Of a rotten line the tablet
 * itself tells, and what a server does not take is told apart.
 */
export async function nameLosses({ office, oracle }: World, { ratings }: Final): Promise<Wrong[]> {
  const { deps, unit } = office
  const view = await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))
  const notices = noticesOf(view)
  const found = new Set(ratings.map(({ id }) => id))
  return oracle.losses.flatMap(({ why, device, taps }): Wrong[] => {
    const cost = taps.filter((id) => !found.has(id) && (oracle.taps.get(id)?.kept ?? 0) > 0)
    const told = notices.some((notice) => notice.device.id === device && TELLING.includes(notice.kind))
    if (cost.length === 0 || told || why === 'rotten' || why === 'untaken') return []
    return [{ kind: `unnamed: ${why}`, text: `device ${device} lost the taps ${cost.join(', ')}` }]
  })
}
