import { store } from './bare.ts'
import type { Queue } from './queue.ts'

/** One POST a rating, the next when the last is answered, read from IndexedDB. */
let sent = 0

export const queue: Queue = {
  fill: async (links) => {
    await store.open()
    await store.fill(links)
  },
  send: async () => {
    const lines = await waiting()
    for (const body of lines) {
      sent += 1
      const answer = await fetch(`/rating?n=${sent}`, { method: 'POST', body })
      if (!answer.ok) throw new Error(`${answer.status}`)
    }
  },
}

function waiting(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('bare')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const all = opening.result.transaction('entries').objectStore('entries').getAll()
      all.onsuccess = () => {
        opening.result.close()
        resolve(all.result.slice(sent).map(({ line }) => line))
      }
    }
  })
}
