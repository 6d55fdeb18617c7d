import { noticesOf } from '#src/dashboard/tablets/condition.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { unitView } from '#src/server/units.ts'
import type { Loss, Oracle } from './oracle.ts'
import type { Final, Wrong } from './stored.ts'
import { finished, type World } from './world.ts'
import { copyDisk, entriesOn } from './world-disk.ts'

/** What of the head's page tells that a tablet may have lost something. */
const TELLING = ['hole', 'branch', 'emptied', 'missing', 'damaged', 'silent', 'never']

/**
 * A planted loss that cost a rating must be shown to the head on the page of tablets: which is not. What nobody can know
 * is excepted.
 */
export async function nameLosses(world: World, final: Final): Promise<Wrong[]> {
  const { office, oracle } = world
  const { deps, unit } = office
  for (const loss of oracle.losses) loss.hidden ||= await isWrittenAgain(world, loss)
  const view = await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))
  const notices = noticesOf(view)
  return oracle.losses.flatMap((loss): Wrong[] => {
    const { why, device, hidden } = loss
    const cost = costOf(oracle, final, loss)
    const told = notices.some((notice) => notice.device.id === device && TELLING.includes(notice.kind))
    if (cost.length === 0 || told || hidden || isRefilled(view, loss)) return []
    return [{ kind: `unnamed: ${why}`, text: `device ${device} lost the taps ${cost.join(', ')}` }]
  })
}

/** The page then says that what was taken after the file was saved is lost, and asks the head for nothing. */
function isRefilled({ devices }: UnitView, { why, device }: Loss): boolean {
  const faults = devices.find(({ id }) => id === device)?.faults ?? []
  return why === 'wiped' && faults.some(({ kind }) => kind === 'refilled')
}

/**
 * A draft that was open on a disk that was put back is closed once more, and may then have the very bytes that it had: where no
 * other entry of the loss reached the server, nothing tells of what was behind it.
 */
async function isWrittenAgain({ office, stands }: World, { beyond = [] }: Loss): Promise<boolean> {
  const rows = await office.deps.db.selectFrom('entry').select('hash').execute()
  const stored = new Set(rows.map(({ hash }) => String(hash)))
  const reached = beyond.filter(({ hash }) => stored.has(hash))
  if (reached.length === 0) return false
  for (const { device } of stands.values()) {
    const held = new Set(entriesOn(await finished(copyDisk(device))).map(({ hash }) => hash))
    if (reached.every(({ hash }) => held.has(hash))) return true
  }
  return false
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
