import { NO_HASH } from '#src/domain/entry.ts'
import { readLine } from '#src/domain/entry-schema.ts'
import { logId } from '#src/domain/id.ts'
import { Deed } from '#src/domain/kinds.ts'
import { ClosedBody } from '../closed-entry.ts'
import { lastClosed } from '../closed-read.ts'
import type { Schema } from '../db/schema.ts'
import type { Trx } from '../deps.ts'
import { keyNamed } from '../device-keys.ts'
import type { Log } from '../lineage.ts'
import type { Note } from './fault.ts'
import { verifyHeld } from './held.ts'

type Tablet = Schema['device'] & { keys: ReadonlySet<string> }

export type TabletCheck = {
  unit: string
  logs: readonly Log[]
  devices: readonly Tablet[]
  noteOf: (log: string, unit: string) => Note
}

const SIZE = 1_000

/** What the unit's log says of its tablets; numbers of logs by their id. */
type Said = {
  retired: Set<string>
  /** These were taken up again as a signed config said that they were, retired ones as well. */
  knownAgain: Set<string>
  /** Where they stood when their tablet was emptied or replaced. */
  emptied: Map<string, number>
  /** The generation that a tablet got when it was emptied. */
  begun: Map<string, number>
  /** Replaced under an earlier version, whose entry did not say where the log stood. */
  replaced: Set<string>
  refilled: Map<string, number>
  /** What the head decided on what was held apart: `<log> <from> <to>`, counted or left. */
  counted: Set<string>
  left: Set<string>
  imported: Set<string>
  /** Each tablet with the hash of a key that it was given. */
  keys: Set<string>
}

/**
 * What is known and told of tablets is what the unit's log says: which keys they have, which are retired, which lost what they
 * held and where they then stood, and what rescue files have brought since; and none is on record with an older log than its
 * newest. What such a tablet had last said that it held is signed by nobody.
 */
export async function verifyTablets(trx: Trx, check: TabletCheck): Promise<void> {
  const said = await readDeeds(trx, check.unit)
  const own = check.devices.filter(({ unit }) => unit === check.unit)
  for (const device of own) {
    const note = check.noteOf(logId(device.id, device.generation), check.unit)
    const isSaid = said.retired.has(device.id)
    const mayBe = isSaid || said.knownAgain.has(device.id)
    const isRight = device.retired === 1 ? mayBe : device.retired === 0 && !isSaid
    if (!isRight) note('retired', 1)
    const lowest = lowestOf(device, said, check.logs)
    if (device.generation < lowest) check.noteOf(logId(device.id, lowest), check.unit)('generation', 1)
  }
  // Until a closing says so, an earlier version may have named none.
  if ((await lastClosed(trx, check.unit))?.keys) {
    const had = new Set(own.flatMap(({ id, keys }) => [...keys].map((key) => keyNamed({ device: id, key }))))
    for (const named of new Set([...said.keys, ...had]))
      if (!said.keys.has(named) || !had.has(named)) noteKey(check, named)
  }
  await verifyHeld(trx, check, said)
  const emptied = await trx
    .selectFrom('emptied')
    .selectAll()
    .where('device', 'in', (of) => of.selectFrom('device').select('id').where('unit', '=', check.unit))
    .execute()
  for (const row of emptied) {
    if (!(await isAsSaid(trx, row, said, check))) check.noteOf(row.log, check.unit)('emptied', row.n)
  }
  for (const log of missing(said, own, emptied)) check.noteOf(log, check.unit)('emptied', 0)
}

function noteKey({ unit, devices, noteOf }: TabletCheck, named: string): void {
  const [device = ''] = named.split(' ')
  const { generation = 1 } = devices.find(({ id }) => id === device) ?? {}
  noteOf(logId(device, generation), unit)('device-key', 1)
}

