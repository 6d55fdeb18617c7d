import PouchDB from 'pouchdb-browser'
import type { Store } from './store.ts'

/** The same as PouchDB does it: one document a rating, written anew when it is closed. It cannot be told to be strict. */
const db = new PouchDB('pouchdb')
let last = 0
let rev = ''

const id = (n: number) => `pouchdb.1/${String(n).padStart(9, '0')}`

export const store: Store = {
  open: async () => void (await db.info()),
  face: async (draft) => {
    last += 1
    ;({ rev } = await db.put({ _id: id(last), draft, keptAt: Date.now() }))
  },
  close: async (draft) => void (await db.put({ _id: id(last), _rev: rev, line: JSON.stringify(draft) })),
  fill: async (links) => {
    const from = last
    last += links.length
    await db.bulkDocs(links.map(({ n: _n, ...link }, i) => ({ _id: id(from + i + 1), ...link })))
  },
}
