import Dexie, { type Table } from 'dexie'
import type { Store } from './store.ts'

/** The same through Dexie, strict too. */
const db = new Dexie('dexie', { chromeTransactionDurability: 'strict' }) as Dexie & {
  draft: Table
  entries: Table
}
let last = 0

export const store: Store = {
  open: async () => {
    db.version(1).stores({ draft: '', entries: '[log+n]' })
    await db.open()
  },
  face: (draft) => db.draft.put({ draft, keptAt: Date.now() }, 'open'),
  close: (draft) =>
    db.transaction('rw', db.draft, db.entries, async () => {
      last += 1
      await db.entries.add({ log: 'dexie.1', n: last, line: JSON.stringify(draft) })
      await db.draft.delete('open')
    }),
  fill: async (links) => void (await db.entries.bulkAdd(links.map((link) => ({ log: 'dexie.1', ...link })))),
}
