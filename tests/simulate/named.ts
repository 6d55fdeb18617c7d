import { type Notice, noticesOf } from '#src/dashboard/tablets/condition.ts'
import { openFaults } from '#src/dashboard/tablets/faults.ts'
import { parseLogId } from '#src/domain/id.ts'
import type { UnitView } from '#src/protocol/session.ts'
import { unitView } from '#src/server/units.ts'
import type { Loss, Oracle } from './oracle.ts'
import type { Final, Wrong } from './stored.ts'
import { finished, type World } from './world.ts'
import { type At, copyDisk, entriesOn, linesOn, tellsOf } from './world-disk.ts'

/** What of a tablet's state tells that nobody knows what it holds, and what of its log by which numbers. */
const SILENT: readonly string[] = ['silent', 'never']
/** Up to the last number that is told. The others have no end: nobody knows how much more there was. */
const SPANNED: readonly string[] = ['hole', 'missing']
const OPEN_ENDED: readonly string[] = ['branch', 'emptied', 'damaged']

/**
 * A planted loss that cost a rating must be shown to the head on the page of tablets, with a number or span in which each lost
 * rating stood: which is not. What nobody can know is excepted.
 */
export async function nameLosses(world: World, final: Final): Promise<Wrong[]> {
  const { office, oracle } = world
  const { deps, unit } = office
  for (const loss of oracle.losses)
    loss.hidden ||= (await isWrittenAgain(world, loss)) || (await isForgotten(world, loss))
  const view = await deps.db.transaction().execute((trx) => unitView(trx, deps, unit))
  const notices = noticesOf(view)
  const stored = await storedIn(world)
  const unnamed = oracle.losses.flatMap((loss): Wrong[] => {
    const { why, device, hidden } = loss
    const told = notices.filter((notice) => notice.device.id === device)
    const isSilent = told.some(({ kind }) => SILENT.includes(kind))
    if (hidden || isSilent || isRefilled(view, loss)) return []
    const taps = costOf(oracle, final, loss).filter(
      (id) => !told.some((notice) => speaksOf(notice, loss, id, stored)),
    )
    if (taps.length === 0) return []
    return [{ kind: `unnamed: ${why}`, text: `device ${device} lost the taps ${taps.join(', ')}` }]
  })
  return [...unnamed, ...falseAlarms(oracle, view)]
}

/**
 * What is told to be lost of a tablet that nothing befell. One of which nothing ever came may have lost the answer to its pairing, and
 * asked again while the clock stood.
 */
function falseAlarms({ befallen, isRestored }: Oracle, { devices }: UnitView): Wrong[] {
  const calm = devices.filter(({ id }) => !isRestored && !befallen.has(id))
  return calm.flatMap((device) =>
    openFaults(device)
      .filter(({ kind, to }) => [...SPANNED, ...OPEN_ENDED].includes(kind) && (kind !== 'emptied' || to > 0))
      .map(({ kind, from, to }) => ({
        kind: 'false alarm',
        text: `device ${device.id}: ${kind} ${from}–${to}`,
      })),
  )
}

type Stored = ReadonlyMap<string, ReadonlySet<string>>

/** Does what is told of the tablet's logs hold the number of that tap? An open draft had none. */
function speaksOf({ kind, device }: Notice, loss: Loss, id: number, stored: Stored): boolean {
  const at = loss.stood.get(id)
  return openFaults(device).some((fault) => {
    if (fault.kind !== kind || ![...SPANNED, ...OPEN_ENDED].includes(kind)) return false
    if (at === undefined || isBeyondKnowing(fault, { loss, at, stored })) return true
    const hasEnd = SPANNED.includes(kind) && fault.from <= fault.to
    return fault.log === at.log && fault.from <= at.n && (!hasEnd || at.n <= fault.to)
  })
}

type Asked = { loss: Loss; at: At; stored: Stored }

/**
 * Of an emptied tablet, or of the version that was put back of one that branched, nobody can know the number where it stood in a
 * later log than the server heard of; nor, of an emptied one, in a version whose number the server has from another copy of that tablet.
 */
function isBeyondKnowing(
  { kind, log }: { kind: string; log: string | null },
  { loss, at, stored }: Asked,
): boolean {
  if (log === null || (kind !== 'emptied' && kind !== 'branch')) return false
  const there = stored.get(`${at.log} ${at.n}`)
  if (log === at.log) return kind === 'emptied' && there !== undefined && !there.has(at.hash)
  const wasHeardOf = loss.beyond?.some((one) => one.log === at.log && isStored(stored, one))
  return isLater(at.log, log) && !wasHeardOf
}

function isStored(stored: Stored, { log, n, hash }: At): boolean {
  return stored.get(`${log} ${n}`)?.has(hash) ?? false
}

/** The hashes that stand under each number of a log, in all its versions. */
async function storedIn({ office }: World): Promise<Stored> {
  const rows = await office.deps.db
    .selectFrom('entry')
    .innerJoin('log', 'log.id', 'entry.log')
    .select(['log.hashed_as', 'entry.n', 'entry.hash'])
    .execute()
  const stored = new Map<string, Set<string>>()
  for (const { hashed_as, n, hash } of rows) {
    const key = `${hashed_as} ${n}`
    stored.set(key, (stored.get(key) ?? new Set()).add(String(hash)))
  }
  return stored
}

function isLater(log: string, than: string): boolean {
  return parseLogId(log).generation > parseLogId(than).generation
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

/**
 * That a server which was put back once had an entry, tablets say by how their next log begins; where that beginning was put back
 * too, nobody knows any more.
 */
async function isForgotten({ office, stands }: World, { why, stood }: Loss): Promise<boolean> {
  if (why !== 'restored') return false
  const rows = await office.deps.db.selectFrom('entry').select('line').where('n', '=', 1).execute()
  const lines = rows.map(({ line }) => Buffer.from(line).toString())
  for (const { device } of stands.values()) lines.push(...linesOn(await finished(copyDisk(device))))
  return [...stood.values()].every(({ log, n }) => !lines.some((line) => tellsOf(line, log, n)))
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
