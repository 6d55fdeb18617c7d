import { hash } from 'node:crypto'
import type { Database } from '#src/server/deps.ts'

/** What stands in the server's database at the end, read without the server's own code. */
export type Final = { logs: readonly FinalLog[]; ratings: readonly FinalRating[]; faults: readonly Wrong[] }

export type FinalLog = {
  id: string
  device: string
  parent: string | null
  fork: number
  head: number
  counted: (n: number) => boolean
}

/** One row of F. `id` is the tap that it says it is. */
export type FinalRating = {
  log: string
  n: number
  kind: string
  id: number
  code: string
  counted: boolean
  body: Body
}

export type Body = {
  q: string
  score: number
  std: string
  all?: number
  reasons?: string
  comment?: [number, string]
  counter: string
  officer: string | null
  rechosen?: string
  ms: [number, number]
  end: string
  ch: string
}

export type Wrong = { kind: string; text: string }

export async function readFinal(db: Database): Promise<Final> {
  const rows = await db.selectFrom('log').selectAll().where('device', 'is not', null).orderBy('id').execute()
  const entries = await db.selectFrom('entry').selectAll().orderBy('log').orderBy('n').execute()
  const holes = await db.selectFrom('hole').selectAll().execute()
  const faults: Wrong[] = []
  const ratings: FinalRating[] = []
  const hashes = new Map(entries.map((entry) => [`${entry.log} ${entry.n}`, String(entry.hash)]))
  for (const row of rows) {
    const hashBefore = (n: number): string | undefined => {
      if (n === 0) return '0'.repeat(64)
      for (let log = row; ; ) {
        const own = hashes.get(`${log.id} ${n}`) ?? holes.find((h) => h.log === log.id && h.to_n === n)?.hash
        const parent = rows.find(({ id }) => id === log.parent)
        if (own !== undefined || !parent) return own
        log = parent
      }
    }
    let n = row.fork
    for (const entry of entries.filter(({ log }) => log === row.id)) {
      const hole = holes.find((h) => h.log === row.id && h.from_n === n + 1 && h.to_n === entry.n - 1)
      if (entry.n !== n + 1 && !hole)
        faults.push({ kind: 'numbers', text: `${row.id} lacks ${n + 1}–${entry.n - 1}` })
      n = entry.n
      const line = Buffer.from(entry.line).toString()
      const text = `${row.hashed_as}\n${n}\n${hashBefore(n - 1)}\n${line}`
      if (hash('sha256', text) !== entry.hash) faults.push({ kind: 'chain', text: `${row.id} ${n}` })
      const said = JSON.parse(line) as { kind: string; body: Body }
      if (said.kind !== 'rating' && said.kind !== 'practice') continue
      const counted = said.kind === 'rating' && (row.held === 0 || n <= row.folded)
      const code = codeOf(entry.hash)
      ratings.push({ log: row.id, n, kind: said.kind, id: said.body.ms[0], code, counted, body: said.body })
    }
    if (n !== row.head) faults.push({ kind: 'numbers', text: `${row.id} ends at ${n}, not ${row.head}` })
  }
  const logs = rows.map(({ id, device, parent, fork, head, held, folded }) => ({
    id,
    device: device ?? '',
    parent,
    fork,
    head,
    counted: (n: number) => held === 0 || n <= folded,
  }))
  return { logs, ratings, faults }
}

const SYMBOLS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** As PRODUCT.md has it: the first 60 bits of `SHA-256('receipt' ‖ entry hash)` in 32 symbols, three groups of four. */
function codeOf(entryHash: string): string {
  const bits = BigInt(`0x${hash('sha256', `receipt${entryHash}`)}`) >> 196n
  const symbols = Array.from({ length: 12 }, (_, i) => SYMBOLS[Number((bits >> BigInt(55 - 5 * i)) & 31n)])
  return [0, 4, 8].map((i) => symbols.slice(i, i + 4).join('')).join('-')
}
