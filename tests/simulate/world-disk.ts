import { IDBTransaction as FakeTransaction } from 'fake-indexeddb'
import { wrap } from 'idb'
import { DATABASE } from '#src/device/db.ts'
import { createStores, type DraftRow, type LogRow, VERSION } from '#src/device/stored.ts'
import type { Clock, Device } from '#tests/support/device.ts'

/**
 * What a disk does to the next transactions. `full`, `abort`, `unknown`: they are aborted by that error, at any of their
 * turns. `late`: all is written, but the page hears of it so late that it has given up. `dead`: the handle is closed under
 * the page. `hang`, `refuse`: opening never answers, or is forbidden.
 */
export const DISK_FAULTS = ['full', 'abort', 'unknown', 'late', 'dead', 'hang', 'refuse'] as const
export type DiskFault = (typeof DISK_FAULTS)[number]

export type Disk = {
  /** The next so many transactions that write. */
  fail: (fault: DiskFault, times: number) => void
  heal: () => void
  /** The page is gone: what it was writing landed, or not. */
  cut: (landed: boolean) => void
}

/** Longer than a page waits for its disk. */
const LATE_MS = 8_000
const ERRORS = { full: 'QuotaExceededError', abort: 'AbortError', unknown: 'UnknownError' }

/** fake-indexeddb's own state of a transaction: nothing public tells or stops it. */
type Inner = {
  _state: string
  _abort: (error: string) => void
  db: { _rawDatabase: { processTransactions: () => void } }
}

/** Faults for a tablet's disk. `turn` says at which of its turns a transaction is hit. */
export function watchDisk({ faults }: Device, clock: Clock, turn: () => number): Disk {
  const coming: DiskFault[] = []
  const open = new Set<IDBTransaction>()
  faults.transaction = (tx) => {
    if (tx.mode === 'readonly') return undefined
    open.add(tx)
    for (const end of ['complete', 'abort']) tx.addEventListener(end, () => open.delete(tx))
    const fault = coming.shift()
    if (fault === 'late') delay(tx, clock)
    else if (fault === 'full' || fault === 'abort' || fault === 'unknown') abortAt(tx, turn(), ERRORS[fault])
    return undefined
  }
  return {
    fail: (fault, times) => {
      if (fault === 'dead') faults.handle?.close()
      if (fault === 'dead' || fault === 'hang' || fault === 'refuse') {
        faults.open = fault === 'dead' ? undefined : fault
        if (fault !== 'dead') faults.handle?.close()
      } else for (let i = 0; i < times; i += 1) coming.push(fault)
    },
    heal: () => {
      coming.length = 0
      faults.open = undefined
    },
    cut: (landed) => {
      for (const tx of open) if (!landed) abort(tx, 'AbortError')
      open.clear()
    },
  }
}

/** All is written, and what follows goes on; only the page hears of it when it has given up. */
function delay(tx: IDBTransaction, clock: Clock): void {
  const listen = tx.addEventListener.bind(tx)
  const goOn = innerOf(tx).db._rawDatabase.processTransactions
  tx.addEventListener = (type: string, listener: EventListener) => {
    const isPage = type === 'complete' && listener !== goOn
    listen(type, isPage ? (event) => clock.later(LATE_MS, () => listener(event)) : listener)
  }
}

function abortAt(tx: IDBTransaction, turns: number, error: string): void {
  if (turns === 0) abort(tx, error)
  else setImmediate(() => abortAt(tx, turns - 1, error))
}

function abort(tx: IDBTransaction, error: string): void {
  const inner = innerOf(tx)
  if (inner._state !== 'finished') inner._abort(error)
}

function innerOf(tx: IDBTransaction): Inner {
  if (!(tx instanceof FakeTransaction)) throw new Error('not a transaction of fake-indexeddb')
  return tx as unknown as Inner
}

/** All that stands on a disk, by store. */
export type Copy = ReadonlyMap<string, readonly { key: IDBValidKey; value: unknown }[]>

const KEYLESS = ['draft', 'meta']

/** Reads a whole disk as of one moment, past the tablet's code. Undefined where nothing was ever written. */
export async function copyDisk({ factory }: Device): Promise<Copy> {
  const db = await opened(factory.open(DATABASE, VERSION))
  const stores = [...db.objectStoreNames]
  const tx = db.transaction(stores, 'readonly')
  const copied = stores.map(async (name) => {
    const store = tx.objectStore(name)
    const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())])
    return [name, keys.map((key, i) => ({ key, value: values[i] as unknown }))] as const
  })
  const copy: Copy = new Map(await Promise.all(copied))
  db.close()
  return copy
}

