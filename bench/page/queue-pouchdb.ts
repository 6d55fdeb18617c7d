import PouchDB from 'pouchdb-browser'
import type { Queue } from './queue.ts'

/** A document a rating, replicated to the CouchDB of this origin, 500 at a time. */
const db = new PouchDB('queue')
const id = (n: number) => `tablet.1/${String(n).padStart(9, '0')}`

export const queue: Queue = {
  fill: async (links) =>
    void (await db.bulkDocs(links.map(({ n, line }) => ({ _id: id(n), ...JSON.parse(line).body })))),
  send: async () => {
    const { docs_written: written } = await db.replicate.to(`${location.origin}/ratings`, { batch_size: 500 })
    if (written === 0) throw new Error('PouchDB sent nothing.')
  },
}
