import type { Store } from './store.ts'

/** IndexedDB as it is: strict transactions, committed at once. */
let db: IDBDatabase
let last = 0

const STRICT = { durability: 'strict' } as const

const write = (stores: string[], act: (tx: IDBTransaction) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const tx = db.transaction(stores, 'readwrite', STRICT)
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
    act(tx)
    tx.commit()
  })

export const store: Store = {
  open: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('bare', 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('draft')
        request.result.createObjectStore('entries', { keyPath: ['log', 'n'] })
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        db = request.result
        resolve()
      }
    }),
  face: (draft) =>
    write(['draft'], (tx) => void tx.objectStore('draft').put({ draft, keptAt: Date.now() }, 'open')),
  close: (draft) =>
    write(['draft', 'entries'], (tx) => {
      last += 1
      tx.objectStore('entries').add({ log: 'bare.1', n: last, line: JSON.stringify(draft) })
      tx.objectStore('draft').delete('open')
    }),
  fill: (links) => {
    last += links.length
    return write(['entries'], (tx) => {
      for (const link of links) tx.objectStore('entries').add({ log: 'bare.1', ...link })
    })
  },
}