/** Writes a copy to a disk that is new. */
export async function layDisk({ factory }: Device, copy: Copy): Promise<void> {
  const db = await opened(factory.open(DATABASE, VERSION))
  const tx = db.transaction([...copy.keys()], 'readwrite')
  const done = new Promise((resolve) => tx.addEventListener('complete', resolve))
  for (const [name, rows] of copy) {
    for (const { key, value } of rows)
      tx.objectStore(name).put(value, KEYLESS.includes(name) ? key : undefined)
  }
  await done
  db.close()
}

function opened(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  request.addEventListener('upgradeneeded', () => createStores(wrap(request.result) as never))
  return answered(request)
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}

type Span = { log: string; from: number; to: number }

type Stood = Map<number, At>

/** The taps on a disk (or among some numbers of a log), by their ids: those that are closed, where they stand, and the one that is open. */
export function tapsOn(copy: Copy, among?: Span): { closed: number[]; stood: Stood; open: number[] } {
  const entries = (copy.get('entries') ?? []).map(({ value }) => value as At & { line: string })
  const asked = entries.filter(
    ({ log, n }) => !among || (log === among.log && n >= among.from && n <= among.to),
  )
  const stood: Stood = new Map()
  for (const { log, n, hash, line } of asked) {
    const { kind, body } = JSON.parse(line) as { kind: string; body: { ms?: [number, number] } }
    if ((kind === 'rating' || kind === 'practice') && body.ms) stood.set(body.ms[0], { log, n, hash })
  }
  const open = (copy.get('draft') ?? []).map(({ value }) => (value as DraftRow).draft.shownToTap)
  return { closed: [...stood.keys()], stood, open }
}

/** One number of a log, and the hash of what stands there. */
export type At = { log: string; n: number; hash: string }

export function entriesOn(copy: Copy): At[] {
  return (copy.get('entries') ?? []).map(({ value }) => {
    const { log, n, hash } = value as At
    return { log, n, hash }
  })
}

/** Up to where a disk takes its logs for received. */
export function receivedOn(copy: Copy): { log: string; n: number; hash: string }[] {
  const rows = (copy.get('logs') ?? []).map(({ value }) => value as LogRow)
  return rows.filter(({ cursor }) => cursor.n > 0).map(({ log, cursor }) => ({ log, ...cursor }))
}

/** Does a disk say that a server once had that number of a log? By its own cursor, or by how a log begins that came after. */
export function remembers(copy: Copy, log: string, n: number): boolean {
  if (receivedOn(copy).some((at) => at.log === log && at.n >= n)) return true
  return linesOn(copy).some((line) => tellsOf(line, log, n))
}

export function linesOn(copy: Copy): string[] {
  return (copy.get('entries') ?? []).map(({ value }) => (value as { line: string }).line)
}

/** Is it the beginning of a log that says that the one before had been received so far? */
export function tellsOf(line: string, log: string, n: number): boolean {
  if (!line.includes('"genesis"')) return false
  const { after } = (JSON.parse(line) as { body: { after?: { log: string; n: number } } }).body
  return after?.log === log && after.n >= n
}

/** One letter of the last line that stands on the disk, or of one so many before it, becomes another. False where there is none. */
export async function rotDisk({ factory }: Device, back = 0): Promise<boolean> {
  const db = await opened(factory.open(DATABASE, VERSION))
  const tx = db.transaction('entries', 'readwrite')
  const done = new Promise((resolve) => tx.addEventListener('complete', resolve))
  const entries = tx.objectStore('entries')
  const entry = (await answered(entries.getAll())).at(-1 - back) as { line: string } | undefined
  if (entry) entries.put({ ...entry, line: entry.line.replace('"v":1', '"v":3') })
  await done
  db.close()
  return entry !== undefined
}

/** The device that a disk says it is; '' where it is not paired. */
export function ownerOf(copy: Copy): string {
  const identity = copy.get('meta')?.find(({ key }) => key === 'identity')?.value as
    | { device: string }
    | undefined
  return identity?.device ?? ''
}
