import { IDBOpenDBRequest as OpenRequest } from 'fake-indexeddb'
import { DATABASE } from '#src/device/db.ts'

/** What goes wrong with a tablet's disk. */
export type Faults = {
  /** `hang`: opening never answers. `refuse`: it is forbidden. */
  open?: 'hang' | 'refuse' | undefined
  /** Sees each transaction; what it answers is the name of the error by which the transaction is aborted. */
  transaction?: ((tx: IDBTransaction) => string | undefined) | undefined
  /** Sees each beginning of a new file; what it answers is the name of the error that comes of it. */
  renewal?: (() => string | undefined) | undefined
  /** How often the database was opened. */
  opened?: number
  /** The newest handle, to be closed under the tablet's feet. */
  handle?: IDBDatabase
}

/** The disk's factory for one page: it fails as it is told, and is silent once the page is dead. */
export function faultyFactory(factory: IDBFactory, faults: Faults, life: { alive: boolean }): IDBFactory {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    if (faults.open === 'refuse') throw new DOMException('no storage here', 'SecurityError')
    if (faults.open === 'hang' || !life.alive) return new OpenRequest()
    const request = factory.open(name, version)
    request.addEventListener('success', () => {
      if (name !== DATABASE) return
      faults.opened = (faults.opened ?? 0) + 1
      faults.handle = request.result
      watchTransactions(request.result, faults, life)
    })
    return request
  }
  const deleteDatabase = (name: string): IDBOpenDBRequest => {
    const error = faults.renewal?.()
    if (error) throw new DOMException('no file can be begun', error)
    return life.alive ? factory.deleteDatabase(name) : new OpenRequest()
  }
  return { open, cmp: factory.cmp, databases: factory.databases, deleteDatabase }
}

function watchTransactions(db: IDBDatabase, faults: Faults, life: { alive: boolean }): void {
  const begin = db.transaction.bind(db)
  db.transaction = (...args: Parameters<IDBDatabase['transaction']>) => {
    if (!life.alive) throw new DOMException('this page is dead', 'InvalidStateError')
    const tx = begin(...args)
    const error = faults.transaction?.(tx)
    if (error) setImmediate(() => abortBy(tx, error))
    return tx
  }
}

/** fake-indexeddb's own way of aborting with an error, as a full disk does. */
function abortBy(tx: IDBTransaction, error: string): void {
  ;(tx as unknown as { _abort: (name: string) => void })._abort(error)
}
