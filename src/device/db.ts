import {
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreKey,
  type StoreNames,
  type StoreValue,
  unwrap,
  wrap,
} from 'idb'
import { renewStorage } from './renew.ts'
import { withReserve } from './reserve.ts'
import { createStores, type Meta, type Stored, VERSION } from './stored.ts'
import type { Deps, StorageFailure } from './types.ts'

/**
 * The one opener of the tablet's database. A handle can die under us (WebKit's "connection lost", a damaged backing
 * store, a clean-up by the browser): it is dropped, opened again, and the transaction is tried once more. Each opening begins
 * a new file, and waits for room to do so: what is thanked for must not stand behind a torn write.
 */
export const DATABASE = 'hailong'
const PATIENCE_MS = 5_000
const REOPENS = 3

/** What trying again does not mend. */
const WHY: Partial<Record<string, StorageFailure>> = {
  QuotaExceededError: 'full',
  DataCloneError: 'refused',
  VersionError: 'newer',
}

type Failure = { ok: false; why: StorageFailure }
export type Done<T> = { ok: true; value: T } | Failure

type Store = StoreNames<Stored>
type Key<S extends Store> = StoreKey<Stored, S>
type Value<S extends Store> = StoreValue<Stored, S>
export type Reading = IDBPTransaction<Stored, Store[], 'readonly'>
export type Writing = IDBPTransaction<Stored, Store[], 'readwrite'>

/** Takes a request that nobody needs to wait for: the transaction is committed at once and then all are settled. */
export type Also = (request: Promise<unknown>) => void

export type Disk = {
  read: <T>(stores: Store[], act: (tx: Reading) => Promise<T>) => Promise<Done<T>>
  /**
   * Strict: ok means that it is on the medium. `act` awaits nothing but requests of its transaction. It may run twice,
   * the second time perhaps after the first has landed all the same.
   */
  write: <T>(stores: Store[], act: (tx: Writing, also: Also) => Promise<T>) => Promise<Done<T>>
  /** The same for one value, by the shortest way that there is: a face that was tapped waits for nothing else. */
  put: <S extends Store>(store: S, key: Key<S>, value: Value<S>) => Promise<Done<void>>
  /** Why the last write failed; undefined where it did not. */
  failing: () => StorageFailure | undefined
  shut: () => void
}

type World = Pick<Deps, 'indexedDB' | 'caches' | 'later'>
type Handle = IDBPDatabase<Stored>
type State = {
  world: World
  handle: Promise<Handle> | undefined
  reopened: number
  shut: boolean
  failing: StorageFailure | undefined
}

export function openDisk(world: World): Disk {
  const state: State = { world, handle: undefined, reopened: 0, shut: false, failing: undefined }
  const written = async <T>(work: (db: Handle) => Promise<T>) => {
    const done = await run(state, work)
    state.failing = done.ok ? undefined : done.why
    return done
  }
  return {
    read: (stores, act) => run(state, (db) => reading(db, stores, act)),
    write: (stores, act) => written((db) => writing(db, stores, act)),
    put: (store, key, value) => written((db) => putting(unwrap(db), store, { key, value })),
    failing: () => state.failing,
    shut: () => {
      state.shut = true
      drop(state)
    },
  }
}

export async function getMeta<K extends keyof Meta>(
  tx: Reading | Writing,
  key: K,
): Promise<Meta[K] | undefined> {
  return (await tx.objectStore('meta').get(key)) as Meta[K] | undefined
}

async function run<T>(state: State, work: (db: Handle) => Promise<T>): Promise<Done<T>> {
  for (let again = false; ; again = true) {
    if (state.shut) return { ok: false, why: 'refused' }
    const done = await attempt(state, work)
    if (done !== 'dead') return done
    if (again || state.reopened >= REOPENS) return { ok: false, why: 'refused' }
    state.reopened += 1
  }
}

async function attempt<T>(state: State, work: (db: Handle) => Promise<T>): Promise<Done<T> | 'dead'> {
  try {
    state.handle ??= withReserve(state.world.caches, () => open(state))
    const done = await within(state.world, state.handle.then(work))
    if (done.ok) state.reopened = 0
    else drop(state)
    return done
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error // WebKit's caches say TypeError
    drop(state)
    const why = WHY[error.name]
    return why ? { ok: false, why } : 'dead'
  }
}

/** Not idb's `openDB`, which takes the global factory; the wrapping and the promises are idb's. */
async function open(state: State): Promise<Handle> {
  await renewStorage(state.world.indexedDB)
  const request = state.world.indexedDB.open(DATABASE, VERSION)
  request.addEventListener('upgradeneeded', () => {
    createStores(wrap(request.result) as unknown as Handle)
  })
  const db = (await wrap(request)) as unknown as Handle
  const mine = state.handle
  const forget = () => {
    db.close()
    if (state.handle === mine) state.handle = undefined
  }
  db.addEventListener('close', forget)
  db.addEventListener('versionchange', forget)
  return db
}

/** Forgets the handle; one that is still opening is closed when it comes. */
function drop(state: State): void {
  const dropped = state.handle
  state.handle = undefined
  dropped?.then(
    (db) => db.close(),
    () => undefined, // whoever waited for the opening has been told
  )
}

async function reading<T>(db: Handle, stores: Store[], act: (tx: Reading) => Promise<T>): Promise<T> {
  const tx = db.transaction(stores, 'readonly')
  const [value] = await Promise.all([act(tx), tx.done])
  return value
}

async function writing<T>(
  db: Handle,
  stores: Store[],
  act: (tx: Writing, also: Also) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' })
  const requests: Promise<unknown>[] = [tx.done]
  try {
    const value = await act(tx, (request) => requests.push(request))
    tx.commit()
    await Promise.all(requests)
    return value
  } catch (cause) {
    if (!(cause instanceof DOMException)) tx.abort()
    await Promise.allSettled(requests)
    throw tx.error ?? cause // a full disk aborts first, and the commit that follows complains of the state
  }
}

/** Without idb's wrappers, which take as long again as the write. */
function putting(
  db: IDBDatabase,
  store: string,
  { key, value }: { key: IDBValidKey; value: unknown },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(store, 'readwrite', { durability: 'strict' })
    tx.addEventListener('complete', () => resolve())
    tx.addEventListener('abort', () => reject(tx.error ?? new DOMException('', 'AbortError')))
    tx.objectStore(store).put(value, key)
    tx.commit()
  })
}

/** WebKit has opens and first transactions that never settle: after five seconds the answer is a value. */
function within<T>(world: World, work: Promise<T>): Promise<Done<T>> {
  return new Promise((resolve, reject) => {
    const cancel = world.later(PATIENCE_MS, () => resolve({ ok: false, why: 'timeout' }))
    work.then((value) => resolve({ ok: true, value }), reject).finally(cancel)
  })
}
