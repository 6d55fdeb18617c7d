import { hash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { type Score, STANDARDS } from '../src/domain/conduct.ts'
import { chainText, type Link, makeLine } from '../src/domain/entry.ts'
import { type Answers, ratingBody } from '../src/domain/rating.ts'

type Head = { n: number; hash: string }
type Place = { counter: string; officer: string }

const A_CHUNK = 5_000
const A_MINUTE = 60_000

/** Lines that follow the head, as a tablet of that counter writes them: a citizen a minute, half of whom answer what was kept. */
export function newLinks(log: string, { head, at, count }: { head: Head; at: Place; count: number }): Link[] {
  const begin = Date.now() - count * A_MINUTE
  let before = head
  return Array.from({ length: count }, (_, i) => {
    const score = (
      Math.random() < 0.8 ? 4 + Math.round(Math.random()) : 1 + Math.floor(Math.random() * 3)
    ) as Score
    const answers = { score, all: false, reasons: [], rechosen: [], standards: standardsOf() }
    const [shownToTap, tapToClose] = [Math.random() * 9_000, 2_000 + Math.random() * 28_000]
    const circumstances = { ...at, shownToTap, tapToClose, end: 'done', comment: undefined } as const
    const tapped = begin + i * A_MINUTE + Math.round(Math.random() * A_MINUTE)
    const line = makeLine(tapped, 'rating', ratingBody(answers, circumstances))
    const n = before.n + 1
    before = { n, hash: hash('sha256', chainText(log, n, before.hash, line), 'hex') }
    return { ...before, line }
  })
}

/** Half the citizens say of each standard what they say, the others of none. */
function standardsOf(): Answers['standards'] {
  if (Math.random() < 0.5) return {}
  return Object.fromEntries(
    STANDARDS.flatMap((standard) => {
      const chance = Math.random()
      return chance < 0.3 ? [] : [[standard, chance < 0.9 ? 'met' : 'unmet']]
    }),
  )
}

/** Puts so many ratings behind a paired tablet's log, as if they had been tapped, while no page of it is open. */
export async function plant(page: Page, at: Place, count: number): Promise<void> {
  const { log, head } = await page.evaluate(readRow)
  const links = newLinks(log, { head, at, count })
  for (let from = 0; from < links.length; from += A_CHUNK)
    await page.evaluate(putLinks, { log, links: links.slice(from, from + A_CHUNK) })
}

/** In the page. */
function readRow(): Promise<{ log: string; head: Head }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('hailong')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const rows = opening.result.transaction('logs').objectStore('logs').getAll()
      rows.onsuccess = () => {
        opening.result.close()
        resolve(rows.result.at(-1))
      }
    }
  })
}

/** In the page. */
function putLinks({ log, links }: { log: string; links: readonly Link[] }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('hailong')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const tx = opening.result.transaction(['entries', 'logs'], 'readwrite')
      tx.oncomplete = () => {
        opening.result.close()
        resolve()
      }
      tx.onabort = () => reject(tx.error)
      for (const link of links) tx.objectStore('entries').add({ log, ...link })
      const { n, hash } = links.at(-1)!
      const row = tx.objectStore('logs').get(log)
      row.onsuccess = () => tx.objectStore('logs').put({ ...row.result, head: { n, hash } })
    }
  })
}
