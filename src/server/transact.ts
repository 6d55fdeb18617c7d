import type { Deps, Trx } from './deps.ts'

/**
 * One transaction a request: its answer is said after the commit. A refusal is a value and commits too, since a failed try
 * is counted; so whoever refuses does it before the first write that must not stay.
 */
export function transact<T>(deps: Deps, act: (trx: Trx) => Promise<T>): Promise<T> {
  return deps.db.transaction().execute(act)
}

/** A transaction whose queries all see one moment. SQLite's always do. */
export function snapshot<T>(deps: Deps, read: (trx: Trx) => Promise<T>): Promise<T> {
  const begin = deps.db.transaction()
  return (deps.dialect === 'postgres' ? begin.setIsolationLevel('repeatable read') : begin).execute(read)
}