async function readDeeds(trx: Trx, unit: string): Promise<Said> {
  const said: Said = {
    retired: new Set(),
    knownAgain: new Set(),
    emptied: new Map(),
    begun: new Map(),
    replaced: new Set(),
    refilled: new Map(),
    counted: new Set(),
    left: new Set(),
    imported: new Set(),
    keys: new Set(),
  }
  const log = logId(unit, 1)
  for (
    let page = await readPage(trx, log, 0);
    page.length > 0;
    page = await readPage(trx, log, page.at(-1)!.n)
  ) {
    for (const { line } of page) {
      const entry = readLine(Buffer.from(line).toString())
      if (entry?.kind === 'closed')
        for (const named of ClosedBody.safeParse(entry.body).data?.keys ?? []) said.keys.add(named)
      const { data } = Deed.safeParse(entry?.kind === 'deed' ? entry.body : undefined)
      if (data?.of !== undefined) hear(said, data.deed, data.of.split(' '))
    }
  }
  return said
}

function readPage(trx: Trx, log: string, after: number): Promise<Pick<Schema['entry'], 'n' | 'line'>[]> {
  return trx
    .selectFrom('entry')
    .select(['n', 'line'])
    .where('log', '=', log)
    .where('n', '>', after)
    .orderBy('n')
    .limit(SIZE)
    .execute()
}

/** Of two entries about one log the first tells where it stood. */
function hear(said: Said, name: string, [of = '', ...more]: readonly string[]): void {
  switch (name) {
    case 'device-retired':
      said.retired.add(of)
      break
    case 'device-replaced': {
      const [, log, n] = more
      said.retired.add(of)
      if (log === undefined) said.replaced.add(of)
      else if (!said.emptied.has(log)) said.emptied.set(log, Number(n))
      break
    }
    case 'device-known-again':
      said.knownAgain.add(of)
      break
    case 'device-emptied':
      if (!said.emptied.has(of)) said.emptied.set(of, Number(more[0]))
      hearBegun(said, of)
      break
    case 'device-key':
      said.keys.add([of, ...more].join(' '))
      break
    case 'held-counted':
      said.counted.add([of, ...more].join(' '))
      break
    case 'held-left':
      said.left.add([of, ...more].join(' '))
      break
    case 'rescue-imported':
      said.imported.add(of)
      break
    case 'log-refilled':
      said.refilled.set(of, Math.max(Number(more[0]), said.refilled.get(of) ?? 0))
      break
    default:
  }
}

function hearBegun({ begun }: Said, log: string): void {
  const [owner = ''] = log.split('.')
  begun.set(owner, Math.max(begun.get(owner) ?? 1, generationIn(log) + 1))
}

/** Of a higher one nothing need be stored: a tablet that a restored server does not know again asks before it sends. */
function lowestOf({ id }: Tablet, { begun }: Said, logs: readonly Log[]): number {
  const stored = logs.flatMap((log) => (log.device === id ? [generationIn(log.id)] : []))
  return Math.max(1, begun.get(id) ?? 1, ...stored)
}

/** Also of a branch; 0 where somebody made the name one of nothing. */
function generationIn(log: string): number {
  return Number(/\.(\d{1,6})(~\d+)?$/.exec(log)?.[1] ?? 0)
}

async function isAsSaid(
  trx: Trx,
  row: Schema['emptied'],
  said: Said,
  { logs }: TabletCheck,
): Promise<boolean> {
  const { device, log, n, hash, refilled } = row
  if (!log.startsWith(`${device}.`)) return false
  const stood = said.emptied.get(log)
  if (stood === undefined ? !said.replaced.has(device) : stood !== n) return false
  if (hash !== (await hashAt(trx, log, n))) return false
  const brought = said.refilled.get(log)
  if (brought !== undefined || refilled === null) return (refilled ?? undefined) === brought
  const head = logs.find(({ id }) => id === log)?.head ?? 0
  return said.imported.has(device) && refilled > n && refilled <= head
}

async function hashAt(trx: Trx, log: string, n: number): Promise<string | undefined> {
  if (n === 0) return NO_HASH
  const entry = await trx
    .selectFrom('entry')
    .select('hash')
    .where('log', '=', log)
    .where('n', '=', n)
    .executeTakeFirst()
  return entry?.hash
}

/** Logs of which the unit's log says that their tablet was emptied, and the head is told nothing. */
function missing(
  { emptied }: Said,
  own: readonly Schema['device'][],
  rows: readonly Schema['emptied'][],
): string[] {
  const isOwn = (log: string) => own.some(({ id }) => log.startsWith(`${id}.`))
  return [...emptied.keys()].filter((id) => isOwn(id) && !rows.some(({ log }) => log === id))
}
